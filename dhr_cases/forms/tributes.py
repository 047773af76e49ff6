"""A tribute: the words, whose they are, and the consent without which they are not printed."""

from django.utils import timezone

from audit.forms import RecordedForm
from dhr_cases.models import Tribute
from govuk.fields import CharacterCountField

LONGEST = 1200  # characters, so that a summary still has two pages


class TributeForm(RecordedForm):
    """Words about the person who died, as their giver wishes them printed, and their consent."""

    words = CharacterCountField(
        label="The tribute, as it would be printed",
        max_length=LONGEST,
        help_text="In their words. The pseudonym stands for the real name, unless they have "
        "agreed to the name itself.",
    )

    class Meta:
        model = Tribute
        fields = ("words", "signed_as", "consented_on", "heard_by", "taken_back_on")
        help_texts = {
            "signed_as": "For example: her sister. Leave it empty to print no signature.",
            "consented_on": "Leave it empty until they have agreed to these words.",
        }

    def clean(self):
        """Consent has a day and a hearer; new words need it again."""
        answers = super().clean()
        today = timezone.localdate()
        for name, called in (("consented_on", "The day they agreed"),
                             ("taken_back_on", "The day they took it back")):  # fmt: skip
            day = answers.get(name)
            if day and day > today:
                self.add_error(name, f"{called} must be today or in the past")
        if answers.get("consented_on") and not answers.get("heard_by"):
            self.add_error("heard_by", "Say who heard them agree")
        said_anew = self.instance.pk and {"words", "signed_as"} & set(self.changed_data)
        if said_anew and answers.get("consented_on") and "consented_on" not in self.changed_data:
            self.add_error("consented_on", "The words have changed: ask again, and enter the day")
        return answers
