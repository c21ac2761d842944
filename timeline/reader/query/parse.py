"""From the parameters of an address to a query, and to what is wrong with them.

Nothing is ignored in silence: a value that cannot be used is named beside its field with what
would be right, and the rest of the query still stands.
"""

import calendar
import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline.editions.index import Index
from timeline.editions.kinds import KIND_OF_FACET
from timeline.reader.query.parameters import (
    FACETS,
    MATCHES,
    ORDER,
    SORTS,
    Choosing,
)
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.text import dates
from timeline.text.date_days import Day
from timeline.text.dates import DateError, HistoricalDate
from timeline.text.tracking import is_tracking

_NUMERIC = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
SHOWN = 80  # characters of a bad value that a message repeats
SUGGESTED = 5  # bad values that are compared with all known ones, which takes milliseconds each


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """A value that cannot be used: the parameter, the value, what is wrong and what would be right.

    `suggestion` is the nearest value that would be right, where there is one.
    """

    parameter: str
    value: str
    message: str
    suggestion: str = ""


@dataclass(slots=True)
class Parsed:
    """What an address asks for: the query of all that could be used, and the rest as problems."""

    query: TimelineQuery
    problems: list[ParameterProblem] = field(default_factory=list)


def clean(value: str) -> str:
    """The value without control characters, lone surrogates and outer white space."""
    return "".join(c for c in value if unicodedata.category(c) not in ("Cc", "Cs")).strip()


def edition_number(text: str) -> int | None:
    """The number that a text of one to six ASCII digits gives; None for any other text."""
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return int(text)
    return None


class QueryParser:
    """Parses the parameters of one request against one edition.

    `edition` is the number that the address asks for, known to exist, or None for the latest.
    `last` answers of a kind and a slug which is the last edition that has it, if any does.
    """

    def __init__(
        self,
        index: Index,
        *,
        edition: int | None = None,
        last: Callable[[str, str], int | None] = lambda kind, slug: None,
    ) -> None:
        self.index = index
        self.edition = edition
        self.last = last
        self.problems: list[ParameterProblem] = []

    def parse(self, lists: Iterable[tuple[str, list[str]]]) -> Parsed:
        """Parse what `QueryDict.lists()` gives: names with all their values."""
        values: dict[str, list[str]] = {}
        sent: set[str] = set()  # with or without a value, as a form sends them
        for raw_name, raw_values in lists:
            name = clean(raw_name)
            kept = [text for text in map(clean, raw_values) if text]
            sent.add(name)
            if name not in ORDER:
                if not is_tracking(name):
                    self._unknown(name, kept)
            elif kept:
                values.setdefault(name, []).extend(kept)
        q = self._search(values)
        first, last = self._range(values)
        facets: dict[str, Any] = {name: self._facet(name, values.get(name, [])) for name in FACETS}
        query = TimelineQuery(
            q=q,
            match=self._match(values, q),
            from_=first,
            to=last,
            **facets,
            certain=self._certain(values, ranged=bool({"from", "to"} & sent)),
            known_by=self._known_by(values),
            sort=self._sort(values, q),
            edition=self.edition,
            page=self._page(values),
        )
        return Parsed(query, self.problems)

    # -- one parameter each -----------------------------------------------------------------------

    def _unknown(self, name: str, values: list[str]) -> None:
        near = difflib.get_close_matches(name, ORDER, n=1)
        hint = f" Did you mean “{near[0]}”?" if near else f" Known are: {', '.join(ORDER)}."
        self._problem(
            name[:SHOWN],
            ", ".join(values),
            f"There is no parameter “{name[:SHOWN]}”.{hint}",
            near[0] if near else "",
        )

    def _facet(self, name: str, values: list[str]) -> tuple[str, ...]:
        facet = FACETS[name]
        known = known_values(self.index, name)
        kind = KIND_OF_FACET.get(name, name)
        moved = self.index.catalogue["moved"].get(kind, {})
        values = [moved.get(value, value) if value not in known else value for value in values]
        chosen: list[str] = []
        for value in values:
            if value in known:
                chosen.append(value)
                continue
            few = len(self.problems) < SUGGESTED
            last = self.last(kind, value) if few and name in KIND_OF_FACET else None
            near = nearest(value, known) if few and not last else ""
            self._problem(
                name,
                value,
                f"“{value[:SHOWN]}” is not {_a(facet.noun)} of this edition."
                + (f" Edition {last} has it." if last else "")
                + (f" The nearest is “{near}”." if near else ""),
                near,
            )
        if facet.choosing is Choosing.REPLACE and len(set(chosen)) > 1:
            self._problem(
                name,
                ", ".join(chosen),
                f"{facet.label} takes one value; the first, “{chosen[0]}”, is used.",
            )
            chosen = chosen[:1]
        return tuple(sorted(set(chosen)))

    def _range(
        self, values: dict[str, list[str]]
    ) -> tuple[HistoricalDate | None, HistoricalDate | None]:
        first = self._date(values, "from")
        last = self._date(values, "to")
        if first and first.start is None:
            self._problem("from", first.edtf, f"“{first.edtf}” has no beginning to count from.")
            first = None
        if last and last.end is None:
            self._problem("to", last.edtf, f"“{last.edtf}” has no end to count to.")
            last = None
        if first and last and first.start and last.end and last.end < first.start:
            self._problem(
                "to",
                last.edtf,
                f"{_capital(last.phrase)} is before {first.phrase}: the range would be empty. "
                "Exchange the two dates.",
                first.edtf,
            )
            return None, None
        return (
            _bound(first, first.start) if first else None,
            _bound(last, last.end) if last else None,
        )

    def _search(self, values: dict[str, list[str]]) -> str:
        """The search, single-spaced. Whatever is typed can be searched."""
        return " ".join((self._single(values, "q") or "").split())

    def _certain(self, values: dict[str, list[str]], *, ranged: bool) -> bool:
        """Whether only what certainly lies in the range is asked for, which needs a range."""
        certain = self._choice(values, "certainty", ("possible", "certain")) == "certain"
        if certain and not ranged:
            message = "What certainly lies in a range needs a range of dates (from, to)."
            self._problem("certainty", "certain", message)
        return certain

    def _match(self, values: dict[str, list[str]], q: str) -> str:
        match = self._choice(values, "match", MATCHES) or ""
        if match and not q:
            self._problem("match", match, "What an event must match needs a search (q).")
        return match

    def _sort(self, values: dict[str, list[str]], q: str) -> str:
        sort = self._choice(values, "sort", SORTS) or ""
        if sort == "relevance" and not q:
            message = "Sorting by relevance needs a search (q); the oldest come first instead."
            self._problem("sort", sort, message, "oldest")
            return ""
        return sort

    def _known_by(self, values: dict[str, list[str]]) -> HistoricalDate | None:
        day = self._date(values, "known_by")
        if day and day.latest is None:
            problem = "names no day of the years 1 to 9999" if day.end else "has no end"
            self._problem("known_by", day.edtf, f"“{day.edtf}” {problem}: name a day.")
            return None
        return day

    def _date(self, values: dict[str, list[str]], name: str) -> HistoricalDate | None:
        text = self._single(values, name)
        if text is None:
            return None
        try:
            return dates.read(text)
        except DateError as error:
            self._problem(name, text, str(error), nearest_date(text))
            return None

    def _choice(
        self, values: dict[str, list[str]], name: str, choices: tuple[str, ...]
    ) -> str | None:
        text = self._single(values, name)
        if text is None or text in choices:
            return text
        near = nearest(text, choices)
        self._problem(
            name,
            text,
            f"“{text[:SHOWN]}” is not known here. Choose one of: {', '.join(choices)}.",
            near,
        )
        return None

    def _page(self, values: dict[str, list[str]]) -> int:
        text = self._single(values, "page")
        if text is None:
            return 1
        number = edition_number(text)
        if not number:
            self._problem("page", text, f"“{text[:SHOWN]}” is not the number of a page.", "1")
            return 1
        return number

    def _single(self, values: dict[str, list[str]], name: str) -> str | None:
        given = list(dict.fromkeys(values.get(name, [])))
        if len(given) > 1:
            self._problem(
                name,
                ", ".join(given),
                f"“{name}” takes one value; the first, “{given[0][:SHOWN]}”, is used.",
            )
        return given[0] if given else None

    def _problem(self, parameter: str, value: str, message: str, suggestion: str = "") -> None:
        self.problems.append(ParameterProblem(parameter, value[:SHOWN], message, suggestion))


def known_values(index: Index, facet: str) -> Mapping[str, Any]:
    """All values that a facet parameter may have in an edition, by their slug."""
    catalogue: Mapping[str, Any] = index.things(facet)
    return catalogue or index.facets.get(facet, {})


def nearest(value: str, known: Iterable[str]) -> str:
    """The known value that is written most alike, or nothing when none is.

    A value that has the given one as some of its words comes first: “reed” is “ada-reed”.
    """
    typed = value[:SHOWN].lower()
    values = list(known)
    longer = [one for one in values if f"-{typed}-" in f"-{one}-"]
    if longer:
        return min(longer, key=lambda one: (len(one), one))
    found = difflib.get_close_matches(typed, values, n=1, cutoff=0.5)
    return found[0] if found else ""


def _bound(when: HistoricalDate, day: Day | None) -> HistoricalDate:
    """The bound that a date gives: of a span only its first or last day counts, and is kept."""
    return dates.parse(day.edtf) if day and when.shape in ("span", "open") else when


def nearest_date(text: str) -> str:
    """The date that a slip of the pen may have meant, as EDTF; nothing when that is not plain.

    A month or a day that is too large becomes the last there is; a misspelt month is put right.
    """
    found = _NUMERIC.fullmatch(text)
    if found:
        year, month = int(found[1]), max(1, min(12, int(found[2])))
        if not 1 <= year <= 9999:
            return ""
        if not found[3]:
            return f"{year:04}-{month:02}"
        day = max(1, min(calendar.monthrange(year, month)[1], int(found[3])))
        return f"{year:04}-{month:02}-{day:02}"
    months = [name.lower() for name in calendar.month_name if name]
    words = [
        (difflib.get_close_matches(word.lower(), months, n=1, cutoff=0.75) or [word])[0]
        for word in text[:SHOWN].split()
    ]
    try:
        return dates.read(" ".join(words)).edtf
    except DateError:
        return ""


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
