"""Excerpts that carry more than their own event: tie, untie, and what an edit means elsewhere."""

import pytest

from tests import factories
from tests.factories import QUOTE
from timeline.curation import actions
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event, Excerpt, Tie
from timeline.curation.proof import event_problems

pytestmark = pytest.mark.django_db


def stored(thing):
    return type(thing).objects.get(pk=thing.pk)


@pytest.fixture
def pair(editor, curator):
    """An approved event, and another one, approved too, that stands on the first one's excerpt."""
    home = factories.approved(title="The meeting")
    further = factories.event(title="The answer")
    actions.tie(home.excerpts.get(), to=further, by=curator)
    actions.submit_for_review(further, by=curator)
    return home, actions.approve(further, by=editor)


def test_a_tie_is_an_edit_of_the_event_that_it_is_made_to(curator):
    home, further = factories.approved(), factories.approved()
    excerpt = home.excerpts.get()
    made = actions.tie(excerpt, to=further, stance="context", by=curator)
    assert (made.stance, made.position) == ("context", 1)
    assert (stored(further).stage, stored(further).edited_by) == ("draft", curator)
    assert stored(home).stage == "approved"
    assert made.history.get().history_user == curator
    assert further.history.first().history_change_reason == (f"Excerpt {excerpt.slug} tied to it")
    actions.untie(made, by=curator)
    assert not Tie.objects.exists()
    assert stored(further).version == 5
    assert Tie.history.first().history_type == "-"


def test_what_may_not_be_tied(curator, pair):
    home, further = pair
    excerpt = home.excerpts.get()
    with pytest.raises(ActionRefusedError, match="is an excerpt of this event itself"):
        actions.tie(excerpt, to=home, by=curator)
    with pytest.raises(ActionRefusedError, match="already exists"):
        actions.tie(excerpt, to=further, by=curator)
    with pytest.raises(ActionRefusedError, match="denies"):
        actions.tie(excerpt, to=factories.event(), stance="denies", by=curator)
    assert stored(further).stage == "approved"
    assert Tie.objects.count() == 1


def test_evidence_is_its_own_then_what_is_tied_with_the_stance_of_the_tie(pair):
    home, further = pair
    own = factories.excerpt(further, quote="Nobody answered questions.", stance="disputes")
    further.ties.update(stance="context")
    found = [(e.slug, e.stance) for e in stored(further).evidence()]
    assert found == [(own.slug, "disputes"), (home.excerpts.get().slug, "context")]
    assert home.excerpts.get().stance == "supports"


def test_an_event_may_stand_on_a_tied_excerpt_alone(pair):
    _, further = pair
    assert further.stage == "approved"
    further.ties.update(stance="context")
    assert list(event_problems(further)) == [
        "“The answer” has no excerpt that supports it. Add at least one, copied from its source."
    ]


def test_a_tied_excerpt_has_to_stand_in_its_source(pair):
    home, further = pair
    Excerpt.objects.update(quote="Nobody said so.")
    slug = home.excerpts.get().slug
    assert [problem[:40] for problem in event_problems(further)] == [
        f"The excerpt “{slug}” is not in the text of"[:40]
    ]


@pytest.mark.parametrize("home", ["draft", "in-review"])
def test_the_name_of_an_event_that_nobody_approved_is_not_told(home, curator, editor):
    secret = factories.event(title="Secret", slug="secret")
    excerpt = factories.excerpt(secret)
    if home != "draft":
        actions.submit_for_review(secret, by=curator)
    further = factories.event()
    actions.tie(excerpt, to=further, by=curator)
    problem = (
        "The excerpt “secret-1” belongs to “Secret”, which has never been approved: its name "
        "would tell of that. Approve that event first."
    )
    assert list(event_problems(further)) == [problem]
    actions.submit_for_review(further, by=curator)
    with pytest.raises(ActionRefusedError, match="never been approved"):
        actions.approve(further, by=editor)


def test_what_was_approved_once_may_be_told(pair, editor):
    home, further = pair
    actions.withdraw(home, by=editor, reason="A hoax.")
    assert list(event_problems(further)) == []


# -- an edit of the excerpt -----------------------------------------------------------------------


def test_an_edit_of_an_excerpt_is_an_edit_of_all_that_it_carries(pair, curator):
    _, further = pair
    version = further.version
    found = actions.record_carried(Excerpt.objects.all(), by=curator)
    assert found == [further]
    assert (stored(further).stage, stored(further).version) == ("draft", version + 1)
    assert stored(further).edited_by == curator


def test_what_is_withdrawn_stays_so_in_a_new_version(pair, curator, editor):
    _, further = pair
    actions.withdraw(further, by=editor, reason="A hoax.")
    version = stored(further).version
    actions.record_carried(Excerpt.objects.all(), by=curator)
    assert (stored(further).stage, stored(further).version) == ("withdrawn", version + 1)


def test_correcting_a_passage_in_its_source(pair, curator):
    home, further = pair
    excerpt = home.excerpts.get()
    excerpt.quote = "“We will answer in our own time,” the minister said."
    actions.mark(excerpt, by=curator)
    assert (stored(home).stage, stored(further).stage) == ("draft", "draft")


def test_going_back_to_a_version_of_it(pair, curator, editor):
    home, further = pair
    excerpt = home.excerpts.get()
    first = excerpt.history.first()
    excerpt.translation = "Other words"
    excerpt.save()
    assert actions.revert(excerpt, to=first, by=editor)
    assert stored(further).stage == "draft"


def test_its_stance_to_its_own_event_concerns_no_other(pair, editor):
    home, further = pair
    excerpt = home.excerpts.get()
    first = excerpt.history.first()
    excerpt.stance = "context"
    excerpt.save()
    assert actions.revert(excerpt, to=first, by=editor)
    assert (stored(home).stage, stored(further).stage) == ("draft", "approved")


def test_a_new_text_of_the_source_that_does_not_prove_it(pair, curator):
    home, further = pair
    actions.replace_text(home.excerpts.get().source, text="Another text.", by=curator)
    assert (stored(home).stage, stored(further).stage) == ("draft", "draft")


@pytest.mark.parametrize("what", ["source", "said_by"])
def test_renaming_what_it_names(pair, editor, what):
    home, further = pair
    Excerpt.objects.update(said_by=factories.actor())
    versions = stored(home).version, stored(further).version
    actions.rename(getattr(home.excerpts.get(), what), to="renamed", by=editor)
    assert (stored(home).version, stored(further).version) == (versions[0] + 1, versions[1] + 1)


# -- removing and merging -------------------------------------------------------------------------


def test_an_excerpt_that_carries_another_event_is_not_removed(editor):
    home, further = factories.event(), factories.event(title="The answer", slug="answer")
    excerpt = factories.excerpt(home, slug="kept")
    Tie.objects.create(event=further, excerpt=excerpt)
    sentence = "The excerpt “kept” carries “The answer” (answer) too. Take it off that event first."
    assert list(actions.excerpts_in_use([excerpt])) == [sentence]
    with pytest.raises(ActionRefusedError) as raised:
        actions.delete(home, by=editor)
    assert raised.value.problems == (sentence,)
    actions.delete(further, by=editor)  # its ties go with it
    assert Tie.history.first().history_change_reason == "Deleted with answer"
    actions.delete(home, by=editor)
    assert Event.objects.count() == 0


def test_an_event_that_shows_a_dispute_is_not_removed(editor):
    event = factories.event()
    dispute = factories.dispute(slug="when", question="When was it?")
    dispute.events.add(event)
    assert list(actions.deletion_problems(event)) == [
        "It shows the dispute “When was it?” (when). Take it out of that dispute first."
    ]


def test_ties_move_with_a_merged_event(pair, editor):
    home, further = pair
    kept = factories.event(title="Kept")
    merged = actions.merge(further, into=kept, by=editor)
    assert "Excerpts of other events that carry it now" in merged.steps
    assert [tie.excerpt for tie in kept.ties.all()] == [home.excerpts.get()]


def test_a_tie_to_what_is_its_own_after_a_merge_is_dropped(pair, editor):
    home, further = pair
    actions.merge(home, into=further, by=editor)
    assert not Tie.objects.exists()
    assert stored(further).excerpts.get().quote == QUOTE


def test_a_tie_to_an_excerpt_that_is_folded_leads_to_its_twin(pair, editor):
    home, further = pair
    excerpt = home.excerpts.get()
    twin_of = factories.event()
    twin = factories.excerpt(twin_of, source=excerpt.source)
    version = stored(further).version
    actions.merge(home, into=twin_of, by=editor)
    assert further.ties.get().excerpt == twin
    assert (stored(further).version, stored(further).stage) == (version + 1, "approved")


def test_merged_actors_are_named_anew_in_all_that_an_excerpt_carries(pair, editor):
    _, further = pair
    lost, kept = factories.actor(), factories.actor()
    Excerpt.objects.update(said_by=lost)
    version = stored(further).version
    actions.merge(lost, into=kept, by=editor)
    assert stored(further).version == version + 1


def test_a_dispute_is_shown_by_the_event_that_remains(editor):
    kept, lost = factories.event(), factories.event()
    dispute = factories.dispute()
    dispute.events.add(lost)
    actions.merge(lost, into=kept, by=editor)
    assert list(dispute.events.all()) == [kept]
    assert stored(dispute).version == 2
