"""What one invented review protects besides names, and how it names people."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from audit.actors import acting
from dhr_cases.codes import Part
from dhr_cases.models import (
    Case,
    FamilyAsked,
    NamingPolicy,
    ProtectedTerm,
    PseudonymEntry,
    TermKind,
)

KNOWN_AS = "Saskia"
TERMS = (
    (TermKind.ADDRESS, "11 Tanpit Row, Gloucester, GL1 9ZZ", "Flat 11, Tanpit Row"),
    (TermKind.EMPLOYER, "Larkmead Garden Centre", "Larkmead"),
    (TermKind.PRACTICE, "The Quenington Road Surgery", "Quenington Surgery"),
    (TermKind.STAFF, "Sergeant Dilwyn Thackrah", ""),
    (TermKind.VEHICLE, "VX19 KLM", ""),
    (TermKind.HANDLE, "@saskia_grows", ""),
    (TermKind.PHONE, "01632 960742", ""),
    (TermKind.NUMBER, "MARAC 17/0442", ""),
)  # fmt: skip


def protect(cases: list[Case], lead: User, today: date) -> None:
    """A list with something of most kinds, one ended, and a naming policy. Runs inside a job."""
    case = next((row for row in cases if row.known_as == KNOWN_AS), None)
    if case is None:
        return
    died = case.persons.filter(involvements__part=Part.DIED).first()
    decided = today - timedelta(days=75)
    with acting(lead):
        for kind, value, variant in TERMS:
            ProtectedTerm(
                case=case, kind=kind, value=value, variants=variant,
                person=died if kind != TermKind.STAFF else None,
            ).save()  # fmt: skip
        ProtectedTerm(
            case=case, kind=TermKind.EVENT, value="The call that the neighbours made",
            day=today - timedelta(days=480),
        ).save()  # fmt: skip
        ProtectedTerm(
            case=case, kind=TermKind.OTHER, value="allotment on the canal", ended_on=decided,
            ended_because="Her sister would like it to be read",
        ).save()  # fmt: skip
        NamingPolicy(case=case, decided_on=decided).save()
        if died and not PseudonymEntry.objects.filter(person=died).exists():
            PseudonymEntry(
                case=case, person=died, proposed_by="Her sister", family_asked=FamilyAsked.CHOSE,
                agreed_on=decided, used_from=decided,
            ).save()  # fmt: skip
