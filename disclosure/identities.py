"""Everything a case knows that must not leave, in the ways it may be written."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from itertools import pairwise

from dhr_cases.models import Case, FamilyMember, Person
from dhr_cases.pseudonyms import real_names
from disclosure.anonymise import NOT_A_NAME, Protected, folded, protected

RULES_VERSION = 1
"""Raise it with every change to what is found: whatever was checked before is stale then."""
SHORTEST_NEAR = 4
"""Letters: shorter names with a slip in them are other words."""


@dataclass
class Identities:
    """What a case must keep: as it is written, joined, shortened or misspelt."""

    exact: Protected
    near: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)
    short: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)
    judged: dict[str, str] = field(default_factory=dict)
    """What each word seen so far turned out to be."""

    def add_name(self, name: str) -> None:
        """The ways one name may be joined, shortened or misspelt."""
        self.judged.clear()
        parts = [part for part in folded(name) if not part.isdigit()]
        telling = [part for part in parts if part not in NOT_A_NAME]
        self.near |= {part for part in telling if len(part) >= SHORTEST_NEAR}
        self.short |= {part for part in telling if len(part) == 2}
        for first, second in pairwise(parts):
            self.joined.add(first + second)
        if len(telling) > 1:
            first, last = telling[0], telling[-1]
            self.joined |= {first + last, last + first}
            if len(last) > 3:
                self.joined |= {first[0] + last, last + first[0]}
            self.initials.add(first[0] + last[0])
            self.initials.add("".join(part[0] for part in telling))
        # A short name joined is a piece of ordinary words.
        self.joined = {word for word in self.joined if len(word) >= 5}

    def add_initials(self, initials: str) -> None:
        """Initials that the register gives, with or without full stops."""
        letters = "".join(folded(initials))
        if len(letters) > 1:
            self.initials.add(letters)

    def state(self) -> str:
        """64 hexadecimal digits that change whenever what is known, or a rule, changes."""
        lines = [str(RULES_VERSION)]
        for name, value in sorted((asdict(self) | asdict(self.exact)).items()):
            if isinstance(value, set):
                lines += [f"{name}={item!r}" for item in sorted(value)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def state_of_identities(case: Case) -> str:
    """What a check of this case's files would look for now, as one SHA-256 digest.

    A check made under another digest is stale: somebody, an address or a rule came or went
    since. 64 hexadecimal digits that tell nothing of a name. Costs four queries.
    """
    return known(case).state()


def known(case: Case) -> Identities:
    """What this case knows of people. Costs four queries."""
    found = Identities(protected(case))
    for person in Person.objects.filter(case=case).select_related("pseudonym_entry"):
        for name in real_names(person):
            found.add_name(name)
        entry = getattr(person, "pseudonym_entry", None)
        found.add_initials(entry.initials if entry else "")
    for member in FamilyMember.objects.filter(case=case):
        found.add_name(member.preferred_name)
    return found
