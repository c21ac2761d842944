"""A changed document as a person reads it: fields by name, slugs as names, words marked."""

from collections.abc import Callable
from typing import Any

from timeline.editions import documents
from timeline.editions.diff import field_changes
from timeline.editions.index import Index
from timeline.reader.query import labels
from timeline.text import dates
from timeline.text.dates import DateError
from timeline.text.word_changes import FieldChange

FIELDS = {
    "slug": "Name in addresses",
    "former_slugs": "Former name in addresses",
    "date": "Date",
    "date_basis": "How the date is known",
    "date_note": "Note on the date",
    "time": "Local time",
    "zone": "Time zone",
    "fold": "Which of two local times",
    "position": "Place in the order",
    "actors": "Who takes part",
    "places": "Where",
    "about": "About where",
    "wording": "Worded differently",
    "excerpts": "Excerpt",
    "links": "Link to another event",
    "names": "Other name",
    "positions": "Answer",
    "said_by": "Whose words",
    "first_published": "First published",
    "published_note": "Note on the day of publication",
    "url": "Address of the page",
    "archived_url": "Address of the archived copy",
    "text_sha256": "Digest of the text that was read",
    "fragment": "Link to the passage",
    "within": "Lies within",
    "part_of": "Part of",
    "traits": "What bears on how it is read",
    "coverage": "What it rests on",
    "clocks": "Clock",
    "licence_url": "Address of the licence",
    "steps": "Step",
    "checked": "Opened by a person on",
    "addresses": "Where it is told",
}
_NAMES_A = {  # fields whose value is the slug of something
    "phase": "phase",
    "places": "place",
    "about": "place",
    "within": "place",
    "part_of": "actor",
    "publisher": "publisher",
    "origin": "publisher",
    "source": "source",
    "republishes": "source",
    "said_by": "actor",
    "language": "language",
}
_DATES = {"date", "published", "first_published"}

# The order of fields: as documents are written. PostgreSQL keeps objects in an order of its own.
_ORDER = {
    field: number
    for number, field in enumerate(
        dict.fromkeys(
            field
            for shape in (
                documents.EventDocument,
                documents.SourceDocument,
                documents.ActorDocument,
                documents.PlaceDocument,
                documents.PublisherDocument,
                documents.PhaseDocument,
                documents.DisputeDocument,
                documents.PositionDocument,
                documents.ExcerptDocument,
                documents.SiteDocument,
                documents.StoryDocument,
                documents.GapDocument,
            )
            for field in shape.__annotations__
        )
    )
}
_VOCABULARIES = {"kind", "importance", "stance", "role", "traits"}


def changes(old: Any, new: Any, before: Index, after: Index) -> list[FieldChange]:
    """What differs between two documents of one thing.

    Names are looked up in the index of the edition that each document belongs to.
    """
    return [
        FieldChange(
            _label(change.label),
            _said(change, old, before),
            _said(change, new, after, new=True),
        )
        for change in _in_order(field_changes(old, new))
    ]


def changed_fields(old: Any, new: Any) -> list[str]:
    """The names of the fields that differ, each once, in lower case: “title”, “excerpt”."""
    found = _in_order(field_changes(old, new))
    heads = (change.label.split(" / ")[0].removesuffix(", order") for change in found)
    return list(dict.fromkeys(_name(head).lower() for head in heads))


def _in_order(found: list[FieldChange]) -> list[FieldChange]:
    """By field as documents have them, then by entry of a list, then by field of the entry."""
    entries: dict[tuple[str, ...], int] = {}

    def place(change: FieldChange) -> tuple[int, int, int]:
        head, *rest = change.label.removesuffix(", order").split(" / ")
        entry = entries.setdefault((head, *rest[:1]), len(entries))
        inner = rest[1] if len(rest) > 1 else ""
        return _ORDER.get(head, len(_ORDER)), entry, _ORDER.get(inner, len(_ORDER))

    return sorted(found, key=place)


def _name(field: str) -> str:
    return FIELDS.get(field) or labels.words(field.replace("_", "-"))


def _label(path: str) -> str:
    """“Excerpt closing-1: quote” for `excerpts / closing-1 / quote`."""
    ordered = path.endswith(", order")
    head, *rest = path.removesuffix(", order").split(" / ")
    label = _name(head)
    if len(rest) > 1:
        label += f" {rest[0]}: {_name(rest[1]).lower()}"
    return f"{label}, order" if ordered else label


def _said(change: FieldChange, document: Any, index: Index, *, new: bool = False) -> str:
    """One side of a change in words; nothing where the field or entry is not there."""
    value = change.new if new else change.old
    if value is None:
        return ""
    head, *rest = change.label.split(" / ")
    if len(rest) == 1 and head in _ENTRIES:
        entry = next((e for e in document[head] if _is_entry(e, rest[0])), None)
        return _ENTRIES[head](entry, index) if entry else value
    if len(rest) > 2:  # the excerpts of an answer: event, excerpt
        return rest[-1].split(", ")[-1]
    field = rest[-1] if rest else head
    if field in _NAMES_A:
        return labels.of(index, _NAMES_A[field], value) if value else ""
    if field in _DATES and value:
        return _date(value)
    return labels.words(value) if field in _VOCABULARIES else value


def _is_entry(entry: Any, key: str) -> bool:
    """Whether an entry of a list is the one that `field_changes` calls by this key."""
    keys = (("slug",), ("event", "kind"), ("actor", "role"), ("answer",), ("name", "language"))
    return any(
        all(name in entry for name in names) and ", ".join(str(entry[n]) for n in names) == key
        for names in keys
    )


def _date(edtf: str) -> str:
    try:
        return f"{dates.parse(edtf).phrase} ({edtf})"
    except DateError:  # a document of a version of the program that could write it
        return edtf


def _excerpt(entry: Any, index: Index) -> str:
    source = labels.of(index, "source", entry["source"])
    said_by = labels.of(index, "actor", entry["said_by"]) if entry["said_by"] else ""
    return f"“{entry['quote']}” ({', '.join(filter(None, [said_by, source]))})"


def _link(entry: Any, index: Index) -> str:
    note = f": {entry['note']}" if entry["note"] else ""
    return f"{labels.words(entry['kind'])} {entry['event']}{note}"


_ENTRIES: dict[str, Callable[[Any, Index], str]] = {
    "excerpts": _excerpt,
    "links": _link,
    "actors": lambda e, index: f"{labels.of(index, 'actor', e['actor'])}, {e['role']}",
    "names": lambda e, index: f"{e['name']} ({labels.of(index, 'language', e['language'])})",
    "positions": lambda e, index: str(e["answer"]),
}
