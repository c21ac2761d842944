"""The plan of the next edition: what it adds, changes and withdraws, and what has to wait."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType

from timeline.curation.models import Decision, Event
from timeline.curation.models.review import FROM_FILES
from timeline.editions.build.further import further_things
from timeline.editions.build.keys import Key, current_documents, is_held, named_by, public_keys
from timeline.editions.build.surroundings import DeskSurroundings, Draft, surroundings_of
from timeline.editions.build.things import event_document
from timeline.editions.documents import EventDocument
from timeline.editions.kinds import Kind
from timeline.editions.models import Record


@dataclass(slots=True)
class Plan:
    """What an edition published now would change of what is public."""

    added: dict[Key, Draft] = field(default_factory=dict)
    changed: dict[Key, Draft] = field(default_factory=dict)
    withdrawn: list[Key] = field(default_factory=list)
    kept: set[Key] = field(default_factory=set)
    # Approved events that cannot be shown yet, with what each names and nobody has approved.
    waiting: dict[Key, list[Key]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.withdrawn)

    def digest(self) -> str:
        """SHA-256 over every change that the plan lists, a line each, in order."""
        drafts = sorted((self.added | self.changed).items(), key=lambda item: item[0])
        lines = [f"{kind} {slug} {draft.sha256}" for (kind, slug), draft in drafts]
        lines += [f"{kind} {slug} withdrawn" for kind, slug in sorted(self.withdrawn)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def lines(self) -> list[tuple[str, str, str, Any]]:
        """Kind, slug, what becomes of it, and its new document (None of what is withdrawn): every
        change that the plan lists, by kind and slug."""
        found = [
            (key[0], key[1], verb, draft.document)
            for verb, drafts in (("added", self.added), ("changed", self.changed))
            for key, draft in drafts.items()
        ]
        found += [(kind, slug, "withdrawn", None) for kind, slug in self.withdrawn]
        order = list(Kind.values)
        return sorted(found, key=lambda line: (order.index(line[0]), line[1]))

    def touched(self) -> list[Key]:
        """What is public now and would be changed or withdrawn, in order."""
        return sorted([*self.changed, *self.withdrawn])


def plan(also: Collection[int] = (), *, texts: bool = False, hold: Collection[Key] = ()) -> Plan:
    """Compare everything approved with everything public.

    What is not approved as it is now stays as it is public, and is not there where it never was.
    For a preview, `also` are the identifiers of events to be treated as if they and all that they
    name were approved, and with `texts` everything is. What is on `hold` is treated as if nobody
    had decided on it: it stays as it is public, and what cannot be shown without it waits with it.
    """
    current = {
        (kind, slug): (sha256, version)
        for kind, slug, sha256, version in Record.objects.current().values_list(
            "kind", "slug", "sha256", "version"
        )
    }
    desk = DeskSurroundings(current.keys(), _named_at_desk(also), every=texts, hold=hold)
    events, kept_events, waiting = _events(current, also, desk, hold)
    wanted: dict[Key, Draft] = {(Kind.EVENT.value, slug): draft for slug, draft in events.items()}
    documents = [draft.document for draft in events.values()]
    documents += _kept_documents(kept_events)
    around, kept = surroundings_of(documents, desk, current.keys())
    wanted |= around
    others, kept_further = further_things(
        current.keys(), documents, {*around, *kept}, every=texts, hold=hold
    )
    wanted |= others
    result = Plan(waiting=waiting)
    for key, draft in wanted.items():
        if key not in current:
            result.added[key] = draft
        elif current[key][0] != draft.sha256:
            result.changed[key] = draft
        else:
            result.kept.add(key)
    result.kept |= {(Kind.EVENT.value, slug) for slug in kept_events}
    result.kept |= (kept | kept_further) - wanted.keys()
    result.withdrawn = sorted(current.keys() - wanted.keys() - result.kept)
    return result


def _named_at_desk(pks: Collection[int]) -> set[Key]:
    """What these events name at the desk, as it is there now."""
    return {
        key
        for event in _in_batches(list(pks))
        for key in named_by(Kind.EVENT.value, event_document(event))
    }


def _events(
    current: dict[Key, tuple[str, int]],
    also: Collection[int],
    desk: DeskSurroundings,
    hold: Collection[Key],
) -> tuple[dict[str, Draft], set[str], dict[Key, list[Key]]]:
    """Drafts of the approved events that changed, the slugs of those that stay as they are, and
    what keeps approved ones waiting.

    An event stays when it is approved and public in its very version, or when it is being edited:
    what was published of it remains until the edit is approved.
    """
    kept: set[str] = set()
    fresh: list[int] = []
    for pk, slug, former, stage, version in Event.objects.order_by().values_list(
        "pk", "slug", "former_slugs", "stage", "version"
    ):
        if pk in also:
            stage = Event.Stage.APPROVED
        held = is_held((Kind.EVENT.value, slug), former, hold)
        if held or stage not in (Event.Stage.APPROVED, Event.Stage.WITHDRAWN):
            kept |= _public_slugs(slug, former, current)
            continue
        public = current.get((Kind.EVENT.value, slug))
        if stage == Event.Stage.APPROVED:
            if public and public[1] == version:
                kept.add(slug)
            else:
                fresh.append(pk)
    from_files = _approved_by_files()
    drafts: dict[str, Draft] = {}
    waiting: dict[Key, list[Key]] = {}
    for event in _in_batches(fresh):
        draft = _event_draft(event, event.pk in from_files)
        named = dict.fromkeys(named_by(Kind.EVENT.value, draft.document))
        if missing := [key for key in named if not desk.can_show(key)]:
            waiting[(Kind.EVENT.value, event.slug)] = missing
            kept |= _public_slugs(event.slug, event.former_slugs, current)
        else:
            drafts[event.slug] = draft
    return drafts, kept, waiting


def _public_slugs(slug: str, former: list[str], current: Collection[Key]) -> set[str]:
    """The slugs under which an event is public."""
    return {one for _, one in public_keys((Kind.EVENT.value, slug), former, current)}


def _approved_by_files() -> set[int]:
    """The identifiers of the events whose last approval says that a dataset's files gave it."""
    of_events = ContentType.objects.get_for_model(Event)
    approvals = Decision.objects.filter(thing_type=of_events, kind=Decision.Kind.APPROVED)
    last = dict(approvals.order_by("at", "pk").values_list("thing_key", "note"))
    return {pk for pk, note in last.items() if note == FROM_FILES}


def _event_draft(event: Event, from_files: bool) -> Draft:
    document = event_document(event)
    if approval := _approval(event, from_files):
        document["approval"] = approval
    return Draft.of(document, event.version)


def _approval(event: Event, from_files: bool) -> str:
    """How an event was approved; empty where nobody knows, or a preview only takes it for so."""
    if event.stage != Event.Stage.APPROVED:
        return ""
    if from_files:
        return "files"
    if not event.hands or event.decided_by_id is None:
        return ""
    return "same-person" if f",{event.decided_by_id}," in event.hands else "another-person"


def _in_batches(pks: list[int], size: int = 500) -> Iterator[Event]:
    for start in range(0, len(pks), size):
        yield from Event.objects.filter(pk__in=pks[start : start + size]).with_all()


def _kept_documents(slugs: set[str]) -> list[EventDocument]:
    """The public documents of these events, with nothing but what they name.

    Each is read once in the life of a process: what a digest stands for never changes.
    """
    current = Record.objects.current().of_kind(Kind.EVENT)
    sums = {slug: sha256 for slug, sha256 in current.values_list("slug", "sha256") if slug in slugs}
    known = {one: found for one in sums.values() if (found := _NAMING.get(one)) is not None}
    unknown = [slug for slug, sha256 in sums.items() if sha256 not in known]
    for start in range(0, len(unknown), 500):
        rows = current.filter(slug__in=unknown[start : start + 500])
        known |= {sha256: _naming(one) for sha256, one in rows.values_list("sha256", "document")}
    if len(_NAMING) > 2 * len(known) + 1000:
        _NAMING.clear()
    _NAMING.update(known)
    return [known[sha256] for sha256 in sums.values() if sha256 in known]


_NAMING: dict[str, Any] = {}  # by digest of the document


def _naming(document: Any) -> Any:
    """What a document of an event names, as a document: enough for `named_by`."""
    return {
        "slug": document["slug"],
        "phase": document["phase"],
        "actors": [{"actor": one["actor"]} for one in document["actors"]],
        "places": document["places"],
        **({"about": document["about"]} if "about" in document else {}),
        "excerpts": [
            {name: one[name] for name in ("slug", "source", "said_by")}
            for one in document["excerpts"]
        ],
    }


def with_documents(
    lines: Iterable[tuple[str, str, str, Any]],
) -> list[tuple[str, str, str, Any]]:
    """Lines of a plan, those of what is withdrawn with the document that is public now."""
    listed = list(lines)
    public = current_documents({(kind, slug) for kind, slug, _, one in listed if one is None})
    return [
        (kind, slug, verb, one if one is not None else public[kind, slug])
        for kind, slug, verb, one in listed
    ]
