from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "timeline.editions"
    label = "editions"
    verbose_name = "Editions"

    def ready(self) -> None:
        from timeline.editions import checks  # noqa: F401  # registers itself
