"""The content checklist before a report leaves, bound to the version that was read (S134)."""

from django.conf import settings
from django.db import models

from dhr_cases.models import CaseRow
from documents.models import Version


class ItemState(models.TextChoices):
    """Whether a report meets a point of the list."""

    MET = "met", "Met: it is shown on these pages"
    NOT_MET = "not_met", "Not met yet"
    NOT_APPLICABLE = "not_applicable", "Does not apply to this review"


class ChecklistAnswer(CaseRow):
    """What somebody found on one point of the list, in one version of the overview report."""

    item = models.SlugField(max_length=40, editable=False)
    file = models.ForeignKey(
        Version, models.PROTECT, related_name="checklist_answers", editable=False
    )
    state = models.CharField("does the report meet it?", max_length=20, choices=ItemState)
    pages = models.CharField(
        "shown on page", max_length=60, blank=True, help_text="For example: 12 to 14."
    )
    reason = models.TextField("why not, or what is still to do", blank=True)
    checked_on = models.DateField(editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "point of the content checklist"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "item"], name="a_point_of_the_checklist_stands_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_state_display()
