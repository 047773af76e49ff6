"""What reading a file gives: every text with its place, and what the file itself does wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

DEEPEST = 2
"""How many files inside files are opened (security.md 4.1)."""


class NotRead(ValueError):
    """A file, or a part of one, that could not be read: such a file may not leave."""


@dataclass(frozen=True)
class Passage:
    """Some words, and where they stand in words that complete "in the …"."""

    place: str
    text: str
    is_hidden: bool = False


@dataclass(frozen=True)
class Trait:
    """Something about the file, whoever is named in it: a comment left in, a page without text."""

    place: str
    sentence: str
    must_fix: bool = True


@dataclass
class Reading:
    """Everything a file holds."""

    passages: list[Passage] = field(default_factory=list)
    traits: list[Trait] = field(default_factory=list)

    def add(self, place: str, text: str | None, *, is_hidden: bool = False) -> None:
        """Keep these words, if there are any."""
        if text and text.strip():
            self.passages.append(Passage(place, text, is_hidden))

    def must_fix(self, place: str, sentence: str) -> None:
        """Note what has to go before the file may leave."""
        self.traits.append(Trait(place, sentence))

    def look_at(self, place: str, sentence: str) -> None:
        """Note what a person has to look at."""
        self.traits.append(Trait(place, sentence, must_fix=False))

    def take(self, inner: Reading, within: str) -> None:
        """Add what a file inside this one holds."""
        for passage in inner.passages:
            place = f"{passage.place} of {within}"
            self.passages.append(Passage(place, passage.text, passage.is_hidden))
        for trait in inner.traits:
            place = f"{trait.place} of {within}"
            self.traits.append(Trait(place, trait.sentence, trait.must_fix))

    def told_once(self) -> Reading:
        """The same without repetitions: Word keeps a text box twice."""
        return Reading(list(dict.fromkeys(self.passages)), list(dict.fromkeys(self.traits)))
