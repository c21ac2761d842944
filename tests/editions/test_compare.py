"""What differs between two editions, and the versions of one thing."""

from datetime import UTC, datetime

from tests.timeline_data import FIRST, SECOND, second_edition
from timeline.curation.actions import rename
from timeline.editions import archive, compare
from timeline.editions.compare import documents_of
from timeline.editions.models import Record
from timeline.editions.snapshot import PublishedSnapshot

THIRD = datetime(2026, 5, 3, tzinfo=UTC)


def differences(a: int, b: int) -> list[tuple[str, str, str]]:
    found = compare.compare(archive.edition(a), archive.edition(b))
    return [(one.kind, one.how, one.slug) for one in found]


def test_what_was_changed_and_what_was_withdrawn(published):
    second_edition(published)
    assert differences(1, 2) == [
        ("event", "changed", "review"),
        ("event", "withdrawn", "meeting"),
        ("dispute", "withdrawn", "how-many"),  # one answer was left of it
        ("actor", "changed", "ada"),
        ("actor", "withdrawn", "ben"),
        ("place", "withdrawn", "south-isle"),
    ]


def test_what_was_added(published):
    published.event(
        "later", "A later event", "2023", "after", "visit",
        excerpts=({"source": "gazette-traffic", "quote": "Later."},),
    )  # fmt: skip
    published.publish("One more.")
    assert differences(1, 2) == [("event", "added", "later")]


def test_the_records_of_both_sides(published):
    second_edition(published)
    found = compare.compare(archive.edition(1), archive.edition(2))
    documents = documents_of(found)
    by_slug = {one.slug: one for one in found}
    review = by_slug["review"]
    assert documents[review.old]["title"] == "A court reviews the closing"
    assert documents[review.new]["title"] == "A court looks at the closing again"
    assert by_slug["meeting"].new is None
    assert documents[by_slug["meeting"].old]["slug"] == "meeting"


def test_over_several_editions_only_the_ends_count(published):
    second_edition(published)
    published.change(published.events["review"], title="A third title")
    published.change(published.actors["ada"], name="Ada Reed")  # as it was
    published.publish("Third.", THIRD)
    assert ("actor", "changed", "ada") not in differences(1, 3)
    found = compare.compare(archive.edition(1), archive.edition(3))
    review = next(one for one in found if one.slug == "review")
    documents = documents_of([review])
    assert documents[review.old]["title"] == "A court reviews the closing"
    assert documents[review.new]["title"] == "A third title"
    assert ("actor", "changed", "ada") in differences(2, 3)


def test_what_came_and_went_in_between_is_no_difference(published):
    published.event(
        "brief", "A brief event", "2023", "after", "visit",
        excerpts=({"source": "gazette-traffic", "quote": "Brief."},),
    )  # fmt: skip
    published.publish("One more.", SECOND)
    published.withdraw("brief")
    published.publish("One less.", THIRD)
    assert differences(1, 3) == []
    assert differences(1, 2) == [("event", "added", "brief")]
    assert differences(2, 3) == [("event", "withdrawn", "brief")]


def test_what_was_withdrawn_and_came_back_alike_is_no_difference(published):
    published.withdraw("traffic")
    published.publish("One less.", SECOND)
    published.change(published.events["traffic"], stage="approved")
    published.publish("It is back.", THIRD)
    assert differences(1, 3) == []
    assert ("event", "added", "traffic") in differences(2, 3)


def test_a_thing_under_another_slug_is_renamed_and_nothing_else_differs(published):
    rename(published.actors["ben"], to="ben-cole", by=published.editor)
    published.publish("A better address.")
    found = compare.compare(archive.edition(1), archive.edition(2))
    actors = found  # events that name him by his new slug say what they said
    assert [(one.how, one.former, one.slug) for one in actors] == [
        ("renamed", "ben", "ben-cole"),
    ]
    documents = documents_of(actors)
    assert documents[actors[0].old]["slug"] == "ben"
    assert documents[actors[0].new]["slug"] == "ben-cole"


def test_an_edition_and_itself(published):
    assert differences(1, 1) == []


def test_comparing_reads_no_document_and_asks_once(published, django_assert_num_queries):
    second_edition(published)
    one, two = archive.edition(1), archive.edition(2)
    assert PublishedSnapshot(two).index
    with django_assert_num_queries(1) as asked:
        found = compare.compare(one, two)
    assert '"document"' not in asked[0]["sql"]
    with django_assert_num_queries(1):
        documents_of(found)


def test_both_editions_follow_from_one_and_the_differences(published):
    """Taking what differs from the one says the same as the other, whatever was done."""
    second_edition(published)
    rename(published.actors["crew"], to="bridge-crew", by=published.editor)
    published.publish("Third.", THIRD)

    def said(number: int) -> dict[tuple[str, str], str]:
        rows = Record.objects.in_edition(number)
        return {(r.kind, r.identity): r.statement for r in rows}

    by_pk = {r.pk: r for r in Record.objects.all()}
    for a, b in [(1, 2), (2, 3), (1, 3)]:
        found = compare.compare(archive.edition(a), archive.edition(b))
        gone = {(by_pk[one.old].kind, by_pk[one.old].identity) for one in found if one.old}
        come = (by_pk[one.new] for one in found if one.new)
        left = {key: text for key, text in said(a).items() if key not in gone}
        assert left | {(r.kind, r.identity): r.statement for r in come} == said(b)


# -- versions --------------------------------------------------------------------------------------


def test_the_versions_of_an_event(published, django_assert_num_queries):
    second_edition(published)
    latest = archive.latest_edition()
    with django_assert_num_queries(1):
        found = PublishedSnapshot(latest).versions("event", ["review"])
    assert [(v.slug, v.since, v.until, v.published) for v in found] == [
        ("review", 1, 2, FIRST),
        ("review", 2, None, SECOND),
    ]
    assert [v.document["title"] for v in found] == [
        "A court reviews the closing",
        "A court looks at the closing again",
    ]
    assert [(found[0].is_in(n), found[1].is_in(n)) for n in (1, 2, 3)] == [
        (True, False), (False, True), (False, True),
    ]  # fmt: skip


def test_versions_under_former_slugs(published):
    rename(published.events["review"], to="court-review", by=published.editor)
    published.publish("A better address.")
    latest = PublishedSnapshot(archive.latest_edition())
    found = latest.versions("event", ["court-review", "review"])
    assert [version.slug for version in found] == ["review", "court-review"]
    assert latest.versions("event", ["nothing"]) == []
