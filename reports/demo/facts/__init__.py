"""What has to be true before each step of an invented review, written down as people would."""

from collections.abc import Callable

from reports.demo.facts import opening, release, review

PHASES = (opening, review, release)


def preparation(step: str) -> Callable | None:
    """The function that makes a step's facts true, or None when it needs none."""
    for phase in PHASES:
        found = getattr(phase, f"before_{step}", None)
        if found:
            return found
    return None
