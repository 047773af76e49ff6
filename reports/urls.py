"""Addresses of this app."""

from django.urls import path

from reports.views import (
    chronology,
    comments,
    costs,
    learning,
    meetings,
    submission,
    timescales,
)

app_name = "reports"
LEARNING = "cases/<reference:reference>/learning/"
VERSIONS = f"{LEARNING}versions/"
SUBMISSION = "cases/<reference:reference>/submission/"

urlpatterns = [
    path(
        "cases/<reference:reference>/chronology/copy/",
        chronology.copy_chronology,
        name="copy_chronology",
    ),
    path(
        "cases/<reference:reference>/report/rounds/<str:token>/copy/",
        comments.copy_comments,
        name="copy_comments",
    ),
    path(
        "cases/<reference:reference>/costs/statement.csv",
        costs.costs_statement,
        name="costs_statement",
    ),
    path(
        "cases/<reference:reference>/delay/timescales/",
        timescales.timescales,
        name="timescales",
    ),
    path("insight/costs/", costs.costs_by_partner, name="costs_by_partner"),
    path(
        "cases/<reference:reference>/meetings/<str:token>/bundle/",
        meetings.meeting_bundle,
        name="meeting_bundle",
    ),
    path(LEARNING, learning.learning, name="learning"),
    path(f"{LEARNING}preview/", learning.learning_preview, name="learning_preview"),
    path(f"{LEARNING}file/", learning.file_learning, name="file_learning"),
    path(VERSIONS, learning.learning_versions, name="learning_versions"),
    path(f"{VERSIONS}<int:number>/", learning.learning_version, name="learning_version"),
    path(f"{VERSIONS}<int:number>/pdf/", learning.learning_pdf, name="learning_pdf"),
    path(f"{VERSIONS}<int:number>/approve/", learning.approve_learning, name="approve_learning"),
    path(SUBMISSION, submission.submission, name="submission"),
    path(f"{SUBMISSION}data/", submission.data_preview, name="data_preview"),
    path(f"{SUBMISSION}record/", submission.submissions, name="submissions"),
    path(f"{SUBMISSION}pack/", submission.build_pack, name="build_pack"),
    path(f"{SUBMISSION}packs/<str:token>/", submission.download_pack, name="download_pack"),
]
