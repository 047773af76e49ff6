"""The panel over HTTP (S62): who is missing, attendance, hand-over, and access that ends."""

import pytest

from audit.actors import acting
from tests.facts.rows import TODAY, day
from tests.house import text_of, typed_day
from tests.matrix.things.meetings import panel_meeting
from workflow import commissioning
from workflow.models import Came, PanelMember

pytestmark = pytest.mark.usefixtures("confirmed")


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def page(signed_in, team):
    """Somebody of the cast on the test client."""
    return lambda name: signed_in(team.people[name])


def at(case, rest=""):
    return f"/cases/{case.reference}/panel/{rest}"


@pytest.fixture
def member(team, case):
    """Somebody of the council on the panel, who may read for it."""
    row = PanelMember(
        case=case,
        name="Zoe Strang",
        user=team.stranger,
        organisation=team.bodies.council,
        job_title="Manager",
        declared_on=TODAY,
        undertaking_on=TODAY,
        joined_on=day(-5),
        last_day_on=day(60),
    )
    with acting(team.coordinator):
        commissioning.keep_member(row, by=team.coordinator, on=TODAY)
    return row


def test_the_page_says_who_is_missing_until_they_are_there(page, team, case, member):
    shown = text_of(page("coordinator").get(at(case)))
    assert "No specialist domestic abuse member yet." in shown
    assert "Not considered yet: Chief officers of police" in shown
    assert "Older people" in shown
    with acting(team.coordinator):
        member.is_domestic_abuse_specialist, member.voice = True, "older"
        member.save()
    shown = text_of(page("coordinator").get(at(case)))
    assert "No specialist domestic abuse member yet." not in shown
    assert "Speaks for: Older people" in shown
    with acting(team.coordinator):
        member.left_on = TODAY
        member.save()
    assert "No specialist domestic abuse member yet." in text_of(page("coordinator").get(at(case)))


def test_attendance_so_far_counts_where_it_is_recorded(page, team, case, member):
    with acting(team.coordinator):
        for came in (Came.ATTENDED, Came.DEPUTY, Came.APOLOGIES, ""):
            meeting = panel_meeting(case, team)
            row = meeting.attendances.first()
            row.organisation, row.came = team.bodies.council, came
            row.save()
    assert "2 of 3" in text_of(page("coordinator").get(at(case)))


def test_whoever_is_replaced_reads_no_more_and_the_follower_only_once_ready(
    page, team, case, member
):
    assert page("stranger").get(f"/cases/{case.reference}/").status_code == 200
    typed = {
        "name": "Arthur Dean",
        "user": team.agency_author.email,
        "organisation": team.bodies.council.pk,
        "job_title": "Manager",
        "deputy": "Nell Price, team leader",
        "version": "0",
    }
    typed |= typed_day("joined_on", day(0)) | typed_day("last_day_on", day(60))
    refused = page("coordinator").post(at(case, f"{member.token}/replace/"), typed)
    assert refused.status_code == 200, "there is no note for whoever follows"
    assert page("stranger").get(f"/cases/{case.reference}/").status_code == 200
    typed["handover"] = "The return is due in June."
    answer = page("coordinator").post(at(case, f"{member.token}/replace/"), typed)
    assert answer.status_code == 302, text_of(answer)
    assert page("stranger").get(f"/cases/{case.reference}/").status_code == 404
    assert page("agency_author").get(f"/cases/{case.reference}/").status_code == 404
    shown = text_of(page("coordinator").get(at(case)))
    for words in ("Follows Zoe Strang", "The return is due in June.", "Deputy: Nell Price"):
        assert words in shown
    again = page("coordinator").post(at(case, f"{member.token}/replace/"), typed)
    assert again.status_code == 404
    follower = case.panelmembers.get(follows=member)
    ready = typed | {"version": follower.version}
    ready |= typed_day("declared_on", day(0)) | typed_day("undertaking_on", day(0))
    page("coordinator").post(at(case, f"{follower.token}/"), ready)
    assert page("agency_author").get(f"/cases/{case.reference}/").status_code == 200


@pytest.mark.parametrize("name", ["other_coordinator", "administrator", "expired"])
def test_strangers_and_the_administrator_find_no_panel(page, team, case, member, name):
    assert page(name).get(at(case)).status_code == 404
    assert page(name).post(at(case, f"{member.token}/replace/"), {}).status_code == 404


def test_a_member_of_the_panel_reads_it_and_changes_nothing(page, team, case, member):
    shown = text_of(page("panel_member").get(at(case)))
    assert "I will not try to learn who stands behind a pseudonym." in shown
    assert "Replace<" not in shown
    assert page("panel_member").post(at(case, f"{member.token}/replace/"), {}).status_code == 403
