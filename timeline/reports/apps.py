from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "timeline.reports"
    verbose_name = "Reports of readers"
