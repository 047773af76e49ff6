"""What goes to the Home Office, what comes back, what is published, and how a case ends."""

from django.conf import settings
from django.db import models

from audit.pairs import come_together
from audit.recorded import AppendOnly
from dhr_cases.models import Case, CaseRow
from documents.models import Document


class Submission(AppendOnly):
    """What was sent to the Home Office, with the hash of every file (T17, T20)."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    sent_on = models.DateField()
    how = models.CharField(max_length=120)
    sent_to = models.CharField(max_length=200)
    contents = models.JSONField(help_text="Kind, version and SHA-256 of each file.")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"Submission {self.number}"


class QualityOutcome(models.TextChoices):
    """What the national quality-assurance body decided (process.md 7.3)."""

    CONTENT = "content", "May be published"
    CONTENT_AFTER_CHANGES = "content_after_changes", "May be published after changes"
    RESUBMIT = "resubmit", "Must be revised and sent again"
    NOT_DHR = "not_dhr", "Returned as outside scope"


class QualityLetter(CaseRow):
    """The Home Office's letter on one submission, with its outcome coded (S160)."""

    submission_number = models.PositiveSmallIntegerField(editable=False)
    panel_on = models.DateField("panel met on", null=True, blank=True)
    dated_on = models.DateField("letter dated", null=True, blank=True)
    received_on = models.DateField()
    outcome = models.CharField(max_length=30, choices=QualityOutcome)
    letter = models.ForeignKey(Document, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_outcome_display()


class PointKind(models.TextChoices):
    """What a point of the letter is about (local-practice.md 10)."""

    STRUCTURE = "structure", "Structure"
    TERMS = "terms", "Terms of reference"
    METHOD = "method", "Method"
    PANEL = "panel", "Panel and independence"
    FAMILY = "family", "Family"
    VOICE = "voice", "The person's voice"
    EQUALITY = "equality", "Equality"
    ANALYSIS = "analysis", "Analysis"
    COERCIVE_CONTROL = "coercive_control", "Coercive control"
    RESEARCH = "research", "Research"
    GOOD_PRACTICE = "good_practice", "Good practice"
    RECOMMENDATION = "recommendation", "Recommendation"
    ACTION_PLAN = "action_plan", "Action plan"
    ANONYMITY = "anonymity", "Anonymity"
    ACCURACY = "accuracy", "Accuracy"
    LANGUAGE = "language", "Language and tone"
    PROOFING = "proofing", "Proof-reading"


class PointAnswer(models.TextChoices):
    """How a point was answered."""

    OPEN = "open", "Not answered yet"
    CHANGED = "changed", "Accepted and changed"
    NOT_CHANGED = "not_changed", "Not changed, with a reason"


class QualityPoint(CaseRow):
    """One point of a quality-assurance letter and the answer to it (S161)."""

    letter = models.ForeignKey(QualityLetter, models.PROTECT, related_name="points", editable=False)
    text = models.TextField("the point, as the letter puts it")
    kind = models.CharField("what it is about", max_length=20, choices=PointKind)
    paragraph = models.CharField(max_length=40, blank=True)
    owner = models.CharField("who will answer", max_length=120)
    due_on = models.DateField()
    answer = models.CharField(max_length=20, choices=PointAnswer, default=PointAnswer.OPEN)
    response = models.TextField("what was changed and where, or why not", blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_answered(self) -> bool:
        """Changed, or not changed with a reason: both are answers (T20, T21)."""
        return self.answer != PointAnswer.OPEN and bool(self.response.strip())


class PublicationForm(models.TextChoices):
    """In what form a review is published (process.md section 8)."""

    FULL = "full", "Full report"
    REDACTED = "redacted", "Report with parts taken out"
    EXECUTIVE_SUMMARY_ONLY = "executive_summary_only", "Executive summary only"
    LEARNING_SUMMARY = "learning_summary", "Learning summary only"
    NOT_PUBLISHED = "not_published", "Not published"
    DEFERRED = "deferred", "Decision put off"


class Ground(models.TextChoices):
    """Why a review is published in less than full."""

    CHILDREN = "children", "Welfare of children"
    FAMILY = "family", "Safety or wishes of the family"
    IDENTIFICATION = "identification", "Risk that people are identified"
    LEGAL = "legal", "Legal restriction"
    PROCEEDINGS = "proceedings", "Live proceedings"
    SAFETY = "safety", "Somebody's safety"
    OTHER = "other", "Other"


class PublicationDecision(AppendOnly):
    """In what form, on what ground, when. A later decision stands beside the earlier (S170)."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="publication_decisions")
    form = models.CharField(max_length=30, choices=PublicationForm)
    ground = models.CharField(max_length=20, choices=Ground, blank=True)
    evidence = models.TextField(blank=True)
    family_views = models.TextField(blank=True)
    planned_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_form_display()


class MediaPlan(CaseRow):
    """What will be said, by whom, and when it may be used (S172, first form)."""

    press_contact = models.CharField(max_length=160)
    statement = models.TextField()
    lines = models.TextField("lines to take", blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    embargo_who = models.CharField(
        "who has it before then",
        max_length=300,
        blank=True,
        help_text="Each body or newsroom, and the person there who answers for it.",
    )
    embargo_why = models.CharField("why before the day", max_length=300, blank=True)
    staff_support = models.TextField("support for staff and agencies", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="one_media_plan_per_case")]

    def __str__(self) -> str:
        return "Media plan"


class Publication(AppendOnly):
    """What was published, or withheld, with the hash of each file (T22, T23)."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="publications")
    form = models.CharField(max_length=30, choices=PublicationForm)
    files = models.JSONField(default=list)
    address = models.URLField("where it can be read", blank=True)
    reason = models.TextField("why it was published again", blank=True)
    published_on = models.DateField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_form_display()


class CommissionerDispatch(CaseRow):
    """That the report went to the Domestic Abuse Commissioner, or why it has not (D06, s9(3B))."""

    sent_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=120, blank=True)
    exception = models.TextField("why it has not been sent, and who agreed", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Report to the Commissioner"


class Disposal(CaseRow):
    """The decision of two people that the personal data of a case may go (T28).

    While one stands approved and unfinished, the database lets the history of its case go.
    """

    retention_until_on = models.DateField("retention ends on")
    authority = models.CharField("rule or schedule", max_length=300)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    proposed_on = models.DateField(editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_on = models.DateField(null=True, editable=False)
    finished_on = models.DateField(null=True, editable=False)
    certificate = models.JSONField(default=dict, editable=False)

    class Meta:
        db_table = "workflow_disposal"
        ordering = ("pk",)
        constraints = [come_together("approved", "disposal_approved_on_and_by_together")]

    def __str__(self) -> str:
        return "Disposal"
