"""No public page reads or sets a cookie, whatever a browser sends."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tests import factories
from timeline.accounts.cookies import StaffCookies

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/timeline.json", "/about/", "/sources/", "/events/nothing/", "/nothing", "/healthz",
          "/?from=banana", "/static/none.css"]  # fmt: skip
COOKIES = [
    "sessionid=malformed",
    "sessionid=" + "a" * 32,
    "sessionid=; csrftoken=short",
    "csrftoken=" + "b" * 32 + "; messages=forged; otp=1",
    'sessionid="quoted\\"; sessionid=again',
    "=;;;sessionid",
    "\xff\xfe=\x01",
    "sessionid=" + "x" * 8000,
]


@pytest.mark.parametrize("cookie", COOKIES)
@pytest.mark.parametrize("path", PUBLIC)
def test_whatever_comes_in_no_cookie_goes_out(client, path, cookie):
    response = client.get(path, HTTP_COOKIE=cookie)
    assert response.cookies.output() == ""
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    ("path", "sent"), [("/", []), ("/about/", []), ("/administrators/", []), ("/admin/", ["a"])]
)
def test_a_cookie_that_a_public_page_would_set_stays_here(path, sent):
    def page(request):
        assert ({"sessionid": "x"} if path == "/admin/" else {}) == request.COOKIES
        response = HttpResponse("A page.")
        response.set_cookie("a", "b")
        return response

    request = RequestFactory().get(path, HTTP_COOKIE="sessionid=x")
    assert list(StaffCookies(page)(request).cookies) == sent


def test_who_is_signed_in_gets_the_same_public_page(client):
    signed_in = factories.client_of(factories.admin())
    for path in PUBLIC:
        response = signed_in.get(path)
        assert response.cookies.output() == ""
        assert response.content == client.get(path).content


def test_the_desk_has_its_cookies_and_for_itself_alone():
    factories.with_password(factories.curator())
    client = Client()
    client.get("/admin/login/")
    client.post("/admin/login/", {"username": "cora", "password": factories.PASSWORD})
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["path"], cookie["samesite"]) == ("/admin/", "Lax")
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["max-age"] == 7 * 24 * 60 * 60


def test_over_https_cookies_are_secure(settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    factories.with_password(factories.curator())
    client = Client()
    client.get("/admin/login/")
    client.post("/admin/login/", {"username": "cora", "password": factories.PASSWORD})
    assert client.cookies["sessionid"]["secure"]
    assert client.cookies["csrftoken"]["secure"]


def test_what_was_saved_is_in_no_cookie():
    """It names things of the desk, and a cookie for all paths would go with public requests."""
    client = factories.client_of(factories.admin())
    saved = client.post("/admin/auth/group/add/", {"name": "Proofreaders"})
    assert saved.status_code == 302
    assert set(saved.cookies) <= {"sessionid", "csrftoken"}
    assert {cookie["path"] for cookie in saved.cookies.values()} <= {"/admin/"}
    assert "Proofreaders" in client.get(saved["Location"]).content.decode()
    assert "messagelist" not in client.get(saved["Location"]).content.decode()
