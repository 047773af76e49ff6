"""Running the disclosure check over exact bytes, and keeping what it found (S181, S182)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.storage import storages
from django.db import transaction

from accounts.models import User
from audit.actors import acting
from dhr_cases.models import AgencyRequest, Case, Person
from disclosure import finding
from disclosure.anonymise import MONTHS, folded, spaced
from disclosure.carrying import carry_over
from disclosure.identities import known
from disclosure.models import CheckFinding, CheckRun, Group, Source
from disclosure.readers import Point, points_of
from disclosure.reading import NotRead, Reading, read_file
from documents.models import Version
from documents.storage import is_unaltered

MOST = 2000
"""Findings that one run keeps; a file with more is not fit to be read by a person."""
TOO_MANY = f"More than {MOST} things were found. Take out what names people, then check it again."
NOT_WHAT_CAME_IN = "It is missing, or is not what came in. Add it again."
WEEK = spaced("monday tuesday wednesday thursday friday saturday sunday")
OF_ANY_REPORT = spaced(
    "home office act care domestic abuse homicide violence review reviews death related community "
    "safety partnership council county city district police constabulary nhs trust foundation "
    "health hospital social adult children childrens services service safeguarding board multi "
    "agency risk assessment conference independent chair panel coordinator crown court coroner "
    "probation general practitioner practice marac idva england wales english welsh british "
    "executive summary overview report action plan section chapter appendix annex figure table"
)
"""Words that every report has with a capital: they name no person and no place."""
NAMED_HERE = "A pseudonym of this review, or a body that takes part in it."


@dataclass(frozen=True)
class Found:
    """One finding, before it is kept."""

    group: str
    kind: str
    place: str
    shown: str
    snippet: str = ""
    why: str = ""


@dataclass(frozen=True)
class Result:
    """What the check says of some bytes, and what it was made against."""

    sha256: str
    size: int
    identities: str
    refused: str = ""
    findings: list[Found] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)


def look(case: Case, name: str, content: bytes) -> Result:
    """Check bytes that would leave under this name; writes nothing. About six queries.

    What cannot be read is refused, with the sentence why, and never raises.
    """
    identities = known(case)
    facts = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "identities": identities.state(),
    }
    try:
        reading = read_file(name, content)
    except NotRead as refused:
        return Result(**facts, refused=str(refused))
    hits = finding.check(identities, reading)
    findings = [_of_hit(hit) for hit in hits]
    findings += _unknown(reading, {hit.shown for hit in hits}, _expected(case))
    if len(findings) > MOST:
        return Result(**facts, refused=TOO_MANY)
    return Result(**facts, findings=findings, points=points_of(name, content, reading))


def _of_hit(hit: finding.Hit) -> Found:
    group = Group.MUST_FIX if hit.group == finding.MUST_FIX else Group.LOOK_AT
    return Found(group, hit.kind, hit.place, hit.shown, hit.snippet)


def _expected(case: Case) -> set[str]:
    """Words with a capital that a report of this review has anyway. Two queries."""
    named = [case.known_as, str(case.lead_partnership), str(case.county_partner or "")]
    named += Person.objects.filter(case=case).values_list("pseudonym", flat=True)
    asked = AgencyRequest.objects.filter(case=case)
    named += asked.values_list("organisation__name", flat=True).distinct()
    return {word for name in named for word in folded(name)}


def _unknown(reading: Reading, already: set[str], expected: set[str]) -> Iterator[Found]:
    """Capitalised words that may name somebody the review does not know, each with its place."""
    common = frozenset({*MONTHS, *WEEK, *OF_ANY_REPORT})
    for words in finding.unknown_names(reading, common):
        if words in already:
            continue
        place, text = next(
            ((part.place, part.text) for part in reading.passages if words in part.text),
            ("text", words),
        )
        snippet = finding.snippet(text, words)
        if expected.issuperset(set(folded(words)) - common):
            yield Found(Group.FINE, "known word", place, words, snippet, NAMED_HERE)
        else:
            yield Found(Group.LOOK_AT, "unknown word", place, words, snippet)


@transaction.atomic
def keep(
    case: Case,
    result: Result,
    *,
    source: str,
    by: User,
    at: datetime,
    version: Version | None = None,
) -> CheckRun:
    """Keep a result as a run with its findings; `version` is the file of the review it is of."""
    with acting(by):
        run = CheckRun(
            case=case,
            source=source,
            version_checked=version,
            sha256=result.sha256,
            size=result.size,
            identities=result.identities,
            refused=result.refused,
            reader_points=[point.kept() for point in result.points],
            run_by=by,
            run_at=at,
        )
        run.save()
        for number, found in enumerate(result.findings, start=1):
            CheckFinding(
                case=case,
                run=run,
                number=number,
                group=found.group,
                kind=found.kind[:60],
                place=found.place[:200],
                shown=found.shown,
                snippet=found.snippet,
                why=found.why,
            ).save()
    return run


def check_version(version: Version, *, by: User, at: datetime) -> CheckRun:
    """Check a file of the review as it is stored, under the name it would leave by.

    What was answered in the check before, of the same findings, is carried over (ADR 31).

    Bytes that are not what came in are refused. Reads before it writes, so that on SQLite the
    one lock is held no longer than the keeping takes.
    """
    if not is_unaltered(version):
        result = Result(version.sha256, version.size, known(version.case).state(), NOT_WHAT_CAME_IN)
    else:
        with storages["documents"].open(version.storage_name) as stored:
            result = look(version.case, version.download_name, stored.read())
    with transaction.atomic():
        run = keep(version.case, result, source=Source.FILE, by=by, at=at, version=version)
        carry_over(run)
    return run
