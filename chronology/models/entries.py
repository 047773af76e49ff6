"""The rows of an agency's chronology, each with what it was in the file it came from."""

from django.db import models

from audit.recorded import NoBulkWrites, Tokened, make_token
from chronology.models.files import ChronologyFile, FileState
from chronology.rows import LONGEST_WRITTEN
from dhr_cases.models import CaseRow
from govuk.uncertain import UncertainDateModelField


class EntryState(models.TextChoices):
    """Whether a row can be used."""

    READY = "ready", "Ready"
    FAULTY = "faulty", "To fix"
    KEPT = "kept", "Kept, with a reason"


class EntryQuerySet(NoBulkWrites):
    """Rows, asked for in words."""

    def counting(self) -> "EntryQuerySet":
        """Rows of the combined chronology: of accepted versions, faulty ones included and marked.

        No row of an accepted file is left out: one whose date nobody could read has none, and
        sorts first.
        """
        return self.filter(file__state=FileState.ACCEPTED)


class Entry(Tokened, CaseRow):
    """One row of one version of one agency's chronology; its source is kept for ever.

    `cells` are the texts of the row exactly as they came, in the order of the file's `columns`
    for its sheet; they never change. The other fields are what was read from them, and what the
    agency mended. `lineage` names the same event through all versions that the agency sends:
    marks, notes and links of the combined chronology hang on it.
    """

    file = models.ForeignKey(ChronologyFile, models.PROTECT, related_name="entries", editable=False)
    position = models.PositiveIntegerField("place in the file", editable=False)
    sheet = models.CharField("sheet or table", max_length=100, blank=True, editable=False)
    row = models.PositiveIntegerField("row in the file", editable=False)
    cells = models.JSONField("as it came", default=list, blank=True, editable=False)
    lineage = models.CharField(
        "lasting name", max_length=12, default=make_token, editable=False, db_index=True
    )

    starts = UncertainDateModelField("start", blank=True)
    starts_written = models.CharField(
        "start, as written", max_length=LONGEST_WRITTEN, blank=True, editable=False
    )
    is_about = models.BooleanField("the start is about then", default=False)
    start_time = models.TimeField(null=True, blank=True)
    start_time_written = models.CharField(
        "start time, as written", max_length=LONGEST_WRITTEN, blank=True, editable=False
    )
    ends = UncertainDateModelField("end", blank=True)
    ends_written = models.CharField(
        "end, as written", max_length=LONGEST_WRITTEN, blank=True, editable=False
    )
    end_time = models.TimeField(null=True, blank=True)
    end_time_written = models.CharField(
        "end time, as written", max_length=LONGEST_WRITTEN, blank=True, editable=False
    )
    source = models.TextField("source of information", blank=True)
    people = models.TextField("people concerned", blank=True)
    labels = models.TextField(
        blank=True,
        editable=False,
        help_text="Each person concerned as a plain label between semicolons: “;mother;child 1;”.",
    )
    happened = models.TextField("what happened", blank=True)
    outcome = models.TextField("action taken or outcome", blank=True)
    voice = models.TextField("person seen alone, or their voice", blank=True)
    comment = models.TextField("comment or analysis", blank=True)
    flags = models.TextField("the agency's own flags", blank=True)
    state = models.CharField(
        max_length=10, choices=EntryState, default=EntryState.READY, editable=False
    )
    faults = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="Each as {code, column, words, guess}, worst first.",
    )
    kept_because = models.CharField("why it is kept as it is", max_length=300, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("file", "position")
        verbose_name = "row of a chronology"
        verbose_name_plural = "rows of chronologies"
        indexes = [models.Index(fields=["case", "starts"])]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "position"], name="rows_of_a_chronology_stand_in_order"
            ),
            models.UniqueConstraint(
                fields=["file", "lineage"], name="an_event_stands_once_in_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"Row {self.row}"

    @property
    def needs_its_words(self) -> bool:
        """Whether the date as its agency wrote it must stand beside what was read from it."""
        is_day = self.starts is not None and self.starts.kind == "day"
        as_read = str(self.starts).casefold() == self.starts_written.casefold()
        return bool(self.starts_written) and not as_read and (not is_day or self.is_about)
