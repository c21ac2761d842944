"""The view for TimelineJS 3: what its format requires, and dates that keep their doubt."""

import json
from typing import Any

import pytest

from tests.html import read
from tests.reader.formats.conftest import HOSTILE_QUOTE, HOSTILE_TITLE
from timeline.reader.formats.timelinejs import slide_dates
from timeline.text import dates


def timeline(client, address: str = "/timeline.timelinejs.json") -> dict[str, Any]:
    return json.loads(client.get(address).content)


def slides(client, address: str = "/timeline.timelinejs.json") -> dict[str, Any]:
    return {slide["unique_id"]: slide for slide in timeline(client, address)["events"]}


def test_the_title_slide(client, published):
    found = timeline(client, "/timeline.timelinejs.json?kind=denial")
    assert found.keys() - {"title", "events", "scale"} == {
        "attribution", "licence", "licence_url", "rights",
    }  # fmt: skip
    assert found["attribution"] == "Aftermath, edition 1"
    assert found["title"]["text"]["headline"] == "Denials"
    text = read(found["title"]["text"]["text"])
    assert text.text == "1 event of Aftermath, edition 1, 1 March 2026. Read them with all sources"
    assert text.one("a")["href"] == "http://testserver/?kind=denial&edition=1"


def test_every_slide_has_what_is_required(client, published):
    found = timeline(client)["events"]
    assert len(found) == 8
    for slide in found:
        assert set(slide) - {"end_date"} == {
            "unique_id", "display_date", "text", "group", "start_date",
        }  # fmt: skip
        assert isinstance(slide["start_date"]["year"], int)
        assert set(slide["text"]) == {"headline", "text"}


def test_a_slide(client, published):
    slide = slides(client)["denial"]
    text = read(slide.pop("text")["text"])
    assert slide == {
        "unique_id": "denial",
        "display_date": "22 February 2020 or 23 February 2020",
        "group": "Afterwards",
        "start_date": {"year": 2020, "month": 2, "day": 22},
        "end_date": {"year": 2020, "month": 2, "day": 23},
    }
    assert text.texts("blockquote") == ["There was no delay.", "in the week of the storm"]
    assert "Town clerk, reported by North Wire (news agency, state-owned)" in text.text


def test_a_local_time(client, published):
    assert slides(client)["closing"]["start_date"] == {
        "year": 2020, "month": 1, "day": 3, "hour": 1, "minute": 0,
    }  # fmt: skip


def test_texts_are_html_and_ours_are_escaped(client, hostile):
    slide = slides(client)["bad-event"]
    assert read(slide["text"]["headline"]).text == HOSTILE_TITLE
    assert slide["group"] == "&lt;Phase&gt; &amp; co"
    text = read(slide["text"]["text"])
    assert text.one("blockquote").text == " ".join(HOSTILE_QUOTE.split())
    assert text.all("script") == []


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2020", (2020,), ()),
        ("2020-01", (2020, 1), ()),
        ("2020-01-03", (2020, 1, 3), ()),
        ("2020-01-03~", (2020, 1, 2), (2020, 1, 4)),
        ("2019-21", (2019, 3, 1), (2019, 5, 31)),
        ("201X", (2010, 1, 1), (2019, 12, 31)),
        ("2020-01-03/2020-02", (2020, 1, 3), (2020, 2, 29)),
        ("2022-09-24/..", (2022, 9, 24), ()),
        ("../2020-01-03", (2020, 1, 3), ()),
        ("[2020-01-03,2020-01-08]", (2020, 1, 3), (2020, 1, 8)),
    ],
)
def test_dates(edtf, start, end):
    names = ("year", "month", "day")
    expected = {"start_date": dict(zip(names, start, strict=False))}
    if end:
        expected["end_date"] = dict(zip(names, end, strict=True))
    assert slide_dates(dates.parse(edtf)) == expected
