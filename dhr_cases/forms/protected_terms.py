"""Questions about what must not leave: one form for each kind of thing."""

from __future__ import annotations

import re

from django import forms

from audit.forms import RecordedForm
from dhr_cases.models import Case, ProtectedTerm, TermKind
from govuk.forms import GovukForm

ASKED: dict[str, tuple[str, str]] = {
    TermKind.ADDRESS: ("Address", "House and street first, then the town, with commas between. "
                       "The town alone is not looked for."),
    TermKind.EMPLOYER: ("Employer", "As people call it."),
    TermKind.SCHOOL: ("School or college", "As people call it."),
    TermKind.PRACTICE: ("GP practice", "As people call it."),
    TermKind.STAFF: ("Name", "Reports give the post somebody held, never their name."),
    TermKind.VEHICLE: ("Vehicle mark", "For example, AB12 CDE."),
    TermKind.HANDLE: ("Name on social media", "For example, @somebody."),
    TermKind.PHONE: ("Telephone number", "With its area code."),
    TermKind.EMAIL: ("E-mail address", ""),
    TermKind.NUMBER: ("Number", "Crime, court, MARAC, NHS or case number."),
    TermKind.EVENT: ("What happened then", "It is not looked for. It helps you tell days apart."),
    TermKind.OTHER: ("Words", "A rare job, a place, a nickname of a house: whatever would tell who "
                     "somebody is."),
}  # fmt: skip
"""How each kind is asked for, and the hint."""
SHORTEST_CODE = 5
CODES = {TermKind.VEHICLE, TermKind.HANDLE, TermKind.PHONE, TermKind.NUMBER}
TOO_SHORT = f"Enter at least {SHORTEST_CODE} letters or digits, or everything would match"


class ProtectedTermForm(RecordedForm):
    """One thing that must not leave, the ways it is written, and whose it is."""

    class Meta:
        model = ProtectedTerm
        fields = ("value", "variants", "day", "person", "note")
        labels = {"variants": "Other ways it is written", "day": "Day",
                  "person": "Whose it is", "note": "Note"}  # fmt: skip
        help_texts = {"person": "Leave it empty when it is nobody's in particular."}
        widgets = {"variants": forms.Textarea({"rows": 3})}

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = TermKind(self.instance.kind)
        value = self.fields["value"]
        value.label, value.help_text = ASKED[self.kind]
        if self.kind == TermKind.EVENT:
            del self.fields["variants"]
            self.fields["day"].required = True
        else:
            del self.fields["day"]
            value.required = True
        people = self.fields["person"]
        people.queryset = case.persons.prefetch_related("involvements")
        people.label_from_instance = lambda row: row.label(may_see_names=True)
        people.empty_label = "Nobody in particular"

    def clean_value(self) -> str:
        """Enough letters that not everything matches."""
        value = self.cleaned_data["value"]
        if value:
            self._check_length(value)
        return value

    def clean_variants(self) -> str:
        """Each line is a way of writing by itself."""
        for line in self.cleaned_data["variants"].splitlines():
            if line.strip():
                self._check_length(line)
        return self.cleaned_data["variants"]

    def _check_length(self, words: str) -> None:
        letters = len(re.sub(r"[\W_]", "", words))
        if self.kind in CODES and letters < SHORTEST_CODE:
            raise forms.ValidationError(TOO_SHORT)
        if letters < 2 and self.kind != TermKind.EVENT:
            raise forms.ValidationError("Enter at least two letters or digits")


class EndTermForm(GovukForm):
    """Why something may be written from now on."""

    because = forms.CharField(
        label="Why may it be written from now on?", max_length=300,
        help_text="Files already checked are checked again.",
    )  # fmt: skip
