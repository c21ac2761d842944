import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("editions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SoughtWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40, unique=True)),
                ("count", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["-count", "word"],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=12, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "Event"),
                            ("source", "Source"),
                            ("actor", "Actor"),
                            ("place", "Place"),
                            ("publisher", "Publisher"),
                            ("dispute", "Dispute"),
                            ("gap", "Gap"),
                            ("timeline", "Timeline as a whole"),
                        ],
                        max_length=20,
                    ),
                ),
                ("slug", models.CharField(blank=True, max_length=120)),
                (
                    "title",
                    models.CharField(help_text="What the edition calls the thing.", max_length=300),
                ),
                (
                    "problem",
                    models.CharField(
                        choices=[
                            ("quotation", "A quotation is not what the source says"),
                            ("date", "A date or an hour is wrong"),
                            ("translation", "A translation is wrong"),
                            ("name", "A name, a title or a description is wrong"),
                            ("missing-source", "A source is missing, or says otherwise"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="what is wrong",
                    ),
                ),
                ("message", models.TextField(max_length=4000)),
                ("contact", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("received_at", models.DateTimeField(db_index=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("looked-at", "looked at"),
                            ("settled", "settled"),
                            ("declined", "declined"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        help_text="What became of it. Whoever has the reference of the report can read this.",
                        max_length=4000,
                    ),
                ),
                ("handled_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="editions.edition",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-pk"],
                "constraints": [
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
                                    "dispute",
                                    "gap",
                                    "timeline",
                                ],
                            )
                        ),
                        name="report_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "problem__in",
                                [
                                    "quotation",
                                    "date",
                                    "translation",
                                    "name",
                                    "missing-source",
                                    "other",
                                ],
                            )
                        ),
                        name="report_problem",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["new", "looked-at", "settled", "declined"])
                        ),
                        name="report_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "timeline"), ("slug", "")),
                            models.Q(
                                models.Q(("kind", "timeline"), _negated=True),
                                models.Q(("slug", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_names_its_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("message", ""), _negated=True),
                            django.db.models.lookups.LessThanOrEqual(
                                django.db.models.functions.text.Length("message"), 4000
                            ),
                        ),
                        name="report_message_length",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handled_at", None), ("handled_by", None), ("state", "new")),
                            models.Q(
                                models.Q(("state", "new"), _negated=True),
                                ("handled_at__isnull", False),
                                ("handled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="report_handled_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("new", "looked-at")),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="report_closed_with_an_answer",
                    ),
                ],
            },
        ),
    ]
