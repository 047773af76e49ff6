"""Whom to write to at an agency, by which secure way, and which agencies work in an area (S241)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from accounts.models import Organisation, User
from dhr_cases.models import AgencyArea, AgencyContact, ContactPart, Way
from dhr_cases.models.chasing import Audience

FIRST_TO_ASK = {
    Audience.CONTACT: (ContactPart.SINGLE_POINT, ContactPart.DEPUTY),
    Audience.SENIOR: (ContactPart.SENIOR_LEAD,),
}
"""Whose turn it is, in order: a deputy stands in for the single point of contact."""


def without_secure_contact(agencies: Iterable[Organisation], on: date) -> list[Organisation]:
    """The agencies to which names cannot safely be sent, for want of a contact with a route."""
    agencies = list(agencies)
    reached = set(
        AgencyContact.objects.secure(on)
        .filter(organisation__in=agencies)
        .values_list("organisation", flat=True)
    )
    return [agency for agency in agencies if agency.pk not in reached]


def ways_to(agencies: Iterable[Organisation], on: date) -> dict[int, str]:
    """By agency, the way in which names reach it, for those that are not reached in this service.

    The route of the contact whose turn it is. One query.
    """
    found = {}
    for key, contacts in contacts_of([agency.pk for agency in agencies], on).items():
        able = [row for row in contacts if row.route]
        first = first_to_ask(able, Audience.CONTACT) or next(iter(able), None)
        if first is not None and first.route in Way.values:
            found[key] = first.route
    return found


def contacts_of(agencies: Collection[int], on: date) -> dict[int, list[AgencyContact]]:
    """The contacts in force of some agencies, by agency. One query."""
    found: dict[int, list[AgencyContact]] = defaultdict(list)
    rows = AgencyContact.objects.in_force(on).filter(organisation__in=agencies)
    for row in sorted(rows, key=lambda row: (in_turn(row.part), row.name)):
        found[row.organisation_id].append(row)
    return found


def in_turn(part: str) -> int:
    """The place of a part among those of an agency: the single point of contact comes first."""
    return list(ContactPart).index(ContactPart(part))


def first_to_ask(contacts: Iterable[AgencyContact], audience: str) -> AgencyContact | None:
    """The contact whose turn it is, one with an e-mail address before one without."""
    turn = FIRST_TO_ASK[Audience(audience)]
    able = [row for row in contacts if row.part in turn]
    return min(able, key=lambda row: (not row.email, turn.index(row.part), row.pk), default=None)


def agencies_by_area(area: Organisation, on: date) -> tuple[list[Organisation], list[Organisation]]:
    """The agencies that work in an area or in the whole of its county, and those from elsewhere."""
    bodies = [area.pk, area.county_id] if area.county_id else [area.pk]
    here = set(AgencyArea.objects.filter(area__in=bodies).values_list("agency", flat=True))
    agencies = Organisation.objects.filter(kind=Organisation.Kind.AGENCY).current(on)
    near, far = [], []
    for agency in agencies:
        (near if agency.pk in here else far).append(agency)
    return near, far


def check(contact: AgencyContact, *, by: User, on: date) -> None:
    """Write down that somebody made sure this contact is right."""
    contact.verified_on, contact.verified_by = on, by
    contact.save()


@transaction.atomic
def set_areas(agency: Organisation, areas: Iterable[Organisation]) -> None:
    """Make the areas of an agency these and no others."""
    wanted = {area.pk: area for area in areas}
    for row in AgencyArea.objects.filter(agency=agency):
        if row.area_id in wanted:
            del wanted[row.area_id]
        else:
            row.delete()
    for area in wanted.values():
        AgencyArea(agency=agency, area=area).save()
