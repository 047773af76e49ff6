"""One person's calendar (S11): by month, only what they may open, days to avoid for planners."""

import re
from datetime import time

import pytest

from audit.actors import acting, job
from audit.models import AuditEvent, Event
from dhr_cases import policy
from dhr_cases.models import DateToAvoid
from tests import factories
from tests.facts.family import relative
from tests.facts.rows import TODAY, day
from tests.house import text_of
from tests.matrix.things.meetings import panel_meeting
from tests.queries import count_queries
from workflow.deadlines import add_months
from workflow.models import MeetingAction, MeetingKind

CALENDAR = "/my-work/calendar/"
FILE = f"{CALENDAR}meetings.ics"


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def case(db, house):
    """Their review, as the database has it."""
    return factories.fresh(house[1])


@pytest.fixture
def shown(signed_in, team):
    """The calendar of one of the cast, as its words."""
    return lambda name: text_of(signed_in(team.people[name]).get(CALENDAR))


@pytest.fixture
def file_of(signed_in, team):
    """The file of meetings of one of the cast."""
    return lambda name: signed_in(team.people[name]).get(FILE).content.decode()


def test_meetings_stand_in_their_months_for_those_who_may_open_them(case, team, shown):
    panel_meeting(case, team, held_on=day(40), starts_at=time(10, 30))
    sign_off = panel_meeting(case, team, MeetingKind.SIGN_OFF, held_on=day(3))
    words = shown("coordinator")
    assert "Panel meeting 1, 10:30" in words and case.reference in words
    assert words.index("Partnership sign-off 1") < words.index("Panel meeting 1")
    assert f"{sign_off.held_on:%B %Y}" in words
    assert "Panel meeting 1" in shown("panel_member")
    assert "Partnership sign-off" not in shown("panel_member")
    assert "Partnership sign-off 1" in shown("partnership_chair")
    assert "Panel meeting" not in shown("partnership_chair")


def test_meeting_outside_twelve_months_is_left_out_and_one_called_off_says_so(case, team, shown):
    first = TODAY.replace(day=1)
    panel_meeting(case, team, held_on=add_months(first, 12))
    assert "Panel meeting" not in shown("coordinator")
    panel_meeting(case, team, held_on=day(5), cancelled_on=TODAY)
    words = shown("coordinator")
    assert "Panel meeting 2" in words and "Called off" in words


def test_days_to_avoid_are_told_to_planners_without_whose_or_why(case, team, shown):
    with job("tests"):
        for member in (relative(case, team), None):
            DateToAvoid(
                case=case, member=member, day=day(30), kind="birthday", note="Hers, by the sea"
            ).save()
    for name in ("coordinator", "independent_chair", "family_lead"):
        words = shown(name)
        assert words.count("Avoid this day") == 1, name
        assert "by the sea" not in words and "irthday" not in words
    for name in ("panel_member", "partnership_chair", "board_viewer", "county_partner"):
        assert "Avoid" not in shown(name), name


def test_what_one_has_to_do_oneself_stands_on_its_day(case, team, shown):
    item = panel_meeting(case, team).items.first()
    with acting(team.coordinator):
        MeetingAction(
            case=case,
            item=item,
            text="Ask the force",
            owner_role="Police",
            owner=team.panel_member,
            due_on=day(9),
        ).save()
    assert "Do what a meeting asked of you" in shown("panel_member")
    assert "Ask the force" not in shown("panel_member")
    assert "Do what a meeting asked" not in shown("independent_chair")


def test_stranger_and_barred_person_find_no_dates(case, team, shown):
    panel_meeting(case, team, held_on=day(5))
    assert "No dates in this period." in shown("stranger")
    with job("tests"):
        policy.bar(case, team.panel_member, by=team.coordinator, on=TODAY, reason="A neighbour")
    assert case.reference not in shown("panel_member")


def test_file_holds_ones_meetings_and_nothing_else(case, team, file_of):
    panel_meeting(case, team, held_on=day(5), place="The school hall")
    panel_meeting(case, team, MeetingKind.SIGN_OFF, held_on=day(6))
    with job("tests"):
        DateToAvoid(case=case, day=day(7), kind="birthday").save()
    words = file_of("panel_member")
    assert words.count("BEGIN:VEVENT") == 1
    assert f"SUMMARY:{case.reference}: meeting" in words
    assert "school hall" not in words and "Panel" not in words
    assert file_of("coordinator").count("BEGIN:VEVENT") == 2
    assert "VEVENT" not in file_of("stranger")


def test_menu_marks_the_calendar_alone(signed_in, team):
    page = signed_in(team.people["coordinator"]).get(CALENDAR).content.decode()
    assert re.findall(r'aria-current="page">(\w+)</a>', page) == ["Calendar"]
    assert 'aria-current="true"' not in page


def test_each_look_is_written_down(case, team, shown, file_of):
    shown("coordinator")
    file_of("coordinator")
    seen = AuditEvent.objects.filter(actor=team.coordinator)
    assert seen.filter(event=Event.VIEWED, details__page="workflow:calendar").exists()
    assert seen.filter(event=Event.DOWNLOADED, details__page="workflow:own_meetings").exists()


def test_page_makes_the_same_few_queries_however_much_there_is(case, team, signed_in):
    client = signed_in(team.coordinator)
    client.get(CALENDAR)
    panel_meeting(case, team, held_on=day(5))
    with count_queries("calendar"):
        client.get(CALENDAR)
    for number in range(5):
        panel_meeting(case, team, held_on=day(number))
        with job("tests"):
            DateToAvoid(case=case, day=day(number), kind="birthday").save()
    with count_queries("calendar"):
        client.get(CALENDAR)
