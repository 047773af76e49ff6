"""Questions of setting up a review: chair, panel, bodies, terms, agreements, declarations."""

from django import forms

from accounts.models import Organisation
from audit.forms import RecordedForm
from dhr_cases.accounts_field import AccountField
from govuk.forms import GovukForm, GovukModelForm
from workflow.models import (
    Agreement,
    ChairAppointment,
    DeclarationOutcome,
    PanelMember,
)


class EndsAfterBegin:
    """A form whose last day may not come before its first."""

    first, last = "joined_on", "last_day_on"

    def clean(self):
        """Say so beside the last day when it comes before the first."""
        cleaned = super().clean()
        first, last = self.cleaned_data.get(self.first), self.cleaned_data.get(self.last)
        if first and last and last < first:
            self.add_error(self.last, "The last day must not be before the first.")
        return cleaned


class ChairForm(EndsAfterBegin, RecordedForm):
    """The independent chair (S60)."""

    first = "appointed_on"
    user = AccountField(
        required=False, help_text="Their access to this review begins with their declaration."
    )

    class Meta:
        model = ChairAppointment
        fields = [
            "name",
            "user",
            "experience",
            "reason",
            "appointed_on",
            "last_day_on",
            "is_author",
            "author_name",
        ]


class IndependenceForm(RecordedForm):
    """The chair's declaration of independence."""

    class Meta:
        model = ChairAppointment
        fields = ["independence_declared_on", "independence_statement"]
        labels = {"independence_declared_on": "Declared on"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = field.label != "Version"


class EndChairForm(RecordedForm):
    """The end of a chair's appointment."""

    class Meta:
        model = ChairAppointment
        fields = ["ended_on", "ended_reason"]
        labels = {"ended_on": "Last day as chair", "ended_reason": "Why it ended"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].required = self.fields["ended_reason"].required = True


class PanelMemberForm(EndsAfterBegin, RecordedForm):
    """Somebody on the panel (S62)."""

    user = AccountField(
        required=False,
        help_text="They can read for the panel once they have declared their interests and "
        "signed the undertaking, until their last day.",
    )

    class Meta:
        model = PanelMember
        fields = [
            "name",
            "user",
            "organisation",
            "job_title",
            "expertise",
            "is_domestic_abuse_specialist",
            "is_independent",
            "voice",
            "deputy",
            "inducted_on",
            "declared_on",
            "undertaking_on",
            "joined_on",
            "last_day_on",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(
            ended_on__isnull=True
        ).order_by("name")
        self.fields["organisation"].empty_label = "Choose an organisation"


class LeavePanelForm(RecordedForm):
    """The end of a panel member's part."""

    class Meta:
        model = PanelMember
        fields = ["left_on", "left_reason", "thanked_on"]
        labels = {"left_on": "Last day on the panel", "left_reason": "Why they left"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["left_on"].required = True


class ReplaceMemberForm(PanelMemberForm):
    """Somebody follows a member of the panel, with a note of what they need to know."""

    handover = forms.CharField(
        label="What the person who follows needs to know",
        help_text="By pseudonym or part. Never a real name.",
        widget=forms.Textarea,
    )


class SpecialistReasonForm(GovukForm):
    """Why no domestic abuse specialist sits on the panel."""

    reason = forms.CharField(
        label="Why is there no domestic abuse specialist on the panel?", widget=forms.Textarea
    )


class BodiesForm(GovukForm):
    """What was settled about each statutory body, all on one page."""

    def __init__(self, *args, bodies, known, **kwargs):
        super().__init__(*args, **kwargs)
        for code, words in bodies:
            self.fields[code] = forms.ChoiceField(
                label=words,
                widget=forms.RadioSelect,
                choices=[
                    ("panel", "On the panel"),
                    ("consulted", "Consulted"),
                    ("not_relevant", "Had no part"),
                ],
                initial=known.get(code, ("", ""))[0],
            )
            self.fields[f"{code}_reason"] = forms.CharField(
                label=f"Reason or note: {words}",
                max_length=300,
                required=False,
                initial=known.get(code, ("", ""))[1],
            )

    def clean(self):
        """A body that had no part needs its reason."""
        cleaned = super().clean()
        for code, value in list(cleaned.items()):
            if value == "not_relevant" and not cleaned.get(f"{code}_reason"):
                self.add_error(f"{code}_reason", "Say why this body had no part.")
        return cleaned


class AgreementForm(GovukModelForm):
    """What a meeting agreed, as minuted."""

    class Meta:
        model = Agreement
        fields = ["meeting", "held_on", "chaired_by", "conditions"]


class DeclarationOutcomeForm(GovukModelForm):
    """What somebody else settles about a declared link."""

    class Meta:
        model = DeclarationOutcome
        fields = ["outcome", "how"]

    def clean(self):
        """A conflict that is managed is managed in some way."""
        cleaned = super().clean()
        if self.cleaned_data.get("outcome") == "manage" and not self.cleaned_data.get("how"):
            self.add_error("how", "Say how it is managed.")
        return cleaned
