"""What a view without results offers."""

from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest

from tests.html import page_of
from tests.reader.test_timeline import titles
from timeline.reports.models import ProblemKind


def nothing_of(client, **query):
    page = page_of(client.get("/", query))
    assert titles(page) == []
    return page.one(class_="nothing")


def test_a_search_says_what_each_part_of_it_left_out_brings_back(client, published):
    nothing = nothing_of(client, q="counts zeppelin", match="all")
    assert nothing.links()["Without “zeppelin”"] == "/?q=counts&match=all"
    nothing = nothing_of(client, q="vehicle -twelve")
    assert nothing.links()["Without “-twelve”"] == "/?q=vehicle"


def test_a_search_as_typed_leads_to_other_spellings(client, published):
    nothing = nothing_of(client, q='"bridge trafic"')
    assert nothing.links()["Without quotation marks, in any spelling"] == "/?q=bridge%20trafic"
    nothing = nothing_of(client, q="trafic", match="all")
    assert nothing.links()["Spelled “traffic”"] == "/?q=trafic"
    nothing = nothing_of(client, q="zeppelin counts quokka", match="all")
    assert nothing.links()["Without “zeppelin” and “quokka”"] == "/?q=counts&match=all"


def test_each_way_gives_what_it_promises(client, published):
    for query in (
        {"q": "bridge 1950"},
        {"q": '"turned back" queues', "match": "all"},
        {"q": "bridge", "actor": ["ben", "crew"]},
        {"q": "mayor zeppelin", "match": "all"},
        {"q": "trafic", "match": "all"},
        {"q": '"bridge trafic"'},
    ):
        nothing = nothing_of(client, **query)
        assert nothing.all("li"), query
        for way in nothing.all("li"):
            count = way.one(class_="n").text.split()[0]
            href = way.one("a")["href"]
            assert client.get(href.replace("/?", "/timeline.json?", 1)).json()["total"] == int(
                count
            )


def test_whom_a_search_without_results_names_is_said(client, published):
    nothing = nothing_of(client, q="Ada Reed 1950")
    assert nothing.one(id="meant").links() == {"Ada Reed": "/actors/ada/"}


def test_what_is_missing_can_be_reported_with_what_was_searched(client, published):
    nothing = nothing_of(client, q="zeppelin")
    address = nothing.one("a", id="report-missing")["href"]
    assert address == "/report/?searched=zeppelin"
    response = client.get(address)
    form = page_of(response)
    assert "I searched for “zeppelin” and found nothing." in form.one("textarea").text
    assert f'value="{ProblemKind.MISSING}" selected'.encode() in response.content


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("query", "wider"),
    [
        # An end that is later, or a start that is earlier, by as little as finds anything.
        ({"from": "2018", "to": "2019-06"}, {"/?from=2018&to=2019-11-01"}),
        ({"to": "1999"}, {"/?to=2019-11-01"}),
        (
            {"from": "2030", "to": "2031", "kind": "denial"},
            {"/?from=2020-02-23&to=2031&kind=denial"},
        ),
        (
            {"from": "2019-12", "to": "2019-12"},
            {"/?from=2019-12&to=2020-01-01", "/?from=2019-11-30&to=2019-12"},
        ),
        (
            {"from": "2019-10", "to": "2019-11", "certainty": "certain", "kind": "finding"},
            {"/?from=2019-10&to=2020-01-05&certainty=certain&kind=finding"},
        ),
        ({"q": "counts vehicles", "from": "2018", "to": "2019-06"}, None),
        ({"q": "zeppelin", "from": "2018", "to": "2019-06"}, set()),
        ({"q": "zeppelin"}, set()),
    ],
)
def test_the_range_of_dates_is_widened_to_the_nearest_event(client, published, query, wider):
    found = nothing_of(client, **query).links()
    widened = {href for href in found.values() if href.startswith("/?") and is_wider(query, href)}
    if wider is None:
        assert widened
    else:
        assert widened == wider
    for href in widened:
        assert client.get(href.replace("/?", "/timeline.json?", 1)).json()["total"] > 0


def is_wider(query: dict[str, str], href: str) -> bool:
    """Whether an address has the same parameters and other dates."""
    asked = dict(parse_qsl(href.partition("?")[2]))
    same = {n: v for n, v in asked.items() if n not in ("from", "to")}
    return asked.keys() == query.keys() and all(query[n] == v for n, v in same.items())


def test_a_widened_range_is_no_wider_than_it_has_to_be(client, published):
    found = nothing_of(client, **{"from": "2018", "to": "2019-06"}).links()
    (href,) = [href for href in found.values() if href.startswith("/?from=2018&to=")]
    end = href.rpartition("=")[2]
    assert titles(page_of(client.get(href)))
    assert not titles(page_of(client.get(href.replace(end, day_before(end)))))


@pytest.mark.parametrize("query", ["from=2030&to=2031", "from=1850", "to=1850", "from=9999"])
def test_a_range_outside_of_the_timeline_is_shown(client, published, query):
    assert client.get(f"/?{query}").status_code == 200
    assert client.get(f"/?{query}&kind=denial").status_code == 200
