"""The whole working state in a folder, and back into an empty database of either engine.

`tables/` has a file a table, `editions/` (as an option) what `dump_editions` writes, and
`state.json`, written last, says of which form it is and has the SHA-256 of each table's file. What
is there is what people made: things with their texts and history, comments, decisions, assignments,
operations, people and their groups, and with the editions the reports of readers on them. Sessions,
uploads that nobody confirmed, who has what open, and logs of signing in stay behind.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from timeline.desk.whole.rows import RowsError, add, lines_of
from timeline.editions import files
from timeline.editions.models import Edition

FORM: Final = 1
STATE: Final = "state.json"
GROUPS, PUBLISHED_BY = "auth.group.json", "editions.by.json"
_PASSING: Final = {"Presence", "Upload"}  # what is there for minutes or days
_SECRET: Final = frozenset({"password"})
Told = Callable[[str], None]


class WholeStateError(Exception):
    """Nothing was written, or nothing read; the message says why."""


def tables(*, editions: bool, passwords: bool) -> list[type[models.Model]]:
    """The tables that are written, each once."""
    found: list[type[models.Model]] = [User, User.groups.through, User.user_permissions.through]
    if passwords:
        found += [one for app in ("otp_totp", "otp_static") for one in _of(app)]
    found += _of("curation")
    return found + (_of("reports") if editions else [])


def _of(app: str) -> list[type[models.Model]]:
    models_of = apps.get_app_config(app).get_models(include_auto_created=True)
    return [one for one in models_of if one.__name__ not in _PASSING]


@transaction.atomic
def write(folder: Path, *, editions: bool, passwords: bool, told: Told) -> None:
    """Write the state into a folder that is not there yet, or empty.

    Without `passwords` people come without them, and set new ones. Raises WholeStateError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WholeStateError(f"{folder} has something in it. Name a folder that is empty or new.")
    _see_one_moment()
    place = folder / "tables"
    place.mkdir(parents=True, exist_ok=True)
    sums = {}
    for model in tables(editions=editions, passwords=passwords):
        name = f"{model._meta.label_lower}.jsonl"
        hidden = _SECRET if model is User and not passwords else frozenset()
        sums[name] = _write_lines(place / name, lines_of(model, without=hidden))
        told(name)
    text = _groups()
    (place / GROUPS).write_text(text, encoding="utf-8")
    sums[GROUPS] = _sum(text.encode())
    if editions:
        who = dict(Edition.objects.values_list("number", "published_by"))
        text = f"{json.dumps(who, indent=1)}\n"
        (place / PUBLISHED_BY).write_text(text, encoding="utf-8")
        sums[PUBLISHED_BY] = _sum(text.encode())
        files.write(folder, told)
    state = {"form": FORM, "editions": editions, "passwords": passwords, "sha256": sums}
    text = json.dumps(state, indent=1, sort_keys=True)
    (folder / STATE).write_text(f"{text}\n", encoding="utf-8")


def _see_one_moment() -> None:
    if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _groups() -> str:
    found = {
        group.name: sorted(
            f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()
        )
        for group in Group.objects.prefetch_related("permissions__content_type")
    }
    return f"{json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False)}\n"


def _write_lines(path: Path, lines: Iterator[str]) -> str:
    taken = hashlib.sha256()
    with path.open("wb") as file:
        for line in lines:
            taken.update(line.encode())
            file.write(line.encode())
    return taken.hexdigest()


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# -- back ------------------------------------------------------------------------------------------


def read(folder: Path, *, told: Told) -> None:
    """Bring such a folder into a migrated database that holds nothing of the kind: all or nothing.

    Raises WholeStateError.
    """
    state = _state(folder)
    used = tables(editions=state["editions"], passwords=state["passwords"])
    names = {f"{model._meta.label_lower}.jsonl": model for model in used}
    if wrong := names.keys() ^ (state["sha256"].keys() - {GROUPS, PUBLISHED_BY}):
        said = ", ".join(sorted(wrong))
        raise WholeStateError(f"{folder} is of another version, which differs in {said}.")
    try:
        with transaction.atomic():
            _refuse_what_is_there(used)
            _read_groups((folder / "tables" / GROUPS).read_text("utf-8"))
            first = [one for one in used if one._meta.app_label != "reports"]
            _read_tables(folder, first, told)
            if state["editions"]:
                _read_editions(folder, told)
                _read_tables(folder, [one for one in used if one not in first], told)
            _reset_sequences(used)
    except (OSError, RowsError, DatabaseError, files.EditionFilesError) as error:
        raise WholeStateError(f"Nothing was read. {error}") from error


def _state(folder: Path) -> dict[str, Any]:
    try:
        state = json.loads((folder / STATE).read_text("utf-8"))
        form, sums = state["form"], state["sha256"]
        if form != FORM:
            raise WholeStateError(f"{folder / STATE} is of form {form!r}; this reads form {FORM}.")
        for name, expected in sums.items():
            with (folder / "tables" / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                    raise WholeStateError(f"{folder / 'tables' / name} is not as it was written.")
        return {"sha256": sums, **{one: bool(state[one]) for one in ("editions", "passwords")}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        said = f"{type(error).__name__} {error}"
        raise WholeStateError(f"{folder} is no export of a whole state: {said}.") from error


def _refuse_what_is_there(used: list[type[models.Model]]) -> None:
    there = [str(one._meta.verbose_name_plural) for one in used if one._base_manager.exists()]
    there += ["editions"] if Edition.objects.exists() else []
    if there:
        raise WholeStateError(
            f"This database has {', '.join(there[:5])} already. Name an empty one, on which "
            "manage.py migrate was run."
        )


def _read_groups(text: str) -> None:
    known = {
        f"{one.content_type.app_label}.{one.codename}": one
        for one in Permission.objects.select_related("content_type")
    }
    for name, wanted in json.loads(text).items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set([known[one] for one in wanted if one in known])


def _read_tables(folder: Path, used: list[type[models.Model]], told: Told) -> None:
    for model in used:
        name = f"{model._meta.label_lower}.jsonl"
        with (folder / "tables" / name).open(encoding="utf-8", newline="\n") as file:
            try:
                told(f"{name}: {add(model, iter(file))}")
            except RowsError as error:
                raise RowsError(f"{name}, {error}") from error
    for user in User.objects.filter(password=""):
        user.set_unusable_password()
        user.save(update_fields=["password"])


def _read_editions(folder: Path, told: Told) -> None:
    by = User.objects.order_by("-is_superuser", "pk").first()
    if by is None:
        raise WholeStateError("There is nobody who could stand as who published the editions.")
    who = json.loads((folder / "tables" / PUBLISHED_BY).read_text("utf-8"))
    files.read(folder, by=by, told=told, who={int(one): key for one, key in who.items()})


def _reset_sequences(used: list[type[models.Model]]) -> None:
    """Let the next key of each table be one that is free."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), used):
            cursor.execute(statement)
