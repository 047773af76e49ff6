"""submission_pack: everything that is sent to the Home Office, as one zip."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports import pack
from reports.output import case_called, write_export
from reports.services import export


class Command(BaseCommand):
    """Writes the pack, or says on standard error all that is still missing."""

    help = "Write the Home Office pack of a review: report, data return, note and index."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("reference", help="the review's reference, such as GLO-2026-02")
        parser.add_argument("--output", required=True, metavar="FILE.zip")
        parser.add_argument("--recipient", default=pack.RECIPIENT)

    def handle(self, *args: Any, **options: Any) -> None:
        case = case_called(options["reference"])
        row = write_export(
            "submission_pack",
            options["output"],
            lambda: export(
                case,
                lambda: pack.build(case, by=None, on=timezone.localdate()),
                recipient=options["recipient"],
                purpose=pack.purpose_of(case),
                by=None,
            ),
        )
        count = len(row.contents)
        self.stdout.write(
            f"{row} of {case.reference} written to {options['output']}: {count} files and an index."
        )
