"""Questions about the people of a review, and the facts of the death (S22, S23)."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from audit.forms import RecordedForm
from dhr_cases.codes import (
    AGGRAVATING_FACTORS,
    UNCLEAR,
    VULNERABILITIES,
    LegalStatus,
    Part,
)
from dhr_cases.models import Case, Involvement, Person, Relationship
from govuk.forms import GovukForm

VERDICTS_FOR = {
    LegalStatus.CONVICTED: {
        "Murder",
        "Manslaughter",
        "Manslaughter - diminished responsibility",
        "Other, please state",
        UNCLEAR,
    },
    LegalStatus.ACQUITTED: {"Not guilty", "Other, please state", UNCLEAR},
    LegalStatus.UNFIT: {"Unfit to plead", "Other, please state", UNCLEAR},
}
"""The verdicts that go with how far the law has gone; with any other, there is none yet."""

FACTS_OF = {
    Part.DIED: ("method", "died_by_suicide", "marac_referred"),
    Part.RESPONSIBLE: ("legal_status", "offence", "verdict", "died_by_suicide", "marac_referred"),
}
"""What is asked of a part: the facts that the Home Office holds, and how far the law has gone."""


def _not_in_future(day, called: str):
    if day and day.is_known and day.earliest > timezone.localdate():
        raise forms.ValidationError(f"{called} must be today or in the past")
    return day


class IdentityForm(RecordedForm):
    """Who somebody is. Contact details are never here: they belong to the family's pages."""

    class Meta:
        model = Person
        fields = (
            "name",
            "is_unidentified",
            "other_names",
            "pseudonym",
            "born_on",
            "died_on",
            "age_recorded",
            "address",
            "must_not_be_contacted",
            "safety_note",
        )
        labels = {
            "name": "Full name",
            "is_unidentified": "Not identified yet",
            "pseudonym": "Pseudonym",
            "must_not_be_contacted": "This person must not be contacted",
            "safety_note": "Safety note",
            "address": "Last address",
        }
        help_texts = {"pseudonym": "What those who may not see names are shown."}
        widgets = {"address": forms.Textarea({"rows": 3})}

    def clean_born_on(self):
        """Nobody is born tomorrow."""
        return _not_in_future(self.cleaned_data["born_on"], "Date of birth")

    def clean_died_on(self):
        """Nobody died tomorrow."""
        return _not_in_future(self.cleaned_data["died_on"], "Date of death")

    def clean_age_recorded(self):
        """An age people reach."""
        age = self.cleaned_data["age_recorded"]
        if age is not None and age > 120:
            raise forms.ValidationError("Age, as recorded must be 120 or less")
        return age

    def clean(self):
        """A name or the word that there is none yet; a death after a birth; a true pseudonym."""
        cleaned = super().clean()
        name, unidentified = cleaned.get("name"), cleaned.get("is_unidentified")
        if name and unidentified:
            self.add_error("is_unidentified", "Give a name or say not identified yet, not both")
        if not name and not unidentified and "name" not in self.errors:
            self.add_error("name", "Enter a name, or say that they are not identified yet")
        born, died = cleaned.get("born_on"), cleaned.get("died_on")
        if born and died and born.is_known and died.is_known and died.latest < born.earliest:
            self.add_error("died_on", "Date of death must be after the date of birth")
        pseudonym = cleaned.get("pseudonym", "")
        if name and pseudonym and name.casefold() in pseudonym.casefold():
            self.add_error("pseudonym", "The pseudonym must not be the real name")
        return cleaned


class NewPersonForm(IdentityForm):
    """Somebody new, with the parts they play; a name that is there already is asked about."""

    parts = forms.MultipleChoiceField(
        label="What part do they play in this review?",
        choices=Part.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Somebody can have died and be thought responsible, for example when a killing "
        "was followed by a suicide.",
        error_messages={"required": "Choose at least one part"},
    )
    is_another = forms.BooleanField(
        label="This is another person with the same name", required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "is_unidentified", "is_another", "parts"])
        if not self._same_name():
            del self.fields["is_another"]

    def _same_name(self) -> bool:
        # PostgreSQL refuses a NUL; the field itself tells the person about it.
        typed = (self.data.get("name") or "").strip() if self.is_bound else ""
        typed = typed.replace("\x00", "")
        people = Person.objects.filter(case=self.instance.case)
        return bool(typed) and people.filter(name__iexact=typed).exists()

    def clean(self):
        """Somebody of that name is there: a second part, or a second person?"""
        cleaned = super().clean()
        if "is_another" in self.fields and not cleaned.get("is_another"):
            self.add_error(
                "is_another",
                "Somebody of this name is in this review. Add a part to them, or tick that this "
                "is another person",
            )
        return cleaned


class CharacteristicsForm(RecordedForm):
    """Protected characteristics and circumstances; each silence is a value of its own."""

    vulnerabilities = forms.MultipleChoiceField(
        label="Circumstances known to agencies",
        choices=VULNERABILITIES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Person
        fields = (
            "sex",
            "gender_identity_differs",
            "orientation",
            "ethnicity",
            "religion",
            "disability",
            "pregnancy",
            "nationality",
            "vulnerabilities",
            "offending_history",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        nationality = self.fields["nationality"]
        nationality.required = False
        nationality.help_text = "Leave it empty if nobody has asked."
        if self.initial.get("nationality") == "not_asked":
            self.initial["nationality"] = ""

    def clean_nationality(self):
        """Nothing typed means that nobody asked."""
        return self.cleaned_data["nationality"] or "not_asked"


class PartsForm(GovukForm):
    """The parts a person plays; at least one."""

    parts = forms.MultipleChoiceField(
        label="What part do they play in this review?",
        choices=Part.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one part"},
    )


class InvolvementForm(RecordedForm):
    """What is asked of one part: for the person thought responsible, how far the law has gone."""

    class Meta:
        model = Involvement
        fields = (
            "legal_status",
            "offence",
            "verdict",
            "method",
            "died_by_suicide",
            "marac_referred",
        )
        labels = {
            "legal_status": "How far has the law gone?",
            "method": "How was the person killed?",
            "died_by_suicide": "Did they die by suicide?",
            "marac_referred": "Were they ever referred to MARAC?",
            "offence": "Offence, as charged or convicted",
            "verdict": "Court verdict",
        }
        help_texts = {
            "legal_status": "It decides the words used of this person on every page. "
            "Not being charged never means that a review is not needed."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        wanted = FACTS_OF[Part(self.instance.part)]
        for name in set(self._meta.fields) - set(wanted):
            del self.fields[name]

    def clean(self):
        """A verdict goes with how far the law has gone."""
        cleaned = super().clean()
        status, verdict = cleaned.get("legal_status"), cleaned.get("verdict")
        if status and verdict and verdict not in VERDICTS_FOR.get(status, {UNCLEAR}):
            words = LegalStatus(status).label.lower()
            self.add_error("verdict", f"This verdict does not go with “{words}”. Change one")
        return cleaned


class RelationshipForm(RecordedForm):
    """What the person who died was to the person thought responsible: that direction."""

    class Meta:
        model = Relationship
        fields = ("died", "responsible", "relation", "same_household")
        labels = {
            "died": "The person who died",
            "responsible": "The person thought responsible",
            "relation": "The person who died was their",
            "same_household": "Did they live in the same household?",
        }
        help_texts = {
            "relation": "Read it as a sentence: the person who died was their son or daughter."
        }

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        for name, part in (("died", Part.DIED), ("responsible", Part.RESPONSIBLE)):
            people = Person.objects.filter(case=case, involvements__part=part)
            field = self.fields[name]
            field.queryset = people.prefetch_related("involvements")
            field.label_from_instance = lambda person: person.label(may_see_names=True)

    def clean(self):
        """Two people, and each pair once."""
        cleaned = super().clean()
        died, responsible = cleaned.get("died"), cleaned.get("responsible")
        if died and died == responsible:
            self.add_error("responsible", "Choose two different people")
        pairs = Relationship.objects.filter(died=died, responsible=responsible)
        if died and responsible and pairs.exclude(pk=self.instance.pk).exists():
            self.add_error("responsible", "This pair is recorded already. Change that one")
        return cleaned


class CaseFactsForm(RecordedForm):
    """The facts of the death, and how the person is known in this review."""

    aggravating_factors = forms.MultipleChoiceField(
        label="Aggravating factors",
        choices=AGGRAVATING_FACTORS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Case
        fields = (
            "known_as",
            "summary",
            "death_kind",
            "died_on",
            "death_place",
            "aggravating_factors",
            "residence_reason",
            "joint_with",
            "ho_csp_label",
            "police_force",
        )
        labels = {
            "known_as": "How is the person known in this review?",
            "summary": "One agreed sentence about the person",
            "death_kind": "What kind of death was it, as far as is known?",
            "died_on": "When did the person die, or when were they found?",
            "death_place": "In what kind of place did they die?",
            "residence_reason": "Why does this area lead?",
            "ho_csp_label": "Name used with the Home Office",
            "police_force": "Police force area",
        }
        widgets = {
            "summary": forms.Textarea({"rows": 2}),
            "residence_reason": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["died_on"].subject = "Date of death"

    def clean_died_on(self):
        """Nobody's death is recorded before it happened."""
        return _not_in_future(self.cleaned_data["died_on"], "Date of death")

    def clean(self):
        """What stands at the head of every page names nobody."""
        cleaned = super().clean()
        names = Person.objects.filter(case=self.instance).exclude(name="")
        for field in ("known_as", "summary"):
            text = cleaned.get(field, "").casefold()
            if any(name.casefold() in text for name in names.values_list("name", flat=True)):
                self.add_error(field, "This has somebody's real name in it. Use the pseudonym")
        return cleaned


class SamePersonForm(GovukForm):
    """Which other row of this review is the same person."""

    other = forms.ChoiceField(
        label="Who is the same person?",
        error_messages={"required": "Choose somebody"},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [
            ("", "Choose somebody"),
            *((row.token, row.label(may_see_names=True)) for row in people),
        ]


class MergeForm(GovukForm):
    """Which of two is right, for each fact on which they differ."""

    def __init__(self, *args, differing, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (kept, other) in differing.items():
            label = str(Person._meta.get_field(name).verbose_name)
            self.fields[name] = forms.ChoiceField(
                label=label[:1].upper() + label[1:],
                choices=[("kept", kept), ("other", other)],
                widget=forms.RadioSelect,
                error_messages={"required": f"Say which is right: {label}"},
            )
