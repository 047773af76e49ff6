"""What each guard asks for, in a few words, and where it can be done."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from accounts.roles import Permission as P


@dataclass(frozen=True)
class Mending:
    """A task, its pages (the first that exists is meant), and who is shown them."""

    title: str
    pages: tuple[str, ...]
    any_of: tuple[P, ...]


MENDING: dict[str, Mending] = {
    # Notice and scoping
    "notice_has_source_and_receipt": Mending(
        "Who told us, and when",
        ("dhr_cases:case_notices",),
        (P.RUN_CASE,),
    ),
    "person_who_died_is_recorded": Mending(
        "The person who died",
        ("dhr_cases:people",),
        (P.VIEW_CASE,),
    ),
    "death_is_dated": Mending(
        "Date of death",
        ("dhr_cases:edit_case",),
        (P.RUN_CASE,),
    ),
    "notifier_is_told": Mending(
        "Tell the person who sent the notice",
        ("workflow:record_letter",),
        (P.RUN_CASE,),
    ),
    "residence_reason_is_recorded": Mending(
        "Why another area leads",
        ("dhr_cases:edit_case",),
        (P.RUN_CASE,),
    ),
    "receiving_partnership_has_accepted": Mending(
        "The other partnership's acceptance",
        ("workflow:transfer",),
        (P.RUN_CASE,),
    ),
    "home_office_is_told_of_transfer": Mending(
        "Tell the Home Office of the transfer",
        ("workflow:record_letter",),
        (P.RUN_CASE,),
    ),
    "scoping_is_answered": Mending(
        "What agencies hold: ask, and record every answer",
        ("dhr_cases:agencies",),
        (P.VIEW_WORKING, P.VIEW_RETURNS),
    ),
    # Decision
    "every_element_has_a_finding": Mending(
        "A finding on every element of the legal test",
        ("workflow:criteria",),
        (P.VIEW_WORKING, P.DECIDE, P.GIVE_COUNTY_VIEW),
    ),
    "consultees_are_listed": Mending(
        "Who was consulted before the decision",
        ("workflow:criteria",),
        (P.VIEW_WORKING, P.DECIDE, P.GIVE_COUNTY_VIEW),
    ),
    "county_partner_is_consulted": Mending(
        "The county partner's view",
        ("workflow:decision",),
        (P.VIEW_WORKING, P.DECIDE, P.GIVE_COUNTY_VIEW),
    ),
    "county_partner_does_not_block": Mending(
        "Agreement of the two partnerships",
        ("workflow:decision",),
        (P.VIEW_WORKING, P.DECIDE, P.GIVE_COUNTY_VIEW),
    ),
    "decider_has_no_conflict": Mending(
        "Interests of the person who decides",
        ("workflow:declarations",),
        (P.RUN_CASE, P.DECIDE, P.LEAD_REVIEW),
    ),
    "unmet_elements_have_reasons": Mending(
        "Reasons for each element that is not met",
        ("workflow:criteria",),
        (P.VIEW_WORKING, P.DECIDE, P.GIVE_COUNTY_VIEW),
    ),
    "home_office_letter_is_sent": Mending(
        "Letter to the Home Office with the decision",
        ("workflow:record_letter",),
        (P.RUN_CASE,),
    ),
    "family_is_told_of_the_decision": Mending(
        "That the family knows of the decision",
        ("dhr_cases:family",),
        (P.VIEW_FAMILY,),
    ),
    "home_office_accepts_no_review": Mending(
        "The Home Office's reply",
        ("workflow:home_office_reply",),
        (P.RUN_CASE,),
    ),
    "home_office_asks_again": Mending(
        "The Home Office's request",
        ("workflow:home_office_reply",),
        (P.RUN_CASE,),
    ),
    "direction_is_recorded": Mending(
        "The direction of the Secretary of State",
        ("workflow:direction",),
        (P.VIEW_WORKING, P.DECIDE, P.GIVE_COUNTY_VIEW),
    ),
    "direction_is_countersigned": Mending(
        "The partnership chair's signature under the direction",
        ("workflow:direction",),
        (P.VIEW_WORKING, P.DECIDE, P.GIVE_COUNTY_VIEW),
    ),
    # Setting up and the review
    "chair_is_appointed": Mending(
        "Appoint the independent chair",
        ("workflow:appoint_chair",),
        (P.RUN_CASE,),
    ),
    "chair_has_declared_independence": Mending(
        "The chair's declaration of independence",
        ("workflow:declare_independence", "workflow:commissioning"),
        (P.RUN_CASE, P.LEAD_REVIEW),
    ),
    "statutory_bodies_are_considered": Mending(
        "Consider each statutory body",
        ("workflow:consider_bodies",),
        (P.RUN_CASE,),
    ),
    "domestic_abuse_specialist_is_on_panel": Mending(
        "A domestic abuse specialist on the panel",
        ("workflow:commissioning",),
        (P.RUN_CASE, P.LEAD_REVIEW),
    ),
    "terms_are_approved": Mending(
        "Agree the terms of reference",
        ("workflow:terms",),
        (P.VIEW_WORKING, P.VIEW_BUNDLE),
    ),
    "family_is_consulted_on_terms": Mending(
        "The family's consultation on the terms",
        ("dhr_cases:family",),
        (P.VIEW_FAMILY,),
    ),
    "data_sharing_is_agreed": Mending(
        "Agree how information is shared",
        ("workflow:agree_data_sharing",),
        (P.RUN_CASE,),
    ),
    "review_returns_are_in": Mending(
        "Agency returns: ask, and record every answer",
        ("dhr_cases:agencies",),
        (P.VIEW_WORKING, P.VIEW_RETURNS),
    ),
    "draft_is_held": Mending(
        "The draft overview report",
        ("documents:documents",),
        (P.VIEW_WORKING, P.VIEW_BUNDLE),
    ),
    "panel_agreement_is_minuted": Mending(
        "The panel's agreement to the draft",
        ("workflow:report",),
        (P.VIEW_DRAFT,),
    ),
    "nothing_holds_the_report": Mending(
        "End the pause before the report is finished",
        ("workflow:pause",),
        (P.RUN_CASE,),
    ),
    "family_has_answered_on_the_draft": Mending(
        "The family's reading of the draft",
        ("dhr_cases:family",),
        (P.VIEW_FAMILY,),
    ),
    "agencies_have_checked_accuracy": Mending(
        "Accuracy checks by agencies",
        ("workflow:accuracy",),
        (P.VIEW_RETURNS,),
    ),
    "recommendations_have_owners": Mending(
        "Recommendations, each with an owner",
        ("dhr_cases:recommendations",),
        (P.VIEW_DRAFT,),
    ),
    # The Home Office
    "approval_is_minuted": Mending(
        "The partnership's approval of the report",
        ("workflow:report",),
        (P.VIEW_DRAFT,),
    ),
    "pack_is_complete": Mending(
        "Report, executive summary and action plan",
        ("documents:documents",),
        (P.VIEW_WORKING, P.VIEW_BUNDLE),
    ),
    "report_is_cleared": Mending(
        "The disclosure check, and two people who clear each file",
        ("disclosure:checks",),
        (P.CLEAR_RELEASE,),
    ),
    "quality_letter_asks_for_changes": Mending(
        "The Home Office letter that asks for changes",
        ("workflow:quality_assurance",),
        (P.RUN_CASE,),
    ),
    "quality_letter_is_content": Mending(
        "The Home Office letter that the report may be published",
        ("workflow:quality_assurance",),
        (P.RUN_CASE,),
    ),
    "every_point_is_answered": Mending(
        "An answer to every point of the letter",
        ("workflow:quality_assurance",),
        (P.VIEW_DRAFT,),
    ),
    "no_resubmission_is_asked": Mending(
        "A letter that asks for no second look",
        ("workflow:quality_assurance",),
        (P.VIEW_DRAFT,),
    ),
    # Publication and the end
    "publication_is_decided": Mending(
        "Form and day of publication",
        ("workflow:publication",),
        (P.VIEW_RELEASE,),
    ),
    "home_office_agrees_to_less_than_full": Mending(
        "The Home Office's agreement to publish less than the whole",
        ("workflow:publication",),
        (P.VIEW_RELEASE,),
    ),
    "family_knows_the_date": Mending(
        "That the family knows the day",
        ("dhr_cases:family",),
        (P.VIEW_FAMILY,),
    ),
    "proceedings_allow_publication": Mending(
        "Wait for proceedings, or record advice to publish",
        ("dhr_cases:proceedings",),
        (P.VIEW_PROCEEDINGS,),
    ),
    "nothing_holds_publication": Mending(
        "End the pause before publication",
        ("workflow:pause",),
        (P.RUN_CASE,),
    ),
    "release_is_cleared": Mending(
        "The disclosure check of every file, and two people who clear it",
        ("workflow:publication_preview",),
        (P.VIEW_RELEASE,),
    ),
    "home_office_letter_is_held": Mending(
        "The Home Office letter, to go with the report",
        ("documents:documents",),
        (P.VIEW_WORKING, P.VIEW_BUNDLE),
    ),
    "media_plan_is_ready": Mending(
        "The media plan",
        ("workflow:publication",),
        (P.VIEW_RELEASE,),
    ),
    "ground_for_withholding_is_recorded": Mending(
        "The ground for not publishing",
        ("workflow:publication",),
        (P.VIEW_RELEASE,),
    ),
    "home_office_agrees_to_withhold": Mending(
        "The Home Office's reply on not publishing",
        ("workflow:publication",),
        (P.VIEW_RELEASE,),
    ),
    "family_view_is_recorded": Mending(
        "The family's view on publication",
        ("dhr_cases:family",),
        (P.VIEW_FAMILY,),
    ),
    "commissioner_has_the_report": Mending(
        "The report to the Domestic Abuse Commissioner",
        ("workflow:publication",),
        (P.VIEW_RELEASE,),
    ),
    "every_action_is_ended": Mending(
        "Every action complete, or closed with a reason",
        ("dhr_cases:actions",),
        (P.VIEW_DRAFT,),
    ),
    "national_recommendations_are_sent": Mending(
        "National recommendations sent to named bodies",
        ("dhr_cases:recommendations",),
        (P.VIEW_DRAFT,),
    ),
    "home_office_is_told_of_the_end": Mending(
        "Tell the Home Office that the review ends",
        ("workflow:record_letter",),
        (P.RUN_CASE,),
    ),
    "family_is_told_of_the_end": Mending(
        "That the family knows the review ends",
        ("dhr_cases:family",),
        (P.VIEW_FAMILY,),
    ),
    "retention_has_ended": Mending(
        "The day until which records are kept",
        ("workflow:retention",),
        (P.DISPOSE,),
    ),
    "no_legal_hold_stands": Mending(
        "No legal hold",
        ("workflow:retention",),
        (P.DISPOSE,),
    ),
    "disposal_is_approved_by_someone_else": Mending(
        "A second person's approval",
        ("workflow:retention",),
        (P.DISPOSE,),
    ),
}


def page_for(guard: str, reference: str, may: frozenset[str]) -> str:
    """The address where this person can do what the guard asks for, or nothing."""
    mending = MENDING.get(guard)
    if mending is None or may.isdisjoint(mending.any_of):
        return ""
    for name in mending.pages:
        try:
            return reverse(name, args=[reference])
        except NoReverseMatch:
            continue
    return ""
