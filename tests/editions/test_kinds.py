"""The registry of kinds: whatever differs by kind derives from it, or is held to it here."""

import ast
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse

from timeline.curation.dataset import store, trial
from timeline.editions import kinds
from timeline.editions.kinds import KINDS, Kind
from timeline.reports.models import SubjectKind

TIMELINE = Path(__file__).parents[2] / "timeline"
NAMES = set(Kind.values)


def test_every_kind_has_an_entry_and_no_other():
    assert list(KINDS) == [
        "event", "dispute", "source", "publisher", "actor", "place", "phase", "site", "story",
        "gap", "term",
    ]  # fmt: skip
    assert set(KINDS) == set(Kind.values)
    assert all(one.kind == name for name, one in KINDS.items())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda one: one.kind.value)
def test_pages_have_routes_and_the_others_have_none(kind):
    if kind.page:
        assert reverse(kind.kind.value, args=["a"]).endswith("/a/")
    else:
        with pytest.raises(NoReverseMatch):
            reverse(kind.kind.value, args=["a"])
    if kind.list_page:
        assert reverse(kind.list_page)


@pytest.mark.parametrize(
    ("kind", "edition", "url"),
    [
        ("event", None, "/events/a/"),
        ("publisher", 3, "/publishers/a/?edition=3"),
        ("dispute", None, "/disputes/a/"),
        ("phase", None, "/?phase=a"),
        ("phase", 3, "/?phase=a&edition=3"),
        ("site", 3, "/about/?edition=3"),
        ("story", None, "/"),
        ("gap", None, "/gaps/#a"),
        ("gap", 3, "/gaps/?edition=3#a"),
        ("term", None, "/?q=a"),
        ("term", 3, "/?q=a&edition=3"),
    ],
)
def test_addresses(kind, edition, url):
    assert kinds.url_of(kind, "a", edition) == url


def test_titles():
    assert kinds.title_of("dispute", {"question": "How many?"}) == "How many?"
    assert kinds.title_of(Kind.SOURCE, {"title": "A log", "name": "no"}) == "A log"
    assert kinds.title_of("place", {"name": "Port"}) == "Port"


def test_readers_may_report_on_whatever_has_a_page():
    assert set(SubjectKind.values) == {*kinds.WITH_PAGE, "gap", "timeline"}


def test_the_desk_knows_every_kind():
    models = {model._meta.model_name for model in store.MODELS.values()} | {"event"}
    assert models == NAMES
    assert {one[0]._meta.model_name for one in trial._KINDS.values()} == NAMES


# -- no second list --------------------------------------------------------------------------------

# Where several kinds are named one by one for a reason that the registry cannot give.
REASONS = {
    "editions/kinds.py": "the registry itself",
    "editions/build/surroundings.py": "models of the desk that events name",
    "editions/build/things.py": "what makes the document of each",
    "editions/facts.py": "what the catalogue holds of each",
    "editions/documents.py": "the shape of the document of each",
    "editions/identity.py": "fields whose value is the slug of something",
    "reader/urls.py": "routes",
    "reader/formats/schema.py": "the shape of the document of each that has data of its own",
    "reader/formats/json_format.py": "what the events of a page name, beside each other",
    "curation/actions/undoing.py": "models of the desk, each after what it hangs on",
    "reader/query/parameters.py": "parameters of the address, of which most are no kinds",
    "reader/show/changes.py": "fields whose value is the slug of something",
    "reader/query/facets.py": "the order of the panel, of facets of which most are no kinds",
    "reader/pages/suggest.py": "the order of suggestions",
    "curation/management/commands/rename_slug.py": "models of the desk, which knows no editions",
    "reports/models.py": "choices of a column, held to the registry above",
    "curation/dataset/store.py": "models of the desk, held to the registry above",
    "curation/dataset/trial.py": "models of the desk, held to the registry above",
}
MANY = 4  # kinds in one literal: more than a page that happens to show some


def named_kinds(node):
    """The kinds that a dict, set, list or tuple literal names as its keys or members."""
    members = node.keys if isinstance(node, ast.Dict) else node.elts
    found = set()
    for member in members:
        for part in ast.walk(member) if member is not None else ():
            if isinstance(part, ast.Constant) and part.value in NAMES:
                found.add(part.value)
            if isinstance(part, ast.Attribute) and getattr(part.value, "id", "") == "Kind":
                found.add(part.attr.lower())
    return found


def test_no_other_table_lists_the_kinds():
    found = set()
    for path in TIMELINE.rglob("*.py"):
        name = path.relative_to(TIMELINE).as_posix()
        if "/migrations/" in name:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            literal = isinstance(node, ast.Dict | ast.Set | ast.List | ast.Tuple)
            if literal and len(named_kinds(node)) >= MANY:
                found.add(name)
    assert found - REASONS.keys() == set()
