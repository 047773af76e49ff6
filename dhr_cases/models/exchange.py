"""What passes between an agency and the review: receipts, questions, and handing work on."""

from django.conf import settings
from django.db import models

from accounts.roles import Role
from audit.pairs import come_together
from audit.recorded import AppendOnly, NoBulkWrites, Tokened
from dhr_cases.models.agencies import AgencyRequest
from dhr_cases.models.case import Case, CaseRow


class Receipt(AppendOnly):
    """That something reached us: what, when to the minute, from whom, under which number."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="receipts")
    request = models.ForeignKey(AgencyRequest, models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    what = models.CharField("what was received", max_length=120)
    received_at = models.DateTimeField()
    given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("request", "number"), name="receipts_numbered_once")
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What the agency quotes: the request's own letters and this receipt's number."""
        return f"{self.request.token[:4].upper()}-{self.number}"


class Side(models.TextChoices):
    """Who asks whom."""

    TO_AGENCY = "to_agency", "We ask the agency"
    FROM_AGENCY = "from_agency", "The agency asks us"


class AgencyQueryQuerySet(NoBulkWrites):
    """Queries, asked for in words."""

    def challenges(self) -> "AgencyQueryQuerySet":
        """What the review has asked agencies about their returns (S79)."""
        return self.filter(side=Side.TO_AGENCY)

    def unsettled(self) -> "AgencyQueryQuerySet":
        """Queries that nobody has called satisfied or carried to the panel."""
        return self.filter(settled_on__isnull=True)


class Settlement(models.TextChoices):
    """How a query ends."""

    SATISFIED = "satisfied", "Satisfied"
    PANEL = "panel", "Carried to the panel"


class AgencyQuery(Tokened, CaseRow):
    """One question on one return, its answer, and whether that was enough (S79)."""

    request = models.ForeignKey(
        AgencyRequest, models.PROTECT, related_name="queries", editable=False
    )
    side = models.CharField(max_length=20, choices=Side, editable=False)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", editable=False
    )
    question = models.TextField()
    asked_on = models.DateField(editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    settlement = models.CharField(max_length=20, choices=Settlement, blank=True)
    settled_on = models.DateField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    objects = AgencyQueryQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = "query"
        constraints = [
            come_together("answered", "query_answered_on_and_by_together"),
            come_together("settled", "query_settled_on_and_by_together"),
        ]

    def __str__(self) -> str:
        return "Query"

    @property
    def standing(self) -> tuple[str, str]:
        """How it stands, as words and the kind of tag."""
        if self.settled_on:
            done = self.settlement == Settlement.SATISFIED
            return self.get_settlement_display(), "on-time" if done else "paused"
        if self.answered_on:
            return "Answered", "information"
        return "Open", "due-soon"


class HandOver(Tokened, CaseRow):
    """That an agency's person asks for a colleague to have this work too.

    Nobody gives access but those who manage it (decisions.md 1 and 2), so it waits for their word.
    """

    request = models.ForeignKey(
        AgencyRequest, models.PROTECT, related_name="hand_overs", editable=False
    )
    name = models.CharField("their name", max_length=200)
    email = models.EmailField("their e-mail at work")
    role = models.CharField(
        "what they will do",
        max_length=20,
        choices=[
            (Role.AGENCY_AUTHOR.value, "Answer and write"),
            (Role.AGENCY_SENIOR.value, "Sign off for the agency"),
        ],
    )
    reason = models.CharField("why", max_length=300, blank=True)
    asked_on = models.DateField(editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    is_given = models.BooleanField("access is given", null=True, editable=False)
    settled_note = models.CharField("what we say to them", max_length=300, blank=True)
    settled_on = models.DateField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "request for a colleague"
        constraints = [come_together("settled", "hand_over_settled_on_and_by_together")]

    def __str__(self) -> str:
        return "Request for a colleague"
