"""What holds for every form of a view, asked of each."""

from dataclasses import replace
from datetime import timedelta

from tests.search_terms import QUERIES_OF_A_SEARCH
from tests.timeline_data import FIRST, Desk, forget_indexes, many
from timeline.curation.models import Event
from timeline.reader.door.caching import LATEST, PERMANENT
from timeline.reader.formats import FORMATS

MEDIA = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "geojson": "application/geo+json",
    "timelinejs.json": "application/json",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "md": "text/markdown; charset=utf-8; variant=GFM",
    "annotations.json": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
}
PAGED = {"json", "atom"}
SHOWN = {"html", "atom", "timelinejs.json"}  # by browsers, and not kept
OF_EVENTS = ["html", "csv", "json", "atom", "ics", "geojson", "timelinejs.json", "md"]
OF_SOURCES = ["bib", "ris", "csl.json"]
QUOTING = ["html", "csv", "json", "atom", "timelinejs.json", "md", "annotations.json"]


def body(client, address: str) -> str:
    """The text of a form. Lines of a calendar are unfolded."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("\r\n ", "")


def test_the_forms_are_these():
    assert set(FORMATS) == set(MEDIA)
    assert {suffix: form.limit for suffix, form in FORMATS.items()} == {
        "html": 2000, "csv": 5000, "json": None, "atom": None, "ics": 2000, "geojson": 5000,
        "timelinejs.json": 2000, "bib": 5000, "ris": 5000, "csl.json": 5000, "md": 5000,
        "annotations.json": 5000,
    }  # fmt: skip
    assert [suffix for suffix, form in FORMATS.items() if not form.purpose] == []


def test_media_type_and_file_name(client, published):
    for suffix in MEDIA:
        response = client.get(f"/timeline.{suffix}?actor=ada&kind=legal-step")
        assert response.status_code == 200
        assert response["Content-Type"] == MEDIA[suffix]
        assert response["Content-Type"].startswith(FORMATS[suffix].content_type)
        assert response["X-Content-Type-Options"] == "nosniff"
        if suffix != "json":
            how = "inline" if suffix in SHOWN else "attachment"
            name = f"aftermath-legal-steps-that-name-ada-reed-edition-1.{suffix}"
            assert response["Content-Disposition"] == f'{how}; filename="{name}"'


def test_pages_of_other_sites_may_read_it_and_no_cookie_is_set(client, published):
    for suffix in MEDIA:
        for address in (f"/timeline.{suffix}", f"/timeline.{suffix}?actor=nobody"):
            response = client.get(address)
            assert response["Access-Control-Allow-Origin"] == "*"
            assert not response.cookies


def test_a_bad_value_is_answered_with_a_problem_document(client, published):
    for suffix in MEDIA:
        response = client.get(f"/timeline.{suffix}?from=banana&actor=adda&wat=1")
        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert problem["status"] == 400
        assert sorted(e["parameter"] for e in problem["errors"]) == ["actor", "from", "wat"]
        assert "ETag" not in response


def test_a_page_of_what_has_no_pages_is_refused(client, long):
    for suffix in MEDIA:
        response = client.get(f"/timeline.{suffix}?page=2")
        if suffix in PAGED:
            assert response.status_code == 200
            continue
        assert response.status_code == 400
        (error,) = response.json()["errors"]
        assert (error["parameter"], error["value"], error["suggestion"]) == ("page", "2", "1")
        assert error["detail"].endswith("holds the whole view and has no pages: leave “page” out.")
        assert client.get(f"/timeline.{suffix}?page=1").status_code == 200


def test_a_view_too_large_is_refused_and_never_cut(client, long, monkeypatch):
    for suffix in MEDIA:
        if suffix not in PAGED:
            monkeypatch.setitem(FORMATS, suffix, replace(FORMATS[suffix], limit=119))
        response = client.get(f"/timeline.{suffix}")
        if suffix in PAGED:
            assert response.status_code == 200
            continue
        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["title"] == "The view is too large for one file."
        assert (response.json()["events"], response.json()["limit"]) == (120, 119)
        assert "This view has 120 events" in response.json()["detail"]
        assert client.get(f"/timeline.{suffix}?kind=visit").status_code == 200


def test_caching(client, published):
    for suffix in MEDIA:
        address = f"/timeline.{suffix}?actor=ada"
        first = client.get(address)
        assert first["Cache-Control"] == LATEST
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
        assert again["Access-Control-Allow-Origin"] == "*"
        assert client.get(address)["ETag"] == first["ETag"]
        assert client.get(address).content == first.content
        assert client.get(f"{address}&edition=1")["Cache-Control"] == PERMANENT
        tags = {client.get(f"/timeline.{other}?actor=ada")["ETag"] for other in MEDIA}
        assert len(tags) == len(MEDIA)


def test_head_and_post(client, published):
    for suffix in MEDIA:
        assert client.head(f"/timeline.{suffix}").status_code == 200
        assert client.post(f"/timeline.{suffix}").status_code == 405


def test_before_anything_is_published(client, db):
    for suffix in MEDIA:
        assert client.get(f"/timeline.{suffix}").status_code == 503


GONE = "“clerk” is not an actor of this edition. Edition 1 has it."
OF_A_VIEW = [
    "/?", "/corrections/?", "/corrections.atom?", "/cite/?", "/cite.bib?", "/filters/?", "/embed/?",
    "/card.png?", "/events/closing/?", "/marks.json?", *(f"/timeline.{one}?" for one in MEDIA),
]  # fmt: skip


def test_a_value_that_is_gone_is_told_alike_in_every_form(client, published):
    published.withdraw("denial")  # the only one that quotes the clerk
    published.publish("One less.", FIRST + timedelta(days=1))
    for path in OF_A_VIEW:
        response = client.get(f"{path}actor=clerk")
        assert response.status_code == 400, path
        assert GONE in response.content.decode(), path
        assert client.get(f"{path}actor=clerk&edition=1").status_code == 200, path
    response = client.get("/oembed?url=http://testserver/%3Factor=clerk")
    assert (response.status_code, GONE in response.content.decode()) == (404, True)


def test_no_results(client, published):
    for suffix in MEDIA:
        response = client.get(f"/timeline.{suffix}?actor=clerk")
        assert response.status_code == 200
        assert "Bridge" not in response.content.decode()


def test_an_edition_keeps_its_titles(client, republished):
    for suffix in OF_EVENTS:
        old = body(client, f"/timeline.{suffix}?edition=1&kind=legal-step")
        new = body(client, f"/timeline.{suffix}?kind=legal-step")
        assert "A court reviews the closing" in old
        assert "looks at" not in old
        assert "/events/review/?edition=1" in old
        assert "A court looks at the closing again" in new


def test_what_was_not_yet_known_is_left_out(client, published):
    for suffix in QUOTING:
        text = body(client, f"/timeline.{suffix}?known_by=2020-01-03")
        assert "The bridge was closed at one o" in text  # of the wire, on the 3rd
        for later in ("The gates shut", "courier.example", "Twelve vehicles", "What happened at"):
            assert later not in text  # of the Courier, on the 4th


def test_sources_not_yet_published_are_left_out(client, published):
    for suffix in OF_SOURCES:
        everything = body(client, f"/timeline.{suffix}")
        for slug in ("courier-bridge", "gazette-copy", "gazette-traffic", "wire-closing",
                     "wire-persian"):  # fmt: skip
            assert slug in everything
        early = body(client, f"/timeline.{suffix}?known_by=2020-01-03")
        assert "wire-closing" in early
        assert "gazette-copy" in early  # of the 4th, whose words were the wire's on the 3rd
        for slug in ("courier-bridge", "gazette-traffic", "wire-persian"):
            assert slug not in early


def test_sources_are_those_of_the_view(client, published):
    for suffix in OF_SOURCES:
        text = body(client, f"/timeline.{suffix}?kind=legal-step")
        assert "courier-bridge" in text
        assert "wire-closing" not in text


def test_a_search_selects(client, published):
    for suffix in MEDIA:
        text = body(client, f"/timeline.{suffix}?q=traffic+heavier")
        if suffix in OF_SOURCES:
            assert "gazette-traffic" in text
            assert "wire-closing" not in text
        else:
            assert "Traffic is heavier than before" in text or suffix == "ics"
            assert "The Old Bridge closes" not in text


def test_nothing_of_the_desk_is_in_it(client, desk: Desk):
    many(desk, 2)
    desk.source("secret-source", "daily", "A secret source", text="SNAPSHOT", text_sha256="b" * 64)
    desk.event(
        "secret", "A secret draft", "2015-01-02", "log", "visit", stage=Event.Stage.DRAFT,
        excerpts=({"source": "secret-source", "quote": "Nobody may read this."},),
    )  # fmt: skip
    desk.publish()
    for suffix in MEDIA:
        text = body(client, f"/timeline.{suffix}")
        for word in ("secret", "Nobody may read", "SNAPSHOT", "editor"):
            assert word not in text, suffix


def test_queries(client, published, django_assert_max_num_queries):
    for suffix in MEDIA:
        forget_indexes()
        # The edition, its index, events, what they name; of a feed, since when and why.
        with django_assert_max_num_queries(7):
            assert client.get(f"/timeline.{suffix}").status_code == 200
        for query in ("?q=bridge", "?q=bridge&sort=newest", "?known_by=2020-12", "?edition=1"):
            with django_assert_max_num_queries(6 + QUERIES_OF_A_SEARCH):
                assert client.get(f"/timeline.{suffix}{query}").status_code == 200


def test_queries_do_not_grow(client, long, django_assert_max_num_queries):
    for suffix in MEDIA:
        client.get("/")
        with django_assert_max_num_queries(6):
            assert client.get(f"/timeline.{suffix}").status_code == 200


def test_a_suffix_is_taken_letter_by_letter(client, published):
    """A point in a pattern would stand for any letter."""
    for path in ("/timeline.cslxjson", "/timeline.csl-json", "/timeline.timelinejs", "/timeline.x"):
        assert client.get(path).status_code == 404


def test_every_form_is_named_in_the_page(client, long):
    page = client.get("/?kind=visit&page=2").content.decode()
    for suffix in MEDIA:
        page_of_it = "&amp;page=2" if suffix in PAGED else ""
        assert f'href="/timeline.{suffix}?kind=visit{page_of_it}"' in page
