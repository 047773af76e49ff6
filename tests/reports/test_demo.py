"""The demonstration reaches every status by real steps, and contradicts no rule."""

from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from audit.actors import job
from audit.fixtures import load
from audit.seal import seal_pending
from audit.verify import verify
from dhr_cases.models import Case, CaseAssignment
from tests.prepared import load_rules, shared
from workflow.models import (
    ItemPaper,
    Meeting,
    MeetingKind,
    MinutesState,
    Progress,
    Status,
    StepTaken,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """One demonstration for the whole module."""
    from django.conf import settings
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("documents")
    storages = {**settings.STORAGES}
    storages["documents"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder},
    }
    with (
        override_settings(STORAGES=storages, DEBUG=True, DEMO_PASSWORD="only for a demonstration"),
        shared(django_db_blocker),
    ):
        load_rules()
        seal_pending(everything=True)
        with job("tests"):
            load(settings.BASE_DIR / "fixtures" / "organisations.json")
        call_command("make_demo")
        yield


def test_every_status_is_there():
    assert {str(status) for status in Status} <= set(
        Progress.objects.values_list("status", flat=True)
    )


def test_every_case_stands_where_its_steps_have_led():
    for progress in Progress.objects.select_related("case"):
        steps = list(StepTaken.objects.filter(case=progress.case))
        assert progress.status == (steps[-1].target if steps else Status.NOTIFIED)
        assert all(before.target == after.source for before, after in pairwise(steps))


def test_there_is_an_account_for_each_role_somebody_holds():
    held = set(CaseAssignment.objects.values_list("role", flat=True))
    expected = {
        Role.COORDINATOR,
        Role.PARTNERSHIP_CHAIR,
        Role.COUNTY_PARTNER,
        Role.AUDITOR,
        Role.BOARD_VIEWER,
        Role.INDEPENDENT_CHAIR,
        Role.PANEL_MEMBER,
        Role.AGENCY_AUTHOR,
        Role.AGENCY_SENIOR,
        Role.ACTION_OWNER,
        Role.FAMILY_LEAD,
        Role.LEGAL_ADVISER,
        Role.COMMUNICATIONS,
    }
    assert expected <= held
    assert User.objects.filter(is_demo=False).count() == 0


def test_two_partnerships_see_nothing_of_each_other():
    people = {
        name: User.objects.get(email=f"{name}@demo.example")
        for name in ("coordinator.gloucester", "coordinator.cheltenham")
    }
    ours, theirs = (set(Case.objects.visible_to(user)) for user in people.values())
    assert ours and theirs and not ours & theirs


def test_one_review_has_held_two_panels_and_plans_the_next():
    panels = Meeting.objects.filter(kind=MeetingKind.PANEL)
    today = timezone.localdate()
    held = panels.filter(held_on__lt=today, minutes=MinutesState.AGREED)
    assert (held.count(), panels.filter(held_on__gt=today).count()) == (2, 1)
    assert ItemPaper.objects.filter(item__meeting__held_on__gt=today).exists()


def test_the_trail_of_the_demonstration_is_whole():
    report = verify()
    assert report.result == "whole", report.reason


def test_it_is_made_once_and_only_for_trying_out(settings):
    with pytest.raises(CommandError, match="empty database"):
        call_command("make_demo")
    settings.DEBUG = False
    with pytest.raises(CommandError, match="trying out"):
        call_command("make_demo")
