"""A person's calendar at an address of its own: made, ended, and read by a program (S11).

What it says follows what the person may see at the moment of reading; see ADR 24.
"""

from __future__ import annotations

from datetime import date

from django.core.cache import cache
from django.db import transaction

from accounts.models import User
from workflow import diary
from workflow.calendars import WholeDay, calendar_of
from workflow.models import CalendarFeed
from workflow.models.feeds import digest_of, make_secret

WINDOW = 300
"""Seconds over which readings are counted."""
AT_MOST = 30
"""Readings from one address of the network within that time; a calendar asks a few times a day."""


def of_person(user: User) -> CalendarFeed | None:
    """The address a person has now, if they have one. Its secret is not kept."""
    return CalendarFeed.objects.filter(user=user, revoked_on__isnull=True).first()


@transaction.atomic
def make(user: User, *, on: date) -> str:
    """Give a person an address, ending the one they had; returns its secret, which is not kept."""
    end(user, on=on)
    secret = make_secret()
    CalendarFeed(user=user, digest=digest_of(secret), made_on=on).save()
    return secret


@transaction.atomic
def end(user: User, *, on: date) -> bool:
    """End the address a person has; says whether there was one."""
    rows = CalendarFeed.objects.select_for_update().filter(user=user, revoked_on__isnull=True)
    for row in rows:
        row.revoked_on = on
        row.save()
    return bool(rows)


def reader(secret: str) -> User | None:
    """Whose address this is: nobody's if it was ended, or the account is closed. One query."""
    rows = CalendarFeed.objects.filter(digest=digest_of(secret), revoked_on__isnull=True)
    found = rows.filter(user__is_active=True).select_related("user").first()
    return found.user if found else None


def calendar_for(user: User, today: date, *, home: str) -> bytes:
    """What the person's calendar says: meetings, deadlines, planned stages, as reference and kind.

    Days to avoid stay on the page: they come near to what a family told (zone Z4). Three queries.
    """
    days = [
        *(
            WholeDay(f"deadline-{row.pk}", row.due_on, row.case.reference, "deadline")
            for row in diary.clocks(user, today)
        ),
        *(
            WholeDay(f"stage-{row.token}", row.planned_on, row.case.reference, "planned stage")
            for row in diary.planned(user, today)
        ),
    ]
    return calendar_of(diary.own_meetings(user, today), home=home, days=days)


def too_often(address: str) -> bool:
    """Whether this address of the network has asked too often in the last minutes."""
    key = f"calendar-feed-{digest_of(address)[:32]}"
    if cache.add(key, 1, WINDOW):
        return False
    try:
        return cache.incr(key) > AT_MOST
    except ValueError:  # it ran out between the two
        return False
