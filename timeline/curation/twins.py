"""What is known of the twins of a source: which of them still ask for somebody's word.

Two sources that are the same text are one origin, whoever put them out, until one of them says
that it republishes the other, or a person has said why both stand on words of their own.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from timeline.curation.models import Source, Twin
from timeline.curation.models.likeness import TwinKind
from timeline.text import dates

# The kinds that prove that two sources have one origin.
PROOF: Final = frozenset({TwinKind.TEXT, TwinKind.NEARLY, TwinKind.ADDRESS})
_ASKED: Final = 500  # keys that one query names; of more, all pairs are looked at


@dataclass(frozen=True, slots=True)
class TwinOf:
    """A twin as the pages of one of its sources show it: `other` is the one it is like."""

    twin: Twin
    source: Source
    other: Source

    @property
    def settled(self) -> str:
        """Why it asks for nothing any more, as a sentence; empty while it does."""
        if self.source.republishes_id == self.other.pk:
            return f"It republishes “{self.other.title}”."
        if self.other.republishes_id == self.source.pk:
            return f"“{self.other.title}” republishes it."
        if self.twin.apart:
            return f"{self.twin.apart_by} says why both count: {self.twin.apart}"
        if self.source.origin.pk == self.other.origin.pk:
            return "Both republish one source."
        return ""

    @property
    def says(self) -> str:
        """How the two are alike, as a sentence."""
        other = f"“{self.other.title}” ({self.other.publisher.name})"
        kind = self.twin.kind
        if kind == TwinKind.TEXT:
            return f"Its text is the same, word for word, as that of {other}."
        if kind == TwinKind.NEARLY:
            share = f"{self.twin.share} % of the shorter one is in the other"
            return f"Its text is nearly the same as that of {other}: {share}."
        if kind == TwinKind.ADDRESS:
            return f"Its address leads to the same page as that of {other}."
        return (
            f"One text stands within the other, or {self.twin.share} % of it: it and that of "
            f"{other}."
        )

    @property
    def counts(self) -> bool:
        """Whether the two would be counted as two origins, which they are not."""
        apart = self.source.origin.publisher_id != self.other.origin.publisher_id
        return self.twin.kind in PROOF and apart and not self.settled

    @property
    def problem(self) -> str:
        """What is to be done about it before approval, as a sentence."""
        return (
            f"{self.says} Say which of the two republishes the other, or why both stand on words "
            "of their own."
        )


def twins_of(source: Source) -> list[TwinOf]:
    """The twins of a source, the surest first (one query beside their chains of republication)."""
    order = list(TwinKind.values)
    found = _twins(Q(first=source) | Q(second=source))
    return sorted(
        (
            TwinOf(twin, twin.first, twin.second)
            if twin.first_id == source.pk
            else TwinOf(twin, twin.second, twin.first)
            for twin in found
        ),
        key=lambda one: (order.index(one.twin.kind), one.other.slug),
    )


def open_among(sources: Collection[int]) -> list[TwinOf]:
    """The pairs among sources, by their keys, that would be counted as two origins and are one."""
    if len(sources) < 2:
        return []
    proven = Q(kind__in=PROOF, apart="")
    if len(sources) <= _ASKED:
        proven &= Q(first__in=sources, second__in=sources)
    pairs = (TwinOf(twin, twin.first, twin.second) for twin in _twins(proven))
    return [
        pair
        for pair in pairs
        if pair.source.pk in sources and pair.other.pk in sources and pair.counts
    ]


def count_as_one(sources: Iterable[Source]) -> list[TwinOf]:
    """Let the origin of each of these be that of a like one among them which came first.

    For whoever counts origins: saves nothing. Answers the pairs, which somebody has to settle.
    """
    by_key: dict[int, list[Source]] = {}
    for source in sources:
        by_key.setdefault(source.pk, []).append(source)
    pairs = open_among(by_key.keys())
    for pair in sorted(pairs, key=lambda pair: max(map(_came, (pair.source, pair.other)))):
        first, later = sorted((pair.source, pair.other), key=_came)
        for one in by_key[later.pk]:
            if one.republishes_id is None and one.same_as is None:
                one.same_as = by_key[first.pk][0]  # type: ignore[misc]
    return pairs


def _came(source: Source) -> tuple[date, int]:
    """By which the first of two sources is known: its day of publication, then its entry here."""
    day = dates.parse(source.published).earliest if source.published else None
    return day or date.max, source.pk


def open_of(source: Source) -> Iterator[TwinOf]:
    """The twins of a source that keep it from being approved."""
    return (one for one in twins_of(source) if one.counts)


def named(sources: Iterable[Source]) -> list[str]:
    """Each twin of these sources that nobody has settled, as a sentence with its source."""
    return [
        f"“{source.title}”: {one.says}"
        for source in sources
        for one in twins_of(source)
        if not one.settled
    ]


def _twins(which: Q) -> list[Twin]:
    found = Twin.objects.filter(which).select_related(
        "apart_by", "first__publisher", "second__publisher", "first__republishes__publisher",
        "second__republishes__publisher",
    )  # fmt: skip
    texts = ("first__text", "second__text", "first__republishes__text", "second__republishes__text")
    return list(found.defer(*texts))
