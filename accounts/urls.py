"""Addresses of this app; those that belong to allauth are in sign_in_urls."""

from django.urls import path

from accounts.views import account, invitations, organisations, people, standing

app_name = "accounts"
urlpatterns = [
    path("invitations/<str:token>/", invitations.accept, name="invitation"),
    path("account/", account.account, name="account"),
    path("account/security/recovery-codes/", account.recovery_codes, name="recovery_codes"),
    path("account/devices/<int:pk>/end/", account.end_device, name="end_device"),
    path("session/", account.session, name="session"),
    path("signed-out/", account.signed_out, name="signed_out"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/invite/", people.invite, name="invite"),
    path(
        "settings/people/invitations/<int:pk>/withdraw/",
        people.withdraw,
        name="withdraw_invitation",
    ),
    path("settings/people/<int:pk>/", people.person, name="person"),
    path("settings/people/<int:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("settings/people/<int:pk>/reactivate/", people.reactivate, name="reactivate"),
    path("settings/people/<int:pk>/sessions/end/", people.end_sessions, name="end_sessions"),
    path("settings/people/<int:pk>/password/", people.password, name="send_password_link"),
    path("settings/people/<int:pk>/second-step/", people.ask_for_reset, name="ask_for_reset"),
    path(
        "settings/people/<int:pk>/second-step/confirm/",
        people.confirm_reset,
        name="confirm_reset",
    ),
    path("settings/people/<int:pk>/roles/new/", standing.give_role, name="give_role"),
    path("settings/people/<int:pk>/roles/<int:number>/end/", standing.end_role, name="end_role"),
    path("settings/roles/", standing.roles, name="roles"),
    path("settings/roles/<int:number>/", standing.settle_role, name="settle_role"),
    path("settings/organisations/", organisations.organisations, name="organisations"),
    path("settings/organisations/add/", organisations.add, name="add_organisation"),
    path("settings/organisations/<slug:key>/", organisations.organisation, name="organisation"),
    path(
        "settings/organisations/<slug:key>/name/",
        organisations.rename,
        name="rename_organisation",
    ),
    path("settings/organisations/<slug:key>/end/", organisations.end, name="end_organisation"),
]
