"""Where Django learns that this app exists, and `documents` who keeps the gate."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "disclosure"
    label = "disclosure"
    verbose_name = "Disclosure check"

    def ready(self) -> None:
        """Moving a file to what is approved for release asks the gate."""
        from disclosure.clearance import standing_of
        from documents.zones import ask_before_release

        ask_before_release(lambda version: standing_of(version).reason("file", None))
