"""What is asked of agencies, and what came of it, as the co-ordinator writes it down."""

from django import forms
from django.utils import timezone

from accounts.models import Organisation
from audit.forms import RecordedForm
from dhr_cases.agencies import already_asked, refusal_to_ask_again
from dhr_cases.models import AgencyRequest, Outcome, RequestKind, ReturnForm, ScopingAnswer, Way
from govuk.fields import DateField, RowsField
from govuk.forms import GovukForm

YES_NO = [("Yes", "Yes"), ("No", "No"), ("Not known", "Not known")]
KNEW = ("knew_died", "knew_responsible", "knew_children", "suggests_review")
FORM_NEEDED = "Select the form of the return"


def not_in_the_future(day, name: str) -> None:
    """Refuse a date after today, in words."""
    if day and day > timezone.localdate():
        raise forms.ValidationError(f"{name} must be today or in the past")


class AskForm(GovukForm):
    """Ask several agencies one thing."""

    kind = forms.ChoiceField(
        label="What are you asking for?", choices=RequestKind.choices, widget=forms.RadioSelect
    )
    agencies = RowsField(
        label="Agencies",
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Select all you are asking today. Each can be asked once for each thing.",
    )
    form = forms.ChoiceField(
        label="Form of the return",
        choices=ReturnForm.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text="For a review return only.",
    )
    question = forms.CharField(
        label="What do you ask, and why?",
        widget=forms.Textarea,
        help_text="The agency sees this: what you need, the dates to search, why, and whom to "
        "ring. If they hold nothing, ask them to tell you that.",
    )
    how = forms.ChoiceField(
        label="How was it asked?", choices=Way.choices, widget=forms.RadioSelect
    )
    asked_on = DateField(label="Asked on")
    due_on = DateField(label="Due on")

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        agencies = Organisation.objects.filter(kind=Organisation.Kind.AGENCY)
        self.fields["agencies"].queryset = agencies.current(timezone.localdate())

    def clean_asked_on(self):
        """An agency cannot have been asked tomorrow."""
        not_in_the_future(self.cleaned_data["asked_on"], "Asked on")
        return self.cleaned_data["asked_on"]

    def clean(self):
        """A review return has a form; it is due after it is asked; nobody is asked twice."""
        answers = super().clean()
        kind, agencies = answers.get("kind"), answers.get("agencies")
        if kind == RequestKind.REVIEW and not answers.get("form") and "form" not in self.errors:
            self.add_error("form", FORM_NEEDED)
        asked_on, due_on = answers.get("asked_on"), answers.get("due_on")
        if asked_on and due_on and due_on < asked_on:
            self.add_error("due_on", "Due on must be the day it was asked, or later")
        if kind and agencies:
            asked = already_asked(self.case, agencies, kind)
            if asked:
                self.add_error("agencies", refusal_to_ask_again(asked))
        return answers


class RequestForm(RecordedForm):
    """Change what was asked, or when it is due, while nothing has come."""

    class Meta:
        model = AgencyRequest
        fields = ("form", "question", "due_on", "needs_sign_off")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].required = True
        if self.instance.kind == RequestKind.REVIEW:
            self.fields["form"].required = True
            self.fields["form"].choices = ReturnForm.choices
        else:
            del self.fields["form"]
        if self.instance.kind != RequestKind.CHRONOLOGY:
            del self.fields["needs_sign_off"]

    def clean_due_on(self):
        """It is due after it is asked."""
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on < self.instance.asked_on:
            raise forms.ValidationError("Due on must be the day it was asked, or later")
        return due_on


class ScopingFields(forms.Form):
    """The four short questions of a scoping answer, for any form that records one."""

    knew_died = forms.ChoiceField(label="Did the agency have contact with the person who died?")
    knew_responsible = forms.ChoiceField(
        label="Did the agency have contact with the person thought responsible?"
    )
    knew_children = forms.ChoiceField(label="Did the agency have contact with any child?")
    suggests_review = forms.ChoiceField(label="Does the agency think a review is needed?")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        answer = ScopingAnswer.objects.filter(request=self.instance.pk).first()
        for name in KNEW:
            field = self.fields[name]
            field.widget = forms.RadioSelect(attrs={"class": "govuk-radios--inline"})
            field.choices = YES_NO
            if self.instance.received_on:  # until then it is the agency's own draft
                self.initial.setdefault(name, getattr(answer, name, ""))
        self.scoping_answer = answer or ScopingAnswer(
            case=self.instance.case, request=self.instance
        )

    def save_scoping(self) -> None:
        """Keep the short answers on their own row."""
        for name in (*KNEW, "records_secured_on", "other_agencies"):
            if name in self.cleaned_data:
                setattr(self.scoping_answer, name, self.cleaned_data[name])
        self.scoping_answer.save()


class ReceivedForm(RecordedForm):
    """Record what came by post, e-mail or telephone."""

    class Meta:
        model = AgencyRequest
        fields = (
            "outcome",
            "received_on",
            "answer",
            "searched",
            "signed_off_by",
            "signed_off_on",
        )
        labels = {"outcome": "What came?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        came = [Outcome.RECEIVED, Outcome.NOTHING_HELD]
        self.fields["outcome"].choices = [(value.value, value.label) for value in came]
        if self.instance.outcome not in came:
            self.initial["outcome"] = ""
        self.fields["received_on"].required = True
        if self.instance.kind != RequestKind.REVIEW:
            del self.fields["signed_off_by"]
            del self.fields["signed_off_on"]

    def clean_received_on(self):
        """It came after it was asked for, and not tomorrow."""
        day = self.cleaned_data["received_on"]
        not_in_the_future(day, "In on")
        if day and day < self.instance.asked_on:
            raise forms.ValidationError("In on must be the day it was asked for, or later")
        return day

    def clean_signed_off_on(self):
        """Nobody signs tomorrow."""
        not_in_the_future(self.cleaned_data["signed_off_on"], "Signed off on")
        return self.cleaned_data["signed_off_on"]

    def clean(self):
        """What came has its words: what they hold, or what they searched."""
        answers = super().clean()
        nothing = answers.get("outcome") == Outcome.NOTHING_HELD
        if nothing and not answers.get("searched"):
            self.add_error("searched", "Enter what was searched, so that others can rely on it")
        if answers.get("outcome") == Outcome.RECEIVED and not answers.get("answer"):
            self.add_error("answer", "Enter a summary of what the agency holds or says")
        if bool(answers.get("signed_off_by")) != bool(answers.get("signed_off_on")):
            missing = "signed_off_on" if answers.get("signed_off_by") else "signed_off_by"
            self.add_error(missing, "Give both the senior officer and the day they signed it off")
        return answers


class ScopingReceivedForm(ScopingFields, ReceivedForm):
    """Record a scoping answer that came by post, e-mail or telephone."""

    field_order = ("outcome", "received_on", *KNEW, "answer", "searched")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in KNEW:
            self.fields[name].required = False

    def save(self, commit=True):
        """Save the request and the short answers."""
        saved = super().save(commit)
        self.save_scoping()
        return saved


class SettleForm(RecordedForm):
    """Record that nothing came, and what was done about it."""

    class Meta:
        model = AgencyRequest
        fields = ("outcome", "what_was_done")
        labels = {"outcome": "What happened?", "what_was_done": "What was done about it?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        silent = [Outcome.NOT_RECEIVED, Outcome.DECLINED]
        self.fields["outcome"].choices = [(value.value, value.label) for value in silent]
        if self.instance.outcome not in silent:
            self.initial["outcome"] = ""
        self.fields["what_was_done"].required = True
        self.fields["what_was_done"].help_text = (
            "Each reminder, letter or call with its date, who was asked to step in, and what "
            "they said. The report says who did not take part."
        )
