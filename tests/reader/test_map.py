"""The map: where places stand, which stand together, and on which pages it is."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.html import page_of
from timeline.reader.pictures.map import APART, HIGHEST, LOWEST, WIDTH, map_of


def place(name, latitude, longitude, within=None, kind="city"):
    return {
        "name": name, "kind": kind, "names": [], "within": within,
        "latitude": latitude, "longitude": longitude,
    }  # fmt: skip


CATALOGUE = {
    "land": place("Land", "33.2", "43.7", kind="country"),
    "town": place("Town", "33.3152", "44.3661", "land"),
    "field": place("Field", "33.2625", "44.2346", "town", "airport"),
    "port": place("Port", "30.5", "47.8", "land"),
    "far": place("Far", "55.7558", "37.6173"),
    "nowhere": place("Nowhere", None, None),
}
COUNTS = {"land": 9, "town": 5, "field": 2, "port": 1, "far": 3}


def test_places_stand_in_their_places():
    made = map_of(CATALOGUE, ["port", "far"], COUNTS)
    port, far = sorted(made.wide, key=lambda dot: dot.slug, reverse=True)
    assert (port.name, port.said, port.url) == ("Port", "Port: 1 event", "/places/port/")
    assert port.x > far.x
    assert port.y > far.y
    assert LOWEST <= made.height <= HIGHEST + 0.1
    west, north, wide, high = map(float, made.window.split())
    assert far.x == pytest.approx((376.173 - west) / wide * WIDTH, abs=0.2)
    assert far.y == pytest.approx((-557.558 - north) / high * made.height, abs=0.2)


def test_near_ones_are_one_mark_that_leads_to_what_holds_them():
    made = map_of(CATALOGUE, CATALOGUE, COUNTS, edition=2)
    together = next(dot for dot in made.wide if dot.places > 1)
    assert (together.slug, together.places, together.url) == ("land", 3, "/places/land/?edition=2")
    assert together.said == "Land: 9 events; Town: 5 events; Field: 2 events"


def test_near_ones_that_nothing_holds_lead_to_their_lines_of_the_list():
    near = {"one": place("One", "33", "44"), "two": place("Two", "33.1", "44.1")}
    (dot,) = map_of(near, near, {"one": 2, "two": 1}).wide
    assert dot.url == "/places/#one"


def test_places_without_coordinates_make_no_map():
    assert map_of(CATALOGUE, ["nowhere", "unknown"], COUNTS) is None
    assert map_of({"old": {"name": "Old", "kind": "city", "within": None}}, ["old"], {}) is None


coordinates = st.tuples(st.integers(-90, 90), st.integers(-180, 180))


@settings(max_examples=200, deadline=None)
@given(st.lists(coordinates, min_size=1, max_size=25))
def test_marks_are_apart_and_in_the_picture_wherever_places_are(points):
    catalogue = {
        f"place-{number}": place(f"Place {number}", str(latitude), str(longitude))
        for number, (latitude, longitude) in enumerate(points)
    }
    made = map_of(catalogue, catalogue, {})
    for width in ("wide", "slim"):
        dots = getattr(made, width)
        assert sum(dot.places for dot in dots) == len(points)
        for one, other in combinations(dots, 2):
            assert hypot(one.x - other.x, one.y - other.y) >= APART[width] - 0.2
        for dot in dots:
            assert 0 <= dot.x <= WIDTH
            assert 0 <= dot.y <= made.height + 0.1


def test_it_is_on_the_pages_of_places_and_events(client, published):
    figure = page_of(client.get("/places/")).one("figure", id="map")
    places = {link["data-place"]: link for link in figure.one("g", class_="wide").all("a")}
    assert places
    for slug in places:
        own = page_of(client.get(f"/places/{slug}/")).one("figure", id="map")
        assert own.one("g", class_="wide").one("a", aria_current="true")["data-place"] == slug
    for address in places.values():
        assert client.get(address["href"].partition("#")[0]).status_code == 200
