"""The day a review is published, line by line: the family is rung before anybody else (S172)."""

from django.conf import settings
from django.db import models

from audit.pairs import come_together
from audit.recorded import Tokened
from dhr_cases.models import CaseRow


class DayLine(Tokened, CaseRow):
    """One thing to be done before, on or after the day of publication, by whom and when."""

    days = models.SmallIntegerField(
        "days from the day of publication", help_text="0 is the day itself, -7 a week before."
    )
    at = models.TimeField("at what time", null=True, blank=True)
    what = models.CharField("what is done", max_length=200)
    owner = models.CharField("by whom", max_length=120, help_text="A role, or somebody's name.")
    is_family_call = models.BooleanField(default=False, editable=False)
    done_on = models.DateField(null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering = ("days", models.F("at").asc(nulls_first=True), "pk")
        constraints = [come_together("done", "day_line_done_on_and_by_together")]
        verbose_name = "line of the day plan"

    def __str__(self) -> str:
        return "A line of the day plan"
