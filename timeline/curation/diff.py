"""What changed from one row of a history to the next, field by field, as people read it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.text import capfirst

# What a person did not write: it follows from what they did.
_FOLLOWS = {"id", "version", "edited_by", "decided_at", "earliest", "latest"}


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field that differs: its label, and both values as texts."""

    field: str
    old: str
    new: str


def differences(model: type[models.Model], row: Any, before: Any) -> list[FieldDifference]:
    """The fields of `model` in which two rows of its history differ, in the order of the model."""
    found = []
    for field in model._meta.concrete_fields:
        if field.name in _FOLLOWS or getattr(row, field.attname) == getattr(before, field.attname):
            continue
        label = capfirst(str(field.verbose_name))
        found.append(FieldDifference(label, _said(before, field), _said(row, field)))
    for many in row._history_m2m_fields:
        old, new = _listed(before, many), _listed(row, many)
        if old != new:
            label = capfirst(str(many.verbose_name))
            found.append(FieldDifference(label, "; ".join(old), "; ".join(new)))
    return found


def _said(row: Any, field: Any) -> str:
    value = getattr(row, field.attname)
    if value is None:
        return ""
    if isinstance(field, models.ForeignKey):
        try:
            other = getattr(row, field.name)
        except ObjectDoesNotExist:
            other = None  # as it is where the history was read together with what it names
        return f"(number {value}, which is gone)" if other is None else str(other)
    if field.flatchoices:
        labels = dict(field.flatchoices)
        values = value if isinstance(value, list) else [value]
        return capfirst(", ".join(str(labels.get(one, one)) for one in values))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _listed(row: Any, many: Any) -> list[str]:
    """What a relation to many had then, by the names that these have now."""
    name = many.m2m_reverse_field_name()
    found = []
    for link in getattr(row, many.name).all():
        try:
            found.append(str(getattr(link, name)))
        except ObjectDoesNotExist:
            found.append(f"(number {getattr(link, f'{name}_id')}, which is gone)")
    return sorted(found)
