"""People, the bodies they belong to, and what they hold there."""

from accounts.models.invitations import Invitation, Undertaking
from accounts.models.organisations import Organisation, OrganisationName
from accounts.models.people import User
from accounts.models.sessions import OpenSession, SecondFactorReset
from accounts.models.standing import StandingRole

__all__ = [
    "Invitation",
    "OpenSession",
    "Organisation",
    "OrganisationName",
    "SecondFactorReset",
    "StandingRole",
    "Undertaking",
    "User",
]
