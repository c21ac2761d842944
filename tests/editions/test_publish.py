"""Publishing: what each edition writes, what it leaves untouched, and when it is refused."""

import threading
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.editions.corpus import ferry
from tests.timeline_data import Desk, many
from timeline.curation.models import Event, Excerpt
from timeline.editions import archive, build, publish
from timeline.editions.facts import index_of_documents
from timeline.editions.kinds import Kind
from timeline.editions.models import Edition, EditionIndex, ImmutableError, Record, digest
from timeline.editions.publish import PublishRefusedError
from timeline.editions.snapshot import PublishedSnapshot

AT = datetime(2026, 5, 6, 7, 8, tzinfo=UTC)


@pytest.fixture
def public(desk):
    ferry(desk)
    desk.publish()
    return desk


def written():
    """Every record as (kind, slug, since, until), in order."""
    rows = Record.objects.values_list("kind", "slug", "since", "until")
    return sorted(rows, key=lambda row: row[:3])


def new_in(number):
    return [row for row in written() if row[2] == number]


def ended_by(number):
    return [row[:3] for row in written() if row[3] == number]


def title_in(number, slug):
    return Record.objects.in_edition(number).get(kind="event", slug=slug).document["title"]


# -- what an edition writes -----------------------------------------------------------------------


def test_the_first_edition(desk):
    ferry(desk)
    edition = publish.publish(by=desk.editor, note="  The first.\n", at=AT)
    assert (edition.number, edition.note, edition.published_at) == (1, "The first.", AT)
    assert edition.published_by == desk.editor
    assert (edition.events, edition.added, edition.changed, edition.withdrawn) == (2, 2, 0, 0)
    assert len(written()) == 15
    assert {(since, until) for _, _, since, until in written()} == {(1, None)}


def test_a_correction_makes_one_new_record_and_ends_the_old(public):
    public.change(public.events["start"], title="The ferry sails once more")
    edition = public.publish("A better title.")
    assert new_in(2) == [("event", "start", 2, None)]
    assert ended_by(2) == [("event", "start", 1)]
    assert (edition.events, edition.added, edition.changed, edition.withdrawn) == (2, 0, 1, 0)
    assert title_in(1, "start") == "The ferry sails again"
    assert title_in(2, "start") == "The ferry sails once more"


def test_a_change_taken_back_is_a_third_version(public):
    public.change(public.events["start"], title="Wrong")
    public.publish("Worse.")
    public.change(public.events["start"], title="The ferry sails again")
    public.publish("As it was.")
    records = Record.objects.filter(kind="event", slug="start").order_by("since_id")
    assert [(r.since_id, r.until_id) for r in records] == [(1, 2), (2, 3), (3, None)]
    assert records[0].sha256 == records[2].sha256 != records[1].sha256


def test_a_new_event_brings_what_it_names(public):
    public.event(
        "more", "More ferries", "2021", "after", "development", actors=(("unnamed", "agent"),),
        excerpts=({"source": "wire-stop", "quote": "q"},),
    )  # fmt: skip
    edition = public.publish("One more.")
    assert [row[:2] for row in new_in(2)] == [("actor", "unnamed"), ("event", "more")]
    assert ended_by(2) == []
    assert (edition.events, edition.added) == (3, 1)


def test_an_edit_that_is_not_approved_keeps_the_public_version(public):
    public.change(
        public.events["start"], title="Draft", stage=Event.Stage.DRAFT, decided_by=None,
        decided_at=None,
    )  # fmt: skip
    public.change(public.events["stop"], title="The ferry stays")
    public.publish("Another event.")
    assert title_in(2, "start") == "The ferry sails again"
    assert [row[:2] for row in new_in(2)] == [("event", "stop")]


def test_withdrawing_ends_the_event_and_what_only_it_named(public):
    public.withdraw("start")
    edition = public.publish("Withdrawn.")
    assert new_in(2) == []
    assert [row[:2] for row in ended_by(2)] == [("actor", "ada"), ("event", "start")]
    assert (edition.events, edition.withdrawn) == (1, 1)
    assert len(PublishedSnapshot(edition).index) == 1


def test_a_withdrawn_event_can_be_published_again(public):
    public.withdraw("start")
    public.publish("Withdrawn.")
    public.change(public.events["start"], stage=Event.Stage.APPROVED)
    edition = public.publish("Back.")
    assert (edition.events, edition.added, edition.changed) == (2, 1, 0)
    records = Record.objects.filter(kind="event", slug="start").order_by("since_id")
    assert [(r.since_id, r.until_id) for r in records] == [(1, 2), (3, None)]
    assert [r.slug for r in Record.objects.in_edition(2).of_kind("event")] == ["stop"]
    assert archive.last_edition_with("event", "start") == 3


def test_renaming_an_actor_is_one_new_record(public):
    public.change(public.actors["ada"], name="Ada Hale")
    edition = public.publish("A name.")
    assert new_in(2) == [("actor", "ada", 2, None)]
    assert ended_by(2) == [("actor", "ada", 1)]
    assert (edition.events, edition.changed) == (2, 0)  # events are counted, not records


def test_an_old_edition_has_the_old_names(public):
    first = archive.edition(1)
    public.change(public.actors["ada"], name="Ada Hale")
    second = public.publish("A name.")
    assert (
        PublishedSnapshot(first).gather({"actor": ["ada"]}).of("actor")["ada"]["name"] == "Ada Reed"
    )
    assert (
        PublishedSnapshot(second).gather({"actor": ["ada"]}).of("actor")["ada"]["name"]
        == "Ada Hale"
    )
    assert PublishedSnapshot(first).index.catalogue["actor"]["ada"]["name"] == "Ada Reed"
    assert PublishedSnapshot(second).index.catalogue["actor"]["ada"]["name"] == "Ada Hale"


def test_a_dispute_becomes_public_with_its_second_answer(desk):
    ferry(desk)
    desk.change(desk.events["start"], stage=Event.Stage.DRAFT, decided_by=None, decided_at=None)
    desk.dispute("who", "Who?", "", {"Stop": ("stop-1",), "Start": ("start-1",)})
    first = desk.publish()
    assert list(PublishedSnapshot(first).index.catalogue["dispute"]) == ["when"]
    desk.change(
        desk.events["start"], stage=Event.Stage.APPROVED, decided_by=desk.editor, decided_at=AT
    )
    second = desk.publish("The other answer.")
    assert list(PublishedSnapshot(second).index.catalogue["dispute"]) == ["when", "who"]
    desk.withdraw("start")
    third = desk.publish("Without it again.")
    assert list(PublishedSnapshot(third).index.catalogue["dispute"]) == ["when"]


def test_an_event_being_edited_still_names_an_actor_who_is_gone_from_the_desk(public):
    """Its public version goes on naming her, so she has to stay public as well."""
    public.change(public.events["start"], stage=Event.Stage.DRAFT, decided_by=None, decided_at=None)
    public.events["start"].participations.all().delete()
    public.events["start"].excerpts.update(said_by=None)
    public.actors["ada"].delete()
    public.change(public.events["stop"], title="The ferry stays")
    edition = public.publish("Something else.")
    assert (
        PublishedSnapshot(edition).gather({"actor": ["ada"]}).of("actor")["ada"]["name"]
        == "Ada Reed"
    )
    assert PublishedSnapshot(edition).index.catalogue["actor"]["ada"]["name"] == "Ada Reed"


# -- refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize("note", ["", "  \n\t"])
def test_refused_without_a_note(desk, note):
    ferry(desk)
    with pytest.raises(PublishRefusedError, match="Write a note"):
        desk.publish(note)
    assert (Edition.objects.count(), Record.objects.count()) == (0, 0)


def test_refused_when_nothing_differs(public):
    before = written()
    with pytest.raises(PublishRefusedError, match="Nothing differs"):
        public.publish("Again.")
    assert (Edition.objects.count(), written()) == (1, before)


def test_refused_when_there_is_nothing(desk):
    with pytest.raises(PublishRefusedError, match="Nothing differs"):
        desk.publish()


def test_refused_when_an_event_was_approved_anew_without_a_change(public):
    public.change(public.events["start"])
    with pytest.raises(PublishRefusedError, match="Nothing differs"):
        public.publish("Again.")


@pytest.mark.parametrize("where", ["index_of_documents", "end_records"])
def test_a_failure_on_the_way_writes_nothing(public, monkeypatch, where):
    def fail(*args, **options):
        raise RuntimeError("the disk is full")

    before = written()
    public.change(public.events["start"], title="Another")
    monkeypatch.setattr(publish, where, fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        public.publish("Fails.")
    assert (Edition.objects.count(), EditionIndex.objects.count(), written()) == (1, 1, before)
    monkeypatch.undo()
    assert public.publish("Works.").number == 2


# -- digests and the index ------------------------------------------------------------------------


def test_the_digest_of_a_document_is_that_of_its_canonical_json():
    # printf '{"a":"é","b":[1,null]}' | sha256sum
    expected = "3d92f6368f93f3cb36a4e7a721098054dfbfd705e31fa50409f2d99e0727a08c"
    assert digest({"b": [1, None], "a": "é"}) == expected


def test_the_stored_index_is_that_of_the_records(public):
    public.change(public.actors["ada"], name="Ada Hale")
    public.withdraw("stop")
    public.publish("Less.")
    for number in (1, 2):
        rows = Record.objects.in_edition(number).values_list("pk", "kind", "document")
        rebuilt = index_of_documents(rows.order_by("-pk")).to_bytes()
        assert bytes(EditionIndex.objects.get(pk=number).data) == rebuilt


# -- what is published stays ----------------------------------------------------------------------


def test_records_and_editions_cannot_be_changed_or_deleted(public):
    for record in Record.objects.all():
        record.document = {}
        for attempt in (record.save, record.delete):
            with pytest.raises(ImmutableError, match=f"{record.kind} “{record.slug}” cannot be"):
                attempt()
    edition = Edition.objects.get()
    for attempt in (
        edition.save,
        edition.delete,
        Edition.objects.all().delete,
        Edition.objects.filter(number=1).delete,
        Record.objects.all().delete,
        Record.objects.current().of_kind(Kind.EVENT).delete,
        edition.records_since.all().delete,
        lambda: Edition.objects.update(note="Other"),
        lambda: Record.objects.update(document={}),
        lambda: Record.objects.filter(slug="ada").update(until=1, sha256="x"),
        lambda: Record.objects.bulk_update(Record.objects.all(), ["document"]),
    ):
        with pytest.raises(ImmutableError), transaction.atomic():
            attempt()
    assert len(written()) == 15
    assert title_in(1, "start") == "The ferry sails again"


def test_whoever_published_cannot_be_deleted(public):
    with pytest.raises(Exception, match="protected"):
        public.editor.delete()


# -- cost -----------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_events(desk):
    many(desk, 1)
    desk.publish()

    def queries_of(count, title):
        for number in range(count):
            desk.event(
                f"{title}-{number:02}", f"{title} {number}", "2021-01-01", "log", "visit",
                actors=(("guard", "agent"),),
                excerpts=({"source": "daily-log", "quote": "q", "said_by": "guard"},),
            )  # fmt: skip
        desk.change(Event.objects.get(slug="entry-000"), title=title)
        with CaptureQueriesContext(connection) as found:
            edition = desk.publish(f"{count} more.")
        assert (edition.added, edition.changed) == (count, 1)
        return len(found)

    queries_of(5, "some")  # from here on some stay as they were, and what they name is read once
    # SQLite keeps what is searched in three tables, PostgreSQL in one.
    expected = {"sqlite": 43, "postgresql": 41}[connection.vendor]
    assert queries_of(5, "few") == queries_of(50, "lot") == expected


# -- two at once ----------------------------------------------------------------------------------


def in_threads(*works):
    """Do all at once; answers what each returned or raised."""
    answers = [None] * len(works)

    def run(number, work):
        try:
            answers[number] = work()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(number, work)) for number, work in enumerate(works)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
    return answers


def assert_whole(desk):
    """Each edition's stored index is that of its records, and the latest is what the desk says."""
    for edition in Edition.objects.all():
        rows = Record.objects.in_edition(edition.number).values_list("pk", "kind", "document")
        rebuilt = index_of_documents(rows).to_bytes()
        assert bytes(EditionIndex.objects.get(pk=edition.number).data) == rebuilt
    with pytest.raises(PublishRefusedError, match="Nothing differs"):
        desk.publish("Nothing is left.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("editions", [0, 1])
def test_of_two_publishers_at_once_one_publishes_and_one_is_refused(monkeypatch, editions):
    desk = Desk()
    ferry(desk)
    if editions:
        desk.publish()
        desk.change(desk.events["start"], title="The ferry sails once more")
    both = threading.Barrier(2)
    planned = build.plan

    def plan_together():
        found = planned()
        # Where a lock keeps the other out, it cannot come here; go on alone then.
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=1)
        return found

    monkeypatch.setattr(build, "plan", plan_together)

    def one():
        return publish.publish(by=desk.editor, note="At once.", at=AT)

    answers = in_threads(one, one)
    monkeypatch.undo()
    published = [answer for answer in answers if isinstance(answer, Edition)]
    refused = [answer for answer in answers if isinstance(answer, PublishRefusedError)]
    assert (len(published), len(refused)) == (1, 1), answers
    assert Edition.objects.count() == editions + 1
    assert published[0].number == editions + 1
    assert_whole(desk)


@pytest.mark.django_db(transaction=True)
def test_an_edit_that_is_saved_while_an_edition_is_made_is_not_in_it(monkeypatch):
    """No event may be read as approved and, a query later, its excerpts as redrafted."""
    desk = Desk()
    ferry(desk)

    def redraft():
        Excerpt.objects.filter(slug="stop-1").update(quote="Not approved.")
        event = Event.objects.get(slug="stop")
        desk.change(event, title="Not approved", stage=Event.Stage.DRAFT, decided_by=None,
                    decided_at=None)  # fmt: skip

    other = threading.Thread(target=lambda: (redraft(), connection.close()))

    def meanwhile(execute, sql, params, many, context):
        if "curation_excerpt" in sql and not other.ident:
            other.start()
            if connection.vendor == "postgresql":
                other.join(timeout=60)  # on SQLite it waits until the edition is published
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile):
        edition = publish.publish(by=desk.editor, note="The first.", at=AT)
    other.join(timeout=60)
    assert not other.is_alive()
    assert Event.objects.get(slug="stop").stage == Event.Stage.DRAFT
    assert "Not approved" not in str(list(Record.objects.values_list("document", flat=True)))
    assert edition.events == 2
    assert_whole(desk)
