"""What `manage.py check` says of the editions."""

from pathlib import Path
from typing import Any, Final

from django.core import checks
from django.db import DatabaseError, connection

from timeline.editions import chain, derived

NAMED: Final = 20  # faults that are named one by one


@checks.register("editions")
def editions_are_as_published(**kwargs: Any) -> list[checks.CheckMessage]:
    """A warning for each thing that is not as it was published, and for each index or entry of the
    search that is not what was made of it.

    No error: the commands that look into it and put it right have to run. Before there are tables,
    and while the database cannot be reached, there is nothing to say.
    """
    if connection.vendor == "sqlite" and not _is_there(str(connection.settings_dict["NAME"])):
        return []  # to ask would make the file
    try:
        found = [str(one) for one in chain.faults()]
        made = [str(one) for one in (*derived.changed_indexes(), *derived.lost_words())]
    except DatabaseError:
        return []
    more = [f"And {len(found) - NAMED} more."] if len(found) > NAMED else []
    hint = "Restore the table from a backup, then run manage.py verify_editions."
    said: list[checks.CheckMessage] = [
        checks.Warning(one, hint, id="editions.W001") for one in [*found[:NAMED], *more]
    ]
    again = "Run manage.py verify_editions --mend: it is made anew of the records."
    said += [checks.Warning(one, again, id="editions.W002") for one in made[:NAMED]]
    return said


def _is_there(name: str) -> bool:
    return ":memory:" in name or "mode=memory" in name or Path(name).exists()
