"""Members who have not been heard are reminded of a round: three days before, and on its last day.

An e-mail tells nothing of the review (screens.md 6.21). Its row is kept before it goes, so that a
night that breaks off never repeats itself.
"""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts import notices
from accounts.models import User
from workflow.deadlines import is_working_day
from workflow.models import CommentRound, Hold, HoldScope, RoundMail, RoundMailKind
from workflow.reminders import OVER, holidays
from workflow.rounds import members, said_of

SOON = timedelta(days=3)

log = logging.getLogger(__name__)


def send_due(today: date) -> int:
    """Remind whoever is due today; how many e-mails went. None on a day when nobody works."""
    if not is_working_day(today, holidays()):
        return 0
    return sum(_send(asked, kind, today) for asked, kind in _due(today))


def _due(today: date) -> list[tuple[CommentRound, RoundMailKind]]:
    pauses = Hold.objects.filter(case=OuterRef("case"), ended_on__isnull=True, scope=HoldScope.ALL)
    rows = CommentRound.objects.filter(
        ~Exists(pauses), closed_on__isnull=True, closes_on__range=(today, today + SOON)
    ).exclude(case__progress__status__in=OVER)
    found = []
    for asked in rows.select_related("case").prefetch_related("mails"):
        kind = RoundMailKind.LAST_DAY if asked.closes_on == today else RoundMailKind.SOON
        told = {row.kind for row in asked.mails.all()}
        if kind not in told and asked.opened_on < today:
            found.append((asked, kind))
    return found


def waits_for(asked: CommentRound) -> list[User]:
    """Members who have neither commented nor said that they have nothing to add."""
    heard = {
        asked.opened_by_id,
        *asked.comments.values_list("written_by", flat=True),
        *asked.finished.values_list("said_by", flat=True),
    }
    return [user for user in members(asked.case) if user.pk not in heard]


def _send(asked: CommentRound, kind: RoundMailKind, today: date) -> int:
    people = waits_for(asked)
    with transaction.atomic():
        RoundMail(case=asked.case, round=asked, kind=kind, sent_on=today).save()
    sent = 0
    for user in people:
        try:
            notices.send_now("draft_round", said_of(asked), user.email, closes_on=asked.closes_on)
        except OSError:  # the mail server's fault, told in the log without an address
            log.warning("A reminder of a round could not be sent.")
        else:
            sent += 1
    return sent
