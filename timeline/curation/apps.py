from django.apps import AppConfig


class CurationConfig(AppConfig):
    name = "timeline.curation"
    label = "curation"
    verbose_name = "Curation"
