"""The form of each thing the desk edits, and of the parts that are edited with it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError

from timeline.curation.actions import excerpts_in_use
from timeline.curation.forms.fields import EdtfField, QuoteField, VerbatimField
from timeline.curation.models import Dispute, Event, Excerpt, Position, Source
from timeline.curation.proof import fallen, passage_problem

if TYPE_CHECKING:
    Form = forms.ModelForm[Any]
    ExcerptInlineFormSet = forms.BaseInlineFormSet[Excerpt, Event, "ExcerptForm"]
    PositionInlineFormSet = forms.BaseInlineFormSet[Position, Dispute, Any]
else:
    Form = forms.ModelForm
    ExcerptInlineFormSet = PositionInlineFormSet = forms.BaseInlineFormSet


class RecordForm(Form):
    """Base of the desk's forms. With a `refusal` it is never valid, and says so at its top.

    Which fields it has is the admin's to say, which also makes it a form of its model.
    """

    refusal = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, ValidationError(self.refusal, code="stale"))
        return self.cleaned_data if cleaned is None else cleaned


class SourceForm(RecordForm):
    """A source; a text that leaves excerpts unproven is replaced on a page of its own."""

    class Meta:
        field_classes = {"published": EdtfField, "text": VerbatimField}

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if self.instance.pk is None or "text" not in self.changed_data:
            return text
        unproven = fallen(self.instance.excerpts.all(), text)
        if unproven:
            said = "; ".join(f"“{excerpt.quote}” ({excerpt.slug})" for excerpt in unproven)
            raise ValidationError(
                f"With this text, {len(unproven)} of its excerpts would not stand: {said}. If it "
                "is right all the same, save it with “Replace the text” under “Read and mark”.",
                code="unproven",
            )
        self.instance.text_from = "typed or pasted"
        self.instance.file_sha256 = ""
        return text


class PositionFormSet(PositionInlineFormSet):
    """The answers to a question: two at least, for sources to differ."""

    def clean(self) -> None:
        super().clean()
        answers = [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed()) and form not in self.deleted_forms
        ]
        if len(answers) < 2:
            raise ValidationError("Give at least two answers: sources differ.", code="too_few")


class GapForm(RecordForm):
    class Meta:
        field_classes = {"date": EdtfField}


class EventForm(RecordForm):
    class Meta:
        field_classes = {"date": EdtfField}


class ExcerptForm(RecordForm):
    """An excerpt; its quote must stand in the source's text, if there is one, exactly once."""

    class Meta:
        field_classes = {"quote": QuoteField, "prefix": VerbatimField, "suffix": VerbatimField}
        help_texts = {
            "prefix": "Only where the source has the quote more than once: what stands directly "
            "before the one meant, its white space included.",
            "suffix": "Likewise, what stands directly after it.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"prefix", "suffix"} & set(self.fields):
            # A line of a form would drop the line breaks that a context may have.
            self.fields[name].widget = AdminTextareaWidget(attrs={"rows": 1, "dir": "auto"})
        if "source" in self.fields:
            # A source is shown with its publisher; its long text is read only to prove a quote.
            sources = Source.objects.select_related("publisher").defer("text")
            self.fields["source"].queryset = sources  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Look the passage up where this form changes it.

        One that stands there already and is proven no more keeps its event from approval, and
        nobody from mending a word elsewhere.
        """
        cleaned = super().clean()
        source = cleaned.get("source")
        touched = not self.instance.pk or Excerpt.PASSAGE & set(self.changed_data)
        there = all(name in cleaned for name in ("quote", "prefix", "suffix"))
        if touched and source is not None and there:
            problem = passage_problem(
                cleaned["quote"],
                source.text,
                prefix=cleaned["prefix"],
                suffix=cleaned["suffix"],
                where=f"the text of “{source.title}”",
            )
            if problem:
                self.add_error("quote", ValidationError(f"This {problem}", code="unproven"))
        if Excerpt.PASSAGE & set(self.changed_data):
            self.instance.locator = ""  # of another passage; the text tells it anew
        return cleaned


class ExcerptFormSet(ExcerptInlineFormSet):
    """The excerpts of an event; one that something else stands on cannot be taken off."""

    def clean(self) -> None:
        super().clean()
        removed = [form.instance for form in self.deleted_forms if form.instance.pk]
        problems = list(excerpts_in_use(removed)) if removed else []
        if problems:
            raise ValidationError(problems, code="in_use")


class TieForm(RecordForm):
    """An excerpt of another event that carries this one too."""

    def clean(self) -> dict[str, Any]:
        """Refuse an excerpt of the event itself, which needs no tie."""
        cleaned = super().clean()
        excerpt = cleaned.get("excerpt")
        if excerpt is not None and excerpt.event_id == self.instance.event_id:
            self.add_error("excerpt", f"“{excerpt.slug}” is an excerpt of this event itself.")
        return cleaned


class EventLinkForm(RecordForm):
    def clean(self) -> dict[str, Any]:
        """Refuse a link to the event itself: Django leaves constraints on the parent unchecked."""
        cleaned = super().clean()
        target = cleaned.get("target")
        if target is not None and target.pk == self.instance.event_id:
            self.add_error("target", "An event cannot link to itself.")
        return cleaned
