import django.db.models.deletion
from django.apps import apps as all_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

GRANTED = {
    "Curators": ["import_sources", "export_desk"],
    "Editors": ["import_sources", "export_desk", "upload_dataset"],
}


def grant(apps, schema_editor):
    # Permissions are otherwise made only after the last migration has run.
    create_permissions(all_apps.get_app_config("curation"), verbosity=0, apps=apps)
    for name, wanted in GRANTED.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        permissions = apps.get_model("auth", "Permission").objects.filter(
            codename__in=wanted, content_type__app_label="curation"
        )
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0004_review"),
        ("editions", "0002_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    )
                ],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
