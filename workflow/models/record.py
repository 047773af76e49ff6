"""The timeline of a case: what was done, and the reasons given."""

from django.conf import settings
from django.db import models

from audit.recorded import AppendOnly
from dhr_cases.models import AgencyRequest, Case, CaseRow, Way


class StepTaken(AppendOnly):
    """One step somebody took. The story of a case is read from here, never from the audit."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps_taken")
    code = models.CharField(max_length=4)
    name = models.CharField(max_length=40)
    source = models.CharField(max_length=30)
    target = models.CharField(max_length=30)
    taken_on = models.DateField()
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["taken_at"])]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class StepReason(AppendOnly):
    """The reason given for a step. Apart from the timeline, so that it can be disposed of."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="step_reasons")
    name = models.CharField(max_length=40)
    reason = models.TextField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.reason


class Note(AppendOnly):
    """A short dated note of the coordinator; corrected only by another note (S25)."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_on = models.DateField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return "Note"


class Audience(models.TextChoices):
    """To whom a letter goes."""

    NOTIFIER = "notifier", "The person who told us"
    HOME_OFFICE = "home_office", "Home Office"
    COUNTY = "county", "County partner"
    FAMILY = "family", "Family or friend"
    CORONER = "coroner", "Coroner"
    POLICE = "police", "Police or prosecutors"
    AGENCY = "agency", "Agency"
    CHAIR = "chair", "Independent chair"
    PANEL = "panel", "Panel member"
    PARTNERSHIP = "partnership", "Another partnership"
    COMMISSIONER = "commissioner", "Domestic Abuse Commissioner"
    PERPETRATOR = "perpetrator", "Person thought responsible"
    OTHER = "other", "Somebody else"


class Purpose(models.TextChoices):
    """What a letter or call is for."""

    ACKNOWLEDGE = "acknowledge", "Acknowledge the notice"
    CONSULT = "consult", "Ask for a view"
    ASK = "ask", "Ask an agency what it holds"
    DECISION = "decision", "Tell of the decision"
    DUPLICATE = "duplicate", "Tell that the death is already under review"
    TRANSFER = "transfer", "Tell of a transfer"
    APPOINT = "appoint", "Appoint or invite"
    PAUSE = "pause", "Tell of a pause or a new date"
    DRAFT = "draft", "Send a draft"
    SUBMISSION = "submission", "Submit the report"
    QUALITY = "quality", "Share the Home Office outcome"
    WITHHOLD = "withhold", "Tell that the report will not be published in full"
    PUBLICATION = "publication", "Tell of publication"
    LEARNING = "learning", "Share learning"
    DISCONTINUE = "discontinue", "Tell that the review will not go on"
    CLOSE = "close", "Tell that the review is complete"
    OTHER = "other", "Other"


HERE = "service"
"""How a letter went that is read in this service."""


class Letter(CaseRow):
    """A letter, e-mail or call, as a dated row: to whom, what for, when, how."""

    code = models.CharField(
        "letter code", max_length=3, blank=True, help_text="L01 to L48, where one fits."
    )
    audience = models.CharField("to", max_length=20, choices=Audience)
    purpose = models.CharField("what for", max_length=20, choices=Purpose)
    addressee = models.CharField("name or office", max_length=160)
    sent_on = models.DateField()
    how = models.CharField(
        max_length=20,
        choices=[*Way.choices, (HERE, "In this service")],
    )
    request = models.ForeignKey(
        AgencyRequest, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    about = models.TextField("what it said", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ("-sent_on", "-pk")

    def __str__(self) -> str:
        return self.get_purpose_display()
