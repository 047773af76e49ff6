"""What a submission to the Home Office needs, and what is still to do (S150)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from dhr_cases.models import Case, OfferKind
from dhr_cases.together import fetch_together
from disclosure import clearance
from documents.models import DocumentKind, ScanState, Version
from reports import home_office
from reports.home_office import Facts
from workflow import checklist
from workflow.guards.files import REPORT, called, current_versions
from workflow.guards.review import current_chair
from workflow.models import AgreementKind, Extension, View

DOCUMENTS, FACTS, APPROVALS = "Documents", "Facts", "Approvals"
Kept = dict[str, list[Any]]
GROUPS = (DOCUMENTS, FACTS, APPROVALS)
HELD_BACK = {
    ScanState.BLOCKED: "The scan for viruses blocked it. Add a clean file.",
    ScanState.CHECKING: "It is still being scanned for viruses.",
}


@dataclass(frozen=True)
class Check:
    """One thing a submission needs: what is still to do about it, and whether the pack waits.

    `mend` is the name of the guard whose page mends it (workflow.mending); `page`, where no guard
    asks for it, is that page.
    """

    group: str
    title: str
    to_do: tuple[str, ...]
    mend: str
    needed: bool = False
    kind: str = ""
    page: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to do."""
        return not self.to_do


def checks(case: Case, facts: Facts, *, by: User | None, on: date) -> list[Check]:
    """Everything a submission needs, in order. `by` is who would send it, None for a command."""
    kept = fetch_together(
        decisions=case.decisions.all(),
        directions=case.directions.all(),
        clocks=case.deadlines.filter(rule__name="report"),
        extensions=Extension.objects.filter(case=case),
        members=case.panelmembers.all(),
        terms=case.termsofreferences.filter(approved_on__isnull=False),
        agreements=case.agreements.filter(draft_number=case.progress.draft_number),
        checklist=case.checklistanswers.all(),
    )
    versions = current_versions(case, REPORT)
    return [
        *_documents(case, versions, by),
        _content(versions, kept),
        *_facts(case, facts, kept, on),
        *_approvals(case, facts, kept),
    ]


def reasons_against_pack(found: list[Check]) -> list[str]:
    """Why no pack can be built; empty when it can."""
    return [sentence for check in found if check.needed for sentence in check.to_do]


def _documents(case: Case, versions: dict[str, Version], by: User | None) -> list[Check]:
    standings = clearance.standings(case, versions.values())
    return [
        Check(
            DOCUMENTS,
            str(DocumentKind(kind).label),
            _file_to_do(versions.get(kind), kind, standings, by),
            "report_is_cleared" if kind in versions else "pack_is_complete",
            needed=True,
            kind=kind,
        )
        for kind in REPORT
    ]


def _file_to_do(
    version: Version | None,
    kind: str,
    standings: dict[int, clearance.Standing],
    by: User | None,
) -> tuple[str, ...]:
    """The first thing that is wrong with a file: missing, held back, altered, or not cleared."""
    if version is None:
        return (f"Add the {called(kind)}.",)
    if version.scan_state in HELD_BACK:
        return (f"The {called(kind)}: {HELD_BACK[ScanState(version.scan_state)]}",)
    reason = standings[version.pk].reason(called(kind), by)
    return (reason,) if reason else ()


def _content(versions: dict[str, Version], kept: Kept) -> Check:
    """A warning and no more: what is on a page is for somebody to judge (process.md 6.3)."""
    current = versions.get(DocumentKind.OVERVIEW_REPORT)
    number = checklist.still_to_do(kept["checklist"], current)
    many = f"{number} point{' is' if number == 1 else 's are'}"
    to_do = (f"{many} not done for this version of the report.",) if number else ()
    return Check(DOCUMENTS, "Content checklist", to_do, mend="", page="workflow:checklist")


def _facts(case: Case, facts: Facts, kept: Kept, on: date) -> list[Check]:
    missing = home_office.missing(facts)
    return [
        Check(
            FACTS,
            "Data return: the review",
            tuple(row.sentence for row in missing if row.source == home_office.CASE),
            "death_is_dated",
            needed=True,
        ),
        Check(
            FACTS,
            "Data return: the people",
            tuple(row.sentence for row in missing if row.source == home_office.PEOPLE),
            "person_who_died_is_recorded",
            needed=True,
        ),
        Check(FACTS, "Decision to hold the review", _decision(kept), "every_element_has_a_finding"),
        Check(FACTS, "Reason for the time taken", _delay(kept, on), "nothing_holds_the_report"),
        Check(
            FACTS, "Independent chair", _chair(case), "chair_has_declared_independence"
        ),
        Check(FACTS, "Panel", _panel(kept), "domestic_abuse_specialist_is_on_panel"),
        Check(FACTS, "Equality in the terms", _terms(kept), "terms_are_approved"),
        Check(FACTS, "Family involvement", _family(facts), "family_has_answered_on_the_draft"),
        Check(FACTS, "Recommendations", _recommendations(facts), "recommendations_have_owners"),
    ]  # fmt: skip


def _decision(kept: Kept) -> tuple[str, ...]:
    held = {View.HOLD, View.JOINT}
    decided = any(decision.outcome in held for decision in kept["decisions"])
    if decided or kept["directions"]:
        return ()
    return ("Record the decision to hold the review.",)


def _delay(kept: Kept, on: date) -> tuple[str, ...]:
    moved = {row.deadline_id for row in kept["extensions"]}
    late = [
        row
        for row in kept["clocks"]
        if row.first_due_on and (row.met_on or on) > row.first_due_on and row.pk not in moved
    ]
    return ("Say why the report took longer than its first date.",) if late else ()


def _chair(case: Case) -> tuple[str, ...]:
    chair = current_chair(case)
    if chair is None:
        return ("Appoint the independent chair.",)
    if not (chair.independence_declared_on and chair.independence_statement):
        return ("Record the chair's declaration of independence.",)
    return ()


def _panel(kept: Kept) -> tuple[str, ...]:
    return () if kept["members"] else ("List the members of the panel.",)


def _terms(kept: Kept) -> tuple[str, ...]:
    if not kept["terms"]:
        return ("Approve a version of the terms of reference.",)
    return (
        ()
        if kept["terms"][-1].equality.strip()
        else ("Say in the terms what equality means here.",)
    )


def _family(facts: Facts) -> tuple[str, ...]:
    offered = {offer.kind for offer in facts.offers}
    to_do = []
    if OfferKind.ADVOCATE not in offered:
        to_do.append("Record that an advocate was offered, or why not.")
    if {OfferKind.CONTRIBUTE, OfferKind.TERMS, OfferKind.DRAFT, OfferKind.PANEL} - offered:
        to_do.append("Answer the Home Office's five questions about the family.")
    return tuple(to_do)


def _recommendations(facts: Facts) -> tuple[str, ...]:
    to_do = []
    if not facts.recipients:
        to_do.append("Say to which kinds of body the recommendations are made.")
    if not facts.themes:
        to_do.append("Give the recommendations their themes.")
    return tuple(to_do)


def _approvals(case: Case, facts: Facts, kept: Kept) -> list[Check]:
    agreed = {row.kind for row in kept["agreements"]}
    read = any(offer.kind == OfferKind.DRAFT and offer.is_settled for offer in facts.offers)

    def check(title, is_done, sentence, mend, *, needed=False):
        return Check(APPROVALS, title, () if is_done else (sentence,), mend, needed=needed)

    found = [
        check(
            "Agreed by the panel", AgreementKind.DRAFT in agreed,
            "Record the panel meeting that agreed this draft.", "panel_agreement_is_minuted",
        ),
        check(
            "Read by the family", read,
            "Record that the family was offered the draft, and the answer.",
            "family_has_answered_on_the_draft",
        ),
        check(
            "Approved by the partnership", AgreementKind.APPROVAL in agreed,
            "Record the meeting at which the partnership approved the report.",
            "approval_is_minuted", needed=True,
        ),
    ]  # fmt: skip
    if case.county_partner_id:
        found.append(
            check(
                "Endorsed by the county partner", AgreementKind.ENDORSEMENT in agreed,
                "Record what the county partner says of the report.", "approval_is_minuted",
            )
        )  # fmt: skip
    return found
