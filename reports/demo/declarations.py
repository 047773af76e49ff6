"""What people declared on one review of the demonstration; one conflict is managed."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from audit.actors import acting
from dhr_cases.models import Case
from dhr_cases.policy import permissions_on
from workflow import declarations
from workflow.models import Declaration, DeclarationOutcome

DECLARED = "GLO-2025-01"
LINKED = "panel_police"
DECLARERS = ("coordinator", "independent_chair", "panel_specialist", LINKED)
HOW = "Leaves the room, and gets no papers, when the constabulary's return is discussed."


def declare_all(team: SimpleNamespace, cases: list[Case], today: date) -> None:
    """The chair, the co-ordinator and the panel declare; somebody else settles the one link."""
    case = next((row for row in cases if row.reference == DECLARED), None)
    if case is None:
        return
    for name in DECLARERS:
        person = getattr(team, name)
        may = permissions_on(case, person)
        subjects = declarations.subjects_for(case, may)
        linked = {team.bodies.police.pk} if name == LINKED else set()
        answers = [
            (subject, ["worked"], "A constable there until 2009, in another division")
            if subject.organisation_id in linked
            else (subject, [], "")
            for subject in subjects
        ]
        with acting(person):
            row = Declaration(
                case=case,
                declared_by=person,
                declared_on=today - timedelta(days=150),
                has_link=any(links for _, links, _ in answers),
            )
            declarations.declare(row, answers)
        if row.has_link:
            with acting(team.coordinator):
                declarations.settle(
                    DeclarationOutcome(
                        case=case,
                        declaration=row,
                        outcome="manage",
                        how=HOW,
                        settled_by=team.coordinator,
                        settled_on=today - timedelta(days=146),
                    )
                )
