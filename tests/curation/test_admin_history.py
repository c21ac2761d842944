"""The history pages: what they show, and going back to a version."""

import pytest
from django.urls import reverse

from tests import factories
from tests.curation.pages import add_row, change_url, messages_of, opened
from timeline.curation import actions
from timeline.curation.models import Event

pytestmark = pytest.mark.django_db


def history_url(thing, row=None):
    name = thing._meta.model_name
    if row is None:
        return reverse(f"admin:curation_{name}_history", args=(thing.pk,))
    return reverse(f"admin:curation_{name}_simple_history", args=(thing.pk, row.pk))


@pytest.fixture
def changed(curator):
    """An event whose title was changed from “First” to “Second”, and the row of the first."""
    event = factories.event(title="First", by=curator)
    first = event.history.get()
    event.title = "Second"
    actions.record_edit(event, by=curator)
    return event, first


def go_back(client, thing, row, **values):
    url = history_url(thing, row)
    version = client.get(url).context["version"]
    return client.post(url, {"version": version} | values, follow=True)


def test_the_history_names_who_changed_what(curator_client, changed):
    event, _ = changed
    page = curator_client.get(history_url(event)).content.decode()
    assert "<strong>Title:</strong> First → Second" in page
    assert "cora" in page
    assert "style=" not in page


def test_the_history_of_an_event_has_that_of_its_parts(curator_client):
    event = factories.event()
    excerpt = factories.excerpt(event, locator="headline")
    factories.participation(event)
    data = opened(curator_client, change_url(event))
    data["excerpts-0-locator"] = "caption"
    data["participations-0-DELETE"] = "on"
    add_row(data, "links", kind="continues", target=str(factories.event().pk), note="")
    curator_client.post(change_url(event), data)
    response = curator_client.get(history_url(event))
    assert sorted(change.what for change in response.context["part_changes"]) == [
        "Actor in this event added",
        "Actor in this event removed",
        "Excerpt added",
        "Excerpt changed",
        "Link to another event added",
    ]
    page = response.content.decode()
    assert "<strong>Locator:</strong> headline → caption" in page
    assert history_url(excerpt, excerpt.history.first()) in page


def test_a_version_is_compared_with_what_is_stored(curator_client, changed):
    event, first = changed
    response = curator_client.get(history_url(event, first))
    assert response.context["differences"] == [("Title", "Second", "First")]
    assert Event.objects.get(pk=event.pk).title == "Second"


def test_going_back_is_an_edit(editor_client, editor, changed):
    event, first = changed
    response = go_back(editor_client, event, first)
    assert messages_of(response) == ["“Second” went back to that version."]
    now = Event.objects.get(pk=event.pk)
    assert (now.title, now.version, now.stage, now.edited_by) == ("First", 3, "draft", editor)


@pytest.mark.parametrize("make", ["source", "actor", "place", "publisher", "phase", "dispute"])
def test_everything_goes_back(editor_client, editor, make):
    thing = getattr(factories, make)()
    name = {"source": "title", "dispute": "question"}.get(make, "name")
    before = getattr(thing, name)
    first = thing.history.first()
    setattr(thing, name, "Changed")
    actions.record_change(thing, by=editor)
    go_back(editor_client, thing, first)
    thing.refresh_from_db()
    assert (getattr(thing, name), thing.version) == (before, 3)
    assert thing.history.first().history_user == editor


def test_an_excerpt_goes_back_with_its_event(curator_client, curator):
    event = factories.approved()
    excerpt = event.excerpts.get()
    first = excerpt.history.get()
    data = opened(curator_client, change_url(event)) | {"excerpts-0-locator": "caption"}
    curator_client.post(change_url(event), data)
    go_back(curator_client, excerpt, first)
    excerpt.refresh_from_db()
    assert (excerpt.locator, excerpt.event.version, excerpt.event.stage) == ("", 5, "draft")
    assert excerpt.history.first().history_user == curator


def test_going_back_to_what_is_stored_says_so(curator_client, changed):
    event, _ = changed
    response = go_back(curator_client, event, event.history.first())
    assert messages_of(response) == ["“Second” already is as it was then."]
    assert Event.objects.get(pk=event.pk).version == 2


def test_going_back_after_somebody_saved_is_refused(curator_client, editor, changed):
    event, first = changed
    response = go_back(curator_client, event, first, version="1")
    assert messages_of(response) == [
        "Not reverted: somebody saved this since you opened the page. Compare again."
    ]
    assert Event.objects.get(pk=event.pk).title == "Second"


def test_going_back_to_what_is_not_valid_is_refused(curator_client):
    excerpt = factories.excerpt(factories.event())
    first = excerpt.history.get()
    source = excerpt.source
    source.text, source.text_sha256 = "Rewritten.", ""
    source.full_clean()
    source.save()
    excerpt.quote = "Rewritten."
    excerpt.save()
    response = go_back(curator_client, excerpt, first)
    [said] = messages_of(response)
    assert said.startswith("Not reverted: The excerpt “")
    excerpt.refresh_from_db()
    assert excerpt.quote == "Rewritten."


def test_anonymous_and_wrong_role(reader_client, curator_client, changed):
    event, first = changed
    for url in (history_url(event), history_url(event, first)):
        assert reader_client.get(url).url.startswith("/admin/login/")
    assert reader_client.post(history_url(event, first)).url.startswith("/admin/login/")
    phase = factories.phase()  # curators may look at phases, not change them
    url = history_url(phase, phase.history.first())
    response = curator_client.get(url)
    assert (response.status_code, response.context["may_change"]) == (200, False)
    assert curator_client.post(url, {"version": 1}).status_code == 403
    stranger = factories.client_of(factories.user("stefan", is_staff=True))
    assert stranger.get(history_url(event)).status_code == 403
    assert stranger.get(history_url(event, first)).status_code == 403


@pytest.mark.parametrize("key", ["banana", "9" * 30, "%00", "999999"])
def test_bad_ids(curator_client, changed, key):
    event, first = changed
    response = curator_client.get(f"/admin/curation/event/{key}/history/")
    assert response.status_code in (302, 404)
    assert curator_client.get(f"/admin/curation/event/{key}/history/{first.pk}/").status_code == 404
    assert curator_client.get(f"/admin/curation/event/{event.pk}/history/{key}/").status_code == 404


def test_a_version_of_another_event(curator_client, changed):
    _, first = changed
    assert curator_client.get(history_url(factories.event(), first)).status_code == 404
