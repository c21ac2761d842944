from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "timeline.desk"
    label = "desk"
    verbose_name = "The desk"

    def ready(self) -> None:
        from timeline.desk import notices  # noqa: F401  # which listens to what the actions say
