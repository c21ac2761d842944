"""submit_for_review, approve, return_to_draft, withdraw: works, wrong stage, refused, recorded."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from timeline.curation import actions
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Comment, Decision, Event

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 10, 42, tzinfo=UTC)


def stored(event):
    return Event.objects.get(pk=event.pk)


def in_stage(stage):
    """A freshly made event that has come to `stage`."""
    if stage == "draft":
        return factories.event(title="Met")
    if stage == "in-review":
        return factories.submitted(title="Met")
    event = factories.approved(title="Met")
    return (
        actions.withdraw(event, by=factories.editor(), reason="A hoax.")
        if stage == "withdrawn"
        else event
    )


def test_a_draft_is_submitted_approved_and_withdrawn(curator, editor):
    event = factories.event(by=curator)
    factories.excerpt(event)

    actions.submit_for_review(event, by=curator)
    now = stored(event)
    assert (now.stage, now.version, now.decided_by) == ("in-review", 2, None)

    actions.approve(event, by=editor)
    now = stored(event)
    assert (now.stage, now.version, now.decided_by) == ("approved", 3, editor)
    assert now.decided_at is not None

    actions.withdraw(event, by=editor, reason="A hoax")
    now = stored(event)
    assert (now.stage, now.version, now.decided_by) == ("withdrawn", 4, editor)

    actions.return_to_draft(event, by=editor, reason="Look again.")
    now = stored(event)
    assert (now.stage, now.version, now.decided_by, now.decided_at) == ("draft", 5, None, None)

    assert [
        (row.version, row.stage, row.history_user.username, row.history_change_reason)
        for row in event.history.order_by("history_id")
    ] == [
        (1, "draft", "cora", "Made"),
        (2, "in-review", "cora", "Submitted for review"),
        (3, "approved", "edith", "Approved"),
        (4, "withdrawn", "edith", "A hoax"),
        (5, "draft", "edith", "Look again."),
    ]
    assert now.edited_by == curator


@pytest.mark.parametrize(
    ("action", "stage", "said"),
    [
        ("submit_for_review", "in-review", "“Met” is in review; only what is draft can"),
        ("submit_for_review", "approved", "“Met” is approved;"),
        ("submit_for_review", "withdrawn", "“Met” is withdrawn;"),
        ("approve", "draft", "“Met” is draft; only what is in review can be approved."),
        ("approve", "approved", "“Met” is"),
        ("approve", "withdrawn", "“Met” is"),
        ("return_to_draft", "draft", "“Met” is"),
        ("withdraw", "withdrawn", "“Met” is"),
    ],
)
def test_a_move_from_the_wrong_stage_is_refused(action, stage, said, editor):
    event = in_stage(stage)
    before = event.history.count()
    with pytest.raises(ActionRefusedError) as refused:
        getattr(actions, action)(event, by=editor)
    assert refused.value.problems[0].startswith(said)
    assert (stored(event).stage, event.history.count()) == (stage, before)


def test_nobody_approves_what_they_edited_last(editor, settings):
    event = factories.event(title="Met", by=editor)
    factories.excerpt(event)
    actions.submit_for_review(event, by=editor)

    settings.FOUR_EYES = True
    with pytest.raises(ActionRefusedError) as refused:
        actions.approve(event, by=editor)
    assert refused.value.problems == (
        (
            "“Met” holds changes of yours since it was last approved. Another person has to "
            "approve it."
        ),
    )
    assert stored(event).stage == "in-review"

    settings.FOUR_EYES = False
    actions.approve(event, by=editor)
    assert stored(event).stage == "approved"


def test_an_event_without_proof_is_not_approved(curator, editor):
    event = factories.event(title="Met", slug="met", by=curator)
    factories.excerpt(event, quote="Zebras!", stance="context", source=factories.source(slug="p"))
    actions.submit_for_review(event, by=curator)
    with pytest.raises(ActionRefusedError) as refused:
        actions.approve(event, by=editor)
    assert refused.value.problems == (
        "“Met” has no excerpt that supports it. Add at least one, copied from its source.",
        "The excerpt “met-1” is not in the text of “p”.",
    )
    assert stored(event).stage == "in-review"


@pytest.mark.parametrize("stage", ["draft", "in-review"])
def test_what_was_never_approved_is_not_withdrawn(stage, editor):
    event = in_stage(stage)
    with pytest.raises(ActionRefusedError) as refused:
        actions.withdraw(event, by=editor, reason="A hoax")
    [said] = refused.value.problems
    assert said == (
        "“Met” has never been approved, so no edition has it. Delete it instead, or leave it a "
        "draft."
    )
    assert stored(event).stage == stage


@pytest.mark.parametrize("way", ["taken back", "returned", "edited"])
def test_what_was_approved_once_is_withdrawn_from_any_stage(way, curator, editor):
    event = factories.approved(title="Met")
    if way == "taken back":
        actions.take_back_approval(event, by=editor, reason="Too early.")
    elif way == "returned":
        actions.return_to_draft(event, by=editor, reason="Look again.")
    else:
        actions.record_change(event, by=curator)
    actions.withdraw(event, by=editor, reason="A hoax.")
    assert stored(event).stage == "withdrawn"


def test_an_event_that_is_gone(curator):
    event = factories.event()
    Event.objects.filter(pk=event.pk).delete()
    with pytest.raises(Event.DoesNotExist):
        actions.submit_for_review(event, by=curator)


# -- decisions and comments ------------------------------------------------------------------------


def test_an_approval_is_taken_back_for_a_reason(editor):
    event = factories.approved(title="Met")
    with pytest.raises(ActionRefusedError) as refused:
        actions.take_back_approval(event, by=editor, reason=" ")
    assert refused.value.problems == (
        "Say why it is put back into review: write a reason for whoever wrote it.",
    )
    assert stored(event).stage == "approved"
    actions.take_back_approval(event, by=editor, reason="Too early.")
    now = stored(event)
    assert (now.stage, now.decided_by, now.decided_at) == ("in-review", None, None)
    assert event.history.first().history_change_reason == "Too early."
    with pytest.raises(ActionRefusedError, match="only what is approved can be put back"):
        actions.take_back_approval(event, by=editor, reason="Again.")


def test_a_refused_move_leaves_no_decision(curator, editor):
    event = factories.submitted(by=curator)
    event.excerpts.update(quote="Zebras!")
    with pytest.raises(ActionRefusedError):
        actions.approve(event, by=editor)
    with pytest.raises(ActionRefusedError):
        actions.return_to_draft(event, by=editor)
    assert [one.kind for one in event.decisions.all()] == ["submitted"]


def test_a_decision_is_never_rewritten(editor):
    event = factories.approved()
    decision = event.decisions.last()
    decision.note = "Forged"
    with pytest.raises(TypeError, match="make another one"):
        decision.save()


@pytest.mark.parametrize(
    ("model", "values", "constraint"),
    [
        (Decision, {"kind": "returned", "note": ""}, "decision_against_has_its_reason"),
        (Decision, {"kind": "taken-back", "note": ""}, "decision_against_has_its_reason"),
        (Decision, {"kind": "withdrawn", "note": ""}, "decision_against_has_its_reason"),
        (Decision, {"kind": "banana"}, "decision_kind_is_known"),
        (Decision, {"kind": "approved", "note": "a" * 1001}, "decision_note_is_short"),
        (Comment, {"text": ""}, "comment_has_text"),
        (Comment, {"text": "a" * 2001}, "comment_is_short"),
        (Comment, {"text": "t", "resolved_at": NOW}, "comment_is_resolved_by_somebody"),
    ],
)
def test_the_database_holds_what_a_decision_and_a_comment_are(editor, model, values, constraint):
    event = factories.event()
    plain = {"thing": event} if model is Decision else {"event": event}
    if model is Decision:
        plain |= {"by": editor, "at": NOW, "version": 1}
    else:
        plain |= {"author": editor, "written_at": NOW}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**plain | values)
    assert not model.objects.exists()


def test_an_event_that_was_never_approved_takes_its_comments_along(editor, curator):
    event = factories.submitted(by=curator)
    actions.comment(event, by=editor, text="A hoax?")
    actions.delete(event, by=editor)
    assert not Comment.objects.exists()
    assert not Decision.objects.exists()
