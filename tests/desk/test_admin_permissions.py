"""Who may open and do what: anonymous, a stranger of the staff, curator, editor."""

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, opened

pytestmark = pytest.mark.django_db
EDITED = ["actor", "dispute", "event", "place", "publisher", "source"]
MODELS = [*EDITED, "excerpt", "phase"]


def url(model, page, *args):
    return reverse(f"admin:curation_{model}_{page}", args=args)


def made(model):
    if model == "excerpt":
        return factories.excerpt(factories.event())
    return getattr(factories, model)(stage="draft")


def statuses(client, model):
    """What the list, the form to add, the form to change and the page to delete answer."""
    thing = made(model)
    return [
        client.get(address).status_code
        for address in (
            url(model, "changelist"),
            url(model, "add"),
            url(model, "change", thing.pk),
            url(model, "delete", thing.pk),
        )
    ]


@pytest.mark.parametrize("model", MODELS)
def test_anonymous_is_asked_to_log_in(reader_client, model):
    thing = made(model)
    for address in (
        url(model, "changelist"),
        url(model, "add"),
        url(model, "change", thing.pk),
        url(model, "delete", thing.pk),
        url(model, "history", thing.pk),
    ):
        for method in ("get", "post"):
            response = getattr(reader_client, method)(address)
            assert response.status_code == 302
            assert response.url == f"/admin/login/?next={address}"


@pytest.mark.parametrize("model", MODELS)
def test_staff_without_a_group_sees_nothing(model):
    stranger = factories.client_of(factories.user("stefan", is_staff=True))
    assert statuses(stranger, model) == [403, 403, 403, 302 if model == "excerpt" else 403]


@pytest.mark.parametrize("model", EDITED)
def test_a_curator_edits_and_deletes_nothing(curator_client, model):
    assert statuses(curator_client, model) == [200, 200, 200, 403]


@pytest.mark.parametrize("model", EDITED)
def test_an_editor_edits_and_deletes(editor_client, model):
    assert statuses(editor_client, model) == [200, 200, 200, 200]


def test_excerpts_and_phases(curator_client, editor_client):
    assert statuses(curator_client, "excerpt") == [200, 403, 200, 302]
    assert statuses(editor_client, "excerpt") == [200, 403, 200, 302]
    assert statuses(curator_client, "phase") == [200, 403, 200, 403]
    assert statuses(editor_client, "phase") == [200, 200, 200, 403]


def test_a_curator_cannot_change_a_phase(curator_client):
    phase = factories.phase()
    response = curator_client.post(change_url(phase), {"name": "Forged"})
    assert response.status_code == 403
    phase.refresh_from_db()
    assert phase.name != "Forged"


def test_a_curator_takes_parts_off_an_event(curator_client):
    event = factories.event()
    factories.excerpt(event)
    data = opened(curator_client, change_url(event)) | {"excerpts-0-DELETE": "on"}
    assert curator_client.post(change_url(event), data).status_code == 302
    assert event.excerpts.count() == 0


def test_people_are_not_for_curators_or_editors(curator_client, editor_client):
    for client in (curator_client, editor_client):
        assert client.get("/admin/auth/user/").status_code == 403


def test_the_desk_says_its_name(curator_client):
    page = curator_client.get("/admin/").content.decode()
    assert '<a href="/admin/">Aftermath desk</a>' in page
    assert "| Aftermath desk</title>" in page


def test_pages_of_the_desk_have_no_inline_style_or_script(editor_client):
    event = factories.approved()
    factories.participation(event)
    row = event.history.first()
    for address in (
        url("event", "changelist"),
        url("event", "add"),
        url("event", "change", event.pk),
        url("event", "history", event.pk),
        reverse("admin:curation_event_simple_history", args=(event.pk, row.pk)),
        reverse("admin:editions_edition_publish"),
        reverse("admin:editions_edition_changelist"),
    ):
        response = editor_client.get(address)
        page = response.content.decode()
        for inline in (" style=", "<style", "<script>", " onclick=", "javascript:"):
            assert inline not in page, (address, inline)
        assert "script-src 'self'" in response["Content-Security-Policy"]
