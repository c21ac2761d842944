"""The headers of every answer, and the grade that Mozilla's Observatory gives."""

from http.cookies import SimpleCookie

import pytest

from tests import factories
from tests.observatory import grade, points
from tests.public_routes import ROUTES, address
from timeline.headers import PERMISSIONS

ELSEWHERE = {
    "the form for reports": "/report/",
    "the desk's door": "/admin/login/",
    "a style sheet": "/static/css/aftermath.css",
    "nothing": "/nothing-here",
    "a bad value": "/?from=banana",
    "no parameter": "/about/?colour=red",
}


@pytest.fixture(autouse=True)
def over_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def held_everywhere(response):
    page = response.get("Content-Type", "").startswith("text/html")
    assert response.get("Permissions-Policy") == (PERMISSIONS if page else None)
    assert response.get("Cross-Origin-Opener-Policy") == ("same-origin" if page else None)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Strict-Transport-Security"] == "max-age=31536000"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize("name", ROUTES)
def test_every_route_has_the_best_grade(client, two_editions, name):
    """But for frames, which other sites may show: that is what they are for."""
    response = client.get(address(name), secure=True)
    held_everywhere(response)
    form = ROUTES[name].form
    everywhere = form in ("data", "open text", "open file", "frame")
    assert response["Cross-Origin-Resource-Policy"] == (
        "cross-origin" if everywhere else "same-origin"
    )
    found = points(response)
    lost = {rule: given for rule, given in found.items() if given < 0}
    assert lost == ({"frames": -20} if form == "frame" else {})
    assert grade(found) == ("B+" if form == "frame" else "A+")


@pytest.mark.parametrize("path", ELSEWHERE.values(), ids=ELSEWHERE)
def test_so_has_all_else(client, two_editions, path):
    response = client.get(path, secure=True)
    held_everywhere(response)
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert grade(points(response)) == "A+"


def test_so_has_the_desk(db):
    client = factories.client_of(factories.admin())
    response = client.get("/admin/", secure=True)
    assert response.status_code == 200
    held_everywhere(response)
    assert grade(points(response)) == "A+"


@pytest.mark.parametrize(
    ("path", "host"), [("/", "evil.example"), ("/?" + "&".join(f"a{n}=1" for n in range(1001)), "")]
)
def test_a_refusal_has_them_too(client, db, path, host):
    response = client.get(path, secure=True, headers={"Host": host or "testserver"})
    assert response.status_code == 400
    assert response["Permissions-Policy"] == PERMISSIONS
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_rules_can_fail():
    """Each rule takes points from what it is there to find."""

    class Answer:
        headers = {"Content-Type": "text/html", "Content-Security-Policy": "default-src *",
                   "Referrer-Policy": "unsafe-url", "Access-Control-Allow-Credentials": "true",
                   "Cross-Origin-Resource-Policy": "nonsense"}  # fmt: skip
        cookies = SimpleCookie("sessionid=x")

        def __iter__(self):
            return iter([b'<script src="//evil.example/a.js"></script>'])

    found = points(Answer())
    assert all(given < 0 for given in found.values()), found
    assert grade(found) == "F"
