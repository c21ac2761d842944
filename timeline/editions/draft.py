"""An edition that only exists in memory: what would be public, for those who may see drafts.

It is made of the same documents and the same index as a published edition, so that whatever shows
an edition shows this one too. It is never saved, and no public address leads to it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from timeline.editions import build
from timeline.editions.facts import index_of_documents
from timeline.editions.index import Index
from timeline.editions.models import Edition, Kind, Record

# Identifiers for records that are not saved: beyond all that a database gives out, and the same for
# the same document only, so that nothing that is kept by identifier can be shown for another one.
_UNSAVED = 1 << 62
_DIGITS = 15  # of a digest, in base 16


@dataclass(slots=True)
class Shelf:
    """Records by identifier and by kind and slug, their index, and what the preview is of."""

    index: Index
    label: str  # a sentence
    back: str  # the address of the page that the preview belongs to
    by_pk: dict[int, Record] = field(default_factory=dict)
    by_name: dict[build.Key, Record] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[Record]:
        found = [one for one in self.by_pk.values() if one.kind == kind]
        return sorted(found, key=lambda one: one.slug)

    def with_originals(self, slugs: Mapping[str, Collection[str]]) -> Mapping[str, Collection[str]]:
        """The same slugs, and those of what the sources among them republish."""
        sources = set(slugs.get(Kind.SOURCE, ()))
        copies = [one for one in self.of_kind(Kind.SOURCE) if one.slug in sources]
        originals = {one.document["republishes"] for one in copies} - {None}
        return {**slugs, Kind.SOURCE: sources | originals}

    def named(self, slugs: Mapping[str, Collection[str]], pks: Collection[int]) -> Iterator[Record]:
        """The records of these slugs by kind, and of these identifiers, as far as they exist."""
        for kind, names in slugs.items():
            for slug in names:
                if (str(kind), slug) in self.by_name:
                    yield self.by_name[(str(kind), slug)]
        for pk in pks:
            if pk in self.by_pk:
                yield self.by_pk[pk]


def preview_edition(
    *, at: datetime, label: str, back: str = "", also: Collection[int] = ()
) -> Edition:
    """The edition that would be published at `at`, with its `shelf`; nothing is written.

    `also` are the identifiers of events to be shown as if they were approved. Everything that is
    public is read, so this is for a person who looks, not for every request.
    """
    plan = build.plan(also)
    last = Edition.objects.latest_first().first()
    number = last.number + 1 if last else 1
    records = [
        one for one in Record.objects.current().iterator(500) if (one.kind, one.slug) in plan.kept
    ]
    drafts = sorted((plan.added | plan.changed).items(), key=lambda item: item[0])
    for (kind, slug), draft in drafts:
        records.append(
            Record(
                pk=_UNSAVED + int(draft.sha256[:_DIGITS], 16),
                kind=kind,
                slug=slug,
                since_id=number,
                document=draft.document,
                sha256=draft.sha256,
                version=draft.version,
            )
        )
    index = index_of_documents((one.pk, one.kind, one.document) for one in records)
    edition = Edition(
        number=number,
        published_at=at,
        note="",
        events=sum(one.kind == Kind.EVENT for one in records),
        added=0,
        changed=0,
        withdrawn=0,
        sha256=f"preview of {plan.digest()}",
    )
    edition.shelf = Shelf(
        index,
        label,
        back,
        {one.pk: one for one in records},
        {(one.kind, one.slug): one for one in records},
    )
    return edition
