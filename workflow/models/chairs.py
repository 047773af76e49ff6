"""The directory of independent chairs (S244), and how one of them is chosen for a review (S60)."""

from datetime import date
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Max, Q

from accounts.models import Organisation
from audit.querysets import NoBulkWrites
from audit.recorded import Recorded, Tokened
from dhr_cases.models import CaseRow
from workflow.models.costs import pounds


class Skill(models.TextChoices):
    """What a chair is asked to be able to do (process.md 3.3, local-practice.md 4.4)."""

    ABUSE = "abuse", "Domestic abuse and coercive control"
    CHAIRING = "chairing", "Chairing a panel of agencies"
    ANALYSIS = "analysis", "Analysis of what agencies did"
    WRITING = "writing", "Writing reports for publication"
    FAMILIES = "families", "Working with bereaved families"
    SUICIDE = "suicide", "Deaths by suicide"
    EQUALITY = "equality", "Equality and protected characteristics"
    CHILDREN = "children", "Safeguarding of children"
    ADULTS = "adults", "Safeguarding of adults"


ALWAYS_NEEDED = (Skill.ABUSE, Skill.CHAIRING, Skill.ANALYSIS, Skill.WRITING)
"""Needed on every review: experienced in abuse, chairing, analysis, writing (process.md 3.3)."""


class ListedChairs(NoBulkWrites):
    """Chairs of the directory, with how much they carry."""

    def with_load(self, on: date) -> "ListedChairs":
        """`live`, how many reviews each chairs on that day, and `last_used`; names no review."""
        running = Q(appointments__ended_on__isnull=True, appointments__last_day_on__gte=on)
        return self.annotate(
            live=Count("appointments", filter=running),
            last_used=Max("appointments__appointed_on"),
        ).order_by("name", "pk")


class ListedChair(Tokened, Recorded):
    """One independent chair in the directory. Nothing of any review stands here."""

    name = models.CharField(max_length=120)
    business = models.CharField(max_length=120, blank=True)
    skills = models.JSONField(default=list, blank=True)
    day_rate = pounds("day rate, in pounds", null=True, blank=True)
    cap = pounds("at most for one review, in pounds", null=True, blank=True)
    insured_until = models.DateField("insured until", null=True, blank=True)
    data_protection = models.CharField(
        "data-protection registration number", max_length=40, blank=True
    )
    local_agency = models.CharField(
        "local agencies that have employed them",
        max_length=300,
        blank=True,
        help_text="Leave empty if none ever has.",
    )
    local_agency_ended_on = models.DateField("when the last of it ended", null=True, blank=True)
    verified_on = models.DateField("details checked on", null=True, blank=True)
    unlisted_on = models.DateField("takes no more reviews since", null=True, blank=True)

    objects = ListedChairs.as_manager()

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def skills_in_words(self) -> list[str]:
        """The skills by their names, in the order of the list."""
        return [skill.label for skill in Skill if skill in self.skills]

    def lacks(self, needed: list[Skill]) -> list[str]:
        """The names of the needed skills that this chair has not shown."""
        return [skill.label for skill in needed if skill not in self.skills]


class ChairArea(Recorded):
    """An area whose reviews a chair takes."""

    chair = models.ForeignKey(ListedChair, models.PROTECT, related_name="areas", editable=False)
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("area__name",)
        constraints = [
            models.UniqueConstraint(fields=["chair", "area"], name="a_chair_covers_an_area_once")
        ]

    def __str__(self) -> str:
        return str(self.area)


class ChairTraining(Tokened, Recorded):
    """One training that a chair has had."""

    chair = models.ForeignKey(ListedChair, models.PROTECT, related_name="training", editable=False)
    what = models.CharField("training", max_length=200)
    trained_on = models.DateField("finished on")

    class Meta:
        ordering = ("-trained_on", "pk")

    def __str__(self) -> str:
        return self.what


class ChairQuote(Tokened, CaseRow):
    """One chair asked to quote for one review: each step of it dated (S60).

    The chair is told the kind of death and the area, and nothing else of the review.
    """

    chair = models.ForeignKey(ListedChair, models.PROTECT, related_name="+", editable=False)
    invited_on = models.DateField()
    due_on = models.DateField("quote wanted by")
    quoted_on = models.DateField(null=True, blank=True)
    days = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.5"))],
    )
    day_rate = pounds("day rate, in pounds", null=True, blank=True)
    cap = pounds("at most, in pounds", null=True, blank=True)
    declined_on = models.DateField(null=True, blank=True)
    note = models.TextField("what they said", blank=True)
    chosen_on = models.DateField(null=True, blank=True)
    chosen_reason = models.TextField("why this chair", blank=True)
    thanked_on = models.DateField("thanked on", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(chosen_on__isnull=True)
                | Q(quoted_on__isnull=False, declined_on__isnull=True),
                name="a_chosen_chair_has_quoted",
            )
        ]

    def __str__(self) -> str:
        return "Quote"

    @property
    def total(self):
        """Days at the day's rate, and never more than the cap; None until both are known."""
        if self.days is None or self.day_rate is None:
            return None
        whole = self.days * self.day_rate
        return min(whole, self.cap) if self.cap else whole


class ContractMilestone(Tokened, CaseRow):
    """One dated stage of the chair's contract: signed, a stage of the fee, its end."""

    kind = models.CharField(
        "which stage",
        max_length=10,
        choices=[("signed", "Contract signed"), ("fee", "Stage of the fee"), ("end", "End")],
    )
    what = models.CharField("what it is", max_length=160, blank=True)
    due_on = models.DateField("expected on")
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.what or self.get_kind_display()
