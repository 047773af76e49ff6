"""From a notice to a case ready for a decision: T01 to T05."""

from django.db import models

from accounts.roles import Permission
from workflow.guards import decision, notice
from workflow.status import Status
from workflow.steps import step


class NoticeSteps(models.Model):
    """Steps of the first two stages."""

    class Meta:
        abstract = True

    @step(
        code="T01",
        label="Accept the notice",
        source=Status.NOTIFIED,
        target=Status.SCREENING,
        permission=Permission.RUN_CASE,
        guards=[
            notice.notice_has_source_and_receipt,
            notice.person_who_died_is_recorded,
            notice.death_is_dated,
        ],
    )
    def accept(self, *, by, on, answers):
        """The notice is complete enough to work with; D02 already runs from its receipt."""

    @step(
        code="T02",
        label="Join with a case already open",
        source=Status.NOTIFIED,
        target=Status.CLOSED_DUPLICATE,
        permission=Permission.RUN_CASE,
        guards=[notice.notifier_is_told],
        form="DuplicateForm",
    )
    def close_as_duplicate(self, *, by, on, answers):
        """The same death is already under review; the two are linked."""
        self.case.duplicate_of = answers["other_case"]
        self.case.save()
        self.keep_reason("close_as_duplicate", answers["reason"], by=by, on=on)

    @step(
        code="T03",
        label="Transfer to another partnership",
        source=[Status.NOTIFIED, Status.SCREENING],
        target=Status.TRANSFERRED,
        permission=Permission.DECIDE,
        guards=[
            notice.residence_reason_is_recorded,
            notice.receiving_partnership_has_accepted,
            notice.home_office_is_told_of_transfer,
        ],
        form="ReasonForm",
    )
    def transfer(self, *, by, on, answers):
        """Another partnership leads, and has said so in writing. A stub stays here."""
        self.keep_reason("transfer", answers["reason"], by=by, on=on)

    @step(
        code="T04",
        label="Put forward for a decision",
        source=Status.SCREENING,
        target=Status.DECISION_DUE,
        permission=Permission.RUN_CASE,
        guards=[notice.scoping_is_answered, decision.every_element_has_a_finding],
    )
    def put_for_decision(self, *, by, on, answers):
        """Agencies have answered, or their silence is listed; every element has a finding."""

    @step(
        code="T05",
        label="Ask for more information",
        source=Status.DECISION_DUE,
        target=Status.SCREENING,
        permission=Permission.DECIDE,
        form="QueryForm",
    )
    def ask_for_more(self, *, by, on, answers):
        """A question with an owner and a date. D02 keeps running."""
        self.case.querys.create(asked_by=by, **answers)

    def keep_reason(self, name, reason, *, by, on):
        """Write down why a step was taken, apart from the timeline."""
        self.case.step_reasons.create(name=name, reason=reason, given_by=by, given_on=on)
