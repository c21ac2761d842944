"""Excerpts that their source's text does not prove."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from timeline.curation import actions
from timeline.curation.errors import ActionRefused
from timeline.curation.models import Event, Excerpt
from timeline.curation.proof import passage_problem
from timeline.curation.recheck import fallen, standing, to_recheck

WORDS = st.lists(st.sampled_from(["a", "b", " ", "-", "—", "á", "a\u0301", "’"]), max_size=14).map(
    "".join
)


@given(
    WORDS,
    WORDS.filter(lambda quote: quote.strip()),
    st.sampled_from(["", "a", " b"]),
    st.sampled_from(["", "b", " a"]),
)
def test_an_excerpt_stands_exactly_when_it_has_no_problem(text, quote, prefix, suffix):
    excerpt = Excerpt(quote=quote, prefix=prefix, suffix=suffix)
    place = standing(excerpt, text)
    problem = passage_problem(quote, text or "nothing", prefix=prefix, suffix=suffix)
    assert (place is None) == (problem is not None)
    if place:
        assert text[slice(*place)] == quote


def test_without_a_text_nothing_has_fallen():
    assert fallen([Excerpt(quote="a")], "") == []


@pytest.mark.django_db
def test_the_list_holds_what_does_not_stand_by_source(django_assert_num_queries):
    second, first = factories.source(slug="second"), factories.source(slug="first")
    factories.excerpt(factories.event(slug="met"), source=second)
    wrong = factories.excerpt(factories.event(slug="left"), source=second, quote="Not there.")
    twice = factories.excerpt(
        factories.event(slug="again"), source=first, quote="The committee met again."
    )
    bare = factories.source(slug="bare", text="")
    factories.excerpt(factories.event(slug="bare"), source=bare, quote="Not there.")
    with django_assert_num_queries(2):
        found = to_recheck()
        named = [(one.event.slug, str(one.source)) for one in found]
    assert found == [twice, wrong]
    assert named == [("again", str(first)), ("left", str(second))]


@pytest.mark.django_db
def test_a_new_text_makes_approved_events_drafts_however_it_is_saved(curator, editor):
    event = factories.approved(slug="met")
    source = event.excerpts.get().source
    other = factories.approved(slug="kept")
    waiting = factories.event(slug="waiting")
    factories.excerpt(waiting, source=source, quote="Nobody answered questions.")
    waiting = actions.submit_for_review(waiting, by=curator)

    source.text = "Another text."
    source.full_clean()
    actions.record_change(source, by=curator)
    event.refresh_from_db()
    assert (event.stage, event.decided_by) == ("draft", None)
    row = event.history.first()
    assert row.history_user == curator
    assert row.history_change_reason == (
        f"An excerpt does not stand in the new text of {source.slug}"
    )
    assert Event.objects.get(pk=other.pk).stage == "approved"
    assert Event.objects.get(pk=waiting.pk).stage == "in-review"
    event = actions.submit_for_review(event, by=curator)
    with pytest.raises(ActionRefused, match="is not in the text"):
        actions.approve(event, by=editor)


@pytest.mark.django_db
def test_going_back_to_an_older_text_counts_too(curator, editor):
    source = factories.source(text="An older text.")
    row = source.history.first()
    actions.replace_text(source, text=factories.TEXT, by=curator)
    event = factories.event()
    factories.excerpt(event, source=source)
    actions.approve(actions.submit_for_review(event, by=curator), by=editor)
    source.refresh_from_db()
    actions.revert(source, to=row, by=editor)
    assert Event.objects.get(pk=event.pk).stage == "draft"
