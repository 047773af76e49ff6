"""Who may take which step from which status: the grant, the source and the guards, nothing else."""

from functools import cache
from unittest.mock import patch

import pytest
from django.test import Client
from django_fsm import has_transition_perm

from accounts.roles import GRANTS, Permission, Role
from dhr_cases.models import Case
from dhr_cases.policy import permissions_on
from tests import factories
from tests.factories import PARTS, ROLE_PEOPLE, TODAY
from workflow.models import Progress
from workflow.services import NOT_YOURS, StepRefused, perform, reasons_against
from workflow.status import Status

pytestmark = pytest.mark.django_db


def expected(progress, step, name, who, team):
    """What should stand against a step, worked out from the table of roles and the declaration."""
    if step.permission not in team.may(name):
        return [NOT_YOURS]
    if progress.status not in step.sources:
        return [f"The review is at the stage: {progress.get_status_display().lower()}."]
    found = [guard(progress, who) for guard in step.guards]
    return [reason for reason in found if reason]


def test_every_role_has_its_person():
    assert set(ROLE_PEOPLE) <= set(PARTS)
    for role in Role:
        part = PARTS[role.value]
        assert role in (*part.standing, *part.on_case)


def test_every_status_by_every_step_by_every_role(team):
    """Every role is asked about every step; outsiders about the steps that start there."""
    seen, wrong = set(), []
    people = {}
    for case in factories.tour(team):
        people = people or {name: factories.user(team, name) for name in PARTS}
        progress = case.progress
        seen.add(progress.status)
        with patch("workflow.services.permissions_on", cache(permissions_on)):
            for name, who in people.items():
                for step in Progress.steps():
                    if name not in ROLE_PEOPLE and progress.status not in step.sources:
                        continue
                    found = reasons_against(progress, step, who)
                    if found != expected(progress, step, name, who, team):
                        wrong.append((progress.status, step.name, name, found))
    assert wrong == []
    assert seen == set(Status)


def test_what_a_person_holds_is_what_their_roles_give(team, case):
    held = {name: permissions_on(case, factories.user(team, name)) for name in PARTS}
    assert held == {name: team.may(name) for name in PARTS}


def test_no_step_is_open_to_a_role_that_only_reads():
    taking = {step.permission for step in Progress.steps()}
    readers = {Role.EMERGENCY, Role.COUNTY_PARTNER, Role.BOARD_VIEWER, Role.PANEL_MEMBER}
    readers |= {Role.ADMINISTRATOR, Role.LEGAL_ADVISER, Role.COMMUNICATIONS}
    assert all(not GRANTS[role] & taking for role in readers)


@pytest.mark.parametrize("name", ["stranger", "barred", "expired", "deactivated", "coordinator"])
def test_a_refused_step_changes_nothing_and_is_recorded(team, case, name):
    with pytest.raises(StepRefused):
        perform(case.progress, "commission", by=factories.user(team, name), on=TODAY)
    after = factories.fresh(case)
    assert after.progress.status == Status.NOTIFIED
    assert after.progress.version == case.progress.version
    assert not after.steps_taken.exists() and not after.decisions.exists()


def test_a_step_called_past_the_door_is_an_error(team, case):
    with pytest.raises(RuntimeError, match="perform"):
        case.progress.accept(by=team.coordinator, on=TODAY, answers={})


@pytest.mark.postgres  # alone of this module: the policy and the lists ask in SQL of our own
@pytest.mark.parametrize("name", list(PARTS))
def test_every_way_of_asking_gives_one_answer(team, case, name):
    """The policy, has_perm, the list and django-fsm; the pages are asked in the page matrix."""
    who = factories.user(team, name)
    may = permissions_on(case, who)
    by_django = {str(name) for name in Permission if who.has_perm(f"dhr_cases.{name}", case)}
    assert by_django == may
    assert Case.objects.visible_to(who).filter(pk=case.pk).exists() is ("view_case" in may)
    for step in Progress.steps():
        if case.progress.status in step.sources:
            by_fsm = has_transition_perm(getattr(case.progress, step.name), who)
            assert by_fsm is (step.permission in may)


@pytest.fixture
def as_somebody(team):
    """Ask for the page of a step as one of the cast; returns the answer."""
    clients = {}

    def ask(case, step, name):
        if name not in clients:
            clients[name] = Client()
            clients[name].force_login(team.people[name])
        return clients[name].get(f"/cases/{case.reference}/steps/{step.name}/")

    return ask


@pytest.mark.parametrize("name", ["holder", "board_viewer", "stranger"])
def test_the_page_of_every_step_answers_as_the_policy_does(team, case, as_somebody, name):
    """One request for each class of cell: may take it, may see the review, may see nothing."""
    answers = {"holder": 200, "board_viewer": 403, "stranger": 404}
    found = {}
    for step in Progress.steps():
        holder = next(key for key in PARTS if step.permission in team.may(key))
        found[step.name] = as_somebody(case, step, holder if name == "holder" else name).status_code
    assert found == {step.name: answers[name] for step in Progress.steps()}


def test_the_page_shows_what_stands_against_a_step(team, case, as_somebody):
    page = as_somebody(case, Progress.step("accept"), "coordinator").content.decode()
    for reason in reasons_against(case.progress, Progress.step("accept"), team.coordinator):
        assert reason in page
