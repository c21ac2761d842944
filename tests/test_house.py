"""The repository itself: what stands in it, what it promises, and its helper scripts."""

import importlib.metadata
import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.tools import licences

FILES = ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"]
ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tests" / "tools"
REQUIREMENT = re.compile(r"([A-Za-z0-9_.-]+)(?:\[[a-z,]+\])?==([A-Za-z0-9_.]+)  # (\S.*)")


def files() -> list[str]:
    """The files of the repository, those that nobody has added yet included."""
    listed = subprocess.run(
        # The option: the checkout may belong to another user, as it does in a container.
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [name for name in listed.split("\0") if name and (ROOT / name).exists()]


def requirements(file: str) -> list[str]:
    lines = (ROOT / file).read_text().splitlines()
    return [line for line in lines if line != "-r requirements.txt"]


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text()
    return set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split())


def test_the_top_of_the_tree_is_as_designed():
    assert sorted({name.split("/")[0] for name in files()}) == [
        ".ci", ".gitignore", "CHANGELOG.md", "DECISIONS.md", "LICENSE", "LICENSE-DATA.md",
        "Makefile", "README.md", "SECURITY.md", "deploy", "docs", "manage.py", "pyproject.toml",
        "requirements-bench.txt", "requirements-dev.lock", "requirements-dev.txt",
        "requirements.lock", "requirements.txt", "static", "templates", "tests", "timeline",
    ]  # fmt: skip


def test_the_package_is_as_designed():
    parts = {name.split("/")[1] for name in files() if name.startswith("timeline/")}
    assert sorted(parts) == [
        "__init__.py", "accounts", "backup", "bodies.py", "curation", "dataset", "desk", "editions",
        "env.py", "faults.py", "headers.py", "logs.py", "progress.py", "reader", "reports",
        "settings.py", "site_url.py", "sqlite", "text", "turning.py", "urls.py", "worker.py",
        "written", "wsgi.py",
    ]  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_every_dependency_is_pinned_and_has_its_reason(file):
    lines = requirements(file)
    assert lines
    assert [line for line in lines if not REQUIREMENT.fullmatch(line)] == []


@pytest.mark.parametrize("file", FILES[:2])
def test_the_tests_run_on_the_pinned_versions(file):
    pinned = {REQUIREMENT.fullmatch(line)[1]: REQUIREMENT.fullmatch(line)[2]
              for line in requirements(file)}  # fmt: skip
    assert {name: importlib.metadata.version(name) for name in pinned} == pinned


def locked(file: str = "requirements") -> dict[str, str]:
    text = (ROOT / f"{file}.lock").read_text()
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+) \\$", text, re.MULTILINE))


@pytest.mark.parametrize("file", ["requirements", "requirements-dev"])
def test_the_lock_pins_everything_with_digests(file):
    """Else: `make lock`."""
    wanted = [REQUIREMENT.fullmatch(line) for line in requirements(f"{file}.txt")]
    names = {re.sub(r"[._]", "-", found[1].lower()): found[2] for found in wanted}
    assert {name: locked(file).get(name) for name in names} == names
    text = (ROOT / f"{file}.lock").read_text()
    entries = re.split(r"^(?=[a-z0-9.-]+==)", text, flags=re.M)
    assert len(entries) == len(locked(file)) + 1
    assert [one for one in entries[1:] if "--hash=sha256:" not in one] == []


def test_what_tests_is_what_runs():
    """Else: `make lock`."""
    assert locked().items() <= locked("requirements-dev").items()


def test_no_licence_asks_for_the_whole_program():
    """Neither GPL nor AGPL at run time; of several that a package offers, one may be chosen. What
    is listed is what the packages say. Else: `make lock`."""
    said = {name: licences.said(name) for name in locked()}
    assert {name for name, one in said.items() if not one} == set()
    copyleft = {name for name, one in said.items() if "GPL" in one or "General Public" in one}
    assert copyleft == {"bibtexparser", "psycopg", "psycopg-binary", "tld"}
    assert all("LGPL" in said[name] or "Lesser" in said[name] for name in copyleft)
    assert (ROOT / "docs" / "licences.md").read_text() == licences.table()


def test_readme_names_every_make_target_and_no_other():
    readme = (ROOT / "README.md").read_text()
    # `make` in code only: "which make it" is English.
    named = set(re.findall(r"(?:`|^ *|^\$ )make ([a-z]+)", readme, re.MULTILINE))
    assert named == targets()


def test_make_without_a_target_lists_them():
    shown = subprocess.run(["make", "-s", "-C", ROOT], capture_output=True, text=True, check=True)
    assert set(re.findall(r"^  make ([a-z]+) +\w", shown.stdout, re.MULTILINE)) == targets()


def test_readme_names_every_environment_variable():
    read = re.findall(
        r"""env\.\w+\(\s*"([A-Z_]+)\"""", (ROOT / "timeline" / "settings.py").read_text()
    )
    variables = {*read, "SECRET_KEY_FILE", "HOST", "PORT"}
    assert len(variables) > 10
    readme = (ROOT / "README.md").read_text()
    assert {name for name in variables if f"`{name}`" not in readme} == set()


def test_no_file_names_a_machine_or_a_package_registry():
    """A checkout must work anywhere, so it may know no folder and no mirror of one machine."""
    wrong = re.compile(
        r"(?<![\w./-])/(?:work|root|home|Users|opt)/|/\.pyenv/|pypi\.org|pythonhosted\.org"
        r"|registry\.npmjs\.org|--index-url|--find-links",
        re.ASCII,
    )
    found = []
    for name in files():
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:  # an image
            continue
        if name != "tests/test_house.py":
            found += [f"{name}: {match[0]}" for match in wrong.finditer(text)]
    assert found == []


def test_the_direction_of_imports_is_under_contract():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    layers, rooms, desk, reader, editions, text = contracts
    assert layers["layers"] == [
        "timeline.desk", "timeline.reader | timeline.reports | timeline.backup",
        "timeline.editions", "timeline.curation | timeline.accounts",
        "timeline.text",
    ]  # fmt: skip
    assert (rooms["containers"], rooms["exhaustive"]) == (["timeline.reader"], True)
    assert desk["containers"] == ["timeline.desk"]
    assert (reader["source_modules"], reader["forbidden_modules"]) == (
        ["timeline.reader", "timeline.reports"], ["timeline.curation"],
    )  # fmt: skip
    assert editions["source_modules"] == ["timeline.editions"]
    assert editions["ignore_imports"] == ["timeline.editions.build.* -> timeline.curation.**"]
    assert "django" in text["forbidden_modules"]
    assert [c for c in contracts if c is not editions and "ignore_imports" in c] == []


@pytest.mark.parametrize(
    "name", [".ci/run", "manage.py", "tests/tools/with_postgres.py", "tests/tools/packages.py"]
)
def test_what_is_run_can_be_run(name):
    assert os.access(ROOT / name, os.X_OK)
    assert (ROOT / name).read_text().startswith("#!")


def run(tool: str, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, TOOLS / tool, *arguments],
        env=os.environ | ({"PATH": path} if path else {}),
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_a_port_in_use_is_named():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        done = run("check_port.py", "127.0.0.1", port)
    assert done.returncode == 1
    assert f"Cannot listen on 127.0.0.1 port {port}" in done.stderr
    assert "make run PORT=" in done.stderr
    assert run("check_port.py", "127.0.0.1", port).returncode == 0


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "1_0"])
def test_a_port_that_is_none_is_named(port):
    done = run("check_port.py", "127.0.0.1", port)
    assert done.returncode == 1
    assert f"PORT={port!r} is not a port" in done.stderr


def test_a_missing_package_is_named(tmp_path):
    done = run("packages.py", "chromium-headless-shell", "python3-venv", path=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("Missing: chromium-headless-shell (names of Debian packages")


def test_a_missing_package_is_installed_or_the_failure_told(tmp_path):
    """An apt-get that fails, in a place where there is no chromium."""
    for name, script in [("apt-get", "#!/bin/sh\nexit 100\n"), ("env", "#!/bin/sh\nexit 100\n"),
                         ("sudo", "#!/bin/sh\nexit 1\n")]:  # fmt: skip
        (tmp_path / name).write_text(script)
        (tmp_path / name).chmod(0o755)
    done = run("packages.py", "chromium-headless-shell", path=str(tmp_path))
    assert done.returncode == 1
    assert "sudo apt-get install -y --no-install-recommends chromium-headless-shell" in done.stderr


def test_a_postgresql_server_lives_as_long_as_its_command():
    shell = 'echo "$DATABASE_URL"; folder=${DATABASE_URL#*host=}; ls -a "$folder"; exit 3'
    done = run("with_postgres.py", "sh", "-c", shell)
    assert done.returncode == 3, done.stderr
    url, *listed = done.stdout.splitlines()
    assert ".s.PGSQL.5432" in listed
    assert not Path(url.partition("host=")[2]).exists()
