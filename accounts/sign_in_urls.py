"""allauth's pages, one by one, at our addresses and under its own names.

Including `allauth.urls` would also open sign-up and the change of an e-mail address.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.urls import path, re_path

from accounts.access import public_page, signed_in_page
from accounts.views import sign_in

urlpatterns = [
    path("sign-in/", public_page(sign_in.sign_in), name="account_login"),
    path("sign-in/code/", public_page(sign_in.second_step), name="mfa_authenticate"),
    path("sign-out/", public_page(sign_in.sign_out), name="account_logout"),
    re_path(
        r"^sign-in/password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public_page(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "sign-in/password/chosen/",
        public_page(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("account/confirm/", signed_in_page(account.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code/", signed_in_page(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        signed_in_page(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "account/password/", signed_in_page(sign_in.change_password), name="account_change_password"
    ),
    path("account/security/", signed_in_page(mfa.index), name="mfa_index"),
    path("account/security/app/", signed_in_page(app.activate_totp), name="mfa_activate_totp"),
    path(
        "account/security/app/remove/",
        signed_in_page(app.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path("account/security/passkeys/", signed_in_page(mfa.index), name="mfa_list_webauthn"),
    path(
        "account/security/passkeys/add/",
        signed_in_page(passkey.add_webauthn),
        name="mfa_add_webauthn",
    ),
    path(
        "account/security/passkeys/<int:pk>/name/",
        signed_in_page(passkey.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/security/passkeys/<int:pk>/remove/",
        signed_in_page(sign_in.remove_passkey),
        name="mfa_remove_webauthn",
    ),
]
