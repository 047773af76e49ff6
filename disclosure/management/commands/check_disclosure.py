"""check_disclosure: what files would give away if they left, before anybody sends them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from dhr_cases.models import Case
from disclosure.finding import Hit, check
from disclosure.identities import Identities, known
from disclosure.reading import NotRead, read_file

CLEAR, FINDINGS, NOT_READ = 0, 1, 2
REMINDER = "This check helps. It does not prove a document is safe."


class Command(BaseCommand):
    """Ends with 0 when nothing was found, 1 with findings, 2 when a file could not be read."""

    help = "Look for names, days, addresses, numbers and hidden text in files about to leave."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("reference", help="the review's reference, such as GLO-2026-02")
        parser.add_argument("files", nargs="+", metavar="FILE", help="the exact files to be sent")
        parser.add_argument("--json", action="store_true", help="print findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        case = Case.objects.filter(reference=options["reference"].strip().upper()).first()
        if case is None:
            self.stderr.write(f"There is no review with the reference {options['reference']}.")
            sys.exit(NOT_READ)
        identities = known(case)
        results = {name: self._one(identities, Path(name)) for name in options["files"]}
        if options["json"]:
            self.stdout.write(json.dumps({name: _plain(found) for name, found in results.items()}))
        else:
            for name, found in results.items():
                self._tell(name, found)
            self.stdout.write(REMINDER)
        if any(isinstance(found, str) for found in results.values()):
            sys.exit(NOT_READ)
        if any(results.values()):
            sys.exit(FINDINGS)

    @staticmethod
    def _one(identities: Identities, path: Path) -> list[Hit] | str:
        """Findings of one file, or the sentence that says why it was not read."""
        try:
            return check(identities, read_file(path.name, path.read_bytes()))
        except NotRead as refused:
            return str(refused)
        except OSError as fault:
            return f"It cannot be opened: {fault.strerror}."

    def _tell(self, name: str, found: list[Hit] | str) -> None:
        if isinstance(found, str):
            self.stdout.write(f"{name}: could not be read, so it may not leave. {found}")
            return
        self.stdout.write(f"{name}: {len(found)} to fix or look at.")
        for hit in found:
            words = hit.shown if hit.kind == "file" else f"{hit.sentence}: “{hit.shown}”"
            self.stdout.write(f"  {hit.group}, {hit.place}: {words}")
            if hit.snippet:
                self.stdout.write(f"    … {hit.snippet} …")


def _plain(found: list[Hit] | str) -> dict[str, object]:
    if isinstance(found, str):
        return {"read": False, "reason": found, "findings": []}
    rows = [
        {"group": h.group, "place": h.place, "kind": h.kind, "shown": h.shown, "snippet": h.snippet}
        for h in found
    ]
    return {"read": True, "findings": rows}
