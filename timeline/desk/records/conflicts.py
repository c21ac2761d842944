"""Two people editing one thing: what a form was opened with, what is stored now, and what to keep.

A form carries a `FormSnapshot` of the values it was opened with. When the thing has been saved by
somebody else since, `merge` answers the form's data anew: what its writer typed stays, what only
the other changed is taken over, and a list of `ConflictingChange`s says which is which. For each
value that both changed, its writer then takes theirs or keeps their own (`with_choices`).
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

from django import forms
from django.http import QueryDict

from timeline.curation.forms.fields import unix_lines
from timeline.text.word_changes import FieldChange

Raw = str | list[str]  # a value as a form sends it
Values = dict[str, Raw]
Rows = dict[str, Values]  # by primary key

# A longer text travels with the form as its digest, which is enough to see whether it changed.
LONG = 2000
MAX_ROWS = 1000

EMPTY = "(empty)"
UNKNOWN = "(not known)"
NOT_THERE = "(not there)"
MARKED = "You marked this for removal: it is removed when you save."
CHOICE, THEIRS = "_choose-", "theirs"  # what a form says of a value that two people changed


@dataclass(frozen=True, slots=True)
class FormSnapshot:
    """What a thing and its parts were when its form was opened."""

    version: int
    stage: str = ""
    fields: Values = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)  # by prefix of the formset

    def to_json(self) -> str:
        return json.dumps(
            {
                "version": self.version,
                "stage": self.stage,
                "fields": {name: _kept(raw) for name, raw in self.fields.items()},
                "rows": {
                    prefix: {
                        pk: {name: _kept(raw) for name, raw in values.items()}
                        for pk, values in rows.items()
                    }
                    for prefix, rows in self.rows.items()
                },
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "FormSnapshot | None":
        """The snapshot that a form sent; None when it is missing or was tampered with."""
        try:
            data = json.loads(text)
            rows = {
                str(prefix): {str(pk): _values(values) for pk, values in found.items()}
                for prefix, found in data["rows"].items()
            }
            return cls(int(data["version"]), str(data["stage"]), _values(data["fields"]), rows)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None


def _values(data: dict[str, Any]) -> Values:
    return {
        str(name): [str(one) for one in raw] if isinstance(raw, list) else str(raw)
        for name, raw in data.items()
    }


def _kept(raw: Raw) -> Raw:
    if isinstance(raw, str) and len(raw) > LONG:
        return f"sha256:{hashlib.sha256(raw.encode(errors='replace')).hexdigest()}"
    return raw


@dataclass(frozen=True, slots=True)
class ConflictingChange(FieldChange):
    """A value that the other person changed; `yours`, and what becomes of it when you save.

    `name` is its field in the form where there are two values to choose from.
    """

    yours: str
    outcome: str
    name: str = ""


@dataclass(slots=True)
class Conflict:
    """What the page shows above a form that was opened before somebody else saved."""

    who: str
    when: Any
    now: FormSnapshot
    differences: list[ConflictingChange]


def snapshot_of(version: int, stage: str, form: Any, formsets: Iterable[Any]) -> FormSnapshot:
    """The values that unbound forms show."""
    return FormSnapshot(
        version,
        stage,
        _shown_values(form),
        {
            formset.prefix: {
                str(row.instance.pk): _shown_values(row, _own_fields(formset))
                for row in formset.initial_forms
            }
            for formset in formsets
        },
    )


def _own_fields(formset: Any) -> set[str]:
    """Fields of a row that say which row it is, not what is in it."""
    return {formset.model._meta.pk.name, formset.fk.name, "DELETE"}


def _shown_values(form: Any, leave: Iterable[str] = ()) -> Values:
    return {name: _as_raw(form[name]) for name in form.fields if name not in leave}


def _as_raw(bound: forms.BoundField) -> Raw:
    """The value of an unbound field as the browser would send it back."""
    value = bound.value()
    if value is not None and not isinstance(value, str) and hasattr(value, "__iter__"):
        return sorted(str(getattr(one, "pk", one)) for one in value)
    shown = bound.field.widget.format_value(value)
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    return unix_lines("" if shown is None else str(shown))


def with_choices(post: QueryDict, now: FormSnapshot, formsets: Iterable[Any]) -> QueryDict:
    """The data of a form in which their value stands wherever its writer chose to take it."""
    chosen = [
        name.removeprefix(CHOICE)
        for name, value in post.items()
        if name.startswith(CHOICE) and value == THEIRS
    ]
    if not chosen:
        return post
    data = post.copy()
    theirs = dict(now.fields)
    for formset in formsets:
        key = formset.model._meta.pk.name
        for number in range(MAX_ROWS):
            row = f"{formset.prefix}-{number}"
            if f"{row}-{key}" not in post:
                break
            values = now.rows.get(formset.prefix, {}).get(post.get(f"{row}-{key}", ""), {})
            theirs |= {f"{row}-{name}": raw for name, raw in values.items()}
    for name in chosen:
        if name in theirs:
            _put(data, name, theirs[name])
    return data


def merge(
    post: QueryDict,
    opened: FormSnapshot | None,
    now: FormSnapshot,
    form: Any,
    formsets: Iterable[Any],
) -> tuple[QueryDict, list[ConflictingChange]]:
    """The data to show again, and what the other person changed.

    `form` and `formsets` are unbound, of the thing as it is stored now (`now`).
    """
    merged = post.copy()
    differences: list[ConflictingChange] = []
    before = opened.fields if opened else {}
    typed = {
        name: _typed(post, form_field, form.add_prefix(name))
        for name, form_field in form.fields.items()
    }
    kept, found = _merge_values(form, before, now.fields, typed)
    differences += found
    for name, raw in kept.items():
        _put(merged, form.add_prefix(name), raw)
    for formset in formsets:
        rows = opened.rows.get(formset.prefix, {}) if opened else {}
        differences += _Rows(post, formset, rows, now.rows[formset.prefix]).merge(merged)
    return merged, differences


def _typed(post: QueryDict, form_field: forms.Field, name: str) -> Raw:
    value = form_field.widget.value_from_datadict(post, {}, name)
    if isinstance(value, list):
        return sorted(map(str, value))
    return unix_lines("" if value is None else str(value))


def _put(data: QueryDict, name: str, raw: Raw) -> None:
    data.setlist(name, raw if isinstance(raw, list) else [raw])


def _merge_values(
    form: Any,
    opened: Values,
    theirs: Values,
    yours: Values,
    where: str = "",
    prefix: str = "",
) -> tuple[Values, list[ConflictingChange]]:
    """Field by field: theirs where it was left as opened, else yours."""
    merged: Values = {}
    differences = []
    for name, now in theirs.items():
        before, mine = opened.get(name), yours[name]
        untouched = before is not None and _kept(mine) == before
        merged[name] = now if untouched else mine
        if _kept(now) == before or (before is None and now == mine):
            continue
        if mine == now:
            outcome = "You made the same change."
        elif untouched:
            outcome = "You had not changed this: theirs is taken over."
        else:
            outcome = ""
        form_field = form.fields[name]
        label = str(form[name].label)
        differences.append(
            ConflictingChange(
                f"{where}: {label}" if where else label,
                UNKNOWN if before is None else shown(form_field, before),
                shown(form_field, now),
                shown(form_field, mine),
                outcome,
                "" if outcome else f"{prefix}{name}",
            )
        )
    return merged, differences


class _Rows:
    """The rows of one formset: as opened, as stored now, and as typed."""

    def __init__(self, post: QueryDict, formset: Any, opened: Rows, now: Rows) -> None:
        self.post, self.formset, self.opened, self.now = post, formset, opened, now
        self.prefix = formset.prefix
        self.key = formset.model._meta.pk.name
        self.model = formset.model._meta
        self.leave = _own_fields(formset)
        self.names = [name for name in formset.empty_form.fields if name not in self.leave]
        numbers = {
            int(match[1])
            for name in post
            if (match := re.match(rf"{re.escape(self.prefix)}-([0-9]{{1,4}})-", name))
        }
        self.typed: Rows = {}
        self.new: list[Values] = []
        self.marked: set[str] = set()  # for removal, by the person who typed
        for number in sorted(numbers)[:MAX_ROWS]:
            self._read(number)

    def _read(self, number: int) -> None:
        row = f"{self.prefix}-{number}"
        fields = self.formset.empty_form.fields
        values = {name: _typed(self.post, fields[name], f"{row}-{name}") for name in self.names}
        pk = self.post.get(f"{row}-{self.key}", "")
        if pk:
            self.typed[pk] = values
            if self.post.get(f"{row}-DELETE"):
                self.marked.add(pk)
        else:
            self.new.append(values)

    def merge(self, merged: QueryDict) -> list[ConflictingChange]:
        """Write the rows to show into `merged`; answers what the other person changed in them."""
        differences: list[ConflictingChange] = []
        kept: list[tuple[str, Values]] = []
        forms_by_pk = {str(form.instance.pk): form for form in self.formset.initial_forms}
        for pk, now in self.now.items():
            form = forms_by_pk[pk]
            where = f"{str(self.model.verbose_name).capitalize()} {form.instance}"
            if pk in self.typed:
                values, found = _merge_values(
                    form,
                    self.opened.get(pk, {}),
                    now,
                    self.typed[pk],
                    where,
                    f"{self.prefix}-{len(kept)}-",
                )
                differences += (
                    [replace(one, outcome=MARKED, name="") for one in found]
                    if pk in self.marked
                    else found
                )
            else:
                values = now
                differences.append(self._added(where, now))
            kept.append((pk, values))
        again = []
        for pk in self.typed.keys() - self.now.keys():
            difference, values_again = self._removed(pk)
            differences.append(difference)
            if values_again is not None:
                again.append(values_again)
        self._write(merged, kept, [*self.new, *again])
        return differences

    def _added(self, where: str, now: Values) -> ConflictingChange:
        return ConflictingChange(where, NOT_THERE, self._text(now), NOT_THERE, "They added it.")

    def _removed(self, pk: str) -> tuple[ConflictingChange, Values | None]:
        """What to say of a row that is gone, and its values if its typist wants it still."""
        typed, opened = self.typed[pk], self.opened.get(pk)
        touched = opened is None or any(_kept(typed[n]) != opened.get(n) for n in self.names)
        wanted = touched and pk not in self.marked
        outcome = (
            "They removed it, but you had changed it: yours is added anew when you save."
            if wanted
            else "They removed it."
        )
        what = f"{str(self.model.verbose_name).capitalize()} {pk}"
        before = self._text(opened) if opened else UNKNOWN
        return (
            ConflictingChange(what, before, NOT_THERE, self._text(typed), outcome),
            typed if wanted else None,
        )

    def _text(self, values: Values) -> str:
        """A whole row on one line: each field that holds something."""
        fields = self.formset.empty_form.fields
        return "; ".join(
            f"{str(fields[name].label or name).lower()}: {shown(fields[name], raw)}"
            for name, raw in values.items()
            if name in fields and raw
        )

    def _write(self, merged: QueryDict, kept: list[tuple[str, Values]], new: list[Values]) -> None:
        for name in list(merged):
            if re.match(rf"{re.escape(self.prefix)}-[0-9]+-", name):
                del merged[name]
        for number, (pk, values) in enumerate([*kept, *(("", one) for one in new)]):
            row = f"{self.prefix}-{number}"
            merged[f"{row}-{self.key}"] = pk
            merged[f"{row}-{self.formset.fk.name}"] = str(self.formset.instance.pk)
            if pk in self.marked:
                merged[f"{row}-DELETE"] = "on"
            for name, raw in values.items():
                _put(merged, f"{row}-{name}", raw)
        merged[f"{self.prefix}-TOTAL_FORMS"] = str(len(kept) + len(new))
        merged[f"{self.prefix}-INITIAL_FORMS"] = str(len(kept))


def shown(form_field: forms.Field, raw: Raw) -> str:
    """A value as a person reads it: names of things, labels of choices."""
    if not raw:
        return EMPTY
    if isinstance(form_field, forms.ModelChoiceField):
        keys = raw if isinstance(raw, list) else [raw]
        return ", ".join(_names(form_field, keys)) or EMPTY
    if isinstance(form_field, forms.ChoiceField):
        choices = dict(cast("Iterable[tuple[Any, Any]]", form_field.choices))
        values = raw if isinstance(raw, list) else [raw]
        return ", ".join(str(choices.get(value, value)) for value in values)
    text = ", ".join(raw) if isinstance(raw, list) else raw
    if text.startswith("sha256:"):
        return "(a long text)"
    return text


def _names(form_field: "forms.ModelChoiceField[Any]", keys: list[str]) -> Iterator[str]:
    wanted = [key for key in keys if re.fullmatch(r"[0-9]{1,18}", key)]
    queryset = form_field.queryset
    found = {} if queryset is None else queryset.in_bulk([int(key) for key in wanted])
    for key in keys:
        thing = found.get(int(key)) if key in wanted else None
        yield str(thing) if thing is not None else f"“{key}”"
