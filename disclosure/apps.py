"""Where Django learns that this app exists."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "disclosure"
    label = "disclosure"
    verbose_name = "Disclosure check"
