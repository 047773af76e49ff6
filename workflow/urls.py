"""Addresses of this app."""

from django.urls import path

from workflow.views import (
    commissioning,
    criteria,
    decision,
    notices,
    release,
    replies,
    retention,
    steps,
)

app_name = "workflow"
CASE = "cases/<reference:reference>/"

urlpatterns = [
    # The course of a review
    path(f"{CASE}steps/<slug:name>/", steps.step, name="step"),
    # Notices
    path("notifications/", notices.notices, name="notices"),
    path("notifications/<str:token>/check/", notices.check, name="notice_check"),
    path("notifications/<str:token>/same-death/", notices.same_death, name="notice_same_death"),
    path("notifications/<str:token>/sent/", notices.sent, name="notice_sent"),
    path("notifications/<str:token>/turn-away/", notices.turn_away, name="notice_turn_away"),
    path("notifications/<str:token>/receipt/", notices.receipt, name="notice_receipt"),
    # Criteria and decision
    path(f"{CASE}criteria/", criteria.criteria, name="criteria"),
    path(f"{CASE}criteria/rest/", criteria.rest, name="criteria_rest"),
    path(f"{CASE}criteria/conflict/", criteria.conflict, name="criteria_conflict"),
    path(f"{CASE}criteria/legal-test/", criteria.legal_test, name="legal_test"),
    path(f"{CASE}criteria/consulted/new/", criteria.add_consultee, name="add_consultee"),
    path(f"{CASE}criteria/consulted/<int:number>/", criteria.consultee, name="consultee"),
    path(f"{CASE}criteria/<slug:element>/", criteria.element, name="criterion"),
    path(f"{CASE}decision/", decision.decision, name="decision"),
    path(f"{CASE}decision/brief/", decision.brief, name="decision_brief"),
    path(f"{CASE}decision/outcome/", decision.outcome, name="decision_outcome"),
    path(f"{CASE}decision/view/<slug:body>/", decision.give_view, name="give_view"),
    path(f"{CASE}decision/ask-county/", decision.ask_county, name="ask_county"),
    path(f"{CASE}decision/questions/<int:number>/", decision.answer, name="answer_question"),
    path(f"{CASE}decision/home-office/", replies.home_office_reply, name="home_office_reply"),
    path(f"{CASE}direction/", replies.direction, name="direction"),
    path(f"{CASE}direction/new/", replies.record_direction, name="record_direction"),
    path(f"{CASE}direction/<int:number>/<slug:what>/", replies.countersign, name="countersign"),
    path(f"{CASE}declarations/", replies.declarations, name="declarations"),
    path(f"{CASE}declarations/new/", replies.declare, name="declare"),
    path(f"{CASE}declarations/<int:number>/settle/", replies.settle, name="settle"),
    # Setting up
    path(f"{CASE}setting-up/", commissioning.commissioning_page, name="commissioning"),
    path(f"{CASE}chair/", commissioning.appoint_chair, name="appoint_chair"),
    path(
        f"{CASE}chair/independence/",
        commissioning.declare_independence,
        name="declare_independence",
    ),
    path(f"{CASE}chair/end/", commissioning.end_chair, name="end_chair"),
    path(f"{CASE}panel/new/", commissioning.add_member, name="add_member"),
    path(f"{CASE}panel/specialist/", commissioning.no_specialist, name="no_specialist"),
    path(f"{CASE}panel/bodies/", commissioning.consider_bodies, name="consider_bodies"),
    path(f"{CASE}panel/<str:token>/", commissioning.edit_member, name="edit_member"),
    path(f"{CASE}panel/<str:token>/leave/", commissioning.leave_panel, name="leave_panel"),
    path(f"{CASE}data-sharing/", commissioning.agree_data_sharing, name="agree_data_sharing"),
    path(f"{CASE}terms/", commissioning.terms, name="terms"),
    path(f"{CASE}terms/new/", commissioning.write_terms, name="write_terms"),
    path(f"{CASE}terms/<int:number>/approve/", commissioning.approve_terms, name="approve_terms"),
    # Report, quality assurance, publication
    path(f"{CASE}report/", release.report, name="report"),
    path(f"{CASE}report/sign-off/<slug:who>/", release.sign_off, name="sign_off"),
    path(f"{CASE}quality/", release.quality_assurance, name="quality_assurance"),
    path(f"{CASE}quality/letter/", release.record_quality_letter, name="record_quality_letter"),
    path(f"{CASE}quality/points/new/", release.add_point, name="add_point"),
    path(f"{CASE}quality/points/<int:number>/", release.answer_point, name="answer_point"),
    path(f"{CASE}publication/", release.publication, name="publication"),
    path(f"{CASE}publication/decide/", release.decide_publication, name="decide_publication"),
    path(f"{CASE}publication/media/", release.plan_media, name="plan_media"),
    path(f"{CASE}publication/commissioner/", release.tell_commissioner, name="tell_commissioner"),
    # Retention
    path(f"{CASE}retention/", retention.retention, name="retention"),
    path(f"{CASE}retention/hold/", retention.place_legal_hold, name="place_legal_hold"),
    path(
        f"{CASE}retention/hold/<int:number>/lift/",
        retention.lift_legal_hold,
        name="lift_legal_hold",
    ),
    path(f"{CASE}retention/propose/", retention.propose_disposal, name="propose_disposal"),
    path(f"{CASE}retention/approve/", retention.approve_disposal, name="approve_disposal"),
]
