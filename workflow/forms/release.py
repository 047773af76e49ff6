"""Questions of approval, quality assurance, publication and the end of a case."""

from datetime import datetime

from django import forms
from django.utils import timezone

from audit.forms import RecordedForm
from dhr_cases.forms.avoiding import AvoidsDays
from documents.models import DocumentKind
from govuk.fields import DateField
from govuk.forms import GovukForm, GovukModelForm
from workflow.guards.files import FILES_OF
from workflow.models import (
    CommissionerDispatch,
    Disposal,
    HomeOfficeReply,
    MediaPlan,
    PointAnswer,
    PublicationDecision,
    PublicationForm,
    QualityLetter,
    QualityPoint,
)

NEEDED = {
    "embargo_who": "Say who has it before then",
    "until_on": "Enter the day until which nobody uses it",
    "until_at": "Enter the time, for example 11:00",
    "embargo_why": "Say why they have it before the day",
}
FAMILY_FIRST = "The embargo must end after the family has been rung on the day of publication"


class _WithLetter(GovukModelForm):
    """A form that attaches one of the case's documents of a kind."""

    letter_kind: DocumentKind

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        documents = self.instance.case.documents.filter(
            kind=self.letter_kind, withdrawn_on__isnull=True
        )
        self.fields["letter"].queryset = documents.order_by("-pk")
        self.fields["letter"].empty_label = "Choose the letter"
        self.fields[
            "letter"
        ].help_text = "Add the letter under Documents first, then choose it here."


class QualityLetterForm(_WithLetter):
    """The Home Office's letter on the newest submission, with its outcome (S160)."""

    letter_kind = DocumentKind.QUALITY_LETTER

    class Meta:
        model = QualityLetter
        fields = ["letter", "panel_on", "dated_on", "received_on", "outcome"]


class HomeOfficeReplyForm(_WithLetter):
    """A reply of the Home Office to the partnership's decision."""

    letter_kind = DocumentKind.HO_REPLY

    class Meta:
        model = HomeOfficeReply
        fields = ["letter", "kind", "received_on"]


class PointForm(RecordedForm):
    """One point of the letter: its words, who answers, by when (S161)."""

    class Meta:
        model = QualityPoint
        fields = ["text", "kind", "paragraph", "owner", "due_on"]


class PointAnswerForm(RecordedForm):
    """The answer to a point: changed and where, or not and why."""

    class Meta:
        model = QualityPoint
        fields = ["answer", "response", "answered_on"]

    def clean(self):
        """An answered point says what was changed and where, or why not, and when."""
        cleaned = super().clean()
        answer = self.cleaned_data.get("answer")
        if answer and answer != PointAnswer.OPEN:
            if not (self.cleaned_data.get("response") or "").strip():
                self.add_error("response", "Say what was changed and where, or why not.")
            if not self.cleaned_data.get("answered_on") and "answered_on" not in self.errors:
                self.add_error("answered_on", "Enter the day it was answered.")
        return cleaned


class DecidePublicationForm(AvoidsDays, GovukModelForm):
    """In what form, on what ground, on which day (S170); a day to avoid is warned of."""

    avoided = ("planned_on",)

    class Meta:
        model = PublicationDecision
        fields = ["form", "ground", "evidence", "family_views", "planned_on", "review_on"]
        labels = {
            "form": "In what form will the review be published?",
            "ground": "If not in full: on what ground?",
            "evidence": "What does that rest on?",
            "family_views": "What the family thinks, as an agreed line",
            "planned_on": "Planned day of publication",
            "review_on": "Day to look at this decision again",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        grounds = [choice for choice in self.fields["ground"].choices if choice[0]]
        self.fields["ground"].choices = [("", "None: it is published in full"), *grounds]
        self.ask_to_keep()

    def clean(self):
        """Less than full needs its ground; publishing needs its day; the day is to come."""
        cleaned = super().clean()
        form = self.cleaned_data.get("form")
        if form and form != PublicationForm.FULL:
            if not self.cleaned_data.get("ground"):
                self.add_error("ground", "Choose the ground for publishing less than in full.")
            if not (self.cleaned_data.get("evidence") or "").strip():
                self.add_error("evidence", "Say what the ground rests on.")
        planned = self.cleaned_data.get("planned_on")
        published = bool(form and FILES_OF[PublicationForm(form)])
        if published and not planned and "planned_on" not in self.errors:
            self.add_error("planned_on", "Enter the planned day of publication.")
        elif planned and planned < timezone.localdate():
            self.add_error("planned_on", "The planned day must not be in the past.")
        self.warn_of_days(self.instance.case)
        return cleaned


class MediaPlanForm(RecordedForm):
    """What will be said, by whom (S172, first form)."""

    class Meta:
        model = MediaPlan
        fields = ["press_contact", "statement", "lines", "staff_support"]
        help_texts = {
            "statement": "Begin with the person. The words of condolence are written by people.",
        }


class EmbargoForm(RecordedForm):
    """Who has the statement or the report before the day, until when nobody uses it, and why."""

    until_on = DateField(label="Until which day?", required=False, subject="The day")
    until_at = forms.TimeField(
        label="Until what time?",
        required=False,
        help_text="For example, 11:00. It ends after the family has been rung.",
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"invalid": "Enter a time, for example 11:00"},
    )
    field_order = ("embargo_who", "until_on", "until_at", "embargo_why")

    class Meta:
        model = MediaPlan
        fields = ("embargo_who", "embargo_why")
        labels = {"embargo_who": "Who has it before then?", "embargo_why": "Why before the day?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        until = self.instance.embargo_until
        if until is not None:
            local = timezone.localtime(until)
            self.initial |= {"until_on": local.date(), "until_at": local.time()}

    def clean(self):
        """All four answers, or none: an empty page ends the embargo."""
        cleaned = super().clean()
        given = {name: bool(cleaned.get(name)) for name in self.field_order}
        if any(given.values()):
            for name, words in NEEDED.items():
                if not given[name] and name not in self.errors:
                    self.add_error(name, words)
        if not self.errors and any(given.values()):
            self._after_the_call(cleaned["until_on"], cleaned["until_at"])
        return cleaned

    def _after_the_call(self, day, time) -> None:
        case = self.instance.case
        planned = case.publication_decisions.last()
        call = case.daylines.filter(is_family_call=True, at__isnull=False).first()
        if planned is None or planned.planned_on is None:
            return
        if day < planned.planned_on or (
            call is not None and day == planned.planned_on and time <= call.at
        ):
            self.add_error("until_at", FAMILY_FIRST)

    def save(self, commit=True):
        """Keep the moment in one; nothing answered means that there is none."""
        day, time = self.cleaned_data["until_on"], self.cleaned_data["until_at"]
        self.instance.embargo_until = (
            timezone.make_aware(datetime.combine(day, time)) if day and time else None
        )
        return super().save(commit)


class CommissionerForm(RecordedForm):
    """That the report went to the Commissioner, or why it has not (D06)."""

    class Meta:
        model = CommissionerDispatch
        fields = ["sent_on", "how", "exception"]

    def clean(self):
        """Either a day and a way, or the reason why not."""
        cleaned = super().clean()
        sent = self.cleaned_data.get("sent_on")
        exception = (self.cleaned_data.get("exception") or "").strip()
        if not sent and not exception and "sent_on" not in self.errors:
            self.add_error(
                "sent_on", "Enter the day it was sent, or say below why it has not been."
            )
        if sent and not self.cleaned_data.get("how"):
            self.add_error("how", "Say how it was sent.")
        return cleaned


class DisposalForm(RecordedForm):
    """The day the records may go, and the rule it rests on (T28)."""

    class Meta:
        model = Disposal
        fields = ["retention_until_on", "authority"]


class LegalHoldForm(GovukForm):
    """Why nothing of this case may be disposed of."""

    reason = forms.CharField(label="Why must everything be kept?", widget=forms.Textarea)
