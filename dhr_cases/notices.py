"""What a notice says so far: its tasks, its answers in words, and who has acknowledged it."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from dhr_cases.codes import Part
from dhr_cases.forms.notices import SECTIONS, Section, is_not_known
from dhr_cases.models import NoticePerson, Notification
from dhr_cases.models.notification import NOTICE_ROLES
from dhr_cases.standing import bodies_of

NEEDED = {
    "sender": lambda notice, people: bool(notice.sender_name or notice.sender_organisation),
    "died": lambda notice, people: any(
        person.part == Part.DIED and (person.name or person.is_unidentified) for person in people
    ),
    "happened": lambda notice, people: bool(notice.concern and notice.area_id),
    "risk": lambda notice, people: notice.risk_now != "yes" or bool(notice.risk_done),
}


def people_on(notice: Notification) -> list[NoticePerson]:
    """Everybody named in a notice, without those taken off it again."""
    return list(notice.people.filter(left_out=False))


def when_received(notice: Notification) -> str:
    """The receipt in words; midnight stands for a day whose time nobody noted."""
    if notice.received_at is None:
        return ""
    local = timezone.localtime(notice.received_at)
    day = date_format(local, "j F Y")
    return day if local.time() == datetime.time.min else f"{day}, {date_format(local, 'g:ia')}"


def tasks(notice: Notification) -> list[dict]:
    """The ten sections as rows of a task list."""
    people = people_on(notice)
    return [_task(notice, section, people) for section in SECTIONS.values()]


def _task(notice: Notification, section: Section, people: list[NoticePerson]) -> dict:
    href = reverse("dhr_cases:notice_section", args=[notice.token, section.key])
    row = {"title": section.title, "href": href}
    answered = section.key in notice.done_sections or any(
        person.part in section.parts for person in people
    )
    if is_not_known(notice, section.key):
        return row | {"status": "Not known yet", "kind": "grey"}
    if section.key in NEEDED and not NEEDED[section.key](notice, people):
        if section.key == "risk":
            return row | {"status": "Say what was done", "kind": "due-soon"}
        return row | {"status": "Needed", "kind": "information"}
    if answered:
        return row | {"status": "Completed"}
    return row | {"status": "Not started", "kind": "grey"}


def describe(person: NoticePerson) -> str:
    """Somebody on a notice in a few lines."""
    lines = [person.name or "Not identified yet"]
    if person.other_names:
        lines.append(f"Also known as {person.other_names}")
    if person.born_on and person.born_on.is_known:
        lines.append(f"Born {person.born_on}")
    elif person.age_recorded is not None:
        lines.append(f"Aged {person.age_recorded}")
    if person.address:
        lines.append(person.address)
    if person.relation:
        lines.append(f"The person who died was their {person.get_relation_display().lower()}")
    if person.part == Part.RESPONSIBLE:
        lines.append(f"How far the law has gone: {person.get_legal_status_display().lower()}")
    if person.where_now:
        lines.append(f"Now: {person.where_now}")
    return "\n".join(lines)


def answers(notice: Notification, *, may_change: bool) -> list[tuple[str, list[dict]]]:
    """Every answer in words, by section, as rows of summary lists."""
    people = people_on(notice)
    found = []
    for section in SECTIONS.values():
        rows = [
            {"key": person.get_part_display(), "value": describe(person)}
            for person in people
            if person.part in section.parts
        ]
        rows += _rows(notice, section)
        if not rows:
            words = "Not known yet" if is_not_known(notice, section.key) else "Not answered"
            rows = [{"key": section.title, "value": words}]
        if may_change:
            href = reverse("dhr_cases:notice_section", args=[notice.token, section.key])
            rows = [row | {"href": href} for row in rows]
        found.append((section.title, rows))
    return found


def _rows(notice: Notification, section: Section) -> list[dict]:
    if section.form is None:
        return []
    labels = section.form._meta.labels or {}
    rows = []
    for name in section.form._meta.fields or ():
        shown = getattr(notice, f"get_{name}_display", None)
        value = shown() if shown else getattr(notice, name)
        if value not in ("", None):
            rows.append({"key": labels.get(name, name), "value": str(value)})
    if section.key == "sender" and notice.received_at:
        rows.append({"key": "Received in writing", "value": when_received(notice)})
    if section.key == "risk" and notice.risk_done:
        rows.append({"key": "What was done to keep them safe", "value": notice.risk_done})
    return rows


def bodies_to_acknowledge(notice: Notification, user: User) -> list[str]:
    """For which of the two bodies this person may still acknowledge the notice."""
    held = {body.pk for body in bodies_of(user, NOTICE_ROLES)}
    found = []
    if notice.area_id in held and notice.acknowledged_on is None:
        found.append("district")
    if notice.county_id in held and notice.county_acknowledged_on is None:
        found.append("county")
    return found


def acknowledge(notice: Notification, *, body: str, by: User, on: datetime.date) -> None:
    """Write down that one body has seen the notice. `body` is "district" or "county"."""
    if body == "district":
        notice.acknowledged_on, notice.acknowledged_by = on, by
    else:
        notice.county_acknowledged_on, notice.county_acknowledged_by = on, by
    notice.save()
