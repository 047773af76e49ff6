"""A run of the disclosure check that fills in a part of an address."""

from django.utils import timezone

from disclosure import checking
from disclosure.models import CheckRun, Clearance, FindingAnswer, Source, TogetherAnswer
from documents.models import DocumentKind, Zone
from tests.facts.rows import TODAY, add_file
from tests.matrix.things.registry import thing

FOUND = checking.Found("must_fix", "name", "page header 1", "Zoe", "by Zoe Strang, in June")


@thing("disclosure/run")
def _(case, team):
    """A file with a finding of each kind, one of them answered, and somebody's doubt."""
    known = CheckRun.objects.filter(case=case, findings__isnull=False).first()
    return known.token if known else checked_and_answered(case, team).token


def checked_and_answered(case, team):
    version = add_file(case, team, DocumentKind.OVERVIEW_REPORT, Zone.DRAFT)
    kinds = [FOUND, checking.Found("look_at", "exact date", "text", "3 May 2026")]
    kinds.append(checking.Found("look_at", "unknown word", "text", "Larkspur"))
    kinds.append(checking.Found("fine", "known word", "text", "Rowan", "", "The pseudonym"))
    result = checking.Result(version.sha256, version.size, "0" * 64, "", kinds)
    by, now = team.independent_chair, timezone.now()
    run = checking.keep(case, result, source=Source.FILE, by=by, at=now, version=version)
    FindingAnswer(
        case=case, finding=run.findings.first(), outcome="accepted", reason="Her wish",
        answered_by=by, answered_at=now,
    ).save()  # fmt: skip
    TogetherAnswer(
        case=case, run=run, press="None", trial="None", rare="None", answered_by=by, answered_at=now
    ).save()
    Clearance(
        case=case, version_cleared=version, run=run, sha256=run.sha256, passed=False,
        note="A doubt", cleared_by=by, cleared_on=TODAY,
    ).save()  # fmt: skip
    return run
