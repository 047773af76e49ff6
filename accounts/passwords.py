"""Which passwords are refused: known ones, patterns, and words anybody would guess here."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

LIST = Path(settings.BASE_DIR) / "fixtures" / "passwords.txt"

# Words of this service and its partners: the first guesses of anybody who knows where we work.
CONTEXT_WORDS = frozenset(
    {
        "gloucester",
        "gloucestershire",
        "cheltenham",
        "tewkesbury",
        "stroud",
        "cotswold",
        "forestofdean",
        "council",
        "partnership",
        "constabulary",
        "saferglos",
        "ssgp",
        "domestic",
        "homicide",
        "dardr",
        "reviewservice",
        "casereview",
        "safeguarding",
    }
)

LEAST_DIFFERENT = 5  # characters
LEAST_NAME_PART = 4  # letters: shorter parts of a name are inside too many ordinary words
DISGUISES = str.maketrans("@4301!5$7+89", "aaeoiisstt" + "bg")
REFERENCE = re.compile(r"[a-z]{3}-?(19|20)\d\d-?\d{1,3}")


@cache
def known() -> frozenset[str]:
    """Every password on the list, in small letters. Read once."""
    return frozenset(LIST.read_text(encoding="utf-8").split())


def forms_of(password: str) -> set[str]:
    """The password as typed, without its spaces, and with its disguised letters undone."""
    plain = re.sub(r"\s", "", password.casefold())
    word, ending = re.fullmatch(r"(.*?)([\d!?.]*)", plain, re.DOTALL).groups()
    return {plain, plain.translate(DISGUISES), word.translate(DISGUISES) + ending}


class KnownPassword:
    """Refuses what is on the list of passwords people really choose."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when the password, or the word it disguises, is on the list."""
        if forms_of(password) & known():
            raise ValidationError(
                "This password is one that many people choose. Try three unrelated words.",
                code="password_is_known",
            )

    def get_help_text(self) -> str:
        """What to tell somebody who is choosing."""
        return "Three unrelated words make a good password."


class PatternPassword:
    """Refuses keys pressed again and again, or one after the other."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for few different characters, repeats and runs."""
        plain = re.sub(r"\s", "", password.casefold())
        if len(set(plain)) < LEAST_DIFFERENT or _is_repeated(plain) or _is_a_run(plain):
            raise ValidationError(
                "This password is a pattern that is easy to guess. Try three unrelated words.",
                code="password_is_a_pattern",
            )

    def get_help_text(self) -> str:
        """Nothing more to say than the others say."""
        return ""


class ContextPassword:
    """Refuses words of this service, its partners, and the person's own name and address."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError, naming the word, when the password holds one of them."""
        for form in forms_of(password):
            if REFERENCE.search(form):
                raise ValidationError(
                    "The password must not hold the reference of a review.",
                    code="password_holds_a_reference",
                )
            for word in sorted(CONTEXT_WORDS | words_of(user)):
                if word in form:
                    raise ValidationError(
                        f"The password must not hold “{word}”. Others would guess it.",
                        code="password_holds_a_context_word",
                    )

    def get_help_text(self) -> str:
        """What to tell somebody who is choosing."""
        return "Do not use your name, your e-mail address or the name of an organisation."


def words_of(user: Any) -> frozenset[str]:
    """Parts of a person's name, e-mail address and organisation that a password must not hold."""
    if user is None:
        return frozenset()
    organisation = getattr(user, "organisation", None)
    sources = (
        getattr(user, "name", ""),
        getattr(user, "email", ""),
        getattr(organisation, "name", ""),
    )
    parts = re.split(r"[^a-z0-9]+", " ".join(filter(None, sources)).casefold())
    ordinary = {"with", "from", "service", "services", "team", "mail", "example"}
    return frozenset(part for part in parts if len(part) >= LEAST_NAME_PART) - ordinary


def _is_repeated(plain: str) -> bool:
    """Whether a short piece, said again and again, makes the whole."""
    return plain in (plain + plain)[1:-1] and len(plain) > 1


def _is_a_run(plain: str) -> bool:
    """Whether most neighbours follow each other on the keyboard or in the alphabet."""
    lines = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
    pairs = {line[at : at + 2] for line in lines for at in range(len(line) - 1)}
    pairs |= {pair[::-1] for pair in pairs}
    steps = [plain[at : at + 2] for at in range(len(plain) - 1)]
    return bool(steps) and sum(step in pairs for step in steps) >= 0.8 * len(steps)
