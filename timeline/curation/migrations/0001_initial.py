import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import timeline.curation.models.base
import timeline.curation.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "title",
                    models.CharField(
                        max_length=300, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "byline",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "published",
                    models.CharField(
                        blank=True,
                        help_text="When it was published, in EDTF: 2020-07-22, [2020-07-21,2020-07-22].",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_edtf],
                    ),
                ),
                (
                    "published_note",
                    models.TextField(
                        blank=True,
                        help_text="How the date of publication is known.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        max_length=1000,
                        validators=[timeline.curation.validators.validate_url],
                        verbose_name="address",
                    ),
                ),
                (
                    "archived_url",
                    models.URLField(
                        blank=True,
                        max_length=1000,
                        validators=[timeline.curation.validators.validate_url],
                        verbose_name="archived address",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        max_length=35,
                        validators=[timeline.curation.validators.validate_language],
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "Article"),
                            ("interview", "Interview"),
                            ("statement", "Statement"),
                            ("caption", "Caption"),
                            ("blog-post", "blog post"),
                            ("repost", "Repost"),
                            ("other", "Other"),
                        ],
                        default="article",
                        max_length=30,
                    ),
                ),
                (
                    "rights",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="A snapshot of the whole text, seen by curators only. Excerpts are proven by it.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "text_sha256",
                    models.CharField(
                        blank=True,
                        help_text="Digest of the text in UTF-8: filled in from the text when there is one.",
                        max_length=64,
                        validators=[timeline.curation.validators.validate_sha256],
                        verbose_name="SHA-256 of the text",
                    ),
                ),
                (
                    "text_from",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="How the snapshot was made: pasted, or from which file and by what.",
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                        verbose_name="where the text is from",
                    ),
                ),
                (
                    "file_sha256",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Digest of the uploaded file that the text was taken from.",
                        max_length=64,
                        validators=[timeline.curation.validators.validate_sha256],
                        verbose_name="SHA-256 of the file",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="source_has_title",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "article",
                                    "interview",
                                    "statement",
                                    "caption",
                                    "blog-post",
                                    "repost",
                                    "other",
                                ],
                            )
                        ),
                        name="source_kind_is_known",
                        violation_error_message="Choose one of: article, interview, statement, caption, blog-post, repost, other.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "in-review", "approved", "withdrawn"])
                        ),
                        name="source_stage_is_known",
                        violation_error_message="Choose one of: draft, in-review, approved, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("stage__in", ["approved", "withdrawn"]),
                            ),
                            models.Q(("decided_at", None), ("stage__in", ["draft", "in-review"])),
                            _connector="OR",
                        ),
                        name="source_decision_belongs_to_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="source_decision_has_person_and_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("text", ""),
                            models.Q(("text_sha256", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="source_text_has_its_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TextMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.BigIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Actor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("state", "State"),
                            ("government-body", "government body"),
                            ("armed-force", "armed force"),
                            ("armed-group", "armed group"),
                            ("political-group", "political group"),
                            ("court-or-tribunal", "court or tribunal"),
                            ("international-organisation", "international organisation"),
                            ("news-media", "news media"),
                            ("company", "Company"),
                            ("collective", "Collective"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Who this is, neutrally and at the time: “Speaker of the parliament in 2020”.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The body that this one belongs to, whose events its own are too: a corps of an army. Not who led it, or worked for it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="curation.actor",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="actor_has_name",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "person",
                                    "state",
                                    "government-body",
                                    "armed-force",
                                    "armed-group",
                                    "political-group",
                                    "court-or-tribunal",
                                    "international-organisation",
                                    "news-media",
                                    "company",
                                    "collective",
                                ],
                            )
                        ),
                        name="actor_kind_is_known",
                        violation_error_message="Choose one of: person, state, government-body, armed-force, armed-group, political-group, court-or-tribunal, international-organisation, news-media, company, collective.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "in-review", "approved", "withdrawn"])
                        ),
                        name="actor_stage_is_known",
                        violation_error_message="Choose one of: draft, in-review, approved, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("stage__in", ["approved", "withdrawn"]),
                            ),
                            models.Q(("decided_at", None), ("stage__in", ["draft", "in-review"])),
                            _connector="OR",
                        ),
                        name="actor_decision_belongs_to_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="actor_decision_has_person_and_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of", None),
                            models.Q(("part_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="actor_is_no_part_of_itself",
                        violation_error_message="An actor cannot be a part of itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActorName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        help_text="BCP 47 tag of the language it is written in: en, ar, fa.",
                        max_length=35,
                        validators=[timeline.curation.validators.validate_language],
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "name or spelling"),
                            ("native", "name in its own language"),
                            ("exonym", "form in another language"),
                            ("acronym", "Acronym"),
                            ("title", "title or description"),
                        ],
                        default="name",
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Who writes it so, if it matters.",
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="curation.actor",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("actor", "name", "language"), name="actor_name_is_listed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="actor_name_says_something",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["name", "native", "exonym", "acronym", "title"])
                        ),
                        name="actor_name_kind_is_known",
                        violation_error_message="Choose one of: name, native, exonym, acronym, title.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("thing_key", models.PositiveBigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submitted", "submitted for review"),
                            ("approved", "Approved"),
                            ("returned", "returned to draft"),
                            ("taken-back", "approval taken back"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        help_text="The version of the thing it was made on."
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thing_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["submitted", "approved", "returned", "taken-back", "withdrawn"],
                            )
                        ),
                        name="decision_kind_is_known",
                        violation_error_message="Choose one of: submitted, approved, returned, taken-back, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("note"), 1000
                        ),
                        name="decision_note_is_short",
                        violation_error_message="Write at most 1000 characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["returned", "taken-back", "withdrawn"]),
                            ("note", ""),
                            _negated=True,
                        ),
                        name="decision_against_has_its_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "title",
                    models.CharField(
                        max_length=160, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        help_text="What happened and who says so; neutral, in plain words.",
                        max_length=2000,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        help_text="EDTF, or as people write it: 2021-03-05, 2020-01, January 2020, late June 2020, [2023-02-23,2023-02-24] (one of two days), 2022-09-24/.. (since).",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_edtf],
                    ),
                ),
                (
                    "date_basis",
                    models.CharField(
                        blank=True,
                        help_text="Shown beside the date: “day stated”, “worked out from ‘on Tuesday’”.",
                        max_length=60,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "date_note",
                    models.TextField(
                        blank=True,
                        help_text="The whole reasoning behind the date.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "local_time",
                    models.TimeField(
                        blank=True, help_text="Only if a source states it.", null=True
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        blank=True,
                        help_text="IANA name of the zone of the local time: Asia/Tokyo.",
                        max_length=50,
                        validators=[timeline.curation.validators.validate_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "fold",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first", "The first time that day"),
                            ("second", "The second time that day"),
                        ],
                        help_text="Only of a time that clocks showed twice, because they were put back.",
                        max_length=6,
                        verbose_name="which of two",
                    ),
                ),
                (
                    "wording",
                    models.TextField(
                        blank=True,
                        help_text="Where sources word the same thing in different ways, which is no disagreement.",
                        validators=[timeline.curation.validators.validate_plain],
                        verbose_name="worded differently",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("attack", "Attack"),
                            ("military-operation", "military operation"),
                            ("casualties", "Casualties"),
                            ("threat", "Threat"),
                            ("warning", "Warning"),
                            ("statement", "Statement"),
                            ("accusation", "Accusation"),
                            ("denial", "Denial"),
                            ("disclosure", "Disclosure"),
                            ("finding", "Finding"),
                            ("legal-step", "legal step"),
                            ("request", "Request"),
                            ("refusal", "Refusal"),
                            ("decision", "Decision"),
                            ("appointment", "Appointment"),
                            ("meeting", "Meeting"),
                            ("visit", "Visit"),
                            ("agreement", "Agreement"),
                            ("ceremony", "Ceremony"),
                            ("development", "Development"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "importance",
                    models.CharField(
                        choices=[("major", "Major"), ("minor", "Minor")],
                        default="minor",
                        max_length=10,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Order among events of the same date; the lower first."
                    ),
                ),
                ("earliest", models.DateField(editable=False, null=True)),
                ("latest", models.DateField(editable=False, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": [
                    models.OrderBy(models.F("earliest"), nulls_first=True),
                    models.OrderBy(models.F("latest"), nulls_last=True),
                    "position",
                    "slug",
                ],
                "permissions": [
                    ("submit_event", "Can submit things for review"),
                    ("approve_event", "Can approve, return or withdraw things"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="event_has_title",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("summary"), 2000
                        ),
                        name="event_summary_is_short",
                        violation_error_message="Write at most 2000 characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("summary", ""), _negated=True),
                        name="event_has_summary",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("title"), 160
                        ),
                        name="event_title_is_short",
                        violation_error_message="Write at most 160 characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "attack",
                                    "military-operation",
                                    "casualties",
                                    "threat",
                                    "warning",
                                    "statement",
                                    "accusation",
                                    "denial",
                                    "disclosure",
                                    "finding",
                                    "legal-step",
                                    "request",
                                    "refusal",
                                    "decision",
                                    "appointment",
                                    "meeting",
                                    "visit",
                                    "agreement",
                                    "ceremony",
                                    "development",
                                ],
                            )
                        ),
                        name="event_kind_is_known",
                        violation_error_message="Choose one of: attack, military-operation, casualties, threat, warning, statement, accusation, denial, disclosure, finding, legal-step, request, refusal, decision, appointment, meeting, visit, agreement, ceremony, development.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("importance__in", ["major", "minor"])),
                        name="event_importance_is_known",
                        violation_error_message="Choose one of: major, minor.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "in-review", "approved", "withdrawn"])
                        ),
                        name="event_stage_is_known",
                        violation_error_message="Choose one of: draft, in-review, approved, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("stage__in", ["approved", "withdrawn"]),
                            ),
                            models.Q(("decided_at", None), ("stage__in", ["draft", "in-review"])),
                            _connector="OR",
                        ),
                        name="event_decision_belongs_to_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="event_decision_has_person_and_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("local_time", None), ("zone", "")),
                            models.Q(
                                ("local_time__isnull", False), models.Q(("zone", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="event_time_and_zone_together",
                        violation_error_message="Give a local time and its time zone, or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("earliest", None),
                            ("latest", None),
                            ("earliest__lte", models.F("latest")),
                            _connector="OR",
                        ),
                        name="event_bounds_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "question",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="What exactly differs, and what may explain it, without deciding.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "events",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The events that show it. Left empty, those that its excerpts belong to; needed where a sentence that gives an answer belongs to another event than the one in question.",
                        related_name="disputes_about",
                        to="curation.event",
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("question", ""), _negated=True),
                        name="dispute_has_question",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "in-review", "approved", "withdrawn"])
                        ),
                        name="dispute_stage_is_known",
                        violation_error_message="Choose one of: draft, in-review, approved, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("stage__in", ["approved", "withdrawn"]),
                            ),
                            models.Q(("decided_at", None), ("stage__in", ["draft", "in-review"])),
                            _connector="OR",
                        ),
                        name="dispute_decision_belongs_to_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="dispute_decision_has_person_and_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("written_at", models.DateTimeField()),
                (
                    "text",
                    models.TextField(
                        max_length=2000, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="curation.event",
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="comment_has_text",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("text"), 2000
                        ),
                        name="comment_is_short",
                        violation_error_message="Write at most 2000 characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at", None), ("resolved_by", None)),
                            models.Q(
                                ("resolved_at__isnull", False), ("resolved_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="comment_is_resolved_by_somebody_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventLink",
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
                            ("responds-to", "responds to"),
                            ("continues", "Continues"),
                            ("part-of", "part of"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="curation.event",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="linked_from",
                        to="curation.event",
                        verbose_name="event it links to",
                    ),
                ),
            ],
            options={
                "verbose_name": "link to another event",
                "verbose_name_plural": "links to other events",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "kind", "target"), name="event_link_is_made_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("event", models.F("target")), _negated=True),
                        name="event_does_not_link_to_itself",
                        violation_error_message="An event cannot link to itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["responds-to", "continues", "part-of"])),
                        name="event_link_kind_is_known",
                        violation_error_message="Choose one of: responds-to, continues, part-of.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Excerpt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Its permanent name in addresses; left empty, it is made from the event’s.",
                        max_length=140,
                        unique=True,
                    ),
                ),
                (
                    "quote",
                    models.TextField(
                        help_text="Copied exactly as the source has it, at most 400 characters.",
                        max_length=400,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "prefix",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "suffix",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("disputes", "Disputes"),
                            ("context", "Context"),
                        ],
                        default="supports",
                        max_length=10,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        max_length=35,
                        validators=[timeline.curation.validators.validate_language],
                    ),
                ),
                (
                    "translation",
                    models.TextField(
                        blank=True,
                        help_text="English, where the quote is not.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Where in the source: worked out from its text. Empty as long as none was read.",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=0,
                        help_text="Its order within the event; left 0, it goes last.",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="excerpts",
                        to="curation.event",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose words stand in quotation marks in it; empty where it only reports.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="said",
                        to="curation.actor",
                    ),
                ),
            ],
            options={
                "ordering": ["event", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True),
                        name="excerpt_has_quote",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        name="excerpt_has_slug",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("quote"), 400
                        ),
                        name="excerpt_is_short",
                        violation_error_message="Write at most 400 characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "disputes", "context"])),
                        name="excerpt_stance_is_known",
                        violation_error_message="Choose one of: supports, disputes, context.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "line",
                    models.CharField(
                        help_text="What it is, in one neutral line of our own.",
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        help_text="EDTF; when it was, as the pages at its addresses date it.",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_edtf],
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="Why the timeline does not tell it: “None of the documents read tells it.”",
                        max_length=300,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "checked",
                    models.DateField(
                        blank=True,
                        help_text="The day on which a person last opened its addresses; empty while nobody has.",
                        null=True,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["date", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("line", ""), _negated=True),
                        name="gap_has_line",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="gap_has_reason",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "in-review", "approved", "withdrawn"])
                        ),
                        name="gap_stage_is_known",
                        violation_error_message="Choose one of: draft, in-review, approved, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("stage__in", ["approved", "withdrawn"]),
                            ),
                            models.Q(("decided_at", None), ("stage__in", ["draft", "in-review"])),
                            _connector="OR",
                        ),
                        name="gap_decision_belongs_to_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="gap_decision_has_person_and_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GapAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        max_length=120, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("primary", "primary source, or a page that carries its text"),
                            ("news", "news"),
                            ("reference", "reference work"),
                        ],
                        default="news",
                        max_length=20,
                    ),
                ),
                (
                    "published",
                    models.CharField(
                        blank=True,
                        help_text="EDTF; empty when the day was not seen.",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_edtf],
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        max_length=500,
                        validators=[timeline.curation.validators.validate_url],
                        verbose_name="address",
                    ),
                ),
                (
                    "gap",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="curation.gap",
                    ),
                ),
            ],
            options={
                "verbose_name": "address",
                "verbose_name_plural": "addresses",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("publisher", ""), _negated=True),
                        name="gap_address_has_publisher",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["primary", "news", "reference"])),
                        name="gap_address_kind_is_known",
                        violation_error_message="Choose one of: primary, news, reference.",
                    ),
                    models.UniqueConstraint(
                        fields=("gap", "url"), name="gap_address_is_listed_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("thing_key", models.PositiveBigIntegerField()),
                ("field", models.CharField(max_length=30)),
                (
                    "value",
                    models.TextField(validators=[timeline.curation.validators.validate_plain]),
                ),
                (
                    "words",
                    models.CharField(
                        max_length=300, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thing_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "guesses",
                "ordering": ["made_at", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("thing_type", "thing_key", "field"),
                        name="guess_is_kept_once_a_field",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True),
                        name="guess_has_value",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="guess_is_confirmed_by_somebody_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalActor",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("state", "State"),
                            ("government-body", "government body"),
                            ("armed-force", "armed force"),
                            ("armed-group", "armed group"),
                            ("political-group", "political group"),
                            ("court-or-tribunal", "court or tribunal"),
                            ("international-organisation", "international organisation"),
                            ("news-media", "news media"),
                            ("company", "Company"),
                            ("collective", "Collective"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Who this is, neutrally and at the time: “Speaker of the parliament in 2020”.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The body that this one belongs to, whose events its own are too: a corps of an army. Not who led it, or worked for it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.actor",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical actor",
                "verbose_name_plural": "historical actors",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalActorName",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        help_text="BCP 47 tag of the language it is written in: en, ar, fa.",
                        max_length=35,
                        validators=[timeline.curation.validators.validate_language],
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "name or spelling"),
                            ("native", "name in its own language"),
                            ("exonym", "form in another language"),
                            ("acronym", "Acronym"),
                            ("title", "title or description"),
                        ],
                        default="name",
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Who writes it so, if it matters.",
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.actor",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical actor name",
                "verbose_name_plural": "historical actor names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDispute",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "question",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="What exactly differs, and what may explain it, without deciding.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical dispute",
                "verbose_name_plural": "historical disputes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDispute_events",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "dispute",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.dispute",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.event",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="curation.historicaldispute",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalDispute_events",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEventLink",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("responds-to", "responds to"),
                            ("continues", "Continues"),
                            ("part-of", "part of"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.event",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.event",
                        verbose_name="event it links to",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical link to another event",
                "verbose_name_plural": "historical links to other events",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGapAddress",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        max_length=120, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("primary", "primary source, or a page that carries its text"),
                            ("news", "news"),
                            ("reference", "reference work"),
                        ],
                        default="news",
                        max_length=20,
                    ),
                ),
                (
                    "published",
                    models.CharField(
                        blank=True,
                        help_text="EDTF; empty when the day was not seen.",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_edtf],
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        max_length=500,
                        validators=[timeline.curation.validators.validate_url],
                        verbose_name="address",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "gap",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.gap",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical address",
                "verbose_name_plural": "historical addresses",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalParticipation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("agent", "Agent"),
                            ("target", "Target"),
                            ("speaker", "Speaker"),
                            ("addressee", "Addressee"),
                            ("participant", "Participant"),
                            ("subject", "Subject"),
                            ("host", "Host"),
                            ("mediator", "Mediator"),
                        ],
                        default="participant",
                        max_length=20,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.actor",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.event",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical actor in this event",
                "verbose_name_plural": "historical actors in this event",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPhase",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        max_length=100, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        db_index=True, help_text="Its place in the order."
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical phase",
                "verbose_name_plural": "historical phases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPosition",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.dispute",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical position",
                "verbose_name_plural": "historical positions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPublisher",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        help_text="What readers should know beside each quotation: “state-owned, Russia”.",
                        max_length=120,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "traits",
                    timeline.curation.models.base.ChoicesField(
                        blank=True,
                        choices=[
                            ("state-owned", "owned or financed by a state"),
                            ("party", "published by a political party"),
                            ("affiliated", "owned by, or close to, those whom its nature names"),
                            ("authority", "an authority that speaks for itself"),
                            ("agency", "news agency"),
                            ("reposts", "repeats what others have written"),
                            ("personal", "kept by one person"),
                        ],
                        default=list,
                        help_text="Its page explains each of these to readers, in a sentence of its own.",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="ISO 3166-1 alpha-2 code of its seat.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}\\Z", "Write two capital letters, such as IQ."
                            )
                        ],
                    ),
                ),
                (
                    "homepage",
                    models.URLField(
                        blank=True,
                        max_length=500,
                        validators=[timeline.curation.validators.validate_url],
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical publisher",
                "verbose_name_plural": "historical publishers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSite",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                ("slug", models.SlugField(default="site", max_length=120)),
                (
                    "name",
                    models.CharField(
                        help_text="What the site is called: a word or two.",
                        max_length=60,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What it is about, in a phrase: for windows, feeds and share pictures.",
                        max_length=120,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        help_text="What happened, in a sentence or two.",
                        max_length=200,
                        validators=[
                            timeline.curation.validators.validate_plain,
                            timeline.curation.validators.validate_figures,
                        ],
                    ),
                ),
                (
                    "standfirst",
                    models.TextField(
                        help_text="What the reader finds here, with what they should know of it said once.",
                        validators=[
                            timeline.curation.validators.validate_plain,
                            timeline.curation.validators.validate_figures,
                            django.core.validators.MaxLengthValidator(500),
                        ],
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="The whole story in a paragraph.",
                        validators=[
                            timeline.curation.validators.validate_plain,
                            timeline.curation.validators.validate_figures,
                        ],
                    ),
                ),
                (
                    "method",
                    models.TextField(
                        blank=True,
                        help_text="Which events belong here, and what the reader should know of the sources.",
                        validators=[
                            timeline.curation.validators.validate_plain,
                            timeline.curation.validators.validate_figures,
                        ],
                    ),
                ),
                (
                    "coverage",
                    models.TextField(
                        blank=True,
                        help_text="What the edition rests on and what is missing, in two sentences.",
                        validators=[
                            timeline.curation.validators.validate_plain,
                            timeline.curation.validators.validate_figures,
                            django.core.validators.MaxLengthValidator(700),
                        ],
                    ),
                ),
                (
                    "languages",
                    models.CharField(
                        blank=True,
                        help_text="The languages that its curators read, as BCP 47 tags: en, ar, fa.",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_languages],
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        help_text="Under which its own words may be used: CC BY 4.0.",
                        max_length=60,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "licence_url",
                    models.URLField(
                        max_length=500,
                        validators=[timeline.curation.validators.validate_url],
                        verbose_name="address of the licence",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="Who publishes it, and how they are reached.",
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical site",
                "verbose_name_plural": "historical sites",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStory",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                ("slug", models.SlugField(default="story", max_length=120)),
                (
                    "heading",
                    models.CharField(
                        help_text="Stands over its steps: “In six steps”.",
                        max_length=90,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical story",
                "verbose_name_plural": "historical stories",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTerm",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        help_text="What readers type: “revenge”, “TBI”.",
                        max_length=120,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True,
                        help_text="Other words that readers type for it, one a line, in any language.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "equal",
                    models.TextField(
                        blank=True,
                        help_text="Wordings of the timeline that mean the same, one a line.",
                        validators=[timeline.curation.validators.validate_plain],
                        verbose_name="means the same as",
                    ),
                ),
                (
                    "broader",
                    models.TextField(
                        blank=True,
                        help_text="Wordings of the timeline that say less, or more neutrally, one a line.",
                        validators=[timeline.curation.validators.validate_plain],
                        verbose_name="is told of as",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="For readers who search by it: why these events, where that needs saying.",
                        max_length=300,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical term",
                "verbose_name_plural": "historical terms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTie",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("disputes", "Disputes"),
                            ("context", "Context"),
                        ],
                        default="supports",
                        max_length=10,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=0,
                        help_text="Its order, after the event’s own excerpts; left 0, it goes last.",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.event",
                    ),
                ),
                (
                    "excerpt",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="One of another event, whose sentence carries this event too.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.excerpt",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical excerpt of another event",
                "verbose_name_plural": "historical excerpts of other events that carry this one too",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Operation",
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
                        choices=[("merge", "merge"), ("load", "load of files")], max_length=10
                    ),
                ),
                ("said", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("rows", models.JSONField(default=list)),
                ("moved", models.JSONField(default=list)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["merge", "load"])),
                        name="operation_kind_is_known",
                        violation_error_message="Choose one of: merge, load.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("said", ""), _negated=True),
                        name="operation_says_what",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="operation_is_undone_by_somebody_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("agent", "Agent"),
                            ("target", "Target"),
                            ("speaker", "Speaker"),
                            ("addressee", "Addressee"),
                            ("participant", "Participant"),
                            ("subject", "Subject"),
                            ("host", "Host"),
                            ("mediator", "Mediator"),
                        ],
                        default="participant",
                        max_length=20,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="curation.actor",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="curation.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "actor in this event",
                "verbose_name_plural": "actors in this event",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "actor", "role"), name="participation_is_listed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "agent",
                                    "target",
                                    "speaker",
                                    "addressee",
                                    "participant",
                                    "subject",
                                    "host",
                                    "mediator",
                                ],
                            )
                        ),
                        name="participation_role_is_known",
                        violation_error_message="Choose one of: agent, target, speaker, addressee, participant, subject, host, mediator.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="actors",
            field=models.ManyToManyField(
                related_name="events", through="curation.Participation", to="curation.actor"
            ),
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        max_length=100, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        help_text="Its place in the order.", unique=True
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="phase_has_name",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "in-review", "approved", "withdrawn"])
                        ),
                        name="phase_stage_is_known",
                        violation_error_message="Choose one of: draft, in-review, approved, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("stage__in", ["approved", "withdrawn"]),
                            ),
                            models.Q(("decided_at", None), ("stage__in", ["draft", "in-review"])),
                            _connector="OR",
                        ),
                        name="phase_decision_belongs_to_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="phase_decision_has_person_and_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGap",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "line",
                    models.CharField(
                        help_text="What it is, in one neutral line of our own.",
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        help_text="EDTF; when it was, as the pages at its addresses date it.",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_edtf],
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="Why the timeline does not tell it: “None of the documents read tells it.”",
                        max_length=300,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "checked",
                    models.DateField(
                        blank=True,
                        help_text="The day on which a person last opened its addresses; empty while nobody has.",
                        null=True,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.phase",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical gap",
                "verbose_name_plural": "historical gaps",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvent",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "title",
                    models.CharField(
                        max_length=160, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        help_text="What happened and who says so; neutral, in plain words.",
                        max_length=2000,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        help_text="EDTF, or as people write it: 2021-03-05, 2020-01, January 2020, late June 2020, [2023-02-23,2023-02-24] (one of two days), 2022-09-24/.. (since).",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_edtf],
                    ),
                ),
                (
                    "date_basis",
                    models.CharField(
                        blank=True,
                        help_text="Shown beside the date: “day stated”, “worked out from ‘on Tuesday’”.",
                        max_length=60,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "date_note",
                    models.TextField(
                        blank=True,
                        help_text="The whole reasoning behind the date.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "local_time",
                    models.TimeField(
                        blank=True, help_text="Only if a source states it.", null=True
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        blank=True,
                        help_text="IANA name of the zone of the local time: Asia/Tokyo.",
                        max_length=50,
                        validators=[timeline.curation.validators.validate_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "fold",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first", "The first time that day"),
                            ("second", "The second time that day"),
                        ],
                        help_text="Only of a time that clocks showed twice, because they were put back.",
                        max_length=6,
                        verbose_name="which of two",
                    ),
                ),
                (
                    "wording",
                    models.TextField(
                        blank=True,
                        help_text="Where sources word the same thing in different ways, which is no disagreement.",
                        validators=[timeline.curation.validators.validate_plain],
                        verbose_name="worded differently",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("attack", "Attack"),
                            ("military-operation", "military operation"),
                            ("casualties", "Casualties"),
                            ("threat", "Threat"),
                            ("warning", "Warning"),
                            ("statement", "Statement"),
                            ("accusation", "Accusation"),
                            ("denial", "Denial"),
                            ("disclosure", "Disclosure"),
                            ("finding", "Finding"),
                            ("legal-step", "legal step"),
                            ("request", "Request"),
                            ("refusal", "Refusal"),
                            ("decision", "Decision"),
                            ("appointment", "Appointment"),
                            ("meeting", "Meeting"),
                            ("visit", "Visit"),
                            ("agreement", "Agreement"),
                            ("ceremony", "Ceremony"),
                            ("development", "Development"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "importance",
                    models.CharField(
                        choices=[("major", "Major"), ("minor", "Minor")],
                        default="minor",
                        max_length=10,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Order among events of the same date; the lower first."
                    ),
                ),
                ("earliest", models.DateField(editable=False, null=True)),
                ("latest", models.DateField(editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.phase",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical event",
                "verbose_name_plural": "historical events",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="gap",
            name="phase",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gaps",
                to="curation.phase",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="phase",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="curation.phase",
            ),
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("country", "Country"),
                            ("region", "Region"),
                            ("city", "City"),
                            ("airport", "Airport"),
                            ("base", "military base"),
                            ("building", "Building"),
                            ("island", "Island"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees north, WGS 84; a representative point for an area.",
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees east, WGS 84.",
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "within",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contains",
                        to="curation.place",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="place_has_name",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "country",
                                    "region",
                                    "city",
                                    "airport",
                                    "base",
                                    "building",
                                    "island",
                                    "other",
                                ],
                            )
                        ),
                        name="place_kind_is_known",
                        violation_error_message="Choose one of: country, region, city, airport, base, building, island, other.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("longitude__isnull", False),
                                ("latitude__gte", -90),
                                ("latitude__lte", 90),
                            ),
                            _connector="OR",
                        ),
                        name="place_has_both_coordinates_or_none",
                        violation_error_message="Give both latitude and longitude, or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("longitude", None),
                            models.Q(("longitude__gte", -180), ("longitude__lte", 180)),
                            _connector="OR",
                        ),
                        name="place_longitude_is_on_earth",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "in-review", "approved", "withdrawn"])
                        ),
                        name="place_stage_is_known",
                        violation_error_message="Choose one of: draft, in-review, approved, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("stage__in", ["approved", "withdrawn"]),
                            ),
                            models.Q(("decided_at", None), ("stage__in", ["draft", "in-review"])),
                            _connector="OR",
                        ),
                        name="place_decision_belongs_to_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="place_decision_has_person_and_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPlaceName",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        help_text="BCP 47 tag of the language it is written in: en, ar, fa.",
                        max_length=35,
                        validators=[timeline.curation.validators.validate_language],
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "name or spelling"),
                            ("native", "name in its own language"),
                            ("exonym", "form in another language"),
                            ("acronym", "Acronym"),
                            ("title", "title or description"),
                        ],
                        default="name",
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Who writes it so, if it matters.",
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical place name",
                "verbose_name_plural": "historical place names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPlace",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("country", "Country"),
                            ("region", "Region"),
                            ("city", "City"),
                            ("airport", "Airport"),
                            ("base", "military base"),
                            ("building", "Building"),
                            ("island", "Island"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees north, WGS 84; a representative point for an area.",
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees east, WGS 84.",
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "within",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical place",
                "verbose_name_plural": "historical places",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvent_places",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.event",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="curation.historicalevent",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalEvent_places",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvent_about",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.event",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="curation.historicalevent",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalEvent_about",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="event",
            name="about",
            field=models.ManyToManyField(
                blank=True,
                help_text="Places that it concerns, or that are spoken of, without its happening there.",
                related_name="events_about",
                to="curation.place",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="places",
            field=models.ManyToManyField(
                blank=True,
                help_text="Where it happened, as a source says.",
                related_name="events",
                to="curation.place",
            ),
        ),
        migrations.CreateModel(
            name="PlaceName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        help_text="BCP 47 tag of the language it is written in: en, ar, fa.",
                        max_length=35,
                        validators=[timeline.curation.validators.validate_language],
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "name or spelling"),
                            ("native", "name in its own language"),
                            ("exonym", "form in another language"),
                            ("acronym", "Acronym"),
                            ("title", "title or description"),
                        ],
                        default="name",
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Who writes it so, if it matters.",
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="curation.place",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "name", "language"), name="place_name_is_listed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="place_name_says_something",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["name", "native", "exonym", "acronym", "title"])
                        ),
                        name="place_name_kind_is_known",
                        violation_error_message="Choose one of: name, native, exonym, acronym, title.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="curation.dispute",
                    ),
                ),
                (
                    "excerpts",
                    models.ManyToManyField(related_name="positions", to="curation.excerpt"),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer", ""), _negated=True),
                        name="position_has_answer",
                        violation_error_message="This may not be empty.",
                    ),
                    models.UniqueConstraint(
                        fields=("dispute", "answer"), name="position_is_listed_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPosition_excerpts",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "excerpt",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.excerpt",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="curation.historicalposition",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.position",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPosition_excerpts",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("key", models.PositiveBigIntegerField()),
                ("since", models.DateTimeField()),
                ("seen", models.DateTimeField(db_index=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key", "user"), name="presence_once_a_person"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publisher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        max_length=200, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        help_text="What readers should know beside each quotation: “state-owned, Russia”.",
                        max_length=120,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "traits",
                    timeline.curation.models.base.ChoicesField(
                        blank=True,
                        choices=[
                            ("state-owned", "owned or financed by a state"),
                            ("party", "published by a political party"),
                            ("affiliated", "owned by, or close to, those whom its nature names"),
                            ("authority", "an authority that speaks for itself"),
                            ("agency", "news agency"),
                            ("reposts", "repeats what others have written"),
                            ("personal", "kept by one person"),
                        ],
                        default=list,
                        help_text="Its page explains each of these to readers, in a sentence of its own.",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="ISO 3166-1 alpha-2 code of its seat.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}\\Z", "Write two capital letters, such as IQ."
                            )
                        ],
                    ),
                ),
                (
                    "homepage",
                    models.URLField(
                        blank=True,
                        max_length=500,
                        validators=[timeline.curation.validators.validate_url],
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="publisher_has_name",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.comparison.Cast(
                                "traits", models.TextField()
                            ),
                            django.db.models.functions.text.Concat(
                                models.Value("["),
                                django.db.models.functions.text.Substr(
                                    django.db.models.functions.text.Concat(
                                        models.Case(
                                            models.When(
                                                django.db.models.lookups.GreaterThan(
                                                    django.db.models.functions.text.StrIndex(
                                                        django.db.models.functions.comparison.Cast(
                                                            "traits", models.TextField()
                                                        ),
                                                        models.Value('"state-owned"'),
                                                    ),
                                                    0,
                                                ),
                                                then=models.Value(', "state-owned"'),
                                            ),
                                            default=models.Value(""),
                                        ),
                                        models.Case(
                                            models.When(
                                                django.db.models.lookups.GreaterThan(
                                                    django.db.models.functions.text.StrIndex(
                                                        django.db.models.functions.comparison.Cast(
                                                            "traits", models.TextField()
                                                        ),
                                                        models.Value('"party"'),
                                                    ),
                                                    0,
                                                ),
                                                then=models.Value(', "party"'),
                                            ),
                                            default=models.Value(""),
                                        ),
                                        models.Case(
                                            models.When(
                                                django.db.models.lookups.GreaterThan(
                                                    django.db.models.functions.text.StrIndex(
                                                        django.db.models.functions.comparison.Cast(
                                                            "traits", models.TextField()
                                                        ),
                                                        models.Value('"affiliated"'),
                                                    ),
                                                    0,
                                                ),
                                                then=models.Value(', "affiliated"'),
                                            ),
                                            default=models.Value(""),
                                        ),
                                        models.Case(
                                            models.When(
                                                django.db.models.lookups.GreaterThan(
                                                    django.db.models.functions.text.StrIndex(
                                                        django.db.models.functions.comparison.Cast(
                                                            "traits", models.TextField()
                                                        ),
                                                        models.Value('"authority"'),
                                                    ),
                                                    0,
                                                ),
                                                then=models.Value(', "authority"'),
                                            ),
                                            default=models.Value(""),
                                        ),
                                        models.Case(
                                            models.When(
                                                django.db.models.lookups.GreaterThan(
                                                    django.db.models.functions.text.StrIndex(
                                                        django.db.models.functions.comparison.Cast(
                                                            "traits", models.TextField()
                                                        ),
                                                        models.Value('"agency"'),
                                                    ),
                                                    0,
                                                ),
                                                then=models.Value(', "agency"'),
                                            ),
                                            default=models.Value(""),
                                        ),
                                        models.Case(
                                            models.When(
                                                django.db.models.lookups.GreaterThan(
                                                    django.db.models.functions.text.StrIndex(
                                                        django.db.models.functions.comparison.Cast(
                                                            "traits", models.TextField()
                                                        ),
                                                        models.Value('"reposts"'),
                                                    ),
                                                    0,
                                                ),
                                                then=models.Value(', "reposts"'),
                                            ),
                                            default=models.Value(""),
                                        ),
                                        models.Case(
                                            models.When(
                                                django.db.models.lookups.GreaterThan(
                                                    django.db.models.functions.text.StrIndex(
                                                        django.db.models.functions.comparison.Cast(
                                                            "traits", models.TextField()
                                                        ),
                                                        models.Value('"personal"'),
                                                    ),
                                                    0,
                                                ),
                                                then=models.Value(', "personal"'),
                                            ),
                                            default=models.Value(""),
                                        ),
                                    ),
                                    3,
                                ),
                                models.Value("]"),
                            ),
                        ),
                        name="publisher_traits_are_known",
                        violation_error_message="Choose some of: state-owned, party, affiliated, authority, agency, reposts, personal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "in-review", "approved", "withdrawn"])
                        ),
                        name="publisher_stage_is_known",
                        violation_error_message="Choose one of: draft, in-review, approved, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("stage__in", ["approved", "withdrawn"]),
                            ),
                            models.Q(("decided_at", None), ("stage__in", ["draft", "in-review"])),
                            _connector="OR",
                        ),
                        name="publisher_decision_belongs_to_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="publisher_decision_has_person_and_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                ("slug", models.SlugField(default="site", max_length=120, unique=True)),
                (
                    "name",
                    models.CharField(
                        help_text="What the site is called: a word or two.",
                        max_length=60,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What it is about, in a phrase: for windows, feeds and share pictures.",
                        max_length=120,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        help_text="What happened, in a sentence or two.",
                        max_length=200,
                        validators=[
                            timeline.curation.validators.validate_plain,
                            timeline.curation.validators.validate_figures,
                        ],
                    ),
                ),
                (
                    "standfirst",
                    models.TextField(
                        help_text="What the reader finds here, with what they should know of it said once.",
                        validators=[
                            timeline.curation.validators.validate_plain,
                            timeline.curation.validators.validate_figures,
                            django.core.validators.MaxLengthValidator(500),
                        ],
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="The whole story in a paragraph.",
                        validators=[
                            timeline.curation.validators.validate_plain,
                            timeline.curation.validators.validate_figures,
                        ],
                    ),
                ),
                (
                    "method",
                    models.TextField(
                        blank=True,
                        help_text="Which events belong here, and what the reader should know of the sources.",
                        validators=[
                            timeline.curation.validators.validate_plain,
                            timeline.curation.validators.validate_figures,
                        ],
                    ),
                ),
                (
                    "coverage",
                    models.TextField(
                        blank=True,
                        help_text="What the edition rests on and what is missing, in two sentences.",
                        validators=[
                            timeline.curation.validators.validate_plain,
                            timeline.curation.validators.validate_figures,
                            django.core.validators.MaxLengthValidator(700),
                        ],
                    ),
                ),
                (
                    "languages",
                    models.CharField(
                        blank=True,
                        help_text="The languages that its curators read, as BCP 47 tags: en, ar, fa.",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_languages],
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        help_text="Under which its own words may be used: CC BY 4.0.",
                        max_length=60,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "licence_url",
                    models.URLField(
                        max_length=500,
                        validators=[timeline.curation.validators.validate_url],
                        verbose_name="address of the licence",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="Who publishes it, and how they are reached.",
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug", "site")),
                        name="site_is_only_one",
                        violation_error_message="There is only one, and its slug is “site”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="site_has_name",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="site_has_title",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heading", ""), _negated=True),
                        name="site_has_heading",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("standfirst", ""), _negated=True),
                        name="site_has_standfirst",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "in-review", "approved", "withdrawn"])
                        ),
                        name="site_stage_is_known",
                        violation_error_message="Choose one of: draft, in-review, approved, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("stage__in", ["approved", "withdrawn"]),
                            ),
                            models.Q(("decided_at", None), ("stage__in", ["draft", "in-review"])),
                            _connector="OR",
                        ),
                        name="site_decision_belongs_to_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="site_decision_has_person_and_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalClock",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As readers know the place.",
                        max_length=60,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        help_text="IANA name of its time zone.",
                        max_length=50,
                        validators=[timeline.curation.validators.validate_zone],
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical clock",
                "verbose_name_plural": "historical clocks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As readers know the place.",
                        max_length=60,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        help_text="IANA name of its time zone.",
                        max_length=50,
                        validators=[timeline.curation.validators.validate_zone],
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clocks",
                        to="curation.site",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="clock_has_name",
                        violation_error_message="This may not be empty.",
                    ),
                    models.UniqueConstraint(fields=("site", "name"), name="clock_is_listed_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourcePrint",
            fields=[
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="print",
                        serialize=False,
                        to="curation.source",
                    ),
                ),
                ("address", models.CharField(blank=True, db_index=True, max_length=64)),
                ("text_key", models.CharField(blank=True, db_index=True, max_length=64)),
                ("made_of", models.CharField(blank=True, db_index=True, max_length=64)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="source",
            name="publisher",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sources",
                to="curation.publisher",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="republishes",
            field=models.ForeignKey(
                blank=True,
                help_text="The source whose text this one repeats; both count as one origin.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="republications",
                to="curation.source",
            ),
        ),
        migrations.CreateModel(
            name="PageCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        max_length=1000,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("wacz", models.BinaryField()),
                (
                    "sha256",
                    models.CharField(
                        max_length=64, validators=[timeline.curation.validators.validate_sha256]
                    ),
                ),
                ("stamp", models.BinaryField(default=bytes)),
                (
                    "stamped_by",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="curation.source",
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256", ""), _negated=True),
                        name="snapshot_has_its_digest",
                        violation_error_message="This may not be empty.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSource",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "title",
                    models.CharField(
                        max_length=300, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "byline",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "published",
                    models.CharField(
                        blank=True,
                        help_text="When it was published, in EDTF: 2020-07-22, [2020-07-21,2020-07-22].",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_edtf],
                    ),
                ),
                (
                    "published_note",
                    models.TextField(
                        blank=True,
                        help_text="How the date of publication is known.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        max_length=1000,
                        validators=[timeline.curation.validators.validate_url],
                        verbose_name="address",
                    ),
                ),
                (
                    "archived_url",
                    models.URLField(
                        blank=True,
                        max_length=1000,
                        validators=[timeline.curation.validators.validate_url],
                        verbose_name="archived address",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        max_length=35,
                        validators=[timeline.curation.validators.validate_language],
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "Article"),
                            ("interview", "Interview"),
                            ("statement", "Statement"),
                            ("caption", "Caption"),
                            ("blog-post", "blog post"),
                            ("repost", "Repost"),
                            ("other", "Other"),
                        ],
                        default="article",
                        max_length=30,
                    ),
                ),
                (
                    "rights",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="A snapshot of the whole text, seen by curators only. Excerpts are proven by it.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "text_sha256",
                    models.CharField(
                        blank=True,
                        help_text="Digest of the text in UTF-8: filled in from the text when there is one.",
                        max_length=64,
                        validators=[timeline.curation.validators.validate_sha256],
                        verbose_name="SHA-256 of the text",
                    ),
                ),
                (
                    "text_from",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="How the snapshot was made: pasted, or from which file and by what.",
                        max_length=200,
                        validators=[timeline.curation.validators.validate_plain],
                        verbose_name="where the text is from",
                    ),
                ),
                (
                    "file_sha256",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Digest of the uploaded file that the text was taken from.",
                        max_length=64,
                        validators=[timeline.curation.validators.validate_sha256],
                        verbose_name="SHA-256 of the file",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.publisher",
                    ),
                ),
                (
                    "republishes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The source whose text this one repeats; both count as one origin.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical source",
                "verbose_name_plural": "historical sources",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalExcerpt",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Its permanent name in addresses; left empty, it is made from the event’s.",
                        max_length=140,
                    ),
                ),
                (
                    "quote",
                    models.TextField(
                        help_text="Copied exactly as the source has it, at most 400 characters.",
                        max_length=400,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "prefix",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "suffix",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("disputes", "Disputes"),
                            ("context", "Context"),
                        ],
                        default="supports",
                        max_length=10,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        max_length=35,
                        validators=[timeline.curation.validators.validate_language],
                    ),
                ),
                (
                    "translation",
                    models.TextField(
                        blank=True,
                        help_text="English, where the quote is not.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Where in the source: worked out from its text. Empty as long as none was read.",
                        max_length=100,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=0,
                        help_text="Its order within the event; left 0, it goes last.",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.event",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Whose words stand in quotation marks in it; empty where it only reports.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.actor",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical excerpt",
                "verbose_name_plural": "historical excerpts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="excerpt",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="excerpts",
                to="curation.source",
            ),
        ),
        migrations.CreateModel(
            name="SourceCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "url",
                    models.CharField(
                        max_length=1000, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                (
                    "problem",
                    models.TextField(
                        blank=True, validators=[timeline.curation.validators.validate_plain]
                    ),
                ),
                ("standing", models.JSONField(default=list)),
                ("missing", models.JSONField(default=list)),
                (
                    "moved",
                    models.BooleanField(
                        default=False, help_text="Whether its address led elsewhere."
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="curation.source",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                ("slug", models.SlugField(default="story", max_length=120, unique=True)),
                (
                    "heading",
                    models.CharField(
                        help_text="Stands over its steps: “In six steps”.",
                        max_length=90,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "stories",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug", "story")),
                        name="story_is_only_one",
                        violation_error_message="There is only one, and its slug is “story”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heading", ""), _negated=True),
                        name="story_has_heading",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "in-review", "approved", "withdrawn"])
                        ),
                        name="story_stage_is_known",
                        violation_error_message="Choose one of: draft, in-review, approved, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("stage__in", ["approved", "withdrawn"]),
                            ),
                            models.Q(("decided_at", None), ("stage__in", ["draft", "in-review"])),
                            _connector="OR",
                        ),
                        name="story_decision_belongs_to_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="story_decision_has_person_and_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalStoryStep",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "caption",
                    models.CharField(
                        help_text="What happened and who says so; neutral, and no more than the excerpts say.",
                        max_length=90,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.event",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical step",
                "verbose_name_plural": "historical steps",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="StoryStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "caption",
                    models.CharField(
                        help_text="What happened and who says so; neutral, and no more than the excerpts say.",
                        max_length=90,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="curation.event",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="curation.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "step",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("caption", ""), _negated=True),
                        name="step_has_caption",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("caption"), 90
                        ),
                        name="step_caption_is_short",
                        violation_error_message="Write at most 90 characters.",
                    ),
                    models.UniqueConstraint(fields=("story", "event"), name="step_is_made_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                (
                    "former_slugs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Slugs that it had before; addresses with them lead to the present one.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "in review"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(editable=False, null=True)),
                ("hands", models.TextField(blank=True, editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        help_text="What readers type: “revenge”, “TBI”.",
                        max_length=120,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True,
                        help_text="Other words that readers type for it, one a line, in any language.",
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "equal",
                    models.TextField(
                        blank=True,
                        help_text="Wordings of the timeline that mean the same, one a line.",
                        validators=[timeline.curation.validators.validate_plain],
                        verbose_name="means the same as",
                    ),
                ),
                (
                    "broader",
                    models.TextField(
                        blank=True,
                        help_text="Wordings of the timeline that say less, or more neutrally, one a line.",
                        validators=[timeline.curation.validators.validate_plain],
                        verbose_name="is told of as",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="For readers who search by it: why these events, where that needs saying.",
                        max_length=300,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                (
                    "actors",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Whom it names.",
                        related_name="terms",
                        to="curation.actor",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "places",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Which places it names.",
                        related_name="terms",
                        to="curation.place",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="term_has_name",
                        violation_error_message="This may not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "in-review", "approved", "withdrawn"])
                        ),
                        name="term_stage_is_known",
                        violation_error_message="Choose one of: draft, in-review, approved, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("stage__in", ["approved", "withdrawn"]),
                            ),
                            models.Q(("decided_at", None), ("stage__in", ["draft", "in-review"])),
                            _connector="OR",
                        ),
                        name="term_decision_belongs_to_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="term_decision_has_person_and_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTerm_places",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="curation.historicalterm",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.place",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalTerm_places",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTerm_actors",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.actor",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="curation.historicalterm",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="curation.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalTerm_actors",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("disputes", "Disputes"),
                            ("context", "Context"),
                        ],
                        default="supports",
                        max_length=10,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=0,
                        help_text="Its order, after the event’s own excerpts; left 0, it goes last.",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ties",
                        to="curation.event",
                    ),
                ),
                (
                    "excerpt",
                    models.ForeignKey(
                        help_text="One of another event, whose sentence carries this event too.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="curation.excerpt",
                    ),
                ),
            ],
            options={
                "verbose_name": "excerpt of another event",
                "verbose_name_plural": "excerpts of other events that carry this one too",
                "ordering": ["event", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "excerpt"), name="tie_is_made_once"),
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "disputes", "context"])),
                        name="tie_stance_is_known",
                        violation_error_message="Choose one of: supports, disputes, context.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Twin",
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
                            ("text", "the same text"),
                            ("nearly", "nearly the same text"),
                            ("address", "the same address"),
                            ("part", "one text within the other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("share", models.PositiveSmallIntegerField(default=0)),
                (
                    "apart",
                    models.TextField(
                        blank=True,
                        max_length=500,
                        validators=[timeline.curation.validators.validate_plain],
                    ),
                ),
                ("apart_at", models.DateTimeField(null=True)),
                (
                    "apart_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="curation.source",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="curation.source",
                    ),
                ),
            ],
            options={
                "ordering": ["first", "second"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="twin_is_named_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["text", "nearly", "address", "part"])),
                        name="twin_kind_is_known",
                        violation_error_message="Choose one of: text, nearly, address, part.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("apart"), 500
                        ),
                        name="twin_reason_is_short",
                        violation_error_message="Write at most 500 characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="twin_is_named_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("apart", ""), ("apart_at", None), ("apart_by", None)),
                            models.Q(
                                ("apart_at__isnull", False),
                                ("apart_by__isnull", False),
                                models.Q(("apart", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="twin_is_set_apart_by_somebody_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
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
                        choices=[("dataset", "dataset files"), ("sources", "table of sources")],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "uploads and export",
                "ordering": ["-at", "-pk"],
                "permissions": [
                    ("upload_dataset", "Can load dataset files into the desk"),
                    ("import_sources", "Can import a table of sources"),
                    ("export_desk", "Can download the whole desk as dataset files"),
                ],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["dataset", "sources"])),
                        name="upload_kind_is_known",
                        violation_error_message="Choose one of: dataset, sources.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notices",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "returned",
                    models.BooleanField(
                        default=False,
                        verbose_name="something I changed is returned, or its approval taken back",
                    ),
                ),
                (
                    "approved",
                    models.BooleanField(
                        default=False, verbose_name="something I changed is approved"
                    ),
                ),
                (
                    "assigned",
                    models.BooleanField(default=False, verbose_name="something is assigned to me"),
                ),
                (
                    "daily",
                    models.BooleanField(
                        default=False, verbose_name="what waits for me, once a day"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("thing_key", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thing_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("thing_type", "thing_key"), name="assignment_once_a_thing"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["thing_type", "thing_key", "at"], name="decision_of_thing"),
        ),
        migrations.AddField(
            model_name="textmark",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="marks",
                to="curation.sourceprint",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("republishes", None),
                    models.Q(("republishes", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="source_does_not_republish_itself",
                violation_error_message="A source cannot republish itself.",
            ),
        ),
        migrations.AddIndex(
            model_name="textmark",
            index=models.Index(fields=["value", "of"], name="text_mark_by_value"),
        ),
    ]
