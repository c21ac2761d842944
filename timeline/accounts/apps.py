from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "timeline.accounts"
    label = "accounts"
    verbose_name = "Accounts"
