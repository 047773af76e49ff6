"""An installation as it is before its first review: bodies, rules and people; no review."""

from accounts import standing
from accounts.models import Organisation, User
from accounts.roles import Role
from audit.actors import job
from tests.browser.whole.walk import PASSWORD, day
from tests.prepared import load_rules

PEOPLE = {
    "administrator": ("Ada Fielding", None),
    "chair": ("Priya Anand", "gloucester"),
    "county_chair": ("Huw Ellis", "county"),
    "coordinator": ("Colin Marsh", "gloucester"),
    "county": ("Carys Powell", "county"),
    "auditor": ("Olu Adeyemi", "gloucester"),
    "independent_chair": ("Ines Calder", None),
    "panel_member": ("Pauline Frost", "refuge"),
    "author": ("Arthur Dean", "police"),
    "owner": ("Owen Hale", "health"),
    "stranger": ("Zoe Strang", "health"),
}
STANDING = (
    ("coordinator", Role.COORDINATOR, "gloucester"),
    ("county", Role.COUNTY_PARTNER, "county"),
    ("auditor", Role.AUDITOR, "gloucester"),
)


def address_of(name):
    """The e-mail address of somebody of this journey."""
    return f"{name.replace('_', '.')}@example.org"


def settle_in():
    """Make the bodies and the people, each standing role given and confirmed; people by name."""
    load_rules()
    kinds = Organisation.Kind
    with job("tests"):
        county = Organisation(key="county", kind=kinds.PARTNERSHIP_COUNTY, name="Safer Severnshire")
        county.save()
        bodies = {"county": county}
        for key, kind, name, facts in (
            (
                "gloucester",
                kinds.PARTNERSHIP_DISTRICT,
                "Safer Glevum",
                {"area_code": "GLO", "county": county},
            ),
            ("police", kinds.AGENCY, "Severnshire Constabulary", {}),
            ("health", kinds.AGENCY, "Severnshire Health Trust", {}),
            ("council", kinds.AGENCY, "Glevum City Council", {}),
            ("refuge", kinds.AGENCY, "Severn Domestic Abuse Service", {}),
        ):
            bodies[key] = Organisation(key=key, kind=kind, name=name, **facts)
            bodies[key].save()
        people = {
            key: User.objects.create_user(
                address_of(key), name, PASSWORD, organisation=bodies.get(body)
            )
            for key, (name, body) in PEOPLE.items()
        }
        for key, role, body in (
            ("administrator", Role.ADMINISTRATOR, None),
            ("chair", Role.PARTNERSHIP_CHAIR, "gloucester"),
            ("county_chair", Role.PARTNERSHIP_CHAIR, "county"),
        ):
            standing.give_by_command(
                user=people[key], role=role, organisation=bodies.get(body), on=day(-400)
            )
    for key, role, body in STANDING:
        row = standing.give(
            user=people[key],
            role=role,
            organisation=bodies[body],
            by=people["administrator"],
            on=day(-400),
        )
        confirmer = people["county_chair" if body == "county" else "chair"]
        standing.confirm(row, by=confirmer, on=day(-400))
    return people
