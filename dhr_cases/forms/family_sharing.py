"""Reading the draft, comments answered one by one, sentences for the panel, and handing over."""

from django.utils import timezone

from audit.forms import RecordedForm
from dhr_cases.forms.agencies import not_in_the_future
from dhr_cases.forms.avoiding import AvoidsDays
from dhr_cases.forms.family import THEIR_WORDS
from dhr_cases.models import (
    AgreedSentence,
    CommentAnswer,
    DraftReading,
    FamilyHandover,
    ReadingComment,
)
from govuk.fields import CharacterCountField

LONGEST = 8000


class ReadingForm(AvoidsDays, RecordedForm):
    """Where, when, how long and with whom the draft is read; what took place has had its day."""

    avoided = ("reading_on",)

    class Meta:
        model = DraftReading
        fields = ("reading_on", "place", "hours_allowed", "sits_with", "copy_number", "is_second",
                  "took_place", "copy_back_on")  # fmt: skip
        labels = {
            "reading_on": "Which day?",
            "place": "Where?",
            "hours_allowed": "How many hours may they take?",
            "sits_with": "Who sits with them?",
        }
        help_texts = {"place": "Private, and never where it could hurt them to be."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reading_on"].subject = "The day"
        self.ask_to_keep()

    def clean(self):
        """Enough time; what took place is not in the future."""
        answers = super().clean()
        day, hours = answers.get("reading_on"), answers.get("hours_allowed")
        if hours is not None and not 1 <= hours <= 500:
            self.add_error("hours_allowed", "The number of hours must be between 1 and 500")
        if answers.get("took_place") and day and day > timezone.localdate():
            self.add_error("took_place", "It cannot have taken place on a day to come")
        if not answers.get("took_place"):
            self.warn_of_days(self.instance.case)
        return answers


class CommentForm(RecordedForm):
    """One comment, in their words."""

    words = CharacterCountField(
        label="What is their comment?", max_length=LONGEST, help_text=THEIR_WORDS
    )

    class Meta:
        model = ReadingComment
        fields = ("words", "passage")
        help_texts = {"passage": "For example: page 12, paragraph 3."}


class CommentAnswerForm(RecordedForm):
    """Our answer to one comment: what was changed, or why it stays."""

    answer_words = CharacterCountField(
        label="What was changed, or why does it stay?", max_length=LONGEST
    )

    class Meta:
        model = ReadingComment
        fields = ("answer", "answer_words", "told_on")
        labels = {"answer": "What became of it?", "told_on": "When were they told?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ends = (CommentAnswer.CHANGED, CommentAnswer.KEPT)
        self.fields["answer"].choices = [(end.value, end.label) for end in ends]
        if self.instance.answer == CommentAnswer.OPEN:
            self.initial["answer"] = ""

    def clean_told_on(self):
        """They have been told."""
        not_in_the_future(self.cleaned_data["told_on"], "The day they were told")
        return self.cleaned_data["told_on"]


class SentenceForm(RecordedForm):
    """A sentence for the panel, with the approval that lets it be shown."""

    words = CharacterCountField(
        label="The sentence, as the panel would read it", max_length=2000,
        help_text="Without a name, and without saying how it came.",
    )  # fmt: skip

    class Meta:
        model = AgreedSentence
        fields = ("words", "approved_on", "heard_by", "taken_back_on")
        help_texts = {"approved_on": "Leave it empty until they have approved these words."}

    def clean(self):
        """An approval has whoever heard it; new words need a new approval."""
        answers = super().clean()
        for name, called in (("approved_on", "The day they approved it"),
                             ("taken_back_on", "The day they took it back")):  # fmt: skip
            day = answers.get(name)
            if day and day > timezone.localdate():
                self.add_error(name, f"{called} must be today or in the past")
        if answers.get("approved_on") and not answers.get("heard_by"):
            self.add_error("heard_by", "Say who heard them approve it")
        changed = "words" in self.changed_data and "approved_on" not in self.changed_data
        if self.instance.pk and changed and answers.get("approved_on"):
            self.add_error("approved_on", "The words have changed: ask again, and enter the day")
        return answers


class HandoverForm(RecordedForm):
    """To whom the family's part goes, and what the cards do not say."""

    note = CharacterCountField(
        label="What do the cards not say?", max_length=LONGEST, required=False,
        help_text="So that nobody is asked the same painful question twice.",
    )  # fmt: skip

    class Meta:
        model = FamilyHandover
        fields = ("handed_to", "note")

    def __init__(self, *args, leads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handed_to"].queryset = leads
        self.fields["handed_to"].label_from_instance = lambda user: user.name
