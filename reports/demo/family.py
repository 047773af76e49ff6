"""The family of one invented review: three people with different wishes, and what is owed them."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from audit.actors import acting
from dhr_cases import family, ledger
from dhr_cases.models import (
    AgreedSentence,
    Case,
    CommentAnswer,
    DateToAvoid,
    DraftReading,
    FamilyContact,
    FamilyMember,
    FamilyWish,
    OwedKind,
    ReadingComment,
    Wish,
)

KNOWN_AS = "Saskia"


def remember(cases: list[Case], lead: User, today: date) -> None:
    """A sister who takes part slowly, a father who wishes to be told alone, an aunt who wishes no
    contact; a promise that is due, an answer owed and days to avoid. Runs inside a job."""
    case = next((row for row in cases if row.known_as == KNOWN_AS), None)
    if case is None:
        return
    with acting(lead):
        sister = _sister(case, today)
        _father(case, lead, today)
        _aunt(case, today)
        _speak(sister, lead, today)
        _read(sister, today)
        _pass_on(sister, today)


def _sister(case: Case, today: date) -> FamilyMember:
    sister = case.familymembers.select_related("person").first() or FamilyMember(
        case=case, relation="Sister"
    )
    sister.preferred_name, sister.relation = "Marian", "Sister"
    sister.role_in_family = "Next of kin; speaks for her mother"
    sister.safe_times = "Evenings after seven, never on Sundays"
    sister.contact_route = "Her own mobile telephone. Leave no message."
    sister.advocate_route, sister.advocate_may_be_told = "By e-mail, copied to her", True
    sister.may_be_told, sister.told_agreed_on = ["stage", "dates"], today - timedelta(days=80)
    if sister._state.adding:
        family.add_member(sister, person=None, name="Marian Oakshott")
    else:
        sister.save()
    for topic, answer, words, every in (
        ("progress", "yes", "Every six weeks, even if nothing has happened", 42),
        ("tribute", "yes", "She would like to write it herself", None),
        ("photo", "undecided", "", None),
        ("draft", "yes", "At the advocate's office, not at home", None),
        ("publication", "yes", "So that somebody reads her name and asks", None),
        ("thanks", "no", "", None),
    ):
        _wishes(sister, topic, answer, words, every, today)
    for day, kind, yearly in ((today + timedelta(days=12), "birthday", True),
                              (today + timedelta(days=45), "hearing", False)):  # fmt: skip
        DateToAvoid(case=case, member=sister, day=day, kind=kind, yearly=yearly).save()
    return sister


def _wishes(member, topic, answer, words, every, today) -> None:
    FamilyWish(
        case=member.case, member=member, topic=topic, answer=answer, words=words,
        every_days=every, heard_on=today - timedelta(days=80), heard_by="The family lead",
    ).save()  # fmt: skip


def _father(case: Case, lead: User, today: date) -> None:
    father = FamilyMember(
        case=case, relation="Father", preferred_name="Mr Oakshott", wish=Wish.INFORMED,
        wish_heard_on=today - timedelta(days=70), wish_heard_by="The liaison officer",
        contact_route="By letter, through his daughter",
    )  # fmt: skip
    family.add_member(father, person=None, name="Edwin Oakshott")
    for topic, answer, words in (
        ("publication", "no", "He does not want strangers to read of her"),
        ("draft", "no", ""),
        ("photo", "no", ""),
    ):
        _wishes(father, topic, answer, words, None, today)


def _aunt(case: Case, today: date) -> None:
    aunt = FamilyMember(
        case=case, relation="Aunt", preferred_name="Joan", wish=Wish.NO_CONTACT,
        wish_heard_on=today - timedelta(days=100), wish_heard_by="The liaison officer",
    )  # fmt: skip
    family.add_member(aunt, person=None, name="Joan Pettifer")


def _speak(sister: FamilyMember, lead: User, today: date) -> None:
    """A call six weeks ago: two things owed, of which one is due now."""
    ledger.record_contact(
        FamilyContact(
            case=sister.case,
            member=sister,
            happened_on=today - timedelta(days=41),
            how="call",
            made_by=lead.name,
            their_words="Nobody has told me why the trial moved. I found out from the newspaper.",
            our_words="That should not have happened. We will ask, and ring before any paper does.",
            started_by="us",
            how_they_were="Tired. Short calls are better.",
            is_contribution=True,
        ),
        by=lead,
        owed=(
            (OwedKind.ANSWER, "Why the trial moved", today + timedelta(days=6)),
            (OwedKind.PROMISE, "Send the leaflet about reading the draft",
             today - timedelta(days=1)),
        ),
    )  # fmt: skip


def _read(sister: FamilyMember, today: date) -> None:
    """A private reading of the first draft: one comment answered, one still open."""
    reading = DraftReading(
        case=sister.case,
        member=sister,
        reading_on=today - timedelta(days=14),
        place="A quiet room at the advocate's office",
        hours_allowed=6,
        sits_with="Her advocate",
        copy_number="2 of 4",
        copy_back_on=today - timedelta(days=14),
        took_place=True,
    )
    reading.save()
    ReadingComment(
        case=sister.case,
        reading=reading,
        passage="Page 9",
        words="She was never only a patient. Say that she painted.",
        answer=CommentAnswer.CHANGED,
        answer_words="The section begins with her painting now.",
        told_on=today - timedelta(days=5),
    ).save()
    ReadingComment(
        case=sister.case, reading=reading, passage="Page 31",
        words="Why is the neighbour's call not in the list of dates?",
    ).save()  # fmt: skip


def _pass_on(sister: FamilyMember, today: date) -> None:
    """One sentence the panel may read, and one that is not approved yet."""
    AgreedSentence(
        case=sister.case,
        member=sister,
        words="She painted the sea from memory, and gave the pictures away.",
        approved_on=today - timedelta(days=30),
        heard_by="The family lead",
    ).save()
    AgreedSentence(
        case=sister.case, member=sister, words="She had asked for help more than once."
    ).save()
