"""Where Django learns that this app exists."""

from django.apps import AppConfig


class ChronologyConfig(AppConfig):
    name = "chronology"
    label = "chronology"
    verbose_name = "Chronology"

    def ready(self) -> None:
        """Let the disclosure check know whom agencies' rows name."""
        from chronology.staff import named_staff
        from disclosure.identities import staff_names_from

        staff_names_from(named_staff)
