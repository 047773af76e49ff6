"""Questions about independent chairs: the directory, quotes, and the contract (S60, S244)."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Organisation
from audit.forms import RecordedForm
from govuk.fields import DateField, RowsField
from govuk.forms import GovukForm
from workflow.forms.costs import MoneyField
from workflow.models import ChairQuote, ChairTraining, ContractMilestone, ListedChair, Skill


def _not_in_the_future(form, names: tuple[str, ...]) -> None:
    """Say so beside each of these days that has not come yet."""
    for name in names:
        day = form.cleaned_data.get(name)
        if day and day > form.today:
            form.add_error(name, f"{form.fields[name].label} must be today or in the past")


class ListedChairForm(RecordedForm):
    """One chair of the directory."""

    areas = RowsField(
        label="Areas whose reviews they take",
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    skills = forms.MultipleChoiceField(
        label="Skills they have shown",
        choices=Skill.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day_rate = MoneyField(label="Day rate, in pounds", subject="The day rate", required=False)
    cap = MoneyField(label="At most for one review, in pounds", subject="The cap", required=False)

    class Meta:
        model = ListedChair
        fields = (
            "name",
            "business",
            "areas",
            "skills",
            "day_rate",
            "cap",
            "insured_until",
            "data_protection",
            "local_agency",
            "local_agency_ended_on",
            "verified_on",
            "unlisted_on",
        )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["areas"].queryset = Organisation.objects.filter(
            kind__in=Organisation.PARTNERSHIPS, ended_on__isnull=True
        ).order_by("name")
        if self.instance.pk:
            self.initial["areas"] = [row.area_id for row in self.instance.areas.all()]
        self.initial["skills"] = self.instance.skills

    def clean(self):
        """Nothing is checked, ended or unlisted on a day to come; an end needs an agency."""
        cleaned = super().clean()
        _not_in_the_future(self, ("local_agency_ended_on", "verified_on", "unlisted_on"))
        answers = self.cleaned_data
        if answers.get("local_agency_ended_on") and not answers.get("local_agency"):
            self.add_error("local_agency", "Say which local agency employed them")
        self.instance.skills = answers.get("skills", [])
        return cleaned


class TrainingForm(RecordedForm):
    """One training of a chair."""

    class Meta:
        model = ChairTraining
        fields = ("what", "trained_on")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        """Training has been finished."""
        cleaned = super().clean()
        _not_in_the_future(self, ("trained_on",))
        return cleaned


class InviteForm(GovukForm):
    """By when a quote is wanted."""

    due_on = DateField(label="By which day do you want the quote?", subject="The day")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self):
        """A day to come."""
        if self.cleaned_data["due_on"] < self.today:
            raise ValidationError("The day must be today or in the future")
        return self.cleaned_data["due_on"]


class QuoteForm(RecordedForm):
    """What a chair answered: a quote, or that they decline."""

    day_rate = MoneyField(label="Day rate, in pounds", subject="The day rate", required=False)
    cap = MoneyField(label="At most, in pounds", subject="The cap", required=False)

    class Meta:
        model = ChairQuote
        fields = ("quoted_on", "days", "day_rate", "cap", "declined_on", "note")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        """Either declined, or a quote with its days and rate."""
        cleaned = super().clean()
        _not_in_the_future(self, ("quoted_on", "declined_on"))
        answers = self.cleaned_data
        if answers.get("declined_on"):
            if self.instance.chosen_on:
                self.add_error("declined_on", "This chair is chosen and cannot decline here")
            return cleaned
        for name, words in (
            ("quoted_on", "Enter the day the quote came, or the day they declined"),
            ("days", "Enter how many days they need"),
            ("day_rate", "Enter their day rate"),
        ):
            if not answers.get(name) and name not in self.errors:
                self.add_error(name, words)
        return cleaned


class ChooseForm(GovukForm):
    """Why one chair is chosen among those who quoted."""

    reason = forms.CharField(
        label="Why this chair?",
        help_text="Experience, independence, load and price. It goes into the appointment.",
        widget=forms.Textarea,
    )


class ThanksForm(RecordedForm):
    """That a chair who was not chosen has been thanked."""

    class Meta:
        model = ChairQuote
        fields = ("thanked_on",)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["thanked_on"].required = True

    def clean(self):
        """They have been thanked already."""
        cleaned = super().clean()
        _not_in_the_future(self, ("thanked_on",))
        return cleaned


class MilestoneForm(RecordedForm):
    """One stage of the contract."""

    class Meta:
        model = ContractMilestone
        fields = ("kind", "what", "due_on", "reached_on")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        """Nothing is reached on a day to come."""
        cleaned = super().clean()
        _not_in_the_future(self, ("reached_on",))
        return cleaned
