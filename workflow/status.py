"""Where a case stands, and the words people use for it (process.md A1, screens.md 5.3)."""

from django.db import models


class Status(models.TextChoices):
    """Every state of a review."""

    NOTIFIED = "notified", "Notice received"
    SCREENING = "screening", "Scoping"
    DECISION_DUE = "decision_due", "Decision due"
    NO_REVIEW_HO = "no_review_ho", "No review, with the Home Office"
    CLOSED_NO_REVIEW = "closed_no_review", "No review"
    CLOSED_DUPLICATE = "closed_duplicate", "Joined with another case"
    TRANSFERRED = "transferred", "Transferred to another area"
    COMMISSIONING = "commissioning", "Setting up"
    IN_REVIEW = "in_review", "In review"
    DRAFT_CONSULTATION = "draft_consultation", "Family and agencies reading the draft"
    CSP_APPROVAL = "csp_approval", "With the partnership for approval"
    WITH_HOME_OFFICE = "with_home_office", "With the Home Office"
    HO_REVISION = "ho_revision", "Changes asked by the Home Office"
    PUBLICATION_PREP = "publication_prep", "Preparing to publish"
    PUBLISHED = "published", "Published"
    NOT_PUBLISHED = "not_published", "Not published"
    ACTION_MONITORING = "action_monitoring", "Following the actions"
    CLOSED = "closed", "Complete"
    DISCONTINUED = "discontinued", "Discontinued"
    DISPOSED = "disposed", "Disposed of"


class SubPhase(models.TextChoices):
    """Where a review in progress is; panels move back and forth, so this may move freely."""

    SCOPING = "scoping", "Gathering: scope"
    GATHERING = "gathering", "Gathering"
    ANALYSIS = "analysis", "Analysis"
    DRAFTING = "drafting", "Report"


STAGES = (
    "Notice",
    "Scoping",
    "Decision",
    "Setting up",
    "Gathering",
    "Analysis",
    "Report and family reading",
    "Sign-off and submission",
    "Quality assurance",
    "Publication",
    "Actions",
    "Complete",
)

_STAGE_OF = {
    Status.NOTIFIED: 1,
    Status.SCREENING: 2,
    Status.DECISION_DUE: 3,
    Status.NO_REVIEW_HO: 3,
    Status.COMMISSIONING: 4,
    Status.DRAFT_CONSULTATION: 7,
    Status.CSP_APPROVAL: 8,
    Status.WITH_HOME_OFFICE: 9,
    Status.HO_REVISION: 9,
    Status.PUBLICATION_PREP: 10,
    Status.PUBLISHED: 11,
    Status.NOT_PUBLISHED: 11,
    Status.ACTION_MONITORING: 11,
}
ENDED_EARLY = (
    Status.CLOSED_NO_REVIEW,
    Status.CLOSED_DUPLICATE,
    Status.TRANSFERRED,
    Status.DISCONTINUED,
    Status.DISPOSED,
)
"""Ends that leave clocks behind which nobody works to any more."""
_STAGE_OF_PHASE = {
    SubPhase.SCOPING: 5,
    SubPhase.GATHERING: 5,
    SubPhase.ANALYSIS: 6,
    SubPhase.DRAFTING: 7,
}


def stage_number(status: str, sub_phase: str = SubPhase.SCOPING) -> int:
    """The stage, 1 to 12, worked out from the status; never stored, never set by hand."""
    if status == Status.IN_REVIEW:
        return _STAGE_OF_PHASE[SubPhase(sub_phase)]
    return _STAGE_OF.get(Status(status), 12)


def stage_name(status: str, sub_phase: str = SubPhase.SCOPING) -> str:
    """The stage in words; an end other than completion is named for what it is."""
    number = stage_number(status, sub_phase)
    if number == 12 and status != Status.CLOSED:
        return str(Status(status).label)
    return STAGES[number - 1]


def statuses_of(number: int) -> list[tuple[str, str]]:
    """Every (status, sub-phase) that is at a stage; the sub-phase is empty where it plays no part.

    The other way round from `stage_number`, which it asks, so that the two cannot differ.
    """
    pairs: list[tuple[str, str]] = [(status, "") for status in Status if status != Status.IN_REVIEW]
    pairs += [(Status.IN_REVIEW, phase) for phase in SubPhase]
    return [
        (str(status), str(phase))
        for status, phase in pairs
        if stage_number(status, phase or SubPhase.SCOPING) == number
    ]
