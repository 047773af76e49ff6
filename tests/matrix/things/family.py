"""What belongs to family and friends and fills in parts of addresses."""

from dhr_cases.models import (
    AgreedSentence,
    DateToAvoid,
    DraftReading,
    FamilyContact,
    FamilyHandover,
    FamilyPromise,
    FamilyWish,
    NameReveal,
    NamingPolicy,
    ProtectedTerm,
    PseudonymEntry,
    ReadingComment,
    ResponsibleContact,
    Tribute,
)
from tests.facts.rows import TODAY, day
from tests.matrix.things.registry import find_thing, thing

OF_THE_FAMILY = (
    "owed/token", "dates/token", "said/wish", "comments/token", "sentences/token", "tributes/token",
    "handover/token", "responsible/token", "pseudonyms/reveal",
    "pseudonyms/policy", "protected-terms/token",
)  # fmt: skip
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


@thing("readings/token")
def _(case, team):
    row = DraftReading(
        case=case, member=case.familymembers.first(), reading_on=day(-3), place="Her advocate's",
        hours_allowed=4, sits_with="Her advocate",
    )  # fmt: skip
    row.save()
    return row.token


@thing("comments/token")
def _(case, team):
    find_thing("readings/token", case, team)
    row = ReadingComment(case=case, reading=case.draftreadings.first(), words="She was kind.")
    row.save()
    return row.token


@thing("sentences/token")
def _(case, team):
    row = AgreedSentence(
        case=case, member=case.familymembers.first(), words="She loved her garden.",
        approved_on=TODAY, heard_by="Faye",
    )  # fmt: skip
    row.save()
    return row.token


@thing("tributes/token")
def _(case, team):
    row = Tribute(
        case=case, member=case.familymembers.first(), words="She sang as she worked.",
        consented_on=TODAY, heard_by="Faye",
    )  # fmt: skip
    row.save()
    return row.token


@thing("handover/token")
def _(case, team):
    row = FamilyHandover(
        case=case, handed_to=team.family_lead, handed_by=team.independent_chair, handed_on=TODAY
    )
    row.save()
    return row.token


@thing("responsible/token")
def _(case, team):
    row = ResponsibleContact(
        case=case, kind="risk", happened_on=TODAY, who="person", words="None seen.",
        recorded_by=team.coordinator,
    )  # fmt: skip
    row.save()
    return row.token


@thing("pseudonyms/token")
def _(case, team):
    return case.persons.first().token


@thing("pseudonyms/reveal")
def _(case, team):
    person = case.persons.first()
    PseudonymEntry(
        case=case, person=person, naming="first_name", consent_of="Hers", consent_on=TODAY
    ).save()
    NameReveal(case=case, person=person, reason="A letter", revealed_by=team.coordinator).save()


@thing("pseudonyms/policy")
def _(case, team):
    NamingPolicy(
        case=case, naming="first_name", decided_on=TODAY, consent_of="Her mother",
        consent_on=TODAY, naming_reason="It is her name",
    ).save()  # fmt: skip


@thing("protected-terms/token")
def _(case, team):
    by = {"case": case, "person": case.persons.first()}
    ProtectedTerm(**by, kind="employer", value="Larch Mills", ended_on=day(-1)).save()
    row = ProtectedTerm(**by, kind="school", value="Larch Rise School", variants="Larch Rise")
    row.save()
    return row.token


@thing("new/kind")
def _(case, team):
    return "school"
