"""Addresses of this app."""

from django.urls import path

from documents import adding, agency_files, keeping, notes, notice_views, views

app_name = "documents"
CASE = "cases/<reference:reference>/documents/"

OWN = "agency/requests/<str:token>/file/"

urlpatterns = [
    path(OWN, agency_files.return_file, name="return_file"),
    path(f"{OWN}<int:number>/", agency_files.download, name="return_download"),
    path(CASE, views.documents, name="documents"),
    path(f"{CASE}new/", adding.add_document, name="add_document"),
    path(f"{CASE}blocked/", keeping.blocked, name="blocked"),
    path(f"{CASE}log/", keeping.log, name="log"),
    path("settings/held-files/", keeping.scanner, name="scanner"),
    path(f"{CASE}<str:token>/", views.document, name="document"),
    path(f"{CASE}<str:token>/new-version/", adding.add_version, name="add_version"),
    path(f"{CASE}<str:token>/note/", notes.read_note, name="read_note"),
    path(f"{CASE}<str:token>/access/", keeping.change_zone, name="change_zone"),
    path(f"{CASE}<str:token>/versions/<int:number>/original/", keeping.original, name="original"),
    path(f"{CASE}<str:token>/versions/<int:number>/", views.download, name="download"),
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
