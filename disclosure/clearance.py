"""The gate: whether exact bytes may leave. Every way out asks here and nowhere else (ADR 25).

A file may leave when a check of these bytes passed, against what is known now, and two different
people cleared it since; whoever takes the step that sends it out is neither of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from accounts.models import User
from audit.actors import acting
from dhr_cases.models import Case
from disclosure.identities import state_of_identities
from disclosure.models import CheckRun, Clearance
from documents.models import ScanState, Version
from documents.storage import is_unaltered

PEOPLE = 2
HANDED_OUT = (ScanState.CLEAN, ScanState.NOT_SCANNED)


def cleared_by(have: int) -> str:
    """How many people have cleared a file, in words, and how many it takes while they are fewer."""
    people = {0: "Cleared by nobody yet", 1: "Cleared by 1 person"}.get(
        have, f"Cleared by {have} people"
    )
    return people if have >= PEOPLE else f"{people}; {PEOPLE} are needed"


class NotCleared(ValueError):
    """A clearance that cannot be given; the message is a sentence for a person."""


@dataclass(frozen=True)
class Standing:
    """How one version stands at the gate: its newest check, and the words that count."""

    version: Version
    run: CheckRun | None = None
    is_stale: bool = False
    words: tuple[Clearance, ...] = field(default=())
    doubt: Clearance | None = None

    @property
    def is_passed(self) -> bool:
        """Whether the newest check passed and is fresh."""
        return self.run is not None and not self.is_stale and self.run.is_passed

    def people(self, leaving_by: User | None = None) -> list[User]:
        """Everybody whose clearance counts when `leaving_by` takes the step, each once."""
        found = {word.cleared_by_id: word.cleared_by for word in self.words}
        if leaving_by is not None:
            found.pop(leaving_by.pk, None)
        return list(found.values())

    def reason(self, called: str, by: User | None) -> str:
        """Why this file, called so, may not leave by this person's step; empty when it may.

        Reads the stored bytes, so it comes last of all that could refuse.
        """
        return self.of_check(called) or self.of_people(called, by) or self.of_bytes(called)

    def of_check(self, called: str) -> str:
        """What is wrong with the check of this file; empty when it passed and is fresh."""
        if self.version.scan_state not in HANDED_OUT:
            return f"The {called} is held by the scan for viruses."
        if self.run is None:
            return f"Check the {called} for disclosure, and have two people clear it."
        if self.is_stale:
            return (
                f"What this review knows has changed since the {called} was checked. "
                "Check it again."
            )
        if self.run.refused:
            return f"The {called} could not be read, so it may not leave. {self.run.refused}"
        if not self.run.is_passed:
            return f"Finish the check of the {called}: it has open points."
        return ""

    def of_people(self, called: str, by: User | None) -> str:
        """Who is still to clear this file, whoever takes the step left aside."""
        have = len(self.people(by))
        if have >= PEOPLE:
            return ""
        so_far = ("nobody has yet", "one of them has")[have]
        other = ", other than whoever takes this step," if by is not None else ""
        return f"Two people{other} must clear the {called}: {so_far}."

    def of_bytes(self, called: str) -> str:
        """Whether the stored bytes are no longer those that came in, in a sentence."""
        if is_unaltered(self.version):
            return ""
        return f"The file of the {called} is not what came in. Add it again."


def standings(case: Case, versions: Iterable[Version]) -> dict[int, Standing]:
    """How versions of one case stand, by their key. Two queries, and four where any was checked."""
    by_key = {version.pk: version for version in versions}
    runs: dict[int, list[CheckRun]] = {}
    for run in CheckRun.objects.filter(version_checked__in=by_key).judged():
        runs.setdefault(run.version_checked_id, []).append(run)
    state = state_of_identities(case) if runs else ""
    said: dict[int, list[Clearance]] = {}
    given = Clearance.objects.filter(version_cleared__in=list(runs)).select_related("cleared_by")
    for word in given:
        said.setdefault(word.version_cleared_id, []).append(word)
    return {
        key: _standing(version, runs.get(key, []), said.get(key, []), state)
        for key, version in by_key.items()
    }


def _standing(
    version: Version, runs: list[CheckRun], said: list[Clearance], state: str
) -> Standing:
    good = {
        run.pk
        for run in runs
        if run.identities == state and run.sha256 == version.sha256 and run.is_passed
    }
    doubts = [word for word in said if not word.passed]
    since = doubts[-1].pk if doubts else 0
    words = tuple(
        word
        for word in said
        if word.pk > since and word.run_id in good and word.sha256 == version.sha256
    )
    newest = runs[0] if runs else None
    is_stale = newest is not None and (
        newest.identities != state or newest.sha256 != version.sha256
    )
    doubt = doubts[-1] if doubts and not words else None
    return Standing(version, newest, is_stale, words, doubt)


def standing_of(version: Version) -> Standing:
    """How one version stands."""
    return standings(version.case, [version])[version.pk]


def may_clear(version: Version, run: CheckRun, by: User) -> str:
    """Why this person cannot clear these bytes on this run; empty when they can."""
    standing = standing_of(version)
    newest = version.document.current
    if newest is not None and newest.pk != version.pk:
        return "There is a newer version of this file. Check that one."
    if standing.run is None or standing.run.pk != run.pk:
        return "There is a newer check of this file. Read that one."
    refused = standing.of_check("file")
    if refused:
        return refused
    if by.pk in {person.pk for person in standing.people()}:
        return "You have cleared this file already. A second person has to clear it too."
    return standing.of_bytes("file")


@transaction.atomic
def clear(
    version: Version, run: CheckRun, *, passed: bool, note: str, by: User, on: date
) -> Clearance:
    """Say that nobody can be identified from these bytes, or doubt it.

    Raises NotCleared where a clearance may not be given. A doubt may always be said.
    """
    Version.objects.select_for_update().get(pk=version.pk)
    refused = may_clear(version, run, by) if passed else ""
    if refused:
        raise NotCleared(refused)
    with acting(by):
        word = Clearance(
            case=version.case,
            version_cleared=version,
            run=run,
            sha256=version.sha256,
            passed=passed,
            note=note,
            cleared_by=by,
            cleared_on=on,
        )
        word.save()
    return word
