"""Dates for somebody's own calendar: that there is a meeting, and nothing of the review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from workflow.models import Meeting

USUAL_LENGTH = timedelta(hours=2)


@dataclass(frozen=True)
class WholeDay:
    """A day for a calendar: a lasting key of its own, the reference and the kind of day it is."""

    key: str
    day: date
    reference: str
    kind: str


def calendar_of(meetings: Iterable[Meeting], *, home: str, days: Iterable[WholeDay] = ()) -> bytes:
    """A calendar file (RFC 5545) of meetings and days: reference, time and where to sign in.

    `home` is the full address of the service. The place, the agenda and the people stay here:
    a calendar is copied to telephones and shared with assistants.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Domestic homicide reviews//Meetings//EN")
    calendar.add("version", "2.0")
    for meeting in meetings:
        calendar.add_component(_event(meeting, home))
    for whole in days:
        calendar.add_component(_whole_day(whole, home))
    return calendar.to_ical()


def _event(meeting: Meeting, home: str) -> Event:
    event = Event()
    event.add("uid", f"{meeting.token}@reviews")
    event.add("dtstamp", timezone.now())
    event.add("sequence", meeting.version)
    event.add("summary", f"{meeting.case.reference}: meeting")
    event.add("description", f"Sign in to read more: {home}")
    event.add("url", home)
    if meeting.starts_at:
        begins = timezone.make_aware(datetime.combine(meeting.held_on, meeting.starts_at))
        event.add("dtstart", begins.astimezone(UTC))
        event.add("dtend", (begins + USUAL_LENGTH).astimezone(UTC))
    else:
        event.add("dtstart", meeting.held_on)
        event.add("dtend", meeting.held_on + timedelta(days=1))
    if meeting.cancelled_on:
        event.add("status", "CANCELLED")
    return event


def _whole_day(whole: WholeDay, home: str) -> Event:
    event = Event()
    event.add("uid", f"{whole.key}@reviews")
    event.add("dtstamp", timezone.now())
    event.add("summary", f"{whole.reference}: {whole.kind}")
    event.add("description", f"Sign in to read more: {home}")
    event.add("url", home)
    event.add("dtstart", whole.day)
    event.add("dtend", whole.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
