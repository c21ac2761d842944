"""Whether anybody can tell that what was published is as it was published, and what is not."""

import hashlib
import json
import random
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet

from tests.corpora import corpus, make
from tests.timeline_data import SECOND
from timeline.editions import chain, verifier
from timeline.editions.models import Edition, Reason, Record, digest

FILES = ("edition.json", "records.jsonl", "digests.txt")
WHY = "The court is named in full, as “the wire” has it."


@corpus
def three_editions():
    """The third has a reason of its own for what it changes."""
    desk = make("republished")
    desk.change(desk.events["review"], title="The court of appeal looks at it")
    at = SECOND + timedelta(days=9, microseconds=5)
    desk.publish("A court’s name.", at, reasons={("event", "review"): WHY})
    return desk


def silently(model, where, **values):
    """Write past every rule of ours, as somebody with a database shell would."""
    count = QuerySet(model).filter(**where).update(**values)
    assert count == 1
    return count


# -- what the digest is of -------------------------------------------------------------------------


def test_the_list_of_an_edition(three_editions):
    first, second, third = Edition.objects.order_by("number")
    lines = list(chain.list_of(third))
    assert lines[:6] == [
        "edition-list 1",
        "number 3",
        "published 2026-04-11T12:00:00Z",
        f"before {second.sha256}",
        "search_rules 1",
        'counts {"added":0,"changed":1,"events":7,"merged":0,"renamed":0,"withdrawn":0}',
    ]
    # printf %s 'A court’s name.' | sha256sum
    assert lines[6] == "note c6a5488fa04016e3da25e6bbeef22449ba69e28353adbcdad3e1fcac3601e1b7"
    assert lines[7] == "reason/event/review " + hashlib.sha256(WHY.encode()).hexdigest()
    review = Record.objects.get(slug="review", since=3)
    expected = f"event/review 3 review 3 {review.statement} {digest(review.document)}"
    assert expected in lines
    assert [line.split(" ")[0] for line in lines[8:]] == sorted(
        f"{one.kind}/{one.slug}" for one in Record.objects.in_edition(3)
    )
    for edition in (first, second, third):
        text = "".join(f"{line}\n" for line in chain.list_of(edition))
        assert hashlib.sha256(text.encode()).hexdigest() == edition.sha256
    assert next(chain.list_of(first)) == "edition-list 1"
    assert list(chain.list_of(first))[3] == "before none"


# -- the database ----------------------------------------------------------------------------------

EDITION_2 = {"number": 2}
REVIEW = {"kind": "event", "slug": "review", "since": 1}


def document(**members):
    record = Record.objects.get(**REVIEW)
    return record.document | members


WHOLE = "its digest, or which records it lists, is not what was published"

CHANGED = {
    "a quotation": (
        lambda: silently(Record, REVIEW, document=document(title="A court praises the closing")),
        ["Edition 1, event/review: its document is not the one that was published"],
    ),
    "a document and its digest": (
        lambda: silently(
            Record, REVIEW, document=document(title="x"), sha256=digest(document(title="x"))
        ),
        ["Edition 1, event/review: it is not what was published"],
    ),
    "a note": (
        lambda: silently(Edition, EDITION_2, note="Nothing."),
        ["Edition 2, note: it is not what was published"],
    ),
    "a date": (
        lambda: silently(Edition, EDITION_2, published_at=SECOND - timedelta(days=1)),
        ["Edition 2, published: it is not what was published"],
    ),
    "the rules of the search": (
        lambda: silently(Edition, EDITION_2, search_rules=7),
        ["Edition 2, search rules: it is not what was published"],
    ),
    "a count": (
        lambda: silently(Edition, EDITION_2, withdrawn=0),
        ["Edition 2, counts: it is not what was published"],
    ),
    "a reason": (
        lambda: silently(Reason, {"edition": 3}, text="A slip of the pen."),
        ["Edition 3, reason/event/review: it is not what was published"],
    ),
    "a reason is gone": (
        lambda: QuerySet(Reason).filter(edition=3).delete(),
        ["Edition 3, reason/event/review: it is not what was published"],
    ),
    "a digest": (
        lambda: silently(Edition, EDITION_2, sha256="0" * 64),
        [
            f"Edition 2, the whole: {WHOLE}",
            "Edition 3, before: it is not what was published",
        ],
    ),
    "a seal": (
        lambda: silently(Edition, EDITION_2, seal="edition-list 1"),
        [
            f"Edition 2, {name}: it is not what was published"
            for name in ("before", "counts", "note", "number", "published", "search rules")
        ],
    ),
    "which editions have it": (
        lambda: silently(Record, {"kind": "event", "slug": "meeting"}, until=3),
        [f"Edition 2, the whole: {WHOLE}"],
    ),
    "an identity": (
        lambda: silently(Record, REVIEW, identity="closing-review"),
        [f"Edition 1, the whole: {WHOLE}"],
    ),
    "since when it is said": (
        lambda: silently(Record, REVIEW | {"since": 3}, told=1),
        [f"Edition 3, the whole: {WHOLE}"],
    ),
}  # fmt: skip


def test_nothing_is_found_where_nothing_was_changed(three_editions, capsys):
    assert list(chain.faults()) == []
    assert run_checks(tags=["editions"]) == []
    call_command("verify_editions")
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == "All is as it was published: 3 editions."
    assert f"edition 2: {Edition.objects.get(pk=2).sha256}" in said


@pytest.mark.parametrize("what", CHANGED)
def test_whatever_is_changed_is_named(three_editions, what, capsys):
    change, expected = CHANGED[what]
    change()
    assert [str(one) for one in chain.faults()] == expected
    assert [one.msg for one in run_checks(tags=["editions"])] == expected
    with pytest.raises(CommandError, match="not as published") as ended:
        call_command("verify_editions", no_color=True)
    assert ended.value.returncode == 1
    assert capsys.readouterr().err.splitlines() == expected


def test_a_digest_known_from_elsewhere(three_editions, capsys):
    sha256 = Edition.objects.get(pk=2).sha256
    call_command("verify_editions", f"--digest=2={sha256}")
    with pytest.raises(CommandError, match="1 found that is not as published"):
        call_command("verify_editions", "--digest", f"2={'0' * 64}")
    with pytest.raises(CommandError, match="“2” is no digest of an edition"):
        call_command("verify_editions", "--digest", "2")


def test_a_check_of_an_empty_database_says_nothing(db):
    assert run_checks(tags=["editions"]) == []


def test_a_check_makes_no_database(tmp_path, monkeypatch):
    file = tmp_path / "none.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "NAME", str(file))
    if connection.vendor == "sqlite":
        assert run_checks(tags=["editions"]) == []
    assert not file.exists()


# -- a download ------------------------------------------------------------------------------------


@pytest.fixture
def download(client, three_editions, tmp_path):
    """All editions as anybody may save them, with the program that checks them."""
    for number in (1, 2, 3):
        folder = tmp_path / "editions" / str(number)
        folder.mkdir(parents=True)
        for name in FILES:
            folder.joinpath(name).write_bytes(b"".join(client.get(f"/editions/{number}/{name}")))
    tmp_path.joinpath("verify.py").write_bytes(client.get("/verify.py").content)
    return tmp_path


def verify(folder, *known):
    """The exit status of the program and what it prints, by itself and with nothing of ours."""
    command = [sys.executable, "-I", "-S", folder / "verify.py", ".", *known]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=30)
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_the_program_is_short_and_needs_nothing_of_ours(download):
    text = (download / "verify.py").read_text()
    assert len(text.splitlines()) <= 100
    imported = {
        line.split()[1] for line in text.splitlines() if line.startswith(("from", "import"))
    }
    assert imported == {"collections.abc", "hashlib", "json", "pathlib", "sys", "typing"}


def test_a_download_is_as_it_was_published(download):
    digests = {one.number: one.sha256 for one in Edition.objects.all()}
    status, said, _ = verify(download, f"3={digests[3]}")
    assert status == 0
    assert said == [
        *(f"edition {number}: {digests[number]}" for number in (1, 2, 3)),
        "All is as it was published.",
    ]
    (download / "editions" / "2" / "verify.py").write_bytes((download / "verify.py").read_bytes())
    assert verify(download / "editions" / "2")[:2] == (
        0, [f"edition 2: {digests[2]}", "All is as it was published."],
    )  # fmt: skip
    status, said, _ = verify(download, f"2={'0' * 64}")
    assert status == 1
    assert said[-1] == "editions/2, digests.txt: it has not the digest that is known of it"


OTHER = "not as digests.txt has it"
FORM = "not in the form that was published"
LETTERS = [
    ("edition.json", "A court’s name.", "A court's name.", f", note: {OTHER}"),
    ("edition.json", "2026-04-11", "2026-04-10", f", published: {OTHER}"),
    ("edition.json", "in full", "by half", f", reason/event/review: {OTHER}"),
    ("edition.json", '"changed":1', '"changed":2', f", counts: {OTHER}"),
    ("edition.json", '"reasons"', '"reason"', f"/edition.json, line 1: {FORM}"),
    ("edition.json", '"kind":"event"', '"kins":"event"', f", reason/event/review: {OTHER}"),
    ("records.jsonl", "both sides.", "one side.", ", event/review: its document was changed"),
    ("records.jsonl", '"identity":"review"', '"identity":"r"', f", event/review: {OTHER}"),
    ("records.jsonl", '"document":{', '"document": {', f"/records.jsonl, line 1: {FORM}"),
    ("digests.txt", "note ", "note a", f", note: {OTHER}"),
    ("digests.txt", "edition-list 1", "edition-list 2", f", edition-list: {OTHER}"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), LETTERS)
def test_a_changed_letter_of_a_download_is_named(download, capsys, name, old, new, said):
    file = download / "editions" / "3" / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    assert verifier.main(download, []) == 1
    assert f"{file.parent}{said}" in capsys.readouterr().out.splitlines()


def test_no_letter_can_be_changed_unnoticed(download, capsys):
    """Some hundred letters of all files, each alone, by one program in one process."""
    digests = [f"{one.number}={one.sha256}" for one in Edition.objects.all()]
    draw = random.Random(17)
    for _ in range(150):
        file = download / "editions" / draw.choice("123") / draw.choice(FILES)
        text = file.read_bytes()
        place = draw.randrange(len(text))
        other = bytes([text[place] ^ draw.choice([1, 2, 4, 32])])
        file.write_bytes(text[:place] + other + text[place + 1 :])
        try:
            status = verifier.main(download, digests)
            said = capsys.readouterr().out
            assert str(file.parent) in said, (file, place, said)
        except (KeyError, TypeError, ValueError):
            status = 1
        assert status == 1, (file, place, text[place - 20 : place + 20], other)
        file.write_bytes(text)
    assert verifier.main(download, digests) == 0


def test_a_download_is_checked_by_the_command_too(download, capsys):
    call_command("verify_editions", "--from", str(download))
    assert capsys.readouterr().out.endswith("All is as it was published.\n")
    (download / "editions" / "1" / "records.jsonl").write_bytes(b"{}\n")
    with pytest.raises(CommandError, match="is not as it was published"):
        call_command("verify_editions", "--from", str(download))
    with pytest.raises(CommandError, match="is not as it was published"):
        call_command("verify_editions", "--from", str(download / "nowhere"))


def test_a_later_edition_is_compared_with_the_digest_that_it_names(download):
    """Whoever rewrites an edition and its list must rewrite every later one as well."""
    folder = download / "editions" / "1"
    edition = json.loads((folder / "edition.json").read_text()) | {"note": "Another."}
    (folder / "edition.json").write_text(verifier.canonical(edition) + "\n")
    records = [json.loads(line) for line in (folder / "records.jsonl").read_text().splitlines()]
    lines = verifier.listing(edition, records)
    (folder / "digests.txt").write_text("".join(f"{line}\n" for line in lines))
    status, said, _ = verify(download)
    assert status == 1
    assert said[3:] == ["editions/1, digests.txt: it has not the digest that is known of it"]
