"""Questions about somebody named in a notice, one page a person (S30)."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from audit.forms import RecordedForm
from dhr_cases.codes import Part
from dhr_cases.forms.notices import say_not_known_yet
from dhr_cases.models import NoticePerson
from govuk.fields import YesNoField
from govuk.forms import GovukForm


class NoticePersonForm(RecordedForm):
    """Somebody named in a notice; which questions are asked depends on their part."""

    FIELDS_OF = {
        Part.DIED: ("name", "is_unidentified", "other_names", "born_on", "age_recorded", "address"),
        Part.RESPONSIBLE: (
            "name",
            "is_unidentified",
            "other_names",
            "born_on",
            "age_recorded",
            "address",
            "relation",
            "legal_status",
        ),
        Part.CHILD: ("name", "born_on", "age_recorded", "where_now"),
        Part.AT_RISK: ("name", "born_on", "where_now"),
    }

    class Meta:
        model = NoticePerson
        fields = (
            "name",
            "is_unidentified",
            "other_names",
            "born_on",
            "age_recorded",
            "address",
            "relation",
            "legal_status",
            "where_now",
        )
        labels = {
            "name": "Full name",
            "is_unidentified": "Not identified yet",
            "other_names": "Other names",
            "born_on": "Date of birth",
            "age_recorded": "Age, in years",
            "address": "Last address",
            "relation": "The person who died was their",
            "legal_status": "How far has the law gone?",
            "where_now": "Where are they now?",
        }
        help_texts = {
            "relation": "Read it as a sentence: the person who died was their son or daughter.",
            "age_recorded": "If the date of birth is not known.",
        }
        widgets = {"address": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.left_out = False
        wanted = self.FIELDS_OF[Part(self.instance.part)]
        for name in set(self._meta.fields) - set(wanted):
            del self.fields[name]
        say_not_known_yet(self)

    def clean_born_on(self):
        """Nobody is born tomorrow."""
        day = self.cleaned_data["born_on"]
        if day and day.is_known and day.earliest > timezone.localdate():
            raise forms.ValidationError("Date of birth must be in the past")
        return day

    def clean_age_recorded(self):
        """An age people reach."""
        age = self.cleaned_data["age_recorded"]
        if age is not None and age > 120:
            raise forms.ValidationError("Age, in years must be 120 or less")
        return age

    def clean(self):
        """A name, or the word that there is none yet; never both."""
        cleaned = super().clean()
        name, unidentified = cleaned.get("name"), cleaned.get("is_unidentified")
        if name and unidentified:
            self.add_error(
                "is_unidentified", "Give a name or choose “Not identified yet”, not both"
            )
        if not name and not unidentified and "name" not in self.errors:
            also = ", or choose “Not identified yet”" if "is_unidentified" in self.fields else ""
            self.add_error("name", f"Enter a name{also}")
        return cleaned


class AnotherForm(GovukForm):
    """Whether there is one more to add to a list."""

    another = YesNoField(label="Do you need to add another?")
