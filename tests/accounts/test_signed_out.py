"""Nothing that was sent is lost when nobody is signed in any more: a walk over every form there is.

Each address below /admin/ is sent a form without a session, with the token of an earlier one, and
as a script would; signing in gives back what was sent.
"""

import json

import pytest
from django.test import Client, RequestFactory

from tests import factories
from tests.accounts.test_app import code_at
from tests.accounts.test_roles import address_of, pages, things  # noqa: F401
from tests.accounts.test_two_factor import clock, secured  # noqa: F401
from tests.desk.pages import change_url, opened
from tests.html import page_of
from timeline.accounts.scripts import is_script
from timeline.accounts.signed_out import MOST_KEPT

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
TYPED = [("title", "A title of mine"), ("note", "سطر أول\n<b>second</b> “x”"), ("tags", "1"),
         ("tags", "2"), ("_save", "Save")]  # fmt: skip
SENT = {"title": TYPED[0][1], "note": TYPED[1][1], "tags": ["1", "2"], "_save": "Save"}
OPEN = {"login", "logout", "desk-login-code", "desk-session"}


def kept_in(page):
    fields = json.loads(page.one("input", name="kept")["value"])
    return [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]


def given_back(page):
    """The fields of the form that is to be sent again, as a browser would send them."""
    return [
        (one["name"], one._text().removeprefix("\n")) for one in page.all("textarea", hidden=None)
    ]


def go_on(client, answer, **typed):
    """Send the form that signs in, with all that it carries."""
    page = page_of(answer)
    form = page.one("form", id="login-form")
    hidden = {one["name"]: one["value"] for one in form.all("input", type="hidden")}
    return client.post(form["action"], hidden | typed, headers=OURS)


@pytest.fixture
def everywhere(things):  # noqa: F811
    """The address of every page of the desk that is not for who signs in."""
    return {name: address_of(name, things) for name in pages() - OPEN}


def test_a_form_sent_without_a_session_is_kept_wherever_it_goes(everywhere):
    visitor = Client()
    for name, address in everywhere.items():
        answer = visitor.post(address, SENT, headers=OURS)
        assert (answer.status_code, answer["Cache-Control"]) == (403, "private, no-store"), name
        page = page_of(answer)
        assert kept_in(page) == TYPED, name
        assert page.one("input", name="next")["value"] == address, name
        assert "<b>second" not in answer.content.decode()
        # What holds nothing typed leads to the page that signs in, as a link does.
        assert visitor.post(address).url.startswith(LOGIN), name


def test_a_form_with_the_token_of_an_earlier_session_is_given_back_wherever_it_goes(everywhere):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.admin())
    for name, address in everywhere.items():
        answer = client.post(address, SENT | {"csrfmiddlewaretoken": "a" * 64}, headers=OURS)
        assert answer.status_code == 403, name
        page = page_of(answer)
        assert given_back(page) == TYPED, name
        assert page.one("form", enctype="multipart/form-data")["action"] == address, name
    signed_out = Client(enforce_csrf_checks=True).post(address, SENT, headers=OURS)
    assert kept_in(page_of(signed_out)) == TYPED


def test_a_script_is_told_that_the_session_has_ended_wherever_it_asks(everywhere):
    for headers in ({"Sec-Fetch-Mode": "cors"}, {"X-Requested-With": "XMLHttpRequest"},
                    {"HX-Request": "true"}, {"Accept": "application/json"}):  # fmt: skip
        assert is_script(RequestFactory().get("/", headers=headers)), headers
    visitor, strict = Client(), Client(enforce_csrf_checks=True)
    headers = {"Sec-Fetch-Mode": "cors"} | OURS
    for name, address in everywhere.items():
        for method in (visitor.get, visitor.post):
            answer = method(address, headers=headers)
            assert (answer.status_code, answer.json()) == (401, {"signed_out": True}), name
        answer = strict.post(address, headers=headers)
        assert (answer.status_code, answer.json()) == (403, {"stale": True}), name


def test_every_page_with_a_form_keeps_what_is_typed(everywhere):
    """The scripts that keep and offer it, and that ask to sign in, and for whom they do."""
    admin = factories.admin()
    client = factories.client_of(admin)
    forms = set()
    for name, address in everywhere.items():
        answer = client.get(address)
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        page = page_of(answer)
        typed = [
            one
            for form in page.all("form", method="post")
            for one in form.all("textarea") + form.all("input", type="text")
        ]
        if not typed:
            continue
        forms.add(name)
        meta = page.one("meta", name="desk-user")
        assert (meta["content"], meta["data-name"]) == (str(admin.pk), "ada"), name
        scripts = {one["src"] for one in page.all("script", type="module")}
        assert {"/static/js/desk-session.js", "/static/js/desk-typed.js"} <= scripts, name
    assert len(forms) >= 35, sorted(forms)
    assert {"curation_event_change", "desk:review", "curation_source_text", "auth_user_change",
            "reports_report_change", "editions_edition_publish"} - forms <= {
            "editions_edition_publish"}  # fmt: skip


# -- signing in gives it back ---------------------------------------------------------------------


@pytest.fixture
def edited():
    """A form that a curator has filled in before her session ended: its address, what it sends."""
    cora = factories.with_password(factories.curator())
    event = factories.event(title="As it was")
    address = change_url(event)
    return event, address, opened(factories.client_of(cora), address) | {"title": "As I wrote it"}


def test_what_was_typed_is_saved_after_signing_in_again(edited):
    event, address, sent = edited
    visitor = Client()
    wrong = go_on(visitor, visitor.post(address, sent, headers=OURS), username="cora", password="x")
    assert "enter the correct" in wrong.content.decode()
    answer = go_on(visitor, wrong, username="cora", password=factories.PASSWORD)
    page = page_of(answer)
    assert answer.status_code == 200
    assert "As I wrote it" in page.texts("dd")
    assert page.one("form", enctype="multipart/form-data")["action"] == address
    again = {}
    for name, value in given_back(page):
        again.setdefault(name, []).append(value)
    assert visitor.post(address, again).status_code == 302
    event.refresh_from_db()
    assert event.title == "As I wrote it"


def test_a_second_factor_is_asked_for_in_between(edited, secured, clock):  # noqa: F811
    _event, address, sent = edited
    key, _codes = secured
    visitor = Client()
    first = visitor.post(address, sent, headers=OURS)
    asked = go_on(visitor, first, username="cora", password=factories.PASSWORD)
    wrong = go_on(visitor, asked, code="1")
    assert wrong.status_code == 200
    clock.now += 60
    answer = go_on(visitor, wrong, code=code_at(key, clock.now))
    assert ("title", "As I wrote it") in given_back(page_of(answer))
    clock.now += 3600  # too late with the code: what was sent is carried on all the same
    other = Client()
    asked = go_on(other, first, username="cora", password=factories.PASSWORD)
    clock.now += 3600
    late = go_on(other, asked, code=code_at(key, clock.now))
    assert ("title", "As I wrote it") in kept_in(page_of(late))


def test_a_script_signs_in_by_the_same_doors(edited, secured, clock):  # noqa: F811
    _key, codes = secured
    visitor = Client()
    script = {"Accept": "application/json"}
    answer = visitor.get("/admin/session/", headers=script).json()
    assert (answer["user"], answer["name"]) == ("", "")
    assert len(answer["token"]) == 64
    given = {"username": "cora", "password": "wrong"}
    answer = visitor.post(LOGIN, given, headers=script)
    assert answer.status_code == 400
    assert "enter the correct" in answer.json()["errors"][0]
    answer = visitor.post(LOGIN, given | {"password": factories.PASSWORD}, headers=script)
    assert answer.json() == {"code": True}
    answer = visitor.post("/admin/login/code/", {"code": "1"}, headers=script)
    assert answer.status_code == 400
    assert "six digits" in answer.json()["errors"][0]
    answer = visitor.post("/admin/login/code/", {"code": codes[0]}, headers=script).json()
    assert (answer["signed_in"], answer["name"]) == (True, "cora")
    assert visitor.get("/admin/session/").json()["user"] == answer["user"]
    answer = visitor.post("/admin/login/code/", {"code": codes[1]}, headers=script)
    assert answer.json()["again"]


def test_a_name_that_is_locked_says_so_to_a_script(settings):
    settings.AXES_FAILURE_LIMIT = 1
    factories.with_password(factories.curator())
    sent = {"username": "cora", "password": "wrong"}
    answer = Client().post(LOGIN, sent, headers={"Accept": "application/json"})
    assert answer.status_code == 429
    assert answer.json() == {"errors": ["Too many attempts on this name. Try again in 30 minutes."]}


# -- what is not given back -----------------------------------------------------------------------


def test_nothing_of_another_site_is_offered_to_be_sent():
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.admin())
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"} | OURS | {
                    "Sec-Fetch-Site": "cross-site"}, {}, {"Origin": "null"}):  # fmt: skip
        answer = client.post("/admin/curation/actor/add/", SENT, headers=headers)
        assert answer.status_code == 403
        assert "A title of mine" not in answer.content.decode()
        assert "This is not open to you" in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"username": "x", "password1": "a secret of mine"},
        {"title": "a secret of mine" * (MOST_KEPT // 16 + 1)},
    ],
)
def test_what_is_secret_or_huge_is_not_carried(sent):
    answer = Client().post("/admin/auth/user/add/", sent, headers=OURS)
    assert "a secret of mine" not in answer.content.decode()
    assert answer.url.startswith(LOGIN)


@pytest.mark.parametrize("kept", ["", "[", "[1]", '{"a": 1}', '[["a"]]', "[" * 5000, "null"])
def test_what_is_no_list_of_fields_is_not_given_back(kept):
    factories.with_password(factories.curator())
    given = {"username": "cora", "password": factories.PASSWORD, "kept": kept, "next": "/admin/"}
    assert Client().post(LOGIN, given).url == "/admin/"


def test_what_is_given_back_goes_to_the_desk_alone():
    factories.with_password(factories.curator())
    for path in ("https://evil.example/admin/", "//evil.example/admin/", "/report/"):
        given = {"username": "cora", "password": factories.PASSWORD,
                 "kept": '[["a", "b"]]', "next": path}  # fmt: skip
        page = page_of(Client().post(LOGIN, given))
        assert page.one("form", enctype="multipart/form-data")["action"] == "/admin/", path


def test_the_page_of_signing_in_that_was_open_too_long_is_shown_anew():
    client = Client(enforce_csrf_checks=True)
    given = {"username": "cora", "password": "a secret of mine", "next": "/admin/work/"}
    page = page_of(client.post(LOGIN, given, headers=OURS))
    assert page.one("input", name="next")["value"] == "/admin/work/"
    assert page.all("input", name="kept") == []
    client.force_login(factories.curator())
    assert client.post(LOGIN, given, headers=OURS).url == "/admin/"


# -- what a browser keeps ends when it is saved ---------------------------------------------------


def test_a_form_that_was_taken_ends_what_the_browser_keeps_of_it(curator_client):
    event = factories.event()
    address = change_url(event)
    sent = opened(curator_client, address) | {"_typed": "abcdef12"}
    refused = curator_client.post(address, sent | {"title": ""})
    assert (refused.status_code, "desk-saved" in refused.cookies) == (200, False)
    saved = curator_client.post(address, sent | {"title": "Other"})
    cookie = saved.cookies["desk-saved"]
    assert (cookie.value, cookie["path"], cookie["samesite"]) == ("abcdef12", "/admin/", "Lax")
    sent = opened(curator_client, address) | {"_typed": "98765432", "title": "Again"}
    assert curator_client.post(address, sent).cookies["desk-saved"].value == "abcdef12.98765432"
    for mark in ("", "x", "A" * 8, "a.b.c.d.e.f", "a" * 33, "é" * 9):
        sent = opened(curator_client, address) | {"_typed": mark, "title": f"T {mark}"}
        assert "desk-saved" not in curator_client.post(address, sent).cookies
    ended = Client().post(address, {"_typed": "abcdef12"})
    assert (ended.status_code, "desk-saved" in ended.cookies) == (302, False)


def test_a_window_that_closes_has_saved(curator_client):
    sent = opened(curator_client, "/admin/curation/publisher/add/?_popup=1")
    sent |= {"_popup": "1", "name": "Paper", "slug": "paper", "nature": "x", "_typed": "abcdef12"}
    answer = curator_client.post("/admin/curation/publisher/add/?_popup=1", sent)
    assert (answer.status_code, answer.cookies["desk-saved"].value) == (200, "abcdef12")
