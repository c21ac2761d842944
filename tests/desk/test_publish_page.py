"""The admin pages of editions: reading them, and publishing the next."""

import pytest
from django.urls import reverse

from tests import factories
from tests.html import page_of
from timeline.curation import actions
from timeline.curation.models import Event
from timeline.editions import publish as publishing
from timeline.editions.models import Edition, Record
from timeline.editions.publish import PublishRefusedError, publish

pytestmark = pytest.mark.django_db
LIST = reverse("admin:editions_edition_changelist")
PUBLISH = reverse("admin:editions_edition_publish")


def plan_of(client):
    return client.get(PUBLISH).context["plan"]


def press(client, **values):
    data = {"plan": plan_of(client), "note": "What changed."} | values
    return client.post(PUBLISH, data, follow=True)


def listed(response):
    """What the page lists: heading to (slug, [(field, old, new)])."""
    return {
        group.heading: [
            (line.slug, [(c.label, c.old, c.new) for c in line.changes]) for line in group.lines
        ]
        for group in response.context["groups"]
    }


def test_the_page_lists_what_is_new(editor_client):
    event = factories.approved(slug="met", title="The meeting", phase=factories.phase(slug="p"))
    source = event.excerpts.get().source
    response = editor_client.get(PUBLISH)
    found = listed(response)
    assert {heading: [slug for slug, _ in lines] for heading, lines in found.items()} == {
        "1 event added": ["met"],
        "1 source added": [source.slug],
        "1 publisher added": [source.publisher.slug],
        "1 phase added": ["p"],
    }
    # Word by word: every field that says something, an excerpt by its own.
    said = {label: new for label, old, new in found["1 event added"][0][1]}
    excerpt = event.excerpts.get().slug
    assert said["title"] == "The meeting"
    assert said[f"excerpts / {excerpt} / quote"] == factories.QUOTE
    assert said[f"excerpts / {excerpt} / source"] == source.slug
    assert not {"slug", "zone", "places", "approval"} & said.keys()
    page = response.content.decode()
    assert "The meeting" in page
    assert source.text not in page
    assert not Edition.objects.exists()


def test_the_page_lists_changes_field_by_field_and_what_is_withdrawn(editor_client):
    editor = factories.editor()
    changed, hoax = factories.approved(slug="met", title="Old"), factories.approved(slug="hoax")
    factories.event(slug="unfinished")
    publish(by=editor, note="First.")
    changed.title = "New"
    actions.record_change(changed, by=factories.curator())
    actions.submit_for_review(changed, by=factories.curator())
    actions.approve(changed, by=editor)
    actions.withdraw(hoax, by=editor, reason="A hoax.")
    excerpt_source = hoax.excerpts.get().source
    assert listed(editor_client.get(PUBLISH)) == {
        "1 event changed": [("met", [("title", "Old", "New")])],
        "1 event withdrawn": [("hoax", [])],
        "1 source withdrawn": [(excerpt_source.slug, [])],
        "1 publisher withdrawn": [(excerpt_source.publisher.slug, [])],
    }


def test_what_is_left_out_is_read_before_it_is_published(editor_client):
    met, waits = factories.approved(slug="met"), factories.approved(slug="waits", title="It waits")
    page = editor_client.get(PUBLISH)
    boxes = {one["value"] for one in page_of(page).all("input", name="leave")}
    assert {"event/met", "event/waits"} <= boxes
    # Ticked and published at once: shown first, with the note that was typed.
    response = press(editor_client, leave="event/waits", note="Two hours of thought.")
    assert not Edition.objects.exists()
    assert "Not published yet: read below" in response.content.decode()
    page = page_of(response)
    assert page.one("textarea", name="note").text == "Two hours of thought."
    listed_as = page.one("ul", class_="desk-left").texts("li")
    assert listed_as[0] == "It waits event, would be added"
    assert "nothing else in the edition needs it" in listed_as[1]
    sent = {"note": "First.", "plan": response.context["plan"], "leave": "event/waits",
            "left": "event/waits"}  # fmt: skip
    # Unticked again, all is shown anew.
    assert not page_of(editor_client.post(PUBLISH, sent | {"leave": "", "look": "1"})).all(
        "ul", class_="desk-left"
    )
    editor_client.post(PUBLISH, sent)
    assert set(Record.objects.current().of_kind("event").values_list("slug", flat=True)) == {"met"}
    assert met.slug == "met"
    assert waits.title in editor_client.get(PUBLISH).content.decode()


def test_what_cannot_be_left_out_says_so(editor_client, editor):
    hoax = factories.approved(slug="hoax")
    factories.approved()
    publish(by=editor, note="First.")
    actions.withdraw(hoax, by=editor, reason="A hoax.")
    source = hoax.excerpts.get().source.slug
    page = editor_client.get(PUBLISH)
    boxes = {one["value"] for one in page_of(page).all("input", name="leave")}
    assert boxes == {"event/hoax"}  # what follows from it has no box
    forged = press(editor_client, leave=[f"source/{source}", "banana", "event/nothing"], look="1")
    assert f"source/{source} cannot be left out by itself" in forged.content.decode()


def test_a_note_is_kept_when_somebody_else_has_published_meanwhile(editor_client):
    factories.approved()
    plan = plan_of(editor_client)
    publish(by=factories.editor("emil"), note="First.")
    response = press(editor_client, plan=plan, note="Two hours of thought.")
    page = response.content.decode()
    assert "Nothing differs from what is public" in page
    assert "Two hours of thought.</textarea>" in page
    assert Edition.objects.count() == 1


def test_an_editor_publishes(editor_client):
    factories.approved(slug="met")
    response = press(editor_client, note=" Our first. ")
    edition = Edition.objects.get()
    assert (edition.number, edition.note, edition.events, edition.added) == (1, "Our first.", 1, 1)
    assert edition.published_by == factories.editor()
    assert response.redirect_chain == [(reverse("admin:editions_edition_change", args=(1,)), 302)]
    page = response.content.decode()
    assert 'Edition 1 is published. <a href="/">See it in public.</a>' in page
    assert edition.sha256 in page


def test_a_note_is_required(editor_client):
    factories.approved()
    for note in ("", "  "):
        response = press(editor_client, note=note)
        assert response.context["form"].errors == {
            "note": ["Write a note that tells the public what this edition changes."]
        }
    assert not Edition.objects.exists()


def test_a_refusal_keeps_the_note(editor_client, monkeypatch):
    factories.approved()

    def refuse(**values):
        raise PublishRefusedError("Another edition was published at the same moment.")

    monkeypatch.setattr("timeline.desk.publish.admin.publish", refuse)
    response = press(editor_client, note="Kept as typed.")
    page = response.content.decode()
    assert "Another edition was published at the same moment." in page
    assert "Kept as typed.</textarea>" in page
    assert not Edition.objects.exists()


def test_what_nobody_has_read_is_not_published(editor_client):
    factories.approved()
    plan = plan_of(editor_client)
    factories.approved(title="Approved meanwhile")
    response = press(editor_client, plan=plan, note="Kept as typed.")
    page = response.content.decode()
    assert "what is approved has changed since you opened this page" in page
    assert "Approved meanwhile" in page
    assert "Kept as typed.</textarea>" in page
    assert not Edition.objects.exists()
    press(editor_client)
    assert Edition.objects.get().events == 2


def test_with_nothing_to_publish(editor_client):
    Event.objects.all().delete()
    page = editor_client.get(PUBLISH).content.decode()
    assert "Nothing differs from what is public" in page
    assert "<textarea" not in page
    page = press(editor_client).content.decode()
    assert "Nothing differs from what is public" in page
    assert not Edition.objects.exists()


def test_anonymous_and_wrong_role(reader_client, curator_client, editor_client):
    factories.approved()
    plan = plan_of(editor_client)
    assert reader_client.get(PUBLISH).url.startswith("/admin/login/?next=")
    assert reader_client.post(PUBLISH, {"note": "Forged", "plan": plan}).status_code == 403
    for method in ("get", "post"):
        response = getattr(curator_client, method)(PUBLISH, {"note": "Forged", "plan": plan})
        assert response.status_code == 403
    assert not Edition.objects.exists()


def test_other_methods_and_bad_input(editor_client):
    factories.approved()
    for method in ("put", "delete", "patch"):
        assert getattr(editor_client, method)(PUBLISH).status_code == 405
    assert editor_client.get(f"{PUBLISH}?note=x&plan=y").status_code == 200
    for plan in ("", "banana", "%00"):
        assert press(editor_client, plan=plan).status_code == 200
    assert press(editor_client, note="a\x00b").status_code == 200
    assert not Edition.objects.exists()


def test_a_post_without_the_token_is_refused():
    client = factories.Client(enforce_csrf_checks=True)
    client.force_login(factories.editor())
    factories.approved()
    assert client.post(PUBLISH, {"note": "Forged"}).status_code == 403
    assert not Edition.objects.exists()


def test_the_list_and_the_page_are_to_be_read(curator_client, editor_client):
    factories.approved()
    publish(by=factories.editor(), note="A note to find.")
    page = reverse("admin:editions_edition_change", args=(1,))
    for client, sees_button in ((curator_client, False), (editor_client, True)):
        listing = client.get(LIST).content.decode()
        assert "A note to find." in listing
        assert (PUBLISH in listing) is sees_button
        assert "A note to find." in client.get(f"{LIST}?q=find").content.decode()
        assert Edition.objects.get().sha256 in client.get(page).content.decode()
        assert client.post(page, {"note": "Forged"}).status_code == 403
        assert client.get(reverse("admin:editions_edition_add")).status_code == 403
        delete = reverse("admin:editions_edition_delete", args=(1,))
        assert client.post(delete, {"post": "yes"}).status_code == 403
    assert Edition.objects.get().note == "A note to find."


def test_who_may_see_editions(reader_client):
    assert reader_client.get(LIST).url == f"/admin/login/?next={LIST}"
    stranger = factories.client_of(factories.user("stefan", is_staff=True))
    assert stranger.get(LIST).status_code == 403


@pytest.mark.parametrize("key", ["banana", "0", "999", "9" * 30, "%00", "-1"])
def test_an_edition_that_is_not_there(editor_client, key):
    response = editor_client.get(f"/admin/editions/edition/{key}/change/")
    assert (response.status_code, response.url) == (302, "/admin/")
    assert editor_client.get(f"/admin/editions/edition/{key}/history/").status_code in (302, 404)


def test_the_list_takes_as_many_queries_for_many_editions(
    curator_client, django_assert_num_queries
):
    for number in range(2):
        factories.approved()
        publish(by=factories.editor(f"editor-{number}"), note="One more.")
    curator_client.get(LIST)
    with django_assert_num_queries(7):
        assert curator_client.get(LIST).status_code == 200
    for number in range(3, 6):
        factories.approved()
        publish(by=factories.editor(f"editor-{number}"), note="One more.")
    with django_assert_num_queries(7):
        assert curator_client.get(LIST).status_code == 200


def test_looking_at_the_page_writes_nothing(editor_client):
    factories.approved()
    before = Record.objects.count(), Edition.objects.count()
    editor_client.get(PUBLISH)
    editor_client.head(PUBLISH)
    assert (Record.objects.count(), Edition.objects.count()) == before
    assert publishing.build.plan()
