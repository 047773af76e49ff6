"""Anybody tries anything in any order, and what must always be true stays true.

The examples share one database: each begins at a savepoint and rolls back to it, because only a
whole test, not an example, is rolled back by the test case.
"""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.roles import GRANTS, PER_CASE, Role
from audit.actors import acting
from audit.models import AuditEvent, Event
from dhr_cases import policy, standing
from dhr_cases.grants import faults_in_grants
from dhr_cases.models import Case, CaseAssignment
from dhr_cases.policy import NotAllowed, permissions_on
from tests import factories
from tests.factories import PARTS, TODAY, day
from workflow import clocks, services
from workflow.models import Progress
from workflow.status import Status

PEOPLE = st.sampled_from([name for name in PARTS if name != "deactivated"])
REASON = "A child may be at risk tonight."


class Attempts(RuleBasedStateMachine):
    """One case, the whole cast, and a model of what should be so."""

    team = None
    case_key = None

    def __init__(self):
        super().__init__()
        self.start = transaction.savepoint()
        self.status, self.taken = Status.NOTIFIED, []
        self.barred = {"barred"}

    def teardown(self):
        transaction.savepoint_rollback(self.start)

    @property
    def case(self):
        """The case as it is stored now."""
        return factories.fresh(Case(pk=self.case_key))

    def take(self, step, name):
        """Somebody tries a step; returns whether it was taken."""
        who, case = self.team.people[name], self.case
        with acting(who):
            answers = factories.answers_to(step, self.team)
        try:
            services.perform(case.progress, step, by=who, on=TODAY, answers=answers)
        except services.StepRefused as refused:
            assert refused.reasons
            return False
        self.status = step.target
        self.taken.append(step.name)
        return True

    @rule(step=st.sampled_from(Progress.steps()), name=PEOPLE)
    def try_any_step(self, step, name):
        """Whoever it is, a step is taken only with its permission, from its source."""
        before, may = self.status, permissions_on(self.case, self.team.people[name])
        if self.take(step, name):
            assert step.permission in may
            assert before in step.sources

    @rule(choice=st.integers(0, 5))
    def take_a_step_that_starts_here(self, choice):
        """Whoever may, after the facts are there: no guard stands in the way."""
        here = [step for step in Progress.steps() if self.status in step.sources]
        if not here:
            return
        step = here[choice % len(here)]
        able = [
            name
            for name in PARTS
            if step.permission in permissions_on(self.case, factories.user(self.team, name))
        ]
        factories.satisfy(self.case, step, self.team)
        holder = self.team.holder(step.permission)
        names = [name for name in able if self.team.people[name] == holder]
        if names:
            assert self.take(step, names[0])

    @rule(name=PEOPLE, role=st.sampled_from(sorted(PER_CASE)), days=st.integers(-2, 60))
    def give_a_role(self, name, role, days):
        """The coordinator gives a role, or is told why not."""
        by = self.team.coordinator
        try:
            with acting(by):
                policy.assign(
                    self.case,
                    self.team.people[name],
                    role,
                    by=by,
                    on=TODAY,
                    reason="Asked",
                    last_day_on=day(days),
                )
        except NotAllowed:
            return
        assert name not in self.barred | {"coordinator"} and days >= 0

    @rule(choice=st.integers(0, 40))
    def end_a_role(self, choice):
        """Somebody's place on the case ends, the last coordinator's never."""
        rows = list(CaseAssignment.objects.filter(case=self.case_key, ended_on__isnull=True))
        with acting(self.team.partnership_chair):
            try:
                policy.end(rows[choice % len(rows)], by=self.team.partnership_chair, on=TODAY)
            except NotAllowed as refused:
                assert "only coordinator" in str(refused)

    @rule(name=PEOPLE)
    def bar(self, name):
        """Somebody is kept out."""
        with acting(self.team.coordinator):
            if name in self.barred:
                with pytest.raises(NotAllowed):
                    self.keep_out(name)
            else:
                self.keep_out(name)
                self.barred.add(name)

    def keep_out(self, name):
        """Bar somebody, in the coordinator's name."""
        who = self.team.people[name]
        policy.bar(self.case, who, by=self.team.coordinator, on=TODAY, reason="Kin")

    @rule(choice=st.integers(0, 9))
    def lift_a_bar(self, choice):
        """Somebody may come back; nobody lifts their own."""
        if not self.barred:
            return
        name = sorted(self.barred)[choice % len(self.barred)]
        by = self.team.partnership_chair
        if name == "partnership_chair":
            by = self.team.coordinator
        row = self.case.bars.get(user=self.team.people[name], lifted_on__isnull=True)
        with acting(by):
            standing.lift_bar(row, by=by, on=TODAY)
        self.barred.discard(name)

    @rule(name=PEOPLE)
    def take_emergency_access(self, name):
        """Four hours for those of the case's own bodies, never for the barred."""
        who = self.team.people[name]
        try:
            with acting(who):
                policy.take_emergency_access(self.case, who, reason=REASON, now=timezone.now())
        except NotAllowed:
            return
        assert name not in self.barred
        assert GRANTS[Role.EMERGENCY] <= permissions_on(self.case, who)

    @rule(days=st.integers(-3, 200))
    def extend_a_clock(self, days):
        """Another date is agreed, or refused with a sentence."""
        clock = self.case.deadlines.filter(met_on__isnull=True, due_on__isnull=False).first()
        if clock is None:
            return
        facts = {"agreed_by": "The chair", "agreed_on": TODAY, "reason": "Trial", "on": TODAY}
        with acting(self.team.coordinator):
            try:
                clocks.extend(
                    clock, to=day(days), home_office_told=True, by=self.team.coordinator, **facts
                )
            except clocks.NotPossible:
                assert days < 0 or day(days) == clock.due_on

    @rule(days=st.integers(-2, 120))
    def pause_or_go_on(self, days):
        """A pause begins, or the open one ends; neither is a step."""
        by = self.team.coordinator
        facts = {"reason": "criminal", "explanation": "Trial", "scope": "all", "continues": "x"}
        with acting(by):
            pause = self.case.holds.filter(ended_on__isnull=True).first()
            if pause:
                services.resume(pause, by=by, on=TODAY)
                return
            try:
                services.hold(self.case, by=by, on=TODAY, look_again_on=day(days), **facts)
            except clocks.NotPossible:
                assert not 0 < days <= 88

    @invariant()
    def the_status_follows_the_steps_taken(self):
        """The stored status is the last step's target; one row and one event for each step."""
        case = self.case
        assert case.progress.status == self.status
        assert list(case.steps_taken.values_list("name", flat=True)) == self.taken
        events = AuditEvent.objects.filter(event=Event.STEP_TAKEN, subject=case.reference)
        assert events.count() == len(self.taken)

    @invariant()
    def the_grants_equal_the_roles(self):
        """Guardian's rows are what the assignments give; the barred and the closed hold none."""
        assert list(faults_in_grants()) == []
        case = self.case
        for name in (*self.barred, "deactivated"):
            assert permissions_on(case, factories.user(self.team, name)) == frozenset()

    @invariant()
    def no_date_moved_without_an_extension(self):
        """A clock shows its first date, or the one its last extension agreed."""
        if self.status == Status.DISPOSED:
            return
        for clock in self.case.deadlines.all():
            last = clock.extensions.last()
            assert clock.due_on == (last.to_on if last else clock.first_due_on)

    @invariant()
    def somebody_can_run_the_case_unless_all_are_barred(self):
        """Ending roles one by one never leaves a review without its coordinator."""
        coordinators = {"coordinator", "family_lead", "barred"}
        if not coordinators & self.barred:
            assert policy.holders(self.case, "run_case")


@pytest.mark.django_db
def test_whatever_anybody_tries_the_rules_hold(everybody):
    Attempts.team, Attempts.case_key = everybody, factories.make_case(everybody).pk
    run_state_machine_as_test(
        Attempts,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
