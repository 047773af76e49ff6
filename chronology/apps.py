"""Where Django learns that this app exists."""

from django.apps import AppConfig


class ChronologyConfig(AppConfig):
    name = "chronology"
    label = "chronology"
    verbose_name = "Chronology"
