"""How to cite a view, an event and a source: texts typed by hand, and pages that show them."""

import pytest

from tests.html import Element, page_of
from tests.timeline_data import SECOND, Desk, forget_indexes
from timeline.reader.cite.csl_dates import csl_date, single
from timeline.reader.cite.styles import cite
from timeline.reader.door.caching import LATEST, PERMANENT
from timeline.text import dates


def shown(page: Element) -> dict[str, str]:
    names = ("chicago", "apa", "mla", "bibtex", "ris")
    return {name: page.one(id=f"cite-{name}").text for name in names}


# -- dates of CSL ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2020-07-22", {"date-parts": [[2020, 7, 22]]}),
        ("2020-07", {"date-parts": [[2020, 7]]}),
        ("2020", {"date-parts": [[2020]]}),
        ("2020-07-XX", {"date-parts": [[2020, 7]]}),
        ("2023-02-24~", {"date-parts": [[2023, 2, 24]], "circa": True}),
        ("2020-07?", {"date-parts": [[2020, 7]], "circa": True}),
        ("2015-22", {"date-parts": [[2015]], "season": 2}),
        ("2020-07-01/2020-07-03", {"date-parts": [[2020, 7, 1], [2020, 7, 3]]}),
        ("1980~/1988", {"date-parts": [[1980], [1988]], "circa": True}),
        ("[2020-07-21,2020-07-22]", {"date-parts": [[2020, 7]]}),
        ("[2020-06-30..2020-07-22]", {"date-parts": [[2020]]}),
        ("[2020-12-31,2021-01-01]", {"literal": "31 December 2020 or 1 January 2021"}),
        ("201X", {"literal": "a year in the 2010s"}),
        ("2022-09-24/..", {"literal": "since 24 September 2022"}),
    ],
)
def test_a_date_is_never_more_exact_than_it_is(edtf, expected):
    assert csl_date(dates.parse(edtf)) == expected


def test_a_single_date_where_styles_take_no_other():
    assert single(dates.parse("2020-07-01/2020-07-03")) == {"date-parts": [[2020, 7]]}
    assert single(dates.parse("2019/2020")) is None


# -- styles ----------------------------------------------------------------------------------------

OURS = {
    "id": "x",
    "type": "webpage",
    "title": "Legal steps that name Donald Trump, matching “al-Kadhimi”",
    "author": [{"literal": "Aftermath"}],
    "container-title": "Aftermath",
    "publisher": "Aftermath",
    "version": "3",
    "issued": {"date-parts": [[2026, 3, 1]]},
    "URL": "https://x.example/?a=b&edition=3",
    "language": "en-GB",
}
NEWS = {
    "id": "y",
    "type": "article-newspaper",
    "title": "Did the <i>bridge</i> close?",
    "container-title": "The Courier",
    "issued": {"date-parts": [[2020, 7, 22]]},
    "URL": "https://y.example/",
}


@pytest.mark.parametrize(
    ("item", "style", "expected"),
    [
        (
            OURS,
            "chicago",
            (
                "Aftermath. “Legal steps that name Donald Trump, matching ‘al-Kadhimi’ "
                "(edition 3).” March 1, 2026. https://x.example/?a=b&edition=3."
            ),
        ),
        (
            OURS,
            "apa",
            (
                "Aftermath. (2026, March 1). Legal steps that name Donald Trump, matching "
                "“al-Kadhimi” (edition 3). https://x.example/?a=b&edition=3"
            ),
        ),
        (
            OURS,
            "mla",
            (
                "“Legal steps that name Donald Trump, matching ‘al-Kadhimi’ (edition 3).” "
                "Aftermath, 1 Mar. 2026, https://x.example/?a=b&edition=3."
            ),
        ),
        (
            NEWS,
            "chicago",
            "The Courier. “Did the <i>bridge</i> close?” July 22, 2020. https://y.example/.",
        ),
        (
            NEWS,
            "apa",
            "The Courier. (2020, July 22). Did the <i>bridge</i> close? https://y.example/",
        ),
        (
            NEWS,
            "mla",
            "“Did the <i>bridge</i> close?” The Courier, 22 July 2020, https://y.example/.",
        ),
        (
            NEWS | {"author": [{"literal": "J. Hill"}], "title": "Closed", "genre": "Interview"},
            "chicago",
            "J. Hill. “Closed.” Interview. The Courier, July 22, 2020. https://y.example/.",
        ),
        (
            NEWS | {"title": "Closed", "issued": {"date-parts": [[2020, 7]], "circa": True}},
            "mla",
            "“Closed.” The Courier, circa July 2020, https://y.example/.",
        ),
        (
            NEWS | {"title": "Closed", "issued": {"date-parts": [[2020, 7, 1], [2020, 8, 1]]}},
            "apa",
            "The Courier. (2020). Closed. https://y.example/",
        ),
        (
            NEWS | {"title": "Closed", "issued": {"date-parts": [[2019], [2020]]}},
            "apa",
            "The Courier. (n.d.). Closed. https://y.example/",
        ),
        (
            NEWS | {"title": "Closed", "issued": {"literal": "a year in the 2010s"}},
            "apa",
            "The Courier. (n.d.). Closed. https://y.example/",
        ),
        (
            {"id": "z", "type": "webpage", "title": "پل قدیمی", "container-title": "North Wire"},
            "chicago",
            "North Wire. “پل قدیمی.”",
        ),
    ],
)
def test_styles(item, style, expected):
    assert cite(item, style) == expected


# -- pages: work -----------------------------------------------------------------------------------


def test_a_view(client, published):
    response = client.get("/cite/?kind=legal-step&actor=ada")
    assert response.status_code == 200
    page = page_of(response)
    url = "http://testserver/?kind=legal-step&actor=ada&edition=1"
    assert page.one("h1").text == "Cite “Legal steps that name Ada Reed”"
    assert page.links()["Back to what is cited"] == "/?kind=legal-step&actor=ada"
    key = "aftermath-legal-steps-that-name-ada-reed-edition-1"
    assert shown(page) == {
        "chicago": (
            f"Aftermath. “Legal steps that name Ada Reed (edition 1).” March 1, 2026. {url}."
        ),
        "apa": f"Aftermath. (2026, March 1). Legal steps that name Ada Reed (edition 1). {url}",
        "mla": f"“Legal steps that name Ada Reed (edition 1).” Aftermath, 1 Mar. 2026, {url}.",
        "bibtex": (
            f"@online{{{key}, author = {{{{Aftermath}}}}, "
            "title = {{Legal steps that name Ada Reed}}, organization = {Aftermath}, "
            f"version = {{1}}, year = {{2026}}, month = mar, day = {{1}}, url = {{{url}}}, "
            "language = {en-GB}, }"
        ),
        "ris": (
            f"TY - ELEC ID - {key} AU - Aftermath TI - Legal steps that name Ada Reed "
            "T2 - Aftermath PB - Aftermath ET - 1 PY - 2026 DA - 2026/03/01/ LA - en-GB "
            f"UR - {url} ER -"
        ),
    }
    assert "The address is permanent" in page.one(id="citations").text


def test_an_event_in_the_edition_that_is_asked_for(client, republished):
    old = page_of(client.get("/events/review/cite/?edition=1"))
    new = page_of(client.get("/events/review/cite/"))
    assert shown(old)["apa"] == (
        "Aftermath. (2026, March 1). A court reviews the closing (edition 1). "
        "http://testserver/events/review/?edition=1"
    )
    assert shown(new)["apa"] == (
        "Aftermath. (2026, April 2). A court looks at the closing again (edition 2). "
        "http://testserver/events/review/?edition=2"
    )
    assert old.links()["Back to what is cited"] == "/events/review/?edition=1"
    assert new.links()["Back to what is cited"] == "/events/review/"


def test_a_source_is_the_original(client, published):
    page = page_of(client.get("/sources/courier-bridge/cite/"))
    assert shown(page)["chicago"] == (
        "J. Hill. “What happened at the Old Bridge.” The Courier, January 4, 2020. "
        "https://courier.example/courier-bridge."
    )
    note = page.one(id="citations").all("p", class_="soft")[0].text
    assert "may change: add the day on which you read it" in note
    assert note.endswith("Archived at https://archive.example/courier-bridge")


def test_a_copy_says_whose_text_it_is(client, published):
    page = page_of(client.get("/sources/gazette-copy/cite/"))
    assert page.one(id="citations").text.endswith("A copy of a text of North Wire.")


# -- not found, bad input --------------------------------------------------------------------------


def test_what_there_is_not(client, republished: Desk):
    assert client.get("/events/never/cite/").status_code == 404
    assert client.get("/sources/never/cite/").status_code == 404
    assert client.get("/events/meeting/cite/").status_code == 410
    assert client.get("/events/review/cite/?edition=9").status_code == 400
    assert client.get("/events/review/cite/?actor=ada").status_code == 400


def test_a_renamed_event_leads_to_its_page(client, published: Desk):
    event = published.events["review"]
    published.change(event, slug="court", former_slugs=["review"])
    published.publish("A better slug.", SECOND)
    response = client.get("/events/review/cite/")
    assert (response.status_code, response["Location"]) == (301, "/events/court/")


def test_a_bad_value_is_named(client, published):
    response = client.get("/cite/?from=banana")
    assert response.status_code == 400
    assert "“banana” is not a date we can use" in response.content.decode()
    assert client.get("/cite/?edition=7").status_code == 400


def test_other_addresses_of_a_view_lead_to_its_own(client, long):
    for given, canonical in [
        ("?page=2&kind=visit", "/cite/?kind=visit"),
        ("?utm_source=x", "/cite/"),
        ("?sort=oldest", "/cite/"),
    ]:
        response = client.get(f"/cite/{given}")
        assert (response.status_code, response["Location"]) == (302, canonical)


def test_before_anything_is_published(client, db):
    assert client.get("/cite/").status_code == 503
    assert client.get("/events/x/cite/").status_code == 503


def test_only_read(client, published):
    for path in ("/cite/", "/events/review/cite/", "/sources/courier-bridge/cite/"):
        assert client.post(path).status_code == 405
        assert client.head(path).status_code == 200


def test_titles_make_no_elements(client, desk: Desk):
    desk.publisher("p", "<b>P</b>")
    desk.source("s", "p", '"><script>alert(1)</script> {x} & ‘y’')
    desk.phase("all", "All")
    desk.event(
        "e", "</p><img src=x onerror=y> & \\n", "2020", "all", "visit",
        excerpts=({"source": "s", "quote": "q"},),
    )  # fmt: skip
    desk.publish()
    for path in ("/events/e/cite/", "/sources/s/cite/", "/cite/?q=%3Cimg+src=x%3E"):
        page = page_of(client.get(path))
        main = page.one("main")
        assert [e.tag for e in main.all() if e.tag in ("img", "script", "b")] == []
    text = shown(page_of(client.get("/sources/s/cite/")))
    assert text["apa"].startswith('<b>P</b>. (2020, January 4). "><script>alert(1)</script> {x} &')


# -- caching, queries ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/cite/", "/events/review/cite/", "/sources/courier-bridge/cite/"]
)
def test_caching_and_queries(client, published, django_assert_max_num_queries, path):
    forget_indexes()
    with django_assert_max_num_queries(3):
        first = client.get(path)
    assert (first["Cache-Control"], first.cookies) == (LATEST, {})
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{path}?edition=1")["Cache-Control"] == PERMANENT


def test_pages_of_the_timeline_write_no_citations(client, published, monkeypatch):
    monkeypatch.setattr("timeline.reader.cite.pages.cite", None)
    for path in ("/", "/events/review/", "/sources/courier-bridge/", "/actors/ada/"):
        assert client.get(path).status_code == 200
