"""What was typed outlives the session in which it was typed.

A form that is sent after the session has ended, or with the token of an earlier one, is not lost: a
page asks to sign in, carries what was sent through signing in, and gives it back to be sent again.
Nothing of it is stored here: it travels in the pages themselves. A script is told that the session
has ended (401), and asks to sign in where it is.

Only what our own pages sent is given back, by the `Origin` that browsers name: another site may not
have us offer its words.
"""

import json
import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from timeline.accounts.forms import LoginForm
from timeline.accounts.scripts import answer, is_script
from timeline.faults import sent_again

DESK: Final = "/admin/"
KEPT: Final = "kept"  # the field that carries what was sent through signing in
MOST_KEPT: Final = 5_500_000  # characters: the text of a source, and what its form adds
TYPED: Final = "_typed"  # the field that names the copy which a browser keeps of a form
SAVED: Final = "desk-saved"  # the cookie that names the copies which are saved, and may go
_MARK: Final = re.compile(r"[a-z0-9]{8,32}")
_OPEN: Final = {"login", "desk-login-code", "desk-session", "logout"}  # to whom is not signed in
_NOT_TYPED: Final = {"csrfmiddlewaretoken", TYPED}


class SignedOut:
    """Middleware: answers the desk's forms and scripts when nobody is signed in any more.

    Following a link leads to the page that signs in, as ever.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(DESK) and request.method == "POST" and _saved(response):
            mark = request.POST.get(TYPED, "")
            if _MARK.fullmatch(mark):
                _end(request, response, mark)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if not request.path_info.startswith(DESK) or admin.site.has_permission(request):
            return None
        match = request.resolver_match
        if (match and match.url_name in _OPEN) or request.path_info == reverse("admin:login"):
            return None
        if is_script(request):
            return answer(401, signed_out=True)
        fields = sent_again(request, MOST_KEPT)
        typed = request.FILES or any(name not in _NOT_TYPED and value for name, value in fields)
        if request.method == "POST" and typed:
            return sign_in_again(request, fields, request.get_full_path())
        return None


def _saved(response: HttpResponse) -> bool:
    """Whether a form was taken: it leads on, or closes the window that it was opened in."""
    if response.status_code in (302, 303):
        return not response["Location"].startswith(reverse("admin:login"))
    name = getattr(response, "template_name", None) or ()
    return any(one.endswith("/popup_response.html") for one in name if isinstance(one, str))


def _end(request: HttpRequest, response: HttpResponse, mark: str) -> None:
    """Tell the browser that what it keeps under this mark is saved, and may go."""
    before = request.COOKIES.get(SAVED, "").split(".")
    marks = [one for one in before if _MARK.fullmatch(one)][-9:]
    response.set_cookie(
        SAVED, ".".join([*marks, mark]), max_age=86_400, path=DESK,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip


# -- the pages ------------------------------------------------------------------------------------


def sign_in_again(
    request: HttpRequest, fields: list[tuple[str, str]], path: str, form: Any = None
) -> HttpResponse:
    """A page that asks to sign in, and carries what was sent; 403, for nothing was done with it."""
    context = {
        **admin.site.each_context(request),
        "title": "Sign in again",
        "form": form or LoginForm(request),
        "kept": json.dumps(fields, ensure_ascii=False) if fields else "",
        "shown": _shown(fields),
        "had_files": bool(request.FILES),
        "next": path,
    }
    page = render(request, "accounts/signed_out.html", context, status=403)
    page["Cache-Control"] = "private, no-store"
    return page


def kept_of(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields that a page of signing in carries; none when they are no such list."""
    try:
        found = json.loads(request.POST.get(KEPT, ""))
        return [(str(name), str(value)) for name, value in found]
    except (ValueError, TypeError, RecursionError):
        return []


def give_back(
    request: HttpRequest, fields: list[tuple[str, str]], path: str, *, status: int = 200
) -> HttpResponse:
    """A page that has what was sent as a form to send again, after signing in."""
    known = url_has_allowed_host_and_scheme(path, {request.get_host()}) and path.startswith(DESK)
    context = {
        **admin.site.each_context(request),
        "title": "What you sent is kept",
        "fields": [one for one in fields if one[0] != "csrfmiddlewaretoken"],
        "shown": _shown(fields),
        "path": path if known else reverse("admin:index"),
        "signed_in_just_now": status == 200,
    }
    page = render(request, "accounts/give_back.html", context, status=status)
    page["Cache-Control"] = "private, no-store"
    return page


def _shown(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What people typed of the fields, for them to see: nothing of what pages note themselves."""
    hidden = re.compile(r"csrfmiddlewaretoken|_.*|.*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|.*-id")
    return [
        (name.replace("_", " "), value)
        for name, value in fields
        if value.strip() and not hidden.fullmatch(name)
    ]


def not_from_this_session(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What is answered to a form whose token is of an earlier session, or missing: 403.

    Django calls it in place of its page of technical words.
    """
    if is_script(request):
        return answer(403, stale=True)
    if not request.path_info.startswith(DESK) or not _from_our_page(request):
        return render(request, "403.html", status=403)
    signed_in = admin.site.has_permission(request)
    if request.path_info == reverse("admin:login") or KEPT in request.POST:
        path = request.POST.get("next", "")
        if signed_in and not kept_of(request):
            return HttpResponseRedirect(reverse("admin:index"))
        return _anew(request, kept_of(request), path, signed_in)
    return _anew(request, sent_again(request, MOST_KEPT), request.get_full_path(), signed_in)


def _anew(
    request: HttpRequest, fields: list[tuple[str, str]], path: str, signed_in: bool
) -> HttpResponse:
    if signed_in:
        return give_back(request, fields, path, status=403)
    return sign_in_again(request, fields, path)


def _from_our_page(request: HttpRequest) -> bool:
    """Whether a browser says that one of our own pages sent the form."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
