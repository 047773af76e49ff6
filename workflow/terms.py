"""Rules of the terms of reference: versions, standard clauses, equality, names, comparing (S63)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.formats import date_format

from accounts.models import User
from accounts.roles import Permission as P
from dhr_cases.codes import DeathKind
from dhr_cases.models import Case
from dhr_cases.policy import NotAllowed
from disclosure import anonymise
from workflow.models import (
    Characteristic,
    ClauseKind,
    Relevance,
    TermsClause,
    TermsEquality,
    TermsOfReference,
    TermsRound,
    TermsSection,
)

FITTING: Mapping[str, tuple[ClauseKind, ...]] = {
    DeathKind.INTIMATE_PARTNER: (ClauseKind.HOMICIDE,),
    DeathKind.ADULT_FAMILY: (ClauseKind.FAMILIAL,),
    DeathKind.SUICIDE: (ClauseKind.SUICIDE,),
    DeathKind.UNEXPECTED: (ClauseKind.UNEXPLAINED, ClauseKind.NEGLECT),
    DeathKind.CHILD: (ClauseKind.FAMILIAL, ClauseKind.NEGLECT),
    DeathKind.OTHER: (ClauseKind.FAMILIAL,),
}
"""Which clauses are offered first for a kind of death; all others are offered after them."""

TO_NAME_IN_A_SUICIDE = ("suicide", "coercive control")
"""What the terms of such a review should name (Home Office feedback; local-practice.md 4.5)."""

Equality = Mapping[str, tuple[str, str]]
"""By characteristic: whether it is relevant, and because of what."""


def equality_of(terms: TermsOfReference) -> list[TermsEquality]:
    """All nine characteristics in their order; those without a row are not yet considered."""
    known = {row.characteristic: row for row in terms.characteristics.all()} if terms.pk else {}
    return [
        known.get(code) or TermsEquality(terms=terms, characteristic=code)
        for code in Characteristic.values
    ]


def not_considered(terms: TermsOfReference) -> list[str]:
    """The characteristics nobody has considered yet, in words."""
    return [
        str(row.get_characteristic_display())
        for row in equality_of(terms)
        if row.relevance == Relevance.NOT_CONSIDERED
    ]


def not_named(terms: TermsOfReference, case: Case) -> list[str]:
    """What the questions of a review of a suicide should name and do not."""
    if case.death_kind != DeathKind.SUICIDE:
        return []
    said = " ".join(f"{terms.purpose} {terms.questions}".casefold().split())
    return [words for words in TO_NAME_IN_A_SUICIDE if words not in said]


@transaction.atomic
def keep_terms(terms: TermsOfReference, equality: Equality | None = None) -> None:
    """Save terms, as the next version when the given one is approved or was sent round the panel.

    Without `equality` a next version says of each characteristic what the one before it said.
    """
    if equality is None:
        equality = {row.characteristic: (row.relevance, row.because) for row in equality_of(terms)}
    if terms.pk and (terms.approved_on or TermsRound.objects.filter(terms_id=terms.pk).exists()):
        terms.pk = None
        terms._state.adding = True
        terms.approved_on = terms.approved_by = terms.final_on = terms.final_by = None
        terms.family_line = ""  # it was agreed for the words of the version before
        terms.version = 0
    if terms.pk is None:
        newest = terms.case.termsofreferences.order_by("-number").first()
        terms.number = newest.number + 1 if newest else 1
    terms.save()
    keep_equality(terms, equality)


def keep_equality(terms: TermsOfReference, equality: Equality) -> None:
    """Keep what a version says of each of the nine; without a word it is not considered."""
    known = {row.characteristic: row for row in TermsEquality.objects.filter(terms_id=terms.pk)}
    for code in Characteristic.values:
        row = known.get(code) or TermsEquality(
            case_id=terms.case_id, terms_id=terms.pk, characteristic=code
        )
        said = equality.get(code, (Relevance.NOT_CONSIDERED, ""))
        if row.pk is None or (row.relevance, row.because) != said:
            row.relevance, row.because = said
            row.save()


@transaction.atomic
def approve_terms(terms: TermsOfReference, *, by: User, on: date) -> None:
    """Approve a version (T12). Raises NotAllowed when it already is, or is still with the panel."""
    if terms.approved_on:
        raise NotAllowed("This version is already approved.")
    if not terms.final_on and TermsRound.objects.filter(terms_id=terms.pk).exists():
        raise NotAllowed("The panel has this version. The independent chair makes it final first.")
    terms.approved_by, terms.approved_on = by, on
    terms.save()


def names_by_place(
    case: Case, texts: Mapping[str, tuple[str, str]], *, may: Collection[str]
) -> dict[str, list[str]]:
    """A sentence for each real name, birth date or address found, by the field it stands in.

    `texts` gives each field's label and text. Costs two queries, however many fields.
    """
    places = {f"answer to “{label}”": name for name, (label, _) in texts.items()}
    found = anonymise.find(case, {f"answer to “{label}”": text for label, text in texts.values()})
    said: dict[str, list[str]] = {}
    for each in found:
        sentence = each.sentence(may_see_names=P.VIEW_IDENTITY in may)
        sentences = said.setdefault(places[each.place], [])
        if sentence not in sentences:
            sentences.append(sentence)
    return said


def clauses_for(case: Case) -> list[tuple[ClauseKind, list[TermsClause]]]:
    """The standard clauses by kind of death: those that fit this review first. One query."""
    by_kind: dict[str, list[TermsClause]] = {}
    for clause in TermsClause.objects.all():
        by_kind.setdefault(clause.kind, []).append(clause)
    first = (*FITTING.get(case.death_kind, ()), ClauseKind.ANY)
    order = [*first, *(kind for kind in ClauseKind if kind not in first)]
    return [(kind, by_kind[kind]) for kind in order if kind in by_kind]


def with_clauses(text: str, clauses: Iterable[str]) -> str:
    """A section's text with these clauses copied in below it, each once."""
    lines = [line for line in text.splitlines() if line.strip()] if text else []
    new = [clause for clause in dict.fromkeys(clauses) if clause not in lines]
    return "\n".join([*([text.rstrip()] if text and text.strip() else []), *new])


@dataclass(frozen=True)
class Piece:
    """Some words of a comparison: kept, added or taken out."""

    kind: str
    text: str


@dataclass(frozen=True)
class Compared:
    """One section of two versions."""

    title: str
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything was added or taken out."""
        return any(piece.kind != "same" for piece in self.pieces)


def compare(old: TermsOfReference, new: TermsOfReference) -> list[Compared]:
    """Every section of two versions with what was added and what was taken out, as words."""
    before, after = _as_read(old), _as_read(new)
    return [
        Compared(str(section.label), tuple(difference(before[section], after[section])))
        for section in TermsSection
    ]


def _as_read(terms: TermsOfReference) -> dict[str, str]:
    """The text of each section as a reader of the terms gets it."""
    texts = {section: getattr(terms, section.value).strip() for section in TermsSection}
    days = [date_format(day, "j F Y") for day in (terms.period_from, terms.period_to)]
    texts[TermsSection.PERIOD] = f"{days[0]} to {days[1]}.\n{texts[TermsSection.PERIOD]}"
    nine = "\n".join(str(row) for row in equality_of(terms))
    texts[TermsSection.EQUALITY] = f"{nine}\n{texts[TermsSection.EQUALITY]}".strip()
    return texts


AS_MUCH_AS_IS_COMPARED = 4_000_000
"""Pairs of lines, or of words, that are tried; beyond it the whole passage counts as changed."""
WORD = re.compile(r"\S+\s*|\s+")


def difference(old: str, new: str) -> list[Piece]:
    """What became of a text: line by line, and word by word within lines that changed."""
    pieces: list[Piece] = []
    for kind, before, after in _blocks(_lines(old), _lines(new)):
        inner = [(kind, before, after)]
        if kind == "replace":
            inner = _blocks(WORD.findall(before), WORD.findall(after))
        for part, gone, come in inner:
            if part == "equal":
                pieces.append(Piece("same", come))
                continue
            pieces += [Piece("gone", gone)] if gone else []
            pieces += [Piece("new", come)] if come else []
    return pieces


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.splitlines()]


def _blocks(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    if old == new:
        return [("equal", "", "".join(new))]
    if len(old) * len(new) > AS_MUCH_AS_IS_COMPARED:
        return [("all", "".join(old), "".join(new))]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [
        (kind, "".join(old[a:b]), "".join(new[c:d])) for kind, a, b, c, d in matcher.get_opcodes()
    ]
