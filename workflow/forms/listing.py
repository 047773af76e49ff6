"""What a list of reviews can be narrowed by."""

from __future__ import annotations

from django import forms

from dhr_cases.codes import DeathKind
from govuk.forms import GovukForm
from workflow.status import STAGES

ANY = [("", "Any")]


class FilterForm(GovukForm):
    """Plain GET fields; one that cannot be understood is left out, and the page says so."""

    area = forms.ChoiceField(label="Area", required=False)
    stage = forms.ChoiceField(
        label="Stage",
        required=False,
        choices=[*ANY, *((str(number), name) for number, name in enumerate(STAGES, 1))],
    )
    timeliness = forms.ChoiceField(
        label="Next date",
        required=False,
        choices=[
            *ANY,
            ("overdue", "Overdue"),
            ("soon", "Due soon"),
            ("on_time", "On time"),
            ("none", "No date running"),
        ],
    )
    death_kind = forms.ChoiceField(
        label="Kind of death", required=False, choices=[*ANY, *DeathKind.choices]
    )
    chair = forms.CharField(label="Independent chair", required=False, max_length=120)
    year = forms.IntegerField(
        label="Year of the notice",
        required=False,
        min_value=2011,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    paused = forms.BooleanField(label="Paused", required=False)
    no_review = forms.BooleanField(label="No review", required=False)

    def __init__(self, *args, areas: list[tuple[str, str]], **kwargs):
        super().__init__(*args, auto_id="filter-%s", **kwargs)
        self.fields["area"].choices = [*ANY, *areas]
        if len(areas) < 2:
            del self.fields["area"]

    def chosen(self) -> dict:
        """The filters that are in force."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self) -> list[tuple[str, str]]:
        """The name of each filter in force with what it keeps, in words."""
        found = []
        for name, value in self.chosen().items():
            field = self.fields[name]
            choices = {str(key): words for key, words in getattr(field, "choices", ())}
            words = choices.get(str(value), "" if value is True else str(value))
            found.append((name, f"{field.label}: {words}" if words else str(field.label)))
        return found
