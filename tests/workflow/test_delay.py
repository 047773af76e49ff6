"""Days lost: each day once in the total, nothing invented, and reasons kept from those outside."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.actors import acting
from dhr_cases.models import RequestKind
from tests import factories
from tests.facts.rows import TODAY, ask_agency, day
from workflow import clocks, delay, services
from workflow.delay import Span
from workflow.models import HoldReason, Whose


@pytest.fixture(scope="module")
def team(everybody):
    """The whole cast, in place of the small one of the page tests."""
    return everybody


MONDAY = date(2026, 3, 2)
NO_HOLIDAYS: set[date] = set()


def later(days):
    """A day that many days after a Monday."""
    return MONDAY + timedelta(days=days)


def clock(**facts):
    """The clock of a report, first due on the Monday."""
    given = {"first_due_on": MONDAY, "met_on": None, "is_stopped": False, **facts}
    return SimpleNamespace(**given)


HUNDRED = later(100)


def explain(*spans, report=None, until=HUNDRED, kept_back=()):
    """The delay that these spans explain."""
    return delay.explain(
        spans, report=report, until=until, holidays=NO_HOLIDAYS, kept_back=kept_back
    )


spans = st.tuples(st.sampled_from(Whose.values), st.integers(0, 300), st.integers(1, 200)).map(
    lambda drawn: Span(drawn[0], later(drawn[1]), later(drawn[1] + drawn[2]), "It")
)


@given(st.lists(spans, max_size=6))
def test_the_total_counts_each_day_once(some):
    found = explain(*some, until=later(600))
    each = {day for span in some for day in span.days}
    assert found.total.calendar == len(each)
    assert found.total.working == sum(day.weekday() < 5 for day in each)
    assert sum(row.lost.calendar for row in found.rows) >= found.total.calendar
    assert all(row.lost.calendar <= found.total.calendar for row in found.rows)


@given(st.lists(spans, max_size=6), st.integers(0, 400))
def test_explained_and_unexplained_lateness_make_up_the_whole(some, days):
    found = explain(*some, report=clock(), until=later(days))
    unexplained = sum(row.lost.calendar for row in found.rows if row.whose == delay.UNEXPLAINED)
    late = {later(number + 1) for number in range(days)}
    explained = {day for span in some for day in span.days}
    assert found.late.calendar == days
    assert unexplained == len(late - explained)


@given(st.lists(spans, max_size=6), st.randoms())
def test_the_order_of_the_facts_does_not_matter(some, chance):
    other = list(some)
    chance.shuffle(other)
    first, second = explain(*some), explain(*other)
    assert [(row.whose, row.lost) for row in first.rows] == [
        (row.whose, row.lost) for row in second.rows
    ]


def test_a_bank_holiday_is_a_day_lost_but_no_working_day():
    found = delay.explain(
        [Span(Whose.CHAIR, MONDAY, later(7), "Away")],
        report=None,
        until=later(9),
        holidays={later(1)},
    )
    assert str(found.rows[0].lost) == "7 days (4 working days)"


def test_every_reason_for_a_pause_says_where_the_time_goes():
    assert set(delay.WHOSE_PAUSE) == set(HoldReason.values)


def test_a_report_in_time_loses_nothing():
    found = explain(report=clock(met_on=later(-2)))
    assert found.sentences() == [
        "The overview report was due by 2 March 2026 and was finished in time."
    ]


def test_days_that_nobody_explained_are_said_to_be_so():
    found = explain(
        Span(Whose.PROCEEDINGS, MONDAY, later(60), "Trial"), report=clock(), until=later(100)
    )
    assert found.sentences() == [
        "The overview report was due by 2 March 2026. That was 100 days (72 working days) ago.",
        "Time was lost as follows: proceedings and other reviews, 60 days (44 working days).",
        "For 40 days (28 working days) of lateness no reason is recorded.",
    ]


def test_what_a_reader_may_not_know_is_counted_without_its_words():
    family = Span(Whose.FAMILY, MONDAY, later(9), "A birthday")
    found = explain(family, kept_back={Whose.FAMILY})
    assert [(row.whose, row.lost.calendar) for row in found.rows] == [(delay.KEPT, 9)]
    assert "birthday" not in repr(found) and "family" not in repr(found)


@pytest.mark.django_db
class TestOverHttp:
    """The page of one review."""

    @pytest.fixture
    def case(self, team):
        """A review with a pause the family asked for, a late return and a moved date."""
        case = factories.make_case(team)
        with acting(team.coordinator):
            row = services.hold(
                case,
                by=team.coordinator,
                on=day(-10),
                reason="family",
                explanation="Her sister is unwell",
                scope="all",
                continues="Safety",
                look_again_on=day(30),
            )
            ask_agency(
                case,
                team,
                RequestKind.SCOPING,
                team.bodies.health,
                asked_on=day(-30),
                due_on=day(-20),
                received_on=day(-15),
            )
            clocks.extend(
                case.deadlines.get(rule__name="decide"),
                to=day(40),
                reason="As long as the pause",
                agreed_by="The chair",
                agreed_on=TODAY,
                home_office_told=True,
                by=team.coordinator,
                on=TODAY,
                hold=row,
            )
        return case

    def open(self, signed_in, user, case):
        """What stands on the page for somebody."""
        answer = signed_in(user).get(f"/cases/{case.reference}/delay/")
        assert answer.status_code == 200
        return answer.content.decode()

    def test_the_coordinator_reads_every_reason(self, signed_in, team, case):
        words = self.open(signed_in, team.coordinator, case)
        assert "Her sister is unwell" in words
        assert "Severnshire Health Trust: scoping" in words
        assert "As long as the pause" not in words  # the pause counts, not the date it moved

    def test_a_panel_member_reads_neither_the_family_nor_its_wish(self, signed_in, team, case):
        words = self.open(signed_in, team.panel_member, case)
        assert "Reasons kept to those who need them" in words
        assert "Her sister" not in words and "family&#x27;s wish" not in words

    @pytest.mark.parametrize("name, code", [("board_viewer", 403), ("stranger", 404)])
    def test_who_reads_no_draft_reads_no_reasons(self, signed_in, team, case, name, code):
        answer = signed_in(team.people[name]).get(f"/cases/{case.reference}/delay/")
        assert answer.status_code == code
