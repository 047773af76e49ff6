"""What people promise about confidentiality: lines for all, and a few more for each role."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.roles import Role

FOR_ALL = (
    "I will use what I learn here only for the review I have been asked to help with.",
    "I will not talk about it with anybody who has no part in the review.",
    "I will not look at a review that concerns somebody I know, and will say so at once.",
    "I will not copy it anywhere else, and I will keep my password and my second step to myself.",
    "I know that every page I open is written down with my name.",
)

FOR_ROLE: Mapping[str, tuple[str, ...]] = {
    Role.COORDINATOR: (
        "I will give people only the access their part needs, and end it on its day.",
        "I will put no name into an e-mail, a file name or a calendar entry.",
    ),
    Role.PARTNERSHIP_CHAIR: (
        "I will say so before I decide, if I know anybody in the review or worked near it.",
    ),
    Role.COUNTY_PARTNER: (
        "I will give my view on what the record shows, and ask for names only if I need them.",
    ),
    Role.AUDITOR: ("I will open what a review says only for a reason that I write down first.",),
    Role.INDEPENDENT_CHAIR: (
        "I have no tie to an agency of the review that I have not declared.",
        "I will keep the family's words for those they are meant for.",
        "I will hand back or destroy every copy when my appointment ends.",
    ),
    Role.PANEL_MEMBER: (
        "I will read papers where nobody else can, and hand back or destroy every copy at the end.",
        "I will speak for my agency, and will not have managed the staff involved.",
        "I will not try to learn who stands behind a pseudonym.",
    ),
    Role.AGENCY_AUTHOR: (
        "I did not manage the case, and I will write what our records show.",
        "I will name no member of staff.",
    ),
    Role.AGENCY_SENIOR: (
        "I will sign off only what I have read, and will see that staff are supported.",
    ),
    Role.LEGAL_ADVISER: ("I will advise the partnership, and keep its advice in the review.",),
    Role.COMMUNICATIONS: (
        "I will publish nothing before the family has been told, and only what is approved.",
    ),
    Role.FAMILY_LEAD: (
        "I will keep to what each person in the family wishes, and keep every promise I make.",
    ),
    Role.BOARD_VIEWER: ("I will not try to learn who stands behind a pseudonym.",),
    Role.ADMINISTRATOR: ("I will open no review, and change no access on my own.",),
}
"""Lines beyond those for all, by the part somebody is invited to play (S05)."""


def text_for(role: str) -> str:
    """The whole undertaking for a role, a line each; without a role, the lines for all."""
    return "\n".join((*FOR_ALL, *FOR_ROLE.get(role, ())))
