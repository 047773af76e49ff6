"""What an agency says of the facts in the draft; scoping and returns have forms of their own."""

from audit.forms import RecordedForm
from dhr_cases.models import AgencyRequest


class AccuracyForm(RecordedForm):
    """What an agency says of the facts in the draft."""

    class Meta:
        model = AgencyRequest
        fields = ("answer",)
        labels = {"answer": "What is not accurate?"}
        help_texts = {
            "answer": "Give the paragraph, what it says and what it should say. If all of it is "
            "accurate, say so."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
