"""Factual accuracy: to each agency what is said of it, its corrections, each answered (S132).

The asking itself is the agency's request of kind accuracy, which the guards of T15 read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from accounts.models import Organisation, User
from dhr_cases import agencies, agency_mail, exchange
from dhr_cases.models import AgencyRequest, Case, Outcome, RequestKind
from documents.intake import store
from documents.kinds import FileRefused, extension_of
from documents.models import DocumentKind, Version, Zone
from workflow.models import AccuracyCopy, CopyBack, Correction

WORKING_DAYS = 10
"""How long an agency has, where nobody says otherwise (local-practice.md 3, row 18)."""
NOT_A_PDF = "Add the extract as a PDF, so that each reader's copy carries their name."
EXTRACT = "Extract for an accuracy check"


COME = Q(request__received_on__isnull=False) | Q(
    check_number__lt=F("request__accuracy_copy__check_number")
)
"""Corrections that are ours to read: their check was received, or it was an earlier one."""
ANSWER_FIRST = "Answer what this agency corrected in the last check before you ask it again."
NO_NEWER = "This agency has answered already. Ask again once there is a newer version."


@dataclass(frozen=True)
class Standing:
    """How one agency stands to the accuracy check."""

    agency: Organisation
    request: AgencyRequest | None
    copy: AccuracyCopy | None = None
    corrections: list[Correction] = field(default_factory=list)

    @property
    def unanswered(self) -> int:
        """Corrections that wait for an answer."""
        return sum(row.answered_on is None for row in self.corrections)

    @property
    def tag(self) -> tuple[str, str]:
        """How it stands, as words and the kind of tag."""
        if self.request is None:
            return "Not sent", "grey"
        if self.request.outcome == Outcome.WAITING:
            return ("Sent", "information") if self.copy else ("Asked, no copy sent", "due-soon")
        if self.request.received_on is None:
            return agencies.standing(self.request)
        if not self.corrections:
            return "Answered", "on-time"
        number = len(self.corrections)
        said = f"{number} correction{'' if number == 1 else 's'}"
        if self.unanswered:
            return f"{said}, {self.unanswered} not answered", "due-soon"
        return f"{said}, answered", "on-time"


def is_overdue(row: Standing, on: date) -> bool:
    """Whether the agency's day has passed without a word."""
    asked = row.request
    return asked is not None and asked.outcome == Outcome.WAITING and asked.due_on < on


def standings(case: Case, requests: Iterable[AgencyRequest]) -> list[Standing]:
    """Every agency that gave a return or was asked to check; `requests` are those to check.

    Three queries.
    """
    asked = {row.organisation_id: row for row in requests}
    gave = Organisation.objects.filter(
        requests__case=case,
        requests__kind=RequestKind.REVIEW,
        requests__outcome=Outcome.RECEIVED,
    )
    every = {row.pk: row for row in gave} | {
        row.organisation_id: row.organisation for row in asked.values()
    }
    copies = {
        row.request_id: row
        for row in AccuracyCopy.objects.filter(case=case).select_related("file__document")
    }
    come: dict[int, list[Correction]] = {}
    for row in Correction.objects.filter(COME, case=case):
        come.setdefault(row.request_id, []).append(row)
    found = []
    for agency in sorted(every.values(), key=lambda body: body.name):
        request = asked.get(agency.pk)
        key = request.pk if request else None
        found.append(Standing(agency, request, copies.get(key), come.get(key, [])))
    return found


def extract_of(content: bytes, name: str) -> None:
    """Raises FileRefused unless the extract is a PDF, whose copies can carry their reader."""
    if extension_of(name, content) != ".pdf":
        raise FileRefused(NOT_A_PDF)


@transaction.atomic
def send(
    case: Case,
    agency: Organisation,
    *,
    version: Version,
    sections: str,
    extract: tuple[str, bytes] | None,
    due_on: date,
    by: User,
    on: date,
) -> AccuracyCopy:
    """Give an agency what is said of it, and tell its people that something is asked.

    `extract` is the name and the bytes of a PDF, kept among the working papers. An agency that has
    answered is asked again where the version is another one; what it said before stays. Raises
    ValueError when it is not, or when a correction of the check before has no answer.
    """
    asked = case.agencyrequests.filter(kind=RequestKind.ACCURACY, organisation=agency).first()
    if asked is None:
        [asked] = agencies.ask(
            case,
            [agency],
            kind=RequestKind.ACCURACY,
            form="",
            question="Please read what the draft says of your agency. Tell us what is not "
            "accurate: facts only. The panel's analysis is not open to change here.",
            due_on=due_on,
            by=by,
            on=on,
        )
    copy = AccuracyCopy.objects.filter(request=asked).first()
    copy = copy or AccuracyCopy(case=case, request=asked)
    if not agencies.may_be_answered(asked):
        _ask_again(asked, copy, version)
    if asked.due_on != due_on:
        asked.due_on = due_on
    asked.save()
    copy.file, copy.sections, copy.sent_on = version, sections, on
    if extract is not None:
        copy.extract = _keep_extract(case, copy, *extract, by=by)
    copy.save()
    agency_mail.tell_contacts([asked], on)
    return copy


def _ask_again(asked: AgencyRequest, copy: AccuracyCopy, version: Version) -> None:
    """Open an answered check for another version; the answer before stays in the history."""
    if copy.file_id is None or copy.file_id == version.pk:
        raise ValueError(NO_NEWER)
    if asked.corrections.filter(answered_on__isnull=True).exists():
        raise ValueError(ANSWER_FIRST)
    copy.check_number += 1
    copy.copy_back, copy.copy_back_on = "", None
    asked.outcome, asked.received_on = Outcome.WAITING, None
    asked.answer, asked.answered_by = "", None


def open_corrections(asked: AgencyRequest) -> QuerySet[Correction]:
    """The corrections of the check that is asked now; those of earlier ones stay as they are."""
    copy = AccuracyCopy.objects.filter(request=asked).first()
    return asked.corrections.filter(check_number=copy.check_number if copy else 1)


def _keep_extract(case: Case, copy: AccuracyCopy, name: str, content: bytes, *, by: User):
    kept = store(
        case,
        content=content,
        name=name,
        by=by,
        kind=DocumentKind.OTHER,
        zone=Zone.WORKING,
        title=EXTRACT,
        is_distressing=True,
        document=copy.extract,
    )
    return kept.document


def write(row: Correction, asked: AgencyRequest, *, by: User, on: date) -> None:
    """Keep a correction of the agency's own. Raises ValueError once its check is received."""
    if not agencies.may_be_answered(asked):
        raise ValueError("We have already received this. Ask the co-ordinator to correct it.")
    _keep(row, asked, by=by, on=on)


def write_down(row: Correction, asked: AgencyRequest, *, by: User, on: date) -> None:
    """Keep a correction that came by post or e-mail. Raises ValueError while nothing has come."""
    if agencies.may_be_answered(asked):
        raise ValueError("Record first that the agency's answer came.")
    _keep(row, asked, by=by, on=on)


def _keep(row: Correction, asked: AgencyRequest, *, by: User, on: date) -> None:
    if row._state.adding:
        row.case, row.request, row.written_by, row.written_on = asked.case, asked, by, on
        copy = AccuracyCopy.objects.filter(request=asked).first()
        row.check_number = copy.check_number if copy else 1
    row.save()


def take_out(row: Correction, asked: AgencyRequest) -> None:
    """Let the agency take one back before it sends. Raises ValueError afterwards."""
    if not agencies.may_be_answered(asked):
        raise ValueError("We have already received this. Ask the co-ordinator to correct it.")
    row.delete()


@transaction.atomic
def hand_in(asked: AgencyRequest, *, copy_back: str, by: User, at: datetime) -> None:
    """Receive an agency's check with its corrections, or that all of it is accurate.

    Raises ValueError when it was received before.
    """
    number = open_corrections(asked).count()
    said = f"{number} correction{'' if number == 1 else 's'}." if number else ""
    asked.answer = said or "All of it is accurate."
    agencies.answer(asked, by=by, on=at.date())
    copy = AccuracyCopy.objects.filter(request=asked).first()
    if copy is not None and copy_back:
        back(copy, CopyBack(copy_back), on=at.date())
    exchange.give_receipt(asked, "Accuracy check", by=by, at=at)


def back(copy: AccuracyCopy, how: CopyBack, *, on: date) -> None:
    """Keep that an agency's copy was returned or destroyed."""
    copy.copy_back, copy.copy_back_on = how, on
    copy.save()


@transaction.atomic
def answer(row: Correction, *, by: User, on: date) -> None:
    """Keep what became of a correction: changed and where, or not and why."""
    row.answered_by, row.answered_on = by, on
    row.save()
