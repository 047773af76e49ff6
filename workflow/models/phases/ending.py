"""How a review ends, and what becomes of its records: T25 to T28."""

from django.db import models

from accounts.roles import Permission
from workflow.guards import ending
from workflow.status import Status
from workflow.steps import step


class EndingSteps(models.Model):
    """Steps of closure, reopening, discontinuation and disposal."""

    class Meta:
        abstract = True

    @step(
        code="T25",
        label="Close the review",
        source=Status.ACTION_MONITORING,
        target=Status.CLOSED,
        permission=Permission.DECIDE,
        guards=[ending.every_action_is_ended, ending.national_recommendations_are_sent],
        meets=["action_review"],
    )
    def close(self, *, by, on, answers):
        """Every action is complete with evidence, or closed with a reason."""

    @step(
        code="T26",
        label="Reopen",
        source=Status.CLOSED,
        target=Status.ACTION_MONITORING,
        permission=Permission.DECIDE,
        opens=["action_review"],
        form="ReasonForm",
    )
    def reopen(self, *, by, on, answers):
        """New information, a failed action, or a question from outside."""
        self.keep_reason("reopen", answers["reason"], by=by, on=on)

    @step(
        code="T27",
        label="Discontinue the review",
        source=[Status.COMMISSIONING, Status.IN_REVIEW],
        target=Status.DISCONTINUED,
        permission=Permission.DECIDE,
        guards=[
            ending.no_direction_stands,
            ending.home_office_is_told_of_the_end,
            ending.family_is_told_of_the_end,
        ],
        form="ReasonForm",
    )
    def discontinue(self, *, by, on, answers):
        """Exceptional: neither the Act nor the guidance gives a route (process.md 2.27)."""
        self.keep_reason("discontinue", answers["reason"], by=by, on=on)

    @step(
        code="T28",
        label="Dispose of the records",
        source=[
            Status.CLOSED,
            Status.CLOSED_NO_REVIEW,
            Status.DISCONTINUED,
            Status.TRANSFERRED,
            Status.CLOSED_DUPLICATE,
        ],
        target=Status.DISPOSED,
        permission=Permission.DISPOSE,
        guards=[
            ending.retention_has_ended,
            ending.no_legal_hold_stands,
            ending.disposal_is_approved_by_someone_else,
        ],
    )
    def dispose(self, *, by, on, answers):
        """The personal data goes, live and in history; the skeleton and the audit stay."""
