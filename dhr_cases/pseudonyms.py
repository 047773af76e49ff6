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
from dhr_cases.codes import Part
from dhr_cases.models import Case, NameReveal, Naming, NamingPolicy, Person

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


def policy_of(case: Case) -> NamingPolicy:
    """How the review names the person who died; by a pseudonym until something is settled."""
    return NamingPolicy.objects.filter(case=case).first() or NamingPolicy(case=case)


def naming_of(person: Person, policy: NamingPolicy) -> str:
    """How one person is named: their own entry first, else the policy for those who died.

    Returns one of Naming without POLICY. Ask with `select_related("pseudonym_entry")` and
    `prefetch_related("involvements")` for several people (process.md 6.4).
    """
    entry = getattr(person, "pseudonym_entry", None)
    if entry is not None and entry.naming != Naming.POLICY:
        return entry.naming
    died = any(row.part == Part.DIED for row in person.involvements.all())
    return policy.naming if died else Naming.PSEUDONYM


def allowed_name(person: Person, policy: NamingPolicy) -> str:
    """What of somebody's real name may be written, since consent is recorded; empty: nothing."""
    words = person.name.split()
    naming = naming_of(person, policy)
    if naming == Naming.FULL_NAME:
        return person.name
    return words[0] if words and naming == Naming.FIRST_NAME else ""


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


@dataclass(frozen=True)
class Register:
    """Every pseudonym in use with those used before, and the real words of people without one."""

    now: tuple[tuple[int, str], ...]
    earlier: tuple[tuple[int, str], ...]
    without: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"Register({self.now!r}, {self.earlier!r}, {sorted(self.without)!r})"

    def inconsistencies(self, text: str) -> list[Inconsistency]:
        """Where one person has two pseudonyms, or one that is not in the register.

        A word that differs by one letter from a pseudonym, and is none itself, is taken for a
        slip. No real name is told.
        """
        now = dict(self.now)
        found = []
        for key, name in self.earlier:
            for place in _places(name, text):
                both = bool(now.get(key) and _places(now[key], text))
                sentence = (
                    f"The same person is also called {now[key]} here."
                    if both
                    else "This pseudonym is no longer in the register."
                )
                found.append(Inconsistency(name, place, sentence))
        in_use, old = (
            {word.casefold() for _, name in names for word in WORD.findall(name)}
            for names in (self.now, self.earlier)
        )
        found += _slips(text, in_use, old)
        return sorted(found, key=lambda row: (row.at, row.found))


def register_of(
    case: Case, *, people: list[Person] | None = None, policy: NamingPolicy | None = None
) -> Register:
    """The register of a case. Costs one query when the people and the policy are given."""
    if people is None:
        rows = case.persons.select_related("pseudonym_entry").prefetch_related("involvements")
        people = list(rows)
    policy = policy or policy_of(case)
    now = {row.pk: row.pseudonym for row in people if row.pseudonym}
    if people and case.known_as:
        now.setdefault(0, case.known_as)
    without = {
        word
        for row in people
        if not row.pseudonym and naming_of(row, policy) == Naming.PSEUDONYM
        for word in real_words(row)
    }
    return Register(tuple(now.items()), _earlier(case, now), frozenset(without))


def consistent_use(case: Case, text: str) -> list[Inconsistency]:
    """Where a text calls one person by two pseudonyms, or by one that is not in the register.

    Earlier pseudonyms come from the history of each person. At most four queries.
    """
    return register_of(case).inconsistencies(text)


def _earlier(case: Case, now: dict[int, str]) -> tuple[tuple[int, str], ...]:
    """Pseudonyms that people had before, without any that somebody has now."""
    rows = Person.history.filter(case_id=case.pk).exclude(pseudonym="")
    current = {name.casefold() for name in now.values()}
    pairs = set(rows.values_list("id", "pseudonym").distinct())
    return tuple(sorted(pair for pair in pairs if pair[1].casefold() not in current))


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
