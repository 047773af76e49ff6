"""What a family reads and answers, what it lets the panel know, and one lead's word to the next."""

from django.conf import settings
from django.db import models

from audit.recorded import Tokened
from dhr_cases.models.case import CaseRow
from dhr_cases.models.family import FamilyMember


class DraftReading(Tokened, CaseRow):
    """One private reading of the draft by one person: where, when, how long, with whom."""

    member = models.ForeignKey(
        FamilyMember, models.PROTECT, related_name="readings", editable=False
    )
    reading_on = models.DateField("date")
    place = models.CharField(max_length=200)
    hours_allowed = models.PositiveSmallIntegerField("time allowed, in hours")
    sits_with = models.CharField("who sits with them", max_length=200)
    copy_number = models.CharField("number of the copy", max_length=40, blank=True)
    copy_back_on = models.DateField("copy given back on", null=True, blank=True)
    is_second = models.BooleanField("a second reading, after changes", default=False)
    took_place = models.BooleanField("it took place", default=False)

    class Meta:
        ordering = ("-reading_on", "-pk")
        verbose_name = "reading of the draft"

    def __str__(self) -> str:
        return "Second reading of the draft" if self.is_second else "Reading of the draft"


class CommentAnswer(models.TextChoices):
    """What became of a comment; each is answered by itself."""

    OPEN = "open", "Not answered yet"
    CHANGED = "changed", "The report was changed"
    KEPT = "kept", "The report stays, for the reason given"


class ReadingComment(Tokened, CaseRow):
    """One comment on the draft, in their words, and our answer to it."""

    reading = models.ForeignKey(
        DraftReading, models.PROTECT, related_name="comments", editable=False
    )
    passage = models.CharField("which passage", max_length=120, blank=True)
    words = models.TextField("their comment, in their words")
    answer = models.CharField(max_length=10, choices=CommentAnswer, default=CommentAnswer.OPEN)
    answer_words = models.TextField("what was changed, or why not", blank=True)
    told_on = models.DateField("they were told on", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "comment on the draft"

    def __str__(self) -> str:
        return "A comment on the draft"


class AgreedSentence(Tokened, CaseRow):
    """A sentence for the panel. It is shown there once approved, and no longer once taken back."""

    member = models.ForeignKey(
        FamilyMember, models.PROTECT, related_name="sentences", editable=False
    )
    words = models.TextField("the sentence")
    approved_on = models.DateField("they approved it on", null=True, blank=True)
    heard_by = models.CharField("who heard it", max_length=120, blank=True)
    taken_back_on = models.DateField("they took it back on", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "sentence for the panel"

    def __str__(self) -> str:
        return "A sentence for the panel"


class Tribute(Tokened, CaseRow):
    """Words about the person who died, given by somebody bereaved: theirs to give and take back.

    It is printed only while its giver's consent stands and the day and hearer of it are recorded.
    """

    member = models.ForeignKey(
        FamilyMember, models.PROTECT, related_name="tributes", editable=False
    )
    words = models.TextField("the tribute, as it would be printed")
    consented_on = models.DateField("they agreed to its being printed on", null=True, blank=True)
    heard_by = models.CharField("who heard it", max_length=120, blank=True)
    signed_as = models.CharField("how it is signed", max_length=120, blank=True)
    taken_back_on = models.DateField("they took it back on", null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "A tribute"


class FamilyHandover(Tokened, CaseRow):
    """The family's part given from one lead to the next, who says that they have read it (S106)."""

    handed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="to whom"
    )
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    handed_on = models.DateField(editable=False)
    note = models.TextField("what the cards do not say", blank=True)
    read_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "handover of the family's part"

    def __str__(self) -> str:
        return "A handover"
