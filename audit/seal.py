"""Numbers and chains what was recorded, after the fact, so that writers never wait for it."""

import logging
from collections.abc import Callable
from functools import cache

from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, OuterRef

from audit.digests import as_bytes, canonical_json, fingerprint
from audit.models import AuditEvent, Seal
from audit.said_once import KEY, SaidOfValues
from audit.statements import insert_rows

logger = logging.getLogger(__name__)

# The chain starts from this; there is no event before the first.
BEGINNING = "0" * 64
# Events are looked for this far below the newest sealed one: keys may commit out of order.
LOW_MARK = 1000
BATCH = 1000
ADVISORY_LOCK = 0x5EA1_0A0D
# What a seal covers, in this order.
SEALED_COLUMNS = ("id", "at", "event", "actor_id", "actor_name", "subject", "request_id")


def seal_hash(previous: str, seq: int, event: dict) -> str:
    """The hash that seals one event (a row of `.values()`) after the hash before it."""
    parts = [previous.encode(), str(seq).encode()]
    parts += [as_bytes(event[column]) for column in SEALED_COLUMNS]
    parts.append(canonical_json(event["details"]).encode())
    return fingerprint(parts)


def seal_pending(everything: bool = False, above: int | None = None) -> int:
    """Seal what has been committed and is not sealed; returns how many events that was.

    Looks above a low mark; `above` lowers it to a transaction's own first event, and
    `everything` looks at all events, for the nightly job.
    """
    sealed, low = 0, 0 if everything else above
    while True:
        with transaction.atomic(durable=True):
            events = _seal_batch(low if sealed else _low_mark(low))
        sealed += len(events)
        if len(events) < BATCH:
            return sealed
        low = events[-1]["id"]


def sealing_from(first: int) -> Callable[[], None]:
    """What on_commit calls to seal a transaction whose first event is `first`.

    A function and not a partial: Django asks a robust hook that failed for its name.
    """

    def seal_the_transaction() -> None:
        seal_quietly(above=first - 1)

    seal_the_transaction.seals_from = first
    return seal_the_transaction


def seal_after_commit(first: int) -> None:
    """Ask once per transaction for a seal from its first event, `first`, on."""
    waiting = [entry[1] for entry in transaction.get_connection().run_on_commit]
    if not any(hasattr(function, "seals_from") for function in waiting):
        # Robust, or a failing seal would turn a saved page into an error.
        transaction.on_commit(sealing_from(first), robust=True)


def seal_quietly(above: int | None = None) -> None:
    """Seal, and leave it to the next one when that cannot be done now: the page is saved."""
    if connection.in_atomic_block:
        seal_after_commit((above or 0) + 1)
        return
    try:
        seal_pending(above=above)
    except DatabaseError:
        logger.exception("The audit trail could not be sealed now; the next seal takes it in.")


def _low_mark(above: int | None) -> int:
    """Where to look from: a little below the newest sealed event, or lower when asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(event_id) FROM audit_seal")
        newest = cursor.fetchone()[0] or 0
    mark = max(newest - LOW_MARK, 0)
    return mark if above is None else min(mark, above)


def _seal_batch(low: int) -> list[dict]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        cursor.execute("SELECT seq, hash FROM audit_seal ORDER BY seq DESC LIMIT 1")
        seq, previous = cursor.fetchone() or (0, BEGINNING)
    events = _unsealed(connection.vendor).rows(low)
    seals = []
    for event in events:
        seq += 1
        current = seal_hash(previous, seq, event)
        seals.append(Seal(seq=seq, event_id=event["id"], previous=previous, hash=current))
        previous = current
    insert_rows(seals)
    return events


@cache
def _unsealed(vendor: str) -> SaidOfValues:
    """The events above one of them that have no seal yet, for either engine."""
    sealed = Seal.objects.filter(event=OuterRef("pk"))
    waiting = AuditEvent.objects.filter(~Exists(sealed), pk__gt=KEY).order_by("pk")
    return SaidOfValues(waiting.values(*SEALED_COLUMNS, "details")[:BATCH])
