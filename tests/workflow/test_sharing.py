"""Shares: refused unless they make up the whole, and to the penny when they do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.sharing import Share, SharesDoNotTotal, faults, split

COUNTY = [
    Share("Commissioner", Decimal(50), Decimal(5000)),
    *(Share(f"District {number}") for number in range(1, 8)),
]
"""Gloucestershire's: half by the Commissioner's office up to a cap, the rest equally."""

amounts = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2)
percentages = st.lists(st.integers(1, 60), min_size=1, max_size=5)


@given(amounts, percentages, st.integers(1, 7), st.none() | amounts)
def test_the_parts_always_total_the_amount(amount, percents, takers, cap):
    shares = [Share(f"Body {n}", Decimal(p), cap) for n, p in enumerate(percents)]
    shares += [Share(f"Taker {n}") for n in range(takers)]
    if faults(shares):
        with pytest.raises(SharesDoNotTotal):
            split(amount, shares)
        return
    parts = split(amount, shares)
    assert sum(parts.values()) == amount
    assert all(part >= 0 for part in parts.values())
    assert set(parts) == {share.who for share in shares}
    rest = [parts[share.who] for share in shares if share.percent is None]
    assert max(rest) - min(rest) <= Decimal("0.01")


def test_the_county_half_stops_at_its_cap():
    assert split(Decimal(8000), COUNTY)["Commissioner"] == Decimal(4000)
    beyond = split(Decimal(14000), COUNTY)
    assert beyond["Commissioner"] == Decimal(5000)
    assert beyond["District 1"] == Decimal("1285.72")
    assert beyond["District 7"] == Decimal("1285.71")


def test_thirds_of_a_hundred_lose_no_penny():
    thirds = [Share(name, Decimal("33.33")) for name in "ab"] + [Share("c", Decimal("33.34"))]
    assert sum(split(Decimal("100.01"), thirds).values()) == Decimal("100.01")


@pytest.mark.parametrize(
    "shares, words",
    [
        ([], "Name at least one body"),
        ([Share("a", Decimal(60)), Share("b", Decimal(50))], "come to 110"),
        ([Share("a", Decimal(60)), Share("b", Decimal(20))], "come to 80, and nobody takes"),
        ([Share("a", Decimal(100), Decimal(5000))], "Beyond a cap something is left"),
        ([Share("a", Decimal(100)), Share("b")], "nothing is left"),
        ([Share("a", None, Decimal(5))], "Only a percentage can have a cap"),
        ([Share("a", Decimal(0)), Share("b")], "more than 0"),
    ],
)
def test_shares_that_do_not_total_are_refused_with_the_reason(shares, words):
    assert words in " ".join(faults(shares))
    with pytest.raises(SharesDoNotTotal):
        split(Decimal(10), shares)
