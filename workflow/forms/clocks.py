"""Moving a date, pausing a review, and the new dates that a pause proposes."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from govuk.fields import CharacterCountField, DateField, YesNoField
from govuk.forms import GovukForm
from workflow.deadlines import add_months
from workflow.models import HoldReason, HoldScope, SubPhase, Whose
from workflow.services import LOOK_AGAIN_WITHIN_MONTHS

DAY = "j F Y"


class AgreedForm(GovukForm):
    """Who agreed to new dates, when, and whether the Home Office knows."""

    agreed_by = forms.CharField(
        label="Who agreed?",
        max_length=160,
        help_text="A name and a job, or the meeting.",
        error_messages={"required": "Say who agreed"},
    )
    agreed_on = DateField(
        label="When was it agreed?",
        subject="The day it was agreed",
        error_messages={"required": "Say when it was agreed"},
    )
    home_office_told = YesNoField(
        label="Has the Home Office been told?",
        error_messages={"required": "Say whether the Home Office has been told"},
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_agreed_on(self) -> date:
        """Today or earlier."""
        if self.cleaned_data["agreed_on"] > self.today:
            raise ValidationError("The day it was agreed must be today or in the past")
        return self.cleaned_data["agreed_on"]


class ExtendForm(AgreedForm):
    """A new date for one clock (S24)."""

    to = DateField(
        label="What is the new date?",
        subject="The new date",
        error_messages={"required": "Enter the new date"},
    )
    reason = CharacterCountField(
        label="Why will this be late?",
        max_length=2000,
        help_text="One sentence is enough. It will be shown in the report.",
        error_messages={"required": "Say why the date moves"},
    )
    because_of = forms.ChoiceField(
        label="Where does the time go?",
        choices=Whose.choices,
        widget=forms.RadioSelect,
        help_text="It explains the delay in the report. It blames nobody.",
        error_messages={"required": "Choose where the time goes"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(
            ["to", "reason", "because_of", "agreed_by", "agreed_on", "home_office_told"]
        )


class DoneForm(GovukForm):
    """That something was done, when and how."""

    met_on = DateField(
        label="When was it done?",
        subject="The day",
        error_messages={"required": "Say when it was done"},
    )
    note = forms.CharField(
        label="How?",
        max_length=200,
        required=False,
        help_text="For example, by letter. Nothing that the family said belongs here.",
    )

    def __init__(self, *args, today: date, since: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.since = today, since

    def clean_met_on(self) -> date:
        """From the day the clock began until today."""
        day = self.cleaned_data["met_on"]
        if not self.since <= day <= self.today:
            raise ValidationError(
                f"The day must be from {date_format(self.since, DAY)} until today"
            )
        return day


class HoldForm(GovukForm):
    """A pause: why, since when, what stops, what goes on, and when to look again (S26).

    `earliest` is the day from which the review is counted, if it is known.
    """

    reason = forms.ChoiceField(
        label="Why does the review pause?",
        choices=HoldReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why the review pauses"},
    )
    explanation = CharacterCountField(
        label="The reason in one sentence",
        max_length=500,
        rows=2,
        help_text="As it will stand in the report.",
        error_messages={"required": "Write the reason in one sentence"},
    )
    started_on = DateField(
        label="When did it begin?",
        subject="The day it began",
        help_text="The day from which it held the review up, though it is written down today.",
        error_messages={"required": "Say when the pause began"},
    )
    scope = forms.ChoiceField(
        label="What stops?",
        choices=HoldScope.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what stops"},
    )
    continues = CharacterCountField(
        label="What goes on?",
        max_length=1000,
        rows=3,
        help_text="For example, urgent learning, contact with the family, keeping files safe.",
        error_messages={"required": "Say what goes on"},
    )
    look_again_on = DateField(
        label="When will you look again?",
        subject="The day to look again",
        error_messages={"required": "Say when you will look again"},
    )

    def __init__(self, *args, today: date, earliest: date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.earliest = today, earliest
        self.initial.setdefault("started_on", today)
        latest = date_format(add_months(today, LOOK_AGAIN_WITHIN_MONTHS), DAY)
        self.fields["look_again_on"].help_text = f"Not later than {latest}, for example 27 3 2026"

    def clean_started_on(self) -> date:
        """Since the review is counted, and today at the latest."""
        day = self.cleaned_data["started_on"]
        if day > self.today:
            raise ValidationError("The day it began must be today or in the past")
        if self.earliest and day < self.earliest:
            raise ValidationError(
                f"The day it began must be {date_format(self.earliest, DAY)} or later: the review "
                "is counted from then"
            )
        return day

    def clean_look_again_on(self) -> date:
        """After today and within three months."""
        day = self.cleaned_data["look_again_on"]
        latest = add_months(self.today, LOOK_AGAIN_WITHIN_MONTHS)
        if not self.today < day <= latest:
            raise ValidationError(
                f"The day to look again must be after today and by {date_format(latest, DAY)}"
            )
        return day


class ResumeForm(GovukForm):
    """The day from which the review went on."""

    ended_on = DateField(
        label="When did it end?",
        subject="The day it ended",
        help_text="The day from which the review went on, though it is written down today.",
        error_messages={"required": "Say when the pause ended"},
    )

    def __init__(self, *args, today: date, since: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.since = today, since
        self.initial.setdefault("ended_on", today)

    def clean_ended_on(self) -> date:
        """From the day it began until today."""
        day = self.cleaned_data["ended_on"]
        if not self.since <= day <= self.today:
            raise ValidationError(
                f"The day it ended must be from {date_format(self.since, DAY)} until today"
            )
        return day


class NewDatesForm(AgreedForm):
    """Which of the dates that a pause proposes have been agreed."""

    dates = forms.MultipleChoiceField(
        label="Which new dates are agreed?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one date, or leave the dates as they are"},
    )

    def __init__(self, *args, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dates"].choices = [
            (
                str(deadline.pk),
                f"{deadline.rule.title}: from {date_format(deadline.due_on, DAY)} "
                f"to {date_format(to, DAY)}",
            )
            for deadline, to in proposals
        ]
        self.order_fields(["dates", "agreed_by", "agreed_on", "home_office_told"])


class PhaseForm(GovukForm):
    """Where a review in progress is."""

    sub_phase = forms.ChoiceField(
        label="Where is the review now?",
        choices=SubPhase.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where the review is"},
    )


def proposals_for(deadlines, *, started_on: date, look_again_on: date) -> list:
    """The clocks that a pause may move, each with the date it proposes: later by the length of
    the pause, and never before the day to look again.

    D02 and D06, and whatever else no pause holds, are left out (process.md A2); so is a date that
    has been agreed afresh since the pause began, or asking twice would move it twice.
    """
    longer = timedelta(days=(look_again_on - started_on).days)
    return [
        (row, max(row.due_on + longer, look_again_on))
        for row in deadlines
        if row.met_on is None
        and row.due_on is not None
        and row.rule.held_by_pause
        and not any(moved.agreed_on >= started_on for moved in row.extensions.all())
    ]
