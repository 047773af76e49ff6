"""learning_summary: the approved learning summary of a review as a tagged PDF."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reports import learning
from reports.output import case_called, write_export
from reports.services import export

PURPOSE = "Sharing what was learned, in public words"


class Command(BaseCommand):
    """Writes the newest approved version, or with --draft the newest, marked as a draft."""

    help = "Write the learning summary of a review as a PDF of two A4 pages at most."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("reference", help="the review's reference, such as GLO-2026-02")
        parser.add_argument("--output", required=True, metavar="FILE.pdf")
        parser.add_argument(
            "--draft", action="store_true", help="the newest version, approved or not, marked so"
        )
        parser.add_argument("--recipient", default="The person who ran the command")

    def handle(self, *args: Any, **options: Any) -> None:
        case = case_called(options["reference"])
        row = write_export(
            "learning_summary",
            options["output"],
            lambda: export(
                case,
                lambda: learning.printed(case, draft=options["draft"]),
                recipient=options["recipient"],
                purpose=PURPOSE,
                by=None,
            ),
        )
        self.stdout.write(f"{row} of {case.reference} written to {options['output']}.")
