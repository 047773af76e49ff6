"""What one case must keep, folded for comparing: names, addresses, places, numbers and days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from dhr_cases.models import Case, FamilyMember, NamingPolicy, Person, ProtectedTerm, TermKind
from dhr_cases.pseudonyms import allowed_name, policy_of, real_names
from disclosure.letters import APOSTROPHES, folded, plain_letters, spaced
from govuk.uncertain import UncertainDate

SHORTEST_PART = 3
SHORTEST_CODE = 5
"""Letters and digits: shorter numbers and marks would match by chance."""

# Said before or inside names; none of them names anybody.
NOT_A_NAME = spaced(
    "mrs miss rev sir dame lady lord prof the and aka nee van der den von del della dos das bin "
    "binti ibn known also not formerly her his their she they own name names first last full "
    "call called likes either"
)
# Names that are everyday words too: these count only with a capital letter.
EVERYDAY = spaced(
    "rose hope grace faith joy will mark grant hill wood woods brown black white green young long "
    "short king bell cook baker stone price rich frank carol heather holly ivy lily poppy summer "
    "dawn eve gale ray dean earl art bill pat sue day love little small moss field fields banks "
    "church lane park street house child care good best wise power swift sharp case page may "
    "april june august"
)
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
CODES = {TermKind.VEHICLE, TermKind.HANDLE, TermKind.PHONE, TermKind.EMAIL, TermKind.NUMBER}
PLACES = {TermKind.EMPLOYER, TermKind.SCHOOL, TermKind.PRACTICE}
APOSTROPHE = re.compile(f"['{APOSTROPHES}]")
BETWEEN = r"[\W_]{0,3}"
"""What may stand between the letters of a number: spaces, hyphens, the end of a line."""
ABROAD = rf"(?:(?:\+|00)?44{BETWEEN}(?:\(?0\)?{BETWEEN})?|0{BETWEEN})?"
"""How a telephone number may begin."""


COMMON = spaced(
    "the they them then there these those this that their than though through with when what "
    "where which while who whom whose were was will would has have had her hers his him she "
    "and any all also are but can could did does each even ever few for from here how into "
    "its just like made many more most much must near need never next none nor not now off "
    "often once one only other our out over own per same seen should since some soon still "
    "such too took two under until very well went yet you your both after again began being "
    "came come done down else first found four five six seven eight nine ten given gone half "
    "help held home kept knew know last later left less lost main mind move new night noted "
    "open part past plan read said saw says see sent set side sign told town try use used "
    "view visit want way week wish work year three every because "
)
"""Words that begin sentences everywhere; a name with a slip in it is not told from them."""


@dataclass
class Protected:
    """What one case must keep. Fill it before the first text is looked at."""

    words: set[str] = field(default_factory=set)
    phrases: set[tuple[str, ...]] = field(default_factory=set)
    births: set[tuple[int, int, int]] = field(default_factory=set)
    deaths: set[tuple[int, int, int]] = field(default_factory=set)
    addresses: set[tuple[str, ...]] = field(default_factory=set)
    postcodes: set[str] = field(default_factory=set)
    places: set[tuple[str, ...]] = field(default_factory=set)
    terms: set[tuple[str, ...]] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    events: set[tuple[int, int, int]] = field(default_factory=set)
    allowed: set[tuple[str, ...]] = field(default_factory=set)
    """Real names that may be written, since consent is recorded."""

    @cached_property
    def code_rule(self) -> re.Pattern[str] | None:
        """One expression for every number and mark, whatever stands between its parts."""
        rules = [BETWEEN.join(map(re.escape, code)) for code in sorted(self.codes)]
        rules += [ABROAD + BETWEEN.join(number) for number in sorted(self.phones)]
        # The longest first, so that a number is not told by a part of it.
        rules.sort(key=len, reverse=True)
        whole = rf"(?<![^\W_])(?:{'|'.join(rules)})(?![^\W_])"
        return re.compile(whole, re.IGNORECASE) if rules else None

    @cached_property
    def allowed_words(self) -> set[str]:
        """Words of the names that may be written."""
        return {word for phrase in self.allowed for word in phrase}

    @cached_property
    def starts(self) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        """Every phrase with its kind, by its first word."""
        found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for kind, phrases in (("name", self.phrases), ("address", self.addresses),
                              ("place", self.places), ("term", self.terms)):  # fmt: skip
            for phrase in sorted(phrases):
                found.setdefault(phrase[0], []).append((kind, phrase))
        return found


@dataclass(frozen=True)
class Facts:
    """What the check reads of a case, asked for once."""

    people: list[Person]
    preferred: list[tuple[int, str]]
    policy: NamingPolicy
    terms: list[ProtectedTerm]


def facts_of(case: Case) -> Facts:
    """The people, names they like, naming policy and protected terms of a case. Five queries."""
    people = Person.objects.filter(case=case).select_related("pseudonym_entry")
    members = FamilyMember.objects.filter(case=case).exclude(preferred_name="")
    return Facts(
        list(people.prefetch_related("involvements")),
        list(members.values_list("person_id", "preferred_name")),
        policy_of(case),
        list(ProtectedTerm.objects.filter(case=case).in_force()),
    )


def names_in(facts: Facts) -> Iterator[tuple[int, str]]:
    """Every real name with the key of the person who has it."""
    for person in facts.people:
        for name in real_names(person):
            yield person.pk, name
    yield from facts.preferred


def allowed_names(facts: Facts) -> dict[int, tuple[str, ...]]:
    """By a person's key: the words of their real name that may be written."""
    found = {row.pk: folded(allowed_name(row, facts.policy)) for row in facts.people}
    return {key: words for key, words in found.items() if words}


def protected(case: Case, facts: Facts | None = None) -> Protected:
    """Everything of a case that must not leave. Costs five queries, none when `facts` are given."""
    facts = facts or facts_of(case)
    found = Protected()
    allowed = allowed_names(facts)
    for key, name in names_in(facts):
        protect_name(found, name, without=allowed.get(key, ()))
    for person in facts.people:
        protect_day(found.births, person.born_on)
        protect_day(found.deaths, person.died_on)
        protect_address(found, person.address)
    # A first name that somebody else has too may not be written by itself.
    found.allowed = {
        may for may in allowed.values() if len(may) > 1 or not found.words.issuperset(may)
    }
    protect_day(found.deaths, case.died_on)
    for term in facts.terms:
        protect_term(found, term)
    return found


def protect_name(found: Protected, name: str, *, without: tuple[str, ...] = ()) -> None:
    """Keep a name: each telling word of it, and all of it in order, but for what is allowed."""
    parts = folded(name)
    found.words |= {
        part
        for part in parts
        if len(part) >= SHORTEST_PART
        and part not in NOT_A_NAME
        and part not in without
        and not part.isdigit()
    }
    if len(parts) > 1 and parts != without:
        found.phrases.add(parts)


def protect_day(days: set[tuple[int, int, int]], date: UncertainDate | None) -> None:
    """Keep a date that is known to the day."""
    if date is not None and date.kind == "day":
        year, month, day = date.parts
        days.add((year, month, day))


def protect_address(found: Protected, address: str) -> None:
    """Street and house, never the town alone: the town stands in every report."""
    found.postcodes |= {postcode_of(match) for match in POSTCODE.finditer(address)}
    pieces = [piece for piece in re.split(r"[,\n]", POSTCODE.sub("", address)) if piece.strip()]
    for number, piece in enumerate(pieces):
        words = folded(piece)
        street = tuple(word for word in words if not word[0].isdigit())
        if len(words) > len(street) and street:
            found.addresses.add(words)
        if len(street) > 1 and (len(words) > len(street) or (number == 0 and len(pieces) > 1)):
            found.addresses.add(street)


def protect_term(found: Protected, term: ProtectedTerm) -> None:
    """Keep one protected term in each way it is written."""
    if term.kind == TermKind.EVENT:
        found.events.add((term.day.year, term.day.month, term.day.day))
        return
    for way in term.ways:
        if term.kind == TermKind.STAFF:
            protect_name(found, way)
        elif term.kind == TermKind.ADDRESS:
            protect_address(found, way)
            # Somebody wrote it down as an address: it is kept whole as well.
            found.addresses |= {words for words in [folded(POSTCODE.sub("", way))] if words}
        elif term.kind in CODES and len(code := _code(way)) >= SHORTEST_CODE:
            (found.phones if term.kind == TermKind.PHONE else found.codes).add(code)
            if term.kind == TermKind.PHONE:
                found.phones.discard(code)
                found.phones.add(_national(code))
        elif folded(way):
            # Many write a saint's name without its apostrophe.
            ways = {folded(way), folded(APOSTROPHE.sub("", way))}
            (found.places if term.kind in PLACES else found.terms).update(ways)


def _code(written: str) -> str:
    """A number or mark without what stands between its parts."""
    return re.sub(r"[\W_]", "", plain_letters(written)).casefold()


def _national(digits: str) -> str:
    """A telephone number without the ways it may begin."""
    return re.sub(r"^(?:0{0,2}44)?0?", "", digits)


def postcode_of(match: re.Match[str]) -> str:
    """A postcode as it is compared."""
    return (match[1] + match[2]).upper()
