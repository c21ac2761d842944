from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "timeline.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from timeline.accounts import checks  # noqa: F401  registers them
