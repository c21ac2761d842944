"""The forms of “Add this page”: which page, then all that is made of it, in one panel."""

import base64
import binascii
import hashlib
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from timeline.curation import fetching
from timeline.curation.actions import EventOfPage, NewPage
from timeline.curation.forms import EdtfField, PlainTextField, VerbatimField
from timeline.curation.models import Event, Excerpt, Participation, Phase, Place, Publisher, Source
from timeline.curation.models.events import QUOTE_MAX
from timeline.desk.source_desk import intake, passages
from timeline.desk.source_desk.guesses import DateGuess, date_guesses
from timeline.desk.source_desk.name_fields import ActorField, EventField, PlaceField
from timeline.desk.source_desk.page_facts import (
    MOST_BYTES,
    PageFacts,
    read_html,
    read_page_file,
)
from timeline.text import names

EXISTING, NEW, NONE = "existing", "new", "none"
TARGETS = [
    (EXISTING, "An event that is there"),
    (NEW, "A new event"),
    (NONE, "None yet: the source alone"),
]
_SALT = "page"
ACTOR_ROWS = 3
GUESSED = ("title", "byline", "published", "url", "language")


class ReadPageForm(forms.Form):
    """Which page: an address to read, a file, or what was copied or sent by the bookmarklet."""

    address = forms.CharField(
        required=False,
        max_length=1000,
        label="Address",
        widget=forms.URLInput(attrs={"size": 60, "placeholder": "https://"}),
    )
    file = forms.FileField(
        required=False, label="Or its file", help_text="HTML, PDF or plain text, at most 2 MB."
    )
    html = VerbatimField(
        required=False,
        label="Or its text or HTML, pasted",
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "spellcheck": "false"}),
    )

    facts: PageFacts
    headers: tuple[tuple[str, str], ...] = ()

    def clean(self) -> dict[str, Any]:
        """Read the page: a file before what was pasted, and an address alone by fetching it."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        file, address = cleaned.get("file"), cleaned["address"].strip()
        name = "file" if file else "html" if cleaned["html"].strip() else "address"
        try:
            if file:
                self.facts = self._of_file(file, address)
            elif name == "html":
                self.facts = _of_paste(cleaned["html"], address)
            elif address:
                self.facts = self._fetched(address)
            else:
                raise intake.IntakeError("Give an address, a file, or the text of a page.")
        except (intake.IntakeError, fetching.FetchError) as error:
            self.add_error(name, str(error))
        return cleaned

    def _of_file(self, file: Any, address: str) -> PageFacts:
        if file.size > MOST_BYTES:
            raise intake.IntakeError(
                f"“{file.name}” has {file.size:,} bytes; at most {MOST_BYTES:,} (2 MB) can be "
                "taken in here."
            )
        return read_page_file(file.name, file.read(), address=address)

    def _fetched(self, address: str) -> PageFacts:
        answer = fetching.fetch(address)
        if answer.status != 200:
            raise fetching.FetchError(
                f"“{answer.url}” answered {answer.status} {answer.reason}, which is no page."
            )
        self.headers = answer.headers
        name = urlsplit(answer.url).path.rpartition("/")[2] or answer.url
        declared = charset_of(answer.header("Content-Type"))
        if answer.header("Content-Type").partition(";")[0].strip() in HTML_TYPES:
            text = intake.decoded(name, answer.body, declared)
            return read_html(text, answer.body, address=answer.url, origin=f"the page {answer.url}")
        return read_page_file(name, answer.body, address=answer.url, encoding=declared)


HTML_TYPES = ("text/html", "application/xhtml+xml")


def charset_of(content_type: str) -> str:
    """The encoding that a `Content-Type` names, if it is one that is known here; else empty."""
    declared = content_type.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return declared if declared in intake.ENCODINGS else ""


def _of_paste(pasted: str, address: str) -> PageFacts:
    if len(pasted.encode()) > MOST_BYTES:
        raise intake.IntakeError("What was pasted has more than 2 MB. Paste less of it.")
    if intake.looks_html(pasted):
        return read_html(pasted, pasted.encode(), address=address, origin="pasted")
    return read_page_file("pasted.txt", pasted.encode(), address=address)


def carried(facts: PageFacts, headers: tuple[tuple[str, str], ...]) -> str:
    """A page as its form carries it, signed: its bytes, what they are, and what was guessed."""
    said = {
        "page": base64.b85encode(zlib.compress(facts.data)).decode(),
        "type": facts.content_type,
        "from": facts.taken.text_from,
        "file": facts.taken.file_sha256,
        "text": _digest(facts.taken.text),
        "headers": list(headers)[:50],
        "facts": {name: [fact.value, fact.words] for name, fact in facts.facts.items()},
    }
    return signing.dumps(said, salt=_SALT, compress=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


class AddPageForm(forms.Form):
    """A source, its first quotation, and the event that it is evidence of."""

    carried = forms.CharField(widget=forms.HiddenInput, strip=False)
    title = PlainTextField(max_length=300, label="Title")
    title_ok = forms.BooleanField(required=False, label="I checked the title")
    publisher = PlainTextField(
        max_length=200,
        label="Publisher",
        help_text="One that is there, by name or slug; a new name makes a new one.",
        widget=forms.TextInput(attrs={"list": "desk-publishers", "size": 40, "dir": "auto"}),
    )
    nature = PlainTextField(
        max_length=200,
        required=False,
        label="What it is, if it is new here",
        help_text="As readers are told: “daily newspaper, privately owned”.",
    )
    byline = PlainTextField(max_length=200, required=False, label="Byline")
    byline_ok = forms.BooleanField(required=False, label="I checked the byline")
    published = EdtfField(required=False, label="Published")
    published_ok = forms.BooleanField(required=False, label="I checked the day")
    url = PlainTextField(max_length=1000, required=False, label="Address")
    url_ok = forms.BooleanField(required=False, label="I checked the address")
    language = PlainTextField(max_length=35, label="Language", help_text="en, fa, ar")
    language_ok = forms.BooleanField(required=False, label="I checked the language")
    kind = forms.ChoiceField(choices=Source.Kind.choices, initial=Source.Kind.ARTICLE)
    text = VerbatimField(
        label="Text",
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto", "spellcheck": "false"}),
    )
    quote = VerbatimField(
        required=False,
        max_length=5_000,
        label="Quotation",
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text="Copied from the text above; it grows to whole words.",
    )
    stance = forms.ChoiceField(choices=Excerpt.Stance.choices, initial=Excerpt.Stance.SUPPORTS)
    said_by = ActorField(required=False, label="Said by")
    translation = PlainTextField(
        required=False, label="In English", widget=forms.Textarea(attrs={"rows": 2})
    )
    target = forms.ChoiceField(
        choices=TARGETS,
        initial=NEW,
        widget=forms.RadioSelect,
        label="It is evidence of",
    )
    event = EventField(required=False, label="Event")

    def __init__(self, *args: Any, may_add_event: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "page-%s"})
        if not may_add_event:
            self.fields["target"].choices = [one for one in TARGETS if one[0] != NEW]  # type: ignore[attr-defined]

    # -- what came with the page -------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """What `carried` put into the form; ValidationError if it was tampered with."""
        try:
            said: dict[str, Any] = signing.loads(self.data.get("carried", ""), salt=_SALT)
            said["data"] = zlib.decompress(base64.b85decode(said["page"]))
        except (signing.BadSignature, zlib.error, binascii.Error, ValueError, KeyError) as error:
            raise ValidationError(
                "The page that this form was made of is missing. Read the page again."
            ) from error
        return said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            self.carried_page = self.page()
        except ValidationError as error:
            self.add_error(None, error)
            return cleaned
        if cleaned.get("publisher"):
            cleaned["maker"] = publisher_named(cleaned["publisher"])
            cleaned["maker"].nature = cleaned["maker"].nature or cleaned.get("nature", "")
            if not cleaned["maker"].nature:
                self.add_error(
                    "nature",
                    f"“{cleaned['publisher']}” is new here. Write what it is, or choose a "
                    "publisher that is there.",
                )
        if cleaned.get("target") != NONE and "text" in cleaned:
            self._clean_quote(cleaned)
        if cleaned.get("target") == EXISTING and "event" in cleaned and cleaned["event"] is None:
            self.add_error("event", "Write the title of the event, or choose “A new event”.")
        return cleaned

    def _clean_quote(self, cleaned: dict[str, Any]) -> None:
        quote = cleaned.get("quote", "").strip()
        if not quote:
            self.add_error("quote", "Copy the passage that tells of the event, or choose “None”.")
            return
        found = passages.look_up(quote, cleaned["text"], title=cleaned.get("title", ""))
        if isinstance(found, passages.Choices):
            self.add_error(
                "quote", f"This is {found.count} times in the text. Copy a little more of it."
            )
        elif isinstance(found, passages.Missing):
            near = f" The nearest passage is “{found.nearest.exact}”." if found.nearest else ""
            self.add_error("quote", f"This is not in the text.{near}")
        elif len(found.exact) > QUOTE_MAX:
            self.add_error(
                "quote",
                f"This has {len(found.exact):,} characters; an excerpt has at most {QUOTE_MAX}.",
            )
        else:
            self.passage = found

    # -- what is made of it ------------------------------------------------------------------------

    def new_page(self) -> NewPage:
        """The source to save, with what of it is still guessed."""
        values, said = self.cleaned_data, self.carried_page
        text_from = said["from"]
        if _digest(values["text"]) != said["text"]:
            text_from = f"{text_from}, then edited"[:200]
        source = Source(
            slug=free_slug(Source, values["title"]),
            title=values["title"],
            byline=values["byline"],
            published=values["published"],
            url=values["url"],
            language=values["language"],
            kind=values["kind"],
            text=values["text"],
            text_from=text_from,
            file_sha256=said["file"],
        )
        return NewPage(
            source,
            values["maker"],
            page=said["data"],
            content_type=said["type"],
            headers=tuple((str(name), str(value)) for name, value in said["headers"]),
            guessed=tuple(self._still_guessed(said["facts"])),
        )

    def _still_guessed(self, facts: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
        for name, (value, words) in facts.items():
            stands = value and self.cleaned_data.get(name) == value
            if stands and not self.cleaned_data.get(f"{name}_ok"):
                yield name, value, words

    def excerpt(self) -> Excerpt:
        values = self.cleaned_data
        return Excerpt(
            quote=self.passage.exact,
            prefix=self.passage.prefix,
            suffix=self.passage.suffix,
            stance=values["stance"],
            said_by=values["said_by"],
            language=values["language"],
            translation=values["translation"],
        )

    def dates(self) -> list[DateGuess]:
        """The dates that the quotation names."""
        passage = getattr(self, "passage", None)
        if passage is None:
            return []
        return date_guesses(self.cleaned_data["text"], passage.start, passage.end)


class PageEventForm(forms.Form):
    """The new event of “Add this page”: in full enough for review."""

    title = PlainTextField(max_length=160, label="Title")
    summary = PlainTextField(label="Summary", widget=forms.Textarea(attrs={"rows": 3}))
    date = EdtfField(
        required=False,
        label="Date",
        help_text="As people write it, or in EDTF. Left empty, it is guessed from the quotation.",
    )
    date_ok = forms.BooleanField(required=False, label="This is when it happened: I checked it")
    phase = forms.ModelChoiceField(queryset=None, label="Phase")  # type: ignore[var-annotated]
    kind = forms.ChoiceField(choices=[("", "---------"), *Event.Kind.choices], label="Kind")
    importance = forms.ChoiceField(
        choices=Event.Importance.choices, initial=Event.Importance.MINOR, label="Importance"
    )
    place = PlaceField(required=False, label="Place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": NEW, "auto_id": "page-%s"})
        self.fields["phase"].queryset = Phase.objects.all()  # type: ignore[attr-defined]
        for number in range(1, ACTOR_ROWS + 1):
            self.fields[f"actor{number}"] = ActorField(required=False, label=f"Actor {number}")
            self.fields[f"role{number}"] = forms.ChoiceField(
                choices=[("", "What it did"), *Participation.Role.choices],
                required=False,
                label=f"Role of actor {number}",
            )
        for field in self.fields.values():
            field.widget.is_required = False  # sent empty when another event was chosen

    def actor_rows(self) -> list[tuple[Any, Any]]:
        """The fields of each actor: its name, and what it did."""
        return [(self[f"actor{n}"], self[f"role{n}"]) for n in range(1, ACTOR_ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, ACTOR_ROWS + 1):
            actor, role = cleaned.get(f"actor{number}"), cleaned.get(f"role{number}")
            if actor and not role:
                self.add_error(f"role{number}", f"Choose what {actor} did in this event.")
            if role and not actor and f"actor{number}" in cleaned:
                self.add_error(f"actor{number}", "Write who did that, or take the role out.")
        return cleaned

    def of_page(self, offered: list[DateGuess]) -> EventOfPage:
        """The event to save. Without a date of its own it has the first that the quotation names,
        as a guess. Raises ValidationError where that names none."""
        values = self.cleaned_data
        date, first = values["date"], offered[0] if offered else None
        if not date and first is None:
            raise ValidationError("The quotation names no date. Write when it happened.")
        guess = next((one for one in offered if one.edtf == (date or (first and first.edtf))), None)
        date = date or (first.edtf if first else "")
        guessed = [("date", date, guess.read_from)] if guess and not values["date_ok"] else []
        event = Event(
            slug=free_slug(Event, values["title"]),
            title=values["title"],
            summary=values["summary"],
            date=date,
            phase=values["phase"],
            kind=values["kind"],
            importance=values["importance"],
        )
        actors = dict.fromkeys(
            (values[f"actor{n}"], values[f"role{n}"])
            for n in range(1, ACTOR_ROWS + 1)
            if values.get(f"actor{n}")
        )
        place: Place | None = values["place"]
        return EventOfPage(event, tuple(actors), (place,) if place else (), tuple(guessed))


def publisher_named(name: str) -> Publisher:
    """The publisher of a name or slug, in any spelling of it; a new one where there is none."""
    typed = name.strip()
    folded = names.fold(typed)
    for publisher in Publisher.objects.order_by("pk"):
        if typed == publisher.slug or folded == names.fold(publisher.name):
            return publisher
    return Publisher(slug=free_slug(Publisher, typed), name=typed)


def guessed_publisher(facts: PageFacts) -> str:
    """The publisher that a page seems to be of: by its own name of itself, or by its host."""
    url = facts.facts["url"].value if "url" in facts.facts else ""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if facts.site:
        return publisher_named(facts.site).name
    for publisher in Publisher.objects.exclude(homepage="") if host else ():
        if (urlsplit(publisher.homepage).hostname or "").removeprefix("www.") == host:
            return publisher.name
    return ""


def free_slug(model: type[Any], title: str) -> str:
    """A slug from a title that nothing of the kind has or had; “page” where it has no letters."""
    base = slugify(title)[:100].strip("-") or str(model._meta.model_name)
    used = {
        slug
        for own, former in model._default_manager.values_list("slug", "former_slugs")
        for slug in (own, *former)
    }
    number, slug = 1, base
    while slug in used:
        number += 1
        slug = f"{base}-{number}"
    return slug
