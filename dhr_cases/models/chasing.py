"""What is done when an agency's answer is due, or does not come: reminders, and the ladder."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.recorded import AppendOnly, Recorded
from dhr_cases.models.agencies import AgencyRequest, RequestKind
from dhr_cases.models.agency_contacts import AgencyContact
from dhr_cases.models.case import Case, CaseRow


class Audience(models.TextChoices):
    """To whom at the agency a reminder goes."""

    CONTACT = "contact", "The agency's contact"
    SENIOR = "senior", "The agency's senior lead"


class ReminderRule(Recorded):
    """One rung of the reminder ladder: data, so that a partnership's practice can change it.

    Source: local-practice.md, letters L05 and L27; screens.md 6.21.
    """

    kind = models.CharField("what is asked", max_length=20, choices=RequestKind)
    working_days = models.IntegerField(
        "working days after the due date", help_text="Negative: so many working days before it."
    )
    audience = models.CharField("to whom", max_length=20, choices=Audience)
    is_in_force = models.BooleanField("in force", default=True)

    fixture_key = ("kind", "working_days")

    class Meta:
        ordering = ("kind", "working_days")
        constraints = [
            models.UniqueConstraint(fields=("kind", "working_days"), name="each_rung_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.working_days}"


class Delivery(models.TextChoices):
    """What became of an e-mail."""

    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"
    NO_ADDRESS = "no_address", "No e-mail address; reach them another way"


class Reminder(CaseRow):
    """One reminder to one agency about one due date. Its e-mail tells nothing of the review."""

    request = models.ForeignKey(
        AgencyRequest, models.PROTECT, related_name="reminders", editable=False
    )
    rule = models.ForeignKey(
        ReminderRule, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    audience = models.CharField("to whom", max_length=20, choices=Audience)
    contact = models.ForeignKey(
        AgencyContact, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    about_due_on = models.DateField("for what was due on")
    sent_on = models.DateField()
    delivery = models.CharField(max_length=20, choices=Delivery, default=Delivery.SENDING)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering = ("sent_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("request", "rule", "about_due_on"),
                condition=Q(rule__isnull=False),
                name="no_rung_is_taken_twice_for_one_due_date",
            )
        ]

    def __str__(self) -> str:
        return "Reminder"


class Rung(models.TextChoices):
    """Who is asked to step in, from the bottom (process.md 4.2)."""

    COORDINATOR = "coordinator", "Reminder by the co-ordinator"
    CHAIR = "chair", "Letter from the independent chair"
    CHIEF_OFFICER = "chief_officer", "The agency's chief officer"
    PARTNERSHIP_CHAIR = "partnership_chair", "The partnership chair"
    COUNTY = "county", "The county partnership"
    HOME_OFFICE = "home_office", "The Home Office"
    DIRECTION = "direction", "A direction by the Secretary of State"


LADDER = tuple(Rung)


class Escalation(AppendOnly):
    """One step up the ladder, on a day, for a reason. No power compels an agency but the last."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="escalations")
    request = models.ForeignKey(AgencyRequest, models.PROTECT, related_name="escalations")
    rung = models.CharField("who is asked to step in", max_length=20, choices=Rung)
    reason = models.TextField("why, and what was said")
    taken_on = models.DateField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("taken_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=("request", "rung"), name="each_rung_of_a_request_once")
        ]

    def __str__(self) -> str:
        return str(self.get_rung_display())
