"""What the work page says in SQL said once is what the policy lets each person know."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.roles import Permission as P
from audit.actors import acting
from audit.said_once import ANYBODY, Asked, Said
from dhr_cases import policy
from dhr_cases.models import AgencyQuery, AgencyRequest, Case, CasePermission, Outcome, Side
from dhr_cases.policy import permissions_on
from tests import factories
from tests.factories import day
from tests.house import make_house
from tests.prepared import shared
from workflow import own_tasks, todo
from workflow.listing import ORDERS, SOON, reviews, worked_to
from workflow.models import Status, StepTaken

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def team(django_db_setup, django_db_blocker):
    """Everybody with a review whose agencies are waited for, one of which has asked something."""
    with shared(django_db_blocker):
        team, case = make_house(Status.IN_REVIEW)
        with acting(team.coordinator):
            asked = AgencyRequest.objects.filter(case=case, kind="scoping").first()
            for place, body in enumerate(Organisation.objects.filter(kind="agency")[:3]):
                AgencyRequest(
                    case=case,
                    organisation=body,
                    kind="accuracy",
                    asked_on=day(0),
                    due_on=day(place),
                    asked_by=team.coordinator,
                ).save()
            asked = asked or AgencyRequest.objects.filter(case=case).first()
            AgencyQuery(
                case=case,
                request=asked,
                side=Side.FROM_AGENCY,
                question="Which years do you ask about?",
                asked_on=day(0),
                asked_by=team.coordinator,
            ).save()
        yield team


def knows(user, *any_of):
    """The references of the reviews on which the policy lets somebody do one of these."""
    wanted = set(any_of)
    return {case.reference for case in Case.objects.all() if permissions_on(case, user) & wanted}


def everybody():
    return User.objects.order_by("pk")


def test_clocks_are_those_of_the_reviews_one_works_on(team):
    told_to = set()
    for user in everybody():
        mine = knows(user, *todo.WORKS)
        expected = worked_to().filter(case__reference__in=mine).order_by("due_on", "pk")
        late, ahead = todo.clocks(user, day(0))
        assert [row.due_on for row in late + ahead] == [row.due_on for row in expected], user
        assert [row.title for row in late + ahead] == [row.rule.title for row in expected], user
        assert {row.reference for row in late + ahead} <= mine
        assert {row.total for row in late} <= {len(late)}
        near = [row for row in ahead if row.due_on <= day(0) + timedelta(days=SOON)]
        assert {row.total for row in ahead} <= {len(near)}
        told_to |= {user} if expected else set()
    assert told_to and team.stranger not in told_to


def test_clocks_past_their_date_stand_apart_and_are_counted(team):
    expected = worked_to().filter(due_on__lt=day(400)).count()
    late, ahead = todo.clocks(team.coordinator, day(400))
    assert len(late) == expected > 0 and {row.total for row in late} == {expected}
    assert all(row.due_on >= day(400) for row in ahead)


def test_whom_one_waits_for_is_told_to_those_who_run_the_review(team):
    waiting = set(
        AgencyRequest.objects.filter(outcome=Outcome.WAITING).values_list(
            "organisation__name", "kind", "due_on"
        )
    )
    assert len(waiting) >= 3
    for user in everybody():
        told = todo.waiting_for_others(user)
        found = {(row["who"], row["what"], row["due"]) for row in told if row["who"]}
        agencies = {row for row in found if row[1] not in ("county", "reply")}
        assert agencies == (waiting if knows(user, P.RUN_CASE, P.LEAD_REVIEW) else set()), user


def test_steps_of_others_are_told_to_those_who_see_the_review(team):
    now = timezone.now()
    for user in everybody():
        _, told = todo.since_last_here(user, now, None)
        steps = StepTaken.objects.exclude(taken_by=user).order_by("-pk")[:10]
        names = [step.name for step in steps] if knows(user, P.VIEW_CASE) else []
        assert [row.name for row in told] == names, user
        assert all(row.by and row.taken_on for row in told)
    assert todo.since_last_here(team.auditor, now + timedelta(days=SOON + 1), None) == (None, [])


def test_own_reviews_and_their_number_are_those_one_may_see(team):
    for user in everybody():
        mine = knows(user, P.VIEW_CASE)
        found = todo.own_reviews(user)
        assert {case.reference for case in found} == mine, user
        assert {case.total for case in found} <= {len(mine)}
        assert [case.reference for case in found] == sorted(mine, reverse=True)


def test_list_holds_and_counts_the_reviews_one_may_see(team):
    for user in everybody():
        mine = knows(user, P.VIEW_CASE)
        for sort in (None, *ORDERS):
            rows = reviews(user, on=day(0), sort=sort)
            assert ({case.reference for case in rows[:25]}, rows.count()) == (mine, len(mine)), user
        rows = reviews(user, on=day(0), no_review=True)
        assert (rows[:25], rows.count()) == ([], 0)
        rows = reviews(user, on=day(0), year=str(day(0).year))
        assert (len(rows[:25]), rows.count()) == (len(mine), len(mine))
    user.is_active = False
    assert (reviews(user, on=day(0))[:25], reviews(user, on=day(0)).count()) == ([], 0)


def test_question_is_told_to_those_who_run_the_review_whoever_asked_before(team):
    for user in (*everybody(), *reversed(everybody())):
        told = [row for row in own_tasks.for_this_person(user, day(0)) if row["task"] == "question"]
        assert {row["about"] for row in told} == knows(user, P.RUN_CASE), user


def test_what_one_may_do_somewhere_is_what_one_may_do_on_a_review(team):
    for user in everybody():
        assert policy.permissions_anywhere(user) == frozenset().union(
            *(permissions_on(case, user) for case in Case.objects.all())
        ), user


def test_access_that_ended_by_the_clock_ends_here_too(team):
    who, start = team.coordinator, timezone.now()
    CasePermission.objects.filter(user=who).update(until=start + timedelta(hours=4))

    def told():
        own = own_tasks.for_this_person(who, day(0))
        return [*todo.clocks(who, day(0)), todo.waiting_for_others(who), todo.own_reviews(who), own]

    for hours, is_told in ((3, True), (5, False), (3, True)):
        with time_machine.travel(start + timedelta(hours=hours), tick=False):
            assert any(told()) is is_told
            assert bool(policy.permissions_anywhere(who)) is is_told


def test_closed_account_is_told_nothing(team):
    user = factories.user(team, "coordinator")
    assert todo.waiting_for_others(user) and own_tasks.for_this_person(user, day(0))
    user.is_active = False
    assert todo.clocks(user, day(0)) == ([], [])
    assert todo.waiting_for_others(user) == own_tasks.for_this_person(user, day(0)) == []
    assert todo.since_last_here(user, timezone.now(), None) == (None, [])
    assert todo.own_reviews(user) == []


def test_query_said_once_is_filled_for_whoever_asks(team):
    said = Said.of(AgencyRequest.objects.visible_to(ANYBODY).values("pk"))
    now = timezone.now()
    for user in everybody():
        keys = set(AgencyRequest.objects.visible_to(user).values_list("pk", flat=True))
        assert {key for (key,) in said.ask(Asked(user, day(0), now))} == keys, user
    assert said.ask(Asked(team.agency_author, day(0), now))
