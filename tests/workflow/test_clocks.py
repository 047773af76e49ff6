"""Clocks of a case: the first date stays, what is met stays met, every move has a name."""

from datetime import timedelta

import pytest

from audit.actors import acting
from dhr_cases import family
from dhr_cases.models import Offer, Reply
from dhr_cases.policy import case_for
from tests import factories
from tests.facts.rows import TODAY, day
from workflow import clocks, letters, services
from workflow.deadlines import add_months
from workflow.models import DeadlineRule, Extension, Letter
from workflow.status import Status

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def team(everybody):
    """The whole cast, in place of the small one of the page tests."""
    return everybody


@pytest.fixture(scope="module")
def notified(team):
    """A case received twenty days ago, made once for the module."""
    return factories.make_case(team)


@pytest.fixture
def case(db, notified):
    """That case, as the database has it."""
    return factories.fresh(notified)


@pytest.fixture
def decide(case):
    """Its first clock: decide whether to hold a review."""
    return case.deadlines.get(rule__name="decide")


def extend(deadline, team, to, **facts):
    """Agree another date for a clock, as the chair and the panel do."""
    given = {"reason": "The trial is in spring.", "home_office_told": True, **facts}
    return clocks.extend(
        deadline,
        to=to,
        agreed_by="The partnership's chair",
        agreed_on=TODAY,
        by=team.coordinator,
        on=TODAY,
        **given,
    )


def test_opening_a_case_starts_d02_from_the_receipt(case, decide):
    assert decide.counted_from_on == day(-20)
    assert decide.due_on == decide.first_due_on == add_months(day(-20), 1)


def test_an_earlier_receipt_moves_d02_back(case, decide, team):
    with acting(team.coordinator):
        clocks.count_from_earlier(case, "decide", counted_from=day(-27))
    decide.refresh_from_db()
    assert decide.counted_from_on == day(-27)
    assert decide.due_on == decide.first_due_on == add_months(day(-27), 1)


@pytest.mark.parametrize("received", [-20, -19, 0])
def test_a_later_receipt_changes_nothing(case, decide, team, received):
    with acting(team.coordinator):
        clocks.count_from_earlier(case, "decide", counted_from=day(received))
    decide.refresh_from_db()
    assert (decide.counted_from_on, decide.version) == (day(-20), 1)


def test_an_earlier_receipt_leaves_an_agreed_date_alone(case, decide, team):
    with acting(team.coordinator):
        extend(decide, team, day(60))
        clocks.count_from_earlier(case, "decide", counted_from=day(-27))
    decide.refresh_from_db()
    assert decide.due_on == day(60)
    assert decide.first_due_on == add_months(day(-27), 1)


def test_an_earlier_receipt_leaves_a_met_clock_alone(case, decide, team):
    with acting(team.coordinator):
        clocks.meet(case, "decide", on=TODAY)
        clocks.count_from_earlier(case, "decide", counted_from=day(-27))
    decide.refresh_from_db()
    assert (decide.met_on, decide.counted_from_on) == (TODAY, day(-20))


def test_an_extension_keeps_the_first_date_and_says_who_and_why(case, decide, team):
    first = decide.first_due_on
    with acting(team.coordinator):
        extend(decide, team, day(40))
        extend(decide, team, day(80), home_office_told=False)
    decide.refresh_from_db()
    assert (decide.first_due_on, decide.due_on) == (first, day(80))
    rows = Extension.objects.filter(deadline=decide)
    assert [(row.from_on, row.to_on, row.home_office_told) for row in rows] == [
        (first, day(40), True),
        (day(40), day(80), False),
    ]


@pytest.mark.parametrize("days, words", [(-1, "in the past"), (None, "already has")])
def test_a_date_that_cannot_be_agreed_is_a_sentence(case, decide, team, days, words):
    to = decide.due_on if days is None else day(days)
    with acting(team.coordinator), pytest.raises(clocks.NotPossible, match=words):
        extend(decide, team, to)
    assert not Extension.objects.exists()


def test_a_met_clock_cannot_be_moved(case, decide, team):
    with acting(team.coordinator):
        clocks.meet(case, "decide", on=TODAY)
        with pytest.raises(clocks.NotPossible, match="has been done"):
            extend(decide, team, day(40))


def test_a_clock_runs_once_until_it_is_met(case, decide, team):
    with acting(team.coordinator):
        assert clocks.start(case, "decide", on=TODAY) is None
        clocks.meet(case, "decide", on=TODAY)
        assert clocks.start(case, "decide", on=TODAY).due_on == add_months(TODAY, 1)
    assert case.deadlines.filter(rule__name="decide").count() == 2


def test_a_name_without_a_rule_starts_nothing(case, team):
    with acting(team.coordinator):
        assert clocks.start(case, "tell_secretary_of_state", on=TODAY) is None


def test_a_later_rule_counts_for_what_starts_after_it(case, decide, team):
    """Should six months become twelve, running clocks keep the date they were given."""
    old = DeadlineRule.objects.get(name="report", regime="S9")
    with acting(team.coordinator):
        before = clocks.start(case, "report", on=TODAY)
        DeadlineRule(
            **{
                field: getattr(old, field)
                for field in ("code", "name", "title", "regime", "unit", "counted_from", "nature")
            },
            amount=12,
            applies_from=day(1),
            source="An edition to come",
        ).save()
        other = factories.make_case(team)
        after = clocks.start(other, "report", on=day(1))
    before.refresh_from_db()
    assert before.due_on == add_months(TODAY, 6)
    assert after.due_on == add_months(day(1), 12)


def test_steps_meet_and_open_what_they_declare(team):
    case = factories.case_at(Status.COMMISSIONING, team)
    by_name = {row.rule.name: row for row in case.deadlines.select_related("rule")}
    assert by_name["decide"].met_on == TODAY
    assert set(by_name) == {"decide", "tell_home_office", "tell_family", "report"}
    assert by_name["report"].due_on == add_months(TODAY, 6)


@pytest.mark.parametrize("how", ["by a letter", "by the ledger"])
def test_the_family_is_told_once_however_it_is_written_down(team, how):
    case = factories.case_at(Status.COMMISSIONING, team)
    told = {"case": case, "recorded_by": team.independent_chair}
    with acting(team.independent_chair):
        if how == "by a letter":
            row = Letter(**told, audience="family", purpose="decision", sent_on=TODAY)
            letters.keep(row, by=team.independent_chair)
        else:
            waits = Offer(**told, kind="decision", offered_on=TODAY, reply=Reply.UNSAFE)
            family.record_offer(waits, by=team.independent_chair)
            assert case.deadlines.get(rule__name="tell_family").met_on is None
            row = Offer(**told, kind="decision", offered_on=TODAY, reply=Reply.ACCEPTED)
            family.record_offer(row, by=team.independent_chair)
    assert case.deadlines.get(rule__name="tell_family").met_on == TODAY


def test_a_pause_stops_no_clock(case, decide, team):
    pause = {
        "reason": "criminal",
        "explanation": "The trial.",
        "scope": "all",
        "continues": "Family contact.",
    }
    with acting(team.coordinator):
        services.hold(case, by=team.coordinator, on=TODAY, look_again_on=day(60), **pause)
    decide.refresh_from_db()
    assert (decide.version, services.is_paused(case)) == (1, True)
    with acting(team.coordinator):
        services.resume(case.holds.get(), by=team.coordinator, on=TODAY)
        with pytest.raises(clocks.NotPossible, match="already ended"):
            services.resume(case.holds.get(), by=team.coordinator, on=TODAY)
    assert services.is_paused(case) is False


@pytest.mark.parametrize(("scope", "said"), [("all", True), ("family_contact", False)])
def test_a_pause_of_everything_is_known_on_every_page(case, team, scope, said):
    pause = {"reason": "criminal", "explanation": "The trial.", "continues": "Family contact."}
    with acting(team.coordinator):
        row = services.hold(
            case, by=team.coordinator, on=TODAY, look_again_on=day(60), scope=scope, **pause
        )
        assert case_for(case.reference, team.coordinator)[0].is_paused is said
        services.resume(row, by=team.coordinator, on=TODAY)
    assert case_for(case.reference, team.coordinator)[0].is_paused is False


@pytest.mark.parametrize("look", [TODAY, day(-1), add_months(TODAY, 3) + timedelta(days=1)])
def test_a_pause_is_looked_at_again_within_three_months(case, team, look):
    with acting(team.coordinator), pytest.raises(clocks.NotPossible, match="three months"):
        services.hold(
            case,
            by=team.coordinator,
            on=TODAY,
            look_again_on=look,
            reason="criminal",
            explanation="The trial.",
            scope="all",
            continues="Family contact.",
        )
