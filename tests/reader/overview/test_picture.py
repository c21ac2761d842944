"""The picture on the page: what is in it, what is strong, and where it leads."""

import re
from datetime import date, timedelta

import pytest

from tests.html import Element, page_of
from tests.timeline_data import many
from timeline.editions import archive
from timeline.editions.catalogue import empty
from timeline.editions.index import Entry, Index
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reader.overview import picture, small
from timeline.reader.overview.layout import layout_of
from timeline.reader.overview.marks import fading, label_of, labels
from timeline.reader.overview.scale import Span, build
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.text import dates

BRIDGE = {
    "/events/plan/": "The ministry plans works, November 2019",
    "/events/meeting/": "The mayor meets Ben Cole, January 2020; sources differ",
    "/events/closing/": "The Old Bridge closes, 3 January 2020",
    "/events/tally/": "The crew counts vehicles, 3 to 5 January 2020; sources differ",
    "/events/denial/": "The ministry denies delays, 22 February 2020 or 23 February 2020",
    "/events/review/": "A court reviews the closing, 2 March 2021",
    "/events/reopening/": "The bridge opens again, late June 2021",
    "/events/traffic/": "Traffic is heavier than before, since 24 September 2022",
}


def name_of(link: Element) -> str:
    return link.one("svg-title").text


def picture_of(client, address="/") -> Element:
    return page_of(client.get(address)).one("figure", id="overview")


def marks_of(figure: Element) -> list[Element]:
    return [link for link in figure.one("svg", class_="o-lying").all("a") if link["tabindex"]]


def steps_of(figure: Element) -> list[str]:
    links = figure.one("svg", class_="o-lying").all("a")
    return [name_of(link) for link in links if "data-o" in link.attributes]


def strong(figure: Element) -> set[str]:
    return {link["href"] for link in marks_of(figure) if not link["class"]}


# -- marks -----------------------------------------------------------------------------------------


def test_every_event_has_one_link_with_its_name_and_date(client, published):
    marks = marks_of(picture_of(client))
    assert [(link["href"], name_of(link)) for link in marks] == list(BRIDGE.items())


def test_the_whole_timeline_is_strong(client, published):
    assert strong(picture_of(client)) == set(BRIDGE)


def test_the_selection_is_strong_and_the_rest_is_there_but_faint(client, published):
    shown = picture_of(client, "/?actor=ada")
    assert strong(shown) == {"/events/meeting/", "/events/closing/", "/events/review/"}
    faint = {link["href"]: name_of(link) for link in marks_of(shown) if link["class"] == "f"}
    assert set(faint) == set(BRIDGE) - strong(shown)
    assert faint["/events/plan/"] == "The ministry plans works, November 2019; not in this view"
    assert "3 of them in this view, the rest faint" in shown.one("figcaption").text


def test_a_search_makes_strong_what_it_finds(client, published):
    assert strong(picture_of(client, "/?q=court")) == {"/events/review/"}


def test_marks_are_one_stop_for_the_tab_key(client, published):
    stops = [link["tabindex"] for link in marks_of(picture_of(client))]
    assert stops == ["0", "-1", "-1", "-1", "-1", "-1", "-1", "-1"]


def test_marks_say_how_sure_the_date_is(client, published):
    marks = {link["href"]: link for link in marks_of(picture_of(client))}
    assert marks["/events/closing/"].one("use")["href"] == "#m2"  # the sign of its phase
    assert marks["/events/tally/"].one("rect")["mask"] is None  # lasted
    assert marks["/events/tally/"].one("use")["href"] == "#m-differ"
    assert marks["/events/reopening/"].one("rect")["mask"] == "url(#within)"
    assert marks["/events/traffic/"].one("rect")["mask"] == "url(#open)"
    assert [use["href"] for use in marks["/events/denial/"].all("use")] == ["#m-one", "#m-one"]


def test_a_past_edition_stays_in_every_link(client, republished):
    shown = picture_of(client, "/?edition=1")
    assert [link["href"] for link in marks_of(shown)] == [f"{url}?edition=1" for url in BRIDGE]
    views = [link["href"] for link in shown.all("a") if link["hx-get"]]
    assert views
    assert all("edition=1" in address for address in views)
    assert len(marks_of(picture_of(client))) == 7  # the latest has withdrawn one


def test_titles_are_escaped(client, published):
    desk = published
    excerpt = {"source": "courier-bridge", "quote": "odd"}
    title = 'An <b>"odd"</b> & strange title'
    desk.event(
        "odd", title, "2020-01-03", "closing", "meeting", importance="major", excerpts=(excerpt,)
    )
    desk.publish()
    text = client.get("/").content.decode()
    picture = text[text.index('id="overview"') : text.index("</figure>")]
    assert "<b>&quot;odd" not in picture
    assert '<b>"odd' not in picture
    assert "An &lt;b&gt;&quot;odd&quot;&lt;/b&gt; &amp; strange title, 3 January 2020" in picture


def test_no_inline_style_and_no_script(client, published):
    text = client.get("/?from=2020&to=2020").content.decode()
    picture = text[text.index('id="overview"') : text.index("</figure>")]
    assert not re.search(r"style|<script|\son\w+=", picture)


# -- where it leads --------------------------------------------------------------------------------

VIEWS = [
    "/",
    "/?actor=ada",
    "/?phase=after",
    "/?q=bridge",
    "/?from=2020&to=2020",
    "/?from=2020-01-02&to=2021&actor=ministry",
    "/?to=2020-06&certainty=certain",
    "/?evidence=single&known_by=2020&sort=newest",
]


@pytest.mark.parametrize("address", VIEWS)
def test_every_step_and_year_gives_as_many_events_as_it_says(client, published, address):
    shown = picture_of(client, address)
    links = [link for link in shown.all("a") if "data-o" in link.attributes or link.all(class_="b")]
    counted = [(link, re.search(r": ([0-9]+) events?$", name_of(link))) for link in links]
    assert len([found for _, found in counted if found]) > 5
    for link, found in counted:
        if found:
            heading = page_of(client.get(link["href"])).one("span", id="count").text
            assert heading.split()[0] == found[1], name_of(link)


@pytest.mark.parametrize("address", VIEWS)
def test_links_are_canonical_and_repeated_for_htmx(client, published, address):
    for link in picture_of(client, address).all("a"):
        if link["href"].startswith("/?"):
            assert link["hx-get"] == link["href"]
            assert client.get(link["href"]).status_code == 200, link["href"]  # no redirect


def test_phases_are_links_that_choose_and_let_go(client, published):
    links = picture_of(client, "/?actor=ada").one("ul", class_="o-keys").links()
    assert links == {
        "Before 0 of 1": "/?phase=before&actor=ada",
        "The closing 2 of 3": "/?phase=closing&actor=ada",
        "Afterwards 1 of 4": "/?phase=after&actor=ada",
    }
    chosen = picture_of(client, "/?phase=closing").one("ul", class_="o-keys")
    assert chosen.one("a", aria_current="true")["href"] == "/"


# -- zooming ---------------------------------------------------------------------------------------


def test_dates_zoom_and_other_filters_do_not(client, published):
    whole, filtered = steps_of(picture_of(client)), steps_of(picture_of(client, "/?actor=ada"))
    assert [name.partition(":")[0] for name in whole] == [
        name.partition(":")[0] for name in filtered
    ]

    zoomed = picture_of(client, "/?from=2020-01-02&to=2020-01-06&actor=ada")
    assert steps_of(zoomed) == [
        "2 January 2020: 1 event",
        "3 January 2020: 2 events",
        "4 January 2020: 1 event",
        "5 January 2020: 1 event",
        "6 January 2020: 1 event",
    ]
    assert [link["href"] for link in marks_of(zoomed)] == [
        "/events/meeting/", "/events/closing/", "/events/tally/",
    ]  # fmt: skip
    assert zoomed.one("a", id="o-out")["href"] == "/?actor=ada"
    assert "Zoomed: 2 to 6 January 2020" in zoomed.text


def test_the_whole_span_has_no_way_out_of_it(client, published):
    assert not picture_of(client, "/?actor=ada").all("a", id="o-out")


def test_dates_in_which_nothing_lies_show_the_whole(client, published):
    shown = picture_of(client, "/?to=1990")
    assert len(marks_of(shown)) == 8
    assert not strong(shown)
    assert shown.one("a", id="o-out")["href"] == "/"


# -- many events, few events -----------------------------------------------------------------------


def test_past_150_marks_there_is_a_square_a_step_and_lane(client, desk):
    many(desk, 151)
    desk.publish()
    shown = picture_of(client)
    assert not marks_of(shown)
    lying = shown.one("svg", class_="o-lying")
    squares = [link for link in lying.all("a") if link.all("rect", class_="q")]
    assert [name_of(link) for link in squares] == [
        "31 dated January 2015, The log",
        "28 dated February 2015, The log",
        "31 dated March 2015, The log",
        "30 dated April 2015, The log",
        "31 dated May 2015, The log",
    ]
    assert squares[1]["href"] == "/?from=2015-02&to=2015-02&phase=log"
    assert squares[1].one("text").text == "28"


def test_the_upright_picture_counts_what_is_sure_and_what_is_not(client, published):
    standing = picture_of(client, "/?actor=ada").one("svg", class_="o-standing")
    squares = {
        name_of(link): link["href"] for link in standing.all("a") if link.all("rect", class_="q")
    }
    names = list(squares)
    assert names[:2] == ["0 of 1 dated 2019, Before", "2 of 3 dated 2020, The closing"]
    assert "1 of 2 dated 2021, Afterwards" in names
    total = 0
    for name in names:
        total += sum(
            int(of or n)
            for n, of in re.findall(r"([0-9]+)(?: of ([0-9]+))? (?:dated|from then)", name)
        )
    assert total == 8  # every event once


def test_nothing_published_and_nothing_dated_make_no_picture():
    empty = Index.build([], {"phase": {}})
    assert picture(TimelineQuery(), empty, empty.all) is None
    vague = Index.build([Entry(1, None, None, {})], {"phase": {}})
    assert picture(TimelineQuery(), vague, vague.all) is None
    assert small(vague, vague.all, TimelineQuery()) is None


def test_events_without_any_date_are_counted_in_words(client, published):
    """No date of ours is open on both sides, but an index can hold one."""
    index = Index.build(
        [
            Entry(1, None, None, {"phase": ["one"]}),
            Entry(2, date(2020, 1, 3), date(2020, 1, 3), {"phase": ["one"]}),
        ],
        empty() | {"phase": {"one": {"name": "One", "mark": 1}}},
    )
    made = picture(TimelineQuery(), index, index.all)
    assert (made.shown, made.undated, made.strong) == (1, 1, 1)
    assert "2020: 2 events" in made.lying  # it may be of any year


def test_the_picture_asks_the_database_nothing(client, published, django_assert_num_queries):
    client.get("/?actor=ada")
    with django_assert_num_queries(1):
        client.get("/?from=2020&to=2020&actor=ada")


def test_it_is_in_the_fragment_too(client, published):
    fragment = page_of(client.get("/?actor=ada", headers={"HX-Request": "true"}))
    assert len(marks_of(fragment.one("figure", id="overview"))) == 8


# -- small pictures --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "year"),
    [
        ("/actors/ada/", "/?from=2020&to=2020&actor=ada"),
        ("/places/old-bridge/", "/?from=2020&to=2020&place=old-bridge"),
    ],
)
def test_actors_and_places_have_the_strip(client, published, address, year):
    figure = page_of(client.get(address)).one("figure", class_="o-small")
    years = {link.one("text").text: link["href"] for link in figure.all("a")}
    assert years["2020"] == year
    assert not [link for link in figure.all("a") if link["hx-get"]]  # there is no htmx there
    for link in figure.all("a"):
        said = name_of(link).partition(": ")[2].split()[0]
        assert page_of(client.get(link["href"])).one("span", id="count").text.split()[0] == said


# -- details of the layout -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("[2020-06-21..2020-06-30]", "within"),
        ("2020-06", "within"),
        ("2020-01/2020-03", ""),
        ("2016?/2020-07", "until"),
        ("2020-01/2020-07~", "open"),
        ("2017~/2019~", "ends"),
        ("2020-01-03/..", "open"),
        ("../2020-01-03", "until"),
        ("[..2020-01-03]", "until"),
        ("[2010..2030]", "through"),  # both ends lie beyond the picture
        ("[2010-01..2020-06]", "open"),
        ("2014?/2020-07", ""),
    ],
)
def test_bars_fade_at_their_uncertain_end(edtf, expected):
    first, last = date(2015, 1, 1).toordinal(), date(2021, 1, 1).toordinal()
    scale = build([Span(first, first + 1), Span(last - 1, last)], first, last)
    assert fading(dates.parse(edtf), scale) == expected


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        (100, "The ministry denies delays"),
        (26, "The ministry denies delays"),
        (25, "The ministry denies…"),
        (20, "The ministry denies…"),
        (15, "The ministry…"),
        (9, ""),
    ],
)
def test_a_label_is_cut_after_a_word(letters, expected):
    assert label_of("The ministry denies delays", letters) == expected


def test_labels_lie_on_nothing(published):
    index = PublishedSnapshot(archive.latest_edition()).index
    layout = layout_of(index, None, None)
    for lane in layout.lanes:
        written = labels(lane.name, lane.marks, index.all)
        assert all(label.text for label in written.values())
        assert {mark.rank for mark in lane.marks if mark.major} <= set(written)


def test_a_layout_is_made_once(published):
    index = PublishedSnapshot(archive.latest_edition()).index
    assert layout_of(index, None, None) is layout_of(index, None, None)


def test_counts_of_columns_are_those_of_the_index(published):
    """Running sums over disjoint sets, against the bounds themselves."""
    index = PublishedSnapshot(archive.latest_edition()).index
    first = date(2019, 1, 1)
    for offset in range(0, 1500, 37):
        low, high = first + timedelta(offset), first + timedelta(offset + 400)
        layout = layout_of(index, low.toordinal(), high.toordinal())
        if layout is None:
            continue
        for selection in (index.all, index.having("phase", "after"), index.having("actor", "ada")):
            counts = layout.counts(selection)
            for column, count in zip(layout.scale.columns, counts, strict=True):
                inside = index.overlapping(
                    date.fromordinal(column.start), date.fromordinal(column.end - 1)
                )
                assert count == len(inside & selection), (column, selection)
