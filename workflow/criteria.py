"""What the answers of a criteria check suggest; it never concludes (S42, Charnwood 2025)."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.models import ELEMENTS, Advice, Finding, FindingValue
from workflow.status import Status

OPEN = (Status.NOTIFIED, Status.SCREENING, Status.DECISION_DUE)
"""While the case stands here its answers may change; afterwards they stand as they were."""


def suggestion(regime: str, findings: Iterable[Finding]) -> tuple[str, str]:
    """What the answers suggest: the way they point, and a sentence that leaves it to a person.

    The way is an `Advice` value. "Appears met" is enough. An answer that is missing or unknown
    is never counted as a no.
    """
    found = {finding.element: finding.value for finding in findings}
    codes = [code for code, _ in ELEMENTS[regime]]
    against = [code for code in codes if found.get(code) == FindingValue.NOT_MET]
    unknown = [code for code in codes if found.get(code, FindingValue.UNKNOWN) == "unknown"]
    if against:
        return Advice.NO_REVIEW, (
            f"Your answers suggest that {_list(against)} may not be met. "
            "Say in the reasons what that rests on. A person decides."
        )
    if unknown:
        return Advice.MORE, (
            f"Your answers suggest that more needs to be known about {_list(unknown)}. "
            "Not knowing is not a no. A person decides."
        )
    return Advice.REVIEW, (
        "Your answers suggest that a review should be held: every part is marked met or appears "
        "met. A person decides."
    )


def _list(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} and {codes[-1]}"


def conflicts(recommends: str, suggested: str) -> bool:
    """Whether a recommendation goes against the answers; finding out more never does."""
    sides = {recommends, suggested}
    return sides == {Advice.REVIEW, Advice.NO_REVIEW} or (
        suggested == Advice.MORE and recommends == Advice.NO_REVIEW
    )
