"""The picture on the page: what is drawn, what is counted, and where it leads."""

import re
from datetime import date

import pytest

from tests.html import Element, page_of
from tests.timeline_data import many
from timeline.editions import archive
from timeline.editions.catalogue import empty
from timeline.editions.index import Entry, Index
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reader.overview import picture_of
from timeline.reader.overview.picture import compact, counted
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView, selected

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


def figure_of(client, address="/") -> Element:
    return page_of(client.get(address)).one("figure", id="overview")


def marks_of(figure: Element) -> dict[str, str]:
    return {link["href"]: link["title"] or link.text for link in figure.all("a", class_="dot")}


def steps_of(figure: Element) -> list[str]:
    return [link["aria-label"] for link in figure.all("a", class_="over-step")]


def latest() -> Reading:
    return Reading(PublishedSnapshot(archive.latest_edition()))


def count_of(client, address: str) -> int:
    text = page_of(client.get(address)).one(id="count").text
    return int(text.split()[0].replace(",", ""))


# -- marks -----------------------------------------------------------------------------------------


def test_every_event_is_a_link_with_its_name_and_date(client, published):
    marks = marks_of(figure_of(client))
    assert {url: re.sub(r"^\d: ", "", said) for url, said in marks.items()} == BRIDGE
    # What is a step of the story says which.
    steps = [said[0] for said in marks.values() if re.match(r"\d: ", said)]
    assert sorted(steps) == [str(number) for number in range(1, len(steps) + 1)] != []


def test_a_view_has_its_events_alone_and_says_which_phases_have_none(client, published):
    figure = figure_of(client, "/?phase=closing")
    assert list(marks_of(figure)) == [
        "/events/meeting/?phase=closing",
        "/events/closing/?phase=closing",
        "/events/tally/?phase=closing",
    ]
    assert "2 phases without events" in figure.one("figcaption").text
    assert len(figure.all("li", class_="over-lane")) == 1


def test_a_search_shows_what_it_finds(client, published):
    assert list(marks_of(figure_of(client, "/?q=court"))) == ["/events/review/?q=court"]


def test_marks_say_whether_the_day_is_known_and_until_when_it_may_have_been(client, published):
    marks = {link["data-event"]: link for link in figure_of(client).all("a", class_="dot")}
    known = {slug for slug, link in marks.items() if "known" in link["class"].split()}
    assert known == {"closing", "review"}
    last = len(steps_of(figure_of(client))) - 1
    assert marks["traffic"]["data-until"] is None  # goes on, but it is in the last column
    assert int(marks["meeting"]["data-until"] or 0) <= last
    assert marks["closing"]["data-until"] is None


def test_a_past_edition_stays_in_every_link(client, republished):
    figure = figure_of(client, "/?edition=1")
    assert list(marks_of(figure)) == [f"{url}?edition=1" for url in BRIDGE]
    views = [link["href"] for link in figure.all("a") if link["hx-boost"]]
    assert views
    assert all("edition=1" in address for address in views)
    assert len(marks_of(figure_of(client))) == 7  # the latest has withdrawn one


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
    assert '<b>"odd' not in picture
    assert "An &lt;b&gt;&quot;odd&quot;&lt;/b&gt; &amp; strange title, 3 January 2020" in picture


def test_no_inline_style_and_no_script(client, published):
    text = client.get("/?from=2020&to=2020").content.decode()
    picture = text[text.index('id="overview"') : text.index("</figure>")]
    assert not re.search(r"style|<script|\son\w+=", picture)


def test_steps_of_a_story_carry_their_numbers(published):
    reading = latest()
    made = picture_of(selected(reading, TimelineQuery()), (("closing", 1), ("review", 2)))
    assert made.numbered
    assert '>1<span class="vh">: The Old Bridge closes, 3 January 2020</span>' in made.html
    assert '>2<span class="vh">: A court reviews the closing, 2 March 2021</span>' in made.html


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
def test_every_step_gives_as_many_events_as_it_says(client, published, address):
    links = figure_of(client, address).all("a", class_="over-step")
    assert links
    for link in links:
        said = re.search(r": ([0-9]+) certain(?:, ([0-9]+) possible)?$", link["aria-label"])
        assert said, link["aria-label"]
        assert count_of(client, link["href"]) == int(said[1]) + int(said[2] or 0)


@pytest.mark.parametrize("address", VIEWS)
def test_a_number_leads_to_at_least_so_many_events(client, published, address):
    for link in figure_of(client, address).all("a", class_="badge"):
        assert count_of(client, link["href"]) >= int(link.text.split()[0])


@pytest.mark.parametrize("address", VIEWS)
def test_links_are_canonical_and_repeated_for_htmx(client, published, address):
    for link in figure_of(client, address).all("a"):
        if link["href"].startswith("/?"):
            assert link["hx-boost"] == "true"
            assert client.get(link["href"]).status_code == 200, link["href"]  # no redirect


def test_phases_are_links_that_choose_and_let_go(client, published):
    links = figure_of(client, "/?actor=ada").all("a", class_="over-phase")
    assert {link.text: link["href"] for link in links} == {
        "The closing 2 events; choose this phase": "/?phase=closing&actor=ada",
        "Afterwards 1 event; choose this phase": "/?phase=after&actor=ada",
    }
    chosen = figure_of(client, "/?phase=closing")
    assert chosen.one("a", class_="over-phase", aria_current="true")["href"] == "/"


# -- zooming ---------------------------------------------------------------------------------------


def test_dates_zoom_and_other_filters_do_not(client, published):
    whole, filtered = figure_of(client), figure_of(client, "/?actor=ada")
    assert [name.partition(":")[0] for name in steps_of(whole)] == [
        name.partition(":")[0] for name in steps_of(filtered)
    ]
    zoomed = figure_of(client, "/?from=2020-01-02&to=2020-01-06&actor=ada")
    assert steps_of(zoomed) == [
        "Before 2 January 2020: 0 certain, 1 possible",
        "2 January 2020: 0 certain, 1 possible",
        "3 January 2020: 1 certain, 1 possible",
        "4 January 2020: 0 certain, 1 possible",
        "5 January 2020: 0 certain, 1 possible",
        "6 January 2020: 0 certain, 1 possible",
    ]
    assert list(marks_of(zoomed)) == [
        "/events/meeting/?from=2020-01-02&to=2020-01-06&actor=ada",
        "/events/closing/?from=2020-01-02&to=2020-01-06&actor=ada",
    ]


def zooms(client, address):
    return {
        link["id"]: link["href"]
        for link in figure_of(client, address).one("ul", class_="over-zoom").all("a")
    }


def test_from_the_whole_span_one_can_only_come_closer(client, published):
    assert list(zooms(client, "/?actor=ada")) == ["zoom-closer"]
    assert count_of(client, zooms(client, "/?actor=ada")["zoom-closer"]) > 0


def test_from_a_part_one_moves_to_where_something_is(client, published):
    assert zooms(client, "/?from=2020-01&to=2020-01") == {
        "zoom-whole": "/",
        "zoom-earlier": "/?from=2019-11&to=2019-11",
        "zoom-later": "/?from=2020-02&to=2020-02",
        "zoom-closer": zooms(client, "/?from=2020-01&to=2020-01")["zoom-closer"],
        "zoom-wider": "/?from=2020&to=2020",
    }
    assert zooms(client, "/?from=2021-06&to=2021-06")["zoom-later"] == "/?from=2022-09&to=2022-09"


@pytest.mark.parametrize("address", ["/?from=2020&to=2020", "/?from=2020-01-03&to=2020-01-03"])
def test_no_move_leads_to_nothing(client, published, address):
    for url in zooms(client, address).values():
        assert count_of(client, url) > 0, url


def test_a_view_without_events_has_no_picture(client, published):
    assert not page_of(client.get("/?to=1990")).all("figure", id="overview")


# -- many events, few events -----------------------------------------------------------------------


def test_what_does_not_fit_is_a_number_that_opens(client, desk):
    many(desk, 120)
    desk.publish()
    badges = figure_of(client, "/?actor=guard").all("a", class_="badge")
    months = {link["href"]: link.text for link in badges}
    assert months["/?from=2015-01&to=2015-01&phase=log&actor=guard"] == (
        "31 events from January 2015: The log"
    )


def test_an_index_without_titles_has_them_from_the_documents(published, django_assert_num_queries):
    reading = latest()
    index = reading.index
    index.catalogue["marks"] = None
    with django_assert_num_queries(2):  # the story's events, and those that are drawn
        made = picture_of(selected(reading, TimelineQuery()), (("closing", 1),))
    assert "The Old Bridge closes, 3 January 2020" in made.html
    assert len(made.drawn) == 8


class Lent:
    """A snapshot of an index alone."""

    def __init__(self, index):
        self.index = index


def view_of(index):
    return TimelineView(Reading(Lent(index)), TimelineQuery(), [], index.all)


def test_nothing_published_and_nothing_dated_make_no_picture():
    for entries in ([], [Entry(1, None, None, {})]):
        assert picture_of(view_of(Index.build(entries, empty()))) is None


def test_events_without_any_date_are_counted_in_words():
    """No date of ours is open on both sides, but an index can hold one."""
    index = Index.build(
        [
            Entry(1, None, None, {"phase": ["one"]}),
            Entry(2, date(2020, 1, 3), date(2020, 1, 3), {"phase": ["one"]}),
        ],
        empty()
        | {
            "phase": {"one": {"name": "One", "mark": 1}},
            "marks": [["a", "A", "../.."], ["b", "B", "2020-01-03"]],
        },
    )
    made = picture_of(view_of(index))
    assert (made.total, made.undated) == (1, 1)


def test_the_picture_asks_the_database_nothing(client, published, django_assert_num_queries):
    client.get("/?actor=ada")
    with django_assert_num_queries(1):
        client.get("/?from=2020&to=2020&actor=ada")


def test_it_is_in_the_fragment_too(client, published):
    fragment = page_of(client.get("/?actor=ada", headers={"HX-Request": "true"}))
    assert len(marks_of(fragment.one("figure", id="overview"))) == 3


@pytest.mark.parametrize("address", ["/actors/ada/", "/places/old-bridge/"])
def test_actors_and_places_have_it_with_plain_links(client, published, address):
    figure = figure_of(client, address)
    assert marks_of(figure)
    assert not [link for link in figure.all("a") if link["hx-boost"]]  # nothing is swapped there
    for link in figure.all("a", class_="over-step"):
        said = [
            int(number)
            for number in re.findall(r"([0-9]+) (?:certain|possible)", link["aria-label"])
        ]
        assert count_of(client, link["href"]) == sum(said)


# -- words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "1"), (999, "999"), (1000, "1k"), (1234, "1.2k"), (12345, "12k"), (1_000_000, "1M")],
)
def test_numbers_in_four_signs(count, expected):
    assert compact(count) == expected


def test_counts_in_words():
    assert counted(3, 18) == "3 certain, 18 possible"
    assert counted(1200, 0) == "1,200 certain"
