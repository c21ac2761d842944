"""Pinned addresses answer the bytes that earlier versions of the program answered.

On either database, on any host, after any edition. Whoever breaks one of these has changed what
somebody has cited, hashed or archived: write the format anew beside the old one (tests/golden.py).
"""

import json
from datetime import UTC, datetime

import pytest

from tests.corpora import corpus
from tests.golden import HERE, addresses
from tests.reader.test_data import problems
from timeline.curation.dataset import load
from timeline.curation.models import Event
from timeline.curation.users import dataset_user
from timeline.editions import files
from timeline.editions.publish import publish

FOLDERS = sorted(folder.name for folder in HERE.iterdir())
ANSWERS = [
    (name, address, file)
    for name in FOLDERS
    for address, file in json.loads(
        (HERE / name / "answers" / "addresses.json").read_text()
    ).items()
]


@corpus
def golden_1():
    """The editions of tests/golden/1, read from their files."""
    files.read(HERE / "1", by=dataset_user(), told=lambda said: None)


def same_as_ever(client):
    """The addresses of the first folder that answer something else than they did."""
    return [
        address
        for name, address, file in ANSWERS
        if client.get(address).content != (HERE / name / "answers" / file).read_bytes()
    ]


def test_every_folder_has_its_answers():
    assert FOLDERS == ["1"]  # and a corpus each, above
    assert {address for _, address, _ in ANSWERS} == set(addresses())


@pytest.mark.parametrize(("name", "address", "file"), ANSWERS)
def test_it_answers_the_same_bytes_as_ever(client, golden_1, name, address, file):
    response = client.get(address)
    assert response.content.decode() == (HERE / name / "answers" / file).read_bytes().decode()


def test_what_was_answered_once_is_still_as_the_schemas_say(published):
    """A schema of the same number may only come to allow more."""
    checked = 0
    for name, _, file in ANSWERS:
        if file.endswith(".json"):
            document = json.loads((HERE / name / "answers" / file).read_bytes())
            if isinstance(document, dict) and document.get("schema"):
                assert problems(document) == [], file
                checked += 1
    assert checked > 10


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("file", [files.HEAD, files.RECORDS, files.LIST])
def test_so_do_the_files_of_an_edition(client, golden_1, number, file):
    answered = b"".join(client.get(f"/editions/{number}/{file}"))
    assert answered == (HERE / "1" / "editions" / str(number) / file).read_bytes()


def test_they_answer_the_same_under_any_name_of_the_host(client, golden_1, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for host in ("localhost", "other.example:8443"):
        pinned = client.get("/timeline.json?edition=1", headers={"Host": host})
        assert pinned.content == client.get("/timeline.json?edition=1").content


def test_they_answer_the_same_after_three_further_editions(client, golden_1):
    by = dataset_user()
    from tests.corpora import LIGHTHOUSE

    load(LIGHTHOUSE, by=by)
    assert same_as_ever(client) == []
    for number, title in enumerate(("Once more", "Again", "And again"), 3):
        Event.objects.filter(slug="light-goes-out").update(title=title, version=number * 10)
        at = datetime(2026, 6, number, tzinfo=UTC)
        assert publish(by=by, note=title, at=at).number == number
        assert same_as_ever(client) == []
