"""A snapshot that only exists in memory: what would be public, for those who may see drafts.

It is made of the same documents and the same index as a published edition, so that whatever shows
an edition shows this one too. It is never saved, and no public address leads to it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pyroaring import BitMap

from timeline.editions import build, identity, search
from timeline.editions.facts import index_of_documents
from timeline.editions.index import Index
from timeline.editions.kinds import Kind
from timeline.editions.models import Edition, Record
from timeline.editions.snapshot import Dated, Gathered, Slugs, Version, published_versions

# Identifiers for records that are not saved: beyond all that a database gives out, and the same for
# the same document only, so that nothing that is kept by identifier can be shown for another one.
_UNSAVED = 1 << 62
_DIGITS = 15  # of a digest, in base 16


@dataclass(frozen=True)
class DraftSnapshot:
    """Records in memory, their index, and what the preview is of (`timeline.editions.snapshot`)."""

    edition: Edition  # unsaved
    index: Index
    label: str  # a sentence
    back: str  # the address of the page that the preview belongs to
    by_pk: dict[int, Record]
    by_name: dict[build.Key, Record]
    is_preview: bool = field(default=True, init=False)

    def documents(self, pks: Iterable[int]) -> list[Any]:
        return [self.by_pk[pk].document for pk in pks]

    def gather(self, slugs: Slugs, pks: Collection[int] = ()) -> Gathered:
        found = Gathered()
        wanted = [(str(kind), slug) for kind, names in slugs.items() for slug in names]
        named = [self.by_name[key] for key in wanted if key in self.by_name]
        for one in [*named, *(self.by_pk[pk] for pk in pks if pk in self.by_pk)]:
            found.add(one.pk, one.kind, one.slug, one.document)
        return found

    def all_of(self, kind: str) -> list[Any]:
        return [one.document for one in self._of_kinds([kind])]

    def record(self, kind: str, slug: str) -> Record | None:
        return self.by_name.get((str(kind), slug))

    def publisher_with_sources(self, slug: str) -> tuple[Any | None, list[Any]]:
        kept = self.record(Kind.PUBLISHER, slug)
        sources = self.all_of(Kind.SOURCE)
        own = [one for one in sources if slug in (one["publisher"], one["origin"])]
        return (kept.document if kept else None), own

    def versions(self, kind: str, slugs: Iterable[str]) -> list[Version]:
        """Those that are published, as they would be once the preview were, and the preview's."""
        wanted = set(slugs)
        shown = [one for one in self._of_kinds([kind]) if one.slug in wanted]
        kept = {one.pk for one in shown}
        published = published_versions(kind, wanted)
        ended = [
            one
            if one.until is not None or one.pk in kept
            else replace(one, until=self.edition.number)
            for one in published
        ]
        known = {one.pk for one in published}
        return ended + [
            Version(
                one.pk,
                one.slug,
                self.edition.number,
                self.edition.published_at,
                None,
                one.document,
                one.statement,
            )
            for one in shown
            if one.pk not in known
        ]

    def dated(self, pks: Iterable[int]) -> list[Dated]:
        """What is as published bears the number of its edition, and all the preview's moment."""
        when = self.edition.published_at
        return [
            Dated(pk, self.by_pk[pk].document, self.by_pk[pk].told_id, when)
            for pk in pks
            if pk in self.by_pk
        ]

    def by_change(self, selection: BitMap, start: int, length: int) -> list[Dated]:
        pks = self.index.record_ids(selection)
        pks.sort(key=lambda pk: (-self.by_pk[pk].told_id, -pk))
        return self.dated(pks[start : start + length])

    def count(self, kinds: Collection[str]) -> int:
        return len(self._of_kinds(kinds))

    def since(
        self, kinds: Collection[str], start: int, stop: int
    ) -> list[tuple[str, str, datetime]]:
        when = self.edition.published_at
        return [(one.kind, one.slug, when) for one in self._of_kinds(kinds)[start:stop]]

    def _of_kinds(self, kinds: Collection[str]) -> list[Record]:
        wanted = {str(kind) for kind in kinds}
        found = [one for one in self.by_pk.values() if one.kind in wanted]
        return sorted(found, key=lambda one: (one.kind, one.slug))


def draft_snapshot(
    *,
    at: datetime,
    label: str,
    back: str = "",
    also: Collection[int] = (),
    texts: bool = False,
) -> DraftSnapshot:
    """What would be published at `at`; nothing is written.

    `also` are the identifiers of events to be shown as if they were approved; with `texts` so is
    what the timeline says of itself. Everything that is
    public is read, so this is for a person who looks, not for every request.
    """
    plan = build.plan(also, texts=texts)
    last = Edition.objects.latest_first().first()
    number = last.number + 1 if last else 1
    records = [
        one for one in Record.objects.current().iterator(500) if (one.kind, one.slug) in plan.kept
    ]
    drafts = sorted((plan.added | plan.changed).items(), key=lambda item: item[0])
    documents = {key: draft.document for key, draft in drafts}
    said, identities = identity.what_is_said(documents, plan.kept, number)
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
                identity=said[kind, slug].identity,
                statement=said[kind, slug].statement,
                told_id=said[kind, slug].told,
            )
        )
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
    return DraftSnapshot(
        edition,
        index_of_documents(
            ((one.pk, one.kind, one.document) for one in records),
            search_rules=search.LATEST,
            identities=identities,
        ),
        label,
        back,
        {one.pk: one for one in records},
        {(one.kind, one.slug): one for one in records},
    )
