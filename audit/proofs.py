"""The proofs that the trail is whole, each a pass over one part of it in bounded memory."""

import datetime
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.db import DatabaseError, connection, models
from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Cast

from audit.append_only import disposal_table
from audit.digests import as_bytes, columns_of, row_digest
from audit.models import ROW_EVENTS, AuditEvent, Seal
from audit.recorded import AppendOnly, Recorded, RecordedHistory
from audit.seal import BEGINNING, SEALED_COLUMNS, seal_hash

CHUNK = 2000
# Events of the last minutes may still wait for their seal.
GRACE = datetime.timedelta(minutes=5)


class Broken(Exception):
    """The first thing found that is not as it was recorded: its kind, which one, and a sentence."""

    def __init__(self, kind: str, item: str, reason: str):
        super().__init__(reason)
        self.kind, self.item, self.reason = kind, item, reason


class Seen:
    """Which stored rows an event has vouched for: kept in a scratch file, not in memory."""

    def __init__(self):
        self.rows = sqlite3.connect("")
        self.rows.execute("CREATE TABLE seen (place, key, PRIMARY KEY (place, key)) WITHOUT ROWID")
        self.counts = defaultdict(int)

    def add(self, table: str, key: int) -> bool:
        """Whether this row is vouched for only now."""
        done = self.rows.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (table, key))
        self.counts[table] += done.rowcount
        return done.rowcount == 1

    def has(self, table: str, key: int) -> bool:
        """Whether an event has vouched for this row."""
        found = self.rows.execute("SELECT 1 FROM seen WHERE place = ? AND key = ?", (table, key))
        return found.fetchone() is not None


class Trail:
    """One walk over the events: each sealed in its place, each stored row as its event says."""

    def __init__(self):
        self.seen = Seen()
        self.tables = vouched_tables()
        live = [model._meta.db_table for model in recorded_models()]
        self.filled = filled([*self.tables, *live])
        self.disposed = disposed_cases()
        self.disposed_rows = rows_of(self.disposed)
        self.events = self.unsealed = 0

    def prove_chain(self) -> None:
        """Every seal follows the one before it and fits its event."""
        seq, previous = 0, BEGINNING
        for seals in chunks(Seal.objects, "seq"):
            events = {row["id"]: row for row in _events(id__in=[s["event_id"] for s in seals])}
            for seal in seals:
                seq += 1
                _prove_seal(seal, seq, previous, events.get(seal["event_id"]))
                previous = seal["hash"]
            self._prove_rows(events[seal["event_id"]] for seal in seals)
            self.events += len(seals)
        distinct = Seal.objects.aggregate(n=models.Count("event_id", distinct=True))["n"]
        if distinct != seq:
            raise Broken("duplicate", "the chain", "An event is sealed more than once.")

    def prove_unsealed(self, now: datetime.datetime) -> None:
        """What has no seal is only minutes old."""
        sealed = Seal.objects.filter(event=OuterRef("pk"))
        low = 0
        while True:
            waiting = AuditEvent.objects.filter(~Exists(sealed), pk__gt=low).order_by("pk")
            keys = list(waiting.values_list("pk", flat=True)[:CHUNK])
            if not keys:
                return
            rows = list(_events(id__in=keys))
            for row in rows:
                if not now - GRACE <= row["at"] <= now + GRACE:
                    item = f"event {row['id']}"
                    raise Broken("unsealed", item, f"Event {row['id']} was never sealed.")
            self._prove_rows(rows)
            self.unsealed += len(rows)
            low = keys[-1]

    def prove_nothing_extra(self) -> None:
        """Every stored row has an event that vouches for it."""
        for table, model in self.tables.items():
            if table not in self.filled or model._base_manager.count() == self.seen.counts[table]:
                continue
            name = model._meta.pk.attname
            for rows in chunks(model._base_manager, name, fields=(name,)):
                for row in rows:
                    if not self.seen.has(table, row[name]):
                        raise Broken(
                            "invented",
                            f"{table} {row[name]}",
                            f"Row {row[name]} of {table} was put there without being recorded.",
                        )

    def prove_live(self) -> int:
        """Every live row of every model equals its newest history row; how many."""
        return sum(
            prove_live_rows(model)
            for model in recorded_models()
            if {model._meta.db_table, model.history.model._meta.db_table} & self.filled
        )

    def _prove_rows(self, events) -> None:
        """The rows these events vouch for are there and unaltered."""
        wanted = defaultdict(dict)
        for event in events:
            if event["event"] in ROW_EVENTS:
                details = event["details"]
                wanted[details["table"]].setdefault(details["key"], []).append(event)
        for table, by_key in wanted.items():
            model = self.tables.get(table)
            if model is None:
                raise Broken("missing", table, f"The table {table} is gone.")
            stored = {row[model._meta.pk.attname]: row for row in _rows(model, list(by_key))}
            for key, vouchers in by_key.items():
                for event in vouchers:
                    self._prove_row(model, table, key, event["details"], stored.get(key))

    def _prove_row(self, model, table, key, details, row) -> None:
        item = f"{table} {key}"
        if row is None:
            if details.get("case") in self.disposed:
                return
            if details.get("case") is None and (table, details["row"]) in self.disposed_rows:
                return
            raise Broken("missing", item, f"Row {key} of {table} was removed.")
        if not self.seen.add(table, key):
            raise Broken("duplicate", item, f"Row {key} of {table} was recorded twice.")
        gone = set(details["columns"]) - columns_of(model).keys()
        if gone:
            reason = f"The column {min(gone)} of {table} is gone, so its rows cannot be proved."
            raise Broken("missing", item, reason)
        if row_digest(model, details["columns"], row) != details["digest"]:
            raise Broken("altered", item, f"Row {key} of {table} is not as it was recorded.")


def prove_live_rows(model: type[Recorded]) -> int:
    """Every live row equals its newest history row, none missing and none extra; how many."""
    history, pk = model.history.model, model._meta.pk.attname
    columns = [f for f in model._meta.concrete_fields if f.name not in model.left_out_of_history]
    last, proved = None, 0
    while True:
        newest = history._base_manager.values(pk).annotate(newest=Max("history_id")).order_by(pk)
        if last is not None:
            newest = newest.filter(**{f"{pk}__gt": last})
        newest = list(newest[:CHUNK])
        full = len(newest) == CHUNK
        upper = newest[-1][pk] if full else None
        past = {row[pk]: row for row in _rows(history, [row["newest"] for row in newest])}
        for row in _live(model, last, upper):
            _compare(model, columns, row, past.pop(row[pk], None))
            proved += 1
        for key, row in past.items():
            if row["history_type"] != "-":
                table = model._meta.db_table
                reason = f"Row {key} of {table} was removed without being recorded."
                raise Broken("removed", f"{table} {key}", reason)
        if not full:
            return proved
        last = upper


def recorded_models() -> list[type[Recorded]]:
    """Every model with a history."""
    return [model for model in apps.get_models() if issubclass(model, Recorded)]


def vouched_tables() -> dict[str, type[models.Model]]:
    """Every table whose rows have a digest in the trail: histories and append-only models."""
    return {
        model._meta.db_table: model
        for model in apps.get_models()
        if issubclass(model, RecordedHistory | AppendOnly)
    }


def filled(tables: list[str]) -> set[str]:
    """Those of the tables that hold a row, asked all at once: half of them never hold one."""
    quote = connection.ops.quote_name
    asked = ", ".join(f"EXISTS(SELECT 1 FROM {quote(table)})" for table in tables)  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return {table for table, holds in zip(tables, cursor.fetchone(), strict=True) if holds}


def rows_of(cases: set[int]) -> set[tuple[str, int]]:
    """Rows that joined one of these cases after they were first written: their table and key."""
    if not cases:
        return set()
    tables = [
        model.history.model._meta.db_table
        for model in recorded_models()
        if any(field.name == "case" and field.null for field in model._meta.concrete_fields)
    ]
    events = AuditEvent.objects.filter(
        event__in=list(ROW_EVENTS), details__table__in=tables, details__case__in=sorted(cases)
    )
    return set(events.values_list("details__table", "details__row"))


def disposed_cases() -> set[int]:
    """The cases whose history two people allowed to go."""
    disposal = disposal_table()
    if disposal is None:
        return set()
    quote = connection.ops.quote_name
    two_people = (
        f" AND {quote(disposal.asked_by)} <> {quote(disposal.approved_by)}"
        if disposal.asked_by
        else ""
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {quote(disposal.case)} FROM {quote(disposal.table)}"  # noqa: S608 - our own names
            f" WHERE {quote(disposal.approved_by)} IS NOT NULL"
            f" AND {quote(disposal.approved_on)} IS NOT NULL{two_people}"
        )
        return {case for (case,) in cursor.fetchall()}


def chunks(rows: models.QuerySet, key: str, fields: tuple[str, ...] = ()) -> Iterator[list[dict]]:
    """All rows in the order of their key, a bounded number at a time."""
    last = None
    while True:
        part = rows.order_by(key).values(*fields)
        if last is not None:
            part = part.filter(**{f"{key}__gt": last})
        part = list(part[:CHUNK])
        if part:
            yield part
        if len(part) < CHUNK:
            return
        last = part[-1][key]


def _prove_seal(seal: dict, seq: int, previous: str, event: dict | None) -> None:
    item = f"seal {seq}"
    if seal["seq"] != seq:
        raise Broken("gap", item, f"Seal {seq} is missing from the chain.")
    if seal["previous"] != previous:
        raise Broken("link", item, f"Seal {seq} does not follow the seal before it.")
    if event is None:
        raise Broken("missing", item, f"The event of seal {seq} was removed.")
    if seal_hash(previous, seq, event) != seal["hash"]:
        reason = f"Event {event['id']} is not as it was sealed."
        raise Broken("content", f"event {event['id']}", reason)


def _events(**lookup) -> Iterator[dict]:
    """Events with their details as stored; on SQLite their very text must be what was written."""
    rows = AuditEvent.objects.filter(**lookup).order_by("pk")
    for row in _readable(rows.annotate(text=Cast("details", models.TextField())), "text"):
        text = row.pop("text")
        try:
            row["details"] = json.loads(text)
        except (TypeError, ValueError):
            row["details"] = None
        exact = connection.vendor != "sqlite" or json.dumps(row["details"]) == text
        if not exact or not isinstance(row["details"], dict):
            item = f"event {row['id']}"
            raise Broken("content", item, f"The details of event {row['id']} were altered.")
        yield row


def _readable(rows: models.QuerySet, *extra: str) -> list[dict]:
    try:
        return list(rows.values(*SEALED_COLUMNS, *extra))
    except (ValueError, TypeError, ArithmeticError) as error:
        raise _unreadable(rows.model, error) from error
    except DatabaseError as error:
        if "decode" in str(error):
            raise _unreadable(rows.model, error) from error
        raise


def _unreadable(model: type[models.Model], error: Exception) -> Broken:
    table = model._meta.db_table
    return Broken("unreadable", table, f"A row of {table} holds what it cannot hold: {error}.")


def _rows(model: type[models.Model], keys: list) -> list[dict]:
    return _all_values(model._base_manager.filter(pk__in=keys))


def _live(model: type[models.Model], last, upper) -> list[dict]:
    rows = model._base_manager.order_by("pk")
    if last is not None:
        rows = rows.filter(pk__gt=last)
    if upper is not None:
        rows = rows.filter(pk__lte=upper)
    return _all_values(rows)


def _all_values(rows: models.QuerySet) -> list[dict]:
    try:
        return list(rows.values())
    except (ValueError, TypeError, ArithmeticError) as error:
        raise _unreadable(rows.model, error) from error
    except DatabaseError as error:
        if "decode" in str(error):
            raise _unreadable(rows.model, error) from error
        raise


def _compare(model, columns, row: dict, past: dict | None) -> None:
    table, key = model._meta.db_table, row[model._meta.pk.attname]
    item = f"{table} {key}"
    if past is None or past["history_type"] == "-":
        raise Broken("invented", item, f"Row {key} of {table} was put there unrecorded.")
    for field in columns:
        stored, recorded = row[field.attname], past[field.attname]
        if stored is recorded or as_bytes(stored, field) == as_bytes(recorded, field):
            continue
        reason = f"{field.column} of row {key} of {table} was changed unrecorded."
        raise Broken("changed", item, reason)
