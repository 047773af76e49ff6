"""One short page of a scoping return (local-practice.md 4.2)."""

from django import forms

from audit.forms import RecordedForm
from dhr_cases.forms.agencies import YES_NO, not_in_the_future
from dhr_cases.models import ScopingAnswer
from dhr_cases.scoping_return import Page

QUESTIONS = {
    "knew_died": "Did you have contact with the person who died?",
    "knew_responsible": "Did you have contact with the person thought responsible?",
    "knew_children": "Did you have contact with any child?",
    "other_agencies": "Which other agencies do you know were involved?",
    "suggests_review": "Do you think a review is needed?",
    "records_secured_on": "Records secured on",
    "secured_by": "Who secured them?",
}


class ScopingPageForm(RecordedForm):
    """The fields of one page; what is needed to send is needed to go on."""

    class Meta:
        model = ScopingAnswer
        exclude = ("case", "request", "done_pages")

    def __init__(self, *args, page: Page, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page
        for name in list(self.fields):
            if name not in (*page.fields, "version"):
                del self.fields[name]
        self.order_fields([*page.fields, "version"])
        for name in page.fields:
            field = self.fields[name]
            if name.startswith(("knew_", "suggests_")):
                self.fields[name] = field = forms.ChoiceField(
                    choices=YES_NO,
                    widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                )
            elif isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
            field.required = name in page.needed
            field.label = QUESTIONS.get(name, field.label)

    def clean_records_secured_on(self):
        """Records were secured today or before."""
        not_in_the_future(self.cleaned_data["records_secured_on"], "Records secured on")
        return self.cleaned_data["records_secured_on"]

    def save(self, commit=True):
        """Keep the page, and that it has been through."""
        if self.page.key not in self.instance.done_pages:
            self.instance.done_pages = [*self.instance.done_pages, self.page.key]
        return super().save(commit)
