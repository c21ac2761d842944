from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "timeline.editions"
    label = "editions"
    verbose_name = "Editions"
