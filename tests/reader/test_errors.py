"""Error pages: they stand whatever went wrong, and ask nothing of database, session or request."""

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.views import defaults

from tests.html import page_of, read

HEADINGS = {
    "400.html": "This address cannot be read",
    "403.html": "This is not open to you",
    "404.html": "There is nothing at this address",
    "500.html": "Something went wrong on our side",
}


@pytest.mark.parametrize(("template", "heading"), HEADINGS.items())
def test_an_error_page_is_whole_without_any_context(template, heading):
    page = read(render_to_string(template).replace("<!doctype html>", ""))
    assert page.one("h1").text == heading
    assert page.one("title").text == heading
    assert page.one("html")["lang"] == "en-GB"
    desk = {"Go to the desk": "/admin/"} if template == "403.html" else {}
    assert page.one("main").links() == {"Go to the timeline": "/"} | desk
    assert page.one("meta", name="robots")["content"] == "noindex"


def test_not_found(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/nowhere/at/all")
    assert response.status_code == 404
    assert page_of(response).one("h1").text == HEADINGS["404.html"]


@pytest.mark.parametrize(
    "path", ["/timeline.xls", "/events/closing.jsn", "/editions/1/all.zip", "/schema/event.json"]
)
def test_no_data_is_told_as_by_data(client, db, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    problem = response.json()
    assert (problem["status"], problem["instance"]) == (404, path)
    assert problem["detail"] == (
        "No data has this address. All that there is, is described at /api/."
    )


@pytest.mark.parametrize("path", ["/index.html", "/admin/x.json", "/a.b/c", "/favicon.ico"])
def test_no_page_is_told_as_by_a_page(client, db, path):
    response = client.get(path, follow=True)
    assert "Access-Control-Allow-Origin" not in response
    assert response["Content-Type"].startswith("text/")


def test_not_permitted():
    request = RequestFactory().get("/")
    response = defaults.permission_denied(request, PermissionDenied("why"))
    assert response.status_code == 403
    assert page_of(response).one("h1").text == HEADINGS["403.html"]


def test_too_much_in_one_address(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/?" + "a=1&" * 1001)
    assert response.status_code == 400
    assert page_of(response).one("h1").text == HEADINGS["400.html"]


def test_a_host_that_is_not_ours(client, db):
    response = client.get("/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    assert page_of(response).one("h1").text == HEADINGS["400.html"]


def test_a_failure_of_ours(client, published, monkeypatch):
    def fail() -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr("timeline.editions.archive.latest_edition", fail)
    client.raise_request_exception = False
    for path in ("/", "/sources/", "/timeline.json", "/readyz"):
        response = client.get(path)
        assert response.status_code == 500
        assert page_of(response).one("h1").text == HEADINGS["500.html"]
        assert b"the database is away" not in response.content
        is_open = response.headers.get("Access-Control-Allow-Origin") == "*"
        assert is_open == (path == "/timeline.json")  # scripts of other sites learn of it too


@pytest.mark.parametrize(("path", "is_open"), [("/timeline.json", True), ("/", False)])
def test_what_nobody_can_read_is_told_to_scripts_where_data_is(client, db, path, is_open):
    response = client.get(path, {f"p{number}": "" for number in range(1001)})
    assert response.status_code == 400
    assert ("Access-Control-Allow-Origin" in response) == is_open


def test_a_path_without_its_slash_is_led_to_the_page(client, published):
    for path in ("/sources", "/actors", "/events/closing"):
        response = client.get(f"{path}?edition=1")
        assert (response.status_code, response["Location"]) == (301, f"{path}/?edition=1")
