"""Each version of each agency's chronology: how it came, what was kept, how far it has got."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from audit.pairs import come_together
from audit.recorded import NoBulkWrites, Tokened
from dhr_cases.models import AgencyRequest, CaseRow
from documents.models import Version


class CameAs(models.TextChoices):
    """How the rows of a version came."""

    XLSX = "xlsx", "Excel workbook"
    DOCX = "docx", "Word table"
    CSV = "csv", "CSV file"
    TYPED = "typed", "Typed on screen"


class FileState(models.TextChoices):
    """How far a version has got. Only an accepted one counts in the combined chronology."""

    DRAFT = "draft", "Not sent yet"
    SENT = "sent", "Sent"
    ACCEPTED = "accepted", "Accepted"
    REPLACED = "replaced", "Replaced"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ChronologyFileQuerySet(NoBulkWrites):
    """Versions of chronologies, asked for in words."""

    def visible_to(self, user) -> "ChronologyFileQuerySet":
        """Those of the agencies this user acts for, on reviews where they still do."""
        own = AgencyRequest.objects.visible_to(user).filter(
            case=models.OuterRef("case"), organisation=models.OuterRef("organisation")
        )
        return self.filter(models.Exists(own))

    def handed_in(self) -> "ChronologyFileQuerySet":
        """Those that have left the agency: a draft is the agency's own and nobody else's."""
        return self.exclude(state=FileState.DRAFT).exclude(
            state=FileState.WITHDRAWN, sent_on__isnull=True
        )

    def counting(self) -> "ChronologyFileQuerySet":
        """Those that the combined chronology is made of: at most one for each agency."""
        return self.filter(state=FileState.ACCEPTED)


class ChronologyFile(Tokened, CaseRow):
    """One version of one agency's chronology (local-practice.md 4.6, screens S73 to S75).

    Versions of an agency are numbered from 1 on each review. A draft is read by its agency
    alone; whoever may read returns sees what was sent.
    """

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="chronology_files",
        verbose_name="agency",
        editable=False,
    )
    request = models.ForeignKey(
        AgencyRequest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chronology_files",
        editable=False,
        help_text="What it answers; empty when it came without being asked for here.",
    )
    number = models.PositiveIntegerField("version", editable=False)
    came_as = models.CharField("how it came", max_length=10, choices=CameAs, editable=False)
    original = models.ForeignKey(
        Version,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chronology_files",
        editable=False,
        help_text="The file as it came; empty for typed rows.",
    )
    columns = models.JSONField(
        "headings as they came",
        default=dict,
        blank=True,
        editable=False,
        help_text="By the name of the sheet or table: its headings, in order.",
    )
    notes = models.JSONField(
        "what was not read as a row",
        default=list,
        blank=True,
        editable=False,
        help_text="In words, such as titles, repeated headings, sheets without headings.",
    )
    state = models.CharField(
        max_length=20, choices=FileState, default=FileState.DRAFT, editable=False
    )
    on_behalf = models.BooleanField("put in by the co-ordinator", default=False, editable=False)
    made_on = models.DateField(editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        help_text="Empty when a command read it in.",
    )
    statement = models.TextField("author's statement", blank=True)
    sent_on = models.DateField(null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    signed_off_on = models.DateField("signed off on", null=True, blank=True, editable=False)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="signed off by",
        help_text="A senior officer of the agency, where the review asked for one.",
    )
    senior_note = models.TextField("what the senior officer said", blank=True)
    accepted_on = models.DateField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    opened_again_on = models.DateField("opened again on", null=True, blank=True, editable=False)
    opened_again_because = models.CharField("opened again because", max_length=300, blank=True)

    objects = ChronologyFileQuerySet.as_manager()

    class Meta:
        ordering = ("organisation__name", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organisation", "number"],
                name="chronologies_of_an_agency_are_numbered_once",
            ),
            models.UniqueConstraint(
                fields=["case", "organisation"],
                condition=Q(state=FileState.ACCEPTED),
                name="one_chronology_of_an_agency_counts",
            ),
            models.UniqueConstraint(
                fields=["case", "organisation", "on_behalf"],
                condition=Q(state=FileState.DRAFT),
                name="one_chronology_of_an_agency_is_being_made",
            ),
            come_together("accepted", "chronology_accepted_on_and_by_together"),
            come_together("signed_off", "chronology_signed_off_on_and_by_together"),
            models.CheckConstraint(
                condition=Q(sent_by__isnull=True) | Q(sent_on__isnull=False),
                name="chronology_sent_by_nobody_on_no_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Chronology, version {self.number}"
