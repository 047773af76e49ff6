"""What each agency was asked, when, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from accounts.roles import Permission, Role
from audit.recorded import NoBulkWrites, Tokened
from dhr_cases.models.access import CaseAssignment
from dhr_cases.models.case import CaseRow


class RequestKind(models.TextChoices):
    """The things an agency is asked for in the life of a review."""

    SCOPING = "scoping", "Scoping: what do you hold?"
    CHRONOLOGY = "chronology", "Chronology"
    REVIEW = "review", "Review return"
    ACCURACY = "accuracy", "Accuracy check of the draft"


class ReturnForm(models.TextChoices):
    """How much is asked of an agency in its review return (process.md 4.1)."""

    IMR = "imr", "Individual management review"
    SHORT = "short", "Short report"
    INFORMATION = "information", "Information report"


class Outcome(models.TextChoices):
    """What came of asking."""

    WAITING = "waiting", "Waiting"
    RECEIVED = "received", "Received"
    NOTHING_HELD = "nothing_held", "Nothing held"
    DECLINED = "declined", "Declined, with a reason"
    NOT_RECEIVED = "not_received", "Not received"


class AgencyRequestQuerySet(NoBulkWrites):
    """Requests, asked for in words."""

    def visible_to(self, user) -> "AgencyRequestQuerySet":
        """Requests to the agencies this user acts for, on cases where they still do."""
        if not user.is_active:
            return self.none()
        roles = CaseAssignment.objects.live().filter(
            user=user,
            role__in=(Role.AGENCY_AUTHOR, Role.AGENCY_SENIOR),
            case=models.OuterRef("case"),
            organisation=models.OuterRef("organisation"),
        )
        grants = Q(case__grants__user=user) & Q(
            case__grants__permission__codename=Permission.OWN_RETURN
        )
        return self.filter(grants).filter(models.Exists(roles)).distinct()

    def open(self) -> "AgencyRequestQuerySet":
        """Requests nobody has answered or settled yet."""
        return self.filter(outcome=Outcome.WAITING)


class AgencyRequest(Tokened, CaseRow):
    """One thing asked of one agency: asked, due, in, nothing held, or not received and why."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="requests", verbose_name="agency"
    )
    kind = models.CharField("what is asked", max_length=20, choices=RequestKind)
    form = models.CharField(
        "form of the return", max_length=20, choices=ReturnForm, blank=True, default=""
    )
    question = models.TextField("what we ask, and why", blank=True)
    asked_on = models.DateField()
    due_on = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.WAITING)
    received_on = models.DateField("in on", null=True, blank=True)
    answer = models.TextField("summary of what the agency holds or says", blank=True)
    searched = models.TextField("what was searched", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    signed_off_on = models.DateField(null=True, blank=True)
    signed_off_by = models.CharField("senior officer", max_length=120, blank=True)
    what_was_done = models.TextField(
        "what was done about it, if it did not come",
        blank=True,
        help_text="Reminders, letters, who was asked to step in, and what they said.",
    )

    objects = AgencyRequestQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "organisation__name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organisation", "kind"], name="an_agency_is_asked_once_per_kind"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_settled(self) -> bool:
        """Answered, nothing held, or not received with what was done about it written down."""
        if self.outcome in {Outcome.RECEIVED, Outcome.NOTHING_HELD}:
            return self.received_on is not None
        return self.outcome != Outcome.WAITING and bool(self.what_was_done.strip())


class ScopingAnswer(CaseRow):
    """What an agency said of itself when first asked (local-practice.md 4.2)."""

    request = models.OneToOneField(
        AgencyRequest, models.PROTECT, related_name="scoping_answer", editable=False
    )
    knew_died = models.CharField("knew the person who died", max_length=10, blank=True)
    knew_responsible = models.CharField(
        "knew the person thought responsible", max_length=10, blank=True
    )
    knew_children = models.CharField("knew any child", max_length=10, blank=True)
    suggests_review = models.CharField("thinks a review is needed", max_length=10, blank=True)
    records_secured_on = models.DateField(null=True, blank=True)
    other_agencies = models.TextField("other agencies they know were involved", blank=True)

    def __str__(self) -> str:
        return "Scoping answer"
