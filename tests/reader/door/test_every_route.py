"""Every public route, found by walking the resolver, held to one table.

The same mistake has the same status wherever it is made, in the form that the route answers in.
`pytest tests/reader/door/test_every_route.py -s` prints the table.
"""

from datetime import date

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.public_routes import EDITION, NONE, PATH, ROUTES, address

# Reports come against the one way that data goes, so they have a door of their own
# (tests/reports); the desk is not public.
ELSEWHERE = {"report", "report-state"}

MEDIA = {
    "page": "text/html; charset=utf-8",
    "frame": "text/html; charset=utf-8",
    "data": "application/problem+json",
    "text": "text/plain; charset=utf-8",
    "open text": "text/plain; charset=utf-8",
    "file": "text/plain; charset=utf-8",
    "open file": "text/plain; charset=utf-8",
}
OPEN = ("data", "open text", "open file")
OF_EDITIONS = [name for name, route in ROUTES.items() if not route.form.endswith("file")]
UNKEPT = {"healthz", "readyz"}  # are asked for each time


def public_patterns(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from public_patterns(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern) and not prefix.startswith("admin/"):
            yield pattern


@pytest.fixture(autouse=True)
def contact(settings):
    """Without one, there is no security.txt."""
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    settings.SECURITY_CONTACT_UNTIL = date(9999, 1, 1)


def test_every_public_route_is_in_the_table():
    names = {pattern.name for pattern in public_patterns(get_resolver().url_patterns)}
    assert names == ROUTES.keys() | ELSEWHERE


def test_every_public_route_has_the_door():
    doors = {
        pattern.name: getattr(pattern.callback, "door", None)
        for pattern in public_patterns(get_resolver().url_patterns)
        if pattern.name not in ELSEWHERE
    }
    assert doors == {name: route.form for name, route in ROUTES.items()}
    for name, route in ROUTES.items():
        print(f"{name:18} {route.address:32} {route.form:10} {route.edition}")


def header_of_open_data(name, response):
    is_open = ROUTES[name].form in OPEN
    assert response.headers.get("Access-Control-Allow-Origin") == ("*" if is_open else None)


@pytest.mark.parametrize("name", ROUTES)
def test_it_answers(client, two_editions, name):
    response = client.get(address(name))
    assert response.status_code == 200
    assert not response.cookies
    header_of_open_data(name, response)
    licensed = '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    is_data = ROUTES[name].form in ("data", "open text")
    assert (licensed in response.get("Link", "")) == is_data


@pytest.mark.parametrize("name", ROUTES)
def test_head_answers_as_get_without_a_body(client, two_editions, name):
    got, head = client.get(address(name)), client.head(address(name))
    assert head.status_code == 200
    assert head.headers.get("ETag") == got.headers.get("ETag")
    assert b"".join(head) == b""


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_another_method_is_refused(client, two_editions, name, method):
    response = getattr(client, method)(address(name))
    if method == "options" and ROUTES[name].form in OPEN:
        assert response.status_code == 204  # to browsers that ask for a script of another site
    else:
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
    header_of_open_data(name, response)


@pytest.mark.parametrize("name", ROUTES)
def test_who_holds_the_answer_gets_304(client, two_editions, name):
    first = client.get(address(name))
    if name in UNKEPT:
        assert first["Cache-Control"] == "no-store"
        assert "ETag" not in first
        return
    again = client.get(address(name), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, b"".join(again)) == (304, b"")
    for header in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
        assert again.headers.get(header) == first.headers.get(header), header
    header_of_open_data(name, again)
    other = client.get(address(name), headers={"If-None-Match": '"another"'})
    assert other.status_code == 200


@pytest.mark.parametrize("name", OF_EDITIONS)
def test_a_pinned_edition_is_kept_for_ever(client, two_editions, name):
    route = ROUTES[name]
    if route.edition == NONE:
        return
    pinned = address(name) if route.edition == PATH else address(name, edition=1)
    assert client.get(pinned)["Cache-Control"] == "public, max-age=31536000, immutable"
    if route.edition == EDITION:
        assert client.get(address(name))["Cache-Control"] == (
            "public, max-age=0, s-maxage=1, stale-if-error=86400"
        )


@pytest.mark.parametrize("edition", ["9", "0", "abc", "1_0", "%D9%A1"])
@pytest.mark.parametrize(
    "name", [name for name, route in ROUTES.items() if route.edition == EDITION]
)
def test_an_edition_that_does_not_exist(client, two_editions, name, edition):
    response = client.get(address(name, edition=edition))
    said = {"%D9%A1": "١"}.get(edition, edition)
    assert response.status_code == 400
    assert response["Content-Type"] == MEDIA[ROUTES[name].form]
    assert response["Cache-Control"] == "public, no-cache"
    assert f"There is no edition “{said}”. The latest is 2." in response.content.decode()
    header_of_open_data(name, response)


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.edition == PATH])
def test_an_edition_of_a_path_that_does_not_exist(client, two_editions, name):
    path = ROUTES[name].address.replace("1", "9").replace("2", "9")
    path = "/editions/1...9/" if name == "comparison" else path
    response = client.get(path)
    assert response.status_code == 404
    assert response["Content-Type"] == MEDIA[ROUTES[name].form]
    assert response["Cache-Control"] == "public, no-cache"
    assert "There is no edition 9. The latest is 2." in response.content.decode()
    header_of_open_data(name, response)


@pytest.mark.parametrize("name", ROUTES)
def test_an_unknown_parameter_is_named(client, two_editions, name):
    response = client.get(address(name, colour="red"))
    assert response.status_code == 400
    assert response["Content-Type"] == MEDIA[ROUTES[name].form]
    assert response["Cache-Control"] == "public, no-cache"
    assert "“colour”" in response.content.decode()
    header_of_open_data(name, response)


@pytest.mark.parametrize("name", ROUTES)
def test_what_follows_people_about_the_web_is_no_parameter(client, two_editions, name):
    followed = {"utm_source": "letter", "fbclid": "x", "_ga": "1", "_x_tr_sl": "fa", "s": "20",
                "__cf_chl_tk": "a", "WT.mc_id": "b", "amp;utm_id": "c", "source": "d"}  # fmt: skip
    response = client.get(address(name, **followed), follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize("name", OF_EDITIONS)
def test_before_the_first_edition(client, db, name):
    response = client.get(address(name))
    assert response.status_code == 503
    assert response["Content-Type"] == MEDIA[ROUTES[name].form]
    assert response["Cache-Control"] == "public, no-cache"
    assert "othing is published yet" in response.content.decode()
    header_of_open_data(name, response)


def header_lines(response):
    """All but the number that each request has of its own."""
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


@pytest.mark.parametrize("name", ROUTES)
def test_the_host_of_a_request_is_believed_nowhere(client, two_editions, name):
    """What one stranger's request is answered, a cache may keep for all."""
    there = client.get(address(name))
    said = b"".join(there)
    for host in ("testserver:9999", "localhost", "127.0.0.1:80"):
        here = client.get(address(name), headers={"Host": host, "X-Forwarded-Host": "evil.example"})
        assert b"".join(here) == said
        assert header_lines(here) == header_lines(there)


def test_the_address_of_the_site_is_that_of_its_setting(client, two_editions, settings):
    before = client.get("/")["ETag"]
    settings.SITE_URL = "https://timeline.example.org"
    page = client.get("/")
    assert '<link rel="canonical" href="https://timeline.example.org/">' in page.content.decode()
    assert "http://testserver" not in page.content.decode()
    assert page["ETag"] != before


def test_visitors_of_http_are_sent_to_the_site_itself(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_SSL_HOST = True, "timeline.example.org"
    moved = client.get("/?phase=a", headers={"Host": "localhost:9999"})
    assert (moved.status_code, moved["Location"]) == (301, "https://timeline.example.org/?phase=a")
