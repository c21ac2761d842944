"""Redaction: in every edition, by a notice, dated, signed and public; and the chain holds."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.editions.test_chain import silently
from tests.editions.test_files import empty
from tests.html import read
from tests.timeline_data import forget_indexes
from timeline.curation.models import Excerpt
from timeline.curation.users import dataset_user
from timeline.editions import chain, files, verifier
from timeline.editions.models import ImmutableError, Record, Redaction
from timeline.editions.redact import redact

PASSAGE = "The court heard both sides."
AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
NOTICE = "[redacted on 30 November 2026, notice 1]"
SAID = {"why": "A court ordered it.", "signed": "The editors"}


@pytest.fixture
def redacted(republished):
    """The passage stood in both versions of the review."""
    told = redact(PASSAGE, **SAID, write=True, at=AT)
    forget_indexes()
    assert told.editions == [1, 2]
    assert len(told.records) == 2
    return republished


def next_edition(desk):
    """The passage is taken out at the desk too, and what lists the redaction is published."""
    Excerpt.objects.filter(quote=PASSAGE).update(quote="The court met.")
    desk.events["review"].refresh_from_db()
    desk.change(desk.events["review"], summary="A court looks.")
    return desk.publish("Redacted.", datetime(2026, 12, 1, tzinfo=UTC))


PLACES = [
    f"{path}{sign}edition={number}"
    for number in (1, 2)
    for path, sign in (
        ("/events/review/", "?"), ("/events/review.json", "?"), ("/timeline.json", "?"),
        ("/timeline.html", "?"), ("/timeline.csv", "?"), ("/timeline.atom", "?"),
        ("/timeline.annotations.json", "?"), ("/sources/courier-bridge/", "?"),
        ("/timeline.md", "?"), ("/embed/events/review/", "?"),
    )
]  # fmt: skip


@pytest.mark.parametrize("address", PLACES)
def test_it_stands_nowhere_any_more(client, redacted, address):
    body = b"".join(client.get(address)).decode()
    assert PASSAGE not in body
    assert "heard%20both" not in body
    assert "redacted on 30 November 2026" in body.replace("\\", "")


def test_nobody_finds_it_and_nothing_stored_has_it(client, redacted):
    for number in (1, 2):
        found = client.get(f"/timeline.json?q=%22heard+both+sides%22&edition={number}").json()
        assert found["total"] == 0
    again = client.get("/timeline.json?q=%22the+bridge+was+closed%22").json()
    assert again["total"] == 1  # the rest is found as before
    assert not any("heard both" in str(one.document) for one in Record.objects.all())


def test_an_answer_that_was_kept_is_not_taken_for_the_same(client, republished):
    tag = client.get("/events/review/?edition=1")["ETag"]
    redact(PASSAGE, **SAID, write=True, at=AT)
    response = client.get("/events/review/?edition=1", headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert PASSAGE not in response.content.decode()


def test_it_is_listed_in_public(client, redacted):
    page = read(client.get("/redactions/").content.decode())
    assert page.texts("h2")[-1] == "Notice 1 30 November 2026"
    assert (
        "Why: A court ordered it. Signed: The editors. The next edition will list it." in page.text
    )
    (_, first) = client.get("/redactions.json").json()["redactions"]
    assert (first["number"], first["since"], first["slug"]) == (1, 1, "review")
    next_edition(redacted)
    assert "Listed in edition 3." in read(client.get("/redactions/").content.decode()).text


def test_the_chain_still_holds_and_the_next_edition_lists_it(redacted, tmp_path, capsys):
    assert list(chain.faults()) == []
    edition = next_edition(redacted)
    assert list(chain.faults()) == []
    assert [one["number"] for one in chain.head_of(edition)["redactions"]] == [1, 2]
    files.write(tmp_path, lambda said: None)
    assert verifier.main(tmp_path, [f"{edition.number}={edition.sha256}"]) == 0, capsys.readouterr()
    record = tmp_path / "editions" / "1" / "records.jsonl"
    record.write_text(record.read_text().replace("notice 1]", "notice 7]", 1))
    assert verifier.main(tmp_path, []) == 1
    assert "event/review: its document was changed" in capsys.readouterr().out


def test_what_was_redacted_is_read_back_so(redacted, tmp_path):
    next_edition(redacted)
    files.write(tmp_path, lambda said: None)
    texts = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    empty()
    files.read(tmp_path, by=dataset_user(), told=lambda said: None)
    files.write(tmp_path, lambda said: None)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == texts


def test_another_change_of_a_redacted_document_is_noticed(redacted):
    record = Record.objects.get(slug="review", since=1)
    silently(Record, {"pk": record.pk}, document=record.document | {"title": "Another"})
    assert [fault.of for fault in chain.faults()] == ["event/review"]


def test_the_command_says_first_and_does_it_when_told(republished, capsys):
    given = [PASSAGE, "--why", "A court ordered it.", "--signed", "The editors"]
    call_command("redact", *given)
    assert "With --yes, editions 1, 2 are redacted." in capsys.readouterr().out
    assert not Redaction.objects.exists()
    call_command("redact", *given, "--yes")
    assert "Redacted in editions 1, 2." in capsys.readouterr().out
    assert Redaction.objects.count() == 2


@pytest.mark.parametrize(
    ("passage", "why", "said"),
    [("abc", "w", "letters"), ("no such words", "w", "No document"), (PASSAGE, " ", "Give")],
)
def test_refused(republished, passage, why, said):
    with pytest.raises(CommandError, match=said):
        call_command("redact", passage, "--why", why, "--signed", "x", "--yes")
    assert not Redaction.objects.exists()


def test_what_is_not_redacted_is_named(republished, capsys):
    republished.change(republished.events["review"], title="A name, a title")
    republished.publish("A third.", AT)
    call_command("redact", "A name, a title", "--why", "w", "--signed", "s")
    assert "It stands in the note of edition 2 too" in capsys.readouterr().err


def test_a_redaction_is_permanent(redacted):
    one = Redaction.objects.first()
    for attempt in (
        one.save, one.delete, Redaction.objects.all().delete,
        lambda: Redaction.objects.update(why="x"),
    ):  # fmt: skip
        with pytest.raises(ImmutableError), transaction.atomic():
            attempt()
