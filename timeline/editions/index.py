"""The index of an edition: a value that answers every filter, count and page of it.

An edition never changes, so its index is built once, stored as bytes and loaded as it is. In it an
event is its *rank*, its place in the order of the timeline (0 is first). Each filterable fact
(`actor` = `ada-reed`) is a roaring bitmap of ranks: a filter is an intersection, a count is
the size of one, a page is a slice of the result. Nothing here knows Django or a database.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any, Protocol, cast

from pyroaring import BitMap

from timeline.editions.catalogue import Catalogue, empty
from timeline.editions.identifiers import Runs
from timeline.editions.numbers import Numbers

FORMAT = 7  # to be raised too when an entry gets a fact that older indexes do not hold
DOUBTFUL = ("date", "doubtful")  # true of an event whose date is not certain
_MAGIC = b"AFTM"
_HEAD = struct.Struct("<4sHI")  # magic, format, length of the JSON header
_RANGES_KEPT = 200  # bitmaps of ranges of days
_DAYS_KEPT = 16  # of what was reported by a day: a menu of years asks for twelve at once
OPEN_START = 0
OPEN_END = date.max.toordinal() + 1


class Bound(Protocol):
    """A day of any year: `datetime.date`, or `timeline.text.date_days.Day` for those beyond it."""

    def toordinal(self) -> int: ...


FindsRange = Callable[[Bound | None, Bound | None], BitMap]


class IndexFormatError(ValueError):
    """The bytes are not an index of this format; build it again from the edition's records."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index holds of one event.

    `record` is the identifier its record is read by; `earliest` and `latest` are its first and last
    possible day, None where open; `values` maps each facet to the values that are true of it;
    `known` is the day by which the first source that reports it was certainly published. `later`
    holds those of its values that later sources bring, with the first day of which each is true
    (None when it is true of no day that is known); all others are true as soon as it is known.
    `until` are values that were true before that, each with the first day of which it is not (None
    when there is no such day).
    """

    record: int
    earliest: date | None
    latest: date | None
    values: Mapping[str, Iterable[str]]
    known: date | None = None
    later: Mapping[tuple[str, str], date | None] = field(default_factory=dict)
    until: Mapping[tuple[str, str], date | None] = field(default_factory=dict)


Spell = tuple[int, int, int]  # a rank, and since and until before what day a value is true of it
Spells = dict[str, dict[str, "array[int]"]]  # by facet and value, spells one after the other


class _Days:
    """A day of every event: its first or last possible one, or that on which it was known."""

    def __init__(self, ordinals: Numbers, ranks: BitMap) -> None:
        self.ordinals = ordinals
        self._ranks = ranks
        self._below: dict[int, BitMap] = {}

    def below(self, day: int) -> BitMap:
        """The ranks whose day is before `day` (a proleptic ordinal).

        Kept, for all pictures of a timeline ask for the days at which the same columns begin; in
        an order by date these are a few runs each.
        """
        found = self._below.get(day)
        if found is None:
            found = self._ranks - self.ordinals.at_least(day, self._ranks)
            found.run_optimize()
            if len(self._below) >= _RANGES_KEPT:
                self._below.pop(next(iter(self._below)), None)
            self._below[day] = found
        return found

    def years(self) -> list[int]:
        """The years in which any of these days lies, in order."""
        found: list[int] = []
        left = self._ranks
        while left and (day := self.ordinals.least(left)) < OPEN_END:
            found.append(date.fromordinal(day).year)
            if found[-1] == date.max.year:
                break
            left = self.ordinals.at_least(date(found[-1] + 1, 1, 1).toordinal(), left)
        return found


class _ByRecord:
    """The rank of each event by the identifier of its record.

    Identifiers given out by a database lie close together, so that a table of all between the
    first and the last is smaller than a dictionary by far; those of drafts do not.
    """

    _NOBODY = 0xFFFF_FFFF

    def __init__(self, records: Sequence[int]) -> None:
        self._first = min(records, default=0)
        self._size = max(records, default=-1) - self._first + 1
        self._table: array[int] | dict[int, int]
        if self._size <= 16 * len(records) + 65_536:
            self._table = array("I", [self._NOBODY]) * self._size
            for rank, record in enumerate(records):
                self._table[record - self._first] = rank
        else:
            self._table = {record - self._first: rank for rank, record in enumerate(records)}

    def of(self, record: int) -> int | None:
        at = record - self._first
        if isinstance(self._table, dict):
            return self._table.get(at)
        rank = self._table[at] if 0 <= at < self._size else self._NOBODY
        return None if rank == self._NOBODY else rank

    def of_many(self, records: Sequence[int]) -> BitMap:
        first, table = self._first, self._table
        if isinstance(table, dict):
            return BitMap([rank for one in records if (rank := self.of(one)) is not None])
        last = first + self._size
        if records and (min(records) < first or max(records) >= last):
            records = [one for one in records if first <= one < last]
        ranks = BitMap(array("I", [table[one - first] for one in records]))
        ranks.discard(self._NOBODY)
        return ranks


class Index:
    """All that is asked of an edition's events, without asking a database.

    `catalogue` names the things beside its events (`timeline.editions.catalogue`)."""

    def __init__(
        self,
        records: Sequence[int],
        starts: _Days,
        ends: _Days,
        known: _Days,
        facets: dict[str, dict[str, BitMap]],
        catalogue: Catalogue,
        spans: array[int],
        spells: Spells | None = None,
        whole: Index | None = None,
    ) -> None:
        self.records = records
        self.facets = facets
        self.catalogue = catalogue
        self._spans = spans
        self._spells = spells or {}
        self._whole = whole
        self._reported: dict[date, Index] = {}
        # Days and ranks are the same in what had been reported by any day.
        self._ranges: dict[Any, BitMap] = {} if whole is None else whole._ranges
        self._starts = starts
        self._ends = ends
        self._known = known
        self._days = (starts, ends, known)
        self.all = BitMap(range(len(records)))

    def __len__(self) -> int:
        return len(self.records)

    # -- selecting --------------------------------------------------------------------------------

    def having(self, facet: str, value: str) -> BitMap:
        """The ranks of which `facet` = `value` is true; empty for a value that none has."""
        return self.facets.get(facet, {}).get(value) or BitMap()

    def overlapping(self, first: Bound | None, last: Bound | None) -> BitMap:
        """The ranks whose possible days overlap `first` to `last`, both included; None is open."""
        return self._range(self._overlapping, first, last)

    def _range(
        self,
        find: Callable[[Bound | None, Bound | None], BitMap],
        first: Bound | None,
        last: Bound | None,
    ) -> BitMap:
        """What was found in a range of days, kept for the menus of a view that all ask for it."""
        key = (find.__name__, first and first.toordinal(), last and last.toordinal())
        if key not in self._ranges:
            if len(self._ranges) >= _RANGES_KEPT:
                self._ranges.pop(next(iter(self._ranges)), None)
            self._ranges[key] = find(first, last)
        return self._ranges[key]

    def _overlapping(self, first: Bound | None, last: Bound | None) -> BitMap:
        result = self.all
        if first is not None:  # what has no end goes on past every bound
            result = result - self._ends.below(min(first.toordinal(), OPEN_END))
        if last is not None:  # and what has no beginning began before every bound
            result = result & self._starts.below(max(last.toordinal(), OPEN_START) + 1)
        return result

    def inside(self, first: Bound | None, last: Bound | None) -> BitMap:
        """The ranks whose possible days all lie in `first` to `last`, both included."""
        return self._range(self._inside, first, last)

    def _inside(self, first: Bound | None, last: Bound | None) -> BitMap:
        result = self.all
        if first is not None:
            result = result - self._starts.below(max(first.toordinal(), OPEN_START + 1))
        if last is not None:
            result = result & self._ends.below(min(last.toordinal(), OPEN_END - 1) + 1)
        return result

    def certain(self, first: Bound | None, last: Bound | None) -> BitMap:
        """The ranks that certainly lie in `first` to `last`: inside, and of no doubtful date."""
        return self._range(self._certain, first, last)

    def _certain(self, first: Bound | None, last: Bound | None) -> BitMap:
        return self.inside(first, last) - self.doubtful

    @property
    def doubtful(self) -> BitMap:
        """The ranks whose dates are in part "about" or "possibly": they lie certainly nowhere."""
        return self.having(*DOUBTFUL)

    def known_by(self, day: date) -> BitMap:
        """The ranks that some source published on that day or before reports."""
        return self._known.below(day.toordinal() + 1)

    def as_reported(self, by: date | None) -> Index:
        """The index with what sources published by a day had said; with None, all that there is.

        Ranks, events and names are the same. A value is true there of an event when what had been
        published makes it true; of an event that nobody had reported yet, no matter which.
        """
        whole = self if self._whole is None else self._whole
        if by is None:
            return whole
        kept = whole._reported
        if by not in kept:
            if len(kept) >= _DAYS_KEPT:
                kept.pop(next(iter(kept)), None)
            kept[by] = whole._as_reported(by)
        return kept[by]

    def _as_reported(self, by: date) -> Index:
        day, facets = by.toordinal(), dict(self.facets)
        for facet, values in self._spells.items():
            facets[facet] = dict(facets.get(facet, {}))
            for value, spells in values.items():
                ranks = BitMap(facets[facet].get(value, ()))
                for rank, since, until in zip(spells[::3], spells[1::3], spells[2::3], strict=True):
                    (ranks.add if since <= day < until else ranks.discard)(rank)
                facets[facet][value] = ranks
        return Index(self.records, *self._days, facets, self.catalogue, self._spans, whole=self)

    def beginning(self, start: int, end: int) -> BitMap:
        """The ranks whose first possible day lies from `start` to before `end` (ordinals)."""
        return self._starts.below(end) - self._starts.below(start)

    def ending(self, start: int, end: int) -> BitMap:
        """The ranks whose last possible day lies from `start` to before `end` (ordinals)."""
        return self._ends.below(end) - self._ends.below(start)

    def spans(self) -> Iterator[tuple[int, int, int]]:
        """The distinct bounds of events, in order, and how many events have each.

        First and last possible day as ordinals, OPEN_START and OPEN_END where there is none: far
        fewer than events, so that whoever lays out time need not look at every event.
        """
        flat = self._spans
        return zip(flat[::3], flat[1::3], flat[2::3], strict=True)

    def years_known(self) -> list[int]:
        """The years in which some event was first reported, in order."""
        return self._years_known

    @cached_property
    def _years_known(self) -> list[int]:
        return self._known.years()

    # -- answering --------------------------------------------------------------------------------

    def counts(self, facet: str, within: BitMap) -> dict[str, int]:
        """How many of the ranks `within` have each value of `facet`, zero included."""
        values = self.facets.get(facet, {})
        if len(within) == len(self):
            return {value: len(ranks) for value, ranks in values.items()}
        return {value: ranks.intersection_cardinality(within) for value, ranks in values.items()}

    def page(
        self, selection: BitMap, start: int, length: int, *, newest_first: bool = False
    ) -> list[int]:
        """The ranks at `start` to `start + length` of a selection, in the order asked for."""
        if newest_first:
            stop = max(0, len(selection) - start)
            return list(selection[max(0, stop - length) : stop])[::-1]
        return list(selection[start : start + length])

    def present_slug(self, kind: str, slug: str) -> str | None:
        """The slug that a thing of this kind has now, by a former one; None when none had it."""
        return self.catalogue["moved"].get(str(kind), {}).get(slug)

    def identity(self, kind: str, slug: str) -> str:
        """The slug under which a thing was first public, which no renaming changes."""
        return self.catalogue["identities"].get(str(kind), {}).get(slug, slug)

    def things(self, kind: str) -> Mapping[str, Mapping[str, Any]]:
        """What the catalogue holds of a kind, by slug: empty of events."""
        return cast("Mapping[str, Any]", self.catalogue).get(kind, {})  # type: ignore[no-any-return]

    def values_of(self, facet: str, rank: int) -> list[str]:
        """The values of a facet that the event of this rank has, in the order of the index."""
        return [value for value, ranks in self.facets.get(facet, {}).items() if rank in ranks]

    def record_ids(self, ranks: Iterable[int]) -> list[int]:
        return [self.records[rank] for rank in ranks]

    def rank_of(self, record: int) -> int | None:
        """The rank of the event whose record this is; None when it is not in the edition."""
        if isinstance(self.records, Runs):
            return self.records.rank_of(record)
        return self._by_record.of(record)

    def ranks_of(self, records: Sequence[int]) -> BitMap:
        """The ranks of those of these records that are events of the edition, however many."""
        return self._by_record.of_many(records)

    @cached_property
    def _by_record(self) -> _ByRecord:
        return _ByRecord(self.records)

    # -- making and keeping -----------------------------------------------------------------------

    @classmethod
    def build(cls, entries: Iterable[Entry], catalogue: Catalogue | None = None) -> Index:
        """The index of events given in the order of the timeline."""
        records, starts, ends, known_days = array("Q"), [], [], []
        facets: dict[str, dict[str, BitMap]] = {}
        spells: Spells = {}
        for rank, entry in enumerate(entries):
            records.append(entry.record)
            starts.append(entry.earliest.toordinal() if entry.earliest else OPEN_START)
            ends.append(entry.latest.toordinal() if entry.latest else OPEN_END)
            known_days.append(entry.known.toordinal() if entry.known else OPEN_END)
            for facet, values in entry.values.items():
                known = facets.setdefault(facet, {})
                for value in values:
                    if value not in known:
                        known[value] = BitMap()
                    known[value].add(rank)
            _note_spells(spells, rank, entry, known_days[-1])
        for known in facets.values():
            for having in known.values():
                having.run_optimize()
        ranks = BitMap(range(len(records)))
        return cls(
            records,
            _Days(Numbers.of_values(starts), ranks),
            _Days(Numbers.of_values(ends), ranks),
            _Days(Numbers.of_values(known_days), ranks),
            facets,
            catalogue or empty(),
            _spans_of(starts, ends),
            spells,
        )

    def to_bytes(self) -> bytes:
        """The index as bytes; the same index gives the same bytes on every machine."""
        store = _Store()
        runs = Runs.of(self.records)
        records = array("Q", self.records) if len(runs.flat) >= len(runs) else runs.flat
        records = _narrow(records)
        header = {
            "facets": {
                facet: [[value, store.keep(values[value].serialize())] for value in sorted(values)]
                for facet, values in sorted(self.facets.items())
            },
            "records": [records.typecode, store.keep(_little(records).tobytes())],
            "in runs": len(records) < len(runs),
            "spans": store.keep(_little(self._spans).tobytes()),
            "days": [
                [store.keep(digit.serialize()) for digit in days.ordinals.digits]
                for days in self._days
            ],
            "spells": {
                facet: [
                    [value, store.keep(_little(values[value]).tobytes())]
                    for value in sorted(values)
                ]
                for facet, values in sorted(self._spells.items())
            },
            "catalogue": self.catalogue,
            "blobs": [len(blob) for blob in store.blobs],
        }
        text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
        return b"".join([_HEAD.pack(_MAGIC, FORMAT, len(text)), text, *store.blobs])

    def columns(self) -> dict[str, Any]:
        """What is stored of it: its bytes, and their SHA-256 in hexadecimal digits."""
        data = self.to_bytes()
        return {"data": data, "sha256": hashlib.sha256(data).hexdigest()}

    @classmethod
    def from_bytes(cls, data: bytes | memoryview) -> Index:
        """The index that `to_bytes` wrote; IndexFormatError when the bytes are something else."""
        data = bytes(data)
        if len(data) < _HEAD.size:
            raise IndexFormatError("The stored index is cut short.")
        magic, version, length = _HEAD.unpack_from(data)
        if magic != _MAGIC:
            raise IndexFormatError(f"The stored index begins with {magic!r}, not {_MAGIC!r}.")
        if version != FORMAT:
            raise IndexFormatError(f"The stored index has format {version}, not {FORMAT}.")
        if len(data) < _HEAD.size + length:
            raise IndexFormatError("The stored index is cut short.")
        try:
            header = json.loads(data[_HEAD.size : _HEAD.size + length])
            return cls._from_parts(header, _Blobs(data, _HEAD.size + length, header["blobs"]))
        except IndexFormatError:
            raise
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise IndexFormatError(f"The stored index is damaged: {error}") from error

    @classmethod
    def _from_parts(cls, header: Any, parts: _Blobs) -> Index:
        facets = {
            facet: {value: parts.bitmap(number) for value, number in values}
            for facet, values in header["facets"].items()
        }
        typecode, number = header["records"]
        records: Sequence[int] = _array(typecode, parts[number])
        if header["in runs"]:
            records = Runs(records)
        ranks = BitMap(range(len(records)))
        starts, ends, known = (
            _Days(Numbers(map(parts.bitmap, digits)), ranks) for digits in header["days"]
        )
        spans = _array("I", parts[header["spans"]])
        spells = {
            facet: {value: _array("I", parts[number]) for value, number in values}
            for facet, values in header["spells"].items()
        }
        return cls(records, starts, ends, known, facets, header["catalogue"], spans, spells)


def _note_spells(spells: Spells, rank: int, entry: Entry, known: int) -> None:
    """Note what becomes true of an event, or stops being true, after it was first reported."""
    for (facet, value), day in entry.later.items():
        since = day.toordinal() if day else OPEN_END
        if since > known:
            _spell(spells, facet, value, (rank, since, OPEN_END))
    for (facet, value), day in entry.until.items():
        end = day.toordinal() if day else OPEN_END
        if end > known:
            _spell(spells, facet, value, (rank, OPEN_START, end))


def _spell(spells: Spells, facet: str, value: str, spell: Spell) -> None:
    spells.setdefault(facet, {}).setdefault(value, array("I")).extend(spell)


def _spans_of(starts: list[int], ends: list[int]) -> array[int]:
    counts = Counter(zip(starts, ends, strict=True))
    return array("I", (number for (a, b), n in sorted(counts.items()) for number in (a, b, n)))


class _Store:
    """Blobs by number, each of them once: a publisher whose words are mostly its own has the same
    bitmap in two facets."""

    def __init__(self) -> None:
        self.blobs: list[bytes] = []
        self._numbers: dict[bytes, int] = {}

    def keep(self, blob: bytes) -> int:
        if blob not in self._numbers:
            self._numbers[blob] = len(self.blobs)
            self.blobs.append(blob)
        return self._numbers[blob]


class _Blobs:
    """Reads the blobs of a store by their numbers."""

    def __init__(self, data: bytes, at: int, sizes: list[int]) -> None:
        ends = list(accumulate(sizes, initial=at))
        if ends[-1] > len(data) or min(sizes, default=0) < 0:
            raise IndexFormatError("The stored index is cut short.")
        if ends[-1] < len(data):
            raise IndexFormatError(f"{len(data) - ends[-1]} bytes follow the stored index.")
        self._data = memoryview(data)
        self._ends = ends
        self._bitmaps: dict[int, BitMap] = {}

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self._ends) - 1:
            raise IndexFormatError(f"The stored index has no part {number}.")
        return bytes(self._data[self._ends[number] : self._ends[number + 1]])

    def bitmap(self, number: int) -> BitMap:
        """The same object for the same number: nobody changes a bitmap of an index."""
        if number not in self._bitmaps:
            self._bitmaps[number] = BitMap.deserialize(self[number])
        return self._bitmaps[number]


def _narrow(records: array[int]) -> array[int]:
    """Identifiers in half the room, as long as they fit."""
    return array("I", records) if max(records, default=0) < 1 << 32 else records


def _little(values: array[int]) -> array[int]:
    if sys.byteorder == "little":
        return values
    swapped = array(values.typecode, values)
    swapped.byteswap()
    return swapped


def _array(typecode: str, blob: bytes) -> array[int]:
    values: array[int] = array(typecode)
    values.frombytes(blob)
    if sys.byteorder != "little":
        values.byteswap()
    return values
