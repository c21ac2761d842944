from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "timeline.reports"
    verbose_name = "Reports of readers"

    def ready(self) -> None:
        # Models are known only now.
        from timeline.reports import sought

        sought.listen()
