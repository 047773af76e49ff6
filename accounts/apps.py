"""Where Django learns that this app exists."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    verbose_name = "People and organisations"

    def ready(self) -> None:
        """Listen to sign-ins, and to changes of how people sign in."""
        from accounts import signals  # noqa: F401 - imported for what it registers
