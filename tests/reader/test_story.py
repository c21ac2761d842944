"""The way through an edition: as curators write it, or made of its major events."""

import pytest

from tests import factories
from tests.timeline_data import SECOND, Desk
from timeline.curation.actions import rename
from timeline.editions.models import Edition
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reader.query.reading import Reading
from timeline.reader.show.story import shortened, story_of

ORDER = ["closing", "meeting", "tally", "denial", "reopening"]


def told(number: int):
    return story_of(Reading(PublishedSnapshot(Edition.objects.get(pk=number))))


def slugs(number: int) -> list[str]:
    return [step.slug for step in told(number).steps]


def test_without_a_story_the_events_that_lie_closest_together_are_told(published: Desk):
    story = told(1)
    assert (story.heading, story.written) == ("The main events", False)
    assert [step.slug for step in story.steps] == [
        "plan", "meeting", "closing", "tally", "denial", "review", "reopening", "traffic",
    ]  # fmt: skip
    assert story.steps[0].caption == story.steps[0].event["title"]


def test_of_enough_major_events_only_these_are_told(published: Desk):
    for slug in ORDER:
        published.change(published.events[slug], importance="major")
    published.publish("Majors.", SECOND)
    assert slugs(2) == ["meeting", "closing", "tally", "denial", "review", "reopening"]


@pytest.fixture
def written(published: Desk):
    factories.story(*(published.events[slug] for slug in ORDER))
    published.publish("With a story.", SECOND)
    return published


def test_a_story_is_told_as_it_is_written(written):
    story = told(2)
    assert (story.heading, story.written) == ("What happened, in steps", True)
    assert [step.number for step in story.steps] == [1, 2, 3, 4, 5]
    assert slugs(2) == ORDER
    assert story.steps[0].caption == "Step 1: The Old Bridge closes"
    assert story.step_of("tally") == story.steps[2]
    assert story.step_of("plan") is None
    assert slugs(1) != ORDER  # edition 1 stays as it was


def test_a_renamed_event_keeps_its_step(written):
    rename(written.events["tally"], to="the-count", by=written.editor)
    written.publish("Renamed.", SECOND)
    assert slugs(3) == ["closing", "meeting", "the-count", "denial", "reopening"]
    assert slugs(2) == ORDER


def test_a_story_with_too_few_public_events_is_told_no_more(written):
    written.withdraw("tally")
    written.publish("Withdrawn.", SECOND)
    assert told(3).written is False
    assert told(2).written is True


def test_a_long_title_ends_at_a_word():
    title = "word " * 30
    assert shortened(title.strip()) == ("word " * 18).strip() + "…"
    assert shortened("short") == "short"
    assert shortened("x" * 200) == "x" * 89 + "…"
