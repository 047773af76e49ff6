"""Asking many agencies what they hold, or for their chronologies, in one act (S40)."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from accounts.models import Organisation
from dhr_cases import directory
from dhr_cases.agencies import already_asked, refusal_to_ask_again
from dhr_cases.agency_letters import CHRONOLOGY, SCOPING
from dhr_cases.codes import Part
from dhr_cases.models import Case, Person, RequestKind
from govuk.fields import DateField, RowsField
from govuk.forms import GovukForm

SEARCHED_FOR = (Part.DIED, Part.RESPONSIBLE, Part.CHILD)
"""Whom agencies are asked about. Relatives and friends are never searched for."""

LETTERS = {RequestKind.SCOPING: SCOPING, RequestKind.CHRONOLOGY: CHRONOLOGY}


class PeopleField(RowsField):
    """People by the name that agencies will read."""

    def label_from_instance(self, obj: Person) -> str:
        """The real name and the parts played."""
        return f"{obj.label(may_see_names=True)} ({', '.join(obj.parts).lower()})"


class AgenciesField(RowsField):
    """Agencies as checkboxes; one list may stay empty, and the form asks that not both do."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        """No agency of this list, or those selected."""
        return super().clean(value) if value else self.queryset.none()


class ScopingRequestForm(GovukForm):
    """Whom to ask, about whom, for which days, by when; and the words of the letter.

    `kind` is scoping or a chronology; only for a chronology may a senior officer's word be asked.
    """

    agencies = AgenciesField(
        label="Agencies that work in the area", queryset=Organisation.objects.none()
    )
    elsewhere = AgenciesField(
        label="Agencies from elsewhere",
        queryset=Organisation.objects.none(),
        help_text="For example, where somebody lived before.",
    )
    named = PeopleField(
        label="Who is named to them?",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="They can read the name, other names, date of birth and address of these "
        "people, and of nobody else.",
    )
    search_from = DateField(label="Search records from")
    search_to = DateField(label="Search records to")
    due_on = DateField(label="Reply by")
    question = forms.CharField(
        label="What the letter says", widget=forms.Textarea(attrs={"rows": 9})
    )
    needs_sign_off = forms.BooleanField(
        label="A senior officer of each agency signs it off",
        required=False,
        help_text="They read it here after its author, and it comes to us with their approval.",
    )
    other_way = forms.BooleanField(
        label="I reach agencies without a secure contact another safe way",
        required=False,
        help_text="Only needed if one you select has no secure contact in the directory.",
    )

    def __init__(self, *args, case: Case, kind: RequestKind = RequestKind.SCOPING, **kwargs):
        self.case, self.kind = case, kind
        self.today = timezone.localdate()
        super().__init__(*args, **kwargs)
        self.initial.setdefault("question", LETTERS[kind])
        self._propose_days()
        asked = set(case.agencyrequests.filter(kind=kind).values_list("organisation", flat=True))
        near, far = directory.agencies_by_area(case.lead_partnership, self.today)
        for name, found in (("agencies", near), ("elsewhere", far)):
            keys = [body.pk for body in found if body.pk not in asked]
            # One that was asked stays a choice when it is sent, so that the answer can say so.
            self.fields[name].queryset = Organisation.objects.filter(
                pk__in=[body.pk for body in found] if self.is_bound else keys
            )
        people = Person.objects.filter(case=case, involvements__part__in=SEARCHED_FOR).distinct()
        self.fields["named"].queryset = people.prefetch_related("involvements")
        if not near:
            del self.fields["agencies"]
        elif not far:
            del self.fields["elsewhere"]
        if kind != RequestKind.CHRONOLOGY:
            del self.fields["needs_sign_off"]

    def _propose_days(self) -> None:
        """A chronology is asked for over the period of the newest terms, if there are any."""
        self.initial.setdefault("search_to", self.today)
        if self.kind != RequestKind.CHRONOLOGY:
            return
        terms = self.case.termsofreferences.order_by("-number").first()
        if terms:
            self.initial |= {"search_from": terms.period_from, "search_to": terms.period_to}

    @property
    def chosen(self) -> list[Organisation]:
        """Every agency that was selected, in both lists."""
        answers = self.cleaned_data
        both = [*answers.get("agencies", ()), *answers.get("elsewhere", ())]
        return sorted(both, key=lambda body: body.name)

    def clean(self):
        """Somebody is asked, nobody twice, in an order of days that can be, and safely."""
        answers = super().clean()
        box = "agencies" if "agencies" in self.fields else "elsewhere"
        if not self.chosen and not (self.errors.keys() & {"agencies", "elsewhere"}):
            self.add_error(box, "Select at least one agency")
        asked = already_asked(self.case, self.chosen, self.kind)
        if asked:
            self.add_error(box, refusal_to_ask_again(asked))
        first, last = answers.get("search_from"), answers.get("search_to")
        if first and last and last < first:
            self.add_error("search_to", "Search records to must be after the day you search from")
        if last and last > self.today:
            self.add_error("search_to", "Search records to must be today or in the past")
        if answers.get("due_on") and answers["due_on"] <= self.today:
            self.add_error("due_on", "Reply by must be in the future")
        self._check_reach(box)
        return answers

    def _check_reach(self, box: str) -> None:
        missing = directory.without_secure_contact(self.chosen, self.today)
        self.unreached = missing
        if not missing or self.cleaned_data.get("other_way"):
            return
        names = ", ".join(str(body) for body in missing)
        self.add_error(
            box,
            f"There is no secure contact for {names}. Add one in the directory, leave out what "
            "cannot be reached, or say below that you reach them another safe way",
        )
