"""The second step: nobody comes past it, codes work once, recovery codes are kept as digests."""

import json

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from accounts import recovery, second_factor
from accounts.middleware import ON_THE_WAY
from accounts.models import OpenSession
from audit.models import AuditEvent, Event
from tests.accounts.conftest import PASSWORD, add_app, code_of, sign_in

pytestmark = pytest.mark.usefixtures("required")


def pages():
    """Every address without parameters, with the name of its view."""
    for name in get_resolver().reverse_dict:
        if isinstance(name, str):
            yield name
    for namespace, (_, resolver) in get_resolver().namespace_dict.items():
        for name in resolver.reverse_dict:
            if isinstance(name, str):
                yield f"{namespace}:{name}"


def reachable():
    for name in sorted(set(pages())):
        try:
            yield name, reverse(name)
        except NoReverseMatch:
            continue


def test_half_signed_in_person_reaches_nothing_else(client, ann):
    sign_in(client, ann)
    opened = []
    for name, address in reachable():
        if name in ON_THE_WAY:
            continue
        answer = client.get(address)
        if answer.status_code != 302 or answer.url != "/account/security/":
            opened.append((name, answer.status_code))
    assert opened == []


def test_password_alone_opens_nothing_where_there_is_a_second_step(client, ann):
    add_app(ann)
    answer = sign_in(client, ann)
    assert answer.url == "/sign-in/code/"
    assert client.get("/account/").url.startswith("/sign-in/")


def test_right_code_opens_the_account(client, ann):
    secret = add_app(ann)
    sign_in(client, ann, secret=secret)
    assert client.get("/account/").status_code == 200


def test_code_is_accepted_once(client, ann):
    secret = add_app(ann)
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        sign_in(client, ann, secret=secret)
        other = Client()
        answer = sign_in(other, ann, secret=secret)
    assert "Enter the code again" in answer.content.decode()
    assert other.get("/account/").status_code == 302


def test_code_of_the_last_half_minute_is_refused(client, ann):
    secret = add_app(ann)
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as clock:
        old = code_of(secret)
        clock.shift(31)
        sign_in(client, ann)
        answer = client.post("/sign-in/code/", {"code": old})
    assert "Enter the code again" in answer.content.decode()


def test_codes_are_not_for_guessing(client, ann):
    secret = add_app(ann)
    sign_in(client, ann)
    for number in range(10):
        client.post("/sign-in/code/", {"code": f"{number:06}"})
    answer = client.post("/sign-in/code/", {"code": code_of(secret)})
    assert "too many tries" in answer.content.decode()
    assert AuditEvent.objects.filter(
        event=Event.SIGN_IN_FAILED, subject=ann.audit_subject, details__step="second"
    ).exists()


def test_setting_up_an_app(client, ann, django_capture_on_commit_callbacks):
    sign_in(client, ann)
    page = client.get("/account/security/app/")
    text = page.content.decode()
    assert "<svg" in text
    assert "data:image" not in text
    secret = page.context["form"].secret
    assert " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)) in text
    wrong = client.post("/account/security/app/", {"code": "000000"})
    assert "Enter the code again" in wrong.content.decode()
    assert wrong.context["form"].secret == secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/security/app/", {"code": code_of(secret)})
    assert second_factor.has_one(ann)
    assert client.get("/account/").status_code == 200
    assert [message.to for message in mail.outbox] == [[ann.email]]
    assert "how you sign in has changed" in mail.outbox[0].subject
    assert AuditEvent.objects.filter(event=Event.SECOND_FACTOR_ADDED, actor=ann).count() == 1


def test_first_second_step_ends_sessions_that_never_showed_one(
    client, ann, django_capture_on_commit_callbacks
):
    elsewhere = Client()
    sign_in(elsewhere, ann)
    sign_in(client, ann)
    secret = client.get("/account/security/app/").context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/security/app/", {"code": code_of(secret)})
    assert OpenSession.objects.filter(user=ann, ended_at=None).count() == 1
    assert elsewhere.get("/account/security/").url.startswith("/sign-in/")


def test_session_begun_without_a_second_step_does_not_gain_one(client, ann):
    sign_in(client, ann)
    add_app(ann)
    assert client.get("/account/").url == "/sign-in/"
    assert client.get("/account/").url.startswith("/sign-in/?")


def test_only_second_step_cannot_be_removed(client, ann):
    secret = add_app(ann)
    sign_in(client, ann, secret=secret)
    answer = client.post("/account/security/app/remove/")
    assert "only second step" in answer.content.decode()
    assert second_factor.has_one(ann)


def test_only_passkey_cannot_be_removed(client, ann):
    secret = add_app(ann)
    sign_in(client, ann, secret=secret)
    Authenticator.objects.filter(user=ann).delete()
    passkey = Authenticator.objects.create(user=ann, type="webauthn", data={"name": "laptop"})
    client.post(f"/account/security/passkeys/{passkey.pk}/remove/")
    assert second_factor.has_one(ann)


def test_nobody_removes_the_passkey_of_another(client, ann, make_person):
    passkey = Authenticator.objects.create(
        user=make_person("Olga Other"), type="webauthn", data={"name": "laptop"}
    )
    sign_in(client, ann, secret=add_app(ann))
    for what in ("remove", "name"):
        address = f"/account/security/passkeys/{passkey.pk}/{what}/"
        assert client.get(address).status_code == 404


def test_recovery_codes_are_shown_once_and_kept_as_digests(client, ann):
    sign_in(client, ann, secret=add_app(ann))
    codes = client.post("/account/security/recovery-codes/").context["codes"]
    assert len(set(codes)) == 10
    stored = json.dumps(Authenticator.objects.get(user=ann, type="recovery_codes").data)
    assert not any(code in stored or recovery.tidy(code) in stored for code in codes)
    again = client.get("/account/security/recovery-codes/").content.decode()
    assert not any(code in again for code in codes)
    assert "10 left" in again


def test_recovery_code_opens_the_account_once_however_it_is_typed(client, ann):
    secret = add_app(ann)
    codes = recovery.mint(ann)
    sign_in(client, ann)
    client.post("/sign-in/code/", {"code": f" {codes[3].lower().replace('-', ' ')} "})
    assert client.get("/account/").status_code == 200
    assert recovery.left(ann) == 9
    other = Client()
    sign_in(other, ann)
    answer = other.post("/sign-in/code/", {"code": codes[3]})
    assert "Enter the code again" in answer.content.decode()
    assert secret


def test_new_recovery_codes_replace_the_old(ann):
    add_app(ann)
    old = recovery.mint(ann)
    new = recovery.mint(ann)
    assert not set(old) & set(new)
    assert recovery.left(ann) == 10
    assert Authenticator.objects.filter(user=ann, type="recovery_codes").count() == 1


def test_recovery_codes_come_as_a_file(client, ann):
    sign_in(client, ann, secret=add_app(ann))
    answer = client.post("/account/security/recovery-codes/", {"file": "yes"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(answer.content.decode().split()) == 10


@pytest.mark.parametrize(
    "nonsense",
    ["", "{", "null", "7", "[]", "{}", '{"id": 1}', '{"response": {}}', '{"id": "a", "rawId": "b",'
     ' "type": "public-key", "response": {"clientDataJSON": "x", "attestationObject": "y",'
     ' "authenticatorData": "z", "signature": "s"}}'],
)  # fmt: skip
def test_nonsense_for_a_passkey_is_refused_in_words(client, ann, nonsense):
    secret = add_app(ann)
    sign_in(client, ann)
    answer = client.post("/sign-in/code/", {"credential": nonsense})
    assert answer.status_code == 200
    assert "The passkey was not accepted" in answer.content.decode()
    client.post("/sign-in/code/", {"code": code_of(secret)})
    client.get("/account/security/passkeys/add/")
    answer = client.post("/account/security/passkeys/add/", {"credential": nonsense})
    assert answer.status_code == 200
    assert "The passkey was not accepted" in answer.content.decode()
    assert not Authenticator.objects.filter(user=ann, type="webauthn").exists()


def test_passkeys_need_localhost_and_the_page_says_so(client, ann):
    sign_in(client, ann, secret=add_app(ann))
    address = "/account/security/passkeys/add/"
    assert "localhost" in client.get(address, HTTP_HOST="127.0.0.1:8000").content.decode()
    assert "127.0.0.1" not in client.get(address, HTTP_HOST="localhost").content.decode()


def test_changing_the_second_step_asks_again_after_ten_minutes(client, ann):
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as clock:
        secret = add_app(ann)
        sign_in(client, ann, secret=secret)
        assert client.get("/account/security/passkeys/add/").status_code == 200
        clock.shift(10 * 60 + 1)
        answer = client.get("/account/security/passkeys/add/")
        assert answer.url.startswith("/account/confirm/code/?next=")
        password = client.get("/account/confirm/")
        assert password.url.startswith("/account/confirm/code/")
        answer = client.post(answer.url, {"code": code_of(secret)})
        assert answer.url == "/account/security/passkeys/add/"
        assert client.get(answer.url).status_code == 200


def test_password_does_not_stand_for_the_second_step(client, ann):
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as clock:
        sign_in(client, ann, secret=add_app(ann))
        clock.shift(10 * 60 + 1)
        client.post("/account/confirm/", {"password": PASSWORD})
        answer = client.get("/account/security/recovery-codes/")
        assert answer.url.startswith("/account/confirm/code/")


def test_confirming_gives_the_session_a_new_name_that_can_still_be_ended(client, ann):
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as clock:
        secret = add_app(ann)
        sign_in(client, ann, secret=secret)
        before = client.session.session_key
        clock.shift(11 * 60)
        client.get("/account/security/recovery-codes/")
        client.post("/account/confirm/code/", {"code": code_of(secret)})
        after = client.session.session_key
        assert after != before
        assert OpenSession.objects.get(user=ann).session_key == after
