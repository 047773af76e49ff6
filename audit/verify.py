"""Proves the trail whole, or says what is the first thing that is not."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from audit import append_only, checkpoints
from audit.proofs import Broken, Trail

__all__ = ["Broken", "Report", "register_check", "verify"]

Check = Callable[[], Iterable[str] | None]

_checks: list[Check] = []


@dataclass
class Report:
    """What was proved, and the first fault if there is one."""

    result: str = "whole"
    kind: str = ""
    item: str = ""
    reason: str = ""
    events: int = 0
    waiting: int = 0
    rows: int = 0
    checks: list[str] = field(default_factory=list)
    checkpoint: str = ""
    seconds: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it was recorded."""
        return self.result == "whole"

    def sentence(self) -> str:
        """The result in words."""
        if self.result == "could not run":
            return f"The audit trail could not be verified, so nothing is proved: {self.reason}"
        if not self.is_whole:
            return f"The audit trail is broken ({self.kind}, {self.item}): {self.reason}"
        against = f", as at the checkpoint of {self.checkpoint}" if self.checkpoint else ""
        return (
            f"The audit trail is whole: {self.events} events sealed, {self.waiting} waiting, "
            f"{self.rows} rows equal to their history{against}."
        )

    def as_dict(self) -> dict:
        """For `--json`."""
        return asdict(self)


def register_check(function: Check) -> Check:
    """Add a proof of another app: it returns a sentence for each fault, or nothing."""
    if function not in _checks:
        _checks.append(function)
    return function


def verify(checkpoint: checkpoints.Checkpoint | None = None) -> Report:
    """Walk the whole trail in one snapshot of the database; the first fault ends the walk."""
    report, started = Report(), time.monotonic()
    try:
        with _snapshot():
            _prove(report, checkpoint)
    except Broken as fault:
        report.result = "broken"
        report.kind, report.item, report.reason = fault.kind, fault.item, fault.reason
    report.seconds = round(time.monotonic() - started, 3)
    return report


def _prove(report: Report, checkpoint: checkpoints.Checkpoint | None) -> None:
    if checkpoint is not None:
        report.checkpoint = checkpoint.time
        fault = checkpoints.disagreement(checkpoint)
        if fault:
            raise Broken(fault[0], f"checkpoint {checkpoint.size}", fault[1])
    trail = Trail()
    trail.prove_chain()
    trail.prove_unsealed(timezone.now())
    report.events, report.waiting = trail.events, trail.unsealed
    trail.prove_nothing_extra()
    report.rows = trail.prove_live()
    for gap in append_only.missing():
        raise Broken("trigger", "the database", f"{gap[0].upper()}{gap[1:]}.")
    for check in _checks:
        report.checks.append(check.__name__)
        for fault in check() or ():
            raise Broken(check.__name__, check.__module__, fault)


@contextmanager
def _snapshot() -> Iterator[None]:
    """Everything is read as of one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Not atomic(): our SQLite transactions are IMMEDIATE and would hold up every writer.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
