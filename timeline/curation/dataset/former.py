"""Former slugs in dataset files: the entry of a renamed thing is that thing, not a new one.

An entry whose slug nothing has, and one of whose `former_slugs` is the slug of something on the
desk, renames that. Whatever could lead one old address to two things is refused. An entry never
takes from a thing the former slugs that the desk knows of it: addresses once given stay good.
"""

from collections.abc import Iterator
from typing import Any

from timeline.curation.actions import rename
from timeline.curation.dataset.read import DatasetEntry
from timeline.curation.dataset.shapes import EVENTS_PREFIX, FILES, FORMER_SLUGS
from timeline.curation.dataset.store import MODELS, Store
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event


def apply_former_slugs(
    entries: dict[str, list[DatasetEntry]], store: Store
) -> set[tuple[Any, str]]:
    """Rename what the entries rename, and complete their `former_slugs`.

    Answers model and new slug of all that was renamed. Problems are noted in `store`.
    """
    renamed: set[tuple[Any, str]] = set()
    for model, of_kind in _by_model(entries):
        before = len(store.problems)
        _refuse_claimed_twice(of_kind, store)
        if len(store.problems) > before:
            continue
        things: list[Any] = list(model._default_manager.only("slug", "former_slugs").order_by("pk"))
        for entry in of_kind:
            thing = _meant_by(entry, things, store)
            if thing is None:
                continue
            if thing.slug != entry.slug:
                if not _rename(entry, thing, store):
                    continue
                renamed.add((model, entry.slug))
            given = entry.values["former_slugs"]
            kept = [slug for slug in thing.former_slugs if slug not in given]
            # As the desk has them, where they are the same ones.
            same = set(given) | set(kept) == set(thing.former_slugs)
            entry.values["former_slugs"] = list(thing.former_slugs) if same else [*given, *kept]
    return renamed


def _by_model(entries: dict[str, list[DatasetEntry]]) -> Iterator[tuple[Any, list[DatasetEntry]]]:
    for file, model in MODELS.items():
        if FORMER_SLUGS in FILES[file]:
            yield model, entries.get(file, [])
    yield (
        Event,
        [entry for file, found in entries.items() if _holds_events(file) for entry in found],
    )


def _holds_events(file: str) -> bool:
    return file.startswith(EVENTS_PREFIX)


def _refuse_claimed_twice(entries: list[DatasetEntry], store: Store) -> None:
    """Each slug, present or former, belongs to one entry of the files."""
    slugs = {entry.slug: entry for entry in entries}
    claimed: dict[str, DatasetEntry] = {}
    for entry in entries:
        for number, slug in enumerate(entry.values["former_slugs"], start=1):
            name = f"former_slugs[{number}]"
            if slug == entry.slug:
                message = f"“{slug}” is its slug. Name only those that it had before."
                store.add(entry.problem(name, message))
            elif slug in slugs:
                other = slugs[slug]
                where = f"{other.file}, line {other.line}"
                message = f"“{slug}” is the slug of the entry in {where}. Take it out of one."
                store.add(entry.problem(name, message))
            elif slug in claimed:
                other = claimed[slug]
                where = f"“{other.slug}” in {other.file}, line {other.line}"
                message = f"“{slug}” is a former slug of {where} already. Take it out of one."
                store.add(entry.problem(name, message))
            claimed.setdefault(slug, entry)


def _meant_by(entry: DatasetEntry, things: list[Any], store: Store) -> Any:
    """The thing of the desk that an entry is about; None for a new one, or after a problem."""
    given = entry.values["former_slugs"]
    same = [thing for thing in things if thing.slug == entry.slug]
    named = [thing for thing in things if thing.slug in given]
    if len(same + named) > 1:
        first, second = (same + named)[:2]
        message = (
            f"the desk has both “{first.slug}” and “{second.slug}”, which this entry says are one. "
            "Merge them on the desk, or take the former slug out."
        )
        store.add(entry.problem("former_slugs", message))
        return None
    thing = (same + named)[0] if same or named else None
    for other in things:
        if other is thing:
            continue
        for name, slug in [("slug", entry.slug), *((f"former_slugs[{n}]", s) for n, s in
                                                   enumerate(given, start=1))]:  # fmt: skip
            if slug in other.former_slugs:
                message = (
                    f"“{slug}” was the slug of “{other.slug}” on the desk, and leads there still."
                )
                store.add(entry.problem(name, message))
                return None
    return thing


def _rename(entry: DatasetEntry, thing: Any, store: Store) -> bool:
    try:
        rename(thing, to=entry.slug, by=store.by)
    except ActionRefusedError as refused:
        for problem in refused.problems:
            store.add(entry.problem("slug", problem))
        return False
    return True
