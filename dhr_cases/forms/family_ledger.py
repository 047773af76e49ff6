"""What is written down of each contact, promise, wish and hard day; five required answers at most.

Their words stay theirs. Nothing here is sent to anybody: the service reminds staff alone.
"""

from __future__ import annotations

from django import forms
from django.utils import timezone

from audit.forms import RecordedForm
from dhr_cases.forms.agencies import not_in_the_future
from dhr_cases.forms.family import THEIR_WORDS, name_of
from dhr_cases.models import (
    DateToAvoid,
    FamilyContact,
    FamilyMember,
    FamilyPromise,
    FamilyWish,
    OwedKind,
    OwedState,
    Tellable,
    WishAnswer,
    WishTopic,
)
from govuk.fields import CharacterCountField, DateField

LONGEST = 8000
CONCERNS = WishAnswer.CONCERNS
"""An answer about publication alone: neither yes nor no, and to be talked about first."""
OWED_ROWS = (
    ("promise", OwedKind.PROMISE, "Did we promise something?"),
    ("question", OwedKind.ANSWER, "Did they ask something we could not answer yet?"),
)


class ContactForm(RecordedForm):
    """One contact: date, how, who of us, their words, ours; what was promised becomes a task."""

    their_words = CharacterCountField(
        label="What did they say?", max_length=LONGEST, help_text=THEIR_WORDS
    )
    our_words = CharacterCountField(label="What did we say?", max_length=LONGEST)
    promise = forms.CharField(
        label="Did we promise something?",
        required=False,
        max_length=300,
        help_text="In a sentence. You will be reminded of it. Others can be added afterwards.",
    )
    promise_due_on = DateField(label="By when?", subject="The promise's date", required=False)
    question = forms.CharField(
        label="Did they ask something we could not answer yet?", required=False, max_length=300
    )
    question_due_on = DateField(
        label="By when will we answer?", subject="The answer's date", required=False
    )

    class Meta:
        model = FamilyContact
        fields = (
            "happened_on",
            "how",
            "made_by",
            "their_words",
            "our_words",
            "promise",
            "promise_due_on",
            "question",
            "question_due_on",
            "started_by",
            "how_they_were",
            "is_contribution",
            "despite_stop",
        )
        labels = {
            "happened_on": "When was it?",
            "how": "How?",
            "made_by": "Who of us?",
            "started_by": "Who started it?",
            "how_they_were": "How were they?",
        }
        help_texts = {
            "how_they_were": "Only if it helps whoever rings next, and only what you would say "
            "to them.",
        }

    field_order = Meta.fields

    def __init__(self, *args, is_stopped: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].subject = "The day"
        if not is_stopped:
            del self.fields["despite_stop"]

    def clean_happened_on(self):
        """It has happened."""
        not_in_the_future(self.cleaned_data["happened_on"], "The day")
        return self.cleaned_data["happened_on"]

    def clean(self):
        """A promise has its day, and a day has its promise."""
        answers = super().clean()
        for name, _, _ in OWED_ROWS:
            what, due = answers.get(name), answers.get(f"{name}_due_on")
            if what and not due and f"{name}_due_on" not in self.errors:
                self.add_error(f"{name}_due_on", "Enter the day by which you will do it")
            if due and not what and name not in self.errors:
                self.add_error(name, "Say what it is, or leave the date empty")
        return answers

    @property
    def owed(self) -> list[tuple]:
        """What we owe from this contact: (kind, sentence, day) each."""
        return [
            (kind, self.cleaned_data[name], self.cleaned_data[f"{name}_due_on"])
            for name, kind, _ in OWED_ROWS
            if self.cleaned_data.get(name)
        ]


class OweForm(RecordedForm):
    """A promise, an answer or a contact by a day."""

    class Meta:
        model = FamilyPromise
        fields = ("kind", "what", "due_on")
        labels = {"kind": "What is it?", "what": "In a sentence", "due_on": "By when?"}
        help_texts = {"due_on": "You are reminded on your page. Nobody is written to."}

    def __init__(self, *args, avoid, **kwargs):
        super().__init__(*args, **kwargs)
        self.avoid = avoid
        self.fields["due_on"].subject = "The day"

    def clean_due_on(self):
        """A day that is not hard for them."""
        day = self.cleaned_data["due_on"]
        if day in self.avoid and self.data.get("kind") == OwedKind.CONTACT:
            raise forms.ValidationError("Avoid this date. Choose another day")
        return day


class SettleForm(RecordedForm):
    """A promise kept, an answer given, or a wish that it be left."""

    outcome = CharacterCountField(
        label="What was done, or what was the answer?", max_length=LONGEST
    )

    class Meta:
        model = FamilyPromise
        fields = ("state", "settled_on", "outcome")
        labels = {"state": "Was it kept?", "settled_on": "When?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ends = [OwedState.KEPT, OwedState.RELEASED]
        self.fields["state"].choices = [(state.value, state.label) for state in ends]
        if self.instance.is_open:
            self.initial["state"] = ""
        self.fields["settled_on"].required = True
        self.fields["settled_on"].subject = "The day"

    def clean_settled_on(self):
        """It has happened."""
        not_in_the_future(self.cleaned_data["settled_on"], "The day")
        return self.cleaned_data["settled_on"]


QUESTION = {
    WishTopic.NAME: "Have they said which name to use for them?",
    WishTopic.PSEUDONYM: "Do they wish to choose the pseudonym?",
    WishTopic.TRIBUTE: "Do they wish a tribute in the report?",
    WishTopic.PHOTO: "Do they wish a photograph to be used?",
    WishTopic.DRAFT: "Do they wish to read the draft report?",
    WishTopic.PUBLICATION: "Do they wish the review to be published?",
    WishTopic.PROGRESS: "Do they wish to be told of progress?",
    WishTopic.THANKS: "Do they wish to be thanked by name?",
    WishTopic.DAY: "Do they wish to be rung on the day of publication?",
}


class TopicForm(RecordedForm):
    """What somebody wishes of one thing, when they said so and who heard it."""

    class Meta:
        model = FamilyWish
        fields = ("answer", "words", "every_days", "heard_on", "heard_by")
        labels = {"heard_on": "Heard on", "heard_by": "Who heard it?"}
        help_texts = {"every_days": "For example 42 for about every six weeks."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        topic = WishTopic(self.instance.topic)
        self.fields["answer"].label = QUESTION[topic]
        if topic == WishTopic.NAME:
            self.fields["words"].label = "The name as they like it"
        if topic != WishTopic.PUBLICATION:
            self.fields["answer"].choices = [
                choice for choice in self.fields["answer"].choices if choice[0] != CONCERNS
            ]
        if topic != WishTopic.PROGRESS:
            del self.fields["every_days"]

    def clean_every_days(self):
        """A rhythm is at least a day."""
        days = self.cleaned_data["every_days"]
        if days is not None and not 1 <= days <= 400:
            raise forms.ValidationError("The number of days must be between 1 and 400")
        return days

    def clean_heard_on(self):
        """It was heard today or before."""
        not_in_the_future(self.cleaned_data["heard_on"], "Heard on")
        return self.cleaned_data["heard_on"]


class StopForm(RecordedForm):
    """That nobody may contact this person, with the reason; or that this is over."""

    do_not_contact = forms.TypedChoiceField(
        label="May we contact this person?",
        choices=(("no", "No, do not contact"), ("yes", "Yes")),
        coerce=lambda answer: answer == "no",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = FamilyMember
        fields = ("do_not_contact", "do_not_contact_reason")
        labels = {"do_not_contact_reason": "Why not?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["do_not_contact"] = "no" if self.instance.do_not_contact else ""

    def clean(self):
        """A stop has its reason."""
        answers = super().clean()
        if answers.get("do_not_contact") and not answers.get("do_not_contact_reason"):
            self.add_error("do_not_contact_reason", "Say why this person is not to be contacted")
        return answers


class ToldForm(RecordedForm):
    """The list agreed of what this person may be told."""

    may_be_told = forms.MultipleChoiceField(
        label="What may they be told?",
        choices=Tellable.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick only what has been agreed with them and, for proceedings, with the police.",
    )

    class Meta:
        model = FamilyMember
        fields = ("may_be_told", "told_agreed_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["told_agreed_on"].required = True
        self.fields["told_agreed_on"].subject = "The day it was agreed"

    def clean_told_agreed_on(self):
        """It has been agreed."""
        not_in_the_future(self.cleaned_data["told_agreed_on"], "The day it was agreed")
        return self.cleaned_data["told_agreed_on"]


class AdvocateForm(RecordedForm):
    """Whom they chose to help them, and whether we may talk to that person."""

    class Meta:
        model = FamilyMember
        fields = ("advocate", "advocate_route", "advocate_may_be_told")
        help_texts = {"advocate": "Leave it empty if they have none."}


class DateToAvoidForm(RecordedForm):
    """A day that is hard, once or every year."""

    class Meta:
        model = DateToAvoid
        fields = ("day", "kind", "yearly", "member", "note")
        labels = {
            "day": "Which day?",
            "kind": "What day is it?",
            "member": "Whose day is it?",
            "yearly": "It comes every year",
        }

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].subject = "The day"
        member = self.fields["member"]
        member.queryset = members
        member.empty_label = "The whole family's"
        member.label_from_instance = name_of


def today_heard_by(user) -> dict:
    """How the form of a wish begins: heard today, by whoever is writing."""
    return {"heard_on": timezone.localdate(), "heard_by": user.name}
