"""What a view without results offers."""

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


def test_each_way_gives_what_it_promises(client, published):
    for query in (
        {"q": "bridge 1950"},
        {"q": '"turned back" queues', "match": "all"},
        {"q": "bridge", "actor": ["ben", "crew"]},
        {"q": "mayor zeppelin", "match": "all"},
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
