"""Addresses of this app."""

app_name = "disclosure"
CASE = "cases/<reference:reference>/"

urlpatterns: list = []
