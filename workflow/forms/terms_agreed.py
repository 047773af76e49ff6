"""Questions of agreeing the terms: the round, comments, answers, each member's word (S64)."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from audit.forms import RecordedForm
from govuk.forms import GovukForm, GovukModelForm
from workflow.forms.terms import refuse_names
from workflow.models import (
    MemberSays,
    TermsAgreement,
    TermsComment,
    TermsOfReference,
    TermsRound,
)


class RoundForm(GovukModelForm):
    """Until when the panel may comment."""

    class Meta:
        model = TermsRound
        fields = ["closes_on"]

    def clean_closes_on(self):
        """A day that is still to come, or today."""
        day = self.cleaned_data["closes_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("The last day for comments must not be before today.")
        return day


class NamelessForm:
    """A form of a review in whose words nobody is named; `may` are the writer's permissions."""

    def __init__(self, *args, case, may, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.may = case, may

    def clean(self):
        """Say beside each box what was found in it."""
        cleaned = super().clean()
        refuse_names(self, self.case)
        return cleaned


class CommentForm(NamelessForm, GovukModelForm):
    """What a member says of one section."""

    class Meta:
        model = TermsComment
        fields = ["section", "text"]
        help_texts = {"text": "Pseudonyms or parts only."}
        error_messages = {"section": {"required": "Choose the section that you comment on"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [
            ("", "Choose a section"),
            *self.fields["section"].choices[1:],
        ]


class AnswerForm(NamelessForm, RecordedForm):
    """What the chair makes of a comment."""

    class Meta:
        model = TermsComment
        fields = ["answer", "answer_why"]
        labels = {"answer": "What is your answer?", "answer_why": "Why?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.required = self.fields["answer_why"].required = True
        field.choices = [choice for choice in field.choices if choice[0]]


class AgreementForm(NamelessForm, GovukModelForm):
    """Whether a member agrees with a version."""

    class Meta:
        model = TermsAgreement
        fields = ["says", "note"]

    def clean(self):
        """A note or a refusal needs its words."""
        cleaned = super().clean()
        says = self.cleaned_data.get("says")
        needs = says in (MemberSays.WITH_NOTE, MemberSays.NOT) and "note" not in self.errors
        if needs and not self.cleaned_data.get("note"):
            self.add_error("note", "Write your note or reason.")
        return cleaned


class FamilyLineForm(NamelessForm, RecordedForm):
    """The line that was agreed with the family, as everybody who reads the terms reads it."""

    class Meta:
        model = TermsOfReference
        fields = ["family_line"]


class FinalForm(GovukForm):
    """Nothing is asked: the button is the answer."""
