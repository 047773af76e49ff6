"""Scan the files that were held because the scanner did not answer when they came in."""

from typing import Any

from django.core.files.storage import storages
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from audit.actors import job
from documents.models import NoticeFile, ScanState, Version
from documents.scanning import scan
from documents.telling import tell_sender


class Command(BaseCommand):
    """Run it every few minutes, and after the scanner has been away."""

    help = "Scan the files that still wait for the malware scanner."

    def handle(self, *args: Any, **options: Any) -> None:
        """Settle what the scanner settles; what it does not answer for stays held."""
        settled = 0
        waiting = [
            row
            for model in (Version, NoticeFile)
            for row in model.objects.filter(scan_state=ScanState.CHECKING)
            .select_related("uploaded_by")
            .order_by("pk")
        ]
        with job("scan_files"):
            for version in waiting:
                with storages["documents"].open(version.storage_name) as stored:
                    state = scan(stored.read())
                if state in (ScanState.CLEAN, ScanState.BLOCKED):
                    with transaction.atomic():
                        version.scan_state = state
                        if state == ScanState.BLOCKED:
                            tell_sender(version, at=timezone.now())
                        version.save()
                    settled += 1
        left = len(waiting) - settled
        self.stdout.write(f"{settled} scanned, {left} still waiting.")
