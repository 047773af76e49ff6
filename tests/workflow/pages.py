"""A small cast for tests of pages: one partnership, its people, one review, and signing in."""

import time
from datetime import date, timedelta

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.utils import timezone

from accounts.models import Organisation, StandingRole, User
from accounts.roles import STANDING, Role
from audit.actors import job
from dhr_cases import policy, standing
from dhr_cases.models import Case
from workflow.models import DeadlineRule, Progress
from workflow.services import open_case

RULES = [
    ("D02", "decide", "Decide whether to hold a review", 1, "months", False),
    ("D03", "tell_home_office", "Tell the Home Office of the decision", 5, "working_days", True),
    ("D05", "report", "Complete the overview report", 6, "months", True),
    ("D06", "tell_commissioner", "Send the report to the Commissioner", 0, "none", False),
]


def today() -> date:
    """The day in England."""
    return timezone.localdate()


def body(key, kind=Organisation.Kind.PARTNERSHIP_DISTRICT, **fields):
    """A body of the test's own."""
    with job("tests"):
        return Organisation.objects.create(key=key, kind=kind, name=key.title(), **fields)


def person(name, role=None, at=None, case=None, **given):
    """Somebody with an account and, where asked, one role: at a body or on a review."""
    with job("tests"):
        email = f"{name.lower().replace(' ', '.')}@example.org"
        user = User.objects.create_user(email, name, "marmalade tractor Venice")
        if role in STANDING:
            row = StandingRole(
                user=user,
                role=role,
                organisation=at,
                started_on=date(2020, 1, 1),
                given_on=date(2020, 1, 1),
                confirmed_on=date(2020, 1, 1),
                by_command=True,
            )
            row.save()
            standing.spread_standing(row, on=today())
        elif role:
            policy.assign(
                case,
                user,
                role,
                by=None,
                on=today(),
                reason="For a test",
                organisation=at,
                last_day_on=today() + timedelta(days=300),
                **given,
            )
    return user


def rules():
    """The few dated rules these pages need."""
    with job("tests"):
        for code, name, title, amount, unit, held in RULES:
            DeadlineRule(
                code=code,
                name=name,
                title=title,
                regime="S9",
                amount=amount,
                unit=unit,
                counted_from="The day it began",
                applies_from=date(2011, 4, 13),
                source="A source",
                nature="Guidance",
                held_by_pause=held,
            ).save()


class Team:
    """One partnership with a review that has come in, and one person for each role."""

    def __init__(self):
        rules()
        self.lead = body("northshire", area_code="NOR")
        self.county = body("greater-north", Organisation.Kind.PARTNERSHIP_COUNTY)
        self.coordinator = person("Cora Quill", Role.COORDINATOR, self.lead)
        self.case = self.open()
        self.chair = person("Della Stone", Role.PARTNERSHIP_CHAIR, self.lead)
        self.lead_reviewer = person("Ines Reed", Role.INDEPENDENT_CHAIR, case=self.case)
        self.auditor = person("Ivor Gale", Role.AUDITOR, self.lead)
        self.stranger = person("Sol Rook")

    def open(self, received_on=None, **facts) -> Case:
        """Open one more review of this partnership."""
        facts.setdefault("known_as", "Ama")
        return open_case(
            self.lead,
            county=self.county,
            received_on=received_on or today() - timedelta(days=10),
            by=self.coordinator,
            on=today() - timedelta(days=5),
            **facts,
        )


def confirm(client, user):
    """Let the session have shown who it is a moment ago, as steps that bind people ask for."""
    session = client.session
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session.save()


def day(on: date, name: str = "on") -> dict[str, str]:
    """A day as it is typed in three boxes."""
    parts = {"day": on.day, "month": on.month, "year": on.year}
    return {f"{name}_{part}": str(number) for part, number in parts.items()}


def put_at(case, status):
    """Stand a review at a status without the road there: for pages that only show it."""
    progress = Progress.objects.get(case=case)
    progress.__dict__["status"] = status
    with job("tests"):
        progress.save()
    return Case.objects.select_related("progress").get(pk=case.pk)
