"""Undoing: parts that were removed come back, and a merge or a load is taken back as one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from timeline.curation.actions.editing import note_edit, record_change
from timeline.curation.diff import differing_fields, field_changes
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Operation
from timeline.curation.models.base import Stage, Staged, with_hand
from timeline.text.word_changes import FieldChange

# Each after what it hangs on or names.
_ORDER: Final = (
    *("publisher", "source", "actor", "place", "phase", "event", "excerpt", "tie"),
    *("participation", "eventlink", "actorname", "placename", "dispute", "position", "term"),
    *("site", "clock", "story", "storystep", "gap", "gapaddress"),
)
_NAMED = 5  # things that one sentence names


@transaction.atomic
def restore_part(row: Any, whole: Staged, *, by: AbstractBaseUser) -> str:
    """Bring back what was removed from a thing, as `row`, the last of its history, has it.

    It is an edit of the thing. Answers what became of its stage, as a sentence. Refused when it is
    there again already, or what it names is gone.
    """
    model = row.instance_type
    name = str(model._meta.verbose_name)
    if model._default_manager.filter(pk=row.id).exists():
        raise ActionRefusedError(f"The {name} is there already.")
    part = row.instance
    _refuse_gone(row, name)
    try:
        part.full_clean()
        # Its relations to many were gone when its removal was written down.
        _write_anew(part, row.prev_record or row, by, "Brought back")
    except (ValidationError, IntegrityError) as error:
        said = error.messages if isinstance(error, ValidationError) else [str(error)]
        raise ActionRefusedError(said) from error
    thing: Any = whole
    thing._change_reason = f"{name.capitalize()} brought back"[:100]
    return record_change(whole, by=by)


def _refuse_gone(row: Any, name: str) -> None:
    for field in row.instance_type._meta.concrete_fields:
        key = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey) and key is not None:
            there = field.related_model._default_manager.filter(pk=key).exists()
            if not there:
                kind = field.related_model._meta.verbose_name
                raise ActionRefusedError(
                    f"The {name} names a {kind} that is gone (number {key}). Bring that back first."
                )


def _write_anew(thing: Any, row: Any, by: AbstractBaseUser, reason: str) -> None:
    """Save a thing under the key that it had, with its relations to many."""
    thing._history_user, thing._change_reason = by, reason
    thing.skip_history_when_saving = True  # the save below records fields and relations at once
    thing.save(force_insert=True)
    _set_relations(thing, row)
    del thing.skip_history_when_saving
    thing.save()


def _set_relations(thing: Any, row: Any) -> None:
    for many in type(thing).history.model._history_m2m_fields:
        keys = getattr(row, many.name).values_list(many.m2m_reverse_field_name(), flat=True)
        there = many.related_model._default_manager.filter(pk__in=list(keys))
        getattr(thing, many.name).set(there)


# -- operations -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WrittenThing:
    """What an operation did to one thing, as the rows of its history before and after say it."""

    model: Any
    pk: int
    before: Any | None
    after: Any

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def verb(self) -> str:
        """What undoing does to it."""
        if self.before is None:
            return "removed"
        return "brought back" if self.after.history_type == "-" else "changed back"

    @property
    def name(self) -> str:
        row = self.before or self.after
        for field in ("title", "name", "question", "heading", "line", "quote", "answer", "caption"):
            if text := getattr(row, field, ""):
                return str(text)
        return f"number {self.pk}"

    @property
    def changes(self) -> list[FieldChange]:
        if self.before is None or self.after.history_type == "-":
            return []
        return field_changes(self.model, self.after, self.before)


def written_by(operation: Operation) -> list[WrittenThing]:
    """What an operation wrote, each thing after what it hangs on; made and unmade within it left
    out."""
    found = []
    for name in _ORDER:
        model: Any = apps.get_model("curation", name)
        of_it = [row for row in operation.rows if row[0] == name]
        numbers = {number for _, _, *pair in of_it for number in pair if number}
        history = model.history.in_bulk(list(numbers))
        for _, pk, before, after in of_it:
            gone = history[after].history_type == "-"
            if before is None and gone:
                continue
            found.append(WrittenThing(model, pk, history.get(before), history[after]))
    return found


def undo_problems(operation: Operation) -> Iterator[str]:
    """Each reason why an operation cannot be undone now, as a sentence."""
    if operation.undone_at is not None:
        yield f"“{operation}” was undone already, by {operation.undone_by}."
        return
    since = [one for one in written_by(operation) if _changed_since(one)]
    if since:
        named = "; ".join(
            f"{one.model._meta.verbose_name} “{one.name[:80]}”" for one in since[:_NAMED]
        )
        more = f" and {len(since) - _NAMED} more" if len(since) > _NAMED else ""
        yield (
            f"Not undone: since then somebody changed {named}{more}. Undo these changes first, or "
            "mend what is wrong by hand."
        )


def _changed_since(one: WrittenThing) -> bool:
    """Whether what a thing says was changed after the operation; decisions on it do not count."""
    newest = one.model.history.filter(id=one.pk).order_by("-history_id").first()
    if newest is None or newest.history_id == one.after.history_id:
        return False
    if newest.history_type == "-" or one.after.history_type == "-":
        return True
    differing = differing_fields(one.model, one.after, newest)
    return any(field.name not in ("stage", "slug", "former_slugs") for field in differing)


@transaction.atomic
def undo(operation: Operation, *, by: AbstractBaseUser) -> list[WrittenThing]:
    """Take back all that an operation wrote, as edits by `by`; answers what it was.

    What comes back or is changed back is a draft, for somebody else to approve; what merely got a
    new version keeps its stage. Refused when any of it was changed since.
    """
    held = Operation.objects.select_for_update().get(pk=operation.pk)
    problems = tuple(undo_problems(held))
    if problems:
        raise ActionRefusedError(problems)
    written = written_by(held)
    reason = f"Undone: {held.said}"[:100]
    try:
        for one in written:
            if one.verb == "brought back":
                _bring_back(one, by, reason)
        for one in written:
            if one.verb == "changed back":
                _change_back(one, by, reason)
        for one in reversed(written):
            if one.verb == "removed":
                thing = one.model._default_manager.get(pk=one.pk)
                thing._history_user, thing._change_reason = by, reason
                thing.delete()
        _move_back(held)
    except (IntegrityError, models.ProtectedError, ValidationError) as error:
        raise ActionRefusedError(
            f"Not undone: something that was made since stands on it ({error})."
        ) from error
    held.undone_by_id, held.undone_at = by.pk, timezone.now()
    held.save()
    return written


def _bring_back(one: WrittenThing, by: AbstractBaseUser, reason: str) -> None:
    thing = one.before.instance  # type: ignore[union-attr]
    if isinstance(thing, Staged):
        thing.version = one.after.version + 1
        thing.edited_by_id, thing.hands = by.pk, with_hand(thing.hands, by.pk)
        thing.stage, thing.since = Stage.DRAFT, timezone.now()
        thing.decided_by, thing.decided_at = None, None
    _write_anew(thing, one.before, by, reason)


def _change_back(one: WrittenThing, by: AbstractBaseUser, reason: str) -> None:
    thing: Any = one.model._default_manager.get(pk=one.pk)
    before: Any = one.before
    stored = one.model._default_manager.get(pk=one.pk)
    said_otherwise = bool(list(differing_fields(one.model, one.after, before)))
    for field in one.model._meta.concrete_fields:
        if field.name not in Staged.BOOKKEEPING | {"stage"}:
            setattr(thing, field.attname, getattr(before, field.attname))
    thing._history_user, thing._change_reason = by, reason
    if isinstance(thing, Staged):
        if said_otherwise:
            note_edit(thing, stored, by=by)
        else:
            thing.version = stored.version + 1
    thing.skip_history_when_saving = True
    _set_relations(thing, before)
    del thing.skip_history_when_saving
    thing.save()


def _move_back(operation: Operation) -> None:
    for name, field, keys, old in operation.moved:
        model = apps.get_model("curation", name)
        model._default_manager.filter(pk__in=keys).update(**{field: old})
