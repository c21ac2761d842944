"""What differs between two documents of one thing, field by field, as a person reads it."""

from collections.abc import Iterator, Mapping
from typing import Any

from timeline.text.word_changes import FieldChange

# What tells apart the entries of a list of objects, in order of preference.
_KEYS = (("slug",), ("event", "kind"), ("event", "excerpt"), ("actor", "role"), ("answer",))

# How a browser finds the passage, made from other fields and the source's text; and how an event
# was approved, which the method page counts.
_DERIVED = {"fragment", "approval"}


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[FieldChange]:
    """Every difference between two documents (`timeline.editions.documents`), in field order.

    A label is a path such as `title` or `excerpts / strike-1 / quote`.
    """
    return list(_objects(old, new, ""))


def fields_of(document: Mapping[str, Any]) -> list[FieldChange]:
    """What a document says that was not there before: a line each for all that is not empty."""
    return list(_said(document, ""))


def expanded(changes: list[FieldChange], new: Mapping[str, Any]) -> list[FieldChange]:
    """Changes between documents, of which what came in whole (an excerpt, an actor) is given by its
    own fields, as `new` has them."""
    found: list[FieldChange] = []
    for change in changes:
        entry = _entry_at(new, change.label) if change.old is None else None
        if isinstance(entry, dict):
            found += _said(entry, f"{change.label} / ")
        else:
            found.append(change)
    return found


def _entry_at(document: Mapping[str, Any], label: str) -> Any:
    """The entry of a list that a label such as `excerpts / strike-1` names."""
    path, _, name = label.partition(" / ")
    entries = document.get(path)
    if not name or not isinstance(entries, list):
        return None
    return _named(entries, _key_of(entries)).get(name)


def _said(value: Mapping[str, Any], path: str) -> Iterator[FieldChange]:
    for name, one in value.items():
        where = f"{path}{name}"
        if name in _DERIVED or one in (None, "", [], {}):
            continue
        if isinstance(one, dict):
            yield from _said(one, f"{where} / ")
        elif isinstance(one, list) and all(isinstance(entry, dict) for entry in one):
            key = _key_of(one)
            names = list(_named(one, key)) if key else []
            numbered = names if len(names) == len(one) else [str(n) for n in range(1, len(one) + 1)]
            for entry_name, entry in zip(numbered, one, strict=True):
                yield from _said(entry, f"{where} / {entry_name} / ")
        else:
            yield FieldChange(where, None, _text(one))


def _objects(old: Mapping[str, Any], new: Mapping[str, Any], path: str) -> Iterator[FieldChange]:
    for name in dict.fromkeys([*new, *old]):
        if name in _DERIVED:
            continue
        yield from _values(old.get(name), new.get(name), f"{path}{name}")


def _values(old: Any, new: Any, path: str) -> Iterator[FieldChange]:
    if old == new:
        return
    if _is_list(old) and _is_list(new):
        yield from _lists(old or [], new or [], path)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _objects(old, new, f"{path} / ")
    else:
        yield FieldChange(path, _text(old), _text(new))


def _is_list(value: Any) -> bool:
    return value is None or isinstance(value, list)


def _lists(old: list[Any], new: list[Any], path: str) -> Iterator[FieldChange]:
    """By the names of the entries where each has one of its own, else by the entries themselves."""
    key = _key_of([*old, *new])
    before, after = _named(old, key), _named(new, key)
    if len(before) != len(old) or len(after) != len(new):
        yield FieldChange(path, _text(old), _text(new))
        return
    for name in dict.fromkeys([*after, *before]):
        where = f"{path} / {name}" if key else path
        if name not in before:
            yield FieldChange(where, None, _text(after[name]))
        elif name not in after:
            yield FieldChange(where, _text(before[name]), None)
        else:
            yield from _values(before[name], after[name], where)
    kept_before = [name for name in before if name in after]
    kept_after = [name for name in after if name in before]
    if kept_before != kept_after:
        yield FieldChange(f"{path}, order", ", ".join(kept_before), ", ".join(kept_after))


def _key_of(entries: list[Any]) -> tuple[str, ...]:
    if entries and all(isinstance(entry, dict) for entry in entries):
        for key in (*_KEYS, ("name", "language")):
            if all(name in entry for entry in entries for name in key):
                return key
    return ()


def _named(entries: list[Any], key: tuple[str, ...]) -> dict[str, Any]:
    if key:
        return {", ".join(str(entry[name]) for name in key): entry for entry in entries}
    return {_text(entry) or "": entry for entry in entries}


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list):
        return "; ".join(_text(one) or "" for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_text(one)}" for name, one in value.items() if one)
    return str(value)
