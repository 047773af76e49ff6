"""What belongs to family and friends and fills in parts of addresses."""

from dhr_cases.models import DateToAvoid, FamilyContact, FamilyPromise, FamilyWish
from tests.facts.rows import TODAY, day
from tests.matrix.things.registry import thing

OF_THE_FAMILY = ("owed/token", "dates/token", "said/wish")
"""One row of everything the family's part keeps, for the tests of the walls."""


@thing("owed/token")
def _(case, team):
    member = case.familymembers.first()
    by = {"case": case, "member": member, "recorded_by": team.family_lead}
    contact = FamilyContact(
        **by, happened_on=day(-9), how="call", made_by="Faye", their_words="Why?", our_words="Soon."
    )
    contact.save()
    row = FamilyPromise(**by, contact=contact, kind="answer", what="Why so late", due_on=day(5))
    row.save()
    return row.token


@thing("dates/token")
def _(case, team):
    row = DateToAvoid(case=case, day=day(40), kind="birthday", yearly=True)
    row.save()
    return row.token


@thing("said/wish")
def _(case, team):
    member = case.familymembers.first()
    FamilyWish(
        case=case, member=member, topic="photo", answer="no", heard_on=TODAY, heard_by="Faye"
    ).save()


@thing("wishes/topic")
def _(case, team):
    return "photo"
