"""What has to be true before each step of an invented review, written down as people would."""

from collections.abc import Callable

from reports.demo.facts import opening, release, review

PHASES = (opening, review, release)


def preparation(step: str) -> Callable | None:
    """The function that makes a step's facts true, or None when it needs none."""
    return _named(f"before_{step}")


def follow_up(step: str) -> Callable | None:
    """The function that does what people do just after a step, or None."""
    return _named(f"after_{step}")


def _named(name: str) -> Callable | None:
    return next((getattr(phase, name) for phase in PHASES if hasattr(phase, name)), None)
