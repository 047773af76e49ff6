"""How a cost is shared between partners: percentages, caps, and equal parts of the rest.

No database. Money is counted in whole pennies, so that shares always total what is shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Share:
    """What one body pays: a percentage, perhaps up to a cap in pounds; or, without a percentage,
    an equal part of what the others leave."""

    who: str
    percent: Decimal | None = None
    cap: Decimal | None = None


class SharesDoNotTotal(ValueError):
    """The shares leave something over, or ask for more than there is; a sentence says which."""


def faults(shares: Sequence[Share]) -> list[str]:
    """Why these shares cannot be used; empty when they total the whole for any amount."""
    if not shares:
        return ["Name at least one body that pays."]
    named = [share for share in shares if share.percent is not None]
    rest = [share for share in shares if share.percent is None]
    total = sum((share.percent or Decimal(0) for share in named), Decimal(0))
    found = []
    if any(share.percent is not None and share.percent <= 0 for share in named):
        found.append("A percentage must be more than 0.")
    if any(share.cap is not None for share in rest):
        found.append("Only a percentage can have a cap; the rest has to be paid by somebody.")
    if total > HUNDRED:
        found.append(f"The percentages come to {_number(total)}. They cannot be more than 100.")
    elif total < HUNDRED and not rest:
        found.append(
            f"The percentages come to {_number(total)}, and nobody takes the rest. "
            "Let somebody pay an equal part of the rest."
        )
    elif not rest and any(share.cap is not None for share in named):
        found.append("Beyond a cap something is left. Let somebody pay an equal part of the rest.")
    elif total == HUNDRED and rest and all(share.cap is None for share in named):
        found.append("The percentages come to 100, so nothing is left for an equal part.")
    return found


def split(amount: Decimal, shares: Sequence[Share]) -> dict[str, Decimal]:
    """What each body pays of an amount in pounds, to the penny; the parts total the amount.

    A percentage is cut to whole pennies and to its cap; the rest is divided equally, and odd
    pennies go to the first in the order given. Raises SharesDoNotTotal.
    """
    wrong = faults(shares)
    if wrong:
        raise SharesDoNotTotal(" ".join(wrong))
    pennies = int(amount * 100)
    parts: dict[str, int] = {}
    for share in shares:
        if share.percent is not None:
            part = int((pennies * share.percent / HUNDRED).to_integral_value(ROUND_FLOOR))
            parts[share.who] = part if share.cap is None else min(part, int(share.cap * 100))
    left = pennies - sum(parts.values())
    takers = [share.who for share in shares if share.percent is None] or list(parts)
    each, odd = divmod(left, len(takers))
    for place, who in enumerate(takers):
        parts[who] = parts.get(who, 0) + each + (place < odd)
    return {share.who: Decimal(parts[share.who]) / 100 for share in shares}


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
