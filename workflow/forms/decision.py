"""Questions of the joint decision and of what follows it (S50-S52, S61)."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from audit.forms import RecordedForm
from documents.forms import VersionForm
from documents.kinds import ALLOWED
from documents.models import Document
from govuk.fields import CharacterCountField, DateField
from govuk.forms import GovukForm
from workflow.forms.signing import SignedForm
from workflow.models import Query, ReplyKind, View

REASON = 4000


def not_later_than_today(day, what: str):
    """The day, or the sentence that it is still to come."""
    if day and day > timezone.localdate():
        raise forms.ValidationError(f"{what} must be today or in the past")
    return day


class ViewForm(SignedForm, GovukForm):
    """One body's view with its reasons, signed by typing one's own name."""

    view = forms.ChoiceField(
        label="What do you think should happen?",
        choices=View.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you think should happen"},
    )
    reasons = CharacterCountField(
        label="Reasons",
        max_length=REASON,
        help_text="They stay on the record beside the other partnership's. A changed mind is "
        "added below; nothing is written over.",
        error_messages={"required": "Give the reasons"},
    )
    given_on = DateField(label="On which day was this decided?", subject="The day")
    field_order = ("view", "reasons", "given_on", "name")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["given_on"].initial = timezone.localdate()

    def clean_given_on(self):
        """Not in the future."""
        return not_later_than_today(self.cleaned_data["given_on"], "The day")


class PaperForm(VersionForm):
    """The signed paper of a decision that was made at a meeting."""

    held_on = DateField(label="Day of the meeting", subject="The day of the meeting")

    def clean_held_on(self):
        """A meeting that has been."""
        return not_later_than_today(self.cleaned_data["held_on"], "The day of the meeting")


class AskCountyForm(GovukForm):
    """When the county partner was asked, and by when it is to answer."""

    asked_on = DateField(label="When was the county partner asked?", subject="The day")
    answer_by_on = DateField(label="By when is it to answer?", subject="The day to answer by")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked_on"].initial = timezone.localdate()

    def clean_asked_on(self):
        """Not in the future."""
        return not_later_than_today(self.cleaned_data["asked_on"], "The day")

    def clean(self):
        """There is time to answer."""
        cleaned = super().clean()
        asked, by = cleaned.get("asked_on"), cleaned.get("answer_by_on")
        if asked and by and by <= asked:
            self.add_error("answer_by_on", "The day to answer by must be after the day of asking")
        return cleaned


class AnswerForm(RecordedForm):
    """What was found out about a question (T05)."""

    class Meta:
        model = Query
        fields = ("answer", "answered_on")
        labels = {"answer": "What was found out?", "answered_on": "Answered on"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = self.fields["answered_on"].required = True

    def clean_answered_on(self):
        """Not in the future."""
        return not_later_than_today(self.cleaned_data["answered_on"], "The day")


class LetterForm(VersionForm):
    """A letter that came in: one already held on this review, or a file to add."""

    document = forms.ModelChoiceField(
        Document.objects.none(),
        label="Choose a letter already in the documents",
        required=False,
        empty_label="None of these",
    )

    def __init__(self, *args, case, kind, **kwargs):
        super().__init__(*args, **kwargs)
        held = Document.objects.filter(case=case, kind=kind, withdrawn_on__isnull=True)
        self.fields["document"].queryset = held
        self.fields["file"].required = False
        self.fields["file"].label = "Or add the file"
        self.fields["file"].help_text = f"{ALLOWED}, up to 50MB."
        if not held.exists():
            del self.fields["document"]
            self.fields["file"].label = "Choose the file"

    def clean_file(self):
        """A file is read only when one was chosen."""
        if not self.cleaned_data.get("file"):
            return None
        return super().clean_file()

    def clean(self):
        """One of the two, not both."""
        cleaned = super().clean()
        chosen, file = cleaned.get("document"), cleaned.get("file")
        if chosen and file:
            self.add_error("file", "Choose a letter already held or add a file, not both")
        if not chosen and not file and "file" not in self.errors:
            self.add_error("file", "Attach the letter")
        return cleaned


class HomeOfficeReplyForm(LetterForm):
    """What the Home Office answered, with its letter."""

    kind = forms.ChoiceField(
        label="What does it say?", choices=ReplyKind.choices, widget=forms.RadioSelect
    )
    received_on = DateField(label="When was it received?", subject="The day")
    field_order = ["kind", "received_on", "document", "file"]

    def clean_received_on(self):
        """Not in the future."""
        return not_later_than_today(self.cleaned_data["received_on"], "The day")


class DirectionForm(LetterForm):
    """A direction of the Secretary of State, section 9(2)."""

    directed_body = forms.CharField(label="Which body does it direct?", max_length=160)
    directed_on = DateField(label="What is the date of the direction?", subject="The date")
    field_order = ["directed_body", "directed_on", "document", "file"]

    def clean_directed_on(self):
        """Not in the future."""
        return not_later_than_today(self.cleaned_data["directed_on"], "The date")


class SignForm(GovukForm):
    """One's name under something, typed."""

    name = forms.CharField(
        label="Type your name to sign",
        max_length=120,
        help_text="As it stands on your account.",
        error_messages={"required": "Type your name to sign"},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    clean_name = ViewForm.clean_name
