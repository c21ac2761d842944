"""oEmbed 1.0 (oembed.com), in JSON."""

from urllib.parse import urlencode

import pytest

from tests.html import page_of, read
from tests.timeline_data import Desk, forget_indexes

HOST = "http://testserver"
EVIL = "<script>alert(1)</script>\"'&amp;"


def ask(client, url, **parameters):
    return client.get("/oembed?" + urlencode({"url": url} | parameters))


def test_a_view(client, published):
    response = ask(client, f"{HOST}/?actor=ada&from=2020")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    answer = response.json()
    html = answer.pop("html")
    assert answer == {
        "version": "1.0",
        "type": "rich",
        "title": "Events that name Ada Reed, from 2020",
        "provider_name": "Aftermath",
        "provider_url": "http://testserver/",
        "cache_age": 3600,
        "width": 600,
        "height": 560,
        "thumbnail_url": "http://testserver/card.png?from=2020&actor=ada&edition=1",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    frame = read(html).one("iframe")
    assert frame.attributes == {
        "src": "http://testserver/embed/?from=2020&actor=ada",
        "title": "Events that name Ada Reed, from 2020 | Aftermath",
        "width": "600",
        "height": "560",
        "loading": "lazy",
        "style": "border:0;max-width:100%",
    }
    assert client.get(frame["src"].removeprefix(HOST)).status_code == 200


def test_an_event_of_an_edition(client, republished):
    answer = ask(client, f"{HOST}/events/meeting/?edition=1").json()
    assert answer["title"] == "The mayor meets Ben Cole"
    assert answer["cache_age"] == 31536000
    frame = read(answer["html"]).one("iframe")
    assert frame["src"] == "http://testserver/embed/events/meeting/?edition=1"
    assert answer["thumbnail_url"] == "http://testserver/events/meeting/card.png?edition=1"


def test_the_whole_timeline_by_any_scheme(client, published):
    for url in (HOST, f"{HOST}/", "https://testserver/", "HTTP://TESTSERVER/#main"):
        assert ask(client, url).json()["title"] == "The whole timeline", url


def test_the_limits_are_kept(client, published):
    answer = ask(client, f"{HOST}/", maxwidth="320", maxheight="240").json()
    assert (answer["width"], answer["height"]) == (320, 240)
    assert 'width="320" height="240"' in answer["html"]
    assert "thumbnail_url" not in answer  # it would be larger
    answer = ask(client, f"{HOST}/", maxwidth="4000").json()
    assert (answer["width"], answer["height"]) == (600, 560)


def test_pages_name_it(client, published):
    for path in ("/", "/?actor=ada", "/events/closing/"):
        page = page_of(client.get(path))
        link = page.one("link", type="application/json+oembed")
        assert link["rel"] == "alternate"
        answer = client.get(link["href"].removeprefix(HOST)).json()
        assert f"{answer['title']} | Aftermath" == page.one("title").text
    assert page_of(client.get("/actors/ada/")).all("link", type="application/json+oembed") == []


# -- what has no answer ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["http://elsewhere.example/", "http://testserver:8080/", "ftp://testserver/", "/", "testserver",
     "http://testserver@elsewhere.example/", "http://[/", "javascript:alert(1)", "http://",
     "http://testserver/actors/ada/", "http://testserver/nowhere", "http://testserver/admin/",
     "http://testserver/events/none/", "http://testserver/?actor=nobody",
     "http://testserver/?edition=7", "http://testserver/?page=2", "http://testserver/?from=banana",
     "http://testserver/events/closing/?actor=ada", "http://testserver/oembed?url=x"],
)  # fmt: skip
def test_what_is_not_a_view_or_an_event_of_ours(client, published, url):
    response = ask(client, url)
    if url.endswith("?page=2"):  # a page that the view does not have shows nothing of its own
        assert response.status_code in (200, 404)
        return
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 404
    assert response.json()["detail"]


def test_the_problem_is_named(client, published):
    detail = ask(client, f"{HOST}/?actor=adda").json()["detail"]
    assert detail == "“adda” is not an actor of this edition. The nearest is “ada”."


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("", "“url” is missing: the address of a view or an event."),
        ("url=", "“url” is missing: the address of a view or an event."),
        ("url=a&url=b", "“url” takes one value."),
        ("url=http://testserver/&maxwidth=wide",
         "maxwidth: “wide” is not a number of pixels, from 1 to 999999."),
        ("url=http://testserver/&maxheight=0",
         "maxheight: “0” is not a number of pixels, from 1 to 999999."),
        ("url=http://testserver/&maxwidth=%D9%A3",
         "maxwidth: “٣” is not a number of pixels, from 1 to 999999."),
        ("url=http://testserver/&callback=f",
         ("This page has no parameter “callback”; it takes “url”, “maxwidth”, “maxheight”, "
         "“format”.")),
    ],
)  # fmt: skip
def test_bad_parameters(client, published, query, detail):
    response = client.get(f"/oembed?{query}")
    assert response.status_code == 400
    assert response.json()["detail"] == detail


def test_only_json(client, published):
    assert ask(client, f"{HOST}/", format="json").status_code == 200
    response = ask(client, f"{HOST}/", format="xml")
    assert response.status_code == 501
    assert response.json()["detail"] == "“xml” is not a format we have. Ask for json."


def test_before_the_first_edition(client, db):
    assert ask(client, f"{HOST}/").status_code == 503


def test_markup_cannot_leave_its_attribute(client, published: Desk):
    published.event(
        "evil", EVIL, "2023-01-01", "after", "visit",
        excerpts=({"source": "wire-closing", "quote": "a"},),
    )  # fmt: skip
    published.publish("Evil.")
    answer = ask(client, f"{HOST}/events/evil/").json()
    assert answer["title"] == EVIL  # data; whoever shows it escapes it
    frame = read(answer["html"]).one("iframe")
    assert frame["title"] == f"{EVIL} | Aftermath"
    assert "<script" not in answer["html"]


# -- for scripts of other sites, and caches --------------------------------------------------------


def test_scripts_of_any_site_may_read_it(client, published):
    for response in (ask(client, f"{HOST}/"), ask(client, "x"), client.post("/oembed")):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies
    assert client.post("/oembed").status_code == 405


def test_caching(client, published):
    response = ask(client, f"{HOST}/")
    again = client.get(
        "/oembed?" + urlencode({"url": f"{HOST}/"}), headers={"If-None-Match": response["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(("path", "count"), [("/?actor=ada", 2), ("/events/closing/", 3)])
def test_queries(client, published, django_assert_num_queries, path, count):
    forget_indexes()
    with django_assert_num_queries(count):
        ask(client, HOST + path)
