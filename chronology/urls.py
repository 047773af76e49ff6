"""Addresses of this app."""

from django.urls import path

from chronology.views import combined, events, files, labels, matches, own, shape, signing

app_name = "chronology"
CASE = "cases/<reference:reference>/"
OURS = "agency/requests/<str:token>/chronology/"
THEIRS = f"{CASE}agencies/<str:token>/chronology/"

DESK = (
    ("", own.start, "start"),
    ("template/<str:kind>/", own.template, "template"),
    ("check/", own.check, "check"),
    ("people/", own.people, "people"),
    ("marked/", own.marked, "marked"),
    ("send/", own.send, "send"),
    ("rows/type/", own.type_rows, "type_rows"),
    ("rows/new/", own.add_row, "add_row"),
    ("rows/<str:row>/", own.row, "row"),
    ("rows/<str:row>/accept/", own.accept, "accept"),
    ("rows/<str:row>/remove/", own.remove, "remove"),
    ("versions/<str:version>/", own.version, "version"),
)
"""Pages of one desk, each at two addresses: the agency's own, and the co-ordinator's for it."""

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
    path(f"{CASE}chronology/labels/", labels.labels, name="labels"),
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
    path(f"{CASE}chronology/files/<str:token>/accept/", files.accept, name="accept_file"),
    path(f"{CASE}chronology/files/<str:token>/again/", files.open_again, name="open_again"),
    path(f"{CASE}chronology/files/<str:token>/differences/", files.differences, name="differences"),
    path(f"{OURS}sign-off/", signing.sign_off, name="our_sign_off"),
    *[path(f"{OURS}{route}", page.ours, name=f"our_{name}") for route, page, name in DESK],
    *[path(f"{THEIRS}{route}", page.theirs, name=f"their_{name}") for route, page, name in DESK],
]
