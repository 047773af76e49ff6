"""One small function per guard: it makes that guard's fact true, by rows a person would write.

`SATISFY[guard](case, team)` does it, in the name of somebody who would.
"""

from tests.facts import after, before, during  # noqa: F401 - imported for what it registers
from tests.facts.registry import SATISFY

__all__ = ["SATISFY"]
