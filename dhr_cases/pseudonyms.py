"""The register of pseudonyms: what clashes, what gives a name away, whether one is kept to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from rapidfuzz.distance import Levenshtein

from accounts.models import User
from audit.log import record
from audit.models import Event
from dhr_cases.models import Case, NameReveal, Person

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001 - the mark that people type
SEPARATORS = re.compile(r"[,;/\n]")
SHORTEST = 3
ONCE_PUBLISHED = ("published", "action_monitoring", "closed")
"""Statuses in which a review's pseudonyms are public; `workflow` lies to the right of us."""


def real_names(person: Person) -> list[str]:
    """Somebody's real names one by one: the full name, then other names, variants, nicknames.

    Ask with `select_related("pseudonym_entry")` for several people.
    """
    entry = getattr(person, "pseudonym_entry", None)
    others = [person.other_names, *([entry.variants, entry.nicknames] if entry else [])]
    parts = (name.strip() for words in others for name in SEPARATORS.split(words))
    return [name for name in (person.name, *parts) if name]


def real_words(person: Person) -> set[str]:
    """Every word of somebody's real names: full name, other names, variants and nicknames."""
    return {word.casefold() for name in real_names(person) for word in WORD.findall(name)}


def warnings(case: Case, person: Person, pseudonym: str) -> list[str]:
    """What speaks against a pseudonym, in sentences that give no real name. Three queries."""
    words = {word.casefold() for word in WORD.findall(pseudonym) if len(word) >= SHORTEST}
    if not words:
        return []
    people = list(case.persons.select_related("pseudonym_entry"))
    found = []
    if any(words & real_words(row) for row in people):
        found.append("This is, or contains, the real name of somebody in this review.")
    if any(
        row.pk != person.pk and row.pseudonym.casefold() == pseudonym.strip().casefold()
        for row in people
    ):
        found.append("Somebody else in this review has this pseudonym.")
    if _is_public_elsewhere(case, words):
        found.append("Another published review of this partnership uses it.")
    real, false = _initials(person.name), _initials(pseudonym)
    if real and len(real) > 1 and real == false:
        found.append("It has the initials of the real name.")
    elif real and false and real[0] == false[0]:
        found.append("It begins with the same letter as the real name.")
    return found


def _initials(name: str) -> str:
    return "".join(word[0].casefold() for word in WORD.findall(name))


def _is_public_elsewhere(case: Case, words: set[str]) -> bool:
    public = Case.objects.filter(
        lead_partnership=case.lead_partnership_id, progress__status__in=ONCE_PUBLISHED
    ).exclude(pk=case.pk)
    names = list(public.values_list("known_as", flat=True))
    people = Person.objects.filter(case__in=public).exclude(pseudonym="")
    names += people.values_list("pseudonym", flat=True)
    return any(words & {word.casefold() for word in WORD.findall(name)} for name in names)


@transaction.atomic
def reveal(person: Person, *, by: User, reason: str) -> None:
    """Write down that somebody has a real name shown to them, and why; each time anew."""
    NameReveal(case=person.case, person=person, reason=reason, revealed_by=by).save()
    record(Event.NAME_REVEALED, actor=by, subject=person.case.reference, person=person.token)


@dataclass(frozen=True)
class Inconsistency:
    """A pseudonym that is not kept to: where it stands in the text, and what is wrong."""

    found: str
    at: int
    sentence: str


def consistent_use(case: Case, text: str) -> list[Inconsistency]:
    """Where a text calls one person by two pseudonyms, or by one that is not in the register.

    Earlier pseudonyms come from the history of each person; a word that differs by one letter
    from a pseudonym, and is none itself, is taken for a slip. No real name is told. Two queries.
    """
    people = list(case.persons.all())
    now = {row.pk: row.pseudonym for row in people if row.pseudonym}
    if len(people) and case.known_as:
        now.setdefault(0, case.known_as)
    earlier = _earlier(case, now)
    register = {word.casefold() for name in now.values() for word in WORD.findall(name)}
    found = []
    for key, names in earlier.items():
        for name in sorted(names):
            for place in _places(name, text):
                both = bool(now.get(key) and _places(now[key], text))
                sentence = (
                    f"The same person is also called {now[key]} here."
                    if both
                    else "This pseudonym is no longer in the register."
                )
                found.append(Inconsistency(name, place, sentence))
    old = {word.casefold() for names in earlier.values() for name in names
           for word in WORD.findall(name)}  # fmt: skip
    found += _slips(text, register, old)
    return sorted(found, key=lambda row: (row.at, row.found))


def _earlier(case: Case, now: dict[int, str]) -> dict[int, set[str]]:
    """Pseudonyms that people had before, without any that somebody has now."""
    rows = Person.history.filter(case_id=case.pk).exclude(pseudonym="")
    current = {name.casefold() for name in now.values()}
    found: dict[int, set[str]] = {}
    for key, name in rows.values_list("id", "pseudonym").distinct():
        if name.casefold() not in current:
            found.setdefault(key, set()).add(name)
    return found


def _places(name: str, text: str) -> list[int]:
    pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
    return [match.start() for match in re.finditer(pattern, text, re.IGNORECASE)]


def _slips(text: str, register: Iterable[str], old: set[str]) -> list[Inconsistency]:
    """Capitalised words one letter away from a pseudonym of at least five letters."""
    names = {name for name in register if len(name) > SHORTEST + 1}
    seen: dict[str, str | None] = {}
    found = []
    for match in WORD.finditer(text):
        word = re.sub(r"['’]s$", "", match.group())  # noqa: RUF001 - the mark that people type
        low = word.casefold()
        if not word[:1].isupper() or low in register or low in old:
            continue
        if low not in seen:
            near = (name for name in names if abs(len(name) - len(low)) <= 1)
            seen[low] = next((n for n in near if Levenshtein.distance(n, low) == 1), None)
        if seen[low]:
            found.append(
                Inconsistency(
                    word, match.start(),
                    f"Not in the register; {seen[low].capitalize()} is. Is it a slip?",
                )
            )  # fmt: skip
    return found
