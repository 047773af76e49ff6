"""Questions of the disclosure check."""

from __future__ import annotations

from typing import Any

from django import forms

from disclosure.models import CheckFinding, Outcome, Source, TogetherAnswer
from documents.intake import read_upload
from documents.kinds import ALLOWED, FileRefused, extension_of
from documents.models import Version
from govuk.fields import RowsField
from govuk.forms import GovukForm

LONGEST_TEXT = 500_000
"""Characters of pasted text: more than two hundred pages."""
NOTHING_CHOSEN = "Choose a file of this review, paste a text, or choose a file from your computer"


class NewCheckForm(GovukForm):
    """What is to be checked: one of three, and one only (S181)."""

    version = forms.ChoiceField(
        label="A file of this review",
        required=False,
        help_text="The newest version of each. Only these can be cleared to leave.",
        error_messages={"invalid_choice": "Choose a file from the list"},
    )
    text = forms.CharField(
        label="Or a text to paste",
        widget=forms.Textarea,
        max_length=LONGEST_TEXT,
        required=False,
        help_text="A statement to the press, for example. The text is not kept, what was found is.",
    )
    file = forms.FileField(
        label="Or a file from your computer",
        required=False,
        help_text=f"{ALLOWED}, up to 50MB. The file is not kept, what was found is.",
    )

    def __init__(self, *args: Any, versions: list[Version], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.versions = {version.token: version for version in versions}
        self.fields["version"].choices = [
            ("", "None of these"),
            *(
                (token, f"{version.document}, version {version.number}")
                for token, version in self.versions.items()
            ),
        ]

    def clean_file(self):
        """Read the file and find out what it is; refuse it in words when it is not wanted."""
        upload = self.cleaned_data["file"]
        if upload:
            try:
                self.cleaned_data["content"] = read_upload(upload)
                extension_of(upload.name, self.cleaned_data["content"])
            except FileRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return upload

    def clean(self):
        """One thing at a time, so that everybody knows which bytes a result is of."""
        answers = super().clean()
        given = [name for name in ("version", "text", "file") if answers.get(name)]
        if not given and not self.errors:
            self.add_error("version", NOTHING_CHOSEN)
        if len(given) > 1:
            self.add_error(given[-1], "Check one thing at a time")
        return answers

    @property
    def source(self) -> str:
        """Which of the three was given."""
        if self.cleaned_data.get("version"):
            return Source.FILE
        return Source.TEXT if self.cleaned_data.get("text") else Source.UPLOAD


class FindingsField(RowsField):
    """Findings to choose from, each with its place and what stands around it."""

    def label_from_instance(self, obj: CheckFinding) -> str:
        return f"{obj.shown} ({obj.place})"


class AnswerForm(GovukForm):
    """What a person says of one or several findings, and why."""

    findings = FindingsField(
        queryset=CheckFinding.objects.none(),
        label="Which of them?",
        widget=forms.CheckboxSelectMultiple,
    )
    outcome = forms.ChoiceField(
        label="What do you say of them?", choices=Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea,
        max_length=2000,
        help_text="It is kept with your name. Do not repeat a name here.",
    )

    def __init__(self, *args: Any, findings, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = findings


class TickForm(GovukForm):
    """Words with a capital, and initials, that name nobody; each is ticked off by a person."""

    findings = FindingsField(
        queryset=CheckFinding.objects.none(),
        label="Which of these name nobody who is to be kept safe?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick a word only when you know what it names. Leave the others open.",
    )
    reason = forms.CharField(
        label="What are they?",
        max_length=300,
        initial="Titles, bodies and places that identify nobody here.",
        help_text="It is kept with your name.",
    )

    def __init__(self, *args: Any, findings, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = findings


class TogetherForm(GovukForm):
    """Facts that identify nobody alone and somebody together, answered in writing."""

    press = forms.CharField(
        label="What has been in the press or online, and what here could be matched to it?",
        widget=forms.Textarea,
        max_length=4000,
        help_text="Newspapers, broadcasts, social media, pages in memory of the person. "
        "Say what you searched for, without names.",
    )
    trial = forms.CharField(
        label="What was said at a trial or an inquest, and what here could be matched to it?",
        widget=forms.Textarea,
        max_length=4000,
        help_text="The verdict, the sentence, the date, the court. If none was held, say so.",
    )
    rare = forms.CharField(
        label="Which rare facts stand together here, and who could know somebody by them?",
        widget=forms.Textarea,
        max_length=4000,
        help_text="A job, a village and a month together may identify a family. So may an illness, "
        "a number of children, a way of dying. Say what was taken out or made wider.",
    )

    def __init__(self, *args: Any, before: TogetherAnswer | None, **kwargs: Any):
        if before is not None:
            kwargs["initial"] = {name: getattr(before, name) for name in ("press", "trial", "rare")}
        super().__init__(*args, **kwargs)


class ClearForm(GovukForm):
    """Somebody's word about one exact file."""

    passed = forms.TypedChoiceField(
        label="Can anybody be identified from this file?",
        choices=[("yes", "No, nobody can be identified"), ("no", "Yes, or I am not sure")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        empty_value=None,
    )
    note = forms.CharField(
        label="What did you read, and what did you find?",
        widget=forms.Textarea,
        max_length=4000,
        help_text="Read the whole file yourself: the check cannot find everything. "
        "Do not repeat a name here.",
    )
