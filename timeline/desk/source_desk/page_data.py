"""What the pages of the source desk show, gathered from what is stored."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from timeline.curation.models import Actor, Event, Excerpt, Source
from timeline.curation.models.events import QUOTE_MAX
from timeline.curation.proof import UNLINKED, Fallen, explained, place_of
from timeline.desk.source_desk import event_changes, guesses, name_fields, passages
from timeline.desk.source_desk.forms import MarkForm, NewEventForm
from timeline.desk.source_desk.highlights import MarkedSpan, paragraphs
from timeline.desk.source_desk.markup import MarkLabel, text_html
from timeline.text import dates
from timeline.text.locators import Locators

MAX_OFFERED = 1_000  # characters of a passage that its form still opens with, to be shortened


@dataclass(frozen=True, slots=True)
class ListedExcerpt:
    """An excerpt of the list beside the text."""

    excerpt: Excerpt
    number: int
    where: str


@dataclass(frozen=True, slots=True)
class MarkedSource:
    """A source's text with its excerpts."""

    source: Source
    html: SafeString
    listed: list[ListedExcerpt]
    fallen: list[Fallen]
    unproven: list[Excerpt]  # when there is no text to prove them by

    @property
    def published(self) -> str:
        """When the source was published, in words."""
        return dates.parse(self.source.published).phrase if self.source.published else ""

    @property
    def shares(self) -> str:
        """How much of the text is quoted, in per cent; a project that quotes keeps it small."""
        covered: set[int] = set()
        for one in self.listed:
            place = place_of(one.excerpt, self.source.text)
            covered.update(range(*place) if place else ())
        return f"{len(covered) / max(1, len(self.source.text)):.0%}"


def desk_of(source: Source) -> MarkedSource:
    """A source's desk, in one query beside the source."""
    text = source.text
    excerpts = list(
        source.excerpts.select_related("event", "said_by").order_by("event", "position", "pk")
    )
    for excerpt in excerpts:
        excerpt.source = source
    if not text:
        return MarkedSource(source, SafeString(), [], [], excerpts)
    placed: list[tuple[int, int, Excerpt]] = []
    fallen: list[Excerpt] = []
    for excerpt in excerpts:
        place = place_of(excerpt, text)
        if place:
            placed.append((*place, excerpt))
        else:
            fallen.append(excerpt)
    placed.sort(key=lambda one: (one[0], one[1], one[2].pk))
    places = Locators(text, source.title)
    listed = [
        ListedExcerpt(excerpt, number, places.at(start, end))
        for number, (start, end, excerpt) in enumerate(placed, 1)
    ]
    labels = {
        one.excerpt.slug: MarkLabel(one.number, one.excerpt.event.title, one.excerpt.stance)
        for one in listed
    }
    spans = [MarkedSpan(start, end, excerpt.slug) for start, end, excerpt in placed]
    html = text_html(text, paragraphs(text, spans), labels)
    return MarkedSource(source, html, listed, list(explained(fallen, text)), [])


@dataclass(slots=True)
class Panel:
    """What stands beside the text to work with: an answer to “which passage”, and its forms."""

    answer: passages.Answer | None = None
    problem: str = ""
    pasted: str = ""
    form: MarkForm | None = None
    new: NewEventForm | None = None
    dates: list[guesses.DateGuess] | None = None
    changed: event_changes.Changed | None = None
    corrects: Excerpt | None = None  # an excerpt of which the passage is to be the new place

    @property
    def choices(self) -> passages.Choices | None:
        return self.answer if isinstance(self.answer, passages.Choices) else None

    @property
    def missing(self) -> passages.Missing | None:
        return self.answer if isinstance(self.answer, passages.Missing) else None

    @property
    def passage(self) -> passages.Passage | None:
        return self.answer if isinstance(self.answer, passages.Passage) else None

    @property
    def unlinked(self) -> str:
        """Why no link can lead readers to the passage alone; empty when one can."""
        return UNLINKED if self.passage and not self.passage.linked else ""

    @property
    def too_long(self) -> str:
        """That the passage has more characters than an excerpt may have."""
        size = len(self.passage.exact) if self.passage else 0
        if size <= QUOTE_MAX:
            return ""
        return (
            f"This passage has {size:,} characters; an excerpt has at most {QUOTE_MAX}. Select "
            "less of it."
        )


def open_panel(
    source: Source,
    answer: passages.Answer,
    *,
    may_add_event: bool,
    corrects: Excerpt | None = None,
) -> Panel:
    """The panel for a passage: with a form when it is known which passage is meant."""
    panel = Panel(answer, corrects=corrects)
    passage = panel.passage
    if passage is None:
        return panel
    if len(passage.exact) > MAX_OFFERED:
        return Panel(problem=panel.too_long, corrects=corrects)
    panel.form = MarkForm(
        instance=corrects or Excerpt(source=source),
        source=source,
        may_add_event=may_add_event,
        corrects=corrects,
        initial=_initial(source, passage, corrects),
    )
    if may_add_event and corrects is None:
        panel.dates = guesses.date_guesses(source.text, passage.start, passage.end)
        first = panel.dates[0] if panel.dates else None
        panel.new = NewEventForm(
            instance=Event(),
            actors=guessed_actors(passage.exact),
            initial={"date": first.edtf} if first else {},
        )
    return panel


def _initial(source: Source, passage: passages.Passage, corrects: Excerpt | None) -> dict[str, Any]:
    """What a form opens with; of an excerpt that is corrected, all but its place stays."""
    initial = {
        "quote": passage.exact,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
        "opened": event_changes.newest_change(),
    }
    if corrects is None:
        return initial | {"language": source.language}
    return initial | {"said_by": str(corrects.said_by or "")}


def guessed_actors(passage: str, also: Any = ()) -> dict[Actor, tuple[str, bool]]:
    """The actors whose names occur in a passage, with its words and whether for sure.

    `also` are keys of actors who were chosen before, whatever the passage says now.
    """
    found = {one.key: one for one in guesses.name_guesses(passage, name_fields.actor_names())}
    actors = Actor.objects.in_bulk([*found, *also])
    answer = {actors[key]: (one.words, one.sure) for key, one in found.items()}
    for key in also:
        if key in actors:
            answer.setdefault(actors[key], ("", False))
    return answer
