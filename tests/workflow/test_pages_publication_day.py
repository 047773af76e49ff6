"""Who of the family is told of publication, and the day itself: nobody before them (S171)."""

from datetime import time

import pytest

from audit.actors import acting
from dhr_cases.models import DateToAvoid, FamilyWish, Offer
from tests.facts.family import relative
from tests.facts.rows import TODAY, day
from tests.house import text_of
from workflow.models import DayLine, MediaPlan, PublicationDecision
from workflow.publication_day import FAMILY_CALL, FIRST, TEMPLATE, make_plan

pytestmark = pytest.mark.usefixtures("confirmed")


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def efe(team, case):
    with acting(team.coordinator):
        return relative(case, team)


@pytest.fixture
def plan(team, case):
    with acting(team.coordinator):
        make_plan(case)
    return case.daylines


def page(case, rest=""):
    return f"/cases/{case.reference}/publication/{rest}"


def said(case, member, topic="publication", answer="no", words="Not with his name in it."):
    FamilyWish(
        case=case, member=member, topic=topic, answer=answer, words=words, heard_on=TODAY,
        heard_by="Faye",
    ).save()  # fmt: skip


def decide(case, team, planned):
    with acting(team.partnership_chair):
        PublicationDecision(
            case=case, form="full", planned_on=planned, decided_by=team.partnership_chair,
            decided_on=TODAY,
        ).save()  # fmt: skip


# --- The family's plan -----------------------------------------------------------------------


def test_plan_shows_each_view_and_who_was_told(signed_in, team, case, efe):
    decide(case, team, day(20))
    with acting(team.family_lead):
        said(case, efe)
        said(case, efe, topic="day", answer="yes", words="After nine.")
        Offer(case=case, member=efe, kind="publication_notice", offered_on=day(-1),
              made_by="Faye", reply="accepted", recorded_by=team.family_lead).save()  # fmt: skip
    words = text_of(signed_in(team.family_lead).get(page(case, "family/")))
    assert "Does not agree to publication" in words and "Not with his name in it." in words
    assert "After nine." in words and f"{day(20):%A} {day(20).day}" in words
    assert "Not told yet" not in words


def test_nobody_is_added_and_nobody_is_asked_yet(signed_in, team, case):
    words = text_of(signed_in(team.family_lead).get(page(case, "family/")))
    assert "Nobody is added yet." in words and "No day of publication is decided yet." in words


def test_order_and_way_are_kept_and_the_first_stands_first(signed_in, team, case, efe):
    with acting(team.coordinator):
        other = relative(case, team, name="Ola")
    client = signed_in(team.family_lead)
    address = page(case, f"family/{other.token}/")
    facts = {"told_how": "In person", "version": other.version}
    answer = client.post(address, {"told_place": "0", **facts})
    assert "The place must be between 1 and 99" in text_of(answer)
    assert client.post(address, {"told_place": "1", **facts}).status_code == 302
    words = text_of(client.get(page(case, "family/")))
    assert words.index(other.token) < words.index(efe.token) and "In person" in words


def test_day_to_avoid_is_told(signed_in, team, case):
    decide(case, team, day(20))
    with acting(team.family_lead):
        DateToAvoid(case=case, day=day(20), kind="birthday", note="Hers").save()
    assert "This day is one to avoid." in text_of(
        signed_in(team.family_lead).get(page(case, "family/"))
    )
    shown = text_of(signed_in(team.coordinator).get(page(case, "day/")))
    assert "Avoid this day." in shown and "Hers" not in shown and "irthday" not in shown


@pytest.mark.parametrize("who", ["coordinator", "panel_member", "partnership_chair", "stranger"])
def test_family_plan_does_not_exist_for_others(signed_in, team, case, efe, who):
    client = signed_in(getattr(team, who))
    for rest in ("family/", f"family/{efe.token}/"):
        assert client.get(page(case, rest)).status_code == 404
    if who != "stranger":
        assert "family/" not in text_of(client.get(page(case))).replace("/family/summary/", "")


def test_decision_form_shows_views_to_those_who_may_know_of_them(signed_in, team, case, efe):
    with acting(team.family_lead):
        said(case, efe)
    form = text_of(signed_in(team.partnership_chair).get(page(case, "decide/")))
    assert "What each of the family thinks" not in form and "his name in it" not in form


# --- The day ---------------------------------------------------------------------------------


def test_plan_begins_with_the_usual_lines_and_only_once(signed_in, team, case):
    client = signed_in(team.coordinator)
    assert "No plan yet." in text_of(client.get(page(case, "day/")))
    client.post(page(case, "day/begin/"))
    again = client.post(page(case, "day/begin/"), follow=True)
    assert "There is a plan already" in text_of(again)
    assert case.daylines.count() == len(TEMPLATE)
    of_the_day = [row for row in case.daylines.all() if row.days == 0]
    assert of_the_day[0].is_family_call and of_the_day[0].what == FAMILY_CALL


def change(client, case, line, **typed):
    facts = {"what": line.what, "owner": line.owner, "days": line.days, "version": line.version}
    facts["at"] = f"{line.at:%H:%M}" if line.at else ""
    return client.post(page(case, f"day/{line.token}/"), facts | typed)


def test_no_line_stands_before_the_family(signed_in, team, case, plan):
    client, press = signed_in(team.coordinator), plan.get(what__startswith="Give out")
    answer = change(client, case, press, at="08:30")
    assert "The family is rung first, at 08:30. Choose a later time." in text_of(answer)
    call = plan.get(is_family_call=True)
    answer = change(client, case, call, at="10:05")
    assert "Another line is at 10:00. The family is rung first." in text_of(answer)
    assert change(client, case, call, at="07:45", owner="The chair", what="No").status_code == 302
    call.refresh_from_db()
    assert (call.at, call.owner, call.what, call.days) == (
        time(7, 45), "The chair", FAMILY_CALL, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed, told",
    [
        ({"at": ""}, "Enter the time on the day, for example 10:00"),
        ({"at": "late"}, "Enter a time, for example 10:00"),
        ({"days": "999"}, "The days must be between -90 and 365"),
        ({"days": "soon"}, "whole number"),
        ({"what": ""}, "Answer the question “What is done?”"),
    ],
)
def test_wrong_answers_are_told_beside_their_box(signed_in, team, case, plan, typed, told):
    line = plan.get(what__startswith="Put the page")
    answer = change(signed_in(team.coordinator), case, line, **typed)
    assert answer.status_code == 200 and told in text_of(answer)


def mark(client, case, line, do="done"):
    return client.post(page(case, f"day/{line.token}/mark/"), {"do": do}, follow=True)


def test_nothing_of_the_day_is_done_before_the_family_was_rung(signed_in, team, case, plan):
    client = signed_in(team.coordinator)
    online, call = plan.get(what__startswith="Put the page"), plan.get(is_family_call=True)
    assert FIRST in text_of(mark(client, case, online))
    assert not DayLine.objects.filter(done_on__isnull=False).exists()
    mark(client, case, plan.filter(days__lt=0).first())
    mark(client, case, call)
    mark(client, case, online)
    assert DayLine.objects.filter(done_on=TODAY, done_by=team.coordinator).count() == 3
    mark(client, case, online, "undo")
    online.refresh_from_db()
    assert online.done_on is None and online.done_by is None


def test_call_to_the_family_stays_and_other_lines_may_go(signed_in, team, case, plan):
    client, call = signed_in(team.coordinator), plan.get(is_family_call=True)
    assert client.post(page(case, f"day/{call.token}/mark/"), {"do": "remove"}).status_code == 404
    mark(client, case, plan.get(days=30), "remove")
    assert plan.count() == len(TEMPLATE) - 1


def test_each_wording_of_the_statement_stays_to_be_read(signed_in, team, case, plan):
    with acting(team.coordinator):
        media = MediaPlan(case=case, press_contact="Press", statement="First words.")
        media.save()
        media.press_contact = "Press office"
        media.save()
        media.statement = "Second words."
        media.save()
    words = text_of(signed_in(team.coordinator).get(page(case, "day/")))
    assert words.index("Second words.") < words.index("First words.")
    assert "Version 2" in words and "Version 3" not in words


@pytest.mark.parametrize("who", ["partnership_chair", "county_partner"])
def test_readers_of_the_plan_change_nothing(signed_in, team, case, plan, who):
    client, line = signed_in(getattr(team, who)), plan.first()
    assert client.get(page(case, "day/")).status_code == 200
    for rest in ("day/begin/", f"day/{line.token}/mark/"):
        assert client.post(page(case, rest), {"do": "done"}).status_code == 403
