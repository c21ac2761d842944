"""record_new, record_change, revert, remove."""

import pytest

from tests import factories
from timeline.curation import actions
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event, Excerpt

pytestmark = pytest.mark.django_db


def stored(thing):
    return type(thing).objects.get(pk=thing.pk)


def test_a_new_event_names_its_author(curator):
    event = factories.event(by=curator)
    assert (event.version, event.stage, event.edited_by) == (1, "draft", curator)
    assert event.history.get().history_user == curator


def test_an_edit_is_a_new_version_and_a_draft_again(editor):
    event = factories.approved()
    event.title = "Another title"
    actions.record_change(event, by=editor)
    now = stored(event)
    assert (now.title, now.version, now.stage) == ("Another title", 4, "draft")
    assert (now.edited_by, now.decided_by, now.decided_at) == (editor, None, None)
    assert event.history.first().history_user == editor


def test_an_edit_counts_from_what_is_stored(curator, editor):
    event = factories.event()
    first, second = stored(event), stored(event)
    actions.record_change(first, by=curator)
    actions.record_change(second, by=editor)
    assert stored(event).version == 3


@pytest.mark.parametrize("make", ["actor", "place", "phase", "publisher", "source", "dispute"])
def test_a_change_of_anything_else_is_a_new_version(make, curator):
    thing = getattr(factories, make)()
    actions.record_change(thing, by=curator)
    assert stored(thing).version == 2
    assert thing.history.first().history_user == curator


def test_a_change_of_an_event_is_an_edit(curator):
    event = factories.approved()
    actions.record_change(event, by=curator)
    assert (stored(event).stage, stored(event).edited_by) == ("draft", curator)


# -- revert ---------------------------------------------------------------------------------------


def test_an_event_goes_back_to_a_version(curator, editor):
    event = factories.event(title="First", date="2020-01-07")
    place, other = factories.place(), factories.place()
    event.places.set([place])
    actions.record_change(event, by=curator)
    first = event.history.first()
    event.title, event.date, event.slug = "Second", "2020-01", event.slug
    event.places.set([other])
    actions.record_change(event, by=curator)

    assert actions.revert(event, to=first, by=editor) == "It is a draft."
    now = stored(event)
    assert (now.title, now.date, now.earliest.isoformat()) == ("First", "2020-01-07", "2020-01-07")
    assert list(now.places.all()) == [place]
    assert (now.version, now.stage, now.edited_by) == (4, "draft", editor)
    row = event.history.first()
    assert row.history_user == editor
    assert row.history_change_reason.startswith("Reverted to the version of 20")
    assert [p.place_id for p in row.places.all()] == [place.pk]


def test_a_revert_never_brings_back_a_decision(editor):
    event = factories.approved(title="First")
    approved = event.history.first()
    event.title = "Second"
    actions.record_change(event, by=editor)
    actions.revert(event, to=approved, by=editor)
    now = stored(event)
    assert (now.title, now.stage, now.decided_by) == ("First", "draft", None)


def test_a_revert_to_the_same_writes_nothing(editor):
    event = factories.event()
    assert actions.revert(event, to=event.history.get(), by=editor) == ""
    assert event.history.count() == 1


def test_an_excerpt_goes_back_and_its_event_with_it(curator, editor):
    event = factories.approved()
    excerpt = event.excerpts.get()
    first = excerpt.history.first()
    excerpt.quote, excerpt.stance = "Nobody answered questions.", "context"
    excerpt.save()
    actions.record_change(event, by=curator)
    actions.revert(excerpt, to=first, by=editor)
    now = stored(excerpt)
    assert (now.quote, now.stance) == (factories.QUOTE, "supports")
    assert excerpt.history.first().history_user == editor
    assert stored(event).edited_by == editor
    assert stored(event).version == 5


def test_a_revert_to_what_is_not_valid_any_more_is_refused(editor):
    excerpt = factories.excerpt(factories.event())
    first = excerpt.history.first()
    source = excerpt.source
    source.text, source.text_sha256 = "All of it was rewritten. Twice.", ""
    source.full_clean()
    source.save()
    excerpt.quote = "Twice."
    excerpt.save()
    rows = excerpt.history.count()
    with pytest.raises(ActionRefusedError, match=r"is not in the text"):
        actions.revert(excerpt, to=first, by=editor)
    assert (stored(excerpt).quote, excerpt.history.count()) == ("Twice.", rows)
    assert stored(excerpt.event).version == 1


def test_a_revert_leaves_out_what_is_gone(curator, editor):
    gone = factories.actor(stage="draft")
    excerpt = factories.excerpt(factories.event(), said_by=gone, translation="Words")
    first = excerpt.history.first()
    excerpt.said_by, excerpt.translation = None, ""
    excerpt.save()
    actions.delete(gone, by=editor)
    actions.revert(excerpt, to=first, by=editor)
    assert (stored(excerpt).said_by, stored(excerpt).translation) == (None, "Words")


# -- remove ---------------------------------------------------------------------------------------


def test_a_draft_is_deleted_with_its_parts_and_history_keeps_all(editor):
    event = factories.event()
    excerpt = factories.excerpt(event)
    factories.participation(event)
    pk, excerpt_pk = event.pk, excerpt.pk
    actions.delete(event, by=editor)
    assert not Event.objects.filter(pk=pk).exists()
    last = Event.history.filter(id=pk).first()
    assert (last.history_type, last.history_user) == ("-", editor)
    assert Excerpt.history.filter(id=excerpt_pk).first().history_type == "-"


def test_what_was_ever_approved_is_not_deleted(editor):
    event = factories.approved(title="Met")
    actions.return_to_draft(event, by=editor, reason="Look again.")
    with pytest.raises(ActionRefusedError) as refused:
        actions.delete(event, by=editor)
    assert refused.value.problems == (
        (
            "“Met” has been approved, so it may be in an edition: it cannot be deleted. Withdraw "
            "it instead; the next edition then ends its publication."
        ),
    )
    assert stored(event).stage == "draft"


def test_an_event_that_a_dispute_stands_on_is_not_deleted(editor):
    excerpt = factories.excerpt(factories.event())
    dispute = factories.dispute(excerpt, slug="when", question="When was it?")
    answer = dispute.positions.get().answer
    with pytest.raises(ActionRefusedError) as refused:
        actions.delete(excerpt.event, by=editor)
    assert refused.value.problems == (
        (
            f"An excerpt gives the answer “{answer}” in the dispute “When was it?” (when). Take it "
            "out of that dispute first."
        ),
    )
    assert Excerpt.objects.filter(pk=excerpt.pk).exists()
