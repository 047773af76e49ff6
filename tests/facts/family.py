"""What passes between the family lead and somebody bereaved, each made by one small function."""

from audit.actors import acting
from dhr_cases.models import FamilyContact, FamilyMember
from tests.facts.rows import day, person


def relative(case, team, name="Efe Mensah", **facts):
    """Somebody bereaved who takes part."""
    with acting(team.family_lead):
        who = person(case, name, "family")
        who.pseudonym = ""
        who.save()
        row = FamilyMember(
            case=case, person=who,
            **({"relation": "Sister", "preferred_name": name.split()[0]} | facts),
        )  # fmt: skip
        row.save()
        return row


def meet(case, team, member, **facts):
    """A contact that is logged."""
    given = {"happened_on": day(-9), "how": "call", "made_by": "Faye Linton",
             "their_words": "The garden was never quiet.", "our_words": "We will ask."}  # fmt: skip
    with acting(team.family_lead):
        row = FamilyContact(
            case=case, member=member, recorded_by=team.family_lead, **(given | facts)
        )
        row.save()
        return row
