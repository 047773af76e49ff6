"""What each step asks of the person who takes it; `answers()` is what the step is given."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from accounts.models import User
from dhr_cases.models import Case
from govuk.fields import CharacterCountField, DateField
from govuk.forms import GovukForm
from workflow.forms.addresses import WebAddressField
from workflow.forms.signing import SignedForm
from workflow.models import View
from workflow.publication_day import FIRST

DAY = "j F Y"
REASON = 4000
"""Characters that a reason may have."""


class StepForm(GovukForm):
    """The day of the step: today unless it was done earlier and is written down late."""

    on = DateField(label="On which day?", subject="The day")

    def __init__(self, *args, case: Case, user: User, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.user, self.today = case, user, today
        self.fields["on"].initial = today
        self.order_fields([name for name in self.fields if name != "on"])

    def clean_on(self) -> date:
        """Not in the future, and not before the step taken last."""
        on = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError("The day must be today or in the past")
        last = self.case.steps_taken.last()
        since = last.taken_on if last else self.case.progress.opened_on
        if on < since:
            what = "the step before this one" if last else "the day the review was opened here"
            raise ValidationError(f"The day must not be before {what}, {date_format(since, DAY)}")
        return on

    def answers(self) -> dict:
        """What was answered besides the day, as the step's body wants it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "on"}

    def shown(self) -> list[dict[str, str]]:
        """What was answered, in words, to be checked before the step is taken."""
        return [
            {"key": str(bound.label), "value": self._in_words(bound.name)}
            for bound in self
            if self.cleaned_data.get(bound.name) not in (None, "")
        ]

    def _in_words(self, name: str) -> str:
        value = self.cleaned_data[name]
        choices = dict(getattr(self.fields[name], "choices", ()))
        if isinstance(value, date):
            return date_format(value, DAY)
        return str(choices.get(value, value))


class ReasonForm(StepForm):
    """A step that needs its reason written down."""

    reason = CharacterCountField(
        label="Why?",
        max_length=REASON,
        help_text="One or two sentences. They stand in the record of this review.",
        error_messages={"required": "Give the reason"},
    )


class DuplicateForm(ReasonForm):
    """T02: the other review of the same death."""

    other_case = forms.CharField(
        label="Reference of the review that is already open",
        help_text="For example, GLO-2026-02",
        max_length=12,
        error_messages={"required": "Enter the reference of the other review"},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )

    def clean_other_case(self) -> Case:
        """A review this person may see, other than this one."""
        reference = self.cleaned_data["other_case"].strip().upper()
        if reference == self.case.reference:
            raise ValidationError("Enter the reference of the other review, not of this one")
        found = Case.objects.visible_to(self.user).filter(reference=reference).first()
        if found is None:
            raise ValidationError("There is no review with this reference that you may see")
        if found.duplicate_of_id:
            raise ValidationError("That review was itself joined with another one. Use the other")
        return found


class QueryForm(StepForm):
    """T05: a question, who will find out, and by when. The date to decide by does not move."""

    question = CharacterCountField(
        label="What do you need to know?",
        max_length=REASON,
        error_messages={"required": "Write the question"},
    )
    owner = forms.CharField(
        label="Who will find out?",
        max_length=120,
        help_text="A name or a job.",
        error_messages={"required": "Say who will find out"},
    )
    due_on = DateField(
        label="Answer needed by",
        error_messages={"required": "Say by when the answer is needed"},
    )

    def clean_due_on(self) -> date:
        """From today on."""
        if self.cleaned_data["due_on"] < self.today:
            raise ValidationError("The answer must be needed today or later")
        return self.cleaned_data["due_on"]


class SignedStepForm(SignedForm, StepForm):
    """A decision, signed by typing one's own name; the signature is checked and not kept."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "name"])

    def answers(self) -> dict:
        """The step already knows who takes it."""
        return {name: value for name, value in super().answers().items() if name != "name"}


class HoldReviewForm(SignedStepForm):
    """T06: hold a review, alone or with another."""

    outcome = forms.ChoiceField(
        label="What have you decided?",
        choices=[(choice, choice.label) for choice in (View.HOLD, View.JOINT)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you have decided"},
    )
    joint_with = forms.CharField(
        label="Run jointly with",
        max_length=200,
        required=False,
        help_text="Only for a joint review: for example, a safeguarding adults review.",
    )
    reasons = CharacterCountField(
        label="Reasons",
        max_length=REASON,
        help_text="They are part of the decision, and nobody can change them later.",
        error_messages={"required": "Give the reasons for the decision"},
    )

    def clean(self):
        """A joint review names the other; a review held alone names none."""
        cleaned = super().clean()
        outcome, other = cleaned.get("outcome"), cleaned.get("joint_with")
        if outcome == View.JOINT and not other:
            self.add_error("joint_with", "Say which review it is run jointly with")
        if outcome == View.HOLD and other:
            self.add_error("joint_with", "Leave this empty, or choose a joint review")
        return cleaned


class NoReviewForm(SignedStepForm):
    """T07: no review, with what is learned some other way."""

    outcome = forms.ChoiceField(
        label="What have you decided?",
        choices=[(choice, choice.label) for choice in (View.NO_REVIEW, View.OTHER_LEARNING)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you have decided"},
    )
    reasons = CharacterCountField(
        label="Reasons",
        max_length=REASON,
        help_text="They are part of the decision, and nobody can change them later.",
        error_messages={"required": "Give the reasons for the decision"},
    )
    learning_route = CharacterCountField(
        label="How will lessons be learned?",
        max_length=REASON,
        help_text="What will be looked at, by whom, and where it will be reported.",
        error_messages={"required": "Say how lessons will be learned"},
    )
    look_again_on = DateField(
        label="Look again on", required=False, subject="The day to look again"
    )

    def clean_look_again_on(self) -> date | None:
        """After today."""
        day = self.cleaned_data["look_again_on"]
        if day and day <= self.today:
            raise ValidationError("The day to look again must be in the future")
        return day


class SubmissionForm(StepForm):
    """T17, T20: how the report went, and to whom."""

    how = forms.CharField(
        label="How was it sent?",
        max_length=120,
        help_text="For example, by secure e-mail.",
        error_messages={"required": "Say how it was sent"},
    )
    sent_to = forms.CharField(
        label="To whom?",
        max_length=200,
        help_text="The team or mailbox it was sent to.",
        error_messages={"required": "Say to whom it was sent"},
    )


class PublishForm(StepForm):
    """T22: where it can be read; on the day that the family was told, and after they were rung."""

    address = WebAddressField(label="Web address where it can be read")

    def clean_on(self) -> date:
        """Not before the day decided, which is the day that the family knows."""
        on = super().clean_on()
        decision = self.case.publication_decisions.last()
        if decision and decision.planned_on and on < decision.planned_on:
            planned = date_format(decision.planned_on, DAY)
            raise ValidationError(
                f"Publication is planned for {planned}. Wait for that day, or decide another"
            )
        return on

    def clean(self):
        """Where the day has a plan, its call to the family comes first (S172)."""
        cleaned = super().clean()
        if self.case.daylines.filter(is_family_call=True, done_on__isnull=True).exists():
            self.add_error(None, FIRST)
        return cleaned
