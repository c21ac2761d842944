from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "timeline.backup"
    label = "backup"
    verbose_name = "Backup"
