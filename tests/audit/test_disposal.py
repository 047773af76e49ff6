"""History may go only while two people's disposal of its own case stands open."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Organisation
from audit import append_only
from audit.actors import acting
from audit.seal import seal_pending
from audit.verify import verify
from tests.audit.tampering import tampering

pytestmark = pytest.mark.django_db


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def disposals(ann, monkeypatch):
    """A table of disposals; a body stands for a case."""
    monkeypatch.setattr(append_only, "_disposal", [])
    monkeypatch.setattr(Organisation, "case_key", "id")
    with acting(ann):
        body = Organisation.objects.create(key="private", kind="agency", name="Private")
        body.name = "Very private"
        body.save()
    seal_pending()
    with tampering():
        execute(
            "CREATE TABLE made_up_disposal (case_id bigint, proposed_by_id bigint,"
            " approved_by_id bigint, approved_on date, finished_on date)"
        )
        append_only.allow_disposal(table="made_up_disposal", asked_by="proposed_by_id")
        append_only.install()
        assert append_only.missing() == []
        yield body


def dispose(case, *, proposed="1", approved="2", on="'2026-11-23'", finished="NULL"):
    execute("DELETE FROM made_up_disposal")
    values = f"{case}, {proposed}, {approved}, {on}, {finished}"
    execute(f"INSERT INTO made_up_disposal VALUES ({values})")  # noqa: S608 - our own names


def remove_history(body):
    try:
        with transaction.atomic():
            body.history.all().delete()
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize(
    "wrong",
    [
        {"approved": "NULL"},
        {"on": "NULL"},
        {"finished": "'2026-11-23'"},
        {"approved": "1"},
    ],
)
def test_history_stays_unless_two_people_have_approved_and_not_finished(disposals, wrong):
    assert not remove_history(disposals)
    dispose(disposals.pk, **wrong)
    assert not remove_history(disposals)


def test_history_of_another_case_stays(disposals):
    dispose(disposals.pk + 1)
    assert not remove_history(disposals)


def test_history_goes_live_row_first_and_the_trail_stays_whole(disposals, ann):
    dispose(disposals.pk)
    key = disposals.pk
    with acting(ann):
        disposals.delete()
    assert Organisation.history.model.objects.filter(id=key).delete()[0] == 3
    seal_pending()
    assert verify().is_whole
    with pytest.raises(DatabaseError), transaction.atomic():
        execute("UPDATE accounts_historicaluser SET name = 'x'")
