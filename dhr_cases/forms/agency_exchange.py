"""Questions and answers between an agency and the review, and a colleague who is to help."""

from django import forms

from audit.forms import RecordedForm
from dhr_cases.models import AgencyQuery, AgencyRequest, HandOver, Rung, Settlement
from govuk.fields import DateField, YesNoField
from govuk.forms import GovukForm


class QueryForm(GovukForm):
    """One question."""

    question = forms.CharField(
        label="Question",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One question only, so that it can be answered and settled.",
    )


class AnswerForm(RecordedForm):
    """An answer to one question."""

    class Meta:
        model = AgencyQuery
        fields = ("answer",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True


class SettleQueryForm(GovukForm):
    """Whether an answer is enough, and the next question if it is not."""

    settlement = forms.ChoiceField(
        label="Is that enough?", choices=Settlement.choices, widget=forms.RadioSelect
    )
    next_question = forms.CharField(
        label="A further question, if there is one",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="It follows this one in its thread.",
    )


class HandOverForm(RecordedForm):
    """A colleague of the same agency who is to have this work."""

    class Meta:
        model = HandOver
        fields = ("name", "email", "role", "reason")


class SettleHandOverForm(GovukForm):
    """The co-ordinator's word on it."""

    give = YesNoField(label="Give them access?")
    note = forms.CharField(
        label="What you say to the person who asked",
        max_length=300,
        required=False,
        help_text="Needed if you do not give access. They can read this.",
    )

    def clean(self):
        """A no has its reason."""
        answers = super().clean()
        if answers.get("give") is False and not answers.get("note"):
            self.add_error("note", "Say why not, so that they can ask for somebody else")
        return answers


class DeclineForm(RecordedForm):
    """Why an agency does not take part."""

    class Meta:
        model = AgencyRequest
        fields = ("declined_because",)
        labels = {"declined_because": "Why does your agency not take part?"}
        help_texts = {
            "declined_because": "The review's report says who did not take part, and why."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["declined_because"].required = True


class EscalateForm(GovukForm):
    """The next step up the ladder."""

    rung = forms.ChoiceField(label="Who is asked to step in?", widget=forms.RadioSelect)
    taken_on = DateField(label="On")
    reason = forms.CharField(
        label="Why, and what was said",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One sentence is enough. The report may quote it.",
    )

    def __init__(self, *args, rungs: list[Rung], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rung"].choices = [(rung.value, rung.label) for rung in rungs]
        self.initial.setdefault("rung", rungs[0].value)
