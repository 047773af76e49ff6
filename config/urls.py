"""The whole URL map on one screen."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.public_urls")),
    path("", include("accounts.sign_in_urls")),
    path("", include("accounts.urls")),
    path("", include("dhr_cases.urls")),
    path("", include("documents.urls")),
    path("", include("disclosure.urls")),
    path("", include("chronology.urls")),
    path("", include("workflow.urls")),
    path("", include("reports.urls")),
]
