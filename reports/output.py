"""Commands that make a file: all of it or none of it, and a sentence either way."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.core.management.base import CommandError

from audit.actors import job
from dhr_cases.models import Case
from reports.models import Export
from reports.services import ExportRefused


def case_called(reference: str) -> Case:
    """The case with this reference; CommandError with a sentence when there is none."""
    cases = Case.objects.select_related("progress", "lead_partnership", "county_partner")
    case = cases.filter(reference=reference.strip().upper()).first()
    if case is None:
        raise CommandError(f"There is no review with the reference {reference}.")
    return case


def write_export(name: str, output: str, make: Callable[[], tuple[Export, bytes]]) -> Export:
    """Run `make` as the job `name` and put its bytes at `output`, readable by its owner alone.

    The file appears whole or not at all. CommandError carries each reason on a line of its own.
    """
    target = Path(output)
    if target.is_dir() or not target.parent.is_dir():
        raise CommandError(f"{output} is not a place for a file.")
    try:
        handle, scratch = tempfile.mkstemp(dir=target.parent, prefix=".being-written-")
    except OSError as fault:
        raise CommandError(f"Nothing can be written beside {output}: {fault.strerror}.") from fault
    try:
        with os.fdopen(handle, "wb") as file, job(name):
            row, content = make()
            file.write(content)
        os.replace(scratch, target)
    except ExportRefused as refused:
        raise CommandError("\n".join(["Nothing was written.", *refused.reasons])) from refused
    except OSError as fault:
        raise CommandError(f"{output} was not written: {fault.strerror}.") from fault
    finally:
        Path(scratch).unlink(missing_ok=True)
    return row
