"""What is published, and full-text search by each database in its own way (`editions.search`)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timeline.editions.search.engines import ENGINES


def create_search(apps, schema_editor):
    for statement in ENGINES[schema_editor.connection.vendor].CREATE:
        schema_editor.execute(statement)


def drop_search(apps, schema_editor):
    for statement in ENGINES[schema_editor.connection.vendor].DROP:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("published_at", models.DateTimeField()),
                (
                    "note",
                    models.TextField(
                        help_text="What this edition changes and why, for the public."
                    ),
                ),
                ("events", models.PositiveIntegerField(help_text="How many events it has.")),
                ("added", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("withdrawn", models.PositiveIntegerField()),
                ("renamed", models.PositiveIntegerField(default=0)),
                ("merged", models.PositiveIntegerField(default=0)),
                (
                    "sha256",
                    models.CharField(
                        help_text="Digest of its list (digests.txt), which names the edition before.",
                        max_length=64,
                        verbose_name="SHA-256",
                    ),
                ),
                (
                    "seal",
                    models.TextField(
                        help_text="The lines of that list which are not of records: they tell what was changed."
                    ),
                ),
                (
                    "search_rules",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="The number of the rules by which its events are searched.",
                    ),
                ),
                (
                    "redacted",
                    models.PositiveIntegerField(
                        default=0, help_text="The number of the last redaction that touched it."
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "permissions": [("publish_edition", "Can publish an edition")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="edition_numbers_start_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="edition_has_a_note"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "Event"),
                            ("source", "Source"),
                            ("actor", "Actor"),
                            ("place", "Place"),
                            ("publisher", "Publisher"),
                            ("phase", "Phase"),
                            ("dispute", "Dispute"),
                            ("site", "Site"),
                            ("story", "Story"),
                            ("gap", "Gap"),
                            ("term", "Term"),
                        ],
                        max_length=20,
                    ),
                ),
                ("slug", models.CharField(max_length=120)),
                ("document", models.JSONField()),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("version", models.PositiveIntegerField()),
                ("identity", models.CharField(max_length=120)),
                (
                    "statement",
                    models.CharField(max_length=64, verbose_name="SHA-256 of what is said"),
                ),
                (
                    "told",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records_told",
                        to="editions.edition",
                    ),
                ),
                (
                    "since",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records_since",
                        to="editions.edition",
                    ),
                ),
                (
                    "until",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records_until",
                        to="editions.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "slug", "since"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "slug", "since"), name="record_one_version_an_edition"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("kind", "slug"),
                        name="record_one_current_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gt", models.F("since")), _connector="OR"
                        ),
                        name="record_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "event",
                                    "source",
                                    "actor",
                                    "place",
                                    "publisher",
                                    "phase",
                                    "dispute",
                                    "site",
                                    "story",
                                    "gap",
                                    "term",
                                ],
                            )
                        ),
                        name="record_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionIndex",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="index",
                        serialize=False,
                        to="editions.edition",
                    ),
                ),
                ("data", models.BinaryField()),
                (
                    "sha256",
                    models.CharField(
                        help_text="Digest of the bytes.", max_length=64, verbose_name="SHA-256"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "Event"),
                            ("source", "Source"),
                            ("actor", "Actor"),
                            ("place", "Place"),
                            ("publisher", "Publisher"),
                            ("phase", "Phase"),
                            ("dispute", "Dispute"),
                            ("site", "Site"),
                            ("story", "Story"),
                            ("gap", "Gap"),
                            ("term", "Term"),
                        ],
                        max_length=20,
                    ),
                ),
                ("slug", models.CharField(max_length=120)),
                ("text", models.TextField()),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reasons",
                        to="editions.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["edition", "kind", "slug"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "kind", "slug"), name="reason_is_given_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="reason_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "event",
                                    "source",
                                    "actor",
                                    "place",
                                    "publisher",
                                    "phase",
                                    "dispute",
                                    "site",
                                    "story",
                                    "gap",
                                    "term",
                                ],
                            )
                        ),
                        name="reason_is_for_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="search_text",
                        to="editions.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("signed", models.TextField()),
                ("why", models.TextField()),
                ("before", models.CharField(max_length=64, verbose_name="SHA-256 before")),
                ("becomes", models.CharField(max_length=64, verbose_name="SHA-256 after")),
                (
                    "listed",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redactions",
                        to="editions.edition",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redactions",
                        to="editions.record",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True)
                        & models.Q(("signed", ""), _negated=True),
                        name="redaction_is_signed_and_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionProof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("signature", "Signature"), ("stamp", "Time stamp")], max_length=9
                    ),
                ),
                ("data", models.BinaryField(help_text="The file as the tool wrote it.")),
                ("said", models.CharField(max_length=200)),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="editions.edition",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "kind"), name="proof_is_one_of_its_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["signature", "stamp"])),
                        name="proof_is_of_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.RunPython(create_search, drop_search),
    ]
