"""A question on which sources differ, with its answers in an order that favours none."""

from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from timeline.editions.documents import DisputeDocument, EventDocument, PositionDocument
from timeline.editions.facts import shown_by
from timeline.reader.show.cards import CardMaker, EventCard, ExcerptCard, Named
from timeline.text.dates import HistoricalDate


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, with the excerpts that give it and the events they belong to.

    `letter` names it in the picture; `first` is the date of the earliest source that gives it, None
    where no date is known; `origins` are the publishers whose own words give it; `first_here` are
    the slugs of those excerpts that no answer before it has.
    """

    letter: str
    answer: str
    note: str
    excerpts: list[tuple[ExcerptCard, EventCard]]
    origins: list[Named]
    first: HistoricalDate | None
    first_here: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """A dispute as pages show it.

    `origins` are the publishers whose words give any of the answers; `events` are those that show
    it, in the order in which their excerpts first come up.
    """

    slug: str
    url: str
    question: str
    note: str
    answers: list[Answer]
    origins: list[Named]
    events: list[EventCard]


def question(
    document: DisputeDocument, events: dict[str, EventDocument], maker: CardMaker
) -> Question:
    """The dispute with its answers by first publication, then in alphabetical order.

    `events` are documents by slug; an excerpt of an event that is not among them is left out.
    """
    cards: dict[tuple[str, str], tuple[ExcerptCard, EventCard]] = {}
    of_event: dict[str, EventCard] = {}
    for slug in shown_by(document):
        if slug in events:
            of_event[slug] = maker.event(events[slug])
            for excerpt in of_event[slug].excerpts:
                cards[slug, excerpt.slug] = (excerpt, of_event[slug])
    drafts = [(position, _found(position, cards)) for position in document["positions"]]
    drafts.sort(key=lambda draft: (_published(draft[1]), _plain(draft[0]["answer"])))
    seen: set[str] = set()
    answers = [
        Answer(
            letter=letter(number),
            answer=position["answer"],
            note=position["note"],
            excerpts=excerpts,
            origins=_once([excerpt.origin for excerpt, _ in excerpts]),
            first=_first(excerpts),
            first_here=_new(excerpts, seen),
        )
        for number, (position, excerpts) in enumerate(drafts)
    ]
    pairs = [pair for answer in answers for pair in answer.excerpts]
    return Question(
        slug=document["slug"],
        url=maker.named("dispute", document["slug"]).url,
        question=document["question"],
        note=document["note"],
        answers=answers,
        origins=_once([excerpt.origin for excerpt, _ in pairs]),
        events=list(({event.slug: event for _, event in pairs} | of_event).values()),
    )


def letter(number: int) -> str:
    """A for 0, Z for 25, AA for 26, as columns of a sheet are named."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = ascii_uppercase[rest] + text
    return text


def _new(excerpts: list[tuple[ExcerptCard, EventCard]], seen: set[str]) -> frozenset[str]:
    """The slugs of those excerpts that were not seen before, which have been seen then."""
    new = frozenset(excerpt.slug for excerpt, _ in excerpts) - seen
    seen |= new
    return new


def _found(
    position: PositionDocument, cards: dict[tuple[str, str], tuple[ExcerptCard, EventCard]]
) -> list[tuple[ExcerptCard, EventCard]]:
    named = [(e["event"], e["excerpt"]) for e in position["excerpts"]]
    found = [cards[key] for key in named if key in cards]
    return sorted(found, key=lambda pair: _day(pair[0].first_published))


def _day(when: HistoricalDate | None) -> tuple[date, date]:
    """The first and last possible day of a date; what is not known comes last."""
    if when is None:
        return date.max, date.max
    return when.earliest or date.min, when.latest or date.max


def _published(excerpts: list[tuple[ExcerptCard, EventCard]]) -> tuple[date, date]:
    return min(
        (_day(excerpt.first_published) for excerpt, _ in excerpts), default=(date.max, date.max)
    )


def _first(excerpts: list[tuple[ExcerptCard, EventCard]]) -> HistoricalDate | None:
    dated = [e.first_published for e, _ in excerpts if e.first_published]
    return min(dated, key=_day, default=None)


def _plain(text: str) -> str:
    """For sorting: letters and digits alone, so that a quotation mark decides nothing."""
    return "".join(c for c in text.casefold() if c.isalnum() or c == " ").strip()


def _once(things: list[Named]) -> list[Named]:
    return list({thing.slug: thing for thing in things}.values())
