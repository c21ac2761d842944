"""The forms by which people sign in and look after their second factor."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError

from timeline.accounts import two_factor
from timeline.accounts.throttle import client_address, seconds_to_wait


class LoginForm(AdminAuthenticationForm):
    """Name and password; a name that is being guessed at takes an attempt every few seconds."""

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username")
        if name and self.request is not None:
            wait = seconds_to_wait(name, client_address(self.request))
            if wait:
                raise ValidationError(
                    f"There were many wrong attempts on this name. Try again in {wait} seconds.",
                    code="slowed_down",
                )
        return super().clean()


class CodeForm(forms.Form):
    """A code of the app, or a recovery code where `recovery` says so."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "off"}
        ),
        help_text="The six digits that your app shows now, or one of your recovery codes.",
        error_messages={"required": "Type the code."},
    )


class SetUpForm(CodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "The six digits that the app shows for this key."
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class PasswordAndCodeForm(CodeForm):
    """Asked again before what protects an account is changed."""

    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type your password."},
    )
    field_order = ["password", "code"]

    def __init__(self, user: AbstractBaseUser, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "password" not in cleaned or "code" not in cleaned:
            return cleaned
        if not self.user.check_password(cleaned["password"]):
            self.add_error("password", "This is not your password.")
            return cleaned
        try:
            two_factor.check(self.user, cleaned["code"])
        except two_factor.CodeRefusedError as refused:
            self.add_error("code", str(refused))
        return cleaned
