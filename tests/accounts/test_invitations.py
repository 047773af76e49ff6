"""Accounts are made by invitation, once, within seven days, over a signature."""

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError

from accounts import people
from accounts.models import Invitation, User
from accounts.roles import Role
from accounts.undertakings import FOR_ROLE, text_for
from audit.models import AuditEvent, Event
from tests.accounts.conftest import sign_in

PASSWORD = "kettle orbit walnut"


@pytest.fixture
def link(ada):
    _, link = people.invite(by=ada, email="Nora.New@example.org", name="Nora New")
    return link.removeprefix("http://127.0.0.1:8000")


def answers(**changed):
    return {
        "agrees": "on",
        "signed_name": "nora  NEW",
        "password1": PASSWORD,
        "password2": PASSWORD,
    } | changed


def test_link_makes_one_account(client, link, ada):
    page = client.get(link).content.decode()
    assert "Ada Admin has invited you" in page
    assert "I will not talk about it" in page
    answer = client.post(link, answers())
    assert answer.url == "/sign-in/"
    nora = User.objects.get(email="nora.new@example.org")
    assert nora.check_password(PASSWORD)
    signed = nora.undertakings.get()
    assert signed.text == text_for("")
    assert signed.signed_name == "nora NEW" or signed.signed_name == "nora  NEW"
    assert nora.history.last().history_user == ada
    again = client.post(link, answers())
    assert again.status_code == 410
    assert "has been used" in again.content.decode()
    assert User.objects.filter(email="nora.new@example.org").count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"agrees": ""}, "Tick the box if you agree to this"),
        ({"signed_name": "Somebody Else"}, "Type your name as it is written: Nora New"),
        ({"signed_name": ""}, "Enter your full name"),
        ({"password2": "another one entirely"}, "Enter the same password in both boxes."),
        ({"password1": "password1234", "password2": "password1234"}, "many people choose"),
        ({"password1": "nora walnut orbit", "password2": "nora walnut orbit"}, "“nora”"),
    ],
)
def test_fault_is_said_and_nothing_is_saved(client, link, changed, said):
    answer = client.post(link, answers(**changed))
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not User.objects.filter(email="nora.new@example.org").exists()


def test_link_expires_after_seven_days(client, ada):
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as clock:
        _, link = people.invite(by=ada, email="nora.new@example.org", name="Nora New")
        address = link.removeprefix("http://127.0.0.1:8000")
        clock.shift(7 * 24 * 3600 - 1)
        assert client.get(address).status_code == 200
        clock.shift(2)
        answer = client.post(address, answers())
    assert answer.status_code == 410
    assert "expired" in answer.content.decode()
    assert not User.objects.filter(email="nora.new@example.org").exists()


def test_new_invitation_withdraws_the_old(client, link, ada):
    people.invite(by=ada, email="nora.new@example.org", name="Nora New")
    answer = client.get(link)
    assert answer.status_code == 410
    assert "withdrawn" in answer.content.decode()


def test_unknown_link_is_not_found(client, db):
    assert client.get("/invitations/nothing/").status_code == 404


def test_somebody_signed_in_is_asked_to_sign_out_first(client, link, ann):
    sign_in(client, ann)
    answer = client.post(link, answers())
    assert answer.status_code == 409
    assert "Sign out" in answer.content.decode()
    assert not User.objects.filter(email="nora.new@example.org").exists()


def test_link_is_kept_nowhere_and_the_email_is_neutral(ada, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitation, link = people.invite(by=ada, email="nora.new@example.org", name="Nora New")
    token = link.rstrip("/").rpartition("/")[2]
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values().get())
    assert token not in str(list(AuditEvent.objects.values_list("details", flat=True)))
    (message,) = mail.outbox
    assert link in message.body
    assert "Nora" not in message.body + message.subject


def test_address_with_an_account_is_not_invited(ada, ann):
    with pytest.raises(ValidationError):
        people.invite(by=ada, email=ann.email.upper(), name="Ann Archer")


def test_accepting_is_written_down(client, link):
    client.post(link, answers())
    nora = User.objects.get(email="nora.new@example.org")
    event = AuditEvent.objects.get(event=Event.ACCOUNT_ACCEPTED)
    assert (event.actor, event.subject) == (nora, f"account:{nora.pk}")


@pytest.mark.parametrize("role", FOR_ROLE, ids=str)
def test_what_is_promised_fits_the_part(role):
    assert text_for(role).startswith(text_for(""))
    assert set(FOR_ROLE[role]) <= set(text_for(role).splitlines())


def test_a_panel_member_signs_what_panel_members_promise(ada, client):
    _, link = people.invite(
        by=ada, email="nora.new@example.org", name="Nora New", part=Role.PANEL_MEMBER
    )
    path = link.removeprefix("http://127.0.0.1:8000")
    words = client.get(path).content.decode()
    assert "who stands behind a pseudonym" in words and "Panel member" in words
    assert client.post(path, answers()).status_code == 302
    signed = User.objects.get(email="nora.new@example.org").undertakings.get()
    assert (signed.part, signed.text) == (Role.PANEL_MEMBER, text_for(Role.PANEL_MEMBER))
