"""Meetings of a review: who came, what was on the agenda, what was said and what follows (S90)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from accounts.models import Organisation
from accounts.roles import Permission as P
from audit.pairs import come_together
from audit.recorded import NoBulkWrites, Tokened
from dhr_cases.models import CaseRow
from documents.models import Document


class MeetingKind(models.TextChoices):
    """The meetings a review goes through (local-practice.md 6)."""

    CONSIDERATION = "consideration", "Consideration meeting"
    PANEL = "panel", "Panel meeting"
    AUTHORS = "authors", "Briefing for review authors"
    REPORT_PANEL = "report_panel", "Report panel"
    SIGN_OFF = "sign_off", "Partnership sign-off"
    ACTION_PLAN = "action_plan", "Action plan review"
    PUBLICATION = "publication", "Publication planning"


PANEL_KINDS = frozenset({MeetingKind.PANEL, MeetingKind.AUTHORS, MeetingKind.REPORT_PANEL})
"""Meetings whose papers the panel reads; the others are the partnerships' own."""

PANEL_READERS = frozenset({P.VIEW_WORKING, P.VIEW_BUNDLE})
BOARD_READERS = frozenset({P.VIEW_WORKING, P.DECIDE, P.GIVE_COUNTY_VIEW})


class MinutesState(models.TextChoices):
    """How far the minutes of a meeting are (S94)."""

    NOT_WRITTEN = "not_written", "Not written"
    DRAFT = "draft", "Draft"
    CHECK = "check", "With the chair"
    AGREED = "agreed", "Agreed"


class MeetingQuerySet(NoBulkWrites):
    """Meetings, asked for in words."""

    def readable_with(self, may) -> "MeetingQuerySet":
        """The meetings whose kind these permissions open."""
        found = self
        if PANEL_READERS.isdisjoint(may):
            found = found.exclude(kind__in=PANEL_KINDS)
        if BOARD_READERS.isdisjoint(may):
            found = found.filter(kind__in=PANEL_KINDS)
        return found


class Meeting(Tokened, CaseRow):
    """One meeting of a review, from its plan to its agreed minutes."""

    kind = models.CharField(max_length=20, choices=MeetingKind, editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    held_on = models.DateField("day of the meeting")
    starts_at = models.TimeField("begins at", null=True, blank=True)
    place = models.CharField("place or link", max_length=300, blank=True)
    chaired_by = models.CharField(max_length=120, blank=True)
    papers_due_on = models.DateField("papers due on", null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(
        "how many agencies make a quorum",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text="Leave empty if none is agreed.",
    )
    cancelled_on = models.DateField(null=True, blank=True, editable=False)
    minutes = models.CharField(
        max_length=12, choices=MinutesState, default=MinutesState.NOT_WRITTEN, editable=False
    )
    agreed_on = models.DateField(null=True, blank=True, editable=False)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("held_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "number"], name="meetings_of_a_kind_are_numbered_once"
            ),
            come_together("agreed", "minutes_agreed_on_and_by_together"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Came(models.TextChoices):
    """How an agency was at a meeting (S93)."""

    ATTENDED = "attended", "Attended"
    DEPUTY = "deputy", "Sent a deputy"
    APOLOGIES = "apologies", "Apologies"
    NONE = "none", "Nobody, no word"


class Attendance(CaseRow):
    """One agency asked to one meeting, and how it came."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", editable=False, verbose_name="agency"
    )
    came = models.CharField(max_length=10, choices=Came, blank=True)

    class Meta:
        ordering = ("organisation__name",)
        verbose_name = "attendance at a meeting"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"], name="an_agency_is_asked_once_to_a_meeting"
            )
        ]

    def __str__(self) -> str:
        return self.get_came_display() or "Not recorded"


class ItemZone(models.TextChoices):
    """Who an item of an agenda is for."""

    EVERYBODY = "", "Everybody at the meeting"
    WORKING = "working", "The coordinator and the chair"
    FAMILY = "family", "Those who may read what the family said"
    PROCEEDINGS = "proceedings", "Those who may read of proceedings"


ITEM_PERMISSION = {
    ItemZone.WORKING: P.VIEW_WORKING,
    ItemZone.FAMILY: P.VIEW_FAMILY,
    ItemZone.PROCEEDINGS: P.VIEW_PROCEEDINGS,
}


class AgendaItemQuerySet(NoBulkWrites):
    """Items of agendas, asked for in words."""

    def readable_with(self, may) -> "AgendaItemQuerySet":
        """The items these permissions open; the others do not exist."""
        shut = [zone for zone, permission in ITEM_PERMISSION.items() if permission not in may]
        return self.exclude(zone__in=shut)


class AgendaItem(Tokened, CaseRow):
    """One item of an agenda and its minutes."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", editable=False)
    place = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField("item", max_length=160)
    zone = models.CharField(
        "who is it for?", max_length=12, choices=ItemZone, default="", blank=True
    )
    discussion = models.TextField("what was discussed", blank=True)
    decision = models.TextField("what was decided", blank=True)
    restricted_part = models.TextField(
        "for the coordinator and the chair alone",
        blank=True,
        help_text="Others who read the minutes do not see this part.",
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ("place", "pk")
        verbose_name = "agenda item"

    def __str__(self) -> str:
        return "An agenda item"


class ItemPaper(CaseRow):
    """A document of the review as a paper for one item."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers", editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    reading_minutes = models.PositiveSmallIntegerField(
        "reading time in minutes",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
    )
    content_note = models.CharField(
        "note on hard content",
        max_length=200,
        blank=True,
        help_text="What a reader should know before opening it. Without names.",
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "paper for a meeting"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "document"], name="a_document_is_a_paper_of_an_item_once"
            )
        ]

    def __str__(self) -> str:
        return "A paper"


class MeetingActionQuerySet(NoBulkWrites):
    """Actions of meetings, asked for in words."""

    def open(self) -> "MeetingActionQuerySet":
        """Those not yet done."""
        return self.filter(done_on__isnull=True)


class MeetingAction(Tokened, CaseRow):
    """What somebody promised at a meeting to do. It is no recommendation (S95)."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="actions", editable=False)
    text = models.CharField("what is to be done", max_length=300)
    owner_role = models.CharField(
        "by whom", max_length=120, help_text="The role or agency, never one of the family."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_note = models.CharField("what was done", max_length=300, blank=True)

    objects = MeetingActionQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = "action of a meeting"

    def __str__(self) -> str:
        return "An action of a meeting"
