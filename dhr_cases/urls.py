"""Addresses of this app."""

from django.urls import path, register_converter

from dhr_cases.reference import ReferenceConverter
from dhr_cases.views import access, audit_trail, history, notices, overview

register_converter(ReferenceConverter, "reference")

app_name = "dhr_cases"
CASE = "cases/<reference:reference>/"

urlpatterns = [
    path(CASE, overview.overview, name="overview"),
    # Oversight and control
    path(f"{CASE}history/", history.history, name="history"),
    path(f"{CASE}who-saw-what/", audit_trail.who_saw_what, name="who_saw_what"),
    path("audit/", audit_trail.audit, name="audit"),
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
]
