"""Everything a case knows that must not leave, in the ways it may be written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from dhr_cases.models import Case, TermKind
from dhr_cases.pseudonyms import Register, register_of
from disclosure.letters import folded
from disclosure.protected import (
    NOT_A_NAME,
    Protected,
    allowed_names,
    facts_of,
    names_in,
    protected,
)

RULES_VERSION = 2
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
    staff: set[str] = field(default_factory=set)
    """Names that agencies' papers seem to give members of staff."""
    register: Register | None = None
    """The pseudonyms, where a whole file is asked whether it keeps to them."""
    judged: dict[str, str] = field(default_factory=dict)
    """What each word seen so far turned out to be."""

    def add_name(self, name: str, *, without: tuple[str, ...] = ()) -> None:
        """The ways one name may be joined, shortened or misspelt, but for what is allowed."""
        self.judged.clear()
        parts = [part for part in folded(name) if not part.isdigit()]
        if tuple(parts) == without:
            return
        telling = [part for part in parts if part not in NOT_A_NAME]
        kept = [part for part in telling if part not in without]
        self.near |= {part for part in kept if len(part) >= SHORTEST_NEAR}
        self.short |= {part for part in kept if len(part) == 2}
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
        lines = [str(RULES_VERSION), repr(self.register)]
        for facts in (self, self.exact):
            for name, value in sorted(vars(facts).items()):
                if isinstance(value, set):
                    lines += [f"{name}={item!r}" for item in sorted(value)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


Source = Callable[[Case], Iterable[str]]
_sources: list[Source] = []


def staff_names_from(source: Source) -> None:
    """Ask a function, too, for names of staff that a case's papers give.

    What keeps such papers lies to the right of this app: it registers itself once it is ready.
    """
    _sources.append(source)


def state_of_identities(case: Case) -> str:
    """What a check of this case's files would look for now, as one SHA-256 digest.

    A check made under another digest is stale: somebody, an address, a protected term, a
    pseudonym, a consent or a rule came or went since. 64 hexadecimal digits that tell nothing of
    a name. Costs at most eight queries.
    """
    return known(case).state()


def known(case: Case) -> Identities:
    """What this case knows of people, places, numbers and days. At most eight queries."""
    facts = facts_of(case)
    allowed = allowed_names(facts)
    found = Identities(protected(case, facts))
    for key, name in names_in(facts):
        found.add_name(name, without=allowed.get(key, ()))
    for term in facts.terms:
        for way in term.ways if term.kind == TermKind.STAFF else ():
            found.add_name(way)
    for person in facts.people:
        entry = getattr(person, "pseudonym_entry", None)
        found.add_initials(entry.initials if entry else "")
    for source in _sources:
        found.staff |= {word for name in source(case) for word in folded(name) if len(word) > 2}
    found.staff -= found.exact.words
    found.register = register_of(case, people=facts.people, policy=facts.policy)
    return found
