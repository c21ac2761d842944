"""The sitemap: every page of the edition, and nothing that is not in it."""

from xml.etree import ElementTree

import pytest

from tests.reader.test_secrets import SLUG, add_draft
from tests.timeline_data import Desk, forget_indexes
from timeline.curation.models import Event
from timeline.reader.site import sitemap as site_files

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGES = {"/", "/sources/", "/actors/", "/places/", "/about/"}


def entries(response) -> dict[str, str]:
    """Days by path."""
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{NAMESPACE}urlset"
    found = {url.find(f"{NAMESPACE}loc").text: url.find(f"{NAMESPACE}lastmod").text for url in root}
    assert all(address.startswith("http://testserver/") for address in found)
    return {address.removeprefix("http://testserver"): day for address, day in found.items()}


def test_every_page_of_the_edition(client, published):
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    found = entries(response)
    assert found.keys() >= PAGES
    assert {path for path in found if path.startswith("/events/")} - {"/events/"} == {
        f"/events/{slug}/"
        for slug in ("plan", "meeting", "closing", "tally", "denial", "review", "reopening",
                     "traffic")
    }  # fmt: skip
    assert found.keys() >= {"/sources/gazette-copy/", "/actors/clerk/", "/places/south-isle/"}
    for path in found:
        assert client.get(path).status_code == 200, path


def test_the_day_since_which_a_page_is_so(client, republished):
    found = entries(client.get("/sitemap.xml"))
    assert found["/events/closing/"] == "2026-03-01"
    assert found["/events/review/"] == "2026-04-02"
    assert found["/actors/ada/"] == "2026-04-02"
    assert found["/"] == "2026-04-02"
    assert "/events/meeting/" not in found
    assert "/events/meeting/?edition=1" in entries(client.get("/sitemap.xml?edition=1"))


def test_a_draft_is_not_in_it(client, published: Desk):
    before = entries(client.get("/sitemap.xml"))
    add_draft(published, Event.Stage.DRAFT)
    published.change(published.events["traffic"], summary="Approved anew.")
    published.publish("With a draft at the desk.")
    response = client.get("/sitemap.xml")
    assert SLUG not in response.content.decode()
    assert entries(response).keys() == before.keys()


def test_more_pages_than_one_file_may_have(client, published, monkeypatch):
    whole = entries(client.get("/sitemap.xml"))
    assert client.get("/sitemap-2.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404
    monkeypatch.setattr(site_files, "MOST", 10)
    files = -(-len(whole) // 10)
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert root.tag == f"{NAMESPACE}sitemapindex"
    assert [one.find(f"{NAMESPACE}loc").text for one in root] == [
        f"http://testserver/sitemap-{n}.xml" for n in range(1, files + 1)
    ]
    parts = [entries(client.get(f"/sitemap-{n}.xml")) for n in range(1, files + 1)]
    assert [len(part) for part in parts[:-1]] == [10] * (files - 1)
    assert {path: day for part in parts for path, day in part.items()} == whole


def test_a_kind_without_a_page_is_left_out(client, published):
    assert "phase" not in client.get("/sitemap.xml").content.decode()


def test_before_the_first_edition(client, db):
    assert client.get("/sitemap.xml").status_code == 503


def test_caching_queries_and_bad_input(client, published, django_assert_num_queries):
    forget_indexes()
    with django_assert_num_queries(3):
        response = client.get("/sitemap.xml")
    assert not response.cookies
    again = client.get("/sitemap.xml", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert client.get("/sitemap.xml?actor=ada").status_code == 400
    assert client.post("/sitemap.xml").status_code == 405


@pytest.mark.parametrize("number", ["99999999999999999999", "1_0", "-1", "٣"])
def test_numbers_of_no_file(client, published, number):
    assert client.get(f"/sitemap-{number}.xml").status_code == 404
