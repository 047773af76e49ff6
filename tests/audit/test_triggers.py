"""The database itself refuses to alter the trail, and says when it could."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from audit import append_only
from audit.models import WrittenOnce
from audit.seal import seal_pending

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


TRIGGERS = {
    "sqlite": """
        SELECT tbl_name, CASE WHEN sql LIKE '%BEFORE UPDATE%' THEN 'UPDATE' ELSE 'DELETE' END
        FROM sqlite_master
        WHERE type = 'trigger' AND (sql LIKE '%BEFORE UPDATE%' OR sql LIKE '%BEFORE DELETE%')""",
    "postgresql": "SELECT event_object_table, event_manipulation FROM information_schema.triggers",
}


def refused(sql):
    refusal = pytest.raises(DatabaseError, match="cannot be altered")
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return True


@pytest.fixture
def something_recorded(ann, body):
    seal_pending()


@pytest.mark.usefixtures("something_recorded")
def test_every_protected_table_refuses_update_and_delete():
    tables = append_only.protected_tables()
    assert {"audit_auditevent", "audit_seal", "accounts_historicaluser"} <= {
        protected.table for protected in tables
    }
    for protected in tables:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {protected.table}")  # noqa: S608 - our own names
            filled = cursor.fetchone()[0]
        key = protected.keys[0]
        if filled:
            assert refused(f"UPDATE {protected.table} SET {key} = {key}")  # noqa: S608 - our own names
            assert refused(f"DELETE FROM {protected.table}")  # noqa: S608 - our own names


def test_no_history_and_nothing_written_once_is_left_out():
    """Told from the names of tables and the classes of models, and not from what is protected."""
    bound = {table for table in connection.introspection.table_names() if "_historical" in table}
    bound |= {model._meta.db_table for model in apps.get_models() if issubclass(model, WrittenOnce)}
    assert {"audit_auditevent", "audit_seal", "dhr_cases_historicalcase"} <= bound
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        there = {(table, what) for table, what in cursor.fetchall()}
    needed = {(table, what) for table in bound for what in ("UPDATE", "DELETE")}
    assert needed - there == set()


@pytest.mark.usefixtures("something_recorded")
def test_emptying_a_table_at_a_stroke_is_refused():
    if connection.vendor == "postgresql":
        connection.check_constraints()
        assert refused("TRUNCATE audit_seal")
        assert refused("SET LOCAL session_replication_role = replica; DELETE FROM audit_seal")
    else:
        assert refused("DELETE FROM audit_seal WHERE 1 = 1")


@pytest.mark.usefixtures("something_recorded")
def test_replacing_a_row_is_refused_even_without_recursive_triggers():
    if connection.vendor == "postgresql":
        sql = (
            "INSERT INTO audit_seal SELECT * FROM audit_seal"
            " ON CONFLICT (seq) DO UPDATE SET hash = 'forged'"
        )
        assert refused(sql)
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
    try:
        assert refused("INSERT OR REPLACE INTO audit_seal SELECT * FROM audit_seal")
        assert refused(
            "INSERT OR REPLACE INTO audit_seal (seq, event_id, previous, hash)"
            " SELECT seq + 500, event_id, previous, hash FROM audit_seal"
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers=ON")


def test_a_missing_trigger_stops_the_start():
    assert append_only.missing() == []
    append_only.remove()
    gaps = append_only.missing()
    assert any("audit_seal" in gap for gap in gaps)
    with pytest.raises(append_only.TriggersMissing, match=r"Run `manage\.py migrate`"):
        append_only.require()
    append_only.install()
    append_only.require()


def test_a_weakened_trigger_counts_as_missing():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER audit_only_adds_delete")
        else:
            cursor.execute("DROP TRIGGER audit_only_adds_delete_audit_seal")
            cursor.execute(
                "CREATE TRIGGER audit_only_adds_delete_audit_seal BEFORE DELETE ON audit_seal"
                " WHEN 0 BEGIN SELECT RAISE(ABORT, 'The audit trail cannot be altered.'); END"
            )
    assert len(append_only.missing()) == 1
    append_only.install()
    assert append_only.missing() == []


def test_a_function_that_lets_everything_through_counts_as_missing():
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION audit_only_adds_refuse() RETURNS trigger"
            " LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'"
        )
    assert append_only.missing() == ["function audit_only_adds_refuse is missing or altered"]


@pytest.mark.django_db(transaction=True)
def test_migrating_brings_the_triggers_back():
    append_only.remove()
    call_command("migrate", verbosity=0)
    assert append_only.missing() == []
    append_only.remove()
