"""Share pictures: what is drawn, and that any text can be."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pyroaring import BitMap

from tests.timeline_data import Desk, forget_indexes
from timeline.editions.index import Entry, Index
from timeline.reader.door.caching import LATEST, PERMANENT
from timeline.reader.pictures.columns import Column, strip
from timeline.reader.pictures.share_card import HUES, Picture, drawable, drawn, fitted, wrapped

PICTURES = ["/card.png", "/card.png?actor=ada&from=2020", "/events/closing/card.png"]


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    return image.convert("RGB")


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether anything is drawn in a part of the picture."""
    return image.crop(box).getcolors() != [((box[2] - box[0]) * (box[3] - box[1]), (255,) * 3)]


@pytest.mark.parametrize("path", PICTURES)
def test_a_picture(client, published, path):
    response = client.get(path)
    assert response["Content-Type"] == "image/png"
    assert len(response.content) < 60_000
    image = opened(response.content)
    assert inked(image, (64, 120, 1136, 230))  # the heading
    assert inked(image, (64, 440, 1136, 500))  # the columns
    assert not inked(image, (0, 20, 60, 630))  # the margins
    assert not inked(image, (1141, 20, 1200, 630))


def test_the_same_bytes_every_time(client, published):
    first, again = client.get(PICTURES[1]), client.get(PICTURES[1])
    assert first.content == again.content
    assert client.get("/card.png").content != first.content


def test_the_phases_have_their_hues(client, published):
    colours = [colour for _, colour in opened(client.get("/card.png").content).getcolors(99999)]
    for red, green, blue in [(91, 90, 85), (28, 27, 25), (173, 63, 10)]:
        assert min(abs(r - red) + abs(g - green) + abs(b - blue) for r, g, b in colours) < 12
    assert len(HUES) == 7


# -- any text --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "drawn_as"),
    [
        ("Plain, “quoted” … text’s", "Plain, “quoted” … text’s"),
        ("Łódź – Zoë’s café", "Lodz - Zoe’s cafe"),
        ("matching “قاسم سلیمانی”", "matching “[Arabic]”"),
        ("Касем и הארץ", "[Cyrillic] [Hebrew]"),
        ("a\u00a0b\tc\nd", "a b c d"),
        ("\u202eright to left\u200f", "right to left"),
        ("smile 😀!", "smile !"),
        ("nul\x00", "nul"),
        ("漢字", "[Cjk]"),
        ("", ""),
    ],
)
def test_text_in_letters_that_the_font_has(text, drawn_as):
    assert drawable(text) == drawn_as


def test_a_long_heading_becomes_smaller_and_is_cut_at_last():
    assert fitted("Short") == (60, ["Short"])
    size, lines = fitted("word " * 14)
    assert size == 60
    assert len(lines) == 2
    size, lines = fitted("word " * 22)
    assert (size, len(lines)) == (52, 3)
    size, lines = fitted("a sentence of some length " * 40)
    assert (size, len(lines)) == (44, 3)
    assert lines[-1].endswith("…")


def test_a_word_wider_than_the_picture_is_broken():
    lines = wrapped("W" * 100, 60)
    assert len(lines) > 3
    assert "".join(lines) == "W" * 100


@pytest.mark.parametrize(
    "text", ["", "W" * 5000, "ی" * 300, "\ud800", "\x00", "a " * 3000, "<script>alert(1)</script>"]
)  # fmt: skip
def test_any_text_can_be_drawn(text):
    many = [(number, text) for number in range(1, 9)]
    column = Column(text, date(2020, 1, 1), date(2020, 1, 1), ((1, 1), (9, 2)), BitMap([1, 2, 3]))
    opened(drawn(Picture(text, text, text, text, [column] * 100, many)))


def test_hostile_titles_and_searches(client, published: Desk):
    published.event(
        "evil", "<b>\"'&" + "W" * 120, "2023-01-01", "after", "visit",
        excerpts=({"source": "wire-closing", "quote": "a"},),
    )  # fmt: skip
    published.publish("Evil.")
    opened(client.get("/events/evil/card.png").content)
    for q in ("<script>", "قاسم", "W" * 200, '"a phrase" -b', "\u202eabc"):
        response = client.get("/card.png", {"q": q})
        assert response.status_code == 200, q
        opened(response.content)


# -- when events were ------------------------------------------------------------------------------


def index_of(*days: tuple[str, str]) -> Index:
    """An index of events that begin on the days given, with their phases."""
    names = sorted({phase for _, phase in days})
    entries = [
        Entry(n, date.fromisoformat(day) if day else None, date.fromisoformat(day or "2020-01-01"),
              {"phase": [phase]})
        for n, (day, phase) in enumerate(days)
    ]  # fmt: skip
    catalogue = {name: {"name": name, "mark": n} for n, name in enumerate(names, 1)}
    return Index.build(entries, {"phase": catalogue})


def columns(index: Index, **options) -> list[tuple]:
    return [(c.label, c.total, c.torn) for c in strip(index, index.all, **options)]


def test_days():
    index = index_of(("2020-01-03", "a"), ("2020-01-03", "b"), ("2020-01-05", "a"),
                     ("2020-02-01", "b"))  # fmt: skip
    assert columns(index) == [
        ("3 Jan", 2, False), ("4", 0, False), ("5", 1, False), ("1 Feb", 1, True),
    ]  # fmt: skip
    assert strip(index, index.all)[0].counts == ((1, 1), (2, 1))


def test_months_years_and_centuries():
    assert columns(index_of(("2020-11-30", "a"), ("2021-01-01", "a"))) == [
        ("Nov 2020", 1, False), ("Dec", 0, False), ("Jan 2021", 1, False),
    ]  # fmt: skip
    assert columns(index_of(("1979-01-01", "a"), ("2020-05-01", "a"), ("2021-12-31", "a"))) == [
        ("1979", 1, False), ("2020", 1, True), ("2021", 1, False),
    ]  # fmt: skip
    assert columns(index_of(("1799-01-01", "a"), ("2020-05-01", "a"))) == [
        ("1790s", 1, False), ("2020s", 1, True),
    ]  # fmt: skip
    assert columns(index_of(("0001-01-02", "a"), ("9999-12-31", "a"))) == [
        ("0s", 1, False), ("9900s", 1, True),
    ]  # fmt: skip


def test_events_without_a_first_day_are_in_no_column():
    assert columns(index_of(("", "a"))) == []
    assert columns(index_of(("", "a"), ("2020-01-03", "a"))) == [("3 Jan", 1, False)]
    assert columns(index_of()) == []


def test_what_may_have_begun_before_the_range_is_in_its_first_column():
    index = index_of(("1999-01-01", "a"), ("2020-01-03", "a"))
    assert columns(index, start=date(2020, 1, 1)) == [
        ("by 1 Jan", 1, False), ("2", 0, False), ("3", 1, False),
    ]  # fmt: skip


# -- addresses -------------------------------------------------------------------------------------


def test_bad_values_are_named(client, published):
    response = client.get("/card.png?actor=nobody")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert "“nobody” is not an actor" in response.json()["detail"]
    assert client.get("/events/closing/card.png?actor=ada").status_code == 400


def test_what_is_not_there(client, republished):
    assert client.get("/events/none/card.png").status_code == 404
    assert client.get("/events/meeting/card.png").status_code == 410
    assert client.get("/events/meeting/card.png?edition=1").status_code == 200


def test_an_event_that_was_renamed(client, published: Desk):
    published.change(published.events["review"], former_slugs=["review"], slug="court-review")
    published.publish("Renamed.")
    response = client.get("/events/review/card.png")
    assert response.status_code == 301
    assert response["Location"] == "/events/court-review/card.png"


def test_an_empty_view_has_a_picture(client, published):
    opened(client.get("/card.png?actor=ben&kind=denial").content)


def test_before_the_first_edition(client, db):
    assert client.get("/card.png").status_code == 503
    assert client.get("/events/closing/card.png").status_code == 503


@pytest.mark.parametrize("path", PICTURES)
def test_caching(client, published, path):
    response = client.get(path)
    assert response["Cache-Control"] == LATEST
    assert not response.cookies
    again = client.get(path, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    edition = client.get(path + ("&" if "?" in path else "?") + "edition=1")
    assert edition["Cache-Control"] == PERMANENT
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(("path", "count"), [("/card.png?actor=ada", 2), (PICTURES[2], 4)])
def test_queries(client, published, django_assert_num_queries, path, count):
    forget_indexes()
    with django_assert_num_queries(count):
        client.get(path)
