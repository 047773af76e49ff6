"""Answers of one check carried over to the next check of the same file (ADR 31).

Only what a person had to look at is carried, and only where the finding is the same: its kind, its
words, what stands around them, and the kind of place. What must be fixed is never carried: whoever
answers it sees what was said before, and says it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.actors import acting
from disclosure.models import CheckFinding, CheckRun, FindingAnswer, Group
from disclosure.models.runs import SETTLED

OF_PEOPLE = {"near name", "short name", "initials", "staff", "pseudonym"}
"""Kinds that rest on whom the review knows: not carried once that has changed."""

Same = tuple[str, str, str, str]


def same(finding: CheckFinding) -> Same:
    """What two findings share when they are the same one; pages are numbered anew each time."""
    place = re.sub(r"\d+", "", finding.place)
    return finding.kind, place, finding.shown, finding.snippet


def run_before(run: CheckRun) -> CheckRun | None:
    """The newest earlier check of the same file, in this or an earlier version, that was read."""
    if run.version_checked is None:
        return None
    rows = CheckRun.objects.filter(
        version_checked__document=run.version_checked.document_id, pk__lt=run.pk, refused=""
    )
    return rows.first()


def carry_over(run: CheckRun) -> int:
    """Carry settled answers from the check before; gives how many. Call it as the run is kept."""
    before = run_before(run)
    if before is None or run.refused:
        return 0
    known = {
        same(answer.finding): answer
        for answer in _newest_answers(before.findings.filter(group=Group.LOOK_AT))
        if answer.outcome in SETTLED
    }
    carried = 0
    with acting(run.run_by):
        for finding in run.findings.filter(group=Group.LOOK_AT):
            old = known.get(same(finding))
            if old is None or (finding.kind in OF_PEOPLE and before.identities != run.identities):
                continue
            FindingAnswer(
                case=run.case,
                finding=finding,
                outcome=old.outcome,
                reason=old.reason,
                answered_by=old.answered_by,
                answered_at=old.answered_at,
                carried_from=old,
            ).save()
            carried += 1
    return carried


def said_before(run: CheckRun) -> dict[Same, FindingAnswer]:
    """The last words on each finding that had to be fixed, in earlier checks of the file.

    One query.
    """
    if run.version_checked is None:
        return {}
    rows = FindingAnswer.objects.filter(
        finding__run__version_checked__document=run.version_checked.document_id,
        finding__run__lt=run.pk,
        finding__group=Group.MUST_FIX,
    )
    rows = rows.select_related("finding", "answered_by")
    return {same(answer.finding): answer for answer in rows}


def _newest_answers(findings: Iterable[CheckFinding]) -> list[FindingAnswer]:
    newest: dict[int, FindingAnswer] = {}
    rows = FindingAnswer.objects.filter(finding__in=findings)
    for answer in rows.select_related("finding", "answered_by"):
        newest[answer.finding_id] = answer
    return list(newest.values())
