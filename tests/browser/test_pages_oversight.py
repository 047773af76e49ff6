"""Pages of oversight, setting up, files and release: walked by the people they are for."""

import pytest
from django.core.cache import cache

from accounts import standing
from accounts.roles import Role
from audit.actors import acting
from documents.models import DocumentKind, Zone
from tests.browser.conftest import walk
from tests.facts.rows import TODAY, add_file, quality_letter
from tests.house import make_house_for_good
from workflow.models import QualityPoint

OPEN = ["/", "/support/", "/accessibility/", "/privacy/", "/cookies/"]


@pytest.fixture
def published(transactional_db):
    """A review that went through publication, with its people."""
    cache.clear()
    team, case = make_house_for_good("published")
    with acting(team.coordinator):
        letter = quality_letter(case, team, "content_after_changes")
        QualityPoint(
            case=case,
            letter=letter,
            text="Say more about the person's own voice.",
            kind="voice",
            owner="The independent chair",
            due_on=TODAY,
        ).save()
    add_file(case, team, DocumentKind.MINUTES, Zone.WORKING, by="coordinator")
    standing.give(
        user=team.stranger,
        role=Role.COORDINATOR,
        organisation=team.bodies.district,
        by=team.administrator,
        on=TODAY,
    )
    return team, case


def test_pages_for_anybody(page, transactional_db):
    walk(page, OPEN)


def test_coordinator_walks_access_history_and_setting_up(visitor, published, monkeypatch):
    team, case = published
    monkeypatch.setattr("accounts.step_up.confirmed_within", lambda request, minutes: True)
    at = f"/cases/{case.reference}/"
    member = case.panelmembers.first()
    row = case.assignments.filter(user=team.panel_member).first()
    rest = [
        "access/", "access/new/", "access/bar/", f"access/{row.pk}/end/",
        f"access/{row.pk}/extend/", "emergency-access/", "history/", "history/?area=access",
        "setting-up/", "chair/", "chair/independence/", "chair/end/", "panel/new/",
        f"panel/{member.token}/", f"panel/{member.token}/leave/", "panel/bodies/",
        "panel/specialist/", "data-sharing/", "terms/", "terms/new/",
    ]  # fmt: skip
    walk(visitor(team.coordinator), [at + name for name in rest])


def test_coordinator_walks_release_and_files(visitor, published):
    team, case = published
    at = f"/cases/{case.reference}/"
    held = case.documents.first()
    run = case.checkruns.first()
    rest = [
        "report/", "quality/", "quality/letter/", "quality/points/new/", "publication/",
        "publication/media/", "publication/commissioner/", "documents/", "documents/new/",
        f"documents/{held.token}/", f"documents/{held.token}/new-version/",
        "disclosure/", "disclosure/new/", f"disclosure/{run.token}/",
        f"disclosure/{run.token}/words/", f"disclosure/{run.token}/together/",
    ]  # fmt: skip
    walk(visitor(team.coordinator), [at + name for name in rest])


def test_chair_officer_and_administrator_walk_theirs(visitor, published, monkeypatch):
    team, case = published
    monkeypatch.setattr("accounts.step_up.confirmed_within", lambda request, minutes: True)
    at = f"/cases/{case.reference}/"
    walk(
        visitor(team.partnership_chair),
        ["/settings/roles/", at + "publication/decide/", at + "report/sign-off/partnership/"],
    )
    emergency = case.assignments.get(role=Role.EMERGENCY)
    walk(
        visitor(team.auditor),
        ["/audit/", at + "who-saw-what/", at + "who-saw-what/?since=yesterday",
         f"{at}emergency-access/{emergency.pk}/review/",
         at + "retention/", at + "retention/hold/", at + "retention/propose/"],
    )  # fmt: skip
    walk(visitor(team.emergency), [at, at + "documents/"])
    person = team.coordinator
    role = person.standing_roles.get()
    walk(
        visitor(team.administrator),
        [f"/settings/people/{person.pk}/", f"/settings/people/{person.pk}/roles/new/",
         f"/settings/people/{person.pk}/roles/{role.pk}/end/"],
    )  # fmt: skip
