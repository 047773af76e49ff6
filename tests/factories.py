"""The cast, one invented person per role, and cases that reach their state by real steps.

bodies = make_organisations()
team = cast(bodies)                         # team.coordinator, team.stranger, …
case = make_case(team)                      # everybody has their role on it
case = case_at("in_review", team)           # has truly been through all that leads there
satisfy(case, step, team)                   # makes every guard of one more step true
take(case, "agree_draft", team)             # satisfies and takes it, by whoever may
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone

from accounts import people as accounts
from accounts import standing
from accounts.models import Organisation, User
from accounts.roles import GRANTS, Role
from audit.actors import acting, job
from dhr_cases import policy
from tests.facts import SATISFY
from tests.facts.rows import TODAY, day
from workflow import services
from workflow.models import Progress
from workflow.reference import path_to

Kind = Organisation.Kind


@dataclass(frozen=True)
class Part:
    """Somebody of the cast: a name, a body, roles held there, roles on each case."""

    name: str
    body: str
    standing: tuple[Role, ...] = ()
    on_case: tuple[Role, ...] = ()
    days: tuple[int, int] = (-19, 300)
    is_barred: bool = False
    is_deactivated: bool = False


R = Role
PARTS = {
    "partnership_chair": Part("Priya Anand", "district", (R.PARTNERSHIP_CHAIR,)),
    "coordinator": Part("Colin Marsh", "district", (R.COORDINATOR,)),
    "county_partner": Part("Carys Powell", "county", (R.COUNTY_PARTNER,)),
    "auditor": Part("Olu Adeyemi", "district", (R.AUDITOR,)),
    "board_viewer": Part("Beth Winters", "district", (R.BOARD_VIEWER,)),
    "administrator": Part("Ada Fielding", "district", (R.ADMINISTRATOR,)),
    "independent_chair": Part("Ines Calder", "none", (), (R.INDEPENDENT_CHAIR,)),
    "panel_member": Part("Pauline Frost", "specialists", (), (R.PANEL_MEMBER,)),
    "agency_author": Part("Arthur Dean", "police", (), (R.AGENCY_AUTHOR,)),
    "agency_senior": Part("Sunita Rao", "police", (), (R.AGENCY_SENIOR,)),
    "action_owner": Part("Owen Hale", "health", (), (R.ACTION_OWNER,)),
    "legal_adviser": Part("Leila Haddad", "council", (), (R.LEGAL_ADVISER,)),
    "communications": Part("Tom Pryce", "council", (), (R.COMMUNICATIONS,)),
    "emergency": Part("Ewan Blythe", "district", (R.BOARD_VIEWER,), (R.EMERGENCY,)),
    "family_lead": Part("Faye Linton", "district", (R.COORDINATOR,), (R.FAMILY_LEAD,)),
    "names_by_grant": Part("Nadia Brook", "council", (), (R.PANEL_MEMBER, R.NAMES_BY_GRANT)),
    "working_by_grant": Part("Wynn Parry", "county", (R.COUNTY_PARTNER,), (R.WORKING_BY_GRANT,)),
    "content_on_reason": Part("Connie Reeve", "district", (R.AUDITOR,), (R.CONTENT_ON_REASON,)),
    "staff_material_by_consent": Part(
        "Stefan Orlov", "none", (), (R.INDEPENDENT_CHAIR, R.STAFF_MATERIAL_BY_CONSENT)
    ),
    "stranger": Part("Zoe Strang", "council"),
    "other_chair": Part("Percy Vale", "other_district", (R.PARTNERSHIP_CHAIR,)),
    "other_coordinator": Part("Cleo Abbott", "other_district", (R.COORDINATOR,)),
    "barred": Part("Basil Crane", "district", (R.COORDINATOR,), is_barred=True),
    "expired": Part("Esme Thorne", "council", (), (R.PANEL_MEMBER,), days=(-19, -1)),
    "deactivated": Part("Dora Mills", "district", (R.COORDINATOR,), is_deactivated=True),
}
"""Who is in the cast. The first nineteen are called what their role is called."""

ROLE_PEOPLE = tuple(role.value for role in Role)
OUTSIDERS = ("stranger", "other_coordinator", "barred", "expired", "deactivated")
BODY_OF_ROLE = {R.AGENCY_AUTHOR: "police", R.AGENCY_SENIOR: "police", R.ACTION_OWNER: "health"}


@dataclass
class Team:
    """The cast with the bodies they belong to; everybody is an attribute."""

    bodies: SimpleNamespace
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name):
        if name.startswith("__") or name not in self.people:
            raise AttributeError(name)
        return self.people[name]

    def roles_on_case(self, name):
        """The roles that count for somebody on a case of the district, by the rules alone."""
        part = PARTS[name]
        if part.is_barred or part.is_deactivated or part.days[1] < 0:
            return frozenset()
        here = part.standing if part.body in ("district", "county") else ()
        return frozenset(here) | frozenset(part.on_case)

    def may(self, name):
        """The permissions those roles give, from the table of grants."""
        return frozenset().union(*(GRANTS[role] for role in self.roles_on_case(name)))

    def holder(self, permission):
        """The first of the cast whose roles give a permission."""
        return next(self.people[name] for name in PARTS if permission in self.may(name))


def make_organisations():
    """A district and another on the same installation, their county, and some agencies."""

    def body(key, kind, name, **facts):
        row = Organisation(key=key, kind=kind, name=name, **facts)
        row.save()
        return row

    with job("tests"):
        county = body("county", Kind.PARTNERSHIP_COUNTY, "Safer Severnshire")
        district = Kind.PARTNERSHIP_DISTRICT
        return SimpleNamespace(
            county=county,
            district=body("glevum", district, "Safer Glevum", area_code="GLO", county=county),
            other_district=body("spa", district, "Safer Spa Town", area_code="CHE", county=county),
            police=body("police", Kind.AGENCY, "Severnshire Constabulary"),
            health=body("health", Kind.AGENCY, "Severnshire Health Trust"),
            council=body("council", Kind.AGENCY, "Glevum City Council"),
            specialists=body("refuge", Kind.AGENCY, "Severn Domestic Abuse Service"),
            none=None,
        )


def cast(bodies=None):
    """Everybody of PARTS with their account and their confirmed standing roles."""
    bodies = bodies or make_organisations()
    team = Team(bodies=bodies)
    with job("tests"):
        for name, part in PARTS.items():
            email = f"{name.replace('_', '.')}@example.org"
            account = User(email=email, name=part.name, organisation=getattr(bodies, part.body))
            account.set_unusable_password()
            account.save()
            team.people[name] = account
        first = {"partnership_chair", "other_chair", "administrator"}
        county_chair = User(email="county.chair@example.org", name="Huw Ellis")
        county_chair.save()
        team.people["county_chair"] = county_chair
        standing.give_by_command(
            user=county_chair, role=R.PARTNERSHIP_CHAIR, organisation=bodies.county, on=day(-400)
        )
        for name in first:
            role = PARTS[name].standing[0]
            where = None if role == R.ADMINISTRATOR else getattr(bodies, PARTS[name].body)
            standing.give_by_command(
                user=team.people[name], role=role, organisation=where, on=day(-400)
            )
    for name, part in PARTS.items():
        for role in part.standing if name not in first else ():
            give_standing(team, name, role, getattr(bodies, part.body))
    return team


def give_standing(team, name, role, body, on=None):
    """An administrator gives a standing role; the chair of that body confirms it."""
    on = on or day(-400)
    chairs = {"glevum": "partnership_chair", "spa": "other_chair", "county": "county_chair"}
    row = standing.give(
        user=team.people[name], role=role, organisation=body, by=team.administrator, on=on
    )
    return standing.confirm(row, by=team.people[chairs[body.key]], on=on)


def make_case(team, **facts):
    """A case just notified, twenty days ago, on which everybody has their role."""
    bodies = team.bodies
    given = {"received_on": day(-20), "on": day(-20), "county": bodies.county, **facts}
    lead = given.pop("lead", bodies.district)
    by = team.coordinator if lead == bodies.district else team.other_coordinator
    case = services.open_case(lead, by=by, **given)
    if lead == bodies.district:
        give_roles(case, team)
    return case


def give_roles(case, team):
    """Everybody's roles on one case; the barred are barred and the deactivated deactivated."""
    with acting(team.coordinator):
        for name, part in PARTS.items():
            for role in part.on_case:
                _give(case, team, name, role)
            if part.is_barred:
                policy.bar(
                    case, team.people[name], by=team.coordinator, on=day(-19), reason="A relative"
                )
    gone = User.objects.get(pk=team.deactivated.pk)
    if gone.is_active:
        accounts.deactivate(gone, by=team.administrator, on=day(-18))


def _give(case, team, name, role):
    who, part = team.people[name], PARTS[name]
    if role == R.EMERGENCY:
        policy.take_emergency_access(
            case, who, reason="A child may be at risk tonight.", now=timezone.now()
        )
        return
    policy.assign(
        case,
        who,
        role,
        by=team.partnership_chair if who == team.coordinator else team.coordinator,
        on=day(part.days[0]),
        reason="Asked to help with this review",
        organisation=getattr(team.bodies, BODY_OF_ROLE.get(role, "none")),
        last_day_on=day(part.days[1]),
    )


def satisfy(case, step, team):
    """Make every guard of a step true for whoever takes it; touches none that is true already."""
    by = team.holder(step.permission)
    for guard in step.guards:
        if guard(fresh(case).progress, by):
            SATISFY[guard](fresh(case), team)


def fresh(case):
    """The case as the database has it now, with its progress."""
    return (
        type(case)
        .objects.select_related("progress", "lead_partnership", "county_partner")
        .get(pk=case.pk)
    )


def answers_to(step, team):
    """What the form of a step would hand on."""
    reason = {"reason": "New facts came from the coroner."}
    forms = {
        "StepForm": dict,
        "ReasonForm": lambda: reason,
        "HoldReviewForm": lambda: {"outcome": "hold", "reasons": "It appears met."},
        "NoReviewForm": lambda: {
            "outcome": "no_review",
            "reasons": "No element of abuse.",
            "learning_route": "A note to two agencies.",
        },
        "DuplicateForm": lambda: {"other_case": make_case(team), **reason},
        "QueryForm": lambda: {
            "question": "What did the school know?",
            "owner": "The coordinator",
            "due_on": day(10),
        },
        "SubmissionForm": lambda: {"how": "Secure e-mail", "sent_to": "The review inbox"},
        "PublishForm": lambda: {"address": "https://example.org/reviews/1"},
    }
    return forms[step.form]()


def take(case, step, team, *, by=None, on=None):
    """Satisfy a step and take it, by the holder of its permission; returns the case afresh."""
    step = Progress.step(step) if isinstance(step, str) else step
    satisfy(case, step, team)
    by = by or team.holder(step.permission)
    with acting(by):
        given = answers_to(step, team)
    services.perform(fresh(case).progress, step, by=by, on=on or TODAY, answers=given)
    return fresh(case)


def case_at(status, team=None, **facts):
    """A case that has truly been through everything that leads to this status."""
    team = team or cast()
    case = make_case(team, **facts)
    for step in path_to(status):
        case = take(case, step, team)
    return case


def tour(team, case=None, seen=None):
    """Every status once, reached by real steps; each branch is rolled back when it is done.

    Yields the case afresh at each stop. To be used up inside a test with a database.
    """
    case = fresh(case or make_case(team))
    seen = set() if seen is None else seen
    seen.add(case.progress.status)
    yield case
    for step in Progress.steps():
        if case.progress.status in step.sources and step.target not in seen:
            here = transaction.savepoint()
            yield from tour(team, take(case, step, team), seen)
            transaction.savepoint_rollback(here)


@contextmanager
def undone():
    """Whatever is done inside is rolled back."""
    here = transaction.savepoint()
    yield
    transaction.savepoint_rollback(here)


def user(team, name):
    """Somebody of the cast as the database has them now."""
    return User.objects.get(pk=team.people[name].pk)
