"""Who may be given what on a case, by whom, until when; and what ends it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import StandingRole, User
from accounts.roles import GIVEN_TO, GRANTS, MUST_END, PER_CASE, Permission, Role
from audit.actors import acting, job
from audit.models import AuditEvent, Event
from dhr_cases import policy, standing
from dhr_cases.grants import faults_in_grants
from dhr_cases.models import Case, CaseAssignment
from dhr_cases.policy import NotAllowed, permissions_on
from tests import factories
from tests.factories import PARTS, TODAY, day
from tests.house import make_house
from tests.prepared import shared
from workflow import services
from workflow.clocks import NotPossible

pytestmark = pytest.mark.django_db
REASON = "A child may be at risk tonight."


@pytest.fixture(scope="module")
def team(django_db_setup, django_db_blocker):
    """Everybody, with one case on which they have their roles."""
    with shared(django_db_blocker):
        yield make_house()[0]


@pytest.fixture
def case(db, team):
    return factories.fresh(Case.objects.get())


@pytest.fixture(autouse=True)
def _as_coordinator(team):
    """What is changed here without another name is the coordinator's doing."""
    with acting(team.coordinator):
        yield


@pytest.fixture(autouse=True)
def _grants_equal_roles(db):
    """Whatever a test did, the stored grants equal what the roles give."""
    yield
    assert list(faults_in_grants()) == []


def give(case, who, role, team, **given):
    """The coordinator gives somebody a role on the case."""
    facts = {"by": team.coordinator, "on": TODAY, "reason": "Asked to help", **given}
    return policy.assign(case, who, role, **facts)


@pytest.mark.parametrize("role", sorted(PER_CASE - {Role.EMERGENCY}))
def test_nobody_gives_a_role_to_themself(case, team, role):
    for name in ("coordinator", "partnership_chair", "auditor"):
        who = team.people[name]
        with pytest.raises(NotAllowed, match="Nobody can give a role to themself"):
            give(case, who, role, team, by=who, last_day_on=day(9))


@pytest.mark.parametrize("role", sorted(set(Role) - PER_CASE))
def test_a_standing_role_is_not_given_on_one_case(case, team, role):
    with pytest.raises(NotAllowed, match="held at a partnership"):
        give(case, team.stranger, role, team, last_day_on=day(9))


@pytest.mark.parametrize("role", sorted(MUST_END - {Role.CONTENT_ON_REASON}))
def test_a_role_that_must_end_is_refused_without_an_end(case, team, role):
    with pytest.raises(NotAllowed, match="Give the last day"):
        give(case, team.stranger, role, team)


@pytest.mark.parametrize("role", sorted(GIVEN_TO))
def test_a_role_that_adds_to_another_needs_the_other(case, team, role):
    with pytest.raises(NotAllowed, match=r"Only a .* of this review can be given"):
        give(case, team.stranger, role, team, last_day_on=day(9))


@pytest.mark.parametrize("role", sorted(GIVEN_TO))
def test_a_role_that_adds_to_another_ends_with_it(case, team, role):
    holder = next(name for name, part in PARTS.items() if role in part.on_case)
    other = case.assignments.get(
        user=team.people[holder], role__in=GIVEN_TO[role], ended_on__isnull=True
    )
    policy.end_quietly(other, by=team.coordinator, on=TODAY)
    assert not case.assignments.live().filter(user=team.people[holder]).exists()
    assert permissions_on(case, team.people[holder]) == frozenset()


def test_a_last_day_in_the_past_is_refused(case, team):
    with pytest.raises(NotAllowed, match="must not be in the past"):
        give(case, team.stranger, Role.PANEL_MEMBER, team, last_day_on=day(-1))


def test_the_same_role_is_given_once(case, team):
    with pytest.raises(NotAllowed, match="already has this role"):
        give(case, team.panel_member, Role.PANEL_MEMBER, team, last_day_on=day(9))


def test_a_role_that_ran_out_can_be_given_again(case, team):
    assert permissions_on(case, team.expired) == frozenset()
    give(case, team.expired, Role.PANEL_MEMBER, team, last_day_on=day(9))
    assert permissions_on(case, team.expired) == GRANTS[Role.PANEL_MEMBER]
    rows = CaseAssignment.objects.filter(case=case, user=team.expired, ended_on__isnull=True)
    assert rows.count() == 1


def test_a_closed_account_is_given_nothing(case, team):
    gone = factories.user(team, "deactivated")
    with pytest.raises(NotAllowed, match="account is closed"):
        give(case, gone, Role.PANEL_MEMBER, team, last_day_on=day(9))


@pytest.mark.parametrize("role", sorted(PER_CASE))
def test_the_barred_are_given_nothing(case, team, role):
    with pytest.raises(NotAllowed, match="barred"):
        give(case, team.barred, role, team, last_day_on=day(9))
    with pytest.raises(NotAllowed, match="barred"):
        policy.take_emergency_access(case, team.barred, reason=REASON, now=timezone.now())


@pytest.mark.parametrize("name", [name for name in PARTS if name != "barred"])
def test_a_bar_ends_everything_and_wins(case, team, name):
    who = team.people[name]
    policy.bar(case, who, by=team.coordinator, on=TODAY, reason="A neighbour")
    assert permissions_on(case, who) == frozenset()
    assert not Case.objects.visible_to(who).exists()
    standing.follow_standing_roles(case, on=TODAY)
    assert permissions_on(case, who) == frozenset()


def test_lifting_a_bar_brings_back_standing_roles_alone(case, team):
    for name in ("barred", "panel_member"):
        if name != "barred":
            policy.bar(case, team.panel_member, by=team.coordinator, on=TODAY, reason="Kin")
        row = case.bars.get(user=team.people[name], lifted_on__isnull=True)
        standing.lift_bar(row, by=team.coordinator, on=TODAY)
    assert permissions_on(case, team.barred) == GRANTS[Role.COORDINATOR]
    assert permissions_on(case, team.panel_member) == frozenset()


def test_nobody_lifts_their_own_bar(case, team):
    row = case.bars.get(user=team.barred)
    with pytest.raises(NotAllowed, match="their own bar"):
        standing.lift_bar(row, by=team.barred, on=TODAY)


def test_emergency_access_ends_by_the_clock_after_four_hours(case, team):
    start = timezone.now()
    reader = GRANTS[Role.BOARD_VIEWER]
    policy.take_emergency_access(case, team.board_viewer, reason=REASON, now=start)
    everything = reader | GRANTS[Role.EMERGENCY]
    for minutes, held in ((0, everything), (239, everything), (240, reader), (1000, reader)):
        with time_machine.travel(start + timedelta(minutes=minutes, seconds=-1 * (minutes == 0))):
            assert permissions_on(case, team.board_viewer) == held, minutes


def test_the_gate_reads_what_the_policy_says(case, team):
    start = timezone.now()
    policy.take_emergency_access(case, team.board_viewer, reason=REASON, now=start)
    for hours in (3, 5):
        with time_machine.travel(start + timedelta(hours=hours), tick=False):
            for user in User.objects.all():
                found, may = policy.case_for(case.reference, user)
                assert found == case and may == permissions_on(case, user), user
                assert policy.permissions_anywhere(user) >= may, user
            found, _ = policy.case_for(case.reference, team.board_viewer)
            ends = start + timedelta(hours=policy.EMERGENCY_HOURS)
            assert found.emergency_until == (ends if hours == 3 else None)
            reads = policy.permissions_anywhere(team.board_viewer)
            assert (Permission.VIEW_WORKING in reads) is (hours == 3)
    assert policy.case_for("GLO-2026-99", team.coordinator) == (None, frozenset())


def test_emergency_access_can_be_taken_again_and_has_its_own_hours(case, team):
    later = timezone.now() + timedelta(hours=5)
    with time_machine.travel(later, tick=False):
        policy.take_emergency_access(case, team.emergency, reason=REASON, now=later)
        assert permissions_on(case, team.emergency) >= GRANTS[Role.EMERGENCY]
        assert list(faults_in_grants()) == []
    with time_machine.travel(later + timedelta(hours=4), tick=False):
        assert permissions_on(case, team.emergency) == GRANTS[Role.BOARD_VIEWER]


@pytest.mark.parametrize(
    "name", ["stranger", "administrator", "other_coordinator", "panel_member", "deactivated"]
)
def test_emergency_access_is_for_people_of_the_case_s_own_bodies(case, team, name):
    with pytest.raises(NotAllowed):
        policy.take_emergency_access(
            case, factories.user(team, name), reason=REASON, now=timezone.now()
        )


def test_emergency_access_needs_a_reason_in_a_sentence(case, team):
    with pytest.raises(NotAllowed, match="Say in a sentence"):
        policy.take_emergency_access(case, team.auditor, reason="because", now=timezone.now())


def test_emergency_access_is_reviewed_by_somebody_else(case, team):
    row = case.assignments.get(role=Role.EMERGENCY)
    with pytest.raises(NotAllowed, match="Somebody else"):
        policy.review_emergency(row, by=team.emergency, on=TODAY)
    policy.review_emergency(row, by=team.partnership_chair, on=TODAY)
    assert (row.reviewed_by, row.reviewed_on) == (team.partnership_chair, TODAY)


def test_the_last_coordinator_cannot_be_ended(case, team):
    rows = case.assignments.live().filter(role=Role.COORDINATOR).order_by("pk")
    *others, last = [row for row in rows if row.user.is_active]
    for row in others:
        policy.end(row, by=team.partnership_chair, on=TODAY)
    with pytest.raises(NotAllowed, match="only coordinator"):
        policy.end(last, by=team.partnership_chair, on=TODAY)


def test_an_ended_role_ends_once(case, team):
    row = case.assignments.get(user=team.panel_member)
    policy.end(row, by=team.coordinator, on=TODAY)
    with pytest.raises(NotAllowed, match="already ended"):
        policy.end(row, by=team.coordinator, on=TODAY)


def test_a_last_day_is_moved_by_somebody_else_and_counts_to_its_midnight(case, team):
    row = case.assignments.get(user=team.panel_member)
    with pytest.raises(NotAllowed, match="their own role"):
        policy.extend_role(row, by=team.panel_member, last_day_on=day(9), on=TODAY)
    with pytest.raises(NotAllowed, match="in the past"):
        policy.extend_role(row, by=team.coordinator, last_day_on=day(-1), on=TODAY)
    policy.extend_role(row, by=team.coordinator, last_day_on=day(3), on=TODAY)
    midnight = timezone.make_aware(timezone.datetime.combine(day(4), timezone.datetime.min.time()))
    for seconds, held in ((-1, GRANTS[Role.PANEL_MEMBER]), (0, frozenset())):
        with time_machine.travel(midnight + timedelta(seconds=seconds), tick=False):
            assert permissions_on(case, team.panel_member) == held


# --- Standing roles ------------------------------------------------------------------------------


def propose(team, who, role, **given):
    """An administrator proposes a standing role at the district."""
    facts = {"organisation": team.bodies.district, "by": team.administrator, "on": TODAY, **given}
    return factories.standing.give(user=who, role=role, **facts)


def confirm(row, by):
    return factories.standing.confirm(row, by=by, on=TODAY)


def test_a_standing_role_gives_nothing_until_a_chair_confirms_it(case, team):
    row = propose(team, team.stranger, Role.BOARD_VIEWER)
    assert permissions_on(case, team.stranger) == frozenset()
    confirm(row, team.partnership_chair)
    assert permissions_on(case, team.stranger) == GRANTS[Role.BOARD_VIEWER]


@pytest.mark.parametrize("name", ["administrator", "stranger", "coordinator", "other_chair"])
def test_only_a_chair_of_that_body_confirms(case, team, name):
    row = propose(team, team.stranger, Role.BOARD_VIEWER)
    with pytest.raises(factories.standing.ValidationError):
        confirm(row, team.people[name])
    assert permissions_on(case, team.stranger) == frozenset()


def test_a_standing_role_reaches_the_cases_of_its_body_alone(case, team):
    other = factories.make_case(team, lead=team.bodies.other_district)
    assert permissions_on(other, team.other_coordinator) == GRANTS[Role.COORDINATOR]
    assert permissions_on(other, team.coordinator) == frozenset()
    assert permissions_on(other, team.county_partner) == GRANTS[Role.COUNTY_PARTNER]


def test_a_second_administrator_is_given_no_case(case, team):
    row = propose(team, team.stranger, Role.ADMINISTRATOR, organisation=None)
    other = factories.make_case(team, lead=team.bodies.other_district, county=None)
    row.confirmed_on, row.confirmed_by = TODAY, team.partnership_chair
    row.save()
    standing.spread_standing(row, on=TODAY)
    assert permissions_on(case, team.stranger) == permissions_on(other, team.stranger) == set()


def test_a_role_given_again_after_it_ran_out_has_its_place_again(case, team):
    first = propose(team, team.stranger, Role.PARTNERSHIP_CHAIR, until_on=day(10))
    confirm(first, team.partnership_chair)
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        factories.standing.end(first, by=team.administrator, on=day(11))
        CaseAssignment.objects.get(standing=first)
        again = propose(team, team.stranger, Role.PARTNERSHIP_CHAIR, on=day(11))
        factories.standing.confirm(again, by=team.partnership_chair, on=day(11))
        assert permissions_on(case, team.stranger) == GRANTS[Role.PARTNERSHIP_CHAIR]
        assert list(faults_in_grants()) == []


def test_a_role_that_ends_takes_its_cases_with_it(case, team):
    row = StandingRole.objects.get(user=team.board_viewer)
    factories.standing.end(row, by=team.administrator, on=TODAY)
    assert permissions_on(case, team.board_viewer) == frozenset()


def test_a_delegate_decides_until_the_last_day(case, team):
    row = propose(team, team.stranger, Role.PARTNERSHIP_CHAIR, until_on=day(10))
    confirm(row, team.partnership_chair)
    assert permissions_on(case, team.stranger) == GRANTS[Role.PARTNERSHIP_CHAIR]
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        assert permissions_on(case, team.stranger) == frozenset()
        assert not Case.objects.visible_to(team.stranger).exists()


def test_a_new_case_comes_with_everybody_who_holds_a_role_there(team):
    new = services.open_case(
        team.bodies.district,
        county=team.bodies.county,
        received_on=TODAY,
        by=team.coordinator,
        on=TODAY,
    )
    held = {name: permissions_on(new, factories.user(team, name)) for name in PARTS}
    gone = {"deactivated"}
    wanted = {
        name: frozenset().union(*(GRANTS[role] for role in part.standing))
        if part.body in ("district", "county") and name not in gone
        else frozenset()
        for name, part in PARTS.items()
    }
    assert held == wanted


def test_a_case_goes_to_its_successor_with_its_reference_and_its_people_change(case, team):
    new_body, old_body = team.bodies.other_district, team.bodies.district
    with pytest.raises(NotPossible, match="not the successor"):
        services.hand_over(case, to=new_body, by=team.partnership_chair)
    with job("tests"):
        old_body.refresh_from_db()
        old_body.ended_on, old_body.successor = day(1), new_body
        old_body.save()
        before = case.reference
        case = factories.fresh(case)
        services.hand_over(case, to=new_body, by=None, on=TODAY)
    case = factories.fresh(case)
    assert (case.reference, case.lead_partnership) == (before, new_body)
    assert permissions_on(case, team.other_coordinator) == GRANTS[Role.COORDINATOR]
    assert permissions_on(case, team.coordinator) == frozenset()
    assert permissions_on(case, team.independent_chair) == GRANTS[Role.INDEPENDENT_CHAIR]
    assert case.assignments.live().filter(role=Role.COORDINATOR).exists()


def test_every_change_of_access_is_recorded(case, team):
    row = give(case, team.stranger, Role.LEGAL_ADVISER, team, last_day_on=day(9))
    policy.extend_role(row, by=team.coordinator, last_day_on=day(12), on=TODAY)
    policy.end(row, by=team.coordinator, on=TODAY)
    barred = policy.bar(case, team.stranger, by=team.coordinator, on=TODAY, reason="Kin")
    standing.lift_bar(barred, by=team.coordinator, on=TODAY)
    named = [Event.ROLE_GIVEN, Event.ROLE_EXTENDED, Event.ROLE_ENDED, Event.BARRED, Event.BAR_ENDED]
    about = AuditEvent.objects.filter(event__in=named, details__user=team.stranger.pk)
    assert list(about.order_by("pk").values_list("event", flat=True)) == named
