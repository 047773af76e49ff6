"""Filters of the combined chronology, and how people are to be called there."""

from __future__ import annotations

from django import forms

from chronology.filters import Chosen
from chronology.models import MarkKind
from chronology.names import Names, Show
from govuk.fields import DateField
from govuk.forms import GovukForm

ANY = [("", "Any")]
LONGEST_GAP = 3660


class FilterForm(GovukForm):
    """Plain GET fields; one that cannot be understood is left out, and the page says so."""

    from_on = DateField(label="From", required=False, help_text="")
    to_on = DateField(label="To", required=False, help_text="")
    agency = forms.ChoiceField(label="Agency", required=False)
    person = forms.ChoiceField(label="Person", required=False)
    mark = forms.ChoiceField(label="Mark", required=False, choices=[*ANY, *MarkKind.choices])
    word = forms.CharField(label="Words", required=False, max_length=120)
    gap = forms.IntegerField(
        label="Only beside gaps longer than (days)",
        required=False,
        min_value=0,
        max_value=LONGEST_GAP,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    order = forms.ChoiceField(
        label="Order",
        required=False,
        choices=[("", "Oldest first"), ("newest", "Newest first")],
    )

    def __init__(self, *args, agencies: list[tuple[str, str]], names: Names, **kwargs):
        super().__init__(*args, auto_id="filter-%s", **kwargs)
        self.fields["agency"].choices = [*ANY, *agencies]
        people = [
            (person.token, names.called(person))
            for person in names.people
            if not person.label.startswith("[")
        ]
        self.fields["person"].choices = [*ANY, *people]

    def chosen(self) -> Chosen:
        """The filters that are in force."""
        self.is_valid()
        given = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }
        newest = given.pop("order", "") == "newest"
        return Chosen(**given, newest_first=newest)

    def in_words(self) -> list[tuple[str, str]]:
        """The name of each filter in force with what it keeps, in words."""
        self.is_valid()
        found = []
        for name, value in self.cleaned_data.items():
            if value in ("", None):
                continue
            field = self.fields[name]
            choices = {str(key): words for key, words in getattr(field, "choices", ())}
            words = f"{value:%-d %B %Y}" if hasattr(value, "year") else str(value)
            found.append((name, f"{field.label}: {choices.get(str(value), words)}"))
        return found


class NamesForm(GovukForm):
    """How this reader wants people to be called until they sign out."""

    show = forms.ChoiceField(
        label="How should people be called?",
        choices=Show.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Select how people should be called"
        ),
    )
