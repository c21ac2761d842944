"""Pages by which people sign in, and “My account”, where each sets up a second factor alone."""

import time
from typing import Any, Final

from django.contrib import admin, messages
from django.contrib.auth import get_user_model, load_backend, login
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from timeline.accounts import two_factor
from timeline.accounts.forms import CodeForm, LoginForm, PasswordAndCodeForm, SetUpForm
from timeline.accounts.scripts import answer, is_script
from timeline.accounts.signed_out import KEPT, give_back, kept_of, sign_in_again

PENDING: Final = "desk_pending"  # who has given the password, and not yet the code
KEY: Final = "desk_new_key"  # of a second factor that is being set up
PENDING_SECONDS: Final = 300
PENDING_TRIES: Final = 10

page = require_http_methods(["GET", "HEAD", "POST"])


@method_decorator(never_cache, name="dispatch")
class LoginPage(LoginView):
    """Name and password; whoever has a second factor goes on to the page that asks for it.

    A form that was sent after its session had ended is carried along (`signed_out`), and given back
    in the end. A script that signs in is answered in JSON: `signed_in`, `code` when the second
    factor is asked for, or what is wrong as `errors`.
    """

    template_name = "admin/login.html"
    authentication_form = LoginForm
    next_page = "admin:index"
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if admin.site.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            **admin.site.each_context(self.request),
            "title": "Log in",
            "subtitle": None,
            "app_path": self.request.get_full_path(),
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        if is_script(self.request):
            return answer(400, errors=_errors(form))
        if KEPT in self.request.POST:
            kept = kept_of(self.request)
            return sign_in_again(self.request, kept, self.get_success_url(), form)
        return super().form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if not two_factor.is_on(user):
            login(self.request, user)
            return _signed_in(self.request, self.get_success_url())
        self.request.session.cycle_key()
        self.request.session[PENDING] = {
            "user": user.pk,
            "backend": user.backend,
            "password": user.get_session_auth_hash(),
            "until": int(time.time()) + PENDING_SECONDS,
            "tries": 0,
            "next": self.get_success_url(),
        }
        if is_script(self.request):
            return answer(code=True)
        if kept_of(self.request):
            return _code_page(self.request, CodeForm())
        return HttpResponseRedirect(reverse("desk-login-code"))


def _errors(form: Any) -> list[str]:
    return [str(one) for errors in form.errors.values() for one in errors]


def _signed_in(request: HttpRequest, address: str) -> HttpResponse:
    """Where whoever has just signed in goes on."""
    if is_script(request):
        return answer(signed_in=True, **_who(request))
    if kept := kept_of(request):
        return give_back(request, kept, address)
    return HttpResponseRedirect(address)


def _who(request: Any) -> dict[str, Any]:
    """Who is signed in, by key and by name, and the token for what pages send next."""
    allowed = admin.site.has_permission(request)
    return {
        "user": str(request.user.pk) if allowed else "",
        "name": request.user.get_username() if allowed else "",
        "token": get_token(request),
    }


@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """For scripts, before they send what was typed: whether the session still is, and whose."""
    return answer(**_who(request))


@never_cache
@csrf_protect
@page
@sensitive_post_parameters("code")
def login_code(request: HttpRequest) -> HttpResponse:
    """Asks for the code, after the password was right; a few tries, a few minutes."""
    pending: Any = request.session.get(PENDING)
    user = _pending_user(pending)
    if user is None:
        request.session.pop(PENDING, None)
        said = "Please start again with your password."
        if is_script(request):
            return answer(400, errors=[said], again=True)
        if kept := kept_of(request):
            return sign_in_again(request, kept, request.POST.get("next", ""))
        messages.warning(request, said)
        return HttpResponseRedirect(reverse("admin:login"))
    form = CodeForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            two_factor.check(user, form.cleaned_data["code"])
        except two_factor.CodeRefusedError as refused:
            form.add_error("code", str(refused))
            request.session[PENDING] = pending | {"tries": pending["tries"] + 1}
        else:
            del request.session[PENDING]
            login(request, user, backend=pending["backend"])
            return _signed_in(request, _safe_next(request, pending["next"]))
    if is_script(request):
        return answer(400, errors=_errors(form))
    return _code_page(request, form)


def _code_page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "Second factor",
        "form": form,
        "kept": request.POST.get(KEPT, "") if kept_of(request) else "",
        "next": request.POST.get("next", ""),
    }
    return TemplateResponse(request, "accounts/login_code.html", context)


def _pending_user(pending: Any) -> Any:
    """Who may give a code now; None when nobody may, or the password has changed since."""
    if not pending or pending["until"] < time.time() or pending["tries"] >= PENDING_TRIES:
        return None
    user: Any = get_user_model()._default_manager.filter(pk=pending["user"]).first()
    if user is None or not user.is_active or not load_backend(pending["backend"]):
        return None
    return user if user.get_session_auth_hash() == pending["password"] else None


def _safe_next(request: HttpRequest, address: str) -> str:
    allowed = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if allowed else reverse("admin:index")


# -- my account -----------------------------------------------------------------------------------


@page
def account(request: Any) -> HttpResponse:
    """How one signs in, and the ways to change it."""
    context = {
        "on": two_factor.is_on(request.user),
        "left": two_factor.recovery_codes_left(request.user),
    }
    return _page(request, "accounts/account.html", "My account", context)


@page
@sensitive_post_parameters("code")
def set_up(request: Any) -> HttpResponse:
    """Shows a new key; a first code of it turns the second factor on, and shows recovery codes."""
    if two_factor.is_on(request.user):
        return HttpResponseRedirect(reverse("desk-account"))
    key = request.session.setdefault(KEY, two_factor.new_key())
    form = SetUpForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            codes = two_factor.turn_on(
                request.user,
                key=key,
                code=form.cleaned_data["code"],
                session_key=request.session.session_key,
            )
        except two_factor.CodeRefusedError as refused:
            form.add_error("code", str(refused))
        else:
            del request.session[KEY]
            return _recovery_page(request, codes, "Two-factor login is on.")
    context = {
        "form": form,
        "qr": two_factor.qr_code(request.user, key),
        "key": two_factor.key_as_typed(key),
    }
    return _page(request, "accounts/set_up.html", "Set up two-factor login", context)


@page
@sensitive_post_parameters()
def turn_off(request: Any) -> HttpResponse:
    """Turns the second factor off, with password and code."""
    if not two_factor.is_on(request.user):
        return HttpResponseRedirect(reverse("desk-account"))
    form = PasswordAndCodeForm(request.user, _sent(request))
    if request.method == "POST" and form.is_valid():
        two_factor.turn_off(request.user)
        messages.success(request, "Two-factor login is off. Your password alone signs you in now.")
        return HttpResponseRedirect(reverse("desk-account"))
    context = {"form": form, "button": "Turn off", "text": "off"}
    return _page(request, "accounts/confirm.html", "Turn two-factor login off", context)


@page
@sensitive_post_parameters()
def recovery_codes(request: Any) -> HttpResponse:
    """New recovery codes in place of the old ones, with password and code."""
    if not two_factor.is_on(request.user):
        return HttpResponseRedirect(reverse("desk-account"))
    form = PasswordAndCodeForm(request.user, _sent(request))
    if request.method == "POST" and form.is_valid():
        codes = two_factor.new_recovery_codes(request.user)
        return _recovery_page(request, codes, "Your old recovery codes are no longer good.")
    context = {"form": form, "button": "Make new codes", "text": "codes"}
    return _page(request, "accounts/confirm.html", "New recovery codes", context)


def _recovery_page(request: Any, codes: list[str], said: str) -> HttpResponse:
    context = {"codes": codes, "said": said}
    return _page(request, "accounts/recovery_codes.html", "Your recovery codes", context)


def _sent(request: HttpRequest) -> Any:
    """What a form was sent, also when it was sent empty; None to show it."""
    return request.POST if request.method == "POST" else None


def _page(request: Any, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    response = TemplateResponse(request, template, context)
    response["Cache-Control"] = "private, no-store"
    return response
