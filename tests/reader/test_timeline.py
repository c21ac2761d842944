"""The timeline as a page and as a fragment. The corpus is in tests/timeline_data.py."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.html import Element, page_of
from tests.timeline_data import Desk, forget_indexes
from timeline.reader.door.caching import LATEST, PERMANENT, UNSETTLED

PLAN = "The ministry plans works"
MEETING = "The mayor meets Ben Cole"
CLOSING = "The Old Bridge closes"
TALLY = "The crew counts vehicles"
DENIAL = "The ministry denies delays"
REVIEW = "A court reviews the closing"
REOPENING = "The bridge opens again"
TRAFFIC = "Traffic is heavier than before"

HTMX = {"HX-Request": "true"}
RESTORE = HTMX | {"HX-History-Restore-Request": "true"}
VARY = {"HX-Request", "HX-History-Restore-Request"}


def titles(page: Element) -> list[str]:
    return page.texts("h4")


def heading(page: Element) -> str:
    return page.one("h1").text


def facets(page: Element) -> dict[str, list[tuple[str, str, str | None]]]:
    """Label, count in words and address of all rows, by the heading of the facet."""
    return {
        section.all("h3")[0].text if section.all("h3") else section.one("h2").text: [
            (row.one(class_="label").text, row.one(class_="n").text, row["href"])
            for row in section.all("a", class_="pick")
        ]
        for section in page.all("section", class_="facet")
    }


def all_facets(client, address: str = "/") -> dict[str, list[tuple[str, str, str | None]]]:
    """The same of the page of all filters of a view."""
    found = facets(page_of(client.get(address.replace("/", "/filters/", 1))))
    return {heading: rows for heading, rows in found.items() if rows}


def varies(response) -> set[str]:
    return set(response["Vary"].split(", ")) - {"Accept-Encoding", "Accept", "Accept-Datetime"}


# -- works -----------------------------------------------------------------------------------------


def test_the_whole_timeline(client, published):
    response = client.get("/")
    page = page_of(response)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert page.one("title").text == "The whole timeline | Aftermath"
    assert heading(page) == "The whole timeline 8 events"
    assert titles(page) == [
        PLAN, MEETING, CLOSING, TALLY, DENIAL, REVIEW, REOPENING, TRAFFIC,
    ]  # fmt: skip
    assert page.one("html")["lang"] == "en-GB"
    assert "Edition 1 · 1 March 2026" in page.one("footer").text
    assert page.all("ul", class_="chips") == []
    assert page.all(role="alert") == []
    assert page.one(class_="tools-count").text == "8 events"


def test_events_are_listed_by_year_and_month(client, published):
    page = page_of(client.get("/"))
    years = {
        year.one("h2").text: {
            month.one("h3").text: titles(month) for month in year.all("section", class_="month")
        }
        for year in page.all("section", class_="year")
    }
    assert years == {
        "2019": {"November 2019": [PLAN]},
        "2020": {"January 2020": [MEETING, CLOSING, TALLY], "February 2020": [DENIAL]},
        "2021": {"March 2021": [REVIEW], "June 2021": [REOPENING]},
        "2022": {"September 2022": [TRAFFIC]},
    }


def test_all_facets_with_their_exact_counts(client, published):
    assert all_facets(client) == {
        "Phase": [
            ("Before", "1 event", "/?phase=before"),
            ("The closing", "3 events", "/?phase=closing"),
            ("Afterwards", "4 events", "/?phase=after"),
        ],
        "Kind of event": [
            ("Decision", "2 events", "/?kind=decision"),
            ("Ceremony", "1 event", "/?kind=ceremony"),
            ("Denial", "1 event", "/?kind=denial"),
            ("Development", "1 event", "/?kind=development"),
            ("Finding", "1 event", "/?kind=finding"),
            ("Legal step", "1 event", "/?kind=legal-step"),
            ("Meeting", "1 event", "/?kind=meeting"),
        ],
        "Who": [
            ("Ministry of Works", "5 events", "/?actor=ministry"),
            ("Ada Reed", "3 events", "/?actor=ada"),
            ("Bridge crew", "2 events", "/?actor=crew"),
            ("Ben Cole", "1 event", "/?actor=ben"),
        ],
        "Where": [
            ("Northland", "5 events", "/?place=northland"),
            ("Harbour Town", "4 events", "/?place=harbour-town"),
            ("Old Bridge", "3 events", "/?place=old-bridge"),
            ("South Isle", "1 event", "/?place=south-isle"),
        ],
        "Whose words": [
            ("Ada Reed", "2 events", "/?said_by=ada"),
            ("Ministry of Works", "2 events", "/?said_by=ministry"),
            ("Bridge crew", "1 event", "/?said_by=crew"),
            ("Town clerk", "1 event", "/?said_by=clerk"),
        ],
        "Publisher": [
            ("The Courier", "6 events", "/?publisher=courier"),
            ("North Wire", "5 events", "/?publisher=wire"),
            ("Evening Gazette", "2 events", "/?publisher=gazette"),
        ],
        "Evidence": [
            ("One origin", "6 events", "/?evidence=single"),
            ("Sources differ", "2 events", "/?evidence=disputed"),
            ("Two or more independent origins", "2 events", "/?evidence=corroborated"),
        ],
        "Language of excerpts": [
            ("English", "7 events", "/?language=en"),
            ("Persian", "1 event", "/?language=fa"),
        ],
        "As reported by": [
            ("the end of 2020", "6 events", "/?known_by=2020"),
            ("the end of 2022", "7 events", "/?known_by=2022"),
        ],
    }


def test_a_switch_leaves_the_major_events(client, published):
    switch = page_of(client.get("/")).one("a", class_="switch")
    assert (switch.text, switch["href"]) == ("Major events only 3 events", "/?importance=major")
    on = page_of(client.get("/?importance=major")).one("a", class_="switch")
    assert (on["aria-current"], on["href"]) == ("true", "/")
    assert on.text == "Major events only 3 events; choose again to see all"


def test_a_filtered_view(client, published):
    page = page_of(client.get("/?phase=closing&actor=ada"))
    chosen = "chosen, with 2 of these events; choose again to remove"
    assert heading(page) == "Events of the phase “The closing” that name Ada Reed 2 of 8 events"
    assert page.one("title").text == (
        "Events of the phase “The closing” that name Ada Reed | Aftermath"
    )
    assert titles(page) == [MEETING, CLOSING]
    assert page.one("ul", class_="chips").links() == {
        "The closing, remove this filter": "/?actor=ada",
        "Ada Reed, remove this filter": "/?phase=closing",
        "Clear all": "/",
    }
    found = facets(page)
    assert found["Phase"] == [  # a second phase widens: both together
        ("The closing", chosen, "/?actor=ada"),
        ("Afterwards", "gives 3 events together", "/?phase=after&phase=closing&actor=ada"),
    ]
    assert found["Who"] == [  # a second actor narrows
        ("Ada Reed", chosen, "/?phase=closing"),
        ("Ben Cole", "1 event", "/?phase=closing&actor=ada&actor=ben"),
        ("Ministry of Works", "1 event", "/?phase=closing&actor=ada&actor=ministry"),
    ]
    assert found["Evidence"] == [
        ("One origin", "1 event", "/?phase=closing&actor=ada&evidence=single"),
        ("Sources differ", "1 event", "/?phase=closing&actor=ada&evidence=disputed"),
        ("Two or more independent origins", "1 event",
         "/?phase=closing&actor=ada&evidence=corroborated"),
    ]  # fmt: skip


def test_of_a_facet_that_takes_one_value_another_replaces_the_chosen_one(client, published):
    found = all_facets(client, "/?said_by=ada")
    assert found["Whose words"] == [
        ("Ada Reed", "chosen, with 2 of these events; choose again to remove", "/"),
        ("Ministry of Works", "2 events", "/?said_by=ministry"),
        ("Bridge crew", "1 event", "/?said_by=crew"),
        ("Town clerk", "1 event", "/?said_by=clerk"),
    ]


def test_a_range_of_dates(client, published):
    page = page_of(client.get("/?from=2020-01-04&to=2020-12"))
    assert titles(page) == [DENIAL, MEETING, TALLY]  # all that may fall in it, the certain first
    assert heading(page) == (
        "Events, 4 January 2020 to December 2020 3 of 8 events: 1 certain, 2 possible"
    )
    assert page.one("title").text == (
        "Events, 4 January 2020 to December 2020: 1 certain, 2 possible | Aftermath"
    )
    dates = page.one("form", class_="dates")
    fields = {field["name"]: field["value"] for field in dates.all("input")}
    assert fields == {"from": "4 January 2020", "to": "December 2020", "known_by": ""}
    page = page_of(client.get("/?from=2020-01-04&to=2020-12&certainty=certain"))
    assert titles(page) == [DENIAL]
    assert page.all("section", class_="part") == []


def parts(page: Element) -> dict[str, list[str]]:
    """The titles under each heading that says how sure the time is."""
    return {part.one("h2").text: titles(part) for part in page.all("section", class_="part")}


def test_what_is_certainly_of_a_day_stands_apart_from_what_may_be(client, published):
    page = page_of(client.get("/?from=2020-01-03&to=2020-01-03"))
    assert parts(page) == {
        "On 3 January 2020 1": [CLOSING],
        "May have been then 2": [MEETING, TALLY],
    }
    page = page_of(client.get("/?from=2020-01&to=2020-01"))
    assert parts(page) == {}  # all of them certainly are
    page = page_of(client.get("/?from=2020-01-04&to=2020-01-04"))
    assert parts(page) == {"On 4 January 2020 0": [], "May have been then 2": [MEETING, TALLY]}
    assert "Of no event is it certain." in page.one(id="results").text


def test_parts_go_on_over_pages_and_neighbours_follow_their_order(client, published, monkeypatch):
    monkeypatch.setattr("timeline.reader.query.select.PAGE_SIZE", 2)
    monkeypatch.setattr("timeline.reader.pages.timeline.PAGE_SIZE", 2)
    address = "/?from=2020-01-04&to=2020-12"
    assert parts(page_of(client.get(address))) == {
        "4 January 2020 to December 2020 1": [DENIAL],
        "May have been then 2": [MEETING],
    }
    assert parts(page_of(client.get(f"{address}&page=2"))) == {"May have been then 2": [TALLY]}
    turn = page_of(client.get("/events/meeting/?from=2020-01-04&to=2020-12")).one(class_="turn")
    assert [a["rel"] for a in turn.all("a")] == ["prev", "next"]
    assert list(turn.links()) == [DENIAL, TALLY]


def test_every_title_of_a_view_says_what_is_certain_and_what_may_be(client, published):
    address = "/?from=2020-01-04&to=2020-12"
    said = "Events, 4 January 2020 to December 2020: 1 certain, 2 possible"
    page = page_of(client.get(address))
    assert page.one("title").text == f"{said} | Aftermath"
    assert page.one("meta", property="og:title")["content"] == said
    assert page_of(client.get(address, headers=HTMX)).one("title").text == f"{said} | Aftermath"
    for suffix in ("atom", "html", "json", "geojson", "ics"):
        text = client.get(address.replace("/", f"/timeline.{suffix}", 1)).content.decode()
        told = text.replace("\r\n ", "").replace("\\,", ",")  # iCalendar folds and escapes
        assert said in told, suffix
    assert said in client.get(address.replace("/", "/embed/", 1)).content.decode()


@pytest.mark.parametrize("address", ["/?from=2020-01-04&to=2020-12", "/?to=2020-01-04&sort=newest"])
def test_every_form_of_a_view_has_its_order(client, published, address):
    data = client.get(address.replace("/", "/timeline.json", 1)).json()
    shown = [
        a["href"] for a in page_of(client.get(address)).all("a") if a["href"].startswith("/events")
    ]
    order = list(dict.fromkeys(href.split("/")[2] for href in shown))
    assert [event["slug"] for event in data["events"]] == order


def test_one_day_is_one_filter(client, published):
    page = page_of(client.get("/?from=2020-01-03&to=2020-01-03&actor=ada"))
    assert page.one("ul", class_="chips").links() == {
        "3 January 2020, remove this filter": "/?actor=ada",
        "Ada Reed, remove this filter": "/?from=2020-01-03&to=2020-01-03",
        "Clear all": "/",
    }


def test_each_form_carries_the_rest_of_the_view_along(client, published):
    page = page_of(client.get("/?q=bridge&from=2020&actor=ada&sort=newest&edition=1"))
    rest = [("hidden", "actor", "ada"), ("hidden", "sort", "newest"), ("hidden", "edition", "1")]

    def fields(form: Element) -> list[tuple[str | None, ...]]:
        assert (form["action"], form["method"], form["hx-get"]) == ("/", "get", "/")
        return [(i["type"], i["name"], i["value"]) for i in form.all("input")]

    assert fields(page.one("form", class_="dates")) == [
        ("hidden", "q", "bridge"),
        *rest,
        (None, "from", "2020"),
        (None, "to", ""),
        (None, "known_by", ""),
    ]
    assert fields(page.one("form", role="search")) == [
        ("hidden", "from", "2020"),
        *rest,
        ("search", "q", "bridge"),
    ]


@pytest.mark.parametrize("path", ["/events/closing/", "/actors/", "/about/", "/disputes/"])
def test_every_page_has_the_search_in_its_head(client, published, path):
    form = page_of(client.get(path)).one("header").one("form", role="search")
    assert (form["action"], form["hx-get"]) == ("/", None)
    assert [(i["name"], i["value"]) for i in form.all("input")] == [("q", "")]
    form = page_of(client.get(f"{path}?edition=1")).one("header").one("form", role="search")
    assert [(i["name"], i["value"]) for i in form.all("input")] == [("edition", "1"), ("q", "")]


def test_newest_first(client, published):
    page = page_of(client.get("/?sort=newest"))
    assert titles(page) == [
        TRAFFIC, REOPENING, REVIEW, DENIAL, TALLY, CLOSING, MEETING, PLAN,
    ]  # fmt: skip
    order = page.one("details", class_="sorts")
    assert order.links() == {"Oldest first": "/"}
    assert order.one("summary").text == "Order: Newest first"
    assert order.one(aria_current="true").text == "Newest first"


def test_an_event_in_the_list(client, published):
    (event,) = [one for one in page_of(client.get("/")).all("li") if one["id"] == "tally"]
    assert event.one(class_="date").text == "3 to 5 January 2020"
    assert event.one("h4").links() == {TALLY: "/events/tally/"}
    assert event.one(class_="summary").text == "The crew counts vehicles, as sources say."
    # One origin is what most events have; what is said is when there are more.
    assert event.one("summary").text == "2 excerpts · sources differ"
    assert event.one("details").links() == {"Read what the sources say": "/events/tally/excerpts/"}
    (event,) = [one for one in page_of(client.get("/")).all("li") if one["id"] == "closing"]
    assert "· 2 independent origins" in event.one("summary").text


# -- the excerpts of an event, which a card unfolds ------------------------------------------------


def excerpts(client, address: str = "/events/tally/excerpts/") -> Element:
    fragment = page_of(client.get(address, headers=HTMX))
    assert fragment.all("html") == []
    return fragment


def test_the_excerpts_unfold_as_a_fragment_and_are_a_page_of_their_own(client, published):
    fragment = excerpts(client)
    assert fragment.texts("blockquote") == [
        "Twelve vehicles were turned back.",
        "no vehicle waited",
    ]
    assert fragment.one(class_="differ", tag="div").links() == {
        "How many vehicles were turned back?": "/events/tally/#how-many"
    }
    response = client.get("/events/tally/excerpts/")
    page = page_of(response)
    assert varies(response) == {"HX-Request"}
    assert page.texts("blockquote") == fragment.texts("blockquote")
    assert page.one("nav", class_="crumb").links() == {TALLY: "/events/tally/"}


def test_the_excerpts_are_those_of_the_view(client, published):
    inside = "/events/closing/excerpts/"
    assert "<mark>" in client.get(f"{inside}?q=bridge", headers=HTMX).content.decode()
    assert len(excerpts(client, f"{inside}?known_by=2020-01-03").all("figure")) < len(
        excerpts(client, inside).all("figure")
    )
    card = page_of(client.get("/?q=bridge&edition=1")).one("li", id="closing")
    (link,) = card.one("details").all("a")
    assert link["href"] == f"{inside}?q=bridge&edition=1"
    assert client.get("/events/nothing/excerpts/").status_code == 404


def test_a_quotation_names_its_speaker_its_source_and_leads_to_the_passage(client, published):
    supporting, disputing = excerpts(client).all("figure")
    quote = supporting.one("blockquote")
    passage = (
        "https://courier.example/courier-bridge#:~:text=Twelve%20vehicles%20were%20turned%20back."
    )
    assert quote["cite"] == "https://courier.example/courier-bridge"
    assert (quote["lang"], quote["dir"]) == ("en", "ltr")
    caption = supporting.one("figcaption")
    assert caption.one("b").text == "Bridge crew"
    assert "reported by The Courier" in caption.text
    assert "newspaper, private" in caption.text
    assert "4 January 2020, paragraph 4" in caption.text
    assert caption.links() == {
        "Read the passage at The Courier": passage,
        "archived copy": "https://archive.example/courier-bridge"
        "#:~:text=Twelve%20vehicles%20were%20turned%20back.",
        "source: What happened at the Old Bridge": "/sources/courier-bridge/",
    }
    assert caption.all("a")[0]["rel"] == "noopener nofollow"
    assert "disputes this" in disputing.one("figcaption").text


def test_on_paper_a_view_says_where_it_is_whole(client, published):
    page = page_of(client.get("/?kind=finding"))
    (line,) = page.texts("p", class_="print")
    assert line.endswith("http://testserver/timeline.html?kind=finding&edition=1")


def test_on_paper_the_events_are_numbered_through_all_pages(client, long):
    def starts(address):
        return [one["start"] for one in page_of(client.get(address)).all("ol") if one.all("h4")]

    assert starts("/")[0] is None
    assert starts("/?page=2")[0] == "31"


def test_a_quotation_that_begins_and_ends_within_sentences_is_marked_so(client, published):
    quotes = excerpts(client).all("blockquote")
    whole, part = [quote.one("p")["class"].split() for quote in quotes]
    assert whole == []
    assert part == ["cut", "uncut"]


def test_pages(client, long):
    first = page_of(client.get("/"))
    assert heading(first) == "The whole timeline 120 events"
    assert len(titles(first)) == 30
    assert first.one("nav", aria_label="Pages").links() == {"Next page": "/?page=2"}
    middle = page_of(client.get("/?page=2"))
    assert middle.one("title").text == "The whole timeline, page 2 | Aftermath"
    assert titles(middle) == [f"Entry {n}" for n in range(30, 60)]
    assert middle.one("nav", aria_label="Pages").links() == {
        "Previous page": "/",
        "Next page": "/?page=3",
    }
    last = page_of(client.get("/?kind=visit&sort=newest&page=2"))
    assert titles(last) == [f"Entry {n}" for n in range(58, -1, -2)]
    assert last.one("nav", aria_label="Pages").links() == {
        "Previous page": "/?kind=visit&sort=newest"
    }
    # A filter leads to the first page of what it selects.
    (visits,) = [one for one in last.all("a", class_="pick") if "Statement" in one.text]
    assert visits["href"] == "/?kind=statement&kind=visit&sort=newest"


def test_the_forms_of_a_view_are_named(client, published):
    page = page_of(client.get("/?actor=ada"))
    forms = [link for link in page.all("link", rel="alternate") if "oembed" not in link["type"]]
    alternates = {link["title"]: (link["type"], link["href"]) for link in forms}
    assert sorted(alternates) == ["Atom", "Evidence packet", "JSON", "iCalendar"]
    assert alternates["JSON"] == ("application/json", "/timeline.json?actor=ada")
    assert alternates["Atom"] == ("application/atom+xml", "/timeline.atom?actor=ada")
    assert page.one("link", rel="canonical")["href"] == "http://testserver/?actor=ada"
    assert page.one("input", id="link")["value"] == "http://testserver/?actor=ada"
    assert page.one("input", id="pin")["value"] == "http://testserver/?actor=ada&edition=1"


# -- one address -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("/?sort=newest&actor=ada", "/?actor=ada&sort=newest"),
        ("/?from=January+2020&to=", "/?from=2020-01"),
        ("/?utm_source=letter&fbclid=abc", "/"),
        ("/?page=1", "/"),
        ("/?edition=01", "/?edition=1"),
        ("/?actor=ada&actor=ada", "/?actor=ada"),
        ("/?from=late+June+2021", "/?from=%5B2021-06-21..2021-06-30%5D"),
    ],
)
def test_a_form_sent_without_javascript_is_redirected_to_the_canonical_address(
    client, published, given, canonical
):
    response = client.get(given)
    assert (response.status_code, response["Location"]) == (302, canonical)
    assert varies(response) == VARY
    assert response["Cache-Control"] == UNSETTLED
    assert client.get(canonical).status_code == 200


def test_the_canonical_address_is_not_redirected_however_it_is_escaped(client, published):
    for address in ("/?from=%5B2021-06-21..2021-06-30%5D", "/?from=[2021-06-21..2021-06-30]"):
        assert client.get(address).status_code == 200


# -- one address, two renderings -------------------------------------------------------------------


def test_htmx_gets_the_results_alone(client, published):
    response = client.get("/?sort=newest&actor=ada&from=", headers=HTMX)
    fragment = page_of(response)
    assert response.status_code == 200
    assert response["HX-Push-Url"] == "/?actor=ada&sort=newest"
    parts = [part.tag for part in fragment.content if isinstance(part, Element)]
    assert parts == ["title", "form", "div", "div", "div"]
    assert fragment.one("form", role="search")["hx-swap-oob"] == "true"
    assert fragment.one("title").text == "Events that name Ada Reed | Aftermath"
    # What they stand in stays on the page, so that the reader keeps the place.
    assert not fragment.all("div", id="results")
    assert fragment.all("html") == []
    # Chips, facets and list are all of the new view.
    assert heading(fragment) == "Events that name Ada Reed 3 of 8 events"
    assert titles(fragment) == [REVIEW, CLOSING, MEETING]
    assert facets(fragment)["Who"][0][0] == "Ada Reed"
    assert fragment.one("ul", class_="chips")


def test_a_full_page_pushes_no_address(client, published):
    assert "HX-Push-Url" not in client.get("/")


def test_going_back_in_history_gets_the_full_page(client, published):
    response = client.get("/?actor=ada", headers=RESTORE)
    assert page_of(response).one("html")
    assert "HX-Push-Url" not in response


@pytest.mark.parametrize("headers", [{}, HTMX, RESTORE])
@pytest.mark.parametrize("address", ["/", "/?actor=ada&edition=1", "/?from=banana"])
def test_every_rendering_varies_by_the_headers_that_choose_it(client, published, headers, address):
    assert varies(client.get(address, headers=headers)) == VARY


def test_whatever_htmx_fetches_is_a_link_or_a_form_too(client, long):
    page = page_of(client.get("/?from=2015&kind=visit"))
    fetching = [element for element in page.all() if element["hx-get"] is not None]
    assert len(fetching) >= 5
    for element in fetching:
        address = element["href" if element.tag == "a" else "action"] or ""
        assert element["hx-get"] == address.partition("#")[0]
    boosted = [one for one in page.all() if one["hx-boost"] == "true"]
    assert len(boosted) > 5
    for one in boosted:
        assert one["href"] if one.tag == "a" else one.all("a")


# -- bad input -------------------------------------------------------------------------------------


def test_a_bad_value_is_named_beside_its_field_and_the_rest_is_shown(client, published):
    response = client.get("/?from=banana&actor=ada")
    page = page_of(response)
    assert response.status_code == 400
    assert titles(page) == [MEETING, CLOSING, REVIEW]
    assert heading(page) == "Events that name Ada Reed 3 of 8 events"
    alert = page.one(role="alert")
    assert alert.one("h2").text == "One part of the address cannot be used"
    assert "from: “banana” is not a date we can use" in alert.one("li").text
    assert alert.links() == {"Use the rest alone": "/?actor=ada"}
    field = page.one("input", id="from")
    assert (field["value"], field["aria-invalid"]) == ("banana", "true")
    assert field["aria-describedby"].split() == ["hint-dates", "err-from"]
    assert "“banana” is not a date we can use" in page.one(id="err-from").text
    assert page.one("input", id="to")["aria-invalid"] is None
    assert page.all(id="err-to") == []
    assert page.one("meta", name="robots")["content"] == "noindex"


def test_every_problem_is_listed(client, published):
    page = page_of(client.get("/?actor=adda&wat=1&page=9&edition=7"))
    assert page.one(role="alert").one("h2").text == "4 parts of the address cannot be used"
    assert page.one(role="alert").texts("li") == [
        (
            "wat: There is no parameter “wat”. Known are: q, match, from, to, certainty, phase, "
            "kind, language, actor, place, about, publisher, said_by, evidence, importance, "
            "origin, "
            "dispute, known_by, sort, edition, page."
        ),
        "actor: “adda” is not an actor of this edition. The nearest is “ada”. Use ada",
        "edition: There is no edition “7”. The latest is 1.",
        "page: There is no page 9: this view has 1.",
    ]


def test_dates_in_the_wrong_order_are_both_kept_in_their_fields(client, published):
    page = page_of(client.get("/?from=2021&to=March+2020"))
    assert page.one("input", id="from")["value"] == "2021"
    assert page.one("input", id="to")["value"] == "March 2020"
    assert page.one(id="err-to").text == (
        "To: March 2020 is before 2021: the range would be empty. Exchange the two dates."
    )
    assert len(titles(page)) == 8


def test_a_page_past_the_end_shows_the_last_one(client, long):
    response = client.get("/?page=999999")
    assert response.status_code == 400
    assert titles(page_of(response)) == [f"Entry {n}" for n in range(90, 120)]


def test_a_bad_value_asked_for_by_htmx_is_shown_and_not_pushed(client, published):
    response = client.get("/?from=banana", headers=HTMX)
    assert response.status_code == 400
    assert response["HX-Push-Url"] == "false"
    fragment = page_of(response)
    assert fragment.all("html") == []
    assert fragment.one(role="alert")
    assert fragment.one("input", id="from")["value"] == "banana"


@pytest.mark.parametrize(
    "address",
    [
        "/?from=2020-13", "/?from=2020-02-30", "/?from=%00", "/?from=%ED%A0%80", "/?to=%FF",
        "/?page=0", "/?page=1_0", "/?page=%2B1", "/?page=%D9%A3", "/?page=" + "9" * 5000,
        "/?from=" + "9" * 5000, "/?actor=%00ada%00", "/?actor=' OR 1=1 --", "/?actor=<script>",
        "/?edition=abc", "/?edition=0", "/?edition=-1", "/?edition=%D9%A1", "/?edition=1_0",
        "/?edition=99999999999999999999", "/?sort=summary", "/?%00=1", "/?&&&", "/?=", "/?a",
        "/?a=1;b=2", "/?from=2020&from=2021", "/?page=99999999999999999999",
        "/?from=0001-01-01&to=9999-12-31", "/?to=0001-01-01", "/?from=9999-12-31",
    ],
)  # fmt: skip
def test_no_address_breaks_the_page_or_the_data(client, published, address):
    for path in (address, address.replace("/", "/timeline.json", 1)):
        assert client.get(path).status_code in (200, 302, 400)
        assert client.get(path, headers=HTMX).status_code in (200, 302, 400)


def test_too_many_parameters_are_refused_in_so_many_words(client, published):
    for headers in ({}, HTMX):
        response = client.get("/?" + "&".join(["actor=ada"] * 1001), headers=headers)
        assert response.status_code == 400
        assert b"This address cannot be read" in response.content
    assert client.get("/?" + "&".join(["actor=ada"] * 1000)).status_code == 302
    assert client.get("/timeline.json?" + "&".join(["a=1"] * 1001)).status_code == 400


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=60))
def test_random_bytes_in_a_query_string_are_never_an_error_of_ours(client, published, data):
    query = data.decode("latin-1").replace("#", "").replace("\r", "").replace("\n", "")
    for path in ("/", "/timeline.json", "/sources/"):
        response = client.get(path, QUERY_STRING=query)
        assert response.status_code in (200, 302, 400, 404)


def test_only_reading_is_possible(client, published):
    assert client.head("/").status_code == 200
    assert client.head("/").content == b""
    for method in (client.post, client.put, client.delete):
        assert method("/").status_code == 405
        assert method("/timeline.json").status_code == 405


# -- no results ------------------------------------------------------------------------------------


def test_no_results_say_which_filter_to_drop_and_what_that_gives(client, published):
    response = client.get("/?from=2021&actor=ben&evidence=disputed")
    page = page_of(response)
    assert response.status_code == 200
    assert heading(page) == (
        "Events that name Ben Cole on which sources differ, from 2021 0 of 8 events"
    )
    nothing = page.one(class_="nothing")
    assert nothing.texts("li") == ["From 31 January 2020 1 event", "Without “From 2021” 1 event"]
    assert nothing.links() == {
        "From 31 January 2020": "/?from=2020-01-31&actor=ben&evidence=disputed",
        "Without “From 2021”": "/?actor=ben&evidence=disputed",
    }


def test_each_way_out_of_no_results_gives_what_it_promises(client, published):
    page = page_of(client.get("/?to=2019&actor=ada"))
    ways = page.one(class_="nothing").all("li")
    assert [way.text for way in ways] == [
        "To 1 January 2020 1 event",
        "Without “To 2019” 3 events",
        "Without “Ada Reed” 1 event",
    ]
    addresses = [way.one("a")["href"] for way in ways]
    assert addresses == ["/?to=2020-01-01&actor=ada", "/?actor=ada", "/?to=2019"]
    assert [len(titles(page_of(client.get(address)))) for address in addresses] == [1, 3, 1]


def test_two_actors_who_never_meet(client, published):
    page = page_of(client.get("/?actor=ben&actor=crew"))
    # The smallest thing to leave out is one of them, where that helps.
    links = page.one(class_="nothing").links()
    assert links == {"Without “Ben Cole”": "/?actor=crew", "Without “Bridge crew”": "/?actor=ben"}
    # What can be chosen instead, with what that gives, is never out of reach.
    assert "The filters above count the whole timeline." in page.one(class_="nothing").text
    assert facets(page) == facets(page_of(client.get("/")))


def test_a_search_without_results_keeps_what_there_is_to_choose(client, published):
    page = page_of(client.get("/?q=zeppelin&phase=closing"))
    assert "The filters above count the view without its search." in page.one(class_="nothing").text
    assert facets(page) == facets(page_of(client.get("/?phase=closing")))
    assert len(facets(page)) >= 5


def test_when_no_single_filter_helps_the_page_offers_the_whole(client, published):
    page = page_of(client.get("/?to=2019&actor=ben&place=old-bridge&sort=newest"))
    assert page.one(class_="nothing").links() == {"Show the whole timeline": "/?sort=newest"}


def test_an_actor_who_is_quoted_but_takes_part_in_nothing(client, published):
    page = page_of(client.get("/?actor=clerk"))
    assert heading(page) == "Events that name Town clerk 0 of 8 events"
    assert facets(page) == facets(page_of(client.get("/")))


# -- editions --------------------------------------------------------------------------------------


def test_an_edition_keeps_its_names_titles_and_events(client, republished):
    old, new = page_of(client.get("/?edition=1")), page_of(client.get("/"))
    assert titles(old) == [PLAN, MEETING, CLOSING, TALLY, DENIAL, REVIEW, REOPENING, TRAFFIC]
    assert titles(new) == [
        PLAN, CLOSING, TALLY, DENIAL, "A court looks at the closing again", REOPENING, TRAFFIC,
    ]  # fmt: skip
    assert "Ada Hale" not in old.text
    assert "Ada Reed" not in new.text
    assert facets(old)["Who"] == [
        ("Ministry of Works", "5 events", "/?actor=ministry&edition=1"),
        ("Ada Reed", "3 events", "/?actor=ada&edition=1"),
        ("Bridge crew", "2 events", "/?actor=crew&edition=1"),
        ("Ben Cole", "1 event", "/?actor=ben&edition=1"),
    ]
    assert facets(new)["Who"] == [
        ("Ministry of Works", "5 events", "/?actor=ministry"),
        ("Ada Hale", "2 events", "/?actor=ada"),
        ("Bridge crew", "2 events", "/?actor=crew"),
    ]


def test_a_past_edition_says_so_and_stays_in_every_link(client, republished):
    page = page_of(client.get("/?actor=ada&edition=1"))
    assert page.one("title").text == "Events that name Ada Reed (edition 1) | Aftermath"
    assert "This is edition 1, as published on 1 March 2026. It does not change." in page.text
    inner = [a for a in page.all("a") if a["href"].startswith("/")]
    leaving = {a.text: a["href"] for a in inner if "edition=1" not in a["href"]}
    assert leaving == {
        "Edition 1": "/editions/1/",
        "Read this page in the latest edition": "/?actor=ada",
        "what has changed since in this view": "/corrections/?actor=ada&since=1",
    }
    assert page.one("link", rel="canonical")["href"] == "http://testserver/?actor=ada&edition=1"


def test_what_only_another_edition_has_is_a_bad_value(client, republished):
    assert client.get("/?actor=ben&edition=1").status_code == 200
    response = client.get("/?actor=ben&edition=2")
    assert response.status_code == 400
    assert "“ben” is not an actor of this edition." in page_of(response).one(role="alert").text


@pytest.mark.parametrize("edition", ["3", "0", "abc", "-1", "1.0", "٢", "1_0", "9" * 30])
def test_an_edition_that_is_not_there_shows_the_latest_and_says_so(client, republished, edition):
    response = client.get("/", {"edition": edition})
    assert response.status_code == 400
    page = page_of(response)
    assert page.one(role="alert").texts("li") == [
        f"edition: There is no edition “{edition}”. The latest is 2."
    ]
    assert len(titles(page)) == 7
    assert response["Cache-Control"] == UNSETTLED


def test_two_editions_at_once_are_a_bad_value(client, republished):
    response = client.get("/?edition=1&edition=2")
    assert response.status_code == 400
    assert "There is no edition “1, 2”." in page_of(response).one(role="alert").text


def test_before_the_first_edition(client, db):
    response = client.get("/")
    assert response.status_code == 503
    assert page_of(response).one("h1").text == "Nothing is published yet"


# -- caching ---------------------------------------------------------------------------------------


def test_the_latest_is_kept_for_moments_and_then_asked_for(client, published):
    response = client.get("/?actor=ada")
    assert response["Cache-Control"] == ("public, max-age=0, s-maxage=1, stale-if-error=86400")
    again = client.get("/?actor=ada", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == response["ETag"]
    assert again["Cache-Control"] == LATEST
    assert varies(again) == VARY


def test_an_edition_is_kept_for_ever(client, published):
    response = client.get("/?actor=ada&edition=1")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "ETag" in response
    again = client.get("/?actor=ada&edition=1", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == PERMANENT


def test_page_and_fragment_and_data_have_different_tags(client, published):
    answers = [client.get("/"), client.get("/", headers=HTMX), client.get("/timeline.json")]
    tags = [answer["ETag"] for answer in answers]
    assert len(set(tags)) == 3
    page, fragment, _ = tags
    assert client.get("/", headers=HTMX | {"If-None-Match": page}).status_code == 200
    assert client.get("/", headers={"If-None-Match": fragment}).status_code == 200
    assert client.get("/", headers=RESTORE | {"If-None-Match": page}).status_code == 304


def test_other_views_and_other_editions_have_other_tags(client, published: Desk):
    before = client.get("/")["ETag"]
    assert client.get("/?actor=ada")["ETag"] != before
    published.withdraw("traffic")
    published.publish("One less.")
    assert client.get("/", headers={"If-None-Match": before}).status_code == 200
    assert client.get("/")["ETag"] != before


def test_a_bad_request_is_not_to_be_kept(client, published):
    response = client.get("/?page=7&edition=1")
    assert response.status_code == 400
    assert "ETag" not in response
    assert response["Cache-Control"] == UNSETTLED


# -- queries ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/", "/?actor=ada", "/?actor=ada&edition=1", "/?sort=newest", "/?from=banana"]
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_queries(client, published, django_assert_num_queries, address, headers):
    client.get("/")  # the story of an edition is read once
    forget_indexes()
    with django_assert_num_queries(3):  # the edition, its index, the events
        client.get(address, headers=headers)
    with django_assert_num_queries(1):  # the edition; all else is at hand
        client.get(address, headers=headers)


def test_queries_do_not_grow_with_the_timeline(client, long, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/?kind=visit")


def test_queries_without_results(client, published, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(1):  # the edition alone
        client.get("/?actor=clerk")


def test_queries_of_a_repeated_visit(client, published, django_assert_num_queries):
    tag = client.get("/")["ETag"]
    with django_assert_num_queries(1):
        assert client.get("/", headers={"If-None-Match": tag}).status_code == 304
    with django_assert_num_queries(1):
        assert client.get("/?page=1").status_code == 302


def test_pages_name_what_a_browser_may_fetch_ahead(client, published):
    page = client.get("/")
    assert page["Speculation-Rules"] == '"/speculation-rules.json"'
    assert "Speculation-Rules" not in client.get("/timeline.json")
    rules = client.get("/speculation-rules.json")
    assert rules["Content-Type"] == "application/speculationrules+json"
    (rule,) = rules.json()["prefetch"]
    assert rule["eagerness"] == "moderate"
    assert "/events/*" in rule["where"]["href_matches"]
