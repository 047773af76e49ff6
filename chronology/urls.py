"""Addresses of this app."""

app_name = "chronology"
CASE = "cases/<reference:reference>/"

urlpatterns: list = []
