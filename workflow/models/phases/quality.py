"""The Home Office: submission, letter, changes: T17 to T21."""

from django.db import models

from accounts.roles import Permission
from workflow.guards import files, quality
from workflow.status import Status
from workflow.steps import step


class QualitySteps(models.Model):
    """Steps between the partnership's approval and a report that may be published."""

    class Meta:
        abstract = True

    @step(
        code="T17",
        label="Submit to the Home Office",
        source=Status.CSP_APPROVAL,
        target=Status.WITH_HOME_OFFICE,
        permission=Permission.RUN_CASE,
        guards=[
            quality.approval_is_minuted,
            quality.pack_is_complete,
            quality.report_is_cleared,
        ],
        meets=["report"],
        opens=["home_office_reply"],
        form="SubmissionForm",
    )
    def submit(self, *, by, on, answers):
        """The report, summary and plan go to the national quality-assurance body."""
        self.record_submission(by=by, on=on, answers=answers)

    @step(
        code="T18",
        label="Record that changes are needed",
        source=Status.WITH_HOME_OFFICE,
        target=Status.HO_REVISION,
        permission=Permission.RUN_CASE,
        guards=[quality.quality_letter_asks_for_changes],
        meets=["home_office_reply"],
    )
    def take_changes(self, *, by, on, answers):
        """The letter asks for changes; each point gets an owner and an answer."""

    @step(
        code="T19",
        label="Record that the report may be published",
        source=Status.WITH_HOME_OFFICE,
        target=Status.PUBLICATION_PREP,
        permission=Permission.RUN_CASE,
        guards=[quality.quality_letter_is_content],
        meets=["home_office_reply"],
        opens=["tell_commissioner", "tell_secretary_of_state", "publish"],
    )
    def take_approval(self, *, by, on, answers):
        """The letter is content with the report as it is."""

    @step(
        code="T20",
        label="Send the report again",
        source=Status.HO_REVISION,
        target=Status.WITH_HOME_OFFICE,
        permission=Permission.RUN_CASE,
        guards=[
            quality.every_point_is_answered,
            quality.pack_is_complete,
            quality.report_is_cleared,
        ],
        opens=["home_office_reply"],
        form="SubmissionForm",
    )
    def resubmit(self, *, by, on, answers):
        """The changed report goes back, with an answer to every point."""
        self.record_submission(by=by, on=on, answers=answers)

    @step(
        code="T21",
        label="Finish the changes",
        source=Status.HO_REVISION,
        target=Status.PUBLICATION_PREP,
        permission=Permission.RUN_CASE,
        guards=[quality.every_point_is_answered, quality.no_resubmission_is_asked],
        opens=["tell_commissioner", "tell_secretary_of_state", "publish"],
    )
    def finish_changes(self, *, by, on, answers):
        """The changes are made and the letter asks for no second look."""

    def record_submission(self, *, by, on, answers):
        """Write down what went, with the hash of every file as it was."""
        self.case.submissions.create(
            number=self.case.submissions.count() + 1,
            sent_on=on,
            sent_by=by,
            contents=files.files_of_the_report(self.case),
            **answers,
        )
