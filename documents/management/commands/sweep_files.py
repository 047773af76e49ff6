"""Find files that no row names, and rows whose file is missing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from audit.actors import job
from audit.log import record
from audit.models import Event
from documents.sweeping import sweep


class Command(BaseCommand):
    """Run every night. What it removes was never anybody's: its upload did not come to its end."""

    help = "Remove stored files older than a day that nothing names; report rows without a file."

    def handle(self, *args: Any, **options: Any) -> None:
        """One sentence on what went; one on the error stream when files are missing."""
        with job("sweep_files"):
            found = sweep(now=timezone.now())
            facts = {"removed": found.removed, "missing": len(found.missing)}
            record(Event.JOB_RUN, actor=None, subject="sweep_files", **facts)
        self.stdout.write(
            f"{found.removed} left-over files removed, {found.waiting} younger than a day kept."
        )
        if found.held_back:
            self.stderr.write(
                f"{found.held_back} stored files are named by no row, which is more than crashes "
                "leave. Nothing was removed. Check that this is the database of these files."
            )
        if found.missing:
            rows = ", ".join(found.missing)
            self.stderr.write(f"{len(found.missing)} files are missing. Restore them: {rows}.")
