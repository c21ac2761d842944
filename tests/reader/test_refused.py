"""What the pages beside the timeline do not take is named, not ignored."""

import pytest

from tests.html import page_of

PAGES = [
    "/sources/",
    "/sources/courier-bridge/",
    "/actors/",
    "/actors/ada/",
    "/places/",
    "/places/old-bridge/",
    "/about/",
    "/disputes/",
    "/disputes/how-many/",
    "/publishers/",
    "/publishers/wire/",
    "/editions/",
]


@pytest.mark.parametrize("path", PAGES)
def test_an_unknown_parameter_is_named(client, published, path):
    response = client.get(path, {"colour": "red", "<b>": "1"})
    page = page_of(response)
    assert response.status_code == 400
    assert response["Cache-Control"] == "public, no-cache"
    assert page.one("main").texts("li") == [
        "This page has no parameter “colour”; it takes “edition” alone.",
        "This page has no parameter “<b>”; it takes “edition” alone.",
    ]
    assert page.one("main").links() == {
        "Open this page without it": path,
        "go to the timeline": "/",
    }


@pytest.mark.parametrize("path", PAGES)
def test_tracking_parameters_and_editions_are_taken(client, published, path):
    assert client.get(path, {"utm_source": "letter", "fbclid": "x"}).status_code == 200
    assert client.get(path, {"edition": "1"}).status_code == 200
