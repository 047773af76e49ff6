"""Guards of the Home Office, publication and the end of a case: T17 to T28."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import User
from dhr_cases.models import (
    Case,
    Effect,
    Level,
    OfferKind,
    ProceedingKind,
    ProceedingState,
)
from documents.models import DocumentKind, Version
from documents.storage import is_unaltered
from workflow.models.clocks import HoldScope
from workflow.models.commissioning import AgreementKind
from workflow.models.decisions import ReplyKind
from workflow.models.record import Audience, Purpose
from workflow.models.release import PublicationForm, QualityOutcome

REPORT = (
    DocumentKind.OVERVIEW_REPORT,
    DocumentKind.EXECUTIVE_SUMMARY,
    DocumentKind.ACTION_PLAN,
)
FILES_OF = {
    PublicationForm.FULL: REPORT,
    PublicationForm.REDACTED: REPORT,
    PublicationForm.EXECUTIVE_SUMMARY_ONLY: (DocumentKind.EXECUTIVE_SUMMARY,),
    PublicationForm.LEARNING_SUMMARY: (DocumentKind.LEARNING_SUMMARY,),
    PublicationForm.NOT_PUBLISHED: (),
    PublicationForm.DEFERRED: (),
}
LESS_THAN_FULL = (
    PublicationForm.REDACTED,
    PublicationForm.EXECUTIVE_SUMMARY_ONLY,
    PublicationForm.LEARNING_SUMMARY,
)


def current_versions(case: Case, kinds) -> dict[str, Version]:
    """The newest version of each kind of document that is not withdrawn, by kind."""
    versions = Version.objects.filter(
        case=case, document__kind__in=kinds, document__withdrawn_on__isnull=True
    )
    found: dict[str, Version] = {}
    for version in versions.select_related("document").order_by("uploaded_at", "pk"):
        found[version.document.kind] = version
    return found


def _listed(versions: dict[str, Version]) -> list[dict[str, object]]:
    return [
        {"kind": kind, "version": version.number, "sha256": version.sha256}
        for kind, version in sorted(versions.items())
    ]


def files_of_the_report(case: Case) -> list[dict[str, object]]:
    """The report as it stands: kind, version and SHA-256 of each file that is submitted."""
    return _listed(current_versions(case, REPORT))


def files_for_release(case: Case, form: str) -> list[dict[str, object]]:
    """What a form of publication publishes, the Home Office letter with it."""
    kinds = FILES_OF[PublicationForm(form)]
    return _listed(current_versions(case, (*kinds, DocumentKind.QUALITY_LETTER)))


def approval_is_minuted(progress, by: User) -> str | None:
    """T17: the partnership's approval of this draft is minuted."""
    if not progress.case.agreements.filter(
        kind=AgreementKind.APPROVAL, draft_number=progress.draft_number
    ).exists():
        return "Record the meeting at which the partnership approved the report."
    return None


def pack_is_complete(progress, by: User) -> str | None:
    """T17, T20: report, executive summary and action plan are held (process.md 7.1)."""
    found = current_versions(progress.case, REPORT)
    missing = [str(DocumentKind(kind).label).lower() for kind in REPORT if kind not in found]
    return f"Add the {', the '.join(missing)}." if missing else None


def _unchecked(case: Case, kinds, by: User) -> list[str]:
    """Kinds of file that a second person has not passed, byte for byte as they are now."""
    unchecked = []
    for kind, version in current_versions(case, kinds).items():
        checks = list(version.checks.filter(sha256=version.sha256))
        someone_else = [
            check
            for check in checks
            if check.passed and check.checked_by_id not in {by.pk, version.uploaded_by_id}
        ]
        if not someone_else or not checks[-1].passed or not is_unaltered(version):
            unchecked.append(str(DocumentKind(kind).label).lower())
    return unchecked


def checked_by_someone_else(progress, by: User) -> str | None:
    """T17, T20: a second person has checked these exact files. A changed byte voids the check."""
    unchecked = _unchecked(progress.case, REPORT, by)
    if unchecked:
        return (
            "A second person must check that nobody can be identified from the "
            + ", the ".join(unchecked)
            + "."
        )
    return None


def quality_letter_asks_for_changes(progress, by: User) -> str | None:
    """T18: the letter on the newest submission is attached and coded as asking for changes."""
    asked = (QualityOutcome.CONTENT_AFTER_CHANGES, QualityOutcome.RESUBMIT, QualityOutcome.NOT_DHR)
    if _letter(progress, asked) is None:
        return "Record the Home Office letter that asks for changes, with its outcome."
    return None


def quality_letter_is_content(progress, by: User) -> str | None:
    """T19: the letter on the newest submission is attached and coded as content."""
    if _letter(progress, (QualityOutcome.CONTENT,)) is None:
        return "Record the Home Office letter that the report may be published."
    return None


def _letter(progress, outcomes):
    newest = progress.case.submissions.last()
    letters = progress.case.qualityletters.filter(
        submission_number=newest.number if newest else 0, outcome__in=outcomes
    )
    return letters.last()


def every_point_is_answered(progress, by: User) -> str | None:
    """T20, T21: every point is accepted and changed, or not, with a reason."""
    points = list(progress.case.qualitypoints.all())
    if not points:
        return "Record each point of the Home Office letter."
    still = sum(not point.is_answered for point in points)
    return f"Answer {still} more of the Home Office's points." if still else None


def no_resubmission_is_asked(progress, by: User) -> str | None:
    """T21: the letter asks for no second look."""
    if _letter(progress, (QualityOutcome.CONTENT_AFTER_CHANGES,)) is None:
        return "The Home Office letter asks to see the report again."
    return None


def publication_is_decided(progress, by: User) -> str | None:
    """T22: a form of publication, and a day, are decided."""
    decision = progress.case.publication_decisions.last()
    if decision is None or not FILES_OF[PublicationForm(decision.form)]:
        return "Decide in what form the review is published."
    if decision.planned_on is None:
        return "Decide the day of publication."
    return None


def home_office_agrees_to_less_than_full(progress, by: User) -> str | None:
    """T22: where less than the full report is published, the Home Office has agreed."""
    decision = progress.case.publication_decisions.last()
    if decision is None or decision.form not in LESS_THAN_FULL:
        return None
    return home_office_agrees_to_withhold(progress, by)


def family_knows_the_date(progress, by: User) -> str | None:
    """T22: the family was told the day in advance, or there is a reason why not."""
    if not progress.case.offers.filter(kind=OfferKind.PUBLICATION_NOTICE).exists():
        return "That the family knows the day of publication is not recorded."
    return None


def proceedings_allow_publication(progress, by: User) -> str | None:
    """T22: criminal proceedings are over, or legal advice to publish is recorded."""
    proceedings = progress.case.proceedings.all()
    live = [
        row
        for row in proceedings
        if row.state in {ProceedingState.EXPECTED, ProceedingState.UNDER_WAY}
        and (row.kind == ProceedingKind.CRIMINAL or row.effect == Effect.WAIT_TO_PUBLISH)
    ]
    if any(not row.advice.strip() for row in live):
        return "Proceedings are not over. Record legal advice, or wait."
    return None


def nothing_holds_publication(progress, by: User) -> str | None:
    """T22: no open pause stops publication."""
    holds = progress.case.holds.filter(
        ended_on__isnull=True, scope__in=[HoldScope.ALL, HoldScope.PUBLICATION]
    )
    return "The review is paused. End the pause before publication." if holds.exists() else None


def release_is_checked_by_someone_else(progress, by: User) -> str | None:
    """T22: every file to be published is there, and a second person has checked it."""
    decision = progress.case.publication_decisions.last()
    if decision is None:
        return "Decide in what form the review is published."
    kinds = FILES_OF[PublicationForm(decision.form)]
    missing = set(kinds) - set(current_versions(progress.case, kinds))
    if missing:
        words = ", the ".join(sorted(str(DocumentKind(kind).label).lower() for kind in missing))
        return f"Add the {words}."
    unchecked = _unchecked(progress.case, (*kinds, DocumentKind.QUALITY_LETTER), by)
    if unchecked:
        words = ", the ".join(unchecked)
        return f"A second person must check that nobody can be identified from the {words}."
    return None


def home_office_letter_is_held(progress, by: User) -> str | None:
    """T22: the Home Office letter goes with the report."""
    if not current_versions(progress.case, (DocumentKind.QUALITY_LETTER,)):
        return "Add the Home Office letter, which is published with the report."
    return None


def media_plan_is_ready(progress, by: User) -> str | None:
    """T22: there is a media plan."""
    return None if progress.case.mediaplans.exists() else "Write the media plan."


def ground_for_withholding_is_recorded(progress, by: User) -> str | None:
    """T23: not publishing is decided, with a ground and its evidence."""
    decision = progress.case.publication_decisions.last()
    if decision is None or decision.form != PublicationForm.NOT_PUBLISHED:
        return "Record the decision not to publish."
    if not (decision.ground and decision.evidence.strip()):
        return "Record the ground for not publishing, and what it rests on."
    return None


def home_office_agrees_to_withhold(progress, by: User) -> str | None:
    """T22, T23: the Home Office was told and its reply is attached."""
    told = progress.case.letters.filter(
        audience=Audience.HOME_OFFICE, purpose=Purpose.WITHHOLD
    )
    replied = progress.case.home_office_replies.filter(kind=ReplyKind.AGREES_TO_WITHHOLD)
    if not (told.exists() and replied.exists()):
        return "Tell the Home Office, and attach its reply."
    return None


def family_view_is_recorded(progress, by: User) -> str | None:
    """T23: what the family thinks of not publishing is recorded, or why they were not asked."""
    if not progress.case.offers.filter(kind=OfferKind.PUBLICATION_VIEW).exists():
        return "The family's view on publication is not recorded."
    return None


def commissioner_has_the_report(progress, by: User) -> str | None:
    """T24: the report went to the Domestic Abuse Commissioner, or an exception is written (D06)."""
    dispatches = progress.case.commissionerdispatchs
    if dispatches.filter(sent_on__isnull=False).exists():
        return None
    if dispatches.exclude(exception="").exists():
        return None
    return "Send the final report to the Domestic Abuse Commissioner, and record it."


def every_action_is_ended(progress, by: User) -> str | None:
    """T25: each action is complete with evidence, or closed with a reason."""
    still = sum(not action.is_ended for action in progress.case.actions.all())
    return f"{still} actions are neither complete nor closed with a reason." if still else None


def national_recommendations_are_sent(progress, by: User) -> str | None:
    """T25: national recommendations have gone to named recipients."""
    national = progress.case.recommendations.filter(level=Level.NATIONAL)
    if any(row.sent_on is None or not row.recipient_words for row in national):
        return "Send each national recommendation to a named body, and record when."
    return None


def no_direction_stands(progress, by: User) -> str | None:
    """T27: a directed review cannot be discontinued unless the direction is withdrawn."""
    direction = progress.case.directions.last()
    if direction and not direction.countersignatures.filter(withdraws=True).exists():
        return "The Secretary of State directed this review. It cannot be discontinued."
    return None


def home_office_is_told_of_the_end(progress, by: User) -> str | None:
    """T27: the Home Office knows that the review will not go on."""
    if not progress.case.letters.filter(
        audience=Audience.HOME_OFFICE, purpose=Purpose.DISCONTINUE
    ).exists():
        return "Tell the Home Office that the review will not go on, and record the letter."
    return None


def family_is_told_of_the_end(progress, by: User) -> str | None:
    """T27: the family knows that the review will not go on."""
    if not progress.case.offers.filter(kind=OfferKind.DISCONTINUED).exists():
        return "That the family knows the review will not go on is not recorded."
    return None


def retention_has_ended(progress, by: User) -> str | None:
    """T28: the day until which the records are kept has passed."""
    disposal = progress.case.disposals.last()
    if disposal is None:
        return "Propose the disposal, with the day the records may go and the rule it rests on."
    if disposal.retention_until_on > timezone.localdate():
        return "The records are kept until a later day."
    return None


def no_legal_hold_stands(progress, by: User) -> str | None:
    """T28: no legal hold is in force."""
    if progress.case.legalholds.filter(lifted_on__isnull=True).exists():
        return "A legal hold stands. Nothing may be disposed of."
    return None


def disposal_is_approved_by_someone_else(progress, by: User) -> str | None:
    """T28: a second person has approved the disposal."""
    disposal = progress.case.disposals.last()
    if disposal is None or disposal.approved_by_id in {None, disposal.proposed_by_id}:
        return "A second person must approve the disposal."
    return None
