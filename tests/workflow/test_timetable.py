"""The timetable of a review (S66): made, told from the record, moved with a reason."""

from datetime import date, timedelta

import pytest

from audit.actors import acting
from dhr_cases.avoid import DaysToAvoid
from dhr_cases.models import DateToAvoid
from tests import factories
from tests.facts.rows import TODAY, day
from tests.house import text_of, typed_day
from tests.matrix.things.timetable import planned
from workflow import timetable
from workflow.models import StageRule, TimetableLine, TimetableMove
from workflow.status import Status

pytestmark = pytest.mark.usefixtures("confirmed")
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 28)}


def rule(name, after, amount, unit="days", **facts):
    given = {"title": name, "owner": "", "place": 1, "applies_from": date(2011, 1, 1), **facts}
    return StageRule(name=name, counted_from=after, amount=amount, unit=unit, **given)


def test_each_stage_is_counted_from_its_own_and_never_falls_on_a_day_off():
    rules = [
        rule("second", "first", 2, "working_days", place=2),
        rule("first", "", 1, "months", place=1),
        rule("third", "second", 7, place=3),
    ]
    found = timetable.plan(rules, date(2026, 11, 25), CHRISTMAS)
    assert [(row.name, day) for row, day in found] == [
        ("first", date(2026, 12, 29)),  # Christmas Day, a weekend and a bank holiday later
        ("second", date(2026, 12, 31)),
        ("third", date(2027, 1, 7)),
    ]


def test_the_rule_of_the_day_of_the_decision_holds():
    rules = [rule("one", "", 5), rule("one", "", 9, applies_from=date(2026, 11, 1))]
    assert timetable.plan(rules, date(2026, 10, 5), ())[0][1] == date(2026, 10, 12)
    assert timetable.plan(rules, date(2026, 11, 2), ())[0][1] == date(2026, 11, 11)


def lines(*days):
    return [
        TimetableLine(pk=at, place=at, what=f"Stage {at}", planned_on=on, deadline="report")
        for at, on in enumerate(days, 1)
    ]


def said(rows, **facts):
    given = {"holidays": CHRISTMAS, "avoid": None, **facts}
    done, due = given.pop("done", {row.pk: None for row in rows}), given.pop("due", {})
    days = {row.pk: row.planned_on for row in rows}
    return timetable.warnings(rows, days, done, due, **given)


def test_a_broken_order_a_day_off_a_day_to_avoid_and_a_passed_deadline_are_told():
    monday, saturday = date(2026, 12, 14), date(2026, 12, 12)
    rows = lines(monday, saturday)
    avoid = DaysToAvoid(frozenset({saturday}), frozenset())
    found = said(rows, avoid=avoid, due={"report": date(2026, 12, 13)})
    assert found[2] == ["Before “Stage 1”, which comes first.", "A day to avoid.", "At a weekend."]
    assert found[1] == ["After its deadline, 13 December 2026."]
    assert said(lines(date(2026, 12, 25)))[1] == ["A bank holiday."]
    assert said(rows, done={1: None, 2: saturday})[2] == [], "what is done cannot be mended"


def test_later_lines_move_by_as_many_days_and_what_is_done_stays():
    rows = lines(date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 11), date(2026, 12, 18))
    alone = timetable.moved_days(
        rows, rows[1], date(2026, 12, 15), set(), with_later=False, holidays=CHRISTMAS
    )
    assert alone == {2: date(2026, 12, 15)}
    together = timetable.moved_days(
        rows, rows[1], date(2026, 12, 15), {3}, with_later=True, holidays=CHRISTMAS
    )
    assert together == {2: date(2026, 12, 15), 4: date(2026, 12, 29)}


@pytest.fixture
def team(db, house):
    return house[0]


@pytest.fixture
def page(signed_in, team):
    return lambda name: signed_in(team.people[name])


def at(case, rest=""):
    return f"/cases/{case.reference}/timetable/{rest}"


def test_it_is_made_once_from_the_decision_and_read_by_members(page, team, case, rules):
    answer = page("coordinator").post(at(case, "new/"), typed_day("begun_on", day(-40)))
    assert answer.status_code == 302, text_of(answer)
    assert case.timetablelines.count() == StageRule.objects.count() > 10
    again = page("coordinator").post(at(case, "new/"), typed_day("begun_on", day(-40)))
    assert "The timetable has been made" in text_of(again)
    shown = text_of(page("panel_member").get(at(case)))
    assert "The panel meets for the first time" in shown
    assert "timetable/lines/" not in shown
    refused = page("panel_member").post(at(case, "new/"), typed_day("begun_on", day(-40)))
    assert refused.status_code == 403


def test_the_record_says_what_is_done(team, rules):
    case = factories.case_at(Status.WITH_HOME_OFFICE, team)
    known = timetable.facts(case, TODAY)
    assert {"chair", "terms", "requests", "draft", "draft_read", "submitted"} <= set(known)
    assert "published" not in known


def move(case, line, to_on, **more):
    given = {"which": "later", "reason": "The trial was moved."}
    return at(case, f"lines/{line.token}/move/"), typed_day("to_on", to_on) | given | more


def test_a_move_is_seen_before_it_is_saved_and_its_reason_stays(page, team, case):
    first = planned(case, team, "The panel meets", 10, 20)
    second = planned(case, team, "The draft", 20, 40)
    client = page("coordinator")
    address, typed = move(case, first, day(27))
    preview = client.post(address, typed)
    assert "Check the new dates" in text_of(preview)
    assert not TimetableMove.objects.exists(), "nothing moves unseen"
    seen = {"seen": preview.context["seen"], "confirm": "yes"}
    assert client.post(address, typed | seen).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.planned_on == day(27)
    assert second.planned_on >= day(47)
    shown = text_of(page("panel_member").get(at(case)))
    assert "The trial was moved." in shown
    assert team.coordinator.name in shown


def test_what_changed_since_the_preview_is_shown_again(page, team, case):
    first = planned(case, team)
    client = page("coordinator")
    address, typed = move(case, first, day(27))
    seen = {"seen": client.post(address, typed).context["seen"], "confirm": "yes"}
    with acting(team.coordinator):
        first.planned_on = day(22)
        first.save()
    assert "Somebody changed the timetable" in text_of(client.post(address, typed | seen))
    assert not TimetableMove.objects.exists()


def test_wrong_answers_stand_beside_their_questions(page, team, case):
    line = planned(case, team)
    client = page("coordinator")
    address, typed = move(case, line, line.planned_on, reason="", which="all")
    shown = text_of(client.post(address, typed))
    assert "This is the date it already has" in shown
    assert "Say why it is moved" in shown
    later = typed_day("done_on", TODAY + timedelta(days=2)) | {
        "what": "X",
        "owner": "Y",
        "is_left_out": "no",
        "version": line.version,
    }
    answer = client.post(at(case, f"lines/{line.token}/"), later)
    assert "must be today or in the past" in text_of(answer)
    assert client.get(at(case, "lines/unknown/move/")).status_code == 404


def test_a_stage_is_added_left_out_and_done_by_hand(page, team, case):
    line = planned(case, team)
    client = page("independent_chair")
    new = typed_day("planned_on", day(25)) | {
        "what": "Visit to the refuge",
        "owner": "The chair",
        "after": "10",
        "version": "0",
    }
    assert client.post(at(case, "lines/new/"), new).status_code == 302
    answers = {"what": line.what, "owner": line.owner, "version": line.version}
    done = answers | typed_day("done_on", day(-1)) | {"is_left_out": "yes"}
    assert client.post(at(case, f"lines/{line.token}/"), done).status_code == 302
    shown = text_of(client.get(at(case)))
    assert shown.index("Visit to the refuge") < shown.index("Left out of this review")


def test_a_day_to_avoid_is_told_to_those_who_plan_and_to_nobody_else(page, team, case):
    line = planned(case, team)
    with acting(team.coordinator):
        DateToAvoid(case=case, day=line.planned_on, kind="birthday").save()
    assert "A day to avoid." in text_of(page("coordinator").get(at(case)))
    assert "avoid" not in text_of(page("panel_member").get(at(case)))
