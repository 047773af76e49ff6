"""Addresses of this app."""

from django.urls import path

from chronology.views import combined, events, files, matches, shape

app_name = "chronology"
CASE = "cases/<reference:reference>/"

ROW = f"{CASE}chronology/rows/<str:lineage>/"

urlpatterns = [
    # One table of what every agency recorded
    path(f"{CASE}chronology/", combined.combined, name="combined"),
    path(f"{CASE}chronology/names/", combined.switch_names, name="names"),
    path(f"{CASE}chronology/share/", combined.share_with_panel, name="share"),
    path(f"{CASE}chronology/share/stop/", combined.stop_sharing_with_panel, name="stop_sharing"),
    path(f"{CASE}chronology/matches/", matches.matches, name="matches"),
    path(f"{CASE}chronology/matches/<str:one>/<str:other>/", matches.match, name="match"),
    path(f"{CASE}chronology/contradictions/", matches.challenges, name="challenges"),
    path(
        f"{CASE}chronology/contradictions/<slug:kind>/<str:one>/<str:other>/",
        matches.challenge,
        name="challenge",
    ),
    path(f"{CASE}chronology/strip/", shape.strip, name="strip"),
    path(f"{CASE}chronology/gaps/", shape.gaps, name="gaps"),
    path(f"{CASE}chronology/taken-back/", events.left_behind, name="left_behind"),
    path(ROW, events.event, name="event"),
    path(f"{ROW}marks/", events.mark_row, name="mark_row"),
    path(f"{ROW}terms/", events.link_row, name="link_row"),
    path(f"{ROW}notes/new/", events.add_note, name="add_note"),
    path(f"{ROW}notes/<str:token>/", events.change_note, name="change_note"),
    # What agencies sent
    path(f"{CASE}chronology/files/", files.files, name="files"),
    path(f"{CASE}chronology/files/<str:token>/", files.file, name="file"),
]
