"""The planned course of a review (S66): its lines, the rules they are made from, and each move."""

from django.conf import settings
from django.db import models

from audit.recorded import AppendOnly, Recorded, Tokened
from dhr_cases.models import Case, CaseRow
from workflow.models.clocks import Unit


class StageRule(Recorded):
    """How long after another stage one is planned, and from when that holds: data, not code."""

    name = models.SlugField(max_length=40)
    title = models.CharField(max_length=120)
    owner = models.CharField(max_length=80)
    place = models.PositiveSmallIntegerField(help_text="Its order among the stages.")
    counted_from = models.SlugField(
        max_length=40, blank=True, help_text="The stage before; empty: the decision to review."
    )
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=Unit)
    deadline = models.SlugField(
        max_length=40, blank=True, help_text="The rule of deadlines that this stage must keep."
    )
    applies_from = models.DateField()
    source = models.CharField(max_length=300)

    fixture_key = ("name", "applies_from")

    class Meta:
        ordering = ("place", "-applies_from")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "applies_from"], name="one_stage_rule_per_name_and_date"
            )
        ]

    def __str__(self) -> str:
        return self.title


class TimetableLine(Tokened, CaseRow):
    """One planned stage. It is a plan: deadlines judge, and are kept apart (`Deadline`)."""

    name = models.SlugField("stage", max_length=40, blank=True, editable=False)
    deadline = models.SlugField(max_length=40, blank=True, editable=False)
    place = models.PositiveSmallIntegerField(editable=False)
    what = models.CharField(
        "what is planned", max_length=120, help_text="Without names: all who see the review see it."
    )
    owner = models.CharField(
        "who sees to it", max_length=80, help_text="The role or agency, not a name."
    )
    planned_on = models.DateField("planned for")
    done_on = models.DateField("done on", null=True, blank=True)
    is_left_out = models.BooleanField("not part of this review", default=False)

    class Meta:
        ordering = ("place", "planned_on", "pk")
        verbose_name = "line of the timetable"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "name"],
                condition=~models.Q(name=""),
                name="a_stage_is_planned_once_in_a_review",
            )
        ]

    def __str__(self) -> str:
        return self.what


class TimetableMove(AppendOnly):
    """That one line was planned for another day: from, to, why, by whom. Never changed."""

    disposable = True

    line = models.ForeignKey(TimetableLine, models.PROTECT, related_name="moves")
    case = models.ForeignKey(Case, models.PROTECT, related_name="timetablemoves")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField("why it was moved", max_length=300)
    moved_on = models.DateField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "A moved date"
