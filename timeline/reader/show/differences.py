"""What differs between two editions, ready to be shown: words, reasons, addresses of both sides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.editions.compare import Difference
from timeline.editions.index import Index
from timeline.editions.kinds import Kind, title_of, url_of
from timeline.editions.models import Edition
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reader.show.changes import changes
from timeline.text import dates
from timeline.text.word_changes import FieldChange

Reasons = Mapping[tuple[str, str], Sequence[tuple[int, str]]]  # of kind and slug: edition and text


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """One thing that two editions do not have alike, ready to be shown."""

    kind: str
    slug: str
    how: str
    title: str
    line: str  # of what was added or withdrawn: what it is
    changes: list[FieldChange]
    reasons: list[tuple[int, str]]  # the number of an edition between, and why it changed this
    old_url: str  # its page as the earlier edition had it; empty where it had not
    new_url: str
    into: str  # what it was merged into, and its page; empty where it was not
    into_url: str


def shown_differences(
    differences: Iterable[Difference],
    earlier: Edition,
    later: Edition,
    documents: Mapping[int, Any],
    reasons: Reasons,
) -> list[ShownDifference]:
    """`documents` are those of both sides (`compare.documents_of`); `reasons` may be of other
    editions too, of which those between the two are taken."""
    before, after = PublishedSnapshot(earlier).index, PublishedSnapshot(later).index
    found = []
    for one in differences:
        old = documents[one.old] if one.old else None
        new = documents[one.new] if one.new else None
        found.append(
            ShownDifference(
                kind=one.kind,
                slug=one.slug,
                how=one.how,
                title=title_of(one.kind, new or old or {}),
                line="" if old and new else _line(one.kind, new or old),
                changes=changes(old, new, before, after) if old and new else [],
                reasons=_why(one, earlier, later, reasons),
                old_url=url_of(one.kind, one.former or one.slug, earlier.number) if old else "",
                new_url=url_of(one.kind, one.slug, later.number) if new else "",
                into=_name(one.kind, one.into, after),
                into_url=url_of(one.kind, one.into, later.number) if one.into else "",
            )
        )
    return found


def _why(
    one: Difference, earlier: Edition, later: Edition, reasons: Reasons
) -> list[tuple[int, str]]:
    return [
        (number, text)
        for name in dict.fromkeys([one.former, one.slug])
        for number, text in reasons.get((one.kind, name), [])
        if earlier.number < number <= later.number
    ]


def _name(kind: str, slug: str, index: Index) -> str:
    """What a thing is called; an event, which no index names, by its slug."""
    entry = index.things(kind).get(slug, {}) if slug else {}
    return str(entry.get("name") or entry.get("question") or slug)


def _line(kind: str, document: Any) -> str:
    """What something is, in a line."""
    if kind == Kind.EVENT:
        return f"{dates.parse(document['date']).phrase}. {document['summary']}"
    if kind == Kind.DISPUTE:
        return " / ".join(position["answer"] for position in document["positions"])
    return str(document.get("description") or document.get("note") or "")
