"""The forms of the source desk: which passage, what it is evidence of, and a new text."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.urls import reverse
from django.utils.text import slugify

from timeline.curation.forms import EdtfField, PlainTextField, QuoteField, RecordForm, VerbatimField
from timeline.curation.models import Actor, Event, Excerpt, Participation, Source
from timeline.curation.proof import passage_problem
from timeline.desk.source_desk import intake
from timeline.desk.source_desk.guesses import DateGuess
from timeline.desk.source_desk.left_out import MAX_OFFERED, NOTHING, read_offer
from timeline.desk.source_desk.name_fields import ActorField, EventField

EXISTING, NEW = "existing", "new"
MAX_PASTED = 5_000  # characters of a passage to look for
_NUMBER = RegexValidator(r"^[0-9]{1,7}\Z", "Write a number of at most 7 digits.")


class PlaceForm(forms.Form):
    """Which passage is meant: a place in a text, or words to look for."""

    start = forms.CharField(required=False, validators=[_NUMBER])
    end = forms.CharField(required=False, validators=[_NUMBER])
    text = forms.CharField(required=False, max_length=64)  # digest of the text of that place
    quote = VerbatimField(required=False, max_length=MAX_PASTED)
    excerpt = forms.SlugField(required=False)  # of an excerpt that is to stand there

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("start")) != bool(cleaned.get("end")) and not self.errors:
            raise ValidationError("Give both the start and the end of a passage, or neither.")
        return cleaned

    @property
    def place(self) -> tuple[int, int] | None:
        if not self.cleaned_data.get("end"):
            return None
        return int(self.cleaned_data["start"]), int(self.cleaned_data["end"])


class MarkForm(RecordForm):
    """An excerpt of the source that is being read."""

    target = forms.ChoiceField(
        choices=[(EXISTING, "An event that is there"), (NEW, "A new event from this")],
        initial=EXISTING,
        widget=forms.RadioSelect,
        label="It is evidence of",
    )
    event = EventField(required=False, label="Event")
    said_by = ActorField(
        required=False,
        label="Said by",
        help_text="Whose words stand in quotation marks in it; empty where it only reports.",
    )
    # The newest change of any event when the form was opened: what came later, its writer has not
    # seen.
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Excerpt
        fields = [
            "quote",
            "prefix",
            "suffix",
            "stance",
            "said_by",
            "language",
            "translation",
        ]
        field_classes = {
            "quote": QuoteField,
            "prefix": VerbatimField,
            "suffix": VerbatimField,
            "language": PlainTextField,
            "translation": PlainTextField,
        }
        # Areas, not lines: a line of a form drops the line breaks that a passage may have.
        widgets = {
            "quote": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            "prefix": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "suffix": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "translation": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "quote": "",
            "prefix": "What stands directly before it.",
            "suffix": "What stands directly after it.",
        }

    def __init__(
        self,
        *args: Any,
        source: Source,
        may_add_event: bool,
        corrects: Excerpt | None = None,
        **kwargs: Any,
    ) -> None:
        """A form for a new excerpt, or for `corrects`, which stays with its event."""
        self.source = source
        self.corrects = corrects
        super().__init__(*args, **kwargs | {"auto_id": "mark-%s"})
        for name, of in (("event", "event"), ("said_by", "actor")):
            self.fields[name].widget.attrs |= {
                "hx-get": reverse("admin:curation_source_suggest", args=(of,)),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": f"#desk-{of}s",
                "hx-swap": "innerHTML",
                "hx-sync": "this:replace",
            }
        if corrects is not None:
            del self.fields["target"], self.fields["event"]
        elif not may_add_event:
            self.fields["target"].choices = [(EXISTING, "An event that is there")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if all(name in cleaned for name in ("quote", "prefix", "suffix")):
            problem = passage_problem(
                cleaned["quote"],
                self.source.text,
                prefix=cleaned["prefix"],
                suffix=cleaned["suffix"],
                where=f"the text of “{self.source.title}”",
            )
            if problem:
                self.add_error("quote", ValidationError(f"This {problem}", code="unproven"))
        if cleaned.get("target") == EXISTING and "event" in cleaned:
            self._check_event(cleaned)
        return cleaned

    def _check_event(self, cleaned: dict[str, Any]) -> None:
        event: Event | None = cleaned["event"]
        if event is None:
            self.add_error("event", "Write the title of the event, or choose “A new event”.")
            return
        twin = event.excerpts.filter(source=self.source, quote=cleaned.get("quote", "")).first()
        if twin is not None and (twin.prefix, twin.suffix) == (
            cleaned.get("prefix"),
            cleaned.get("suffix"),
        ):
            self.add_error(
                "event", f"This passage is an excerpt of that event already: {twin.slug}."
            )


class NewEventForm(RecordForm):
    """A draft event made of a passage.

    Its date may be filled in by a guess, which stays one until somebody confirms it: by
    `date_checked` here, or in review. Actors whose names occur are offered, and none is chosen.
    """

    date_checked = forms.BooleanField(
        required=False,
        label="I have read the passage: this is when it happened",
        help_text="Only of a date that is guessed. Left empty, review asks for it.",
    )

    class Meta:
        model = Event
        fields = [
            "title",
            "slug",
            "summary",
            "date",
            "date_basis",
            "phase",
            "kind",
            "importance",
        ]
        field_classes = {
            "title": PlainTextField,
            "summary": PlainTextField,
            "date": EdtfField,
            "date_basis": PlainTextField,
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}
        labels = {"date_basis": "How the date is known"}
        help_texts = {
            "slug": "Left empty, it is made from the title. It is permanent.",
            "date": "As people write it, or in EDTF.",
            "date_basis": "",
        }

    def __init__(self, *args: Any, actors: dict[Actor, tuple[str, bool]], **kwargs: Any) -> None:
        """`actors` are those whose names occur: the words of the passage, and whether for sure."""
        super().__init__(*args, **kwargs | {"prefix": NEW, "auto_id": "mark-%s"})
        self.fields["slug"].required = False
        for field in self.fields.values():
            # The fields are sent empty when another event was chosen; the server asks for them.
            field.widget.is_required = False
        self.guessed = []
        for actor, (words, sure) in actors.items():
            name = f"actor_{actor.pk}"
            self.fields[name] = forms.ChoiceField(
                choices=[("", "Not in this event"), *Participation.Role.choices],
                required=False,
                label=actor.name,
            )
            self.guessed.append((name, actor, words, sure))

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data.get("slug") or slugify(self.data.get("new-title", ""))[:120]
        slug = slug.strip("-")
        if not slug:
            raise ValidationError("Write a slug: lower-case words joined by hyphens.")
        if slug != slug.lower():
            raise ValidationError(f"“{slug}” must be in lower case.")
        taken = [
            other.slug
            for other in Event.objects.only("slug", "former_slugs")
            if slug == other.slug or slug in other.former_slugs
        ]
        if taken:
            raise ValidationError(f"“{slug}” is or was the slug of the event “{taken[0]}”.")
        return slug

    def guessed_date(self, offered: Iterable[DateGuess]) -> list[tuple[str, str, str]]:
        """The date as a guess to keep, if it is one of those offered and nobody has checked it."""
        date = self.cleaned_data["date"]
        if self.cleaned_data["date_checked"]:
            return []
        return [("date", date, one.read_from) for one in offered if one.edtf == date][:1]

    def guessed_fields(self) -> list[tuple[Any, Actor, str, bool]]:
        """Each guessed actor: its field, the actor, the words of the passage, whether for sure."""
        return [(self[name], actor, words, sure) for name, actor, words, sure in self.guessed]

    def chosen_actors(self) -> list[tuple[Actor, str]]:
        return [
            (actor, self.cleaned_data[name])
            for name, actor, _, _ in self.guessed
            if self.cleaned_data.get(name)
        ]


class TextForm(forms.Form):
    """A new text of a source: pasted, or from a file. Saved only as it was shown and checked."""

    file = forms.FileField(
        required=False,
        label="A file",
        help_text="Plain text or HTML, at most 5 MB. Of a page of HTML, the main text is taken.",
    )
    kind = forms.ChoiceField(
        choices=[("", "Look and see"), ("text", "Plain text"), ("html", "HTML")],
        required=False,
        label="What it is",
    )
    encoding = forms.ChoiceField(
        choices=[("", "As it says, or UTF-8"), *((name, name) for name in intake.ENCODINGS)],
        required=False,
        label="Encoding of the file",
    )
    text = VerbatimField(
        required=False,
        label="Text",
        widget=forms.Textarea(attrs={"rows": 18, "dir": "auto", "spellcheck": "false"}),
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    # The digest of the text that the page has checked, signed together with where it came from.
    checked = forms.CharField(widget=forms.HiddenInput, required=False)
    # What the page of HTML had beside this text, and which of it is to be kept.
    left = forms.CharField(widget=forms.HiddenInput, required=False)
    keep = forms.TypedMultipleChoiceField(
        required=False, coerce=int, choices=[(n, n) for n in range(MAX_OFFERED)]
    )
    keep_all = forms.BooleanField(required=False)
    marks = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            self._take_in(cleaned)
        if "intake" in cleaned and not cleaned["intake"].offer:
            self._keep_chosen(cleaned)
        return cleaned

    def _keep_chosen(self, cleaned: dict[str, Any]) -> None:
        """Put what was chosen of an earlier page into the text that was made of it."""
        taken: intake.Intake = cleaned["intake"]
        offer = NOTHING if cleaned.get("file") else read_offer(cleaned["left"])
        numbers = range(len(offer.pieces)) if cleaned["keep_all"] else cleaned["keep"]
        text, rest = offer.keep(taken.text, numbers, marks=cleaned["marks"])
        cleaned["intake"] = replace(taken, text=text, offer=rest)

    def _take_in(self, cleaned: dict[str, Any]) -> None:
        file = cleaned.get("file")
        try:
            if file is not None:
                if file.size > intake.MAX_BYTES:
                    raise intake.IntakeError(
                        f"“{file.name}” has {file.size:,} bytes; at most {intake.MAX_BYTES:,} "
                        "(5 MB) can be kept. Save the text alone."
                    )
                cleaned["intake"] = intake.from_file(
                    file.name, file.read(), kind=cleaned["kind"], encoding=cleaned["encoding"]
                )
            else:
                cleaned["intake"] = intake.from_paste(cleaned["text"], kind=cleaned["kind"])
        except intake.IntakeError as error:
            self.add_error("file" if file is not None else "text", str(error))
        else:
            cleaned["as_sent"] = cleaned["intake"].text

    def seen(self) -> dict[str, str]:
        """What the page had checked, as `sign_checked` made it; empty if it was tampered with."""
        try:
            seen = signing.loads(self.data.get("checked", ""), salt="source-text")
        except signing.BadSignature:
            return {}
        return dict(seen)


def sign_checked(shown: str, sha256: str, text_from: str, file_sha256: str) -> str:
    """What a page has shown of a text, for its form to carry to where it is saved."""
    values = {"shown": shown, "sha256": sha256, "from": text_from, "file": file_sha256}
    return signing.dumps(values, salt="source-text")
