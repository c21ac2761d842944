"""Deleting: what was never approved and is not in use, by an editor."""

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, messages_of
from timeline.curation import actions
from timeline.curation.models import Event

pytestmark = pytest.mark.django_db


def delete_url(thing):
    return reverse(f"admin:curation_{thing._meta.model_name}_delete", args=(thing.pk,))


def test_an_editor_deletes_a_draft(editor_client, editor):
    event = factories.event()
    factories.excerpt(event)
    factories.participation(event)
    factories.link(event, factories.event())
    assert "Are you sure" in editor_client.get(delete_url(event)).content.decode()
    assert Event.objects.filter(pk=event.pk).exists()
    editor_client.post(delete_url(event), {"post": "yes"})
    assert not Event.objects.filter(pk=event.pk).exists()
    last = Event.history.filter(id=event.pk).first()
    assert (last.history_type, last.history_user) == ("-", editor)


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_was_approved_is_to_be_withdrawn(editor_client, editor, method):
    event = factories.approved(title="Met")
    actions.return_to_draft(event, by=editor, reason="Look again.")
    page = editor_client.get(change_url(event)).content.decode()
    assert delete_url(event) not in page
    assert "It has been approved before: it can be withdrawn, not deleted." in page
    response = getattr(editor_client, method)(delete_url(event), {"post": "yes"}, follow=True)
    assert response.redirect_chain == [(change_url(event), 302)]
    [said] = messages_of(response)
    assert "Withdraw it instead" in said
    assert Event.objects.filter(pk=event.pk).exists()


def test_an_event_in_a_dispute_stays(editor_client):
    excerpt = factories.excerpt(factories.event())
    factories.dispute(excerpt, question="When was it?")
    response = editor_client.post(delete_url(excerpt.event), {"post": "yes"}, follow=True)
    [said] = messages_of(response)
    assert "in the dispute “When was it?”" in said
    assert Event.objects.filter(pk=excerpt.event_id).exists()


@pytest.mark.parametrize("what", ["actor", "source", "publisher", "place", "event"])
def test_what_is_in_use_is_protected(editor_client, what):
    event, target = factories.event(), factories.event()
    source = factories.source(publisher=factories.publisher(stage="draft"), stage="draft")
    excerpt = factories.excerpt(event, said_by=factories.actor(stage="draft"), source=source)
    factories.link(event, target)
    inner = factories.place(within=factories.place(stage="draft"))
    thing = {
        "actor": excerpt.said_by,
        "source": excerpt.source,
        "publisher": excerpt.source.publisher,
        "place": inner.within,
        "event": target,
    }[what]
    page = editor_client.get(delete_url(thing)).content.decode()
    assert "would require deleting the following protected related objects" in page
    editor_client.post(delete_url(thing), {"post": "yes"})
    assert type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("make", ["actor", "source", "publisher", "place", "dispute"])
def test_an_editor_deletes_what_nothing_uses(editor_client, editor, make):
    thing = getattr(factories, make)(stage="draft")
    pk, history = thing.pk, type(thing).history
    if make in ("actor", "place"):
        thing.names.create(name="Also known as")
    editor_client.post(delete_url(thing), {"post": "yes"})
    last = history.filter(id=pk).first()
    assert (last.history_type, last.history_user) == ("-", editor)


def test_an_excerpt_is_removed_on_its_event(editor_client):
    excerpt = factories.excerpt(factories.event())
    for method in ("get", "post"):
        response = getattr(editor_client, method)(delete_url(excerpt), follow=True)
        assert response.redirect_chain == [(change_url(excerpt.event), 302)]
        assert "removed here, on the page of its event" in messages_of(response)[0]
    assert excerpt.event.excerpts.count() == 1


def test_anonymous_and_wrong_role(reader_client, curator_client):
    event = factories.event()
    for method in ("get", "post"):
        assert getattr(reader_client, method)(delete_url(event)).url.startswith("/admin/login/")
        assert getattr(curator_client, method)(delete_url(event)).status_code == 403
    assert Event.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize("key", ["banana", "9" * 30, "%00", "999999"])
@pytest.mark.parametrize("model", ["event", "excerpt", "actor"])
def test_bad_ids(editor_client, model, key):
    response = editor_client.get(f"/admin/curation/{model}/{key}/delete/")
    assert (response.status_code, response.url) == (302, "/admin/")
