"""Who may do what on a review: permissions, roles and the one table that joins them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class Permission(models.TextChoices):
    """Everything anybody can be allowed to do to a case: to see a zone, or to act."""

    VIEW_CASE = "view_case", "See that the review exists, its stage, dates and counts"
    VIEW_WORKING = "view_working", "Read working papers, chronology and minutes"
    VIEW_RETURNS = "view_returns", "Read every agency's return"
    VIEW_BUNDLE = "view_bundle", "Read what has been shared with the panel"
    VIEW_DRAFT = "view_draft", "Read report drafts"
    COMMENT_DRAFT = "comment_draft", "Comment on a draft while a round is open"
    VIEW_IDENTITY = "view_identity", "See real names, dates of birth, addresses and the pseudonyms"
    VIEW_FAMILY = "view_family", "Read contacts with the family and what they have said"
    CHANGE_FAMILY = "change_family", "Write contacts with the family and what they have said"
    VIEW_PROCEEDINGS = "view_proceedings", "See proceedings, disclosure and legal advice"
    VIEW_PERPETRATOR = "view_perpetrator", "See contact with the person thought responsible"
    VIEW_STAFF_MATERIAL = "view_staff_material", "See raw notes of interviews with staff"
    VIEW_RELEASE = "view_release", "See texts cleared for release and the publication plan"
    RUN_CASE = "run_case", "Take the coordinator's steps, keep the record, ask agencies"
    LEAD_REVIEW = "lead_review", "Take the independent chair's steps: terms, panel, report"
    DECIDE = "decide", "Take the partnership chair's decisions"
    GIVE_COUNTY_VIEW = "give_county_view", "Record the county partner's view and endorsement"
    OWN_RETURN = "own_return", "See and write one's own agency's request and return"
    SIGN_RETURN = "sign_return", "Sign off one's own agency's return"
    UPDATE_OWN_ACTION = "update_own_action", "Report on one's own action, seeing no identity"
    CHECK_EVIDENCE = "check_evidence", "Accept evidence that an action is done, or ask for more"
    CLEAR_RELEASE = "clear_release", "Clear a file for release"
    VIEW_COSTS = "view_costs", "See what the review costs"
    CHANGE_COSTS = "change_costs", "Record what the review costs"
    EXPORT_CASE = "export_case", "Export everything held on the review"
    MANAGE_ACCESS = "manage_access", "Give people access to the review, end it, bar people"
    VIEW_AUDIT = "view_audit", "See who saw what"
    DISPOSE = "dispose", "Set retention and legal hold, and dispose of records"


P = Permission


class Role(models.TextChoices):
    """The parts people play. The last five add to a role somebody already has on the case."""

    COORDINATOR = "coordinator", "Coordinator"
    PARTNERSHIP_CHAIR = "partnership_chair", "Partnership chair"
    COUNTY_PARTNER = "county_partner", "County partner"
    AUDITOR = "auditor", "Information-governance officer"
    BOARD_VIEWER = "board_viewer", "Board viewer"
    INDEPENDENT_CHAIR = "independent_chair", "Independent chair"
    PANEL_MEMBER = "panel_member", "Panel member"
    AGENCY_AUTHOR = "agency_author", "Agency author"
    AGENCY_SENIOR = "agency_senior", "Agency senior"
    ACTION_OWNER = "action_owner", "Action owner"
    LEGAL_ADVISER = "legal_adviser", "Legal adviser"
    COMMUNICATIONS = "communications", "Communications"
    EMERGENCY = "emergency", "Emergency access"
    ADMINISTRATOR = "administrator", "Administrator"
    FAMILY_LEAD = "family_lead", "Family lead"
    NAMES_BY_GRANT = "names_by_grant", "Names, by grant"
    WORKING_BY_GRANT = "working_by_grant", "Working papers, by grant"
    CONTENT_ON_REASON = "content_on_reason", "Content, for a recorded reason"
    STAFF_MATERIAL_BY_CONSENT = "staff_material_by_consent", "Staff material, by consent"


GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(
        {
            P.VIEW_CASE,
            P.VIEW_WORKING,
            P.VIEW_RETURNS,
            P.VIEW_DRAFT,
            P.VIEW_IDENTITY,
            P.VIEW_PROCEEDINGS,
            P.VIEW_PERPETRATOR,
            P.VIEW_RELEASE,
            P.VIEW_COSTS,
            P.RUN_CASE,
            P.CHECK_EVIDENCE,
            P.CLEAR_RELEASE,
            P.CHANGE_COSTS,
            P.EXPORT_CASE,
            P.MANAGE_ACCESS,
        }
    ),
    Role.PARTNERSHIP_CHAIR: frozenset(
        {
            P.VIEW_CASE,
            P.VIEW_DRAFT,
            P.VIEW_IDENTITY,
            P.VIEW_PROCEEDINGS,
            P.VIEW_RELEASE,
            P.VIEW_COSTS,
            P.DECIDE,
            P.CLEAR_RELEASE,
        }
    ),
    Role.COUNTY_PARTNER: frozenset(
        {
            P.VIEW_CASE,
            P.VIEW_DRAFT,
            P.VIEW_RELEASE,
            P.VIEW_COSTS,
            P.GIVE_COUNTY_VIEW,
            P.CHECK_EVIDENCE,
        }
    ),
    Role.AUDITOR: frozenset({P.VIEW_CASE, P.VIEW_AUDIT, P.DISPOSE}),
    Role.BOARD_VIEWER: frozenset({P.VIEW_CASE, P.VIEW_RELEASE}),
    Role.INDEPENDENT_CHAIR: frozenset(
        {
            P.VIEW_CASE,
            P.VIEW_WORKING,
            P.VIEW_RETURNS,
            P.VIEW_BUNDLE,
            P.VIEW_DRAFT,
            P.VIEW_IDENTITY,
            P.VIEW_FAMILY,
            P.VIEW_PROCEEDINGS,
            P.VIEW_PERPETRATOR,
            P.VIEW_RELEASE,
            P.LEAD_REVIEW,
            P.CHANGE_FAMILY,
            P.COMMENT_DRAFT,
            P.CLEAR_RELEASE,
        }
    ),
    Role.PANEL_MEMBER: frozenset({P.VIEW_CASE, P.VIEW_BUNDLE, P.VIEW_DRAFT, P.COMMENT_DRAFT}),
    # No view_case: agency people work under /agency/ and never reach the review itself.
    Role.AGENCY_AUTHOR: frozenset({P.OWN_RETURN}),
    Role.AGENCY_SENIOR: frozenset({P.OWN_RETURN, P.SIGN_RETURN, P.UPDATE_OWN_ACTION}),
    Role.ACTION_OWNER: frozenset({P.UPDATE_OWN_ACTION}),
    Role.LEGAL_ADVISER: frozenset({P.VIEW_CASE, P.VIEW_PROCEEDINGS}),
    Role.COMMUNICATIONS: frozenset({P.VIEW_RELEASE}),
    # What somebody needs to keep a person safe tonight: to read, never to act or export.
    # The family's words and raw staff notes were given in confidence to named people, and even
    # the coordinator has neither; costs and the audit trail help nobody in an emergency.
    Role.EMERGENCY: frozenset(
        {
            P.VIEW_CASE,
            P.VIEW_WORKING,
            P.VIEW_RETURNS,
            P.VIEW_BUNDLE,
            P.VIEW_DRAFT,
            P.VIEW_IDENTITY,
            P.VIEW_PROCEEDINGS,
            P.VIEW_PERPETRATOR,
            P.VIEW_RELEASE,
        }
    ),
    Role.ADMINISTRATOR: frozenset(),
    Role.FAMILY_LEAD: frozenset(
        {P.VIEW_CASE, P.VIEW_IDENTITY, P.VIEW_FAMILY, P.VIEW_DRAFT, P.CHANGE_FAMILY}
    ),
    Role.NAMES_BY_GRANT: frozenset({P.VIEW_IDENTITY}),
    Role.WORKING_BY_GRANT: frozenset({P.VIEW_WORKING, P.VIEW_RETURNS}),
    # The zones marked "on reason" for the information-governance officer; never the family's.
    Role.CONTENT_ON_REASON: frozenset(
        {
            P.VIEW_WORKING,
            P.VIEW_RETURNS,
            P.VIEW_DRAFT,
            P.VIEW_IDENTITY,
            P.VIEW_PROCEEDINGS,
            P.VIEW_STAFF_MATERIAL,
        }
    ),
    Role.STAFF_MATERIAL_BY_CONSENT: frozenset({P.VIEW_STAFF_MATERIAL}),
}
"""The one table: what each role may do on a case. Source: decisions.md section 1."""

STANDING: frozenset[Role] = frozenset(
    {
        Role.COORDINATOR,
        Role.PARTNERSHIP_CHAIR,
        Role.COUNTY_PARTNER,
        Role.AUDITOR,
        Role.BOARD_VIEWER,
        Role.ADMINISTRATOR,
    }
)
"""Roles held at a body (the administrator's: at the installation) until they are ended."""

PER_CASE: frozenset[Role] = frozenset(Role) - STANDING
"""Roles given on one case at a time, with dates."""

GIVEN_TO: Mapping[Role, frozenset[Role]] = {
    Role.FAMILY_LEAD: frozenset({Role.COORDINATOR, Role.INDEPENDENT_CHAIR}),
    Role.NAMES_BY_GRANT: frozenset({Role.PANEL_MEMBER, Role.COUNTY_PARTNER}),
    Role.WORKING_BY_GRANT: frozenset({Role.COUNTY_PARTNER}),
    Role.CONTENT_ON_REASON: frozenset({Role.AUDITOR}),
    Role.STAFF_MATERIAL_BY_CONSENT: frozenset({Role.INDEPENDENT_CHAIR}),
}
"""Roles that add to another: only somebody who has one of these on the case may be given them."""

MUST_END: frozenset[Role] = frozenset(
    {
        Role.INDEPENDENT_CHAIR,
        Role.PANEL_MEMBER,
        Role.LEGAL_ADVISER,
        Role.COMMUNICATIONS,
        Role.CONTENT_ON_REASON,
        Role.EMERGENCY,
    }
)
"""Roles that are refused without a last day (for emergency access, a last hour)."""

HIDDEN: frozenset[Permission] = frozenset(
    {
        P.VIEW_FAMILY,
        P.CHANGE_FAMILY,
        P.VIEW_PROCEEDINGS,
        P.VIEW_PERPETRATOR,
        P.VIEW_STAFF_MATERIAL,
        # What a check found repeats real names; others need not learn that a file was checked.
        P.CLEAR_RELEASE,
    }
)
"""Parts that must not even be hinted at (zones Z4 to Z6): without them the answer is 404."""


def permissions_of(roles: frozenset[Role] | set[Role]) -> frozenset[Permission]:
    """Everything a person with these roles on one case may do there."""
    return frozenset(permission for role in roles for permission in GRANTS[role])
