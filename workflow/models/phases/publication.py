"""Publishing, or not, and following the actions: T22 to T24."""

from django.db import models

from accounts.roles import Permission
from workflow.guards import files, publication
from workflow.status import Status
from workflow.steps import step


class PublicationSteps(models.Model):
    """Steps of publication."""

    class Meta:
        abstract = True

    @step(
        code="T22",
        label="Publish",
        source=Status.PUBLICATION_PREP,
        target=Status.PUBLISHED,
        permission=Permission.DECIDE,
        guards=[
            publication.publication_is_decided,
            publication.home_office_agrees_to_less_than_full,
            publication.family_knows_the_date,
            publication.proceedings_allow_publication,
            publication.nothing_holds_publication,
            publication.release_is_cleared,
            publication.home_office_letter_is_held,
            publication.media_plan_is_ready,
        ],
        meets=["publish", "family_notice"],
        opens=["send_final", "keep_online"],
        form="PublishForm",
    )
    def publish(self, *, by, on, answers):
        """Published in the form decided, with the hash of every file."""
        decision = self.case.publication_decisions.last()
        self.case.publications.create(
            form=decision.form,
            files=files.files_for_release(self.case, decision.form),
            published_on=on,
            published_by=by,
            **answers,
        )

    @step(
        code="T23",
        label="Withhold from publication",
        source=Status.PUBLICATION_PREP,
        target=Status.NOT_PUBLISHED,
        permission=Permission.DECIDE,
        guards=[
            publication.ground_for_withholding_is_recorded,
            publication.home_office_agrees_to_withhold,
            publication.family_view_is_recorded,
        ],
        meets=["publish"],
    )
    def withhold(self, *, by, on, answers):
        """Not published, on a recorded ground; the Home Office and the family have been heard."""
        self.case.publications.create(
            form=self.case.publication_decisions.last().form, published_on=on, published_by=by
        )

    @step(
        code="T24",
        label="Start following the actions",
        source=[Status.PUBLISHED, Status.NOT_PUBLISHED],
        target=Status.ACTION_MONITORING,
        permission=Permission.RUN_CASE,
        guards=[publication.commissioner_has_the_report],
        meets=["tell_commissioner", "tell_secretary_of_state", "send_final"],
        opens=["action_review"],
    )
    def start_monitoring(self, *, by, on, answers):
        """The report has gone to the Commissioner; the actions are followed to their end."""
