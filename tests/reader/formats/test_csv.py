"""The view as CSV, read back by Python's own reader."""

import csv
import io

import pytest

from tests.reader.formats.conftest import HOSTILE_QUOTE, HOSTILE_SOURCE, HOSTILE_TITLE
from timeline.reader.formats import csv_format

HEADER = (
    "event,event_url,title,summary,date,date_phrase,earliest,latest,time,zone,fold,date_basis,"
    "date_note,phase,kind,importance,actors,places,about,wording,origins,excerpt,stance,quote,"
    "translation,language,said_by,locator,passage_url,source,source_title,publisher,origin,byline,published,"
    "first_published,source_url,archived_url,edition,phase_slug,actor_slugs,place_slugs,"
    "about_slugs,origin_slugs,said_by_slug,publisher_slug,source_origin_slug,licence\r\n"
)
SLUGS = {
    "phase_slug": "closing",
    "actor_slugs": "crew",
    "place_slugs": "old-bridge",
    "about_slugs": "",
    "origin_slugs": "courier",
    "said_by_slug": "crew",
    "publisher_slug": "courier",
    "source_origin_slug": "courier",
}


def rows(client, address: str) -> list[dict[str, str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_it_begins_with_a_mark_and_a_header(client, published):
    content = client.get("/timeline.csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").startswith(HEADER)


def test_a_row_an_excerpt(client, published):
    found = rows(client, "/timeline.csv?kind=finding")
    assert found == [
        {
            "event": "tally",
            "event_url": "http://testserver/events/tally/",
            "title": "The crew counts vehicles",
            "summary": "The crew counts vehicles, as sources say.",
            "date": "2020-01-03/2020-01-05",
            "date_phrase": "3 to 5 January 2020",
            "earliest": "2020-01-03",
            "latest": "2020-01-05",
            "time": "",
            "zone": "",
            "fold": "",
            "date_basis": "",
            "date_note": "",
            "phase": "The closing",
            "kind": "finding",
            "importance": "minor",
            "actors": "Bridge crew (agent)",
            "places": "Old Bridge",
            "about": "",
            "wording": "",
            "origins": "The Courier",
            "excerpt": "tally-1",
            "stance": "supports",
            "quote": "Twelve vehicles were turned back.",
            "translation": "",
            "language": "en",
            "said_by": "Bridge crew",
            "locator": "paragraph 4",
            "passage_url": (
                "https://courier.example/courier-bridge"
                "#:~:text=Twelve%20vehicles%20were%20turned%20back."
            ),
            "source": "courier-bridge",
            "source_title": "What happened at the Old Bridge",
            "publisher": "The Courier",
            "origin": "The Courier",
            "byline": "J. Hill",
            "published": "2020-01-04",
            "first_published": "2020-01-04",
            "source_url": "https://courier.example/courier-bridge",
            "archived_url": "https://archive.example/courier-bridge",
            "edition": "1",
            **SLUGS,
            "licence": (
                "Titles, summaries and notes: CC BY 4.0. Quotations belong to their publishers and "
                "are quoted for study and reporting."
            ),
        },
        {
            **found[0],
            "excerpt": "tally-2",
            "stance": "disputes",
            "quote": "no vehicle waited",
            "said_by": "Ministry of Works",
            "locator": "",
            "passage_url": "https://wire.example/wire-closing#:~:text=no%20vehicle%20waited",
            "source": "wire-closing",
            "source_title": "Old Bridge closes",
            "publisher": "North Wire",
            "origin": "North Wire",
            "byline": "",
            "published": "2020-01-03",
            "first_published": "2020-01-03",
            "source_url": "https://wire.example/wire-closing",
            "archived_url": "",
            "said_by_slug": "ministry",
            "publisher_slug": "wire",
            "source_origin_slug": "wire",
        },
    ]


def test_all_of_a_long_view(client, long):
    assert len(rows(client, "/timeline.csv")) == 120


def test_every_excerpt_in_the_order_of_the_view(client, published):
    found = rows(client, "/timeline.csv")
    assert [row["excerpt"] for row in found] == [
        "plan-1", "meeting-1", "closing-1", "closing-2", "closing-3", "tally-1", "tally-2",
        "denial-1", "denial-2", "review-1", "reopening-1", "reopening-2", "traffic-1",
    ]  # fmt: skip
    newest = rows(client, "/timeline.csv?sort=newest&actor=crew")
    assert [row["event"] for row in newest] == ["reopening", "reopening", "tally", "tally"]
    assert found[2]["actors"] == "Ministry of Works (agent); Ada Reed (speaker, host)"
    assert (found[2]["time"], found[2]["zone"]) == ("01:00", "Asia/Baghdad")
    assert (found[4]["publisher"], found[4]["origin"]) == ("Evening Gazette", "North Wire")


@pytest.mark.parametrize("text", ["=1", "'=1", "''-30-'", "'-30-'", "\n", "'\t", "@a"])
def test_the_apostrophe_of_a_cell_can_be_taken_off_again(text):
    assert csv_format._safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "'tis", "''", "’-30-’"])
def test_no_other_cell_gets_an_apostrophe(text):
    assert csv_format._safe(text) == text


def test_cells_that_a_spreadsheet_would_run_have_an_apostrophe(client, hostile):
    (row,) = rows(client, "/timeline.csv")
    assert row["title"] == f"'{HOSTILE_TITLE}"
    assert row["quote"] == f"'{HOSTILE_QUOTE}"
    assert row["summary"].startswith("'+first line\nsecond, line; \\n")
    assert row["actors"] == "'=Bobby; <b>Tables</b> (speaker)"
    assert row["publisher"] == '\'-1+2 "Bad", {Press} & <u>Sons</u>'
    assert row["byline"] == "'+Bobby {Tables} and Alice"
    assert row["source_title"] == HOSTILE_SOURCE
    assert row["date"] == "2020-01-03"


def test_nothing_but_the_header_without_results(client, published):
    assert client.get("/timeline.csv?actor=clerk").content.decode("utf-8-sig") == HEADER
