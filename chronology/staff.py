"""Names of members of staff that agencies wrote in their rows, for the disclosure check."""

from __future__ import annotations

from collections.abc import Iterator

from chronology.checking import NOT_NAMES, STAFF
from chronology.models import Entry
from chronology.rows import FaultCode
from dhr_cases.models import Case

READ = ("happened", "outcome", "comment", "voice", "people")


def named_staff(case: Case) -> Iterator[str]:
    """Whatever stands like a name after a rank or post, in rows marked for it. One query.

    Professionals are told by their post in a report (process.md 6.4).
    """
    rows = Entry.objects.filter(case=case).exclude(faults=[]).values_list("faults", *READ)
    for faults, *texts in rows.order_by("pk"):
        if any(fault.get("code") == FaultCode.STAFF for fault in faults):
            for text in texts:
                for match in STAFF.finditer(text):
                    if match[1].split()[0] not in NOT_NAMES:
                        yield match[1]
