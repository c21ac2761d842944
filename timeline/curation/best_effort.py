"""Writes that may as well be left out: they make nobody wait, and their failing is no error."""

import logging
from collections.abc import Callable

from django.db import InternalError, OperationalError, connection, transaction

logger = logging.getLogger(__name__)
_WAIT = 50  # milliseconds for another writer


def best_effort(write: Callable[[], object]) -> None:
    """Do what `write` does all at once or not at all, without waiting for another writer.

    A database that is busy, full, read-only or gone is noted at INFO, and nothing more. Within a
    transaction, which has waited already, it waits as that does.
    """
    inside = connection.in_atomic_block
    try:
        if not inside:
            _wait(_WAIT)
        with transaction.atomic():
            write()
    except (OperationalError, InternalError) as error:
        logger.info("Left out: %s", str(error).strip())
    finally:
        if not inside:
            _wait(None)


def _wait(milliseconds: int | None) -> None:
    """Set how long this connection waits for others; None as the settings say."""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                plain = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
                wait = plain if milliseconds is None else milliseconds
                cursor.execute(f"PRAGMA busy_timeout = {wait}")
            else:
                cursor.execute("SET lock_timeout = %s", [milliseconds or 0])
    except (OperationalError, InternalError):
        return  # what comes next finds out
