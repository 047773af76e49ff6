"""The register of pseudonyms (S180): real names stay covered until a reason is given, each time."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from audit.forms import RecordedForm
from dhr_cases import pseudonyms as register
from dhr_cases.forms.agencies import not_in_the_future
from dhr_cases.gate import case_view
from dhr_cases.models import (
    REAL,
    Case,
    FamilyAsked,
    NamingPolicy,
    Person,
    PseudonymEntry,
)
from dhr_cases.pages import one_form
from govuk.forms import GovukForm

both = require_http_methods(["GET", "POST"])
WRITERS = (P.RUN_CASE, P.LEAD_REVIEW, P.CHANGE_FAMILY)
REVEALS = 25
CONSENT = ("consent_of", "consent_on", "naming_reason")


class NamingForm(RecordedForm):
    """A real name in place of a pseudonym needs consent and a reason."""

    def clean_consent_on(self):
        """It was given."""
        not_in_the_future(self.cleaned_data["consent_on"], "The day of the consent")
        return self.cleaned_data["consent_on"]

    def clean(self):
        """Whose consent, when, and why."""
        answers = super().clean()
        if answers.get("naming") in REAL:
            for name, words in zip(
                CONSENT,
                ("Say whose consent", "Enter the day of the consent", "Say why"),
                strict=True,
            ):
                if not answers.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return answers


class PolicyForm(NamingForm):
    """How this review names the person who died."""

    class Meta:
        model = NamingPolicy
        fields = ("naming", "decided_on", *CONSENT)
        labels = {"naming": "How is the person who died named?", "decided_on": "Decided on",
                  "naming_reason": "Why"}  # fmt: skip
        help_texts = {"consent_of": "Only for a real name. For example, her mother and her son."}
        widgets = {"naming": forms.RadioSelect}

    def clean_decided_on(self):
        """It was decided."""
        not_in_the_future(self.cleaned_data["decided_on"], "The day of the decision")
        return self.cleaned_data["decided_on"]


class EntryForm(NamingForm):
    """A pseudonym with who proposed it and what the family said; a real name needs consent."""

    pseudonym = forms.CharField(
        label="Pseudonym", max_length=120, required=False,
        help_text="The family's choice first. One that fits the person's age and culture.",
    )  # fmt: skip

    class Meta:
        model = PseudonymEntry
        fields = ("pseudonym", "proposed_by", "family_asked", "agreed_on", "used_from", "variants",
                  "nicknames", "initials", "naming", *CONSENT)  # fmt: skip
        labels = {"family_asked": "Was the family asked?", "naming": "How is the person named?"}

    field_order = Meta.fields

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["pseudonym"] = self.instance.person.pseudonym
        if self.data.get("anyway"):
            self._offer_anyway()

    def _offer_anyway(self):
        self.fields["anyway"] = forms.BooleanField(label="Keep it all the same", required=False)

    def clean(self):
        """Consent and reason for a real name; clashes are told, and may be kept on purpose."""
        answers = super().clean()
        agreed = answers.get("family_asked") in (FamilyAsked.AGREED, FamilyAsked.CHOSE)
        if agreed and not answers.get("agreed_on") and "agreed_on" not in self.errors:
            self.add_error("agreed_on", "Enter the day it was agreed")
        person, name = self.instance.person, answers.get("pseudonym", "")
        if name != person.pseudonym and not self.data.get("anyway"):
            for warning in register.warnings(person.case, person, name):
                self._offer_anyway()
                self.add_error("pseudonym", warning)
        return answers


class RevealForm(GovukForm):
    """Why a real name is to be shown."""

    reason = forms.CharField(
        label="Why do you need to see the real name?", max_length=300, min_length=10,
        help_text="It is recorded with your name, each time.",
    )  # fmt: skip


def _back(case: Case) -> str:
    return reverse("dhr_cases:pseudonyms", args=[case.reference])


def _person(case: Case, token: str) -> Person:
    return get_object_or_404(case.persons.select_related("pseudonym_entry", "case"), token=token)


@case_view(P.VIEW_IDENTITY)
@require_GET
def pseudonyms(request: HttpRequest, case: Case) -> HttpResponse:
    """Who is called what; no real name stands here, and who had one shown is listed."""
    people = case.persons.select_related("pseudonym_entry").prefetch_related("involvements")
    context = {
        "case": case,
        "title": "Pseudonyms",
        "rows": [
            {"person": row, "entry": getattr(row, "pseudonym_entry", None), "parts": row.parts}
            for row in people
        ],
        "policy": register.policy_of(case),
        "reveals": list(case.name_reveals.select_related("person", "revealed_by")[:REVEALS]),
        "may_write": not request.may.isdisjoint(WRITERS),
    }
    return render(request, "dhr_cases/pseudonyms.html", context)


@case_view(*WRITERS, change=WRITERS)
@both
def change_pseudonym(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Agree a pseudonym, or the consent to a real name."""
    person = _person(case, token)
    entry = getattr(person, "pseudonym_entry", None) or PseudonymEntry(case=case, person=person)

    def save(form):
        chosen = form.cleaned_data["pseudonym"]
        if chosen != person.pseudonym:
            person.pseudonym = chosen
            person.save()
        form.save()

    return one_form(
        request,
        case,
        lambda data, files: EntryForm(data, instance=entry),
        title="Pseudonym",
        intro=", ".join(person.parts) or "A person in this review",
        back=_back(case),
        save=save,
        saved="The register is changed",
    )


@case_view(*WRITERS, change=WRITERS)
@both
def naming_policy(request: HttpRequest, case: Case) -> HttpResponse:
    """Settle how the review names the person who died; a real name needs consent and a reason."""
    policy = register.policy_of(case)
    return one_form(
        request,
        case,
        lambda data, files: PolicyForm(data, instance=policy),
        title="Naming policy",
        back=_back(case),
        save=lambda form: form.save() and None,
        saved="The naming policy is changed",
    )


@case_view(P.VIEW_IDENTITY)
@both
def reveal_name(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Show the real name behind a pseudonym once a reason is given; each time is recorded."""
    person = _person(case, token)
    form = RevealForm(request.POST or None)
    shown = request.method == "POST" and form.is_valid()
    if shown:
        register.reveal(person, by=request.user, reason=form.cleaned_data["reason"])
    context = {
        "case": case,
        "title": "Show a real name",
        "form": form,
        "back": _back(case),
        "person": person if shown else None,
        "entry": getattr(person, "pseudonym_entry", None),
        "called": person.pseudonym or ", ".join(person.parts),
    }
    return render(request, "dhr_cases/reveal_name.html", context)
