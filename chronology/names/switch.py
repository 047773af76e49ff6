"""Changes names in what is shown, never in what is kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import models
from django.utils.functional import cached_property

from chronology.names.known import Known
from chronology.names.letters import (
    BETWEEN,
    EVERYDAY,
    MONTHS,
    NEAR_A_MONTH,
    POSSESSIVE,
    TITLE,
    TOKEN,
    folded,
    parts_of,
    visible,
)
from chronology.names.private import masks
from chronology.reading.fill import each_person


class Show(models.TextChoices):
    """How people are called on the pages of a chronology."""

    PSEUDONYMS = "pseudonyms", "Pseudonyms"
    INITIALS = "initials", "Initials"
    REAL = "real", "Real names"


SHOWN_BY_DEFAULT = Show.PSEUDONYMS
SHARED_NAME = "[family name]"
MIDDLE_INITIAL = re.compile(r"\s+[^\W\d_]\.?\s+")
MAIL = re.compile(r"[\w.+\-]+@[\w.\-]+")
MAIL_SHOWN = "[e-mail address]"
LONG_ENOUGH = 4
"""Letters from which a name inside an e-mail address is taken to be that name."""


class Names:
    """The names of one review, and how this reader is shown them.

    `show` real leaves every text as its agency wrote it. Otherwise each name, other name and part
    of a name of the people of the review, with or without capitals, accents and possessive
    endings, gives way to what they are called; dates of birth and addresses are left out.
    """

    def __init__(self, people: Iterable[Known], show: Show = SHOWN_BY_DEFAULT):
        self.people = tuple(people)
        self.show = Show(show)
        self._behind: dict[str, set[int]] = defaultdict(set)
        for number, person in enumerate(self.people):
            for name in person.real:
                parts = parts_of(name)
                for key in (*parts, "".join(parts), "".join((*parts[:1], *parts[-1:]))):
                    if len(key) > 1:
                        self._behind[key].add(number)

    @cached_property
    def _masks(self) -> list[tuple[re.Pattern[str], str]]:
        return masks(self.people)

    def called(self, person: Known) -> str:
        """What somebody is called in this view."""
        if self.show == Show.REAL and person.real:
            return person.real[0]
        return person.initials if self.show == Show.INITIALS else person.label

    def meant_by(self, agency: str, label: str) -> Known | None:
        """Whom an agency means by a label, where the review has said so."""
        return self._by_label.get((agency, label.casefold()))

    @cached_property
    def _by_label(self) -> dict[tuple[str, str], Known]:
        return {key: person for person in self.people for key in person.stands_for}

    def who(self, agency: str, written: str) -> str:
        """The people of one row: each as its agency wrote it, with whom it means if known."""
        meant = [(part, self.meant_by(agency, label)) for part, label in each_person(written)]
        if not any(person for _, person in meant):
            return self.text(written)
        return "; ".join(self._with_its_person(part, person) for part, person in meant)

    def _with_its_person(self, written: str, person: Known | None) -> str:
        shown = self.text(written)
        called = self.called(person) if person else ""
        same = not called or called.casefold() == shown.casefold()
        return shown if same else f"{shown} ({called})"

    def text(self, text: str) -> str:
        """A text as this reader is shown it."""
        if self.show == Show.REAL or not text:
            return text
        text = visible(text)
        for pattern, instead in self._masks:
            text = pattern.sub(instead, text)
        text = MAIL.sub(self._mail, text)
        shown, done = [], 0
        for start, end, who, ending in self._found(text):
            before = text[done:start]
            instead = self._instead(who)
            if len(who) == 1 and (title := TITLE.search(before)):
                before = before[: title.start()]
            shown += [before, instead, ending]
            done = end
        return "".join([*shown, text[done:]])

    def mentions(self, text: str) -> set[str]:
        """The tokens of the people named in a text, by a name or by what they are called here."""
        found: set[str] = set()
        for _, _, who, _ in self._found(visible(text)):
            if len(who) == 1:
                found.add(self.people[next(iter(who))].token)
        return found | {token for token, called in self._called_here if called.search(text)}

    @cached_property
    def _called_here(self) -> list[tuple[str, re.Pattern[str]]]:
        """What each person is called instead of their name, as a pattern."""
        return [
            (person.token, re.compile(rf"\b{re.escape(person.label)}\b", re.IGNORECASE))
            for person in self.people
            if not person.label.startswith("[")
        ]

    def _instead(self, who: frozenset[int]) -> str:
        if len(who) == 1:
            return self.called(self.people[next(iter(who))])
        labels = {self.called(self.people[number]) for number in who}
        return labels.pop() if len(labels) == 1 else SHARED_NAME

    def _mail(self, match: re.Match[str]) -> str:
        letters = folded(match[0])
        named = any(key in letters for key in self._behind if len(key) >= LONG_ENOUGH)
        return MAIL_SHOWN if named else match[0]

    def _found(self, text: str) -> Iterator[tuple[int, int, frozenset[int], str]]:
        """Each name in a text: where it begins and ends, whose it can be, and its ending."""
        run: tuple[int, int, frozenset[int], str] | None = None
        words = 0
        for start, end, who, ending in self._words(text):
            if run is not None:
                start_of_run, end_of_run, so_far, _ = run
                both = so_far & who
                if both and self._joined(text[end_of_run:start], words):
                    run, words = (start_of_run, end, both, ending), words + 1
                    continue
                yield run
            run, words = (start, end, who, ending), 1
        if run is not None:
            yield run

    @staticmethod
    def _joined(between: str, words: int) -> bool:
        """Whether two words belong to one name: a space, a middle initial, `Hartwell, Hilary`."""
        if "," in between and words > 1:
            return False
        return bool(BETWEEN.fullmatch(between) or MIDDLE_INITIAL.fullmatch(between))

    def _words(self, text: str) -> Iterator[tuple[int, int, frozenset[int], str]]:
        for match in TOKEN.finditer(text):
            word, ending = match[0], ""
            if possessive := POSSESSIVE.search(word):
                word, ending = word[: possessive.start()], possessive[0]
            who = self._behind.get(folded(word))
            if who is None and len(word) > LONG_ENOUGH:
                for plural in ("s", "es", "S", "ES"):
                    if word.endswith(plural):
                        who = self._behind.get(folded(word[: -len(plural)]))
                        ending = plural + ending if who else ending
                    if who:
                        break
            if who and self._is_a_name(folded(word), word, text, match):
                yield match.start(), match.end(), frozenset(who), ending

    @staticmethod
    def _is_a_name(key: str, word: str, text: str, match: re.Match[str]) -> bool:
        if (key in EVERYDAY or len(key) < 3) and not word[0].isupper():
            return False
        if key not in MONTHS:
            return True
        before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() :][:2]
        return not NEAR_A_MONTH.search(before) and not re.match(r"\W?\d", after)
