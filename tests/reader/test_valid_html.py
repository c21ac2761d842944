"""Pages are HTML as the standard has it: by a parser of the standard that forgives nothing, and by
the checker of the standard itself, where it is installed (vnu, which needs Java)."""

import json
import os
import shutil
import subprocess

import html5lib
import pytest

from tests.public_routes import ROUTES, address

PAGES = [name for name, route in ROUTES.items() if route.form in ("page", "frame")]
# What htmx and its like read: of no standard, and known not to be.
OURS = ("Attribute “hx-", "Attribute “speculation")
JAR = os.environ.get("VNU_JAR", "")
VNU = [shutil.which("vnu")] if shutil.which("vnu") else ["java", "-jar", JAR] if JAR else []


def texts(client):
    """Each page, the evidence packet, and a view of nothing, by a name."""
    more = {"packet": "/timeline.html", "nothing": "/?q=zzzz", "bad": "/?from=banana"}
    paths = {name: address(name) for name in PAGES} | more
    return {name: client.get(path).content.decode() for name, path in paths.items()}


def test_no_page_has_a_mistake_that_a_parser_has_to_forgive(client, two_editions):
    wrong = {}
    for name, text in texts(client).items():
        parser = html5lib.HTMLParser()
        parser.parse(text)
        if parser.errors:
            wrong[name] = parser.errors[:3]
    assert wrong == {}


@pytest.mark.skipif(not VNU, reason="vnu (Nu Html Checker) is not here: npm vnu-jar, VNU_JAR, Java")
def test_the_checker_of_the_standard_finds_nothing(client, two_editions, tmp_path):
    for name, text in texts(client).items():
        (tmp_path / f"{name}.html").write_text(text)
    (tmp_path / "wrong.html").write_text("<p hx-on=x><b></p>")
    command = [*VNU, "--errors-only", "--format", "json", "--exit-zero-always", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    found = {
        f"{one['url'].rpartition('/')[2]}: {one['message']}: {one.get('extract', '')[:90]}"
        for one in json.loads(done.stderr or done.stdout)["messages"]
        if not one["message"].startswith(OURS)
    }
    assert [one for one in found if not one.startswith("wrong.html")] == []
    assert found  # it did look
