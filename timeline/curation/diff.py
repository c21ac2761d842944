"""What differs between two states of a curated thing, field by field, as people read it.

A state is a thing as it is stored, a row of its history, or the values of a dataset entry. What
differs between two published documents is `timeline.editions.diff`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.text import capfirst

from timeline.curation.models import Event
from timeline.text.degrees import degrees
from timeline.text.word_changes import FieldChange


def field_changes(
    model: type[models.Model], old: Any, new: Any, *, relations: bool = True
) -> list[FieldChange]:
    """The fields of `model` in which two states of it differ, in the order of the model.

    Each state is a stored thing or a row of its history. What the desk keeps for itself is left
    out, and relations to many are where `relations` is off.
    """
    found = differing_fields(model, old, new, relations=relations)
    return [field_change(field, old, new) for field in found]


def differing_fields(
    model: type[models.Model], old: Any, new: Any, *, relations: bool = True
) -> Iterator[Any]:
    """The fields that differ, themselves: those with a column first, then relations to many."""
    for field in model._meta.concrete_fields:
        if field.name in Event.BOOKKEEPING:
            continue
        if getattr(old, field.attname) != getattr(new, field.attname):
            yield field
    manager: Any = model
    for many in manager.history.model._history_m2m_fields if relations else ():
        if _keys(old, many) != _keys(new, many):
            yield many


def field_change(field: Any, old: Any, new: Any) -> FieldChange:
    """What one field says in two states: labels of choices, names of things, lists as a line."""
    return FieldChange(capfirst(str(field.verbose_name)), _text(field, old), _text(field, new))


def _text(field: Any, state: Any) -> str:
    if field.many_to_many:
        return "; ".join(sorted(_names(state, field)))
    value = getattr(state, field.attname)
    if value is None:
        return ""
    if isinstance(field, models.ForeignKey):
        try:
            other = getattr(state, field.name)
        except ObjectDoesNotExist:
            other = None  # as it is where the history was read together with what it names
        return _gone(value) if other is None else str(other)
    if isinstance(field, models.DecimalField):
        return degrees(value)  # the only numbers with a point here
    values = value if isinstance(value, list) else [value]
    if field.flatchoices:
        labels = dict(field.flatchoices)
        return capfirst(", ".join(str(labels.get(one, one)) for one in values))
    return ", ".join(map(str, values))


def _keys(state: Any, many: Any) -> set[int]:
    """The keys of what a relation to many holds in a state."""
    key = "pk" if isinstance(state, many.model) else f"{many.m2m_reverse_field_name()}_id"
    return set(getattr(state, many.name).values_list(key, flat=True))


def _names(state: Any, many: Any) -> Iterator[str]:
    """What a relation to many holds in a state, under the names that these have now."""
    keys = _keys(state, many)
    things = many.related_model._default_manager.in_bulk(keys)
    for key in keys:
        yield str(things[key]) if key in things else _gone(key)


def _gone(key: int) -> str:
    return f"(number {key}, which is gone)"


# -- entries of a dataset -------------------------------------------------------------------------


def entry_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[FieldChange]:
    """What differs between the values of two entries of one thing (`curation.dataset.state`).

    A label is a path such as `excerpts, closing-1: quote`; what is not there is empty.
    """
    before, after = _flat(old), _flat(new)
    return [
        FieldChange(path, before.get(path, ""), after.get(path, ""))
        for path in dict.fromkeys([*after, *before])
        if before.get(path, "") != after.get(path, "")
    ]


def _flat(values: Mapping[str, Any]) -> dict[str, str]:
    """Values as texts by path: lists as a line, and each excerpt and answer by itself as well."""
    found: dict[str, str] = {}
    for name, value in values.items():
        if not isinstance(value, list):
            found[name] = str(value)
            continue
        found[name] = "; ".join(_line(item) for item in value)
        for item in value:
            if isinstance(item, dict) and ("quote" in item or "answer" in item):
                for field, one in item.items():
                    text = "; ".join(one) if isinstance(one, list) else str(one)
                    if field not in ("slug", "answer"):
                        found[f"{name}, {_line(item)}: {field}"] = text
    return {path: text for path, text in found.items() if text}


def _line(item: Any) -> str:
    """An item of a list on one line: “ada (host)” for an actor, the slug of an excerpt."""
    if not isinstance(item, dict):
        return str(item)
    if "quote" in item:
        return str(item["slug"])
    first, *rest = (str(value) for value in item.values() if not isinstance(value, list))
    if "answer" in item:
        return first
    said = ", ".join(text for text in rest if text)
    return f"{first} ({said})" if said else first
