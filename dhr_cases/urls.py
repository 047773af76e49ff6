"""Addresses of this app."""

from django.urls import path, register_converter

from dhr_cases.reference import ReferenceConverter
from dhr_cases.views import overview

register_converter(ReferenceConverter, "reference")

app_name = "dhr_cases"
CASE = "cases/<reference:reference>/"

urlpatterns = [
    path(CASE, overview.overview, name="overview"),
]
