"""How large everything is, and how the reviews are shared out."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import product
from string import ascii_uppercase

from workflow.status import Status

SEED = 20261123
FULL = 20_000  # reviews: more than England and Wales have had since 2011
PEOPLE_AT_FULL = 2_000
PARTNERSHIPS_AT_FULL = 40
COUNTIES_AT_FULL = 8
MANY, FEW = 5_000, 135  # reviews of the two people whose pages are measured
FIRST_YEAR, LAST_YEAR = 2011, 2026
A_CHUNK = 250  # reviews made at a time, so that memory does not grow with their number

HOW_MANY_STAND_AT = {
    Status.CLOSED: 52,
    Status.CLOSED_NO_REVIEW: 10,
    Status.ACTION_MONITORING: 9,
    Status.PUBLISHED: 4,
    Status.PUBLICATION_PREP: 2,
    Status.WITH_HOME_OFFICE: 3,
    Status.CSP_APPROVAL: 2,
    Status.DRAFT_CONSULTATION: 2,
    Status.IN_REVIEW: 7,
    Status.COMMISSIONING: 3,
    Status.DECISION_DUE: 2,
    Status.SCREENING: 2,
    Status.NOTIFIED: 2,
}


@dataclass(frozen=True)
class Plan:
    """The size of everything for a number of reviews, in proportion to twenty thousand."""

    cases: int

    @property
    def people(self) -> int:
        """Accounts, in all."""
        return max(150, self.cases * PEOPLE_AT_FULL // FULL)

    @property
    def partnerships(self) -> int:
        """District partnerships; the first leads many reviews and the second few."""
        return max(4, self.cases * PARTNERSHIPS_AT_FULL // FULL)

    @property
    def counties(self) -> int:
        """County partnerships."""
        return max(2, self.cases * COUNTIES_AT_FULL // FULL)

    @property
    def many(self) -> int:
        """Reviews of the partnership that leads most."""
        return min(MANY, self.cases // 4)

    @property
    def few(self) -> int:
        """Reviews of the partnership that leads fewest."""
        return min(FEW, self.cases // 10)

    def leads(self) -> list[int]:
        """For each review, the number of the partnership that leads it, in a mixed order."""
        rest = self.cases - self.many - self.few
        others = [2 + number % (self.partnerships - 2) for number in range(rest)]
        leads = [0] * self.many + [1] * self.few + others
        random.Random(SEED).shuffle(leads)  # noqa: S311 (nothing here is secret)
        return leads


def area_codes(number: int, taken: set[str]) -> list[str]:
    """Three letters for each partnership, none of them in use."""
    letters = ("".join(three) for three in product("XYZ", ascii_uppercase, ascii_uppercase))
    free = (code for code in letters if code not in taken)
    return [next(free) for _ in range(number)]
