"""Whether to hold a review, and what may follow a decision not to: T06 to T11."""

from django.db import models

from accounts.roles import Permission
from workflow.guards import decision
from workflow.status import Status
from workflow.steps import step

BEFORE_DECIDING = [
    decision.every_element_has_a_finding,
    decision.consultees_are_listed,
    decision.county_partner_is_consulted,
    decision.county_partner_does_not_block,
    decision.decider_has_no_conflict,
]


class DecisionSteps(models.Model):
    """Steps of the decision."""

    class Meta:
        abstract = True

    @step(
        code="T06",
        label="Hold a review",
        source=Status.DECISION_DUE,
        target=Status.COMMISSIONING,
        permission=Permission.DECIDE,
        guards=BEFORE_DECIDING,
        meets=["decide"],
        opens=["tell_home_office", "tell_family", "report"],
        form="HoldReviewForm",
    )
    def commission(self, *, by, on, answers):
        """A review is held, alone or jointly with another. Only the partnership's chair decides."""
        self.decide(by=by, on=on, answers=answers)
        self.decided_on = on
        if answers.get("joint_with"):
            self.case.joint_with = answers["joint_with"]
            self.case.save()

    @step(
        code="T07",
        label="Do not hold a review",
        source=Status.DECISION_DUE,
        target=Status.NO_REVIEW_HO,
        permission=Permission.DECIDE,
        guards=[
            *BEFORE_DECIDING,
            decision.unmet_elements_have_reasons,
            decision.home_office_letter_is_sent,
            decision.family_is_told_of_the_decision,
        ],
        meets=["decide", "tell_home_office", "tell_family"],
        form="NoReviewForm",
    )
    def decline(self, *, by, on, answers):
        """No review, with reasons and a learning route. The Home Office has the last word."""
        self.decide(by=by, on=on, answers=answers)
        self.decided_on = on

    @step(
        code="T08",
        label="Record that the Home Office accepts",
        source=Status.NO_REVIEW_HO,
        target=Status.CLOSED_NO_REVIEW,
        permission=Permission.RUN_CASE,
        guards=[decision.home_office_accepts_no_review],
    )
    def accept_decline(self, *, by, on, answers):
        """The Home Office accepts the decision not to review."""

    @step(
        code="T09",
        label="Consider again at the Home Office's request",
        source=Status.NO_REVIEW_HO,
        target=Status.DECISION_DUE,
        permission=Permission.RUN_CASE,
        guards=[decision.home_office_asks_again],
        opens=["decide"],
    )
    def reconsider(self, *, by, on, answers):
        """A new decision opens; the old one stands as it was made."""
        self.open_new_round()

    @step(
        code="T10",
        label="Hold a review as directed",
        source=[Status.NO_REVIEW_HO, Status.CLOSED_NO_REVIEW],
        target=Status.COMMISSIONING,
        permission=Permission.RUN_CASE,
        guards=[decision.direction_is_recorded, decision.direction_is_countersigned],
        opens=["tell_family", "report"],
    )
    def obey_direction(self, *, by, on, answers):
        """The Secretary of State has directed a review under section 9(2)."""
        self.decided_on = on

    @step(
        code="T11",
        label="Reopen the decision",
        source=Status.CLOSED_NO_REVIEW,
        target=Status.DECISION_DUE,
        permission=Permission.DECIDE,
        opens=["decide"],
        form="ReasonForm",
    )
    def reopen_decision(self, *, by, on, answers):
        """New information has come. A new decision opens; the old one stands."""
        self.keep_reason("reopen_decision", answers["reason"], by=by, on=on)
        self.open_new_round()

    def decide(self, *, by, on, answers):
        """Add decision n + 1, and the district's view on the joint record if it has none yet."""
        mine = {"decision_round": self.decision_round, "body": "district"}
        if not self.case.joint_views.filter(**mine).exists():
            self.case.joint_views.create(
                **mine,
                view=answers["outcome"],
                reasons=answers["reasons"],
                given_by=by,
                given_on=on,
            )
        self.case.decisions.create(
            number=self.case.decisions.count() + 1,
            regime=self.case.regime,
            decided_by=by,
            decided_on=on,
            **answers,
        )

    def open_new_round(self):
        """Start a new decision round and carry the findings over, to be looked at afresh."""
        findings = list(self.case.findings.filter(decision_round=self.decision_round))
        self.decision_round += 1
        for finding in findings:
            self.case.findings.create(
                decision_round=self.decision_round,
                element=finding.element,
                value=finding.value,
                evidence=finding.evidence,
                source=finding.source,
            )
