"""Names: no class is called as another, and no module of the desk as one that is otherwise."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "timeline"
ROOMS = ("accounts", "curation", "desk", "reports")
# What Django and its commands look for by name.
GIVEN = {"Meta", "Command"}
# One thing seen from two sides: what is stored, what is done with it, and the page for it.
SAME = {
    "__init__", "admin", "apps", "base", "catalogue", "checks", "disputes", "events", "forms",
    "merging", "lexicon", "models", "presence", "renaming", "review", "site", "sources", "urls",
    "views",
}  # fmt: skip


def modules(*rooms):
    for room in rooms:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def test_no_class_is_called_as_another():
    found = defaultdict(list)
    for path in modules("."):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name not in GIVEN:
                found[node.name].append(str(path.relative_to(PACKAGE)))
    assert len(found) > 300
    assert {name: where for name, where in found.items() if len(where) > 1} == {}


def test_no_module_is_called_as_another():
    found = defaultdict(list)
    for path in modules(*ROOMS):
        found[path.stem].append(str(path.relative_to(PACKAGE)))
    assert {name for name, where in found.items() if len(where) > 1} <= SAME


@pytest.mark.parametrize("folder", ["css", "js"])
def test_what_only_the_desk_loads_is_called_by_its_app(folder):
    static = PACKAGE.parent / "static" / folder
    templates = PACKAGE.parent / "templates"
    for path in static.iterdir():
        users = {
            page.relative_to(templates).parts[0]
            for page in templates.rglob("*.html")
            if f"{folder}/{path.name}" in page.read_text(encoding="utf-8")
        }
        app = path.stem.partition("-")[0]
        if users & {"admin", "desk"}:
            assert app == "desk", path.name
        elif users & {"accounts", "reports"}:
            assert {app} == users, path.name
