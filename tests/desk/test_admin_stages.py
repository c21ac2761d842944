"""Changes of stage, as buttons on the form and as actions on the list."""

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, errors_of, messages_of, opened
from timeline.curation.models import Event

pytestmark = pytest.mark.django_db
LIST = reverse("admin:curation_event_changelist")


def stage_of(event):
    return Event.objects.get(pk=event.pk).stage


def press(client, event, button, **values):
    data = opened(client, change_url(event)) | {"_stage": button} | values
    return client.post(change_url(event), data, follow=True)


def choose(client, action, *events, **values):
    now = [Event.objects.get(pk=event.pk) for event in events]
    data = {"action": action, "_selected_action": [event.pk for event in now], "confirmed": "1"}
    data |= {"seen": [f"{event.pk}:{event.version}" for event in now]} | values
    return client.post(LIST, data, follow=True)


# -- buttons --------------------------------------------------------------------------------------


def test_what_the_form_says_beside_its_buttons(editor_client, editor):
    own = factories.submitted(by=editor)
    page = editor_client.get(change_url(own)).content.decode()
    assert (
        "It holds changes of yours since it was last approved, so another person has to approve it."
        in page
    )
    assert "Save, and then:" in page
    new = editor_client.get(reverse("admin:curation_event_add"))
    assert [move.label for move in new.context["desk_moves"]] == ["Submit for review"]


def test_save_and_submit_saves_first(curator_client, curator):
    event = factories.event()
    factories.excerpt(event)
    response = press(curator_client, event, "submit", title="Corrected")
    assert messages_of(response) == [
        "“Corrected” was saved. It is a draft.",
        "“Corrected” was submitted for review.",
    ]
    stored = Event.objects.get(pk=event.pk)
    assert (stored.title, stored.stage, stored.edited_by) == ("Corrected", "in-review", curator)


def test_a_new_event_is_submitted_at_once(curator_client):
    add = reverse("admin:curation_event_add")
    data = opened(curator_client, add) | {
        "title": "Met",
        "slug": "met",
        "summary": "It met.",
        "date": "2020",
        "phase": str(factories.phase().pk),
        "kind": "meeting",
        "excerpts-0-source": str(factories.source().pk),
        "excerpts-0-quote": factories.QUOTE,
        "_stage": "submit",
    }
    response = curator_client.post(add, data, follow=True)
    assert response.redirect_chain, errors_of(response)
    assert Event.objects.get(slug="met").stage == "in-review"


def test_a_form_with_an_error_submits_nothing(curator_client):
    event = factories.event()
    response = press(curator_client, event, "submit", date="banana")
    assert list(errors_of(response)) == ["date"]
    assert stage_of(event) == "draft"


def test_an_editor_approves_returns_and_withdraws(editor_client, editor):
    event = factories.submitted(title="Met")
    response = press(editor_client, event, "approve")
    assert messages_of(response) == ["“Met” was approved: the next edition publishes it."]
    assert (stage_of(event), Event.objects.get(pk=event.pk).decided_by) == ("approved", editor)
    press(editor_client, event, "return", reason="A source is missing")
    assert stage_of(event) == "draft"
    assert event.history.first().history_change_reason == "A source is missing"
    response = press(editor_client, event, "withdraw", reason="A hoax")
    assert messages_of(response) == ["“Met” was withdrawn: the next edition ends its publication."]
    assert event.history.first().history_change_reason == "A hoax"


def test_a_refusal_is_told_with_its_reasons(editor_client):
    event = factories.submitted(title="Met", slug="met")
    event.excerpts.update(quote="Zebras!", source=factories.source(slug="p", text="Nothing."))
    page = editor_client.get(change_url(event)).content.decode()
    assert "Before it can be approved:" in page
    assert "The excerpt “met-1” is not in the text of “p”." in page
    # A form with this excerpt cannot be saved either: it is the list that approves without one.
    response = choose(editor_client, "approve", event)
    assert messages_of(response) == [
        "“Met” was not approved: The excerpt “met-1” is not in the text of “p”."
    ]
    assert stage_of(event) == "in-review"


def test_changes_in_the_form_are_never_approved_unseen(editor_client, settings):
    settings.FOUR_EYES = False
    event = factories.submitted(title="Met")
    response = press(editor_client, event, "approve", title="Changed")
    [said] = messages_of(response)
    assert said.startswith("“Changed” was saved with your changes. It was in review and is a draft")
    assert stage_of(event) == "draft"


def test_with_four_eyes_off_one_person_goes_all_the_way(editor_client, settings):
    settings.FOUR_EYES = False
    event = factories.event(by=factories.editor())
    factories.excerpt(event)
    press(editor_client, event, "submit", title="Mine")
    press(editor_client, event, "approve")
    assert stage_of(event) == "approved"


def test_with_four_eyes_on_one_person_does_not(editor_client):
    event = factories.event()
    factories.excerpt(event)
    press(editor_client, event, "submit", title="Mine")
    response = press(editor_client, event, "approve")
    assert messages_of(response) == [
        (
            "“Mine” was not approved: “Mine” holds changes of yours since it was last approved. "
            "Another person has to approve it."
        )
    ]
    assert stage_of(event) == "in-review"


def test_a_curator_who_forges_the_button_is_refused_and_nothing_is_saved(curator_client):
    event = factories.submitted(title="Met")
    for button in ("approve", "return", "take-back", "withdraw"):
        response = press(curator_client, event, button, title="Forged")
        assert response.status_code == 403
    stored = Event.objects.get(pk=event.pk)
    assert (stored.title, stored.stage) == ("Met", "in-review")


def test_a_button_that_there_is_not(curator_client):
    event = factories.event(title="Met")
    assert press(curator_client, event, "publish", title="Forged").status_code == 400
    assert Event.objects.get(pk=event.pk).title == "Met"


# -- actions on the list --------------------------------------------------------------------------


def test_each_chosen_event_is_answered_by_its_title(curator_client):
    draft, review = factories.event(title="Draft one"), factories.submitted(title="Sent one")
    response = choose(curator_client, "submit_for_review", draft, review)
    assert sorted(messages_of(response)) == [
        "“Draft one” was submitted for review.",
        (
            "“Sent one” was not submitted for review: “Sent one” is in review; only what is draft "
            "can be submitted for review."
        ),
    ]
    assert (stage_of(draft), stage_of(review)) == ("in-review", "in-review")


def test_the_list_approves_returns_and_withdraws(editor_client):
    event = factories.submitted()
    choose(editor_client, "approve", event)
    assert stage_of(event) == "approved"
    choose(editor_client, "return_to_draft", event, reason="Look again")
    assert stage_of(event) == "draft"
    assert event.history.first().history_change_reason == "Look again"
    choose(editor_client, "withdraw", event, reason="A hoax")
    assert stage_of(event) == "withdrawn"
    assert event.history.first().history_change_reason == "A hoax"


def test_the_list_offers_what_one_may_do(curator_client, editor_client):
    factories.event()

    def offered(client):
        choices = client.get(LIST).context["action_form"].fields["action"].choices
        return [label for value, label in choices if value]

    assert offered(curator_client) == ["Submit for review…"]
    assert offered(editor_client) == [
        "Submit for review…",
        "Approve…",
        "Return to draft…",
        "Take the approval back…",
        "Withdraw…",
        "Publish an edition…",
    ]


@pytest.mark.parametrize(
    "action",
    [
        "approve", "return_to_draft", "take_back_approval", "withdraw", "publish_edition",
        "delete_selected", "x",
    ],
)  # fmt: skip
def test_a_forged_action_does_nothing(curator_client, action):
    event = factories.submitted()
    choose(curator_client, action, event)
    assert stage_of(event) == "in-review"


def test_publishing_from_the_list_goes_to_its_page(editor_client):
    response = choose(editor_client, "publish_edition", factories.event())
    assert response.redirect_chain == [(reverse("admin:editions_edition_publish"), 302)]


def test_what_is_in_review_is_edited_and_handed_over_in_one_go(curator_client):
    event = factories.submitted(title="As it was")
    page = curator_client.get(change_url(event))
    assert "Submit the change" in page.content.decode()
    sent = opened(curator_client, change_url(event)) | {"_stage": "submit"}
    answer = curator_client.post(change_url(event), sent | {"title": "Mended"}, follow=True)
    event.refresh_from_db()
    assert (event.title, event.stage) == ("Mended", "in-review")
    assert "was submitted for review" in answer.content.decode()
    # What was not changed is in review already, and says so.
    sent = opened(curator_client, change_url(event)) | {"_stage": "submit"}
    answer = curator_client.post(change_url(event), sent, follow=True)
    assert "is in review; only what is draft can be submitted" in answer.content.decode()
