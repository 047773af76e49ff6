"""Questions of the terms of reference (S63)."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from audit.forms import RecordedForm
from govuk.fields import DateField
from govuk.forms import GovukForm
from workflow.models import Characteristic, Relevance, TermsOfReference, TermsSection
from workflow.terms import equality_of, names_by_place, with_clauses

PROMPTS = {
    "purpose": "Begin with the person who died. What should be different because of this review?",
    "period_reason": "Which event does the period begin with, and why is that far enough back?",
    "earlier_events": "What happened earlier that agencies should summarise, without every date?",
    "questions": "One to a line. In a death by suicide, name suicide and coercive control.",
    "equality": "For example, how several of them together shaped what help was offered.",
    "people": "Pseudonyms or parts only. Never a real name or a date of birth.",
    "agencies": "Who gives a management review, who a short report, and who held nothing?",
    "family_plan": "Who offers what, when, and with which support? Without names.",
    "experts": "Which knowledge does the panel not have itself, and who can bring it?",
    "parallel": "Trials, inquests and other reviews: who links them, and what waits for what?",
    "confidentiality": "Who holds documents, how they travel, and what a court may ask for.",
    "media": "Who answers, before, during and after.",
    "timetable": "When returns, panels and the draft are due.",
}
GUIDANCE = {
    TermsSection.PURPOSE: "A review asks what can be learned. It does not ask who is to blame, "
    "and it takes no part in discipline or in a trial.",
    TermsSection.PERIOD: "Say how far back the review looks and why. The reason is read in the "
    "report, so it should make sense to somebody who does not know the case.",
    TermsSection.EARLIER: "Events before the period are summarised where they help to understand "
    "what followed.",
    TermsSection.QUESTIONS: "Ask what is particular to this death. Each agency answers every "
    "question by itself, so one question to a line.",
    TermsSection.EQUALITY: "Consider for each person in scope whether a characteristic, or "
    "several together, called for specialist help or shaped how agencies answered.",
    TermsSection.PEOPLE: "Terms stand early in the published report and hold no real name and no "
    "date of birth.",
    TermsSection.AGENCIES: "Think of agencies outside the area, and of those not usually asked: "
    "employers, colleges, housing, faith and voluntary groups.",
    TermsSection.FAMILY: "Family and friends are asked about the terms before they are settled, "
    "and may take part as much or as little as they choose.",
    TermsSection.EXPERTS: "Consider domestic abuse services, services led by and for the people "
    "they serve, research, and legal advice.",
    TermsSection.PARALLEL: "Name each process, who links it with the review, and how it bears on "
    "the timing of interviews and of publication.",
    TermsSection.CONFIDENTIALITY: "What is shared for the review stays with those it was shared "
    "with, unless the law asks for it.",
    TermsSection.MEDIA: "Settle who speaks before anybody calls.",
    TermsSection.TIMETABLE: "Allow time for the family to read the draft.",
}
"""What each section should settle, in our own words (process.md 3.5)."""


@dataclass(frozen=True)
class Part:
    """One section of the page: its heading, what it should settle, its questions."""

    slug: str
    title: str
    guidance: str
    fields: list[BoundField]


class TermsForm(RecordedForm):
    """A version of the terms of reference, section by section (S63).

    `may` are the writer's permissions; `clauses` gives by section the standard clauses that were
    ticked, which stand in the boxes as text when the page opens.
    """

    class Meta:
        model = TermsOfReference
        fields = [
            "purpose",
            "period_from",
            "period_to",
            "period_reason",
            "earlier_events",
            "questions",
            "equality",
            "people",
            "agencies",
            "family_plan",
            "experts",
            "parallel",
            "confidentiality",
            "media",
            "timetable",
        ]
        help_texts = PROMPTS

    def __init__(self, *args, may=(), clauses=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.may, self.clauses = may, clauses or {}
        for row in equality_of(self.instance):
            code = row.characteristic
            self.fields[f"{code}_relevance"] = forms.ChoiceField(
                label=row.get_characteristic_display(),
                choices=[
                    (Relevance.RELEVANT, "Relevant because …"),
                    (Relevance.NOT_SHOWN, "Not shown to be relevant because …"),
                    (Relevance.NOT_CONSIDERED, "Not yet considered"),
                ],
                widget=forms.RadioSelect,
                required=False,
                initial=row.relevance,
            )
            self.fields[f"{code}_because"] = forms.CharField(
                label=f"{row.get_characteristic_display()}: because",
                widget=forms.Textarea({"rows": 2}),
                required=False,
                initial=row.because,
            )

    def get_initial_for_field(self, field, field_name):
        """What stands in a box at first: also after the words of a kept draft, the clauses."""
        initial = super().get_initial_for_field(field, field_name)
        chosen = self.clauses.get(field_name)
        return with_clauses(initial or "", chosen) if chosen else initial

    @property
    def sections(self) -> list[Part]:
        """The questions in the order of the sections, for the page."""
        own = {
            TermsSection.PERIOD: ["period_from", "period_to", "period_reason"],
            TermsSection.EQUALITY: [
                *(f"{code}_{end}" for code in Characteristic.values
                  for end in ("relevance", "because")),
                "equality",
            ],
        }  # fmt: skip
        return [
            Part(
                section.value.replace("_", "-"),
                str(section.label),
                GUIDANCE[section],
                [self[name] for name in own.get(section, [section.value])],
            )
            for section in TermsSection
        ]

    @property
    def said_of_equality(self) -> dict[str, tuple[str, str]]:
        """By characteristic: whether it is relevant, and because of what."""
        given = self.cleaned_data
        return {
            code: (
                given.get(f"{code}_relevance") or Relevance.NOT_CONSIDERED,
                given.get(f"{code}_because", ""),
            )
            for code in Characteristic.values
        }

    def clean(self):
        """The period ends after it begins, reasons are given, and nobody is named."""
        cleaned = super().clean()
        first, last = self.cleaned_data.get("period_from"), self.cleaned_data.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", "The period must not end before it begins.")
        for code, (relevance, because) in self.said_of_equality.items():
            if relevance != Relevance.NOT_CONSIDERED and not because:
                self.add_error(f"{code}_because", "Say why, in a sentence.")
            if because and relevance == Relevance.NOT_CONSIDERED:
                self.add_error(f"{code}_relevance", "Say whether it is relevant.")
        refuse_names(self, self.instance.case)
        return cleaned


def refuse_names(form: forms.BaseForm, case) -> None:
    """Say beside each box which real name, date of birth or address stands in it."""
    texts = {
        name: (str(form.fields[name].label), value)
        for name, value in form.cleaned_data.items()
        if isinstance(value, str) and isinstance(form.fields[name], forms.CharField)
    }
    for name, sentences in names_by_place(case, texts, may=form.may).items():
        for sentence in sentences:
            form.add_error(name, sentence)


class ApproveTermsForm(GovukForm):
    """The day on which the partnership's chair approves."""

    on = DateField(label="On which day?")
