"""What an agency, or the co-ordinator on its behalf, is asked about its chronology."""

from __future__ import annotations

from django import forms

from chronology.models import WhoItIs
from chronology.reading.dates import read_date
from chronology.reading.fill import labels_of, read_dates, read_times
from chronology.reading.grid import Cell
from chronology.reading.reader import read
from chronology.rows import FIELD_OF, Column, Row
from documents.intake import read_upload
from documents.kinds import FileRefused
from govuk.fields import YesNoField
from govuk.forms import GovukForm

LONG = 20_000
LABELS_A_PAGE = 20


class UploadForm(GovukForm):
    """A file of rows; read at once, so that what is wrong with it is said beside the question."""

    file = forms.FileField(
        label="Choose your file",
        help_text="An Excel workbook (.xlsx), a Word document with a table (.docx) or a CSV file, "
        "up to 50MB.",
    )

    def clean_file(self):
        """Read the file, or refuse it in words."""
        upload = self.cleaned_data["file"]
        try:
            self.cleaned_data["content"] = read_upload(upload)
            self.cleaned_data["read"] = read(upload.name, self.cleaned_data["content"])
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return upload


def _text(label: str, help_text: str = "", *, long: bool = False) -> forms.CharField:
    widget = forms.Textarea({"rows": 4}) if long else forms.TextInput()
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=widget,
        required=False,
        max_length=LONG if long else 200,
    )


class RowForm(GovukForm):
    """One row, typed as it would be in a file; what cannot be read is said beside its box."""

    starts = _text("Start date", "For example 3 April 2019, April 2019, circa 2018 or not known")
    start_time = _text("Start time", "For example 14:30. Leave it empty if it is not known")
    ends = _text("End date", "Only if it went on for longer")
    end_time = _text("End time")
    source = _text("Source of information", "The record you took this from", long=True)
    people = _text("Person or people concerned", "Use the same label for a person throughout")
    happened = _text("What happened", "Facts only. Name staff by the post they held", long=True)
    outcome = _text("Action taken or outcome", long=True)
    voice = _text("Person seen alone, or their voice", long=True)
    comment = _text("Comment or analysis", "Kept apart from the facts", long=True)
    flags = _text("Missed chance or good practice")
    kept_because = forms.CharField(
        label="If it stays as it is, why?",
        help_text="For a row outside the dates, one that looks like another, or a name that is "
        "not that of a member of staff.",
        required=False,
        max_length=300,
    )

    def __init__(self, *args, row: Row | None = None, may_keep: bool = False, **kwargs):
        self.row = row or Row()
        super().__init__(*args, initial=_as_typed(self.row), **kwargs)
        if not may_keep:
            del self.fields["kept_because"]

    def clean(self):
        """Read dates and times as from a file, and say what is missing."""
        typed = super().clean()
        row = Row(sheet=self.row.sheet, row=self.row.row, cells=self.row.cells)
        row.lineage = self.row.lineage
        for name in ("source", "people", "happened", "outcome", "voice", "comment", "flags"):
            setattr(row, name, typed.get(name, ""))
        row.kept_because = typed.get("kept_because", self.row.kept_because)
        read_dates(row, Cell(typed.get("starts", "")), Cell(typed.get("ends", "")))
        read_times(row, typed.get("start_time", ""), typed.get("end_time", ""))
        row.labels = labels_of(row.people)
        for fault in row.faults:
            words = fault.words
            if fault.guess:
                words += f" If you mean {fault.guess}, type that."
            self._say(FIELD_OF[Column(fault.column)], words)
        if not row.happened:
            self._say("happened", "Enter what happened")
        if not row.source:
            self._say("source", "Enter the source of information")
        known = row.starts and row.ends and row.starts.is_known and row.ends.is_known
        if known and row.ends.latest < row.starts.earliest:
            self._say("ends", "The end date must be the same as or after the start date")
        self.cleaned_data["row"] = row
        return self.cleaned_data

    def _say(self, name: str, words: str) -> None:
        if name not in self.errors:
            self.add_error(name, words)


def _as_typed(row: Row) -> dict[str, str]:
    """A row as somebody would have typed it."""
    typed = {name: getattr(row, name) for name in FIELD_OF.values()}
    for name in ("starts", "ends"):
        when, written = getattr(row, name), getattr(row, f"{name}_written")
        as_read = read_date(written).when if written else None
        about = "about " if name == "starts" and row.is_about else ""
        typed[name] = written if when == as_read else f"{about}{when}"
    for name in ("start_time", "end_time"):
        at, written = getattr(row, name), getattr(row, f"{name}_written")
        typed[name] = f"{at:%H:%M}" if at else written
    return {**typed, "kept_because": row.kept_because}


class PeopleForm(GovukForm):
    """Who each label stands for: asked once for all the rows that use it."""

    def __init__(self, *args, labels: dict[str, int], **kwargs):
        super().__init__(*args, **kwargs)
        self.labels = list(labels)[:LABELS_A_PAGE]
        for number, label in enumerate(self.labels):
            count = labels[label]
            self.fields[f"label_{number}"] = forms.ChoiceField(
                label=f"Who is “{label}”?",
                help_text=f"In {count} row{'' if count == 1 else 's'}",
                choices=WhoItIs.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"Select who “{label}” is"},
            )

    @property
    def answers(self) -> dict[str, str]:
        """By label, who it is."""
        return {
            label: self.cleaned_data[f"label_{number}"] for number, label in enumerate(self.labels)
        }


class SendForm(GovukForm):
    """The author's statement, with which the rows are handed in."""

    statement = forms.CharField(
        label="Your statement",
        help_text="Which records you searched and for which dates, what you could not find, and "
        "what readers should know.",
        widget=forms.Textarea,
        max_length=LONG,
    )
    is_complete = forms.BooleanField(
        label="These rows hold all that our records say about the people named, for the dates asked"
    )


class SignForm(GovukForm):
    """The senior officer's word; `seen` is the version that they read."""

    seen = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label="What you want to say about it",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=LONG,
    )
    approved = YesNoField(
        label="Do you approve this chronology for your agency?",
        help_text="If not, it goes back to the person who made it with what you say above.",
        error_messages={"required": "Say whether you approve it"},
    )

    def clean(self):
        """A chronology that goes back has a reason."""
        answers = super().clean()
        if answers.get("approved") is False and not answers.get("note"):
            self.add_error("note", "Say what must be changed")
        return answers


class OpenAgainForm(GovukForm):
    """Why a chronology is opened again; the agency reads it."""

    because = forms.CharField(
        label="What should they put right?",
        help_text="The agency reads this. Without names.",
        max_length=300,
    )


class RemoveForm(GovukForm):
    """A word before a row is taken out."""

    sure = forms.BooleanField(label="Take this row out of the chronology")
