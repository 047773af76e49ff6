"""Neutral e-mails to agencies: that something waits, and nothing of what, about whom or why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from accounts import notices
from accounts.roles import Role
from dhr_cases import directory
from dhr_cases.models import AgencyContact, AgencyRequest, CaseAssignment
from dhr_cases.models.chasing import Audience

ROLES = {
    Audience.CONTACT: (Role.AGENCY_AUTHOR, Role.AGENCY_SENIOR),
    Audience.SENIOR: (Role.AGENCY_SENIOR,),
}


def addresses(
    request: AgencyRequest, audience: str, on: date
) -> tuple[AgencyContact | None, list[str]]:
    """The contact whose turn it is and every address to write to: theirs, and those of people
    who act for the agency on this review. An agency's silence is often one mailbox."""
    contacts = directory.contacts_of([request.organisation_id], on)
    contact = directory.first_to_ask(contacts.get(request.organisation_id, []), audience)
    people = CaseAssignment.objects.live().filter(
        case=request.case,
        organisation=request.organisation,
        role__in=ROLES[Audience(audience)],
        user__is_active=True,
    )
    found = set(people.values_list("user__email", flat=True))
    if contact is not None and contact.email:
        found.add(contact.email.lower())
    return contact, sorted(found)


def tell_contacts(requests: Iterable[AgencyRequest], on: date) -> int:
    """Tell agencies that something is asked of them; how many could be told by e-mail."""
    told = 0
    for request in requests:
        _, found = addresses(request, Audience.CONTACT, on)
        for address in found:
            notices.send("agency_asked", "something is asked of your agency", address)
        told += bool(found)
    return told
