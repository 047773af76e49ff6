"""Proves the audit trail whole: 0 whole, 1 broken, 2 could not be found out."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from audit import checkpoints
from audit.verify import Report, verify

EXIT_CODES = {"broken": 1, "could not run": 2}


class Command(BaseCommand):
    help = "Proves the audit trail whole. Exit 0 whole, 1 broken, 2 could not run."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--checkpoint", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, checkpoint: Path | None, json: bool, **options):
        try:
            report = verify(checkpoints.read(checkpoint) if checkpoint else None)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, nothing was proved
            report = Report(result="could not run", reason=str(error).strip() or repr(error))
        if json:
            self._print(report)
        if report.is_whole:
            if not json:
                self.stdout.write(report.sentence())
            return
        raise CommandError(report.sentence(), returncode=EXIT_CODES[report.result])

    def _print(self, report: Report) -> None:
        self.stdout.write(json.dumps(report.as_dict(), indent=2))
