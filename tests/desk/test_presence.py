"""Who has a form open: shown to the next person, and forgotten by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, opened
from tests.html import page_of
from timeline.curation.actions.presence import note_closed, note_open
from timeline.curation.models import Presence

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 10, 42, tzinfo=UTC)


def at(monkeypatch, moment):
    monkeypatch.setattr("timeline.desk.records.presence.timezone.now", lambda: moment)


def hint(client, thing):
    page = page_of(client.get(change_url(thing)))
    [shown] = page.all("p", id="desk-here")
    return shown.text, "hidden" in shown.attributes


def here(client, thing):
    name = f"admin:curation_{thing._meta.model_name}_here"
    return client.post(reverse(name, args=[thing.pk]))


def test_the_second_person_is_told(curator, curator_client, editor_client, monkeypatch):
    curator.first_name, curator.last_name = "Sara", "Lind"
    curator.save()
    event = factories.event()
    at(monkeypatch, NOW)
    assert hint(curator_client, event) == ("", True)
    at(monkeypatch, NOW + timedelta(minutes=1))
    said = "Sara Lind has had this open since 10:42 UTC."
    assert hint(editor_client, event) == (said, False)
    # The first person learns of the second by the next sign of life.
    assert here(curator_client, event).json() == {
        "others": "edith has had this open since 10:43 UTC."
    }
    assert here(editor_client, event).json() == {"others": said}


def test_it_expires_without_signs_of_life(curator_client, editor_client, monkeypatch):
    event = factories.event()
    at(monkeypatch, NOW)
    hint(curator_client, event)
    at(monkeypatch, NOW + timedelta(minutes=2))
    here(curator_client, event)
    at(monkeypatch, NOW + timedelta(minutes=5))
    assert hint(editor_client, event)[0] == "cora has had this open since 10:42 UTC."
    at(monkeypatch, NOW + timedelta(minutes=5, seconds=1))
    assert hint(editor_client, event) == ("", True)
    assert Presence.objects.count() == 1  # what expired is gone from the table


def test_another_day_is_named(editor_client, curator, monkeypatch):
    event = factories.event()
    note_open(event, by=curator, now=NOW - timedelta(hours=11))
    Presence.objects.update(seen=NOW)
    at(monkeypatch, NOW)
    assert hint(editor_client, event)[0] == "cora has had this open since 28 February, 23:42 UTC."


def test_reading_it_again_is_the_same_visit_and_saving_ends_it(
    curator_client, editor_client, monkeypatch
):
    event = factories.event()
    at(monkeypatch, NOW)
    hint(curator_client, event)
    at(monkeypatch, NOW + timedelta(minutes=1))
    data = opened(curator_client, change_url(event))
    assert hint(editor_client, event)[0] == "cora has had this open since 10:42 UTC."
    assert curator_client.post(change_url(event), data | {"title": "New"}).status_code == 302
    assert hint(editor_client, event) == ("", True)


def test_it_never_keeps_anybody_from_saving(curator_client, editor_client):
    event = factories.event()
    hint(curator_client, event)
    data = opened(editor_client, change_url(event)) | {"title": "Saved all the same"}
    assert editor_client.post(change_url(event), data).status_code == 302
    event.refresh_from_db()
    assert event.title == "Saved all the same"


@pytest.mark.parametrize(
    "make",
    [factories.source, factories.actor, factories.place, factories.publisher, factories.dispute],
)
def test_every_kind_of_form_says_so(curator_client, editor_client, make):
    thing = make()
    hint(curator_client, thing)
    assert hint(editor_client, thing)[0].startswith("cora has had this open since ")


def test_an_excerpt_counts_as_its_event(curator_client, editor_client):
    excerpt = factories.excerpt(factories.event())
    hint(curator_client, excerpt)
    assert hint(editor_client, excerpt.event)[0].startswith("cora has had this open since ")


def test_it_is_no_history_and_no_edit(curator_client):
    event = factories.event()
    version, rows = event.version, event.history.count()
    hint(curator_client, event)
    here(curator_client, event)
    event.refresh_from_db()
    assert (event.version, event.history.count()) == (version, rows)
    assert not hasattr(Presence, "history")


def test_who_may_only_look_is_not_noted(editor_client, curator_client):
    phase = factories.phase()  # which curators may see, not change
    assert curator_client.get(change_url(phase)).status_code == 200
    assert "desk-here" not in curator_client.get(change_url(phase)).content.decode()
    assert here(curator_client, phase).status_code == 403
    assert hint(editor_client, phase) == ("", True)


def test_bad_requests(reader_client, curator_client):
    event = factories.event()
    address = reverse("admin:curation_event_here", args=[event.pk])
    assert reader_client.post(address).url.startswith("/admin/login/?next=")
    assert curator_client.get(address).status_code == 405
    for pk in ("999999", "9" * 30):
        assert curator_client.post(f"/admin/curation/event/{pk}/here/").status_code == 404
    strict = factories.Client(enforce_csrf_checks=True)
    strict.force_login(factories.curator())
    assert strict.post(address).status_code == 403
    assert Presence.objects.count() == 0


def test_a_page_for_a_new_thing_says_nothing(curator_client):
    assert "desk-here" not in curator_client.get("/admin/curation/event/add/").content.decode()


def test_closing_leaves_the_others(curator, editor):
    event, other = factories.event(), factories.event()
    for thing in (event, other):
        note_open(thing, by=curator, now=NOW)
    note_open(event, by=editor, now=NOW)
    note_closed(event, by=curator)
    assert sorted(Presence.objects.values_list("key", "user__username")) == sorted(
        [(event.pk, "edith"), (other.pk, "cora")]
    )
