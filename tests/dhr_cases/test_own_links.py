"""The menu shows an agency's people and owners of actions their own work; 403 offers a way in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.actors import acting
from dhr_cases.models import Action, Recommendation
from tests.facts.rows import ask_agency, day
from tests.house import text_of

pytestmark = pytest.mark.django_db
FOUR_HOURS = "read this review for four hours"


def test_own_work_stands_in_the_menu(signed_in, team, case):
    with acting(team.coordinator):
        ask_agency(case, team, "review", team.bodies.police)
        given = Recommendation(case=case, text="Train", level="local")
        given.save()
        facts = {"lead": team.bodies.health, "due_on": day(30), "owner": team.action_owner}
        Action(case=case, recommendation=given, text="Do", **facts).save()
    assert "Our agency" in text_of(signed_in(team.agency_author).get("/account/"))
    assert "Your actions" in text_of(signed_in(team.action_owner).get("/account/"))


def test_nobody_else_is_shown_what_is_not_theirs(signed_in, team, case):
    page = text_of(signed_in(team.stranger).get("/account/"))
    assert "Our agency" not in page and "Your actions" not in page


def test_the_menu_asks_once_and_then_remembers(signed_in, team, case):
    client = signed_in(team.agency_author)
    made = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get("/drafts/")
        made.append(len([row for row in captured if "dhr_cases_a" in row["sql"]]))
    assert made == [1, 0]


def test_refused_page_offers_emergency_access_to_those_who_may_take_it(signed_in, team, case):
    answer = signed_in(team.board_viewer).get(f"/cases/{case.reference}/report/")
    assert answer.status_code == 403 and FOUR_HOURS in text_of(answer)


@pytest.mark.parametrize("name", ["legal_adviser", "panel_member"])
def test_those_who_may_not_take_it_are_not_told_of_it(signed_in, team, case, name):
    answer = signed_in(getattr(team, name)).get(f"/cases/{case.reference}/letters/")
    assert answer.status_code == 403 and FOUR_HOURS not in text_of(answer)


def test_page_that_emergency_access_would_not_open_does_not_offer_it(signed_in, team, case):
    answer = signed_in(team.board_viewer).get(f"/cases/{case.reference}/costs/")
    assert FOUR_HOURS not in text_of(answer)
    answer = signed_in(team.board_viewer).get(f"/cases/{case.reference}/people/new/")
    assert answer.status_code == 403 and FOUR_HOURS not in text_of(answer)


def test_stranger_is_hinted_at_nothing(signed_in, team, case):
    answer = signed_in(team.stranger).get(f"/cases/{case.reference}/report/")
    assert answer.status_code == 404 and "four hours" not in text_of(answer)
