"""Questions about the day of publication and about who is told first."""

from django import forms

from audit.forms import RecordedForm
from dhr_cases.models import FamilyMember
from workflow.models import DayLine
from workflow.publication_day import out_of_order

EARLIEST, LATEST = -90, 365  # days from the day of publication


class DayLineForm(RecordedForm):
    """One line: the call to the family keeps its words and its day."""

    class Meta:
        model = DayLine
        fields = ("what", "owner", "days", "at")
        labels = {"what": "What is done?", "owner": "By whom?"}
        help_texts = {
            "what": "Without a name.",
            "at": "For example, 10:00. Needed for what is done on the day itself.",
        }
        widgets = {"at": forms.TimeInput(format="%H:%M")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].error_messages["invalid"] = "Enter a time, for example 10:00"
        if self.instance.is_family_call:
            del self.fields["what"], self.fields["days"]

    def clean(self):
        """The day itself has times, and the family is rung first."""
        answers = super().clean()
        line = self.instance
        days = line.days if line.is_family_call else answers.get("days")
        if days is not None and not EARLIEST <= days <= LATEST:
            self.add_error("days", "The days must be between -90 and 365")
        if days == 0 and not answers.get("at") and "at" not in self.errors:
            self.add_error("at", "Enter the time on the day, for example 10:00")
        if self.errors:
            return answers
        line.days, line.at = days, answers.get("at")
        wrong = out_of_order(line, line.case.daylines.all())
        if wrong:
            self.add_error("at", wrong)
        return answers


class ToldForm(RecordedForm):
    """In which place somebody is told of publication, how and by whom."""

    class Meta:
        model = FamilyMember
        fields = ("told_place", "told_how")
        labels = {
            "told_place": "In which place are they told?",
            "told_how": "How are they told, and by whom?",
        }
        help_texts = {
            "told_place": "1 is told first. Several may share a place.",
            "told_how": "For example: in person, by the family contact lead with their advocate.",
        }

    def clean_told_place(self):
        """A small number, or none."""
        place = self.cleaned_data["told_place"]
        if place is not None and not 1 <= place <= 99:
            raise forms.ValidationError("The place must be between 1 and 99")
        return place
