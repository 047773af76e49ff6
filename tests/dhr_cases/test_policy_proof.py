"""A grant that no role gives, however it got there, is found by the proof of the audit."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.utils import timezone

from audit.seal import seal_pending
from audit.verify import verify
from dhr_cases.grants import faults_in_grants
from dhr_cases.models import Case, CasePermission
from dhr_cases.policy import permissions_on
from tests.house import make_house
from tests.prepared import shared

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def team(django_db_setup, django_db_blocker):
    """Everybody, with one case on which they have their roles."""
    with shared(django_db_blocker):
        team, _ = make_house()
        seal_pending(everything=True)
        yield team


@pytest.fixture
def case(db, team):
    return Case.objects.get()


def slip_in(case, who, codename, until=None):
    """Write a grant with SQL, past the policy."""
    permission = Permission.objects.get(codename=codename, content_type__model="case")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {CasePermission._meta.db_table}"  # noqa: S608 - our own names
            " (permission_id, user_id, content_object_id, until) VALUES (%s, %s, %s, %s)",
            [permission.pk, who.pk, case.pk, until],
        )


def test_untouched_grants_are_whole(case):
    report = verify()
    assert report.is_whole, report.sentence()
    assert "faults_in_grants" in report.checks


@pytest.mark.parametrize("name", ["stranger", "barred", "other_coordinator", "panel_member"])
def test_a_grant_slipped_in_opens_the_case_and_is_found(case, team, name):
    who = team.people[name]
    slip_in(case, who, "view_family")
    assert "view_family" in permissions_on(case, who)
    report = verify()
    assert (report.result, report.kind) == ("broken", "faults_in_grants")
    assert (
        report.reason == f"{case.reference}: account {who.pk} holds view_family that no role gives."
    )


def test_a_grant_taken_away_is_found(case, team):
    rows = CasePermission.objects.filter(user=team.panel_member)
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {CasePermission._meta.db_table} WHERE id = %s",  # noqa: S608 - our own names
            [rows.first().pk],
        )
    assert "lacks" in " ".join(faults_in_grants())
    assert verify().kind == "faults_in_grants"


def test_a_grant_made_to_last_is_found(case, team):
    row = CasePermission.objects.filter(user=team.emergency, until__isnull=False).first()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {CasePermission._meta.db_table} SET until = %s WHERE id = %s",  # noqa: S608 - our own names
            [timezone.now() + timedelta(days=365), row.pk],
        )
    assert "for the wrong time" in verify().reason
