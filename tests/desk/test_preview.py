"""Drafts as the public pages will show them, for staff only."""

import pytest

from tests import factories
from tests.html import page_of
from timeline.curation import actions
from timeline.curation.models import Event
from timeline.editions.models import Edition, Record
from timeline.editions.publish import publish

pytestmark = pytest.mark.django_db
NEXT, DRAFTS = "/admin/preview/next/", "/admin/preview/drafts/"


@pytest.fixture
def public(editor):
    event = factories.approved(slug="met", title="The committee met")
    publish(by=editor, note="First.")
    return event


def edited(event, curator, **values):
    for name, value in values.items():
        setattr(event, name, value)
    actions.record_change(event, by=curator)
    return Event.objects.get(pk=event.pk)


def approved_again(event, curator, editor):
    actions.submit_for_review(event, by=curator)
    actions.approve(event, by=editor)


def test_a_draft_is_shown_by_the_public_template(curator_client, curator, public):
    edited(public, curator, title="The committee met in Baghdad")
    path = f"/admin/preview/with-{public.pk}/events/met/"
    response = curator_client.get(path)
    assert response.status_code == 200
    page = page_of(response)
    assert page.one("h1").text == "The committee met in Baghdad"
    assert "Preview, not public." in page.text
    steps = page.one("section", aria_labelledby="past").texts("li")
    assert [step.split()[:2] for step in steps] == [["Edition", "1"], ["Edition", "2"]]
    assert factories.QUOTE in page.text
    assert "The committee met in Baghdad" not in curator_client.get("/events/met/").content.decode()


def without_menus(main) -> str:
    """The text without the menu for sharing and the link for reports."""
    texts = [element.text for element in main.all("details", id="share")]
    texts += [link.text for link in main.all("a") if (link["href"] or "").startswith("/report/")]
    found = main.text
    for text in texts:
        found = found.replace(text, "")
    return " ".join(found.split())


def test_a_preview_is_as_the_page_will_be(curator_client, curator, editor, public):
    """The same body, but for where links lead, and for what needs an address that is public."""
    event = edited(public, curator, title="Another title")
    path = f"/admin/preview/with-{event.pk}"
    before = page_of(curator_client.get(f"{path}/events/met/")).one("main")
    listed = page_of(curator_client.get(f"{path}/")).one("main")
    approved_again(event, curator, editor)
    publish(by=editor, note="Second.")
    after = page_of(curator_client.get("/events/met/")).one("main")
    assert before.text == without_menus(after)
    assert listed.text == without_menus(page_of(curator_client.get("/")).one("main"))


def test_it_is_for_nobody_else_and_kept_nowhere(curator_client, public):
    response = curator_client.get(NEXT)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "ETag" not in response
    robots = [meta["content"] for meta in page_of(response).all("meta", name="robots")]
    assert robots == ["noindex, nofollow"]
    again = curator_client.get(NEXT, headers={"If-None-Match": "*"})
    assert again.status_code == 200
    assert 'name="robots"' not in curator_client.get("/").content.decode()


def test_the_three_scopes(curator_client, curator, editor, public):
    review = factories.submitted(slug="sent", title="Sent")
    approved = factories.approved(slug="ready", title="Ready")
    factories.approved(slug="hoax", title="Hoax")
    actions.withdraw(Event.objects.get(slug="hoax"), by=editor, reason="A hoax.")
    draft = factories.event(slug="draft", title="Draft")

    def shown(path):
        page = page_of(curator_client.get(path))
        return {heading.text for heading in page.all("h4")}

    assert shown(NEXT) == {"The committee met", "Ready"}
    assert shown(f"/admin/preview/with-{review.pk}/") == {"The committee met", "Ready", "Sent"}
    assert shown(DRAFTS) == {"The committee met", "Ready", "Sent", "Draft"}
    assert shown(f"/admin/preview/with-{approved.pk}/") == shown(NEXT)
    assert shown("/") == {"The committee met"}
    assert curator_client.get(f"{NEXT}events/draft/").status_code == 404
    assert curator_client.get(f"{DRAFTS}events/draft/").status_code == 200
    assert curator_client.get(f"/admin/preview/with-{draft.pk}/events/draft/").status_code == 200


def test_the_marks_of_the_picture_tell_of_the_preview(curator_client):
    event = factories.event(slug="draft", title="Draft", phase=factories.phase(slug="p"))
    factories.excerpt(event, source=factories.source(slug="paper", title="Paper"))
    figure = page_of(curator_client.get(DRAFTS)).one("figure", id="overview")
    assert figure["data-marks"] == f"{DRAFTS}marks.json"
    told = curator_client.get(figure["data-marks"])
    assert told.json()["events"]["draft"]["title"] == "Draft"
    assert "no-store" in told["Cache-Control"]


def test_links_stay_in_the_preview(curator_client):
    event = factories.event(slug="draft", title="Draft", phase=factories.phase(slug="p"))
    factories.participation(event, actor=factories.actor(slug="ada", name="Ada"))
    factories.excerpt(event, source=factories.source(slug="paper", title="Paper"))
    prefix = f"/admin/preview/with-{event.pk}"
    waiting, seen, public = {f"{prefix}/"}, {}, set()
    while waiting:
        path = waiting.pop()
        response = curator_client.get(path)
        seen[path] = response.status_code
        if response.status_code != 200:
            continue
        page = page_of(response)
        links = {a["href"].partition("#")[0] for a in page.all("a")}
        waiting |= {x for x in links if x.startswith(prefix) and x.count("=") < 2} - seen.keys()
        own = {x.partition("?")[0] for x in links if not x.startswith("/admin/")}
        public |= {x for x in own if x.startswith("/") and not x.startswith("/timeline.")}
    everybody = {"/api/", "/corrections/", "/editions/", "/editions/1/", "/report/"}
    assert public == everybody  # the same for all
    assert {path for path, status in seen.items() if status != 200} == set()
    paths = {path.removeprefix(prefix).partition("?")[0] for path in seen}
    assert paths >= {
        "/", "/events/draft/", "/actors/", "/actors/ada/", "/sources/", "/sources/paper/",
        "/places/",
    }  # fmt: skip


def test_the_form_and_htmx_stay_in_the_preview(curator_client, public):
    page = page_of(curator_client.get(NEXT))
    assert page.one("form", role="search")["action"] == NEXT
    response = curator_client.get(f"{NEXT}?from=2020&to=")
    assert (response.status_code, response.url) == (302, f"{NEXT}?from=2020")
    response = curator_client.get(f"{NEXT}?from=2020", headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == f"{NEXT}?from=2020"
    assert "<html" not in response.content.decode()
    assert curator_client.get(f"{NEXT}?from=banana").status_code == 400


def test_what_has_no_preview(curator_client, public):
    for path in ("cite/", "timeline.json", "healthz", "suggest", "banana", "admin/", "%00"):
        assert curator_client.get(NEXT + path).status_code == 404, path
    assert curator_client.get("/admin/preview/with-999999/").status_code == 404
    assert curator_client.get("/admin/preview/banana/").status_code == 404
    assert curator_client.post(NEXT).status_code == 405


def test_staff_only(reader_client, public):
    stranger = factories.client_of(factories.user("stefan", is_staff=True))
    visitor = factories.client_of(factories.user("vera"))
    for path in (NEXT, DRAFTS, f"/admin/preview/with-{public.pk}/events/met/"):
        for outsider in (reader_client, visitor):
            assert outsider.get(path).url == f"/admin/login/?next={path}"
        assert stranger.get(path).status_code == 403


def test_looking_writes_nothing(curator_client, curator, public):
    edited(public, curator, title="New")
    before = Record.objects.count(), Edition.objects.count()
    curator_client.get(DRAFTS)
    assert (Record.objects.count(), Edition.objects.count()) == before


def test_before_the_first_edition(curator_client):
    factories.event(title="A draft")
    page = page_of(curator_client.get(DRAFTS)).text
    assert "A draft" in page
    assert "Edition 1" in page
    assert curator_client.get("/").status_code == 503


def test_a_renamed_draft_moves(curator_client, curator, editor, public):
    actions.rename(public, to="met-again", by=curator)
    response = curator_client.get(f"{NEXT}events/met/")
    assert (response.status_code, response.url) == (301, f"{NEXT}events/met-again/")
