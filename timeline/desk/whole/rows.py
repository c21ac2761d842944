"""Rows of tables as lines of JSON, the same whatever engine they were read from.

Keys are kept, so that what names a row finds it. What a migration makes anew in each database
(content types, permissions, groups) has other keys there, and is named by its name.
"""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models

Model = type[models.Model]
_BATCH: Final = 500


class RowsError(ValueError):
    """A line cannot be read as a row; the message says why."""


def lines_of(model: Model, *, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every row of a table as a line, by key; `without` are fields that are left empty."""
    fields = _fields(model)
    rows = model._base_manager.order_by("pk").values_list(*(one.attname for one in fields))
    names = _Names()
    for row in rows.iterator(_BATCH):
        values = {
            one.attname: "" if one.name in without else names.name_of(one, value)
            for one, value in zip(fields, row, strict=True)
        }
        yield f"{json.dumps(values, ensure_ascii=False, default=_plain, sort_keys=True)}\n"


def add(model: Model, lines: Iterator[str]) -> int:
    """Put such lines into an empty table; how many. Raises RowsError with the number of the line.

    No signal is sent and no history written: the history comes with its own rows.
    """
    fields = {one.attname: one for one in _fields(model)}
    names, waiting, count = _Names(), [], 0
    for number, line in enumerate(lines, 1):
        try:
            values = json.loads(line)
            if values.keys() != fields.keys():
                wrong = ", ".join(sorted(values.keys() ^ fields.keys()))
                raise RowsError(
                    f"it is of another version of the program, which differs in {wrong}"
                )
            row = {name: names.key_of(fields[name], value) for name, value in values.items()}
            waiting.append(model(**{n: _value(fields[n], v) for n, v in row.items()}))
        except (ValueError, AttributeError, TypeError, RecursionError) as error:
            raise RowsError(f"line {number}: {error}") from error
        count += 1
        if len(waiting) == _BATCH:
            model._base_manager.bulk_create(waiting)
            waiting = []
    model._base_manager.bulk_create(waiting)
    return count


def _fields(model: Model) -> list[Any]:
    return list(model._meta.concrete_fields)


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{value!r} cannot be written as JSON")


def _value(field: Any, value: Any) -> Any:
    return value if field.is_relation else field.to_python(value)


class _Names:
    """Names of what each database numbers for itself, looked up once."""

    def __init__(self) -> None:
        self._by_key: dict[Model, dict[Any, str]] = {}
        self._by_name: dict[Model, dict[str, Any]] = {}

    def name_of(self, field: Any, key: Any) -> Any:
        model = _named_model(field)
        if model is None or key is None:
            return key
        if model not in self._by_key:
            self._by_key[model] = {one.pk: _NAMED[model](one) for one in model._base_manager.all()}
        return self._by_key[model][key]

    def key_of(self, field: Any, name: Any) -> Any:
        model = _named_model(field)
        if model is None or name is None:
            return name
        if model not in self._by_name:
            found = {_NAMED[model](one): one.pk for one in model._base_manager.all()}
            self._by_name[model] = found
        if name not in self._by_name[model]:
            raise RowsError(f"{field.name}={name!r} is not known here")
        return self._by_name[model][name]


def _named_model(field: Any) -> Model | None:
    model = field.related_model if field.is_relation else None
    return model if model in _NAMED else None


def _permission(one: Any) -> str:
    return f"{one.content_type.app_label}.{one.codename}"


_NAMED: Final[dict[Any, Callable[[Any], str]]] = {
    ContentType: lambda one: f"{one.app_label}.{one.model}",
    Group: lambda one: str(one.name),
    Permission: _permission,
}
