"""Finds what must not leave in everything that was read, in the ways people write it.

Known names come first, exactly and with one slip; then patterns; then what a person has to judge.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from dhr_cases.pseudonyms import Register
from disclosure.anonymise import known_in
from disclosure.identities import Identities
from disclosure.letters import Folded, plain_letters
from disclosure.patterns import CHECKED_KINDS, patterns_in
from disclosure.protected import COMMON, EVERYDAY
from disclosure.reading import Passage, Reading

MUST_FIX, LOOK_AT = "must fix", "look at"
SHORTEST_SLIP = 5
"""Letters of a name that may begin with a slip (security.md 4.4)."""
AROUND = 40
"""Characters shown on each side of what was found."""
SOUNDS = str.maketrans(dict(zip("bfpvcgjkqsxzdtlmnr", "111122222222334556", strict=True)))
SENTENCES = {
    "name": "A real name", "birth": "A date of birth", "death": "The exact date of the death",
    "address": "An address", "near name": "Perhaps a real name, misspelt",
    "joined name": "A real name joined to something", "short name": "Perhaps a short real name",
    "initials": "Perhaps somebody's initials", "staff": "Perhaps the name of a member of staff",
    "place": "A place of work, study or care", "term": "A protected term",
    "number": "A number or mark that belongs to somebody", "event": "The exact date of an event",
    "pseudonym": "A pseudonym that is not kept to",
}  # fmt: skip
FIRM = {
    "name", "birth", "death", "address", "joined name", "place", "term", "number", "event",
} | CHECKED_KINDS  # fmt: skip
NO_PSEUDONYM = "Somebody named here has no pseudonym yet. Agree one."


@dataclass(frozen=True)
class Hit:
    """One thing found: how grave, where, of what kind, the words, and what stands around them."""

    group: str
    place: str
    kind: str
    shown: str
    snippet: str = ""

    @property
    def sentence(self) -> str:
        """The finding in words."""
        return SENTENCES.get(self.kind, self.kind[0].upper() + self.kind[1:])


def check(identities: Identities, reading: Reading) -> list[Hit]:
    """Everything in a file that must be fixed or looked at, gravest first, each told once."""
    hits = [
        Hit(MUST_FIX if trait.must_fix else LOOK_AT, trait.place, "file", trait.sentence)
        for trait in reading.traits
    ]
    for passage in reading.passages:
        hits.extend(in_passage(identities, passage))
    if identities.register:
        hits.extend(_kept_to(identities.register, reading, hits))
    return sorted(dict.fromkeys(hits), key=lambda hit: hit.group == LOOK_AT)


def _kept_to(register: Register, reading: Reading, hits: list[Hit]) -> Iterator[Hit]:
    """Pseudonyms that are mixed up, old or misspelt, and names of people who have none."""
    # One text for the whole file: two names of one person may stand pages apart.
    whole, starts = "", []
    for passage in reading.passages:
        starts.append(len(whole))
        whole += passage.text + "\n\n"
    for row in register.inconsistencies(whole):
        passage = reading.passages[bisect_right(starts, row.at) - 1]
        around = " ".join(whole[max(0, row.at - AROUND) : row.at + len(row.found) + AROUND].split())
        yield Hit(LOOK_AT, passage.place, "pseudonym", f"{row.found}: {row.sentence}", around)
    for hit in hits:
        words = {word.casefold() for word in re.findall(r"\w+", hit.shown)}
        if hit.kind == "name" and words & register.without:
            yield Hit(LOOK_AT, hit.place, "file", NO_PSEUDONYM)


def in_passage(identities: Identities, passage: Passage) -> Iterator[Hit]:
    """What one passage gives away."""
    text = passage.text
    for kind, shown in _names_and_patterns(identities, text):
        group = MUST_FIX if kind in FIRM else LOOK_AT
        yield Hit(group, passage.place, kind, shown, snippet(text, shown))


def _names_and_patterns(identities: Identities, text: str) -> Iterator[tuple[str, str]]:
    folded = Folded(text)
    yield from known_in(identities.exact, folded)
    yield from near_names(identities, folded.words)
    yield from _initials(identities, text)
    yield from patterns_in(folded)


def near_names(identities: Identities, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Words that join a name to something, or stand one slip from a name."""
    for word in dict.fromkeys(words):
        # The words of a report come again and again: each is judged once.
        if word not in identities.judged:
            identities.judged[word] = _judged(identities, word)
        if kind := identities.judged[word]:
            yield kind, word


def _judged(identities: Identities, word: str) -> str:
    small = word.casefold()
    if small in identities.exact.words or small in identities.exact.allowed_words:
        return ""
    if word[0].isupper() and small in identities.staff and small not in EVERYDAY:
        return "staff"
    if word[0].isupper() and small in identities.short:
        return "short name"
    if len(small) >= SHORTEST_SLIP and any(name in small for name in identities.joined):
        return "joined name"
    is_ordinary = word == small or small in EVERYDAY or small in COMMON
    if not is_ordinary and _is_near(small, identities.near):
        return "near name"
    return ""


def _is_near(word: str, names: Iterable[str]) -> bool:
    """Whether a word is one slip from a name, or two and sounds the same."""
    for name in names:
        if abs(len(name) - len(word)) > 2:
            continue
        distance = OSA.distance(name, word, score_cutoff=2)
        # A slip in a short name makes another word: its first letter has to stand.
        if distance == 1 and (len(name) >= SHORTEST_SLIP or name[0] == word[0]):
            return True
        if distance == 2 and len(word) >= 3 and sound(name) == sound(word):
            return True
    return False


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """The first letter and the consonants after it by the way they sound, vowels left aside."""
    first = {"k": "c", "q": "c", "z": "s"}.get(word[0], word[0])
    rest = re.sub(r"[aeiouhwy]", "", word[1:]).translate(SOUNDS)
    return first + re.sub(r"(.)\1+", r"\1", rest)


def _initials(identities: Identities, text: str) -> Iterator[tuple[str, str]]:
    """Initials standing alone, in capitals: a list for a person to read."""
    for match in re.finditer(r"\b[A-Z](?:\.? ?[A-Z]){1,3}\b\.?", text):
        if re.sub(r"\W", "", match[0]).casefold() in identities.initials:
            yield "initials", match[0]


def snippet(text: str, shown: str) -> str:
    """The words around what was found, on one line."""
    start = text.find(shown)
    if start < 0:
        text = plain_letters(text)
        start = max(text.find(shown), 0)
    around = text[max(0, start - AROUND) : start + len(shown) + AROUND]
    return " ".join(around.split())


WRITTEN = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*")


def unknown_names(reading: Reading, common: frozenset[str] = frozenset()) -> list[str]:
    """Words with a capital in mid-sentence that the same file never writes small.

    They may name somebody the case does not know; a reviewer ticks them off one by one.
    """
    whole = "\n".join(passage.text for passage in reading.passages)
    small = set(re.findall(r"\b[a-z]+\b", whole)) | common
    found = {match[0] for match in WRITTEN.finditer(whole)}
    return sorted(
        words
        for words in found
        if any(part.casefold() not in small for part in re.split(r"[ -]", words))
    )
