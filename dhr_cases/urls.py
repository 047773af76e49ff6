"""Addresses of this app."""

from django.urls import register_converter

from dhr_cases.reference import ReferenceConverter

register_converter(ReferenceConverter, "reference")

app_name = "dhr_cases"
CASE = "cases/<reference:reference>/"

urlpatterns: list = []
