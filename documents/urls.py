"""Addresses of this app."""

from django.urls import path

from documents import adding, agency_files, notice_views, views

app_name = "documents"
CASE = "cases/<reference:reference>/documents/"

OWN = "agency/requests/<str:token>/file/"

urlpatterns = [
    path(OWN, agency_files.return_file, name="return_file"),
    path(f"{OWN}<int:number>/", agency_files.download, name="return_download"),
    path(CASE, views.documents, name="documents"),
    path(f"{CASE}new/", adding.add_document, name="add_document"),
    path(f"{CASE}<str:token>/", views.document, name="document"),
    path(f"{CASE}<str:token>/new-version/", adding.add_version, name="add_version"),
    path(f"{CASE}<str:token>/versions/<int:number>/", views.download, name="download"),
    path(f"{CASE}<str:token>/versions/<int:number>/check/", views.check_version, name="check"),
    path("notifications/<str:token>/attachments/", notice_views.files, name="notice_files"),
    path(
        "notifications/<str:token>/attachments/<int:number>/",
        notice_views.download,
        name="notice_file",
    ),
    path(
        "notifications/<str:token>/attachments/<int:number>/remove/",
        notice_views.remove,
        name="remove_notice_file",
    ),
]
