"""The bodies, the accounts and the standing roles of the invented installation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from accounts.models import Organisation, StandingRole, User
from accounts.roles import Role
from audit.bulk import add_rows
from reports.scale.plan import FIRST_YEAR, Plan, area_codes

LONG_AGO = date(FIRST_YEAR, 1, 3)
AT_A_DISTRICT = (
    Role.COORDINATOR,
    Role.COORDINATOR,
    Role.PARTNERSHIP_CHAIR,
    Role.AUDITOR,
    Role.BOARD_VIEWER,
)
AT_A_COUNTY = (Role.COUNTY_PARTNER,)
AGENCIES = 24
MANY_EMAIL, FEW_EMAIL = "many@example.org", "few@example.org"
GIVEN = ("Ama", "Ben", "Cora", "Dev", "Ellis", "Farah", "Gwen", "Hari", "Iona", "Jo")
FAMILY = ("Arden", "Birch", "Calder", "Dale", "Elm", "Frost", "Grove", "Heath", "Ives", "Larch")


@dataclass
class Installation:
    """Who and what there is before the first review."""

    districts: list[Organisation] = field(default_factory=list)
    agencies: list[Organisation] = field(default_factory=list)
    standing: dict[int, list[StandingRole]] = field(default_factory=dict)
    chairs: list[User] = field(default_factory=list)
    panel: list[User] = field(default_factory=list)


def make_people(plan: Plan, password: str) -> Installation:
    """Bodies, accounts with one shared password, and standing roles in force since 2011."""
    made = Installation()
    counties = _bodies(plan.counties, Organisation.Kind.PARTNERSHIP_COUNTY, "county", "County")
    add_rows(counties)
    made.districts = _bodies(
        plan.partnerships, Organisation.Kind.PARTNERSHIP_DISTRICT, "district", "Partnership"
    )
    taken = set(Organisation.objects.values_list("area_code", flat=True))
    codes = area_codes(plan.partnerships, taken)
    for number, (district, code) in enumerate(zip(made.districts, codes, strict=True)):
        district.area_code, district.county = code, counties[number % plan.counties]
    add_rows(made.districts)
    made.agencies = _bodies(AGENCIES, Organisation.Kind.AGENCY, "agency", "Agency")
    add_rows(made.agencies)
    _accounts(plan, made, counties, make_password(password))
    return made


def _bodies(number: int, kind: str, key: str, name: str) -> list[Organisation]:
    return [
        Organisation(key=f"scale-{key}-{one}", kind=kind, name=f"Invented {name} {one}")
        for one in range(1, number + 1)
    ]


def _accounts(plan: Plan, made: Installation, counties: list, password: str) -> None:
    places = [(body, role) for body in made.districts for role in AT_A_DISTRICT]
    places += [(body, role) for body in counties for role in AT_A_COUNTY]
    users = []
    for number in range(max(plan.people, len(places) + 40)):
        body = places[number][0] if number < len(places) else None
        users.append(
            User(
                email=_email(number),
                name=f"{GIVEN[number % 10]} {FAMILY[number // 10 % 10]} {number}",
                organisation=body or made.agencies[number % AGENCIES],
                password=password,
                joined_on=LONG_AGO,
            )
        )
    add_rows(users)
    standing = [
        StandingRole(
            user=user,
            organisation=body,
            role=role,
            started_on=LONG_AGO,
            given_on=LONG_AGO,
            confirmed_on=LONG_AGO,
            by_command=True,
        )
        for user, (body, role) in zip(users, places, strict=False)
    ]
    add_rows(standing)
    for row in standing:
        made.standing.setdefault(row.organisation_id, []).append(row)
    rest = users[len(places) :]
    share = max(10, len(rest) // 20)
    made.chairs, made.panel = rest[:share], rest[share:]


def _email(number: int) -> str:
    """The first coordinators of the first two partnerships are the people measured."""
    known = {0: MANY_EMAIL, len(AT_A_DISTRICT): FEW_EMAIL}
    return known.get(number, f"person{number}@example.org")
