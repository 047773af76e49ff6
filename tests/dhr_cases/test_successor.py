"""A body ends: an administrator hands its reviews to its successor and sees into none."""

import pytest

from audit.actors import job
from dhr_cases.models import Case
from dhr_cases.policy import permissions_on
from tests.factories import fresh
from tests.facts.rows import day
from tests.house import text_of, typed_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("confirmed")]
END = "/settings/organisations/glevum/end/"
HAND_OVER = "/settings/organisations/glevum/hand-over/"


@pytest.fixture
def administrator(signed_in, team):
    return signed_in(team.administrator)


def follow(team, *, ended_on, successor):
    with job("tests"):
        body = type(team.bodies.district).objects.get(key="glevum")
        body.ended_on, body.successor = ended_on, successor
        body.save()


def test_end_and_successor_are_recorded(administrator, team, case):
    body = type(team.bodies.district).objects.get(key="glevum")
    page = text_of(administrator.get(END))
    assert "Safer Spa Town" in page and "Severnshire Constabulary" not in page
    typed = {"successor": team.bodies.other_district.pk, "version": body.version}
    assert "Say when this body ended" in text_of(administrator.post(END, typed))
    answer = administrator.post(END, typed | typed_day("ended_on", day(-1)), follow=True)
    assert "Hand its reviews over to Safer Spa Town" in text_of(answer)


def test_review_goes_whole_with_its_reference(administrator, team, case):
    follow(team, ended_on=day(-1), successor=team.bodies.other_district)
    page = text_of(administrator.get(HAND_OVER))
    assert "Safer Glevum has no" not in page and "Safer Spa Town has no" not in page
    assert case.reference not in page
    administrator.post(HAND_OVER)
    moved = fresh(case)
    assert moved.reference == case.reference
    assert moved.lead_partnership == team.bodies.other_district
    assert "run_case" in permissions_on(moved, team.other_coordinator)
    assert not permissions_on(moved, team.coordinator)
    assert "lead_review" in permissions_on(moved, team.independent_chair)
    assert administrator.get(f"/cases/{case.reference}/").status_code == 404


def test_county_partner_is_followed_too(administrator, team, case):
    with job("tests"):
        county = type(team.bodies.county)(
            key="newcounty", kind="partnership_county", name="Safer New County"
        )
        county.save()
        old = type(team.bodies.county).objects.get(key="county")
        old.ended_on, old.successor = day(-1), county
        old.save()
    page = text_of(administrator.get("/settings/organisations/county/hand-over/"))
    assert "Safer New County has no county partner yet" in page


@pytest.mark.parametrize("ended_on, told", [(day(3), "goes on until"), (None, "Say first")])
def test_too_early_moves_nothing(administrator, team, case, ended_on, told):
    successor = team.bodies.other_district if ended_on else None
    follow(team, ended_on=ended_on, successor=successor)
    assert told in text_of(administrator.post(HAND_OVER))
    assert Case.objects.filter(lead_partnership=team.bodies.other_district).count() == 0


@pytest.mark.parametrize("name", ["coordinator", "partnership_chair", "stranger"])
def test_nobody_but_an_administrator(signed_in, team, case, name):
    client = signed_in(getattr(team, name))
    assert client.get(HAND_OVER).status_code == 403
    assert client.post(END).status_code == 403
