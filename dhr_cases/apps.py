"""Where Django learns that this app exists."""

from django.apps import AppConfig


class DhrCasesConfig(AppConfig):
    name = "dhr_cases"
    label = "dhr_cases"
    verbose_name = "What we know"
