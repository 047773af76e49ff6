"""What was learned, what is recommended, and what is done about it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Organisation
from accounts.roles import Permission
from audit.pairs import come_together
from audit.recorded import NoBulkWrites, Tokened
from dhr_cases.codes import RECIPIENTS
from dhr_cases.models.access import cases_where
from dhr_cases.models.case import CaseRow


class Level(models.TextChoices):
    """How far a recommendation reaches."""

    SINGLE = "single", "One agency"
    LOCAL = "local", "Local, several agencies"
    COUNTY = "county", "County"
    REGIONAL = "regional", "Regional"
    NATIONAL = "national", "National"


class Recommendation(Tokened, CaseRow):
    """One thing the review asks a named body to change."""

    number = models.CharField(max_length=12, help_text="As it stands in the report: 1, 2a, 5.1.")
    text = models.TextField("recommendation")
    lesson = models.TextField("the lesson it follows from", blank=True)
    paragraph = models.CharField("paragraph of the report", max_length=20, blank=True)
    level = models.CharField(max_length=20, choices=Level)
    recipient = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    recipient_name = models.CharField(
        "recipient, if it has no account here",
        max_length=160,
        blank=True,
        help_text="For example the government department that would have to act.",
    )
    recipient_kind = models.CharField(
        "kind of body, as the Home Office counts it",
        max_length=60,
        choices=RECIPIENTS,
        blank=True,
    )
    themes = models.JSONField("themes, as the Home Office counts them", default=list, blank=True)
    sent_on = models.DateField("sent to the recipient on", null=True, blank=True)
    acknowledged_on = models.DateField("acknowledged on", null=True, blank=True)
    reply = models.TextField("the recipient's reply", blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"Recommendation {self.number}"

    @property
    def recipient_words(self) -> str:
        """The body it is addressed to, in words."""
        return str(self.recipient) if self.recipient_id else self.recipient_name


class ActionProgress(models.TextChoices):
    """How far an action has got; "not being done" is an honest end."""

    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    EVIDENCE_AWAITED = "evidence_awaited", "Done, evidence awaited"
    ACCEPTED = "accepted", "Evidence accepted"
    NOT_DONE = "not_done", "Not being done"
    SUPERSEDED = "superseded", "Superseded"


CLOSED_PROGRESS = (ActionProgress.ACCEPTED, ActionProgress.NOT_DONE, ActionProgress.SUPERSEDED)


class ActionQuerySet(NoBulkWrites):
    """Actions, asked for in words."""

    def owned_by(self, user) -> "ActionQuerySet":
        """Actions this user must report on, where they still have a part to play in the case."""
        if not user.is_active:
            return self.none()
        may = (Permission.UPDATE_OWN_ACTION, Permission.VIEW_CASE)
        return self.filter(owner=user, case__in=cases_where(user, *may))

    def open(self) -> "ActionQuerySet":
        """Actions not yet ended, one way or the other."""
        return self.exclude(progress__in=CLOSED_PROGRESS)


class Action(Tokened, CaseRow):
    """What somebody has undertaken to do about a recommendation."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="actions")
    text = models.TextField("action")
    lead = models.ForeignKey(
        Organisation, models.PROTECT, related_name="actions", verbose_name="lead agency"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_actions",
    )
    owner_role = models.CharField("job of the owner", max_length=120)
    measure = models.CharField("how we shall know it worked", max_length=300, blank=True)
    due_on = models.DateField()
    progress = models.CharField(
        max_length=20, choices=ActionProgress, default=ActionProgress.NOT_STARTED
    )
    milestones = models.TextField("key milestones achieved", blank=True)
    evidence = models.TextField(blank=True)
    completed_on = models.DateField(null=True, blank=True)
    outcome = models.TextField("outcome", blank=True)
    reason = models.TextField("why it is not being done, and who agreed", blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    checked_on = models.DateField(null=True, blank=True, editable=False)
    check_note = models.TextField("what the person who checked it said", blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        indexes = [
            models.Index(fields=["progress", "case"]),
            # Most have no owner, so SQLite thought that each of those who do owns thousands.
            models.Index(
                fields=["owner"],
                condition=models.Q(owner__isnull=False),
                name="actions_of_somebody",
            ),
        ]
        constraints = [come_together("checked", "action_checked_on_and_by_together")]

    def __str__(self) -> str:
        return "Action"

    @property
    def is_ended(self) -> bool:
        """Complete with evidence accepted, or closed with a reason (T25)."""
        if self.progress == ActionProgress.ACCEPTED:
            return bool(self.evidence.strip() and self.checked_by_id)
        return self.progress in CLOSED_PROGRESS and bool(self.reason.strip())

    @property
    def is_overdue(self) -> bool:
        """Past its date and not ended."""
        return not self.is_ended and self.due_on < timezone.localdate()
