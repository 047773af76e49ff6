"""Questions of a declaration of interests (S61)."""

from __future__ import annotations

from django import forms

from govuk.forms import GovukModelForm
from workflow.declarations import Subject
from workflow.models import Declaration

NONE = "none"


class DeclarationForm(GovukModelForm):
    """One's own links with each agency and each person of a review, and any other."""

    has_link = forms.TypedChoiceField(
        label="Do you have any other link with a person or an agency of this review?",
        help_text="Worked for, managed, related to, friend of, earlier review, supplier, or said "
        "something about it in public.",
        choices=[("no", "No"), ("yes", "Yes")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        empty_value=None,
    )

    class Meta:
        model = Declaration
        fields = ["has_link", "explanation"]

    def __init__(self, *args, subjects: list[Subject], **kwargs):
        super().__init__(*args, **kwargs)
        self.subjects = subjects
        asked = {}
        for subject in subjects:
            asked[subject.key] = forms.MultipleChoiceField(
                label=f"Your links with {subject.name}",
                choices=(*subject.links, (NONE, "No link")),
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": f"Tick your links with {subject.name}, or “No link”"},
            )
            asked[f"{subject.key}_words"] = forms.CharField(
                label=f"What the link with {subject.name} is",
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
            )
        self.fields = asked | self.fields

    def clean(self):
        """A link needs its explanation, and goes with no “No link”."""
        cleaned = super().clean()
        if self.cleaned_data.get("has_link") and not self.cleaned_data.get("explanation"):
            self.add_error("explanation", "Say what the link is.")
        for subject in self.subjects:
            links = self.cleaned_data.get(subject.key, [])
            if NONE in links and len(links) > 1:
                self.add_error(subject.key, "Tick your links, or “No link”, and not both")
            elif links and NONE not in links and not self.cleaned_data.get(f"{subject.key}_words"):
                self.add_error(f"{subject.key}_words", "Say what the link is.")
        return cleaned

    def answers(self) -> list[tuple[Subject, list[str], str]]:
        """What was answered about each; `has_link` of the whole follows from any of them."""
        given = []
        for subject in self.subjects:
            links = [link for link in self.cleaned_data[subject.key] if link != NONE]
            given.append((subject, links, self.cleaned_data[f"{subject.key}_words"]))
        self.instance.has_link = self.instance.has_link or any(links for _, links, _ in given)
        return given
