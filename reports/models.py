"""What a review tells the world in two pages, and everything that ever left."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.pairs import come_together
from audit.recorded import AppendOnly, NoBulkWrites, Tokened
from dhr_cases.models import Case, CaseRow


class LearningSummaryQuerySet(NoBulkWrites):
    """Versions of learning summaries, asked for in words."""

    def approved(self) -> "LearningSummaryQuerySet":
        """Versions whose words the independent chair has approved."""
        return self.filter(approved_on__isnull=False)


class LearningSummary(CaseRow):
    """One version of the learning summary. A new version never overwrites an old one (S190).

    Its words are public words: pseudonym only, month and year at most.
    """

    number = models.PositiveSmallIntegerField("version", editable=False)
    who = models.TextField("who the person was", blank=True)
    what_happened = models.TextField("what happened", blank=True)
    learned = models.TextField("what we learned", blank=True, help_text="One point a line.")
    helped = models.TextField("what helped", blank=True)
    changed = models.TextField("what has changed", blank=True)
    you_can_do = models.TextField("what you can do", blank=True)
    get_help = models.TextField("where to get help", blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    written_on = models.DateField(editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_on = models.DateField(null=True, editable=False)

    objects = LearningSummaryQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="learning_summaries_are_numbered_once"
            ),
            come_together("approved", "learning_summary_approved_on_and_by_together"),
        ]

    def __str__(self) -> str:
        return f"Learning summary, version {self.number}"

    @property
    def is_approved(self) -> bool:
        """Whether the independent chair has approved these words."""
        return self.approved_on is not None

    @property
    def points(self) -> list[str]:
        """What was learned, point by point."""
        return [line.strip() for line in self.learned.splitlines() if line.strip()]


class ExportKind(models.TextChoices):
    """What can leave."""

    LEARNING_SUMMARY = "learning_summary", "Learning summary"
    LEARNING_DRAFT = "learning_draft", "Learning summary, draft"
    SUBMISSION_PACK = "submission_pack", "Home Office pack"
    CHRONOLOGY = "chronology", "Combined chronology"
    TIMESCALES = "timescales", "Section on timescales"
    COMMENTS = "comments", "Comments on a draft"


class Export(Tokened, AppendOnly):
    """One thing that left: what, to whom, why, and the hash of its bytes.

    Made by somebody signed in, or by a command on the server under `made_by_name`.
    """

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="exports")
    kind = models.CharField(max_length=20, choices=ExportKind)
    filename = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    storage_name = models.CharField(max_length=200, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("size in bytes")
    contents = models.JSONField(default=list, help_text="Name, size and SHA-256 of each file.")
    recipient = models.CharField("for whom", max_length=200)
    purpose = models.CharField("why, and on what legal basis", max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(recipient="") & ~Q(purpose=""),
                name="an_export_says_for_whom_and_why",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
