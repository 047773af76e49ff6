"""The report while it is written: what each version changed, and rounds of comments on it."""

from django.conf import settings
from django.db import models

from audit.pairs import come_together
from audit.recorded import AppendOnly, Tokened
from dhr_cases.models import Case, CaseRow, DraftReading
from documents.models import Version
from workflow.models.commissioning import Agreement


class ReportVersion(CaseRow):
    """What one version of a file of the report changed, and which meeting agreed it (S130)."""

    file = models.OneToOneField(
        Version, models.PROTECT, related_name="report_version", editable=False
    )
    what_changed = models.TextField("what changed", blank=True)
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="meeting of the panel that agreed it",
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "version of the report"

    def __str__(self) -> str:
        return "A version of the report"


class CommentRound(Tokened, CaseRow):
    """That one version went round the panel, and until when the panel may comment (S131)."""

    number = models.PositiveSmallIntegerField(editable=False)
    file = models.ForeignKey(Version, models.PROTECT, related_name="comment_rounds", editable=False)
    look_at = models.TextField(
        "what should they look at?",
        blank=True,
        help_text="For example, sections 14 to 16, or the recommendations. Without names.",
    )
    closes_on = models.DateField("last day for comments")
    opened_on = models.DateField(editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    closed_on = models.DateField("closed early on", null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering = ("number",)
        verbose_name = "round of comments on the report"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="rounds_of_comments_are_numbered_once"
            ),
            come_together("closed", "comment_round_closed_on_and_by_together"),
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"


class DraftCommentKind(models.TextChoices):
    """What a comment on a draft is about."""

    FACT = "fact", "A fact"
    ANALYSIS = "analysis", "The analysis"
    LANGUAGE = "language", "Language and tone"
    ANONYMITY = "anonymity", "Anonymity"
    OTHER = "other", "Something else"


class DraftAnswer(models.TextChoices):
    """What became of a comment or a correction."""

    CHANGED = "changed", "Changed"
    IN_PART = "in_part", "Changed in part"
    NOT = "not", "Not changed"


class DraftComment(Tokened, CaseRow):
    """What a member says of one passage, and what the report's author makes of it (S131)."""

    round = models.ForeignKey(CommentRound, models.PROTECT, related_name="comments", editable=False)
    place = models.CharField(
        "section or paragraph",
        max_length=60,
        help_text="As it is numbered in the draft, for example 14.3.",
    )
    kind = models.CharField("what is it about?", max_length=10, choices=DraftCommentKind)
    text = models.TextField("comment")
    suggested = models.TextField("words you suggest", blank=True)
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
        verbose_name = "comment on a draft"
        constraints = [come_together("answered", "draft_comment_answered_on_and_by_together")]

    def __str__(self) -> str:
        return "A comment on a draft"


class NothingToAdd(AppendOnly):
    """That a member has read the draft and has no more to say in this round."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="nothing_to_add")
    round = models.ForeignKey(CommentRound, models.PROTECT, related_name="finished")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_on = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["round", "said_by"], name="a_member_finishes_a_round_once"
            )
        ]

    def __str__(self) -> str:
        return "Nothing to add"


class RoundMailKind(models.TextChoices):
    """Why members were written to (screens.md 6.21)."""

    SOON = "soon", "It closes in three days"
    LAST_DAY = "last_day", "It closes today"


class RoundMail(AppendOnly):
    """That members who had not been heard were reminded of a round, so that it happens once."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="round_mails")
    round = models.ForeignKey(CommentRound, models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=10, choices=RoundMailKind)
    sent_on = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="a_round_is_told_of_once")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ReadingVersion(CaseRow):
    """Which version somebody of the family reads; the reading itself is the family's (S133)."""

    reading = models.OneToOneField(
        DraftReading, models.PROTECT, related_name="report_version", editable=False
    )
    file = models.ForeignKey(
        Version, models.PROTECT, related_name="family_readings", verbose_name="version"
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "version read by the family"

    def __str__(self) -> str:
        return "The version of a reading"
