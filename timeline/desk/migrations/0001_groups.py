"""The groups of the desk, with exactly the permissions that their work needs."""

from django.apps import apps as all_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITED = [
    "actor",
    "actorname",
    "clock",
    "dispute",
    "event",
    "eventlink",
    "excerpt",
    "gap",
    "gapaddress",
    "participation",
    "place",
    "placename",
    "position",
    "publisher",
    "site",
    "source",
    "story",
    "storystep",
    "term",
    "tie",
]
CURATORS = [
    *((f"{verb}_{model}", "curation") for model in EDITED for verb in ("view", "add", "change")),
    # What hangs on an event or an actor may be taken off it; the things themselves stay.
    ("delete_actorname", "curation"),
    ("delete_clock", "curation"),
    ("delete_gapaddress", "curation"),
    ("delete_storystep", "curation"),
    ("delete_eventlink", "curation"),
    ("delete_excerpt", "curation"),
    ("delete_participation", "curation"),
    ("delete_placename", "curation"),
    ("delete_position", "curation"),
    ("delete_tie", "curation"),
    ("view_phase", "curation"),
    ("submit_event", "curation"),
    ("import_sources", "curation"),
    ("export_desk", "curation"),
    ("view_edition", "editions"),
    ("view_record", "editions"),
    ("view_report", "reports"),
    ("change_report", "reports"),
]
EDITORS = [
    *CURATORS,
    *((f"delete_{model}", "curation") for model in EDITED if not model.endswith("name")),
    ("add_phase", "curation"),
    ("change_phase", "curation"),
    ("approve_event", "curation"),
    ("upload_dataset", "curation"),
    ("publish_edition", "editions"),
    ("delete_report", "reports"),  # what is no report
]


def make_groups(apps, schema_editor):
    for label in ("curation", "editions", "reports"):
        # Permissions are otherwise made only after the last migration has run.
        create_permissions(all_apps.get_app_config(label), verbosity=0, apps=apps)
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    for name, wanted in (("Curators", CURATORS), ("Editors", EDITORS)):
        group, _ = group_model.objects.get_or_create(name=name)
        for codename, label in dict.fromkeys(wanted):
            permission = permission_model.objects.get(
                codename=codename, content_type__app_label=label
            )
            group.permissions.add(permission)


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Curators", "Editors"]).delete()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("curation", "0001_initial"),
        ("editions", "0001_initial"),
        ("reports", "0001_initial"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
