"""Where a case stands and what may happen next."""

from __future__ import annotations

from django.db import models
from django_fsm import FSMField

from audit.recorded import Recorded
from dhr_cases.models import Case
from workflow.models.phases.decision import DecisionSteps
from workflow.models.phases.ending import EndingSteps
from workflow.models.phases.notice import NoticeSteps
from workflow.models.phases.publication import PublicationSteps
from workflow.models.phases.quality import QualitySteps
from workflow.models.phases.review import ReviewSteps
from workflow.status import Status, SubPhase, stage_name, stage_number
from workflow.steps import Step


class Progress(
    NoticeSteps,
    DecisionSteps,
    ReviewSteps,
    QualitySteps,
    PublicationSteps,
    EndingSteps,
    Recorded,
):
    """Where a case stands. Its steps are declared in `phases`; `perform()` alone takes them.

    It holds no name and no fact about a person, so that it can outlive the disposal of both.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="progress")
    status = FSMField(choices=Status.choices, default=Status.NOTIFIED, protected=True)
    sub_phase = models.CharField(max_length=20, choices=SubPhase, default=SubPhase.SCOPING)
    opened_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    decision_round = models.PositiveSmallIntegerField(default=1)
    draft_number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name_plural = "progress"
        indexes = [models.Index(fields=["status", "case"])]

    def __str__(self) -> str:
        return f"{self.case}: {Status(self.status).label}"

    @property
    def stage(self) -> str:
        """The stage in words (screens.md 5.3)."""
        return stage_name(self.status, self.sub_phase)

    @property
    def stage_number(self) -> int:
        """The stage, 1 to 12."""
        return stage_number(self.status, self.sub_phase)

    @classmethod
    def steps(cls) -> list[Step]:
        """Every step of the process, T01 to T28, as declared."""
        field = cls._meta.get_field("status")
        found = {
            transition.custom["step"].code: transition.custom["step"]
            for transition in field.get_all_transitions(cls)
        }
        return [found[code] for code in sorted(found)]

    @classmethod
    def step(cls, name: str) -> Step:
        """The step of that name; raises KeyError when there is none."""
        for step in cls.steps():
            if step.name == name:
                return step
        raise KeyError(name)
