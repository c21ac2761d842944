"""Approving what the timeline says of itself."""

import pytest
from django.db import DataError, IntegrityError, transaction

from tests import factories
from timeline.curation import actions
from timeline.curation.actions import delete, merge, record_change, revert
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Gap, Site, Story

pytestmark = pytest.mark.django_db


def in_review(thing):
    return actions.submit_for_review(thing, by=factories.curator())


def test_another_person_approves():
    site = in_review(factories.site(approve=False))
    assert not site.is_approved
    site = actions.approve(site, by=factories.editor())
    assert (site.is_approved, site.decided_by) == (True, factories.editor())
    assert site.history.first().history_change_reason == "Approved"


def test_a_change_has_to_be_approved_again():
    site = factories.site()
    site.name = "Another name"
    record_change(site, by=factories.editor("emil"))
    site.refresh_from_db()
    assert not site.is_approved
    assert site.edited_by == factories.editor("emil")
    assert revert(site, to=site.history.last(), by=factories.curator())
    site.refresh_from_db()
    assert (site.name, site.is_approved) == ("Harbour News", False)


@pytest.mark.parametrize("steps", [0, 4, 13])
def test_a_story_has_five_to_twelve_steps(steps):
    events = [factories.approved() for _ in range(steps)]
    with pytest.raises(ActionRefusedError, match=f"It has {steps} step"):
        factories.story(*events)


def test_a_story_leads_through_public_events():
    events = [factories.approved() for _ in range(4)]
    with pytest.raises(ActionRefusedError, match="is draft, and a story leads through public"):
        factories.story(*events, factories.event())


def test_a_gap_has_an_address():
    gap = factories.gap(approve=False)
    gap.addresses.all().delete()
    with pytest.raises(ActionRefusedError, match="It names no address"):
        actions.approve(in_review(gap), by=factories.editor())


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Site, {"slug": "another", "name": "N", "title": "T", "heading": "H", "standfirst": "S"}),
        (Story, {"slug": "another", "heading": "H"}),
        (Gap, {"slug": "g", "line": "L", "date": "2020", "reason": "R", "stage": "approved"}),
    ],
    ids=["a second site", "a second story", "approved by nobody"],
)
def test_the_database_refuses(model, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**values)


def test_a_caption_is_short_on_both_engines():
    story = factories.story(approve=False)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        story.steps.create(event=factories.event(), caption="x" * 91)


def test_an_event_that_a_story_tells_is_merged_with_its_step():
    events = [factories.approved() for _ in range(5)]
    story, kept = factories.story(*events), factories.approved()
    merge(events[2], into=kept, by=factories.editor())
    story.refresh_from_db()
    assert [step.event_id for step in story.steps.all()] == [
        events[0].pk, events[1].pk, kept.pk, events[3].pk, events[4].pk,
    ]  # fmt: skip
    assert not story.is_approved


def test_an_event_that_a_story_tells_is_not_deleted():
    event = factories.event()
    factories.story(event, approve=False)
    with pytest.raises(ActionRefusedError, match="Take that step out of the story first"):
        delete(event, by=factories.admin())
