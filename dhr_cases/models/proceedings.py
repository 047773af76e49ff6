"""Police, court, coroner and other reviews that run beside this one (zone Z5)."""

from django.db import models

from audit.recorded import Tokened
from dhr_cases.models.case import CaseRow
from govuk.uncertain import UncertainDateModelField


class ProceedingKind(models.TextChoices):
    """What may run beside a review (process.md 4.3)."""

    CRIMINAL = "criminal", "Criminal investigation and trial"
    CORONER = "coroner", "Coroner's investigation and inquest"
    POLICE_CONDUCT = "police_conduct", "Police conduct investigation"
    ADULT_REVIEW = "adult_review", "Safeguarding adults review"
    CHILD_REVIEW = "child_review", "Child safeguarding practice review"
    MENTAL_HEALTH = "mental_health", "Mental health homicide review"
    PATIENT_SAFETY = "patient_safety", "Patient safety investigation"
    PROBATION = "probation", "Probation serious further offence review"
    OTHER_AREA = "other_area", "Review in another area or country"
    FAMILY_COURT = "family_court", "Family court"
    REGULATOR = "regulator", "Professional regulator or employer"
    LEGAL_ADVICE = "legal_advice", "Legal advice"
    OTHER = "other", "Other"


class ProceedingState(models.TextChoices):
    """How far it has got."""

    EXPECTED = "expected", "Expected"
    UNDER_WAY = "under_way", "Under way"
    CONCLUDED = "concluded", "Concluded"
    NONE = "none", "Will not happen"


class Effect(models.TextChoices):
    """What it means for the review."""

    NOTHING = "nothing", "Nothing"
    NO_INTERVIEWS = "no_interviews", "Do not interview"
    PAUSE = "pause", "Pause"
    WAIT_TO_PUBLISH = "wait_to_publish", "Wait to publish"


class Proceeding(Tokened, CaseRow):
    """One thing that runs beside the review."""

    kind = models.CharField(max_length=20, choices=ProceedingKind)
    state = models.CharField(
        max_length=20, choices=ProceedingState, default=ProceedingState.UNDER_WAY
    )
    next_date = UncertainDateModelField("next date", blank=True)
    next_event = models.CharField("what happens then", max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    effect = models.CharField(
        "effect on the review", max_length=20, choices=Effect, default=Effect.NOTHING
    )
    outcome = models.TextField(blank=True)
    advice = models.TextField(
        "legal or prosecution advice",
        blank=True,
        help_text="What was advised, by whom and when, for example about publishing.",
    )
    concluded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return self.get_kind_display()
