"""Queues and the dashboard: whose events are where, counted alike on both pages."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests import factories
from tests.html import page_of
from timeline.curation import actions
from timeline.curation.models import Event, Source
from timeline.editions.publish import publish

pytestmark = pytest.mark.django_db
NAMES = ["waiting", "returned", "mine", "unpublished", "held-back", "unsourced"]


def titles(client, name):
    [(_, _, found)] = client.get(f"/admin/work/{name}/").context["sections"]
    return [row.title for row in found.rows]


def counts(client):
    context = client.get("/admin/").context
    tiles = [*context["desk_queues"], *context["desk_concerns"]]
    return {name: tile.count for name, tile in tiles}


def test_each_event_is_in_the_queue_of_whoever_has_to_act(curator_client, editor_client, editor):
    carl = factories.client_of(factories.curator("carl"))
    factories.excerpt(factories.event(title="A draft of Cora", date="2020-01-01"))
    factories.submitted(title="Sent by Cora", date="2020-01-02")
    factories.submitted(title="Sent by Edith", by=editor)
    back = factories.submitted(title="Sent back", date="2020-01-03")
    actions.return_to_draft(back, by=editor, reason="Name the parties.")
    factories.approved(title="Approved")

    assert titles(curator_client, "mine") == ["A draft of Cora", "Sent by Cora"]
    assert titles(curator_client, "returned") == ["Sent back"]
    assert titles(carl, "mine") == titles(carl, "returned") == []
    assert titles(editor_client, "waiting") == ["Sent by Cora"]
    assert titles(editor_client, "mine") == ["Sent by Edith"]
    assert titles(editor_client, "unpublished")[0] == "Approved"
    page = page_of(curator_client.get("/admin/work/returned/"))
    assert "Name the parties." in page.one("blockquote").text
    assert "edith" in page.one("blockquote").text
    assert "edited by cora" in page.text


def test_an_event_that_was_sent_back_leaves_the_queue_when_it_is_sent_again(
    curator_client, curator, editor
):
    event = factories.submitted(title="Met")
    actions.return_to_draft(event, by=editor, reason="Look again.")
    event = Event.objects.get(pk=event.pk)
    event.title = "Mended"
    actions.record_change(event, by=curator)
    assert titles(curator_client, "returned") == ["Mended"]
    actions.submit_for_review(event, by=curator)
    assert titles(curator_client, "returned") == []
    assert titles(curator_client, "mine") == ["Mended"]


def test_with_four_eyes_off_ones_own_events_wait_too(editor_client, editor, settings):
    factories.submitted(title="Sent by Edith", by=editor)
    settings.FOUR_EYES = True
    assert titles(editor_client, "waiting") == []
    assert "Two people are needed" in page_of(editor_client.get("/admin/work/")).text
    settings.FOUR_EYES = False
    assert titles(editor_client, "waiting") == ["Sent by Edith"]
    assert "Two people are needed" not in page_of(editor_client.get("/admin/work/")).text


def test_unpublished_is_what_the_next_edition_brings(editor_client, editor, curator):
    changed, hoax = factories.approved(title="Old"), factories.approved(title="Hoax")
    factories.approved(title="Kept")
    # each with its source and publisher, and one phase
    assert counts(editor_client)["unpublished"] == 3 * 3 + 1
    publish(by=editor, note="First.")
    assert counts(editor_client)["unpublished"] == 0
    changed.title = "New"
    actions.record_change(changed, by=curator)
    assert counts(editor_client)["unpublished"] == 0
    actions.submit_for_review(changed, by=curator)
    actions.approve(changed, by=editor)
    actions.withdraw(hoax, by=editor, reason="A hoax.")
    assert set(titles(editor_client, "unpublished")[:2]) == {"Hoax", "New"}
    assert counts(editor_client)["unpublished"] == 4  # the source and the publisher of the hoax
    page = page_of(editor_client.get("/admin/")).text
    assert "4 decided changes are not in it." in page
    assert "Edition 1" in page


def test_concerns(editor_client):
    agency = factories.publisher()
    first = factories.source(publisher=agency, archived_url="https://archive.example/1")
    copied = factories.source(republishes=first, archived_url="https://archive.example/2")
    bare = factories.source(title="Bare")
    factories.source(title="Not used")
    single = factories.event(title="Single")
    factories.excerpt(single, source=first)
    factories.excerpt(single, source=copied)
    factories.excerpt(single, source=bare, stance="context", quote="Nobody answered questions.")
    double = factories.event(title="Double")
    factories.excerpt(double, source=first)
    factories.excerpt(double, source=bare)
    factories.event(title="Unsourced")
    Source.objects.filter(pk=bare.pk).update(text="Another text.", text_sha256="b" * 64)

    assert titles(editor_client, "single-origin") == ["Single"]
    assert titles(editor_client, "unarchived") == ["Bare"]
    assert titles(editor_client, "unsourced") == ["Unsourced"]
    [(_, _, found)] = editor_client.get("/admin/work/recheck/").context["sections"]
    assert [row.note.partition("” ")[2] for row in found.rows] == [
        f"is not in the text of “{bare.slug}”."
    ] * 2
    assert counts(editor_client) == {
        "waiting": 0, "assigned": 0, "returned": 0, "mine": 0, "unpublished": 1, "held-back": 0,
        "unsourced": 1, "single-origin": 1, "unarchived": 1, "strayed": 0, "recheck": 2,
        "reports": 0,
    }  # fmt: skip


@pytest.mark.parametrize("events", [1, 8])
def test_the_dashboard_takes_few_queries_however_much_there_is(
    curator_client, editor_client, editor, events, django_assert_max_num_queries
):
    for _ in range(events):
        factories.approved()
    publish(by=editor, note="First.")
    for _ in range(events):
        factories.submitted()
        factories.event()
    for client in (curator_client, editor_client):
        with django_assert_max_num_queries(35):
            response = client.get("/admin/")
        assert response.status_code == 200


def test_the_dashboard_still_lists_the_models(curator_client):
    page = curator_client.get("/admin/").content.decode()
    assert reverse("admin:curation_event_changelist") in page
    assert "Recent actions" in page
    assert "Nothing is published yet." in page
    assert "Publish an edition" not in page
    assert "Waiting for me" not in page


def test_staff_without_permission_see_no_work(reader_client):
    stranger = factories.client_of(factories.user("stefan", is_staff=True))
    assert stranger.get("/admin/").status_code == 200
    assert stranger.get("/admin/").context.get("desk_queues") is None
    for path in ("/admin/work/", *(f"/admin/work/{name}/" for name in NAMES)):
        assert stranger.get(path).status_code == 403
        assert reader_client.get(path).url == f"/admin/login/?next={path}"
    assert reader_client.get("/admin/").url == "/admin/login/?next=/admin/"


def test_a_list_that_there_is_not(editor_client):
    assert editor_client.get("/admin/work/banana/").status_code == 404
    assert editor_client.post("/admin/work/").status_code == 405


def test_the_other_pages_of_the_admin_answer_as_before(editor_client):
    assert editor_client.get("/admin/curation/").status_code == 200
    assert editor_client.get("/admin/banana/").status_code == 404
    assert editor_client.get("/admin/work").url == "/admin/work/"
    assert User.objects.filter(username="edith").exists()
