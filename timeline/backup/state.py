"""What a database holds, as far as a backup tells of it, and whether this program can use it."""

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from timeline.backup.container import BackupError, Description
from timeline.editions.models import Edition


def tables() -> list[str]:
    """All tables of the database, whoever made them."""
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def migrations() -> list[str]:
    """The migrations that the database has run: “curation.0001_initial”."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def columns() -> dict[str, list[str]]:
    """The columns of each table that a model of this program has, as this program has them."""
    return {
        model._meta.db_table: sorted(str(one.column) for one in model._meta.local_concrete_fields)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def editions() -> list[list[int | str]]:
    """Number and digest of each edition."""
    return [list(row) for row in Edition.objects.order_by("number").values_list("number", "sha256")]


def can_be_restored() -> None:
    """Raises BackupError when the database is not as this program needs it: its backup could not be
    restored by anybody."""
    missing = sorted(_known() - set(migrations()))
    if missing:
        raise BackupError(
            f"The database lacks migrations ({_few(missing)}). Run manage.py migrate first, or "
            "back it up with the program that it is of."
        )


def fits(description: Description) -> None:
    """Raises BackupError for a backup of another engine or another version of the program."""
    if description.engine != connection.vendor:
        raise BackupError(
            f"The backup is of {description.engine}, and DATABASE_URL names {connection.vendor}. A "
            "backup goes back to the engine that it is of; dump_editions and dump_dataset write "
            "what goes to the other."
        )
    known, had = _known(), set(description.migrations)
    if newer := sorted(had - known):
        raise BackupError(
            f"The backup is of a newer program: this one does not know {_few(newer)}. Restore it "
            "with the program that made it."
        )
    lacking = sorted(known - had) + [
        f"{table}.{column}"
        for table, names in columns().items()
        for column in set(names) ^ set(description.columns.get(table, []))
    ]
    if lacking:
        raise BackupError(
            f"The backup is of another version of the program, which differs in {_few(lacking)}. "
            "Restore it with the program that made it, then update that and run manage.py migrate."
        )


def _known() -> set[str]:
    loader = MigrationLoader(None)
    return {f"{app}.{name}" for app, name in loader.disk_migrations}


def _few(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
