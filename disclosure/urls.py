"""Addresses of this app."""

from django.urls import path

from disclosure import views

app_name = "disclosure"
CASE = "cases/<reference:reference>/disclosure/"

urlpatterns = [
    path(CASE, views.checks, name="checks"),
    path(f"{CASE}new/", views.new, name="new"),
    path(f"{CASE}<str:run>/", views.run, name="run"),
    path(f"{CASE}<str:run>/must-fix/", views.answer_must_fix, name="answer_must_fix"),
    path(f"{CASE}<str:run>/look-at/", views.answer_look_at, name="answer_look_at"),
    path(f"{CASE}<str:run>/words/", views.words, name="words"),
    path(f"{CASE}<str:run>/together/", views.together, name="together"),
    path(f"{CASE}<str:run>/clear/", views.clear, name="clear"),
]
