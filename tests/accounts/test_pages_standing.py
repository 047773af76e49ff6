"""Pages of standing roles: one gives, another confirms, and access to reviews follows at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import standing
from accounts.models import StandingRole, User
from accounts.roles import Role
from audit.actors import job
from audit.models import AuditEvent, Event
from dhr_cases import policy
from dhr_cases.models import Case
from tests import factories
from tests.accounts.conftest import administrator, sign_in


@pytest.fixture
def nora(db):
    """Somebody new, with an account and a password."""
    with job("tests"):
        return User.objects.create_user(
            "nora.new@example.org", "Nora New", "marmalade tractor Venice"
        )


@pytest.fixture
def confirmed(monkeypatch):
    """Everybody has just shown again who they are."""
    monkeypatch.setattr("accounts.step_up.confirmed_within", lambda request, minutes: True)


def typed(role, body=None, on=None, **more):
    on = on or timezone.localdate()
    answers = {"role": role, "organisation": body.pk if body else ""}
    parts = {"day": on.day, "month": on.month, "year": on.year}
    return answers | {f"started_on_{part}": number for part, number in parts.items()} | more


def give(client, person, *given, **more):
    return client.post(f"/settings/people/{person.pk}/roles/new/", typed(*given, **more))


def role_of(person):
    return StandingRole.objects.get(user=person)


def test_giving_asks_again_who_one_is(client, team, nora):
    administrator(nora)
    client.force_login(nora)
    answer = give(client, team.stranger, "coordinator", team.bodies.district)
    assert answer.status_code == 302 and "/account/confirm/" in answer["Location"]
    assert not StandingRole.objects.filter(user=team.stranger).exists()


def test_somebody_with_nothing_to_show_is_refused(client, team, nora):
    client.force_login(team.administrator)
    assert give(client, nora, "coordinator", team.bodies.district).status_code == 403
    assert not StandingRole.objects.filter(user=nora).exists()


def test_given_and_confirmed_role_opens_the_review_and_ended_it_is_gone(
    client, team, case, nora, confirmed
):
    page = f"/cases/{case.reference}/"
    client.force_login(team.administrator)
    assert give(client, nora, "coordinator", team.bodies.district).status_code == 302
    client.force_login(nora)
    assert client.get(page).status_code == 404

    client.force_login(team.partnership_chair)
    assert "Nora New" in client.get("/settings/roles/").content.decode()
    client.post(f"/settings/roles/{role_of(nora).pk}/")
    client.force_login(nora)
    assert client.get(page).status_code == 200
    assert list(Case.objects.visible_to(nora)) == [case]

    client.force_login(team.administrator)
    client.post(f"/settings/people/{nora.pk}/roles/{role_of(nora).pk}/end/")
    client.force_login(nora)
    assert client.get(page).status_code == 404
    assert not Case.objects.visible_to(nora).exists()
    kinds = (Event.STANDING_GIVEN, Event.STANDING_CONFIRMED, Event.STANDING_ENDED)
    assert AuditEvent.objects.filter(event__in=kinds, subject=nora.audit_subject).count() == 3


def test_chair_of_the_county_does_not_decide_for_a_district(team, case):
    assert policy.permissions_on(case, team.county_chair) == frozenset()
    assert "decide" in policy.permissions_on(case, team.partnership_chair)


def test_coordinator_of_the_county_runs_no_review_of_a_district(team, case, nora):
    factories.give_standing(team_with(team, nora), "nora", Role.COORDINATOR, team.bodies.county)
    assert policy.permissions_on(case, nora) == frozenset()


def team_with(team, nora):
    return factories.Team(bodies=team.bodies, people={**team.people, "nora": nora})


@pytest.mark.parametrize("who", ["other_chair", "coordinator", "county_chair", "administrator"])
def test_nobody_else_sees_or_confirms_it(client, team, nora, confirmed, who):
    client.force_login(team.administrator)
    give(client, nora, "board_viewer", team.bodies.district)
    client.force_login(getattr(team, who))
    assert "Nora New" not in client.get("/settings/roles/").content.decode()
    assert "to confirm" not in client.get("/my-work/").content.decode()
    assert client.post(f"/settings/roles/{role_of(nora).pk}/").status_code == 404
    assert role_of(nora).confirmed_on is None


def test_work_page_counts_the_roles_that_wait_for_the_chair(client, team, nora, confirmed):
    client.force_login(team.administrator)
    for role in ("board_viewer", "auditor"):
        give(client, nora, role, team.bodies.district)
    client.force_login(team.partnership_chair)
    assert "2 roles to confirm" in client.get("/my-work/").content.decode()


def test_chair_may_turn_a_role_down(client, team, case, nora, confirmed):
    client.force_login(team.administrator)
    give(client, nora, "coordinator", team.bodies.district)
    client.force_login(team.partnership_chair)
    client.post(f"/settings/roles/{role_of(nora).pk}/", {"refuse": "yes"})
    assert role_of(nora).ended_on and not role_of(nora).confirmed_on
    assert not Case.objects.visible_to(nora).exists()


def test_administrator_is_confirmed_by_another_administrator(client, team, nora, confirmed):
    with job("tests"):
        second = User.objects.create_user("ben@example.org", "Ben Backup", None)
    administrator(second)
    client.force_login(team.administrator)
    assert give(client, nora, "administrator").status_code == 302
    assert client.post(f"/settings/roles/{role_of(nora).pk}/").status_code == 404
    client.force_login(second)
    client.post(f"/settings/roles/{role_of(nora).pk}/")
    assert nora.is_administrator


def test_nobody_gives_a_role_to_themself(client, team, confirmed):
    client.force_login(team.administrator)
    answer = give(client, team.administrator, "coordinator", team.bodies.district)
    assert "Nobody gives a role to themself" in answer.content.decode()
    assert not team.administrator.standing_roles.filter(role="coordinator").exists()


def test_chair_who_is_given_a_role_does_not_confirm_their_own(client, team, confirmed):
    chair = team.partnership_chair
    client.force_login(team.administrator)
    give(client, chair, "coordinator", team.bodies.district)
    row = chair.standing_roles.get(role="coordinator")
    client.force_login(chair)
    assert client.post(f"/settings/roles/{row.pk}/").status_code == 404


@pytest.mark.parametrize(
    "given, words",
    [
        (("coordinator", None), "Choose the partnership where they hold this role."),
        (("administrator", "district"), "An administrator belongs to no partnership."),
        (("county_partner", "district"), "This role cannot be held at this body."),
        (("", "district"), "Select"),
    ],
)
def test_wrong_answer_is_told_in_words(client, team, nora, confirmed, given, words):
    client.force_login(team.administrator)
    role, body = given
    answer = give(client, nora, role, getattr(team.bodies, body) if body else None)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not StandingRole.objects.filter(user=nora).exists()


def test_role_cannot_begin_later_since_nothing_would_begin_it(client, team, nora, confirmed):
    client.force_login(team.administrator)
    later = timezone.localdate() + timedelta(days=3)
    answer = give(client, nora, "coordinator", team.bodies.district, later)
    assert "The first day must be today or in the past." in answer.content.decode()


def test_second_role_of_the_same_kind_is_refused(client, team, confirmed):
    client.force_login(team.administrator)
    answer = give(client, team.coordinator, "coordinator", team.bodies.district)
    assert "They already have this role there." in answer.content.decode()


def test_last_administrator_cannot_be_ended(client, team, confirmed):
    client.force_login(team.administrator)
    row = team.administrator.standing_roles.get()
    answer = client.post(f"/settings/people/{team.administrator.pk}/roles/{row.pk}/end/")
    assert "This is the last administrator." in answer.content.decode()
    assert team.administrator.is_administrator


@pytest.mark.parametrize("who", ["coordinator", "partnership_chair", "stranger"])
def test_roles_are_given_by_administrators_alone(client, team, nora, who):
    client.force_login(getattr(team, who))
    assert client.get(f"/settings/people/{nora.pk}/roles/new/").status_code == 403
    row = team.coordinator.standing_roles.get()
    page = f"/settings/people/{team.coordinator.pk}/roles/{row.pk}/end/"
    assert client.get(page).status_code == 403


def test_person_confirms_with_the_password_where_there_is_no_second_step(client, team, nora):
    standing.give(
        user=team.stranger,
        role=Role.ADMINISTRATOR,
        organisation=None,
        by=team.administrator,
        on=timezone.localdate(),
    )
    administrator(nora)
    sign_in(client, nora)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1}]
    session.save()
    answer = client.post(f"/settings/roles/{role_of(team.stranger).pk}/")
    assert "/account/confirm/" in answer["Location"]
    client.post(answer["Location"], {"password": "marmalade tractor Venice"})
    assert team.stranger.is_administrator


def test_last_coordinator_of_a_partnership_stays_until_there_is_another(client, team, confirmed):
    client.force_login(team.administrator)
    row = team.other_coordinator.standing_roles.get()
    page = f"/settings/people/{team.other_coordinator.pk}/roles/{row.pk}/end/"
    answer = client.post(page)
    assert "This is the last coordinator of this partnership." in answer.content.decode()
    give(client, team.stranger, "coordinator", team.bodies.other_district)
    assert client.post(page).status_code == 200, "a role that waits looks after nothing"
    client.force_login(team.other_chair)
    client.post(f"/settings/roles/{role_of(team.stranger).pk}/")
    client.force_login(team.administrator)
    assert client.post(page).status_code == 302


def test_administrator_sees_how_many_reviews_somebody_can_open_and_not_which(client, team, case):
    client.force_login(team.administrator)
    for person, number in ((team.coordinator, 1), (team.barred, 0), (team.stranger, 0)):
        words = client.get(f"/settings/people/{person.pk}/").content.decode()
        assert f'<dd class="govuk-summary-list__value">{number}</dd>' in words
        assert case.reference not in words
