"""Full-text search, by each database in its own way, over the terms of every record."""

from django.db import migrations

from timeline.editions.search import postgresql, sqlite
from timeline.editions.search.store import columns_of, fields_of

_ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def create(apps, schema_editor):
    for statement in _ENGINES[schema_editor.connection.vendor].CREATE:
        schema_editor.execute(statement)
    search_text = apps.get_model("editions", "SearchText")
    for record in apps.get_model("editions", "Record").objects.iterator():
        fields = fields_of(record.kind, record.document)
        if any(fields.values()):
            search_text.objects.create(record=record, **columns_of(record.kind, fields))


def drop(apps, schema_editor):
    for statement in _ENGINES[schema_editor.connection.vendor].DROP:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("editions", "0003_searchtext")]

    operations = [migrations.RunPython(create, drop)]
