"""Notices to test with: a draft with the four answers, and how it is sent."""

import datetime

from django.urls import reverse
from django.utils import timezone

from audit.actors import acting
from dhr_cases.codes import Part
from dhr_cases.models import Notification
from workflow import intake, services


def draft(areas, by=None, *, names=("Maria Example",), **fields):
    """A notice with the four answers, not sent."""
    by = by or areas.coordinator
    with acting(by):
        notice = Notification(
            started_by=by,
            area=areas.north,
            county=areas.county,
            **{"sender_organisation": "Midshire Police", "concern": "abuse", **fields},
        )
        notice.save()
        for name in names:
            notice.people.create(part=Part.DIED, name=name)
    return notice


def send(notice, by, **more):
    return intake.submit_notice(notice, by=by, on=timezone.localdate(), now=timezone.now(), **more)


def address(name, notice, *rest):
    return reverse(name, args=[notice.token, *rest])


def version(notice):
    return Notification.objects.get(pk=notice.pk).version


def screening(areas):
    """A case whose notice was accepted, by real steps."""
    received = timezone.now() - datetime.timedelta(days=3)
    notice = draft(areas, received_at=received, died_on="2026-05")
    case = send(notice, areas.coordinator)
    services.perform(case.progress, "accept", by=areas.coordinator, on=timezone.localdate())
    return type(case).objects.get(pk=case.pk)
