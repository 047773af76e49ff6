"""The panel of a review: who is missing from it, how it came to meetings, who follows (S62)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User
from dhr_cases.models import Case
from workflow import commissioning
from workflow.models import STATUTORY_BODIES, Attendance, Came, PanelMember, Voice
from workflow.models.meetings import PANEL_KINDS

PRESENT = (Came.ATTENDED, Came.DEPUTY)


def gaps(case: Case, members: list[PanelMember]) -> list[str]:
    """What the panel still lacks, in sentences; none when everything has been thought of.

    A domestic abuse specialist, the bodies the Act names (section 9(4), section 8A(6)), and
    voices to consider for the person's own circumstances (local-practice.md 4.4).
    """
    now = [member for member in members if not member.left_on]
    told = []
    if not any(member.is_domestic_abuse_specialist for member in now):
        told.append("No specialist domestic abuse member yet.")
    settled = {row.body for row in case.bodyconsidereds.all()}
    open_bodies = [words for code, words in STATUTORY_BODIES[case.regime] if code not in settled]
    if open_bodies:
        told.append(f"Not considered yet: {'; '.join(open_bodies)}.")
    heard = {member.voice for member in now}
    unheard = [voice.label for voice in Voice if voice not in heard]
    if unheard:
        told.append(f"Nobody yet speaks for: {'; '.join(unheard)}. Consider who is needed here.")
    return told


def attendance(case: Case) -> dict[int, tuple[int, int]]:
    """For each agency, how many panel meetings it came to, of how many where that is recorded."""
    found: dict[int, tuple[int, int]] = {}
    rows = Attendance.objects.filter(case=case, meeting__kind__in=PANEL_KINDS).exclude(came="")
    for organisation, came in rows.order_by().values_list("organisation", "came"):
        present, of = found.get(organisation, (0, 0))
        found[organisation] = (present + (came in PRESENT), of + 1)
    return found


@transaction.atomic
def replace(
    leaving: PanelMember, follower: PanelMember, *, handover: str, by: User, on: date
) -> None:
    """Somebody follows a member: the one who leaves has no access from now on.

    The follower's begins, as everybody's, with declaration and undertaking.
    """
    leaving.handover, leaving.left_on = handover, on
    leaving.left_reason = "Replaced"
    commissioning.keep_member(leaving, by=by, on=on)
    follower.follows = leaving
    commissioning.keep_member(follower, by=by, on=on)
