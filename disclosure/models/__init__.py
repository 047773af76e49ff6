"""What the disclosure check found in exact bytes, what people said of it, and who cleared them."""

from disclosure.models.clearances import Clearance
from disclosure.models.runs import (
    CheckFinding,
    CheckRun,
    FindingAnswer,
    Group,
    Outcome,
    Source,
    TogetherAnswer,
)

__all__ = [
    "CheckFinding",
    "CheckRun",
    "Clearance",
    "FindingAnswer",
    "Group",
    "Outcome",
    "Source",
    "TogetherAnswer",
]
