"""The form of a report, and the desk's form to handle one."""

import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms

from timeline.reports.models import LONGEST, OPEN, ProblemKind, Report

if TYPE_CHECKING:
    ReportModelForm = forms.ModelForm[Report]
else:
    ReportModelForm = forms.ModelForm

_KEPT = "\n\t"


def plain(text: str) -> str:
    """The text without control characters and lone surrogates, but with its lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cs"))


class PlainField(forms.CharField):
    """Text of which invisible controls are taken out before anything else looks at it."""

    def to_python(self, value: Any) -> str:
        return super().to_python(plain(value) if isinstance(value, str) else value) or ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """None: a browser would cut what is pasted at the longest length, and say nothing."""
        return {}

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, str) else value


class ReportForm(forms.Form):
    """What a reader says is wrong."""

    problem = forms.ChoiceField(
        label="What is wrong",
        choices=[("", "Choose one"), *ProblemKind.choices],
        error_messages={
            "required": "Choose what is wrong.",
            "invalid_choice": "“%(value)s” is not one of the choices. Choose one from the list.",
        },
    )
    message = PlainField(
        label="Tell us more",
        help_text="What is wrong, what would be right, and where it says so. At most 4,000 "
        "characters.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={
            "required": "Say what is wrong, and if you can, what would be right and where it says "
            "so.",
            "max_length": "This has %(show_value)d characters; at most %(limit_value)d fit. "
            "Send the rest as a second report.",
        },
    )
    contact = forms.EmailField(
        label="Your e-mail address, if you want an answer by mail",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": "This is not an e-mail address. Write one, such as name@example.org, or "
            "leave it empty.",
        },
    )
    # Nobody sees this field but programs that fill in every field.
    website = forms.CharField(label="Leave this empty", required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                "Empty the field “Leave this empty”: it is there to tell programs from people."
            )
        return ""


class HandleForm(ReportModelForm):
    """The state that the desk gives a report, with its answer."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Report
        fields = ["state", "answer"]

    def clean_answer(self) -> str:
        return plain(self.cleaned_data["answer"]).strip()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        closed = "state" in cleaned and cleaned["state"] not in OPEN
        if closed and not cleaned.get("answer"):
            self.add_error("answer", "Say what became of it: a closed report has an answer.")
        if "version" in cleaned and cleaned["version"] != self.instance.version:
            typed: Any = self.data.copy()  # type: ignore[attr-defined]
            typed["version"] = str(self.instance.version)
            self.data = typed
            who = self.instance.handled_by or "Somebody"
            raise forms.ValidationError(
                f"Not saved: {who} has handled this report since you opened it; it is now "
                f"“{self.instance.get_state_display()}” with the answer "
                f"“{self.instance.answer or 'none'}”. What you typed is still here; save again to "
                "put it in the place of that."
            )
        return cleaned
