"""The groups of the desk may read and handle reports; editors may delete what is no report."""

from django.apps import apps as all_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

WANTED = {
    "Curators": ["view_report", "change_report"],
    "Editors": ["view_report", "change_report", "delete_report"],
}


def add_permissions(apps, schema_editor):
    # Permissions are otherwise made only after the last migration has run.
    create_permissions(all_apps.get_app_config("reports"), verbosity=0, apps=apps)
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    for name, codenames in WANTED.items():
        group = group_model.objects.get(name=name)
        for codename in codenames:
            group.permissions.add(
                permission_model.objects.get(codename=codename, content_type__app_label="reports")
            )


def remove_permissions(apps, schema_editor):
    permission_model = apps.get_model("auth", "Permission")
    for name, codenames in WANTED.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.remove(
                *permission_model.objects.filter(
                    codename__in=codenames, content_type__app_label="reports"
                )
            )


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
        ("editions", "0002_groups"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(add_permissions, remove_permissions)]
