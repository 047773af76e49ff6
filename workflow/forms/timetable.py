"""Questions about the timetable (S66)."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from audit.forms import RecordedForm
from govuk.fields import DateField, YesNoField
from govuk.forms import GovukForm
from workflow.models import TimetableLine


class MakeForm(GovukForm):
    """The day from which the stages are counted."""

    begun_on = DateField(
        label="When was it decided to hold the review?",
        subject="The day of the decision",
        error_messages={"required": "Say when it was decided"},
    )


class LineForm(RecordedForm):
    """What a line says, and that it was done; its planned day is moved on a page of its own."""

    is_left_out = YesNoField(
        label="Is this stage left out of this review?",
        help_text="A stage left out stays in the record, and can be taken in again.",
        error_messages={"required": "Say whether the stage is left out"},
    )

    class Meta:
        model = TimetableLine
        fields = ("what", "owner", "done_on", "is_left_out")

    def __init__(self, *args, today: date, is_from_the_record: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["done_on"].help_text = "Leave empty while it is to come. For example, 27 3 2026"
        if is_from_the_record:
            del self.fields["done_on"]

    def clean_done_on(self) -> date | None:
        """Nothing is done on a day to come."""
        day = self.cleaned_data["done_on"]
        if day and day > self.today:
            raise ValidationError("The day it was done must be today or in the past")
        return day


class NewLineForm(RecordedForm):
    """A line of one's own, and after which stage it comes."""

    after = forms.ChoiceField(
        label="After which stage does it come?",
        error_messages={"required": "Choose the stage before it"},
    )

    class Meta:
        model = TimetableLine
        fields = ("what", "owner", "planned_on")

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = [
            ("", "Choose a stage"),
            ("0", "Before all others"),
            *((str(line.place), line.what) for line in lines),
        ]


class MoveForm(GovukForm):
    """Another day for a line, alone or with all that comes after, and why."""

    to_on = DateField(
        label="What is the new date?",
        subject="The new date",
        error_messages={"required": "Enter the new date"},
    )
    which = forms.ChoiceField(
        label="What moves?",
        choices=[
            ("one", "This stage alone"),
            ("later", "This stage and all later ones, by as many days"),
        ],
        widget=forms.RadioSelect,
        help_text="What is done stays where it is.",
        error_messages={"required": "Choose what moves"},
    )
    reason = forms.CharField(
        label="Why is it moved?",
        max_length=300,
        help_text="One sentence without names. All who see the review see it.",
        error_messages={"required": "Say why it is moved"},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, line: TimetableLine, **kwargs):
        super().__init__(*args, **kwargs)
        self.line = line

    def clean_to_on(self) -> date:
        """Another day than it has."""
        if self.cleaned_data["to_on"] == self.line.planned_on:
            raise ValidationError("This is the date it already has")
        return self.cleaned_data["to_on"]
