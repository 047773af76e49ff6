"""Setting up over HTTP (S60 to S62): chair, panel, bodies, and the access that follows."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.roles import Role
from dhr_cases.models import CaseAssignment
from tests.facts.rows import day
from tests.house import text_of, typed_day
from workflow.models import PanelMember

pytestmark = pytest.mark.usefixtures("confirmed")


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


def page(case, rest):
    return f"/cases/{case.reference}/{rest}"


def member(team, **changed):
    typed = {
        "name": "Zoe Strang",
        "user": team.stranger.email,
        "organisation": team.bodies.council.pk,
        "job_title": "Manager",
    }
    return typed | typed_day("joined_on", day(0)) | typed_day("last_day_on", day(60)) | changed


def sees(signed_in, team, case):
    return signed_in(team.stranger).get(page(case, "")).status_code == 200


def test_panel_members_access_begins_with_declaration_and_undertaking_and_ends_on_its_date(
    signed_in, team, case
):
    client = signed_in(team.coordinator)
    assert client.post(page(case, "panel/new/"), member(team)).status_code == 302
    assert not sees(signed_in, team, case)
    row = PanelMember.objects.get(case=case)
    address = page(case, f"panel/{row.token}/")
    declared = member(team, version=row.version, **typed_day("declared_on", day(0)))
    signed_in(team.coordinator).post(address, declared)
    assert not sees(signed_in, team, case), "there is no undertaking yet"
    row.refresh_from_db()
    signed = declared | {"version": row.version} | typed_day("undertaking_on", day(0))
    signed_in(team.coordinator).post(address, signed)
    assert sees(signed_in, team, case)
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert not sees(signed_in, team, case)
    row.refresh_from_db()
    left = {"version": row.version, "left_reason": "A new post"} | typed_day("left_on", day(0))
    signed_in(team.coordinator).post(page(case, f"panel/{row.token}/leave/"), left)
    assert not sees(signed_in, team, case)


def test_chairs_access_begins_with_the_declaration_of_independence(signed_in, team, case):
    typed = {
        "name": "Zoe Strang",
        "user": team.stranger.email,
        "experience": "Twenty years",
        "reason": "Knows no agency here",
    }
    typed |= typed_day("appointed_on", day(0)) | typed_day("last_day_on", day(90))
    signed_in(team.coordinator).post(page(case, "chair/"), typed)
    assert not sees(signed_in, team, case)
    chair = case.chairappointments.get()
    declared = {"version": chair.version, "independence_statement": "None"}
    declared |= typed_day("independence_declared_on", day(0))
    signed_in(team.coordinator).post(page(case, "chair/independence/"), declared)
    assert sees(signed_in, team, case)
    chair.refresh_from_db()
    ended = {"version": chair.version, "ended_reason": "Ill"} | typed_day("ended_on", day(0))
    signed_in(team.coordinator).post(page(case, "chair/end/"), ended)
    assert not sees(signed_in, team, case)
    assert not CaseAssignment.objects.live().filter(
        case=case, user=team.stranger, role=Role.INDEPENDENT_CHAIR
    )


def test_barred_person_is_not_let_in_through_the_panel(signed_in, team, case):
    ready = typed_day("declared_on", day(0)) | typed_day("undertaking_on", day(0))
    typed = member(team, user=team.barred.email, **ready)
    answer = signed_in(team.coordinator).post(page(case, "panel/new/"), typed)
    assert "This person is barred from this review." in text_of(answer)
    assert not PanelMember.objects.filter(case=case).exists()


def test_body_without_a_part_needs_its_reason(signed_in, team, case):
    typed = {"police": "not_relevant"}
    answer = signed_in(team.coordinator).post(page(case, "panel/bodies/"), typed)
    assert "Say why this body had no part." in text_of(answer)
    assert not case.bodyconsidereds.exists()


@pytest.mark.parametrize("rest", ["chair/", "panel/new/", "data-sharing/"])
def test_readers_change_nothing_and_outsiders_find_nothing(signed_in, team, case, rest):
    for who in ("panel_member", "partnership_chair", "emergency"):
        assert signed_in(getattr(team, who)).post(page(case, rest), {}).status_code == 403
    for who in ("stranger", "barred", "expired", "administrator"):
        assert signed_in(getattr(team, who)).get(page(case, rest)).status_code == 404
