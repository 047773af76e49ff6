"""Standing roles and the table of roles."""

import datetime
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts import standing
from accounts.models import Organisation, StandingRole, User
from accounts.roles import GIVEN_TO, GRANTS, HIDDEN, PER_CASE, STANDING, Permission, Role
from audit.actors import acting, job

P = Permission


@pytest.fixture
def carol(make_person, partnership, today):
    """The chair of the partnership."""
    person = make_person("Carol Chair")
    with job("tests"):
        standing.give_by_command(
            user=person, role=Role.PARTNERSHIP_CHAIR, organisation=partnership, on=today
        )
    return person


def propose(ann, ada, partnership, today, role=Role.COORDINATOR):
    return standing.give(user=ann, role=role, organisation=partnership, by=ada, on=today)


def test_role_takes_effect_when_the_chair_confirms_it(ann, ada, carol, partnership, today):
    given = propose(ann, ada, partnership, today)
    assert not ann.standing_roles.in_force(today).exists()
    heard = []
    standing.standing_changed.connect(
        lambda **told: heard.append(told["standing_role"]), weak=False, dispatch_uid="heard"
    )
    standing.confirm(given, by=carol, on=today)
    standing.standing_changed.disconnect(dispatch_uid="heard")
    assert ann.standing_roles.in_force(today).get() == given
    assert heard == [given]


def test_only_a_chair_of_that_partnership_confirms(ann, ada, ben, carol, partnership, today):
    given = propose(ann, ada, partnership, today)
    for somebody in (ada, ben, ann):
        with pytest.raises(ValidationError):
            standing.confirm(given, by=somebody, on=today)
    with job("tests"):
        elsewhere = Organisation.objects.create(
            key="south", kind=Organisation.Kind.PARTNERSHIP_DISTRICT, name="Safer South"
        )
    other = propose(ann, ada, elsewhere, today)
    with pytest.raises(ValidationError):
        standing.confirm(other, by=carol, on=today)


def test_nobody_gives_or_confirms_their_own(ada, carol, partnership, today):
    with pytest.raises(ValidationError, match="to themself"):
        propose(ada, ada, partnership, today)
    given = propose(carol, ada, partnership, today)
    with pytest.raises(ValidationError):
        standing.confirm(given, by=carol, on=today)


def test_database_itself_refuses_ones_own_role(ann, ada, partnership, today):
    given = propose(ann, ada, partnership, today)
    for somebody in (ann, ada):
        given.confirmed_by, given.confirmed_on = somebody, today
        with pytest.raises(IntegrityError), transaction.atomic(), acting(ada):
            given.save()


def test_ended_and_outrun_roles_are_not_in_force(ann, ada, carol, partnership, today):
    given = standing.confirm(
        propose(ann, ada, partnership, today, Role.BOARD_VIEWER), by=carol, on=today
    )
    assert standing.end(given, by=carol, on=today).ended_by == carol
    assert not ann.standing_roles.in_force(today).exists()
    delegate = standing.give(
        user=ann,
        role=Role.PARTNERSHIP_CHAIR,
        organisation=partnership,
        by=ada,
        on=today,
        until_on=today + datetime.timedelta(days=14),
    )
    standing.confirm(delegate, by=carol, on=today)
    assert ann.standing_roles.in_force(today + datetime.timedelta(days=14)).exists()
    assert not ann.standing_roles.in_force(today + datetime.timedelta(days=15)).exists()


def test_role_is_held_only_where_it_exists(ann, ada, partnership, today):
    with pytest.raises(ValidationError, match="cannot be held"):
        propose(ann, ada, partnership, today, role=Role.COUNTY_PARTNER)
    with pytest.raises(ValidationError):
        propose(ann, ada, None, today)
    with pytest.raises(ValidationError):
        propose(ann, ada, partnership, today, role=Role.PANEL_MEMBER)


def test_there_are_no_superusers(ann):
    ann.is_superuser = True
    with pytest.raises(IntegrityError), transaction.atomic(), acting(ann):
        ann.save()
    assert not hasattr(User, "is_staff")
    assert not ann.has_perm("dhr_cases.view_case")


def test_first_administrator_is_made_by_a_command(db):
    out = StringIO()
    call_command("create_administrator", "Root@Example.org", "Rosa Root", stdout=out)
    rosa = User.objects.get(email="root@example.org")
    assert rosa.is_administrator
    assert not rosa.has_usable_password()
    assert "/sign-in/password/" in out.getvalue()
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("create_administrator", "nonsense", "Rosa Root")
    with pytest.raises(CommandError):
        call_command("create_administrator", "root@example.org", "Rosa Root")


def test_first_chair_is_made_by_a_command_and_the_second_is_not(ann, ben, partnership):
    out = StringIO()
    call_command("make_partnership_chair", ann.email, "northshire", stdout=out)
    assert "chairs Safer Northshire" in out.getvalue()
    role = StandingRole.objects.get(user=ann)
    assert role.by_command and role.given_by is None
    with pytest.raises(CommandError, match="has a chair"):
        call_command("make_partnership_chair", ben.email, "northshire")
    with pytest.raises(CommandError, match="Nobody"):
        call_command("make_partnership_chair", "x@example.org", "northshire")
    with pytest.raises(CommandError, match="no partnership"):
        call_command("make_partnership_chair", ann.email, "nowhere")


def test_fixture_loads_twice_and_changes_nothing_the_second_time(db):
    first, second = StringIO(), StringIO()
    files = ["fixtures/organisations.json"]
    call_command("load_reference_data", *files, stdout=first)
    call_command("load_reference_data", *files, stdout=second)
    assert second.getvalue().startswith("0 rows")
    districts = Organisation.objects.filter(kind=Organisation.Kind.PARTNERSHIP_DISTRICT)
    codes = {"GLO", "CHE", "TEW", "STR", "COT", "FOR"}
    assert set(districts.values_list("area_code", flat=True)) == codes
    gloucester = districts.get(key="gloucester")
    assert gloucester.county.name == "Safer Gloucestershire"
    assert gloucester.name_on(datetime.date(2016, 12, 31)) == "Safer Gloucester"
    assert gloucester.name_on(datetime.date(2018, 1, 1)) == gloucester.name


def test_every_role_and_permission_has_its_place():
    assert set(GRANTS) == set(Role)
    assert set(Permission) == frozenset().union(*GRANTS.values())
    assert not STANDING & PER_CASE
    assert set(GIVEN_TO) <= PER_CASE


def test_walls_between_roles():
    assert GRANTS[Role.ADMINISTRATOR] == frozenset()
    assert not {P.VIEW_FAMILY, P.CHANGE_FAMILY} & GRANTS[Role.COORDINATOR]
    assert all(permission.startswith("view_") for permission in GRANTS[Role.EMERGENCY])
    assert P.VIEW_FAMILY not in GRANTS[Role.EMERGENCY]
    assert P.VIEW_IDENTITY not in GRANTS[Role.PANEL_MEMBER] | GRANTS[Role.COUNTY_PARTNER]
    assert P.VIEW_CASE not in GRANTS[Role.AGENCY_AUTHOR] | GRANTS[Role.AGENCY_SENIOR]
    deciders = {role for role in Role if P.DECIDE in GRANTS[role]}
    assert deciders == {Role.PARTNERSHIP_CHAIR}
    assert {P.VIEW_FAMILY, P.VIEW_PROCEEDINGS, P.VIEW_STAFF_MATERIAL} <= HIDDEN
