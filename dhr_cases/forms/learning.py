"""Recommendations and actions: who is to do what by when, and what became of it."""

from django import forms
from django.utils import timezone

from accounts.models import Organisation, User
from audit.forms import RecordedForm
from dhr_cases.codes import THEMES
from dhr_cases.forms.agencies import not_in_the_future
from dhr_cases.models import Action, ActionProgress, Recommendation

REASON_HINT = "Tell us why this is not being done and who agreed. This will be shown to the board."


class RecommendationForm(RecordedForm):
    """One thing the review asks a named body to change."""

    themes = forms.MultipleChoiceField(
        label="Themes, as the Home Office counts them",
        choices=THEMES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Recommendation
        fields = (
            "number",
            "text",
            "lesson",
            "paragraph",
            "level",
            "recipient",
            "recipient_name",
            "recipient_kind",
            "themes",
            "sent_on",
            "acknowledged_on",
            "reply",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = Organisation.objects.current(timezone.localdate())
        self.fields["recipient"].queryset = bodies
        self.fields["recipient"].empty_label = "A body named below"

    def clean_number(self):
        """Each number stands once in a report."""
        number = self.cleaned_data["number"].strip()
        others = Recommendation.objects.filter(case=self.instance.case, number__iexact=number)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"Recommendation {number} is already recorded")
        return number

    def clean_sent_on(self):
        """It was sent today or before."""
        not_in_the_future(self.cleaned_data["sent_on"], "Sent to the recipient on")
        return self.cleaned_data["sent_on"]

    def clean_acknowledged_on(self):
        """It was acknowledged today or before."""
        not_in_the_future(self.cleaned_data["acknowledged_on"], "Acknowledged on")
        return self.cleaned_data["acknowledged_on"]

    def clean(self):
        """A recommendation goes to one body; an answer follows what was sent."""
        answers = super().clean()
        chosen, named = answers.get("recipient"), answers.get("recipient_name")
        if not {"recipient", "recipient_name"} & set(self.errors):
            if not chosen and not named:
                self.add_error("recipient", "Choose the body it is addressed to, or name it below")
            if chosen and named:
                self.add_error("recipient_name", "Choose a body or name one, not both")
        sent, back = answers.get("sent_on"), answers.get("acknowledged_on")
        if back and not sent and "sent_on" not in self.errors:
            self.add_error("sent_on", "Enter the day it was sent, as it was acknowledged")
        if back and sent and back < sent:
            self.add_error("acknowledged_on", "It must be acknowledged after it was sent")
        return answers


class ActionForm(RecordedForm):
    """What somebody has undertaken to do: who, what, by when, and how we shall know."""

    owner_email = forms.EmailField(
        label="E-mail address of the owner, if they have an account here",
        required=False,
        help_text="They then report on this action themselves, and see nothing else of the review.",
    )
    field_order = ("text", "lead", "owner_role", "owner_email", "due_on", "measure")

    class Meta:
        model = Action
        fields = ("text", "lead", "owner_role", "due_on", "measure")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = Organisation.objects.current(timezone.localdate())
        if self.instance.owner_id:
            self.initial["owner_email"] = self.instance.owner.email

    def clean_owner_email(self):
        """The account with this address, open and known."""
        email = self.cleaned_data["owner_email"].lower()
        self.cleaned_data["owner"] = User.objects.active().filter(email=email).first()
        if email and self.cleaned_data["owner"] is None:
            raise forms.ValidationError(
                "No open account has this address. Leave it empty, or ask an administrator to "
                "invite them"
            )
        return email

    def _post_clean(self):
        super()._post_clean()
        self.instance.owner = self.cleaned_data.get("owner")


class ReportForm(RecordedForm):
    """How far an action has got, in its owner's words (S143)."""

    may_become = (
        (ActionProgress.IN_PROGRESS, "We are working on it"),
        (ActionProgress.EVIDENCE_AWAITED, "It is done"),
        (ActionProgress.NOT_DONE, "It is not being done"),
    )

    class Meta:
        model = Action
        fields = ("milestones", "outcome", "evidence", "progress", "completed_on", "reason")
        labels = {
            "milestones": "What has been done?",
            "outcome": "What has changed because of it?",
            "evidence": "What shows it?",
            "progress": "Where does it stand?",
            "completed_on": "Done on",
            "reason": "If it is not being done, why?",
        }
        help_texts = {
            "evidence": "Name the document, audit or figures. If there is none yet, leave this: "
            "the action then stands as done, evidence awaited.",
            "reason": REASON_HINT,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(value.value, label) for value, label in self.may_become]
        self.fields["progress"].choices = choices
        if self.instance.progress not in dict(choices):
            self.initial["progress"] = ""
        self.fields["milestones"].required = True

    def clean_completed_on(self):
        """It was done today or before."""
        not_in_the_future(self.cleaned_data["completed_on"], "Done on")
        return self.cleaned_data["completed_on"]

    def clean(self):
        """What is done has a day; what is not being done has a reason."""
        answers = super().clean()
        progress = answers.get("progress")
        done = progress == ActionProgress.EVIDENCE_AWAITED
        if done and not answers.get("completed_on") and "completed_on" not in self.errors:
            self.add_error("completed_on", "Enter the day it was done")
        if progress and not done and answers.get("completed_on"):
            self.add_error("completed_on", "Leave this empty until it is done")
        ended = (ActionProgress.NOT_DONE, ActionProgress.SUPERSEDED)
        if progress in ended and not answers.get("reason"):
            self.add_error("reason", "Say why, and who agreed")
        return answers


class ReportForOwnerForm(ReportForm):
    """The same, written down for an owner who has no account here."""

    may_become = (
        *ReportForm.may_become,
        (ActionProgress.SUPERSEDED, "Something else has taken its place"),
    )


class EvidenceForm(RecordedForm):
    """Whether the evidence shows that an action is done (S144)."""

    verdict = forms.ChoiceField(
        label="Does this show that it is done?",
        choices=[("accept", "Yes, accept the evidence"), ("more", "Not yet, ask for more")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="What did you look at, or what is still needed?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The owner of the action sees this.",
    )

    class Meta:
        model = Action
        fields = ()
