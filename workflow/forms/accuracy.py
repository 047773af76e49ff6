"""Questions of the accuracy check: a copy, a correction, its answer, what became of the copy."""

from __future__ import annotations

from django import forms

from audit.forms import RecordedForm
from documents.intake import read_upload
from documents.kinds import FileRefused
from documents.models import Version
from govuk.fields import DateField
from govuk.forms import GovukForm
from workflow.accuracy import extract_of
from workflow.forms.drafts import called
from workflow.forms.terms_agreed import NamelessForm
from workflow.models import AccuracyCopy, CopyBack, Correction


class CopyForm(NamelessForm, GovukForm):
    """Which part of which version an agency reads, and by when it answers."""

    file = forms.ModelChoiceField(
        label="Which version?", queryset=Version.objects.none(), empty_label="Choose a version"
    )
    sections = AccuracyCopy._meta.get_field("sections").formfield(
        label="Which sections or pages are about this agency?",
        error_messages={"required": "Enter the sections or pages about this agency"},
    )
    extract = forms.FileField(
        label="The extract, as a PDF",
        required=False,
        help_text="The agency's people download it here, each copy with the reader's name on it. "
        "Leave it out if it goes by another secure route.",
    )
    due_on = DateField(label="By when?")

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].queryset = versions
        self.fields["file"].label_from_instance = called
        self.content = None

    def clean_extract(self):
        """A PDF that is what it says it is, or nothing."""
        upload = self.cleaned_data.get("extract")
        if upload:
            try:
                self.content = read_upload(upload)
                extract_of(self.content, upload.name)
            except FileRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return upload


class CorrectionForm(NamelessForm, RecordedForm):
    """One thing that is not accurate."""

    class Meta:
        model = Correction
        fields = ("place", "says", "should_say", "shown_by")
        help_texts = {"says": "Pseudonyms or parts only, as the draft has them."}


class CorrectionAnswerForm(NamelessForm, RecordedForm):
    """What became of a correction: changed and where, or not and why."""

    class Meta:
        model = Correction
        fields = ("answer", "answer_words")
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


class HandInForm(GovukForm):
    """What the agency did with its copy."""

    copy_back = forms.ChoiceField(
        label="What have you done with your copy?",
        choices=[(CopyBack.DESTROYED, "We have destroyed it"), (CopyBack.RETURNED,
                 "We have given it back"), ("none", "We have no copy, or still need it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you have done with your copy"},
    )  # fmt: skip


class CopyBackForm(GovukForm):
    """What became of an agency's copy, as the co-ordinator heard."""

    copy_back = forms.ChoiceField(
        label="What became of the copy?",
        choices=CopyBack.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what became of the copy"},
    )
