from django.apps import AppConfig


class ReaderConfig(AppConfig):
    name = "timeline.reader"
    label = "reader"
    verbose_name = "Reader"
