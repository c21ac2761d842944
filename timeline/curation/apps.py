"""The app of the desk's data."""

from django.apps import AppConfig


class CurationConfig(AppConfig):
    name = "timeline.curation"
    label = "curation"
    verbose_name = "Curation"

    def ready(self) -> None:
        """Let twins be found whenever a source is saved, whatever saves it."""
        from timeline.curation.actions import finding_twins  # noqa: F401
