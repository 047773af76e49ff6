"""Questions of the report's drafts: a version, a round, a comment and its answer (S130, S131)."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from audit.forms import RecordedForm
from documents.forms import VersionForm
from documents.models import Version
from govuk.forms import GovukModelForm
from workflow.forms.terms_agreed import NamelessForm
from workflow.models import (
    AgreementKind,
    CommentRound,
    DraftComment,
    ReadingVersion,
    ReportVersion,
)

LONGEST = 2000


def called(version: Version) -> str:
    """A version in a list to choose from."""
    return f"{version.document.get_kind_display()}, version {version.number}"


class DraftForm(NamelessForm, VersionForm):
    """The next version of a file of the report, and what changed in it."""

    what_changed = forms.CharField(
        label="What changed since the version before?",
        widget=forms.Textarea({"rows": 4}),
        max_length=LONGEST,
        help_text="For example: sections 14 and 15 after the panel's comments. Without names.",
    )
    is_distressing = forms.BooleanField(
        label="It describes how the person died",
        required=False,
        help_text="Readers are told before they open it.",
    )

    def __init__(self, *args, is_first: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = "A Word file, while it is still written. Up to 50MB."
        if is_first:
            self.fields["what_changed"].label = "What is in it, and what is still to come?"
            self.fields["what_changed"].help_text = "Without names."
        else:
            del self.fields["is_distressing"]


class VersionNoteForm(NamelessForm, RecordedForm):
    """What a version changed, and the meeting that agreed it."""

    class Meta:
        model = ReportVersion
        fields = ("what_changed", "agreement")
        labels = {
            "what_changed": "What changed since the version before?",
            "agreement": "Which meeting of the panel agreed it?",
        }
        help_texts = {
            "what_changed": "Without names.",
            "agreement": "Meetings that agreed a draft, as minuted on the page of the report.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["agreement"]
        field.queryset = self.instance.case.agreements.filter(kind=AgreementKind.DRAFT)
        field.label_from_instance = lambda row: f"{row.meeting}, {row.held_on:%-d %B %Y}"
        field.empty_label = "Not agreed"


class RoundForm(NamelessForm, GovukModelForm):
    """Until when the panel may comment, and on what."""

    class Meta:
        model = CommentRound
        fields = ["closes_on", "look_at"]

    def clean_closes_on(self):
        """A day that is still to come, or today."""
        day = self.cleaned_data["closes_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("The last day for comments must not be before today.")
        return day


class DraftCommentForm(NamelessForm, GovukModelForm):
    """What a member says of one passage."""

    class Meta:
        model = DraftComment
        fields = ["place", "kind", "text", "suggested"]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"text": "Pseudonyms or parts only."}
        error_messages = {"kind": {"required": "Select what your comment is about"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        field.choices = [choice for choice in field.choices if choice[0]]


class DraftAnswerForm(NamelessForm, RecordedForm):
    """What became of a comment: changed and where, or not and why."""

    class Meta:
        model = DraftComment
        fields = ["answer", "answer_words"]
        widgets = {"answer": forms.RadioSelect}
        labels = {
            "answer": "What became of it?",
            "answer_words": "Where was it changed, or why not?",
        }
        error_messages = {"answer": {"required": "Select what became of it"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.required = self.fields["answer_words"].required = True
        field.choices = [choice for choice in field.choices if choice[0]]


class ReadingVersionForm(RecordedForm):
    """Which version somebody of the family reads."""

    class Meta:
        model = ReadingVersion
        fields = ("file",)
        labels = {"file": "Which version?"}

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.queryset = versions
        field.empty_label = "Choose a version"
        field.label_from_instance = called
