"""Recovery codes: shown once, kept only as digests, each good for one sign-in."""

from __future__ import annotations

import hashlib
import re
import secrets

from allauth.mfa.models import Authenticator

from accounts.models import User

HOW_MANY = 10
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike
LENGTH = 16  # 80 bits: a plain digest cannot be guessed back
GROUP = 4


def digest(user: User, code: str) -> str:
    """What is stored of a code: useless to whoever reads the table."""
    return hashlib.sha256(f"{user.pk}:{tidy(code)}".encode()).hexdigest()


def tidy(code: str) -> str:
    """A code as it was made, however somebody typed it."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())


def looks_like_one(code: str) -> bool:
    """Whether this is a recovery code and not the six digits of an app."""
    return len(tidy(code)) == LENGTH


def mint(user: User) -> list[str]:
    """Make new codes, in place of any there were; returns them for showing once."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    # "migrated_codes" is allauth's name for codes it did not make from a seed of its own.
    Authenticator.objects.update_or_create(
        user=user,
        type=Authenticator.Type.RECOVERY_CODES,
        defaults={"data": {"migrated_codes": [digest(user, code) for code in codes]}},
    )
    return ["-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP)) for code in codes]


def left(user: User) -> int:
    """How many codes have not been used. Costs one query."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.data.get("migrated_codes", ())) if row else 0
