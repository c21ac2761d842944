from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "timeline.desk"
    label = "desk"
    verbose_name = "The desk"
