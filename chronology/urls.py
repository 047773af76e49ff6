"""Addresses of this app."""

from django.urls import path

from chronology.views import files

app_name = "chronology"
CASE = "cases/<reference:reference>/"

urlpatterns = [
    path(f"{CASE}chronology/files/", files.files, name="files"),
    path(f"{CASE}chronology/files/<str:token>/", files.file, name="file"),
]
