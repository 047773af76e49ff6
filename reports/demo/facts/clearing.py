"""Files of an invented review, checked and cleared as people would before they leave."""

from __future__ import annotations

from disclosure import checking, clearance
from disclosure.models import FindingAnswer, Group, Outcome, TogetherAnswer
from documents.models import DocumentKind, Version
from workflow.guards.files import REPORT, current_versions

LEAVING = (*REPORT, DocumentKind.QUALITY_LETTER, DocumentKind.LEARNING_SUMMARY)
CLEARERS = ("independent_chair", "chair", "coordinator")
"""All three who may: whoever takes a step is not one of the two who count."""
READ = "Read from the first page to the last, with headers, notes and properties."


def clear_files(walk) -> None:
    """Check each file that will leave, answer what was found, and clear it."""
    versions = current_versions(walk.case, LEAVING)
    standings = clearance.standings(walk.case, versions.values())
    for version in versions.values():
        if len(standings[version.pk].people()) < len(CLEARERS):
            _clear(walk, version)


def _clear(walk, version: Version) -> None:
    by = walk.person("independent_chair")
    run = checking.check_version(version, by=by, at=walk.moment())
    with walk.as_("independent_chair"):
        for finding in run.findings.exclude(group=Group.FINE):
            FindingAnswer(
                case=walk.case,
                finding=finding,
                outcome=Outcome.NOT_A_MATCH,
                reason="Invented, and names nobody.",
                answered_by=by,
                answered_at=walk.moment(),
            ).save()
        TogetherAnswer(
            case=walk.case,
            run=run,
            press="One short article, which gives a month and no name.",
            trial="The sentencing remarks are public. Nothing here can be matched to them alone.",
            rare="Work and village were made wider, and the month of the move left out.",
            answered_by=by,
            answered_at=walk.moment(11),
        ).save()
    for name in CLEARERS:
        person = walk.person(name)
        clearance.clear(version, run, passed=True, note=READ, by=person, on=walk.day)
