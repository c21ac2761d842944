"""Write a made-up timeline into the database of DATABASE_URL, published and searchable.

python -m tests.benchmarks.wire.fill 100000
"""

import json
import sys
import time


def main(events: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from tests.benchmarks.published import publish
    from timeline.editions.models import EditionIndex, Record
    from timeline.editions.search import store

    call_command("migrate", verbosity=0)
    took = {}
    with transaction.atomic():
        start = time.process_time()
        publish(events)
        took["records and index, CPU s"] = round(time.process_time() - start, 1)
        start = time.process_time()
        store(Record.objects.order_by("pk").iterator(500))
        took["search texts, CPU s"] = round(time.process_time() - start, 1)
    took["index, bytes"] = len(EditionIndex.objects.values_list("data", flat=True).get())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(json.dumps(took))


if __name__ == "__main__":
    main(int(sys.argv[1]))
