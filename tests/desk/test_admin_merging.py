"""The page that merges two things: choose, see what happens, confirm."""

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, messages_of
from timeline.curation.models import Actor
from timeline.text.word_changes import FieldChange

pytestmark = pytest.mark.django_db


def url(thing):
    return reverse(f"admin:curation_{thing._meta.model_name}_merge", args=(thing.pk,))


@pytest.fixture
def pair():
    """Two actors; the second takes part in an event and goes into the first."""
    kept = factories.actor(slug="ada-reed", name="Ada Reed")
    lost = factories.actor(slug="a-reed", name="A. Reed", kind="court-or-tribunal")
    factories.participation(factories.event(title="First"), actor=lost)
    return kept, lost


def chosen(lost, remains="this"):
    return {"other": str(lost.pk), "remains": remains}


def test_shows_first_what_would_happen(editor_client, pair):
    kept, lost = pair
    response = editor_client.get(url(kept), chosen(lost))
    context = response.context
    assert (context["kept"], context["lost"]) == (kept, lost)
    assert context["values"] == [
        FieldChange("Slug", "ada-reed", "a-reed"),
        FieldChange("Name", "Ada Reed", "A. Reed"),
        FieldChange("Kind", "Person", "Court or tribunal"),
    ]
    assert context["steps"]["Takes part from now on"] == ["First (Participant)"]
    assert Actor.objects.count() == 2
    assert " style=" not in response.content.decode()


def test_what_the_desk_keeps_for_itself_is_not_shown_of_two_events(editor_client):
    kept = factories.approved(slug="met", title="Met", date="2020-01-03")
    lost = factories.event(slug="meeting", title="Met", date="2020-01-04", phase=kept.phase)
    values = editor_client.get(url(kept), chosen(lost)).context["values"]
    assert values == [
        FieldChange("Slug", "met", "meeting"),
        FieldChange("Stage", "Approved", "Draft"),
        FieldChange("Date", "2020-01-03", "2020-01-04"),
    ]


def test_merges_what_was_shown(editor_client, pair):
    kept, lost = pair
    digest = editor_client.get(url(kept), chosen(lost)).context["digest"]
    response = editor_client.post(url(kept), chosen(lost) | {"digest": digest}, follow=True)
    [said] = messages_of(response)
    assert said == (
        "“A. Reed” (a-reed) is merged into “Ada Reed” (ada-reed). It was approved and is a draft "
        "now: what is public of it stays until the change is approved and published. When that is "
        "approved and published, its old addresses lead there."
    )
    assert response.redirect_chain[-1][0] == change_url(kept)
    assert [actor.slug for actor in Actor.objects.all()] == ["ada-reed"]


def test_the_other_one_may_remain_and_be_named_by_its_slug(editor_client, pair):
    kept, lost = pair
    data = {"slug": "ada-reed", "remains": "other"}
    response = editor_client.get(url(lost), data)
    assert (response.context["kept"], response.context["lost"]) == (kept, lost)


def test_what_changed_meanwhile_is_shown_anew(editor_client, pair):
    kept, lost = pair
    digest = editor_client.get(url(kept), chosen(lost)).context["digest"]
    factories.participation(factories.event(title="Second"), actor=lost)
    response = editor_client.post(url(kept), chosen(lost) | {"digest": digest})
    assert response.context["form"].non_field_errors()[0].startswith("Not merged: something")
    assert len(response.context["steps"]["Takes part from now on"]) == 2
    assert Actor.objects.count() == 2
    again = chosen(lost) | {"digest": response.context["digest"]}
    assert editor_client.post(url(kept), again).status_code == 302


@pytest.mark.parametrize(
    ("data", "field", "problem"),
    [
        ({}, "other", "Choose the actor that turns out to be the same."),
        ({"slug": "nobody"}, "slug", "“nobody” is not the slug of any actor."),
        ({"slug": "a\0b"}, "slug", "Null characters are not allowed."),
        ({"other": "banana"}, "other", "There is no such actor any more. Choose another."),
        ({"other": "9" * 30}, "other", "There is no such actor any more. Choose another."),
        ({"slug": "ada-reed"}, "slug", "This is the same one. Choose another."),
        ({"slug": "a-reed", "remains": "both"}, "remains", "Select a valid choice. both is not"),
    ],
)
def test_bad_input_is_named(editor_client, pair, data, field, problem):
    kept, _ = pair
    for method in (editor_client.get, editor_client.post):
        response = method(url(kept), {"remains": "this"} | data)
        assert response.status_code == 200
        assert response.context["form"].errors[field][0].startswith(problem)
    assert Actor.objects.count() == 2


def test_a_refusal_is_shown(editor_client):
    lost = factories.place(name="Land")
    kept = factories.place(within=factories.place(name="Town", within=lost))
    response = editor_client.post(url(kept), chosen(lost))
    assert "and that within “Land”" in response.context["form"].non_field_errors()[0]


def test_events_and_places_have_the_page_too(editor_client):
    for make in (factories.event, factories.place):
        kept, lost = make(), make()
        assert (
            f'<a href="{url(kept)}">Merge</a>'
            in editor_client.get(change_url(kept)).content.decode()
        )
        digest = editor_client.get(url(kept), chosen(lost)).context["digest"]
        response = editor_client.post(url(kept), chosen(lost) | {"digest": digest}, follow=True)
        assert "is merged into" in messages_of(response)[0]


def test_who_may(reader_client, curator_client, pair):
    kept, lost = pair
    event = factories.event()
    for thing in (kept, event):
        for method in ("get", "post"):
            assert getattr(reader_client, method)(url(thing)).url.startswith("/admin/login/")
            assert getattr(curator_client, method)(url(thing), chosen(lost)).status_code == 403
        assert "Merge</a>" not in curator_client.get(change_url(thing)).content.decode()
    assert Actor.objects.count() == 2


@pytest.mark.parametrize("key", ["banana", "9" * 30, "%00", "999999"])
def test_bad_ids(editor_client, key):
    assert editor_client.get(f"/admin/curation/actor/{key}/merge/").status_code == 302
