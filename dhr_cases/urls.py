"""Addresses of this app."""

from django.urls import path, register_converter

from dhr_cases.reference import ReferenceConverter
from dhr_cases.views import (
    access,
    actions,
    agencies,
    agency,
    audit_trail,
    drafts,
    family,
    history,
    notices,
    overview,
    partnership_settings,
    people,
    proceedings,
    recommendations,
)

register_converter(ReferenceConverter, "reference")

app_name = "dhr_cases"
CASE = "cases/<reference:reference>/"

urlpatterns = [
    path(CASE, overview.overview, name="overview"),
    # Oversight and control
    path(f"{CASE}history/", history.history, name="history"),
    path(f"{CASE}who-saw-what/", audit_trail.who_saw_what, name="who_saw_what"),
    path("audit/", audit_trail.audit, name="audit"),
    path("settings/partnerships/", partnership_settings.partnerships, name="partnerships"),
    path(
        "settings/partnerships/<slug:key>/", partnership_settings.partnership, name="partnership"
    ),
    path(f"{CASE}access/", access.access, name="access"),
    path(f"{CASE}access/new/", access.give_access, name="give_access"),
    path(f"{CASE}access/bar/", access.bar_person, name="bar_person"),
    path(f"{CASE}access/bar/<int:number>/lift/", access.lift_bar, name="lift_bar"),
    path(f"{CASE}access/<int:number>/end/", access.end_access, name="end_access"),
    path(f"{CASE}access/<int:number>/extend/", access.extend_access, name="extend_access"),
    path(f"{CASE}emergency-access/", access.emergency_access, name="emergency_access"),
    path(
        f"{CASE}emergency-access/<int:number>/review/",
        access.review_emergency,
        name="review_emergency",
    ),
    # People
    path(f"{CASE}people/", people.people, name="people"),
    path(f"{CASE}people/new/", people.add_person, name="add_person"),
    path(f"{CASE}people/relationships/new/", people.add_relationship, name="add_relationship"),
    path(
        f"{CASE}people/relationships/<int:number>/",
        people.edit_relationship,
        name="edit_relationship",
    ),
    path(f"{CASE}people/<str:token>/", people.person, name="person"),
    path(f"{CASE}people/<str:token>/identity/", people.edit_identity, name="edit_identity"),
    path(
        f"{CASE}people/<str:token>/characteristics/",
        people.edit_characteristics,
        name="edit_characteristics",
    ),
    path(f"{CASE}people/<str:token>/parts/", people.edit_parts, name="edit_parts"),
    path(f"{CASE}people/<str:token>/parts/<slug:part>/", people.edit_part, name="edit_part"),
    path(f"{CASE}facts/", people.edit_case, name="edit_case"),
    path(f"{CASE}notices/", notices.case_notices, name="case_notices"),
    # Notices
    path("notifications/new/", notices.start, name="notice_start"),
    path("notifications/<str:token>/", notices.notice, name="notice"),
    path("notifications/<str:token>/safety/", notices.safety, name="notice_safety"),
    path(
        "notifications/<str:token>/acknowledge/",
        notices.acknowledge_notice,
        name="notice_acknowledge",
    ),
    path("notifications/<str:token>/sections/<slug:key>/", notices.section, name="notice_section"),
    path(
        "notifications/<str:token>/people/<slug:part>/add/",
        notices.add_person,
        name="notice_add_person",
    ),
    path(
        "notifications/<str:token>/people/<slug:part>/another/",
        notices.another,
        name="notice_another",
    ),
    path(
        "notifications/<str:token>/people/<str:person>/change/",
        notices.person,
        name="notice_person",
    ),
    path(
        "notifications/<str:token>/people/<str:person>/remove/",
        notices.remove_person,
        name="notice_remove_person",
    ),
    # Agencies, family, proceedings, learning
    path(f"{CASE}agencies/", agencies.agencies_page, name="agencies"),
    path(f"{CASE}agencies/new/", agencies.ask_agencies, name="ask_agencies"),
    path(f"{CASE}agencies/<str:token>/", agencies.agency_request, name="agency_request"),
    path(f"{CASE}agencies/<str:token>/change/", agencies.change_request, name="change_request"),
    path(f"{CASE}agencies/<str:token>/received/", agencies.receive, name="receive"),
    path(f"{CASE}agencies/<str:token>/not-received/", agencies.settle, name="settle"),
    path("agency/", agency.our_requests, name="our_requests"),
    path("agency/requests/<str:token>/", agency.our_request, name="our_request"),
    path("agency/requests/<str:token>/answer/", agency.answer_request, name="answer_request"),
    path("agency/requests/<str:token>/nothing-held/", agency.nothing_held, name="nothing_held"),
    path("agency/requests/<str:token>/sign-off/", agency.sign_off_return, name="sign_off_return"),
    path(f"{CASE}family/", family.family_page, name="family"),
    path(f"{CASE}family/new/", family.add_family_member, name="add_family_member"),
    path(f"{CASE}family/offers/new/", family.add_offer, name="add_offer"),
    path(f"{CASE}family/offers/<str:token>/reply/", family.record_reply, name="record_reply"),
    path(
        f"{CASE}family/<str:token>/change/",
        family.change_family_member,
        name="change_family_member",
    ),
    path(f"{CASE}family/<str:token>/wishes/", family.record_wish, name="record_wish"),
    path(f"{CASE}proceedings/", proceedings.proceedings_page, name="proceedings"),
    path(f"{CASE}proceedings/new/", proceedings.add_proceeding, name="add_proceeding"),
    path(f"{CASE}proceedings/<str:token>/", proceedings.proceeding, name="proceeding"),
    path(
        f"{CASE}proceedings/<str:token>/change/",
        proceedings.change_proceeding,
        name="change_proceeding",
    ),
    path(f"{CASE}recommendations/", recommendations.recommendations_page, name="recommendations"),
    path(
        f"{CASE}recommendations/new/",
        recommendations.add_recommendation,
        name="add_recommendation",
    ),
    path(
        f"{CASE}recommendations/<str:token>/",
        recommendations.recommendation,
        name="recommendation",
    ),
    path(
        f"{CASE}recommendations/<str:token>/change/",
        recommendations.change_recommendation,
        name="change_recommendation",
    ),
    path(
        f"{CASE}recommendations/<str:token>/actions/new/",
        actions.add_action,
        name="add_action",
    ),
    path(f"{CASE}actions/", actions.action_plan, name="actions"),
    path(f"{CASE}actions/<str:token>/", actions.action, name="action"),
    path(f"{CASE}actions/<str:token>/change/", actions.change_action, name="change_action"),
    path(f"{CASE}actions/<str:token>/report/", actions.report_for_owner, name="report_for_owner"),
    path(f"{CASE}actions/<str:token>/evidence/", actions.check_evidence, name="check_evidence"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("actions/", actions.own_actions, name="own_actions"),
    path("actions/<str:token>/update/", actions.update_own_action, name="update_own_action"),
]
