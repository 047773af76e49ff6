"""Where Django learns that this app exists."""

from django.apps import AppConfig


class GovukConfig(AppConfig):
    name = "govuk"
    label = "govuk"
    verbose_name = "How a page looks"
