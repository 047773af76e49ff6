"""The invented people of the demonstration: one account for each role, in two partnerships."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from accounts import standing
from accounts.models import Organisation, User
from accounts.roles import Role

CHAIRS = {"chair": "gloucester", "chair_cheltenham": "cheltenham", "chair_county": "county"}
STANDING = {
    "coordinator": (Role.COORDINATOR, "gloucester"),
    "family_lead": (Role.COORDINATOR, "gloucester"),
    "auditor": (Role.AUDITOR, "gloucester"),
    "second_auditor": (Role.AUDITOR, "gloucester"),
    "board": (Role.BOARD_VIEWER, "gloucester"),
    "coordinator_cheltenham": (Role.COORDINATOR, "cheltenham"),
    "auditor_cheltenham": (Role.AUDITOR, "cheltenham"),
    "county": (Role.COUNTY_PARTNER, "county"),
}
PEOPLE = {
    # attribute: e-mail before the @, name, job, body
    "administrator": ("administrator", "Ada Fielding", "Systems officer", ""),
    "second_administrator": ("administrator.two", "Idris Nowell", "Systems officer", ""),
    "chair": ("chair.gloucester", "Priya Sandhurst", "Partnership chair", "gloucester"),
    "chair_cheltenham": (
        "chair.cheltenham",
        "Malcolm Treloar",
        "Partnership chair",
        "cheltenham",
    ),
    "chair_county": ("chair.county", "Rowena Ashdown", "County chair", "county"),
    "coordinator": (
        "coordinator.gloucester",
        "Tom Wexcombe",
        "Review coordinator",
        "gloucester",
    ),
    "family_lead": (
        "family.gloucester",
        "Nerys Calloway",
        "Review coordinator and family lead",
        "gloucester",
    ),
    "auditor": (
        "auditor.gloucester",
        "Oluwaseun Marsh",
        "Information-governance officer",
        "gloucester",
    ),
    "second_auditor": (
        "records.gloucester",
        "Bethan Orde",
        "Records manager",
        "gloucester",
    ),
    "board": ("board.gloucester", "Winston Hale", "Board member", "gloucester"),
    "coordinator_cheltenham": (
        "coordinator.cheltenham",
        "Isla Penrose",
        "Review coordinator",
        "cheltenham",
    ),
    "auditor_cheltenham": (
        "auditor.cheltenham",
        "Gethin Rudd",
        "Information-governance officer",
        "cheltenham",
    ),
    "county": ("county", "Farah Linden", "County review coordinator", "county"),
    "independent_chair": ("independent.chair", "Dr Helen Marchbank", "Independent chair", ""),
    "panel_police": ("panel.police", "Darren Foxley", "Detective superintendent", "police"),
    "panel_specialist": (
        "panel.specialist",
        "Amara Bright",
        "Service manager, domestic abuse",
        "specialist",
    ),
    "author_police": ("author.police", "Siobhan Teal", "Review author", "police"),
    "senior_police": ("senior.police", "Graham Alder", "Assistant chief constable", "police"),
    "author_health": ("author.health", "Kwame Thorne", "Named nurse", "health"),
    "action_owner": ("owner.health", "Lucy Varden", "Head of safeguarding", "health"),
    "legal": ("legal", "Edmund Skerritt", "Solicitor", "city"),
    "communications": ("communications", "Hana Brook", "Communications officer", "city"),
    "stranger": ("stranger", "Peter Nobody", "Officer with no review", "city"),
}


def bodies() -> SimpleNamespace:
    """The organisations of the demonstration, from the reference data of the installation."""
    found = {row.key: row for row in Organisation.objects.exclude(key="")}
    return SimpleNamespace(**{name: found[key] for name, key in KEYS.items()})


KEYS = {
    "gloucester": "gloucester",
    "cheltenham": "cheltenham",
    "county": "safer-gloucestershire",
    "police": "gloucestershire-constabulary",
    "health": "nhs-gloucestershire",
    "city": "gloucester-city-council",
    "council": "gloucestershire-county-council",
    "specialist": "domestic-abuse-specialist",
}


def make(password: str, *, on: date) -> SimpleNamespace:
    """Make every account with its confirmed standing roles, and return them by name.

    `password` opens every account; `on` is the day their roles begin. Runs inside a job.
    """
    where = bodies()
    team = SimpleNamespace(bodies=where)
    for attribute, (box, name, job_title, body) in PEOPLE.items():
        user = User.objects.create_user(
            f"{box}@demo.example",
            name,
            password,
            job_title=job_title,
            organisation=getattr(where, body) if body else None,
            is_demo=True,
        )
        setattr(team, attribute, user)
    for attribute, role in (("administrator", Role.ADMINISTRATOR),):
        standing.give_by_command(user=getattr(team, attribute), role=role, organisation=None, on=on)
    for attribute, body in CHAIRS.items():
        standing.give_by_command(
            user=getattr(team, attribute),
            role=Role.PARTNERSHIP_CHAIR,
            organisation=getattr(where, body),
            on=on,
        )
    for attribute, (role, body) in STANDING.items():
        given = standing.give(
            user=getattr(team, attribute),
            role=role,
            organisation=getattr(where, body),
            by=team.administrator,
            on=on,
        )
        chair = next(name for name, held in CHAIRS.items() if held == body)
        standing.confirm(given, by=getattr(team, chair), on=on)
    return team
