"""Setting up, reviewing, drafting, and the family's and agencies' reading: T12 to T16."""

from django.db import models

from accounts.roles import Permission
from workflow.guards import review
from workflow.status import Status, SubPhase
from workflow.steps import step


class ReviewSteps(models.Model):
    """Steps of the review itself."""

    class Meta:
        abstract = True

    @step(
        code="T12",
        label="Begin the review",
        source=Status.COMMISSIONING,
        target=Status.IN_REVIEW,
        permission=Permission.DECIDE,
        guards=[
            review.chair_is_appointed,
            review.chair_has_declared_independence,
            review.statutory_bodies_are_considered,
            review.domestic_abuse_specialist_is_on_panel,
            review.terms_are_approved,
            review.family_is_consulted_on_terms,
            review.data_sharing_is_agreed,
        ],
    )
    def begin(self, *, by, on, answers):
        """Chair, panel and terms are in place."""
        self.sub_phase = SubPhase.GATHERING

    @step(
        code="T13",
        label="Send the agreed draft for reading",
        source=Status.IN_REVIEW,
        target=Status.DRAFT_CONSULTATION,
        permission=Permission.LEAD_REVIEW,
        guards=[
            review.review_returns_are_in,
            review.draft_is_held,
            review.panel_agreement_is_minuted,
            review.nothing_holds_the_report,
        ],
        opens=["family_draft"],
    )
    def agree_draft(self, *, by, on, answers):
        """The panel agrees the draft; the family and the agencies read it."""

    @step(
        code="T14",
        label="Take the draft back for a material change",
        source=Status.DRAFT_CONSULTATION,
        target=Status.IN_REVIEW,
        permission=Permission.LEAD_REVIEW,
        form="ReasonForm",
    )
    def rework(self, *, by, on, answers):
        """The draft must change in substance; a new draft begins."""
        self.keep_reason("rework", answers["reason"], by=by, on=on)
        self.begin_new_draft()

    @step(
        code="T15",
        label="Put forward for the partnership's approval",
        source=Status.DRAFT_CONSULTATION,
        target=Status.CSP_APPROVAL,
        permission=Permission.LEAD_REVIEW,
        guards=[
            review.family_has_answered_on_the_draft,
            review.agencies_have_checked_accuracy,
            review.recommendations_have_owners,
        ],
        meets=["family_draft"],
    )
    def put_for_approval(self, *, by, on, answers):
        """Everybody who should read the draft has had the chance, and has been answered."""

    @step(
        code="T16",
        label="Send back to the chair",
        source=Status.CSP_APPROVAL,
        target=Status.IN_REVIEW,
        permission=Permission.DECIDE,
        form="ReasonForm",
    )
    def send_back(self, *, by, on, answers):
        """The partnership does not approve the report as it is; its reasons are written."""
        self.keep_reason("send_back", answers["reason"], by=by, on=on)
        self.begin_new_draft()

    def begin_new_draft(self):
        """Start draft n + 1: what the panel agreed of draft n no longer counts."""
        self.draft_number += 1
        self.sub_phase = SubPhase.DRAFTING
