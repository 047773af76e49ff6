"""Reminds agencies and panels of what is due; the nightly round calls it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from audit.actors import job
from workflow import published, reminders, round_mail


class Command(BaseCommand):
    """Safe to run as often as one likes: no reminder goes twice."""

    help = (
        "Send the reminders due today to agencies and panels; ask for old contacts to be checked."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """One job. A reminder that cannot be sent is tried again in the next round."""
        today = timezone.localdate()
        with job("send_reminders"):
            counts = reminders.send_due(today)
            checks = reminders.ask_for_checks(today)
            rounds = round_mail.send_due(today)
            ends = published.tell_of_ends(today)
        told = ", ".join(f"{number} {words}" for words, number in sorted(counts.items()))
        self.stdout.write(
            f"Reminders: {told or 'none due'}. Contacts to check: {checks}. "
            f"Members told of a round of comments: {rounds}. "
            f"Publications that end in a month: {ends}."
        )
