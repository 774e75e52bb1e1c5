"""People who sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, roles, permissions and the scope of what is being done."""

    name = "rutan.accounts"
    label = "accounts"
