"""The refusing triggers in PostgreSQL's words."""

from django.db import connection

from audit.triggers import PREFIX, REFUSAL

REFUSE = f"{PREFIX}refuse"
DISPOSE = f"{PREFIX}unless_disposed"
# pg_trigger.tgtype: row 1, before 2, delete 8, update 16, truncate 32.
KINDS = {"update": 2 | 1 | 16, "delete": 2 | 1 | 8, "truncate": 2 | 32}


def statements(tables, disposal) -> list[str]:
    """The functions, then every trigger, as the statements that make them."""
    made = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger"
        f" LANGUAGE plpgsql AS $body${body}$body$"
        for name, body in _bodies(disposal).items()
    ]
    for protected in tables:
        table = _quote(protected.table)
        for kind, (function, argument) in _triggers(protected, disposal).items():
            name = _quote(_name(kind))
            each = "STATEMENT" if kind == "truncate" else "ROW"
            made.append(
                f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION {function}({argument})"
            )
            # ALWAYS: a session that calls itself a replica is refused as well.
            made.append(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
    return made


def remove(cursor) -> None:
    """Drop every trigger of ours, and what they call."""
    for table, name in _present(cursor):
        cursor.execute(f"DROP TRIGGER {_quote(name)} ON {_quote(table)}")
    for function in (REFUSE, DISPOSE):
        cursor.execute(f"DROP FUNCTION IF EXISTS {function}()")


def missing(cursor, tables, disposal) -> list[str]:
    """The triggers and functions that are not there, switched off, or not as they should be."""
    cursor.execute(
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
    )
    sources = dict(cursor.fetchall())
    gaps = [
        f"function {name} is missing or altered"
        for name, body in _bodies(disposal).items()
        if sources.get(name) != body
    ]
    present = _present(cursor)
    for protected in tables:
        for kind, (function, argument) in _triggers(protected, disposal).items():
            name = _name(kind)
            arguments = "".join(f"{part[1:-1]}\0" for part in argument.split(", ")).encode()
            arguments = arguments if argument else b""
            expected = (KINDS[kind], "A", function, arguments, True)
            if present.get((protected.table, name)) != expected:
                gaps.append(f"trigger {name} on {protected.table} is missing or altered")
    return gaps


def _present(cursor) -> dict[tuple[str, str], tuple]:
    cursor.execute(
        "SELECT c.relname, t.tgname, t.tgtype, t.tgenabled::text, p.proname, t.tgargs,"
        " t.tgqual IS NULL"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
        " AND starts_with(t.tgname, %s)",
        [PREFIX],
    )
    return {
        (table, name): (kind, enabled, function, bytes(arguments), always)
        for table, name, kind, enabled, function, arguments, always in cursor.fetchall()
    }


def _triggers(protected, disposal) -> dict[str, tuple[str, str]]:
    """For each kind of trigger the function it calls and the function's argument."""
    delete = (REFUSE, "")
    if protected.case is not None and disposal is not None:
        row = protected.row or ""
        delete = (DISPOSE, f"'{protected.case}', '{row}'")
    return {"update": (REFUSE, ""), "delete": delete, "truncate": (REFUSE, "")}


def _name(kind: str) -> str:
    return f"{PREFIX}{kind}"


def _bodies(disposal) -> dict[str, str]:
    bodies = {REFUSE: f" BEGIN RAISE EXCEPTION '{REFUSAL}'; END "}
    if disposal is not None:
        two_people = (
            f" AND d.{_quote(disposal.asked_by)} <> d.{_quote(disposal.approved_by)}"
            if disposal.asked_by
            else ""
        )
        # PostgreSQL allows no subquery in a trigger's WHEN, so the exception stands here.
        bodies[DISPOSE] = (
            " DECLARE owner text := to_jsonb(OLD) ->> TG_ARGV[0]; BEGIN"  # noqa: S608 - our own names
            # What was written before the row joined its case goes with the row's later history.
            " IF owner IS NULL AND TG_ARGV[1] <> '' THEN EXECUTE"
            " format('SELECT max(%I)::text FROM %I.%I WHERE %I::text = $1',"
            " TG_ARGV[0], TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV[1])"
            " INTO owner USING to_jsonb(OLD) ->> TG_ARGV[1]; END IF;"
            f" IF EXISTS (SELECT 1 FROM {_quote(disposal.table)} d"
            f" WHERE d.{_quote(disposal.case)}::text = owner"
            f" AND d.{_quote(disposal.approved_by)} IS NOT NULL"
            f" AND d.{_quote(disposal.approved_on)} IS NOT NULL"
            f" AND d.{_quote(disposal.finished_on)} IS NULL{two_people})"
            f" THEN RETURN OLD; END IF; RAISE EXCEPTION '{REFUSAL}'; END "
        )
    return bodies


def _quote(name: str) -> str:
    return connection.ops.quote_name(name)
