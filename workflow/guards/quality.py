"""Guards of the Home Office: T17 to T21."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import User
from documents.models import DocumentKind
from workflow.guards.files import REPORT, current_versions, not_cleared
from workflow.models.commissioning import AgreementKind
from workflow.models.release import QualityOutcome

if TYPE_CHECKING:  # progress is made of steps, and steps of these guards
    from workflow.models import Progress, QualityLetter


def approval_is_minuted(progress: Progress, by: User) -> str | None:
    """T17: the partnership's approval of this draft is minuted."""
    if not progress.case.agreements.filter(
        kind=AgreementKind.APPROVAL, draft_number=progress.draft_number
    ).exists():
        return "Record the meeting at which the partnership approved the report."
    return None


def pack_is_complete(progress: Progress, by: User) -> str | None:
    """T17, T20: report, executive summary and action plan are held (process.md 7.1)."""
    found = current_versions(progress.case, REPORT)
    missing = [str(DocumentKind(kind).label).lower() for kind in REPORT if kind not in found]
    return f"Add the {', the '.join(missing)}." if missing else None


def report_is_cleared(progress: Progress, by: User) -> str | None:
    """T17, T20: a check of these exact files passed, and two other people cleared them."""
    return " ".join(not_cleared(progress.case, REPORT, by)) or None


def quality_letter_asks_for_changes(progress: Progress, by: User) -> str | None:
    """T18: the letter on the newest submission is attached and coded as asking for changes."""
    asked = (QualityOutcome.CONTENT_AFTER_CHANGES, QualityOutcome.RESUBMIT, QualityOutcome.NOT_DHR)
    if _letter(progress, asked) is None:
        return "Record the Home Office letter that asks for changes, with its outcome."
    return None


def quality_letter_is_content(progress: Progress, by: User) -> str | None:
    """T19: the letter on the newest submission is attached and coded as content."""
    if _letter(progress, (QualityOutcome.CONTENT,)) is None:
        return "Record the Home Office letter that the report may be published."
    return None


def _letter(progress: Progress, outcomes: tuple[QualityOutcome, ...]) -> QualityLetter | None:
    """The newest letter on the newest submission, if it has one of these outcomes."""
    newest = progress.case.submissions.last()
    letters = progress.case.qualityletters.filter(submission_number=newest.number if newest else 0)
    letter = letters.last()
    return letter if letter and letter.outcome in outcomes else None


def every_point_is_answered(progress: Progress, by: User) -> str | None:
    """T20, T21: every point is accepted and changed, or not, with a reason."""
    points = list(progress.case.qualitypoints.all())
    if not points:
        return "Record each point of the Home Office letter."
    still = sum(not point.is_answered for point in points)
    return f"Answer {still} more of the Home Office's points." if still else None


def no_resubmission_is_asked(progress: Progress, by: User) -> str | None:
    """T21: the letter asks for no second look."""
    if _letter(progress, (QualityOutcome.CONTENT_AFTER_CHANGES,)) is None:
        return "The Home Office letter asks to see the report again."
    return None
