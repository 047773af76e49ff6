"""Letters as dated rows, and who may know of which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Permission as P
from audit.log import record
from audit.models import Event
from dhr_cases.models import AgencyRequest, Case, RequestKind
from workflow import clocks
from workflow.models import Audience, Letter, Purpose
from workflow.models.record import HERE

WALLED: dict[str, P] = {
    Audience.FAMILY: P.VIEW_FAMILY,
    Audience.PERPETRATOR: P.VIEW_PERPETRATOR,
    Audience.CORONER: P.VIEW_PROCEEDINGS,
    Audience.POLICE: P.VIEW_PROCEEDINGS,
}
"""Letters that belong to zones Z4 and Z5 or to the other side: without the permission there is no
row, no count and no choice of them (screens.md 5.5)."""


def hidden_from(may: Collection[str]) -> list[str]:
    """The audiences whose letters somebody with these permissions must not know of."""
    return [audience for audience, permission in WALLED.items() if permission not in may]


def letters_for(case: Case, may: Collection[str]) -> QuerySet[Letter]:
    """The letters of a case that somebody with these permissions may know of, newest first."""
    return case.letters.exclude(audience__in=hidden_from(may))


def keep(letter: Letter, *, by: User) -> Letter:
    """Keep a letter as a dated row, and let the clock it answers hear of it (D03, D04, D10)."""
    letter.recorded_by = by
    letter.save()
    clocks.hear(
        letter.case,
        letter.audience,
        letter.purpose,
        on=letter.sent_on,
        note="By a letter recorded here",
    )
    record(
        Event.LETTER_SENT,
        actor=by,
        subject=letter.case.reference,
        audience=letter.audience,
        purpose=letter.purpose,
    )
    return letter


ASKING = {
    RequestKind.SCOPING: "L04",
    RequestKind.CHRONOLOGY: "L25",
    RequestKind.REVIEW: "L25",
    RequestKind.ACCURACY: "",
}
"""The code of the letter that asks an agency for each kind of return."""


def keep_what_was_asked(
    sender: object,
    *,
    requests: Iterable[AgencyRequest],
    by: User,
    on: date,
    ways: Mapping[int, str],
    **kwargs: object,
) -> None:
    """Enter each asking of an agency in the register, with the page on which it reads it.

    `ways` says by agency how it went, for those that do not read it in this service.
    """
    for request in requests:
        letter = Letter(
            case=request.case,
            request=request,
            code=ASKING[RequestKind(request.kind)],
            audience=Audience.AGENCY,
            purpose=Purpose.ASK,
            addressee=request.organisation.name,
            sent_on=on,
            how=ways.get(request.organisation_id, HERE),
        )
        keep(letter, by=by)


def audiences_for(may: Collection[str]) -> list[tuple[str, str]]:
    """To whom somebody with these permissions may record a letter."""
    hidden = hidden_from(may)
    return [(value, words) for value, words in Audience.choices if value not in hidden]
