"""A query said in English: heading, page title, citation and empty states all read it."""

from collections.abc import Sequence

from timeline.editions.index import Index
from timeline.editions.site import title_of
from timeline.reader.query import labels
from timeline.reader.query.parameters import FACETS
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.text.date_eras import with_era

_KINDS = {
    "attack": "attacks",
    "military-operation": "military operations",
    "casualties": "casualties",
    "threat": "threats",
    "warning": "warnings",
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
    "corroborated": "with two or more independent origins",
    "single": "with one origin",
    "disputed": "on which sources differ",
}

# How the sentence goes on for the facets whose values are names.
_NAMED = (
    ("actor", "that name"),
    ("place", "located in"),
    ("about", "about"),
    ("said_by", "with words of"),
    ("publisher", "as published by"),
    ("origin", "that stand on the words of"),
)


def describe(query: TimelineQuery, index: Index) -> str:
    """The view as a noun phrase: “Legal steps that name Ada Reed, January 2020 to 2021”."""
    if not query.filters:
        return title_of(index)

    def names(facet: str) -> list[str]:
        return [labels.of(index, facet, value) for value in query.values(facet)]

    parts = [_subject(query)]
    if query.phase:
        word = "phases" if len(query.phase) > 1 else "phase"
        parts.append(f"of the {word} {_any([f'“{name}”' for name in names('phase')])}")
    parts += [f"{words} {_all(names(facet))}" for facet, words in _NAMED if query.values(facet)]
    if query.language:
        parts.append(f"with excerpts in {_any(names('language'))}")
    if query.evidence:
        parts.append(
            _joined([said for one, said in _EVIDENCE.items() if one in query.evidence], "and")
        )
    if query.dispute:
        parts.append(f"on the question {_all([f'“{name}”' for name in names('dispute')])}")
    if query.q:
        parts.append(f"matching “{query.q}”" if '"' not in query.q else f"matching {query.q}")
    clauses = [" ".join(parts), _span(query)]
    if query.known_by:
        clauses.append(f"as reported by {with_era(query.known_by)}")
    sentence = ", ".join(clause for clause in clauses if clause)
    return sentence[:1].upper() + sentence[1:]


def title(query: TimelineQuery, index: Index) -> str:
    """The view as a page title, with the edition where the address names one."""
    text = describe(query, index)
    if not query.filters and index.catalogue["site"]:
        text += f": {len(index):,} event{'' if len(index) == 1 else 's'}, with their sources"
    if query.edition is not None:
        text += f" (edition {query.edition})"
    return text + (f", page {query.page}" if query.page > 1 else "")


def _subject(query: TimelineQuery) -> str:
    kinds = [_KINDS.get(kind, labels.words(kind).lower()) for kind in query.kind]
    noun = _all(kinds) if kinds else "events"
    return " ".join([*query.importance, noun])


def _span(query: TimelineQuery) -> str:
    first, last = query.from_, query.to
    if first and last:
        text = with_era(first) if first == last else f"{with_era(first)} to {with_era(last)}"
    elif first:
        text = f"from {with_era(first)}"
    elif last:
        text = f"to {with_era(last)}"
    else:
        return ""
    return f"certainly {text}" if query.certain else text


def in_range(query: TimelineQuery) -> str:
    """The heading over what certainly lies in the range of dates: “On 5 March 2021”."""
    first, last = query.from_, query.to
    if first and first == last:
        return f"{'On' if first.shape == 'day' else 'In'} {with_era(first)}"
    span = _span(query)
    return span[:1].upper() + span[1:]


def _all(names: Sequence[str]) -> str:
    return _joined(names, "and")


def _any(names: Sequence[str]) -> str:
    return _joined(names, "or")


def _joined(names: Sequence[str], word: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


# What tells apart the chips of facets whose values have the same names.
_CHIPS = {"about": "About ", "origin": "Words of ", "dispute": "Question: "}


def chips(query: TimelineQuery, index: Index) -> list[tuple[str, str, str]]:
    """Each filter in use: the parameter, its label, and the address of the view without it."""
    found: list[tuple[str, str, str]] = []
    if query.q:
        found.append(("q", f"Search: {query.q}", query.without("q").url()))
    if query.from_ and query.from_ == query.to:
        either = query.without("from").without("to")
        found.append(("from", with_era(query.from_), either.url()))
    elif query.from_:
        found.append(("from", f"From {with_era(query.from_)}", query.without("from").url()))
    if query.to and query.to != query.from_:
        found.append(("to", f"To {with_era(query.to)}", query.without("to").url()))
    if query.certain:
        found.append(("certainty", "Certainly in the range", query.without("certainty").url()))
    if query.known_by:
        label = f"As reported by {with_era(query.known_by)}"
        found.append(("known_by", label, query.without("known_by").url()))
    for facet in FACETS:
        for value in query.values(facet):
            label = _CHIPS.get(facet, "") + labels.of(index, facet, value)
            found.append((facet, label, query.dropping(facet, value).url()))
    return found
