"""Deadlines, who agreed to move them, and what pauses a review."""

from django.conf import settings
from django.db import models

from audit.pairs import come_together
from audit.recorded import AppendOnly, Recorded
from dhr_cases.codes import Regime
from dhr_cases.models import Case, CaseRow


class Unit(models.TextChoices):
    """What an amount counts."""

    MONTHS = "months", "months"
    DAYS = "days", "days"
    WORKING_DAYS = "working_days", "working days"
    HOURS = "hours", "hours"
    NONE = "none", "as soon as practicable"


class DeadlineRule(Recorded):
    """How long something may take, under which legal test, from when: data, not code (D01-D20)."""

    code = models.CharField(max_length=3)
    name = models.SlugField(max_length=40, help_text="The name that steps use.")
    title = models.CharField(max_length=120)
    regime = models.CharField(max_length=3, choices=Regime)
    amount = models.SmallIntegerField(
        default=0, help_text="Negative counts back from the day it is counted from."
    )
    unit = models.CharField(max_length=20, choices=Unit)
    counted_from = models.CharField(max_length=160)
    applies_from = models.DateField()
    source = models.CharField(max_length=300)
    nature = models.CharField(max_length=40)
    is_local = models.BooleanField("a local target, not a national one", default=False)
    held_by_pause = models.BooleanField(
        "a pause proposes a new date",
        default=True,
        help_text="D02 and D06 never move for a pause.",
    )

    fixture_key = ("code", "regime", "applies_from")

    class Meta:
        ordering = ("code", "regime", "-applies_from")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "regime", "applies_from"], name="one_rule_per_code_and_date"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class BankHoliday(Recorded):
    """A bank holiday in England and Wales, shipped with the product."""

    day = models.DateField(unique=True)
    title = models.CharField(max_length=80)

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return self.title


class Deadline(CaseRow):
    """One clock of one case. Three dates are kept; a passed one is never worked out afresh."""

    rule = models.ForeignKey(DeadlineRule, models.PROTECT, related_name="deadlines")
    counted_from_on = models.DateField()
    first_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    met_note = models.CharField(max_length=200, blank=True)
    is_stopped = models.BooleanField(
        default=False, help_text="It was not met: the review ended, and the clock with it."
    )

    class Meta:
        ordering = ("due_on", "pk")
        # The clocks that run are a third of all, and lists find all they need of them here.
        indexes = [
            models.Index(
                fields=["case", "due_on", "rule", "id"],
                condition=models.Q(met_on__isnull=True),
                name="clocks_that_run",
            ),
            models.Index(
                fields=["rule", "case", "counted_from_on", "due_on"],
                condition=models.Q(met_on__isnull=True),
                name="clocks_that_run_by_rule",
            ),
        ]

    def __str__(self) -> str:
        return self.rule.title


class Whose(models.TextChoices):
    """Where time went, in the words of the report's section on timescales."""

    AGENCY = "agency", "Agencies"
    CHAIR = "chair", "The independent chair"
    FAMILY = "family", "The family's wish"
    PARTNERSHIP = "partnership", "The partnership"
    PROCEEDINGS = "proceedings", "Proceedings and other reviews"
    HOME_OFFICE = "home_office", "The Home Office"


class Extension(AppendOnly):
    """That a date was moved: who agreed, when, why, and whether the Home Office was told."""

    disposable = True

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="extensions")
    case = models.ForeignKey(Case, models.PROTECT, related_name="extensions")
    hold = models.ForeignKey(
        "Hold",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moved",
        verbose_name="the pause that proposed it",
    )
    because_of = models.CharField("where the time went", max_length=20, choices=Whose, blank=True)
    from_on = models.DateField(null=True)
    to_on = models.DateField()
    agreed_by = models.CharField(max_length=160)
    agreed_on = models.DateField()
    reason = models.TextField()
    home_office_told = models.BooleanField("the Home Office has been told")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.reason


class HoldReason(models.TextChoices):
    """Why a review pauses (process.md 2.24)."""

    CRIMINAL = "criminal", "Criminal proceedings"
    ADVICE = "advice", "Prosecution or police advice"
    INQUEST = "inquest", "Inquest"
    PARALLEL = "parallel", "Another review"
    FAMILY = "family", "The family asked"
    CHAIR = "chair", "The chair is not available"
    AGENCY = "agency", "An agency has not answered"
    LEGAL = "legal", "Legal challenge"
    HOME_OFFICE = "home_office", "Waiting for the Home Office"


class HoldScope(models.TextChoices):
    """What stops."""

    ALL = "all", "Everything except safety and family contact"
    INTERVIEWS = "interviews", "Interviews"
    FAMILY_CONTACT = "family_contact", "Family contact"
    FINALISE = "finalise", "Finishing the report"
    PUBLICATION = "publication", "Publication"


class Hold(CaseRow):
    """A pause. It stops no clock by itself; it proposes new dates to agree (process.md 2.24)."""

    reason = models.CharField("why", max_length=20, choices=HoldReason)
    explanation = models.TextField("in one sentence, as it will stand in the report")
    scope = models.CharField("what stops", max_length=20, choices=HoldScope)
    continues = models.TextField("what goes on")
    started_on = models.DateField()
    look_again_on = models.DateField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ("started_on", "pk")
        constraints = [come_together("ended", "hold_ended_on_and_by_together")]

    def __str__(self) -> str:
        return self.get_reason_display()


class LegalHold(CaseRow):
    """Nothing of this case may be disposed of while this stands."""

    reason = models.TextField()
    placed_on = models.DateField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        constraints = [come_together("lifted", "legal_hold_lifted_on_and_by_together")]

    def __str__(self) -> str:
        return "Legal hold"
