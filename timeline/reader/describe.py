"""A query said in English: heading, page title, citation and empty states all read it."""

from collections.abc import Sequence

from timeline.editions.index import Index
from timeline.reader import labels
from timeline.reader.parameters import FACETS
from timeline.reader.query import TimelineQuery
from timeline.text.dates import HistoricalDate

WHOLE = "The whole timeline"
_KINDS = {
    "attack": "attacks",
    "military-operation": "military operations",
    "threat": "threats",
    "statement": "statements",
    "accusation": "accusations",
    "denial": "denials",
    "disclosure": "disclosures",
    "finding": "findings",
    "legal-step": "legal steps",
    "request": "requests",
    "refusal": "refusals",
    "decision": "decisions",
    "appointment": "appointments",
    "meeting": "meetings",
    "visit": "visits",
    "agreement": "agreements",
    "ceremony": "ceremonies",
    "development": "developments",
}
_EVIDENCE = {
    "disputed": "on which sources differ",
    "corroborated": "with two or more independent origins",
    "single": "with one origin",
}


def describe(query: TimelineQuery, index: Index) -> str:
    """The view as a noun phrase: “Legal steps that name Donald Trump, January 2020 to 2021”."""
    if not query.filters:
        return WHOLE

    def names(facet: str) -> list[str]:
        return [labels.of(index, facet, value) for value in query.values(facet)]

    parts = [_subject(query)]
    if query.phase:
        word = "phases" if len(query.phase) > 1 else "phase"
        parts.append(f"of the {word} {_any([f'“{name}”' for name in names('phase')])}")
    if query.actor:
        parts.append(f"that name {_all(names('actor'))}")
    if query.place:
        parts.append(f"located in {_all(names('place'))}")
    if query.said_by:
        parts.append(f"with words of {_all(names('said_by'))}")
    if query.publisher:
        parts.append(f"as published by {_all(names('publisher'))}")
    if query.language:
        parts.append(f"with excerpts in {_any(names('language'))}")
    parts += [_EVIDENCE[value] for value in query.evidence]
    sentence = " ".join(parts)
    span = _span(query.from_, query.to)
    if span:
        sentence += f", {'certainly ' if query.certain else ''}{span}"
    return sentence[:1].upper() + sentence[1:]


def title(query: TimelineQuery, index: Index) -> str:
    """The view as a page title, with the edition where the address names one."""
    text = describe(query, index)
    if query.edition is not None:
        text += f" (edition {query.edition})"
    return text + (f", page {query.page}" if query.page > 1 else "")


def _subject(query: TimelineQuery) -> str:
    kinds = [_KINDS.get(kind, labels.words(kind).lower()) for kind in query.kind]
    noun = _all(kinds) if kinds else "events"
    return " ".join([*query.importance, noun])


def _span(first: HistoricalDate | None, last: HistoricalDate | None) -> str:
    if first and last:
        return first.phrase if first == last else f"{first.phrase} to {last.phrase}"
    if first:
        return f"from {first.phrase}"
    return f"to {last.phrase}" if last else ""


def _all(names: Sequence[str]) -> str:
    return _joined(names, "and")


def _any(names: Sequence[str]) -> str:
    return _joined(names, "or")


def _joined(names: Sequence[str], word: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def chips(query: TimelineQuery, index: Index) -> list[tuple[str, str, str]]:
    """Each filter in use: the parameter, its label, and the address of the view without it."""
    found: list[tuple[str, str, str]] = []
    if query.from_:
        found.append(("from", f"From {query.from_.phrase}", query.without("from").url()))
    if query.to:
        found.append(("to", f"To {query.to.phrase}", query.without("to").url()))
    if query.certain:
        found.append(("certainty", "Certainly in the range", query.without("certainty").url()))
    for facet in FACETS:
        for value in query.values(facet):
            label = labels.of(index, facet, value)
            found.append((facet, label, query.dropping(facet, value).url()))
    return found
