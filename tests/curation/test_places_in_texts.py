"""Where an excerpt stands is worked out whenever it or its source's text is saved, by any route."""

import pytest

from tests import factories
from timeline.curation import actions
from timeline.curation.models import Event, Excerpt, Source, Tie

ONE = "No news.\nThe committee met on Tuesday. “We will answer in our own time,” he said."
LATER = "No news.\nNone today.\n“We will answer in our own time,” he said.\nThe committee met."


@pytest.fixture
def quoted(db):
    """An approved event whose excerpt also carries another one, and that excerpt."""
    home, further = factories.approved(), factories.approved()
    excerpt = home.excerpts.get()
    Tie.objects.create(event=further, excerpt=excerpt)
    return excerpt


def place(excerpt):
    return Excerpt.objects.get(pk=excerpt.pk).locator


def test_a_new_text_moves_it_and_no_event_needs_review_for_that(quoted, editor):
    versions = dict(Event.objects.values_list("slug", "version"))
    assert place(quoted) == "paragraph 1"
    actions.replace_text(quoted.source, text=ONE, by=editor)
    assert place(quoted) == "paragraph 2"
    for event in Event.objects.all():
        assert (event.stage, event.version) == ("approved", versions[event.slug] + 1)
    row = Excerpt.history.first()
    assert (row.history_user, row.history_change_reason) == (editor, "Its place in the text")
    actions.replace_text(quoted.source, text=ONE + "\nMore news.", by=editor)  # it stays there
    assert Excerpt.history.first().pk == row.pk


def test_what_falls_stands_nowhere_until_it_is_found_again(quoted, editor):
    actions.replace_text(quoted.source, text="Another text.", by=editor)
    assert place(quoted) == ""
    actions.replace_text(quoted.source, text=LATER, by=editor)
    assert place(quoted) == "paragraph 3"


def test_a_text_that_is_taken_away_leaves_what_was_known(quoted, editor):
    actions.replace_text(quoted.source, text=ONE, by=editor)
    source = Source.objects.get(pk=quoted.source_id)
    source.text = ""
    actions.record_change(source, by=editor)
    assert place(quoted) == "paragraph 2"


def test_a_new_title_tells_the_headline(editor):
    source = factories.source(
        title="Talks end", text="The committee meets today in the capital\n" + ONE
    )
    excerpt = factories.excerpt(
        factories.event(), source=source, quote="The committee meets today in the capital"
    )
    assert place(excerpt) == "line before paragraph 1"
    source.title = "The committee meets today in the capital"
    actions.record_change(source, by=editor)
    assert place(excerpt) == "headline"


def test_going_back_to_another_passage(quoted, editor):
    actions.replace_text(quoted.source, text=LATER, by=editor)
    first = Excerpt.history.first()
    excerpt = Excerpt.objects.get(pk=quoted.pk)
    excerpt.quote = "The committee met."
    excerpt.save()
    assert place(excerpt) == "paragraph 4"
    actions.revert(excerpt, to=first, by=editor)
    assert place(excerpt) == "paragraph 3"


def test_another_passage_of_a_source_without_text_has_no_known_place(editor):
    source = factories.source(text="", text_sha256="")
    excerpt = factories.excerpt(factories.event(), source=source)
    Excerpt.objects.filter(pk=excerpt.pk).update(locator="paragraph 7")
    excerpt.refresh_from_db()
    excerpt.save()
    first = excerpt.history.first()
    assert (place(excerpt), first.locator) == ("paragraph 7", "paragraph 7")
    excerpt.quote, excerpt.locator = "Another passage of it altogether", ""
    excerpt.save()
    actions.revert(excerpt, to=first, by=editor)
    assert place(excerpt) == ""  # worked out once, from a text that is not here


def test_where_it_stands_is_no_difference_that_a_history_shows(quoted, editor):
    first = Excerpt.history.filter(slug=quoted.slug).latest()
    actions.replace_text(quoted.source, text=ONE, by=editor)
    excerpt = Excerpt.objects.get(pk=quoted.pk)
    assert actions.revertible_values(excerpt, first) == {}
