"""Everything a case knows that must not leave, in the ways it may be written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from dhr_cases.models import Case, FamilyMember, Person
from disclosure.anonymise import NOT_A_NAME, Protected, folded, protected

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


def known(case: Case) -> Identities:
    """What this case knows of people. Costs four queries."""
    found = Identities(protected(case))
    for person in Person.objects.filter(case=case):
        for name in (person.name, *re.split(r"[,;/\n]", person.other_names)):
            found.add_name(name)
    for member in FamilyMember.objects.filter(case=case):
        found.add_name(member.preferred_name)
    return found
