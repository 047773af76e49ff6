"""What each agency reads of the draft about itself, and what it says is not right (S132)."""

from django.conf import settings
from django.db import models

from audit.pairs import come_together
from audit.recorded import Tokened
from dhr_cases.models import AgencyRequest, CaseRow
from documents.models import Document, Version
from workflow.models.drafts import DraftAnswer


class CopyBack(models.TextChoices):
    """What became of an agency's copy: it is returned or destroyed (L31)."""

    RETURNED = "returned", "Returned"
    DESTROYED = "destroyed", "Destroyed"


class AccuracyCopy(CaseRow):
    """Which part of which version an agency was given to check; the asking is its request's."""

    request = models.OneToOneField(
        AgencyRequest, models.PROTECT, related_name="accuracy_copy", editable=False
    )
    file = models.ForeignKey(
        Version, models.PROTECT, related_name="accuracy_copies", verbose_name="version"
    )
    sections = models.CharField(
        "sections or pages about this agency",
        max_length=200,
        help_text="For example: sections 14.3 to 14.9 and recommendation 2.",
    )
    extract = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    check_number = models.PositiveSmallIntegerField(
        default=1, editable=False, help_text="Asked again after a change, it is the next one."
    )
    sent_on = models.DateField(editable=False)
    copy_back = models.CharField(
        "what became of the copy", max_length=10, choices=CopyBack, blank=True
    )
    copy_back_on = models.DateField("on", null=True, blank=True, editable=False)

    class Meta:
        ordering = ("pk",)
        verbose_name = "copy for an accuracy check"

    def __str__(self) -> str:
        return "A copy for an accuracy check"


class Correction(Tokened, CaseRow):
    """One thing that an agency says is not accurate, and what the author makes of it.

    It is the agency's own until its accuracy check is received.
    """

    request = models.ForeignKey(
        AgencyRequest, models.PROTECT, related_name="corrections", editable=False
    )
    place = models.CharField(
        "paragraph or page", max_length=60, help_text="As it is numbered in the draft."
    )
    says = models.TextField("what does it say?")
    should_say = models.TextField("what should it say?")
    shown_by = models.CharField(
        "which record shows it?", max_length=200, blank=True, help_text="Its kind and its day."
    )
    check_number = models.PositiveSmallIntegerField(default=1, editable=False)
    written_on = models.DateField(editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    answer = models.CharField(max_length=10, choices=DraftAnswer, blank=True)
    answer_words = models.TextField("where it was changed, or why not", blank=True)
    answered_on = models.DateField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "correction by an agency"
        constraints = [come_together("answered", "correction_answered_on_and_by_together")]

    def __str__(self) -> str:
        return "A correction"
