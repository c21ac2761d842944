"""The moves between stages: the same ones, by the same rules, on form, list and review page."""

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, messages_of, opened
from timeline.curation import actions
from timeline.curation.actions.moves import MOVES, moves_for
from timeline.curation.models import Event

pytestmark = pytest.mark.django_db
LIST = reverse("admin:curation_event_changelist")


def draft(editor):
    return factories.event()


def draft_that_was_approved(editor):
    event = factories.approved()
    return actions.return_to_draft(event, by=editor, reason="Look again.")


def in_review(editor):
    return factories.submitted()


def in_review_and_edited_last_by_the_editor(editor):
    return factories.submitted(by=editor)


def in_review_without_proof(editor):
    event = factories.submitted()
    event.excerpts.update(quote="Zebras!")
    return event


def in_review_without_an_excerpt(editor):
    return actions.submit_for_review(factories.event(), by=factories.curator())


def in_review_again(editor):
    return actions.take_back_approval(factories.approved(), by=editor, reason="Too early.")


def approved(editor):
    return factories.approved()


def withdrawn(editor):
    return actions.withdraw(factories.approved(), by=editor, reason="A hoax.")


# What an editor may do with each; a curator may submit a draft, and nothing else.
OFFERED = {
    draft: ["Submit for review"],
    draft_that_was_approved: ["Submit for review", "Withdraw"],
    in_review: ["Approve", "Return to draft"],
    in_review_and_edited_last_by_the_editor: ["Return to draft"],
    in_review_without_proof: ["Return to draft"],
    in_review_without_an_excerpt: ["Return to draft"],
    in_review_again: ["Approve", "Return to draft", "Withdraw"],
    approved: ["Return to draft", "Take the approval back", "Withdraw"],
    withdrawn: ["Return to draft"],
}


def on_the_form(client, event):
    return [move.label for move in client.get(change_url(event)).context["desk_moves"]]


def on_the_review_page(client, event):
    url = reverse("desk:review", args=[event.pk])
    return [move.label for move in client.get(url).context["deciding"].moves]


PAGES = [on_the_form, on_the_review_page]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("make", OFFERED)
def test_what_is_offered(editor_client, curator_client, editor, make, page):
    event = make(editor)
    assert page(editor_client, event) == OFFERED[make]
    expected = ["Submit for review"] if make in (draft, draft_that_was_approved) else []
    assert page(curator_client, event) == expected


@pytest.mark.parametrize("page", PAGES)
def test_with_four_eyes_off_one_approves_ones_own(editor_client, editor, page, settings):
    event = in_review_and_edited_last_by_the_editor(editor)
    settings.FOUR_EYES = False
    assert page(editor_client, event) == ["Approve", "Return to draft"]


def by_the_form(client, event, move):
    data = opened(client, change_url(event)) | {"_stage": move.name, "reason": "A reason."}
    return client.post(change_url(event), data, follow=True)


def by_the_list(client, event, move):
    data = {
        "action": move.action.__name__, "_selected_action": [event.pk], "reason": "A reason.",
        "confirmed": "1", "seen": f"{event.pk}:{event.version}",
    }  # fmt: skip
    return client.post(LIST, data, follow=True)


def by_the_review_page(client, event, move):
    url = reverse("desk:review", args=[event.pk])
    version = client.get(url).context["event"].version
    data = {"do": move.name, "version": version, "note": "A reason."}
    return client.post(url, data, follow=True)


ROUTES = [by_the_form, by_the_list, by_the_review_page]
STAGES = {
    "submit": "in-review", "approve": "approved", "return": "draft", "take-back": "in-review",
    "withdraw": "withdrawn",
}  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("make", OFFERED)
def test_what_is_offered_is_done_and_nothing_else(editor_client, editor, make, name, route):
    event = make(editor)
    before = Event.objects.get(pk=event.pk)
    move = MOVES[name]
    offered = move.label in OFFERED[make]
    if make is in_review_without_proof and route is by_the_form:
        return  # a form with such an excerpt is not saved at all: test_admin_stages
    response = route(editor_client, before, move)
    after = Event.objects.get(pk=event.pk)
    said = " ".join(messages_of(response)) + " ".join(response.context.get("refused") or ())
    if offered:
        assert (after.stage, after.version) == (STAGES[name], before.version + 1)
        assert said == f"“{event.title}” was {move.done}."
        assert event.decisions.last().note == "A reason." or route is not by_the_review_page
    else:
        assert (after.stage, after.version) == (before.stage, before.version)
        assert said
        assert f"“{event.title}” was {move.done}." not in said


@pytest.mark.parametrize("route", ROUTES)
def test_a_reason_that_is_too_long_is_refused_whole(editor_client, route):
    event = factories.submitted(title="Met")
    long = "a" * 1001
    if route is by_the_review_page:
        url, names = reverse("desk:review", args=[event.pk]), {"note": long, "do": "return"}
        response = editor_client.post(url, names | {"version": event.version}, follow=True)
        said = response.context["refused"][0]
    else:
        url = LIST if route is by_the_list else change_url(event)
        data = {
            "action": "return_to_draft", "_selected_action": [event.pk], "confirmed": "1",
            "seen": f"{event.pk}:{event.version}",
        }  # fmt: skip
        if route is by_the_form:
            data = opened(editor_client, url) | {"_stage": "return"}
        [said] = messages_of(editor_client.post(url, data | {"reason": long}, follow=True))
    assert "The reason has 1001 characters. Write at most 1000" in said
    assert Event.objects.get(pk=event.pk).stage == "in-review"


def test_a_move_is_offered_to_who_has_its_permission(curator, editor):
    event = factories.submitted()
    assert moves_for(curator, event) == []
    assert [move.name for move in moves_for(editor, event)] == ["approve", "return"]
    stranger = factories.user("stefan", is_staff=True)
    assert moves_for(stranger, factories.event()) == []


def test_the_words_of_the_table():
    assert [(m.name, m.label, m.done.partition(":")[0]) for m in MOVES.values()] == [
        ("submit", "Submit for review", "submitted for review"),
        ("approve", "Approve", "approved"),
        ("return", "Return to draft", "returned to draft"),
        ("take-back", "Take the approval back", "put back into review"),
        ("withdraw", "Withdraw", "withdrawn"),
    ]
