"""Where each thing that a guard asks for can be done: a page, and who may open it."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from accounts.roles import Permission as P

PAGES: dict[str, tuple[tuple[str, ...], tuple[P, ...]]] = {
    # Notice and scoping
    "notice_has_source_and_receipt": (
        ("dhr_cases:case_notices", "dhr_cases:notices"),
        (P.RUN_CASE,),
    ),
    "person_who_died_is_recorded": (("dhr_cases:people",), (P.VIEW_CASE,)),
    "death_is_dated": (("dhr_cases:edit_case", "dhr_cases:people"), (P.VIEW_CASE,)),
    "notifier_is_told": (("workflow:record_letter",), (P.RUN_CASE,)),
    "residence_reason_is_recorded": (("workflow:transfer", "dhr_cases:edit_case"), (P.RUN_CASE,)),
    "receiving_partnership_has_accepted": (("workflow:transfer",), (P.RUN_CASE,)),
    "home_office_is_told_of_transfer": (("workflow:record_letter",), (P.RUN_CASE,)),
    "scoping_is_answered": (("dhr_cases:agencies",), (P.VIEW_WORKING, P.VIEW_RETURNS)),
    # Decision
    "every_element_has_a_finding": (("workflow:criteria",), (P.RUN_CASE,)),
    "consultees_are_listed": (("workflow:decision",), (P.RUN_CASE,)),
    "county_partner_is_consulted": (("workflow:decision",), (P.RUN_CASE, P.DECIDE)),
    "county_partner_does_not_block": (("workflow:decision",), (P.RUN_CASE, P.DECIDE)),
    "decider_has_no_conflict": (("workflow:decision",), (P.DECIDE,)),
    "unmet_elements_have_reasons": (("workflow:criteria",), (P.RUN_CASE,)),
    "home_office_letter_is_sent": (("workflow:record_letter",), (P.RUN_CASE,)),
    "family_is_told_of_the_decision": (("dhr_cases:family",), (P.VIEW_FAMILY,)),
    "home_office_accepts_no_review": (("workflow:decision",), (P.RUN_CASE,)),
    "home_office_asks_again": (("workflow:decision",), (P.RUN_CASE,)),
    "direction_is_recorded": (("workflow:direction", "workflow:decision"), (P.RUN_CASE,)),
    "direction_is_countersigned": (("workflow:direction", "workflow:decision"), (P.DECIDE,)),
    # Setting up and the review
    "chair_is_appointed": (("workflow:appoint_chair",), (P.RUN_CASE,)),
    "chair_has_declared_independence": (
        ("workflow:chair", "workflow:setting_up"),
        (P.RUN_CASE, P.LEAD_REVIEW),
    ),
    "statutory_bodies_are_considered": (("workflow:consider_bodies",), (P.RUN_CASE,)),
    "domestic_abuse_specialist_is_on_panel": (
        ("workflow:panel", "workflow:setting_up"),
        (P.RUN_CASE, P.LEAD_REVIEW),
    ),
    "terms_are_approved": (("workflow:terms",), (P.VIEW_WORKING, P.VIEW_BUNDLE)),
    "family_is_consulted_on_terms": (("dhr_cases:family",), (P.VIEW_FAMILY,)),
    "data_sharing_is_agreed": (("workflow:agree_data_sharing",), (P.RUN_CASE,)),
    "review_returns_are_in": (("dhr_cases:agencies",), (P.VIEW_WORKING, P.VIEW_RETURNS)),
    "draft_is_held": (("documents:documents",), (P.VIEW_WORKING, P.VIEW_BUNDLE)),
    "panel_agreement_is_minuted": (("workflow:report",), (P.VIEW_DRAFT,)),
    "nothing_holds_the_report": (("workflow:pause",), (P.RUN_CASE,)),
    "family_has_answered_on_the_draft": (("dhr_cases:family",), (P.VIEW_FAMILY,)),
    "agencies_have_checked_accuracy": (
        ("dhr_cases:agencies",),
        (P.VIEW_WORKING, P.VIEW_RETURNS),
    ),
    "recommendations_have_owners": (("dhr_cases:recommendations",), (P.VIEW_DRAFT,)),
    # The Home Office
    "approval_is_minuted": (("workflow:report",), (P.VIEW_DRAFT,)),
    "pack_is_complete": (("documents:documents",), (P.VIEW_WORKING, P.VIEW_BUNDLE)),
    "checked_by_someone_else": (("documents:documents",), (P.VIEW_WORKING, P.VIEW_BUNDLE)),
    "quality_letter_asks_for_changes": (("workflow:quality_assurance",), (P.RUN_CASE,)),
    "quality_letter_is_content": (("workflow:quality_assurance",), (P.RUN_CASE,)),
    "every_point_is_answered": (("workflow:quality_assurance",), (P.VIEW_DRAFT,)),
    "no_resubmission_is_asked": (("workflow:quality_assurance",), (P.VIEW_DRAFT,)),
    # Publication and the end
    "publication_is_decided": (("workflow:publication",), (P.VIEW_RELEASE,)),
    "home_office_agrees_to_less_than_full": (("workflow:publication",), (P.VIEW_RELEASE,)),
    "family_knows_the_date": (("dhr_cases:family",), (P.VIEW_FAMILY,)),
    "proceedings_allow_publication": (("dhr_cases:proceedings",), (P.VIEW_PROCEEDINGS,)),
    "nothing_holds_publication": (("workflow:pause",), (P.RUN_CASE,)),
    "release_is_checked_by_someone_else": (
        ("documents:documents",),
        (P.VIEW_WORKING, P.VIEW_BUNDLE),
    ),
    "home_office_letter_is_held": (("documents:documents",), (P.VIEW_WORKING, P.VIEW_BUNDLE)),
    "media_plan_is_ready": (("workflow:publication",), (P.VIEW_RELEASE,)),
    "ground_for_withholding_is_recorded": (("workflow:publication",), (P.VIEW_RELEASE,)),
    "home_office_agrees_to_withhold": (("workflow:publication",), (P.VIEW_RELEASE,)),
    "family_view_is_recorded": (("dhr_cases:family",), (P.VIEW_FAMILY,)),
    "commissioner_has_the_report": (("workflow:publication",), (P.VIEW_RELEASE,)),
    "every_action_is_ended": (("dhr_cases:recommendations",), (P.VIEW_DRAFT,)),
    "national_recommendations_are_sent": (("dhr_cases:recommendations",), (P.VIEW_DRAFT,)),
    "home_office_is_told_of_the_end": (("workflow:record_letter",), (P.RUN_CASE,)),
    "family_is_told_of_the_end": (("dhr_cases:family",), (P.VIEW_FAMILY,)),
    "retention_has_ended": (("workflow:disposal",), (P.DISPOSE,)),
    "no_legal_hold_stands": (("workflow:legal_hold",), (P.DISPOSE,)),
    "disposal_is_approved_by_someone_else": (("workflow:disposal",), (P.DISPOSE,)),
}
"""By guard: the pages that mend it, the first that exists being meant, and who is shown it."""


def page_for(guard: str, reference: str, may: frozenset[str]) -> str:
    """The address where this person can do what the guard asks for, or nothing."""
    names, any_of = PAGES.get(guard, ((), ()))
    if may.isdisjoint(any_of):
        return ""
    for name in names:
        try:
            return reverse(name, args=[reference])
        except NoReverseMatch:
            continue
    return ""
