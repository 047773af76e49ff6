"""Two areas under one county, a third far away, and people who hold a role at them."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from accounts.models import Organisation, StandingRole, User
from accounts.roles import Role
from audit.actors import job
from workflow.models import DeadlineRule

PASSWORD = "marmalade tractor Venice"
LONG_AGO = datetime.date(2020, 1, 1)


def body(key, kind, name, **fields):
    """A body, made by the tests."""
    with job("tests"):
        return Organisation.objects.create(key=key, kind=kind, name=name, **fields)


def person(name, role=None, at=None):
    """Somebody with an account and, where given, a standing role in force at a body."""
    with job("tests"):
        email = f"{name.lower().replace(' ', '.')}@example.org"
        user = User.objects.create_user(email, name, PASSWORD)
        if role is not None:
            StandingRole(
                user=user,
                role=role,
                organisation=at,
                started_on=LONG_AGO,
                given_on=LONG_AGO,
                confirmed_on=LONG_AGO,
                by_command=True,
            ).save()
    return user


def decide_in_a_month():
    """The rule of D02 under section 9."""
    with job("tests"):
        return DeadlineRule.objects.create(
            code="D02",
            name="decide",
            title="Decide whether to review",
            regime="S9",
            amount=1,
            unit="months",
            counted_from="the earliest receipt in writing",
            applies_from=datetime.date(2011, 4, 13),
            source="process.md A2",
            nature="Guidance",
        )


def two_areas():
    """North and South under one county, West under none; a cast for each."""
    kinds = Organisation.Kind
    county = body("midshire", kinds.PARTNERSHIP_COUNTY, "Safer Midshire")
    north = body("north", kinds.PARTNERSHIP_DISTRICT, "Safer North", area_code="NOR", county=county)
    south = body("south", kinds.PARTNERSHIP_DISTRICT, "Safer South", area_code="SOU", county=county)
    west = body("west", kinds.PARTNERSHIP_DISTRICT, "Safer West", area_code="WES")
    decide_in_a_month()
    return SimpleNamespace(
        county=county,
        north=north,
        south=south,
        west=west,
        coordinator=person("Cora Coordinator", Role.COORDINATOR, north),
        chair=person("Dina Decider", Role.PARTNERSHIP_CHAIR, north),
        county_partner=person("Cyril County", Role.COUNTY_PARTNER, county),
        elsewhere=person("Wanda West", Role.COORDINATOR, west),
        stranger=person("Sam Stranger"),
        today=timezone.localdate(),
    )
