"""Questions about meetings: the plan, the agenda, who came, the minutes, what follows."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from accounts.models import Organisation
from audit.forms import RecordedForm
from dhr_cases.accounts_field import AccountField
from dhr_cases.avoid import is_to_avoid
from dhr_cases.policy import permissions_on
from documents.models import Document
from govuk.forms import GovukForm
from workflow.meetings import names_in
from workflow.models import (
    AgendaItem,
    Came,
    ItemPaper,
    ItemZone,
    Meeting,
    MeetingAction,
    MeetingKind,
)
from workflow.models.meetings import ITEM_PERMISSION

AVOID = "Avoid this day. Choose another, or say that it is held all the same."


class WithoutNames:
    """A form that refuses real names, birth dates and addresses of its review in its words.

    `may` are the permissions of whoever writes; `checked` are the fields that are read.
    """

    checked: tuple[str, ...] = ()

    def clean(self):
        """Say beside each field what was found in it."""
        cleaned = super().clean()
        case = self.instance.case
        for name in self.checked:
            text = self.cleaned_data.get(name)
            if not text:
                continue
            place = f"answer to “{self.fields[name].label}”"
            for sentence in names_in(case, {place: text}, may=self.may):
                self.add_error(name, sentence)
        return cleaned


def agencies_of(case) -> QuerySet[Organisation]:
    """The agencies that a review knows: on its panel, asked by it, or leading it."""
    return (
        Organisation.objects.filter(ended_on__isnull=True)
        .filter(
            Q(pk__in=case.panelmembers.filter(left_on__isnull=True).values("organisation"))
            | Q(pk__in=case.agencyrequests.values("organisation"))
            | Q(pk__in=[body.pk for body in case.partnerships])
        )
        .order_by("name")
    )


class MeetingForm(WithoutNames, RecordedForm):
    """When and where a meeting is held, and which agencies are asked (S91)."""

    checked = ("place",)
    agencies = forms.ModelMultipleChoiceField(
        label="Which agencies are asked?",
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Agencies on the panel, and agencies that this review has asked.",
    )

    class Meta:
        model = Meeting
        fields = [
            "held_on",
            "starts_at",
            "place",
            "chaired_by",
            "papers_due_on",
            "quorum",
            "agencies",
        ]
        labels = {"held_on": "Day of the meeting", "chaired_by": "Who chairs it?"}
        help_texts = {
            "starts_at": "For example, 10:00",
            "place": "A room, or the link to join. Shown to those who may open the meeting.",
        }
        widgets = {"starts_at": forms.TimeInput(format="%H:%M")}

    def __init__(self, *args, may, **kwargs):
        super().__init__(*args, **kwargs)
        self.may = may
        case = self.instance.case
        self.fields["agencies"].queryset = agencies_of(case)
        if self.instance._state.adding:
            on_the_panel = case.panelmembers.filter(left_on__isnull=True)
            self.initial["agencies"] = list(on_the_panel.values_list("organisation", flat=True))
        else:
            asked = self.instance.attendances.values_list("organisation", flat=True)
            self.initial["agencies"] = list(asked)
        self.fields["starts_at"].error_messages["invalid"] = "Enter a time, for example 10:00"
        for validator in self.fields["quorum"].validators:
            validator.message = "The quorum must be 1 or more, and at most 50"
        if self.data.get("anyway"):
            self._offer_anyway()

    def _offer_anyway(self):
        self.fields["anyway"] = forms.BooleanField(
            label="Hold it on this day all the same", required=False
        )

    def clean(self):
        """A day to avoid is told, and may be kept; papers are due before the meeting."""
        cleaned = super().clean()
        on, due = self.cleaned_data.get("held_on"), self.cleaned_data.get("papers_due_on")
        if on and is_to_avoid(self.instance.case, on) and not self.cleaned_data.get("anyway"):
            self._offer_anyway()
            self.add_error("held_on", AVOID)
        if on and due and due > on:
            self.add_error("papers_due_on", "Papers must be due before the meeting.")
        return cleaned


class PlanForm(MeetingForm):
    """The same for a new meeting, with its kind first."""

    kind = forms.ChoiceField(
        label="Which meeting?",
        choices=MeetingKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose which meeting it is",
            "invalid_choice": "Choose which meeting it is",
        },
    )
    field_order = ["kind"]

    def clean(self):
        """Hand the kind on to the meeting."""
        self.instance.kind = self.cleaned_data.get("kind", "")
        return super().clean()


def zones_for(may) -> list[tuple[str, str]]:
    """Whom an item may be for: only those parts of a review that the person may know of."""
    return [
        (zone.value, zone.label)
        for zone in ItemZone
        if not zone.value or ITEM_PERMISSION[zone] in may
    ]


class ItemForm(WithoutNames, RecordedForm):
    """One item of an agenda (S92)."""

    checked = ("title",)

    class Meta:
        model = AgendaItem
        fields = ["title", "zone"]

    def __init__(self, *args, may, **kwargs):
        super().__init__(*args, **kwargs)
        self.may = may
        self.fields["zone"] = forms.ChoiceField(
            label="Who is it for?",
            choices=zones_for(may),
            widget=forms.RadioSelect,
            required=False,
            initial="",
        )


class PaperForm(WithoutNames, RecordedForm):
    """A document of the review as a paper for an item."""

    checked = ("content_note",)

    class Meta:
        model = ItemPaper
        fields = ["document", "reading_minutes", "content_note"]

    def __init__(self, *args, may, **kwargs):
        super().__init__(*args, **kwargs)
        self.may = may
        item = self.instance.item
        shown = Document.objects.filter(case=item.case, withdrawn_on__isnull=True)
        shown = shown.readable_with(frozenset(may)).exclude(pk__in=item.papers.values("document"))
        self.fields["document"].queryset = shown
        self.fields["document"].empty_label = "Choose a document"


class MinutesForm(WithoutNames, RecordedForm):
    """What was said on one item (S94)."""

    checked = ("discussion", "decision", "restricted_part")

    class Meta:
        model = AgendaItem
        fields = ["discussion", "decision", "restricted_part"]

    def __init__(self, *args, may, **kwargs):
        super().__init__(*args, **kwargs)
        self.may = may


class MeetingActionForm(WithoutNames, RecordedForm):
    """What somebody promised to do (S95)."""

    checked = ("text", "owner_role")
    owner = AccountField(
        required=False,
        help_text="If they have an account on this review, the action stands on their work page.",
    )

    class Meta:
        model = MeetingAction
        fields = ["text", "owner_role", "owner", "due_on"]
        labels = {"text": "What is to be done?", "owner_role": "By whom?", "due_on": "Due on"}

    def __init__(self, *args, may, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.may, self.readers = may, readers

    def clean_owner(self):
        """Only somebody who may read the item it comes from."""
        owner = self.cleaned_data["owner"]
        if owner is not None:
            item = self.instance.item
            theirs = permissions_on(item.case, owner)
            needed = ITEM_PERMISSION.get(item.zone)
            if self.readers.isdisjoint(theirs) or (needed and needed not in theirs):
                raise ValidationError("They may not read this meeting. Name the role alone.")
        return owner


class ActionDoneForm(WithoutNames, RecordedForm):
    """That an action of a meeting is done."""

    checked = ("done_note",)

    class Meta:
        model = MeetingAction
        fields = ["done_on", "done_note"]
        labels = {"done_on": "Done on", "done_note": "What was done?"}

    def __init__(self, *args, may, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.may, self.today = may, today
        self.fields["done_on"].required = self.fields["done_note"].required = True

    def clean_done_on(self) -> date:
        """Today or earlier."""
        if self.cleaned_data["done_on"] > self.today:
            raise ValidationError("The day must be today or in the past")
        return self.cleaned_data["done_on"]


class AttendanceForm(GovukForm):
    """How each agency came, all on one page (S93)."""

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[self.name_of(row)] = forms.ChoiceField(
                label=str(row.organisation),
                choices=Came.choices,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                required=False,
                initial=row.came,
            )

    @staticmethod
    def name_of(row) -> str:
        """The field of one agency."""
        return f"came_{row.organisation_id}"


class AgreedForm(GovukForm):
    """What a meeting agreed, from its minutes."""

    conditions = forms.CharField(
        label="Conditions", required=False, widget=forms.Textarea, max_length=4000
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label="What was agreed?",
            choices=[(kind.value, kind.label) for kind in kinds],
            widget=forms.RadioSelect,
        )
        self.order_fields(["kind"])
