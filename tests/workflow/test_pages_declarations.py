"""Declarations of interests over HTTP (S61): each agency and person, renewal, what follows."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.actors import acting
from dhr_cases.models import AgencyRequest, RequestKind
from tests.facts.rows import TODAY, day, person
from tests.house import text_of
from workflow.declarations import a_year_before
from workflow.models import Declaration
from workflow.status import SubPhase

pytestmark = pytest.mark.usefixtures("confirmed")


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def page(signed_in, team):
    """Somebody of the cast on the test client."""
    return lambda name: signed_in(team.people[name])


@pytest.fixture
def asked(team, case):
    """The police are asked, and one person of the review has a name and a pseudonym."""
    with acting(team.coordinator):
        AgencyRequest(
            case=case,
            organisation=team.bodies.police,
            kind=RequestKind.SCOPING,
            asked_by=team.coordinator,
            asked_on=day(-5),
            due_on=day(9),
        ).save()
        someone = person(case, "Rhiannon Aldous", "died")
        someone.pseudonym = "Maya"
        someone.save()
    return someone


def at(case, rest=""):
    return f"/cases/{case.reference}/declarations/{rest}"


def answers(team, case, **changed):
    """Everything answered with no link."""
    typed = {f"agency_{team.bodies.police.pk}": ["none"], "has_link": "no"}
    typed |= {f"person_{row.token}": ["none"] for row in case.persons.all()}
    return typed | changed


def work(page, name):
    return text_of(page(name).get("/my-work/"))


def test_each_agency_and_each_person_is_asked_about_under_a_pseudonym(page, team, case, asked):
    shown = text_of(page("panel_member").get(at(case, "new/")))
    assert f"Your links with {team.bodies.police}" in shown
    assert "Your links with Maya" in shown
    assert "Rhiannon" not in shown
    assert "Your links with Rhiannon Aldous" in text_of(page("coordinator").get(at(case, "new/")))


def test_who_may_not_know_the_agencies_is_not_told_them(page, team, case, asked):
    shown = text_of(page("board_viewer").get(at(case, "new/")))
    assert str(team.bodies.police) not in shown
    assert "Your links with Maya" in shown


def test_a_question_left_out_or_answered_both_ways_is_told(page, team, case, asked):
    agency = f"agency_{team.bodies.police.pk}"
    left = answers(team, case)
    del left[agency]
    assert "Tick your links with" in text_of(page("panel_member").post(at(case, "new/"), left))
    both = answers(team, case, **{agency: ["none", "worked"]})
    assert "and not both" in text_of(page("panel_member").post(at(case, "new/"), both))
    silent = answers(team, case, **{agency: ["worked"]})
    assert "Say what the link is." in text_of(page("panel_member").post(at(case, "new/"), silent))
    nonsense = answers(team, case, **{agency: ["\0", "flying"], f"{agency}_words": "x" * 100_000})
    assert page("panel_member").post(at(case, "new/"), nonsense).status_code == 200
    assert not Declaration.objects.exists()


def test_a_link_with_one_agency_is_settled_by_somebody_else_and_fits_the_appendix(
    page, team, case, asked
):
    agency = f"agency_{team.bodies.police.pk}"
    given = {agency: ["worked", "friend"], f"{agency}_words": "A constable until 2009"}
    answer = page("panel_member").post(at(case, "new/"), answers(team, case, **given))
    assert answer.status_code == 302, text_of(answer)
    row = Declaration.objects.get()
    assert row.has_link, "a tick is a link, whatever the last question says"
    settling = page("coordinator").get(at(case, f"{row.pk}/settle/"))
    assert "A constable until 2009" in text_of(settling)
    how = {"outcome": "manage", "how": "Leaves the room for the police's return"}
    assert page("coordinator").post(at(case, f"{row.pk}/settle/"), how).status_code == 302
    table = text_of(page("coordinator").get(at(case)))
    assert "worked for it; friend of somebody there" in table
    assert "Leaves the room for the police's return" in table
    assert "A constable" not in text_of(page("board_viewer").get(at(case)))


def test_a_declaration_is_made_again_when_an_agency_is_added(page, team, case, asked):
    assert "You have not declared" in text_of(page("panel_member").get(at(case)))
    assert "Declare your interests again" not in work(page, "panel_member")
    page("panel_member").post(at(case, "new/"), answers(team, case))
    shown = text_of(page("panel_member").get(at(case)))
    assert "does not cover" not in shown
    assert "Declare your interests again" not in work(page, "panel_member")
    with acting(team.coordinator):
        AgencyRequest(
            case=case,
            organisation=team.bodies.health,
            kind=RequestKind.SCOPING,
            asked_by=team.coordinator,
            asked_on=TODAY,
            due_on=day(9),
        ).save()
    shown = text_of(page("panel_member").get(at(case)))
    assert f"does not cover: {team.bodies.health}." in shown
    assert "Declare your interests again" in work(page, "panel_member")
    assert "Declare your interests again" not in work(page, "coordinator")
    again = answers(team, case, **{f"agency_{team.bodies.health.pk}": ["none"]})
    page("panel_member").post(at(case, "new/"), again)
    assert "Declare your interests again" not in work(page, "panel_member")


def test_a_declaration_is_made_again_after_twelve_months(page, team, case, asked):
    page("coordinator").post(at(case, "new/"), answers(team, case))
    assert "Declare your interests again" not in work(page, "coordinator")
    with time_machine.travel(timezone.now() + timedelta(days=364)):
        assert "12 months old" not in text_of(page("coordinator").get(at(case)))
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert "12 months old" in text_of(page("coordinator").get(at(case)))
        assert "Declare your interests again" in work(page, "coordinator")


def test_a_declaration_is_made_again_when_the_draft_begins(page, team, case, asked):
    page("coordinator").post(at(case, "new/"), answers(team, case))
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert "drafted" not in text_of(page("coordinator").get(at(case)))
        with acting(team.coordinator):
            case.progress.sub_phase = SubPhase.DRAFTING
            case.progress.save()
        assert "The report is being drafted" in text_of(page("coordinator").get(at(case)))
        assert "Declare your interests again" in work(page, "coordinator")
        page("coordinator").post(at(case, "new/"), answers(team, case))
        assert "Declare your interests again" not in work(page, "coordinator")


def test_a_year_before_the_last_day_of_february_is_a_day():
    assert str(a_year_before(timezone.datetime(2028, 2, 29).date())) == "2027-02-28"


@pytest.mark.parametrize("name", ["stranger", "administrator", "agency_author", "expired"])
def test_strangers_and_the_administrator_find_no_declarations(page, team, case, asked, name):
    for rest in ("", "new/"):
        assert page(name).get(at(case, rest)).status_code == 404
    assert page(name).post(at(case, "new/"), answers(team, case)).status_code == 404
    assert not Declaration.objects.exists()
