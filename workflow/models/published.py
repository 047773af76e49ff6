"""What becomes of a publication: taken down, written about, about to end (S173)."""

from django.conf import settings
from django.db import models

from audit.recorded import AppendOnly, Tokened
from dhr_cases.models import Case, CaseRow
from workflow.models.clocks import Deadline
from workflow.models.release import Publication


class Takedown(AppendOnly):
    """That somebody took a publication down, at once and for a reason. It is never taken back:
    what goes online again is a new publication."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="takedowns")
    publication = models.OneToOneField(Publication, models.PROTECT, related_name="takedown")
    reason = models.TextField("why it was taken down")
    taken_down_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_down_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        verbose_name = "taking down of a publication"

    def __str__(self) -> str:
        return "A publication taken down"


class Coverage(Tokened, CaseRow):
    """Where a publication was written or spoken about, so that nobody is caught unprepared."""

    appeared_on = models.DateField("date")
    where = models.CharField("where it appeared", max_length=160)
    address = models.URLField("web address", blank=True)
    about = models.TextField(
        "what was said",
        help_text="In short, and whether something is wrong or may hurt. Without names.",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ("-appeared_on", "-pk")
        verbose_name = "coverage of a publication"

    def __str__(self) -> str:
        return "Coverage"


class ExpiryTold(AppendOnly):
    """That the co-ordinators were told of the day a publication ends, so that it happens once."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="expiries_told")
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="+")
    ends_on = models.DateField()
    told_on = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "ends_on"], name="the_end_of_a_publication_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return "A publication is about to end"
