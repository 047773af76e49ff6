"""Sessions end on time, at once, and everywhere."""

import datetime

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from accounts import open_sessions, people
from accounts.models import OpenSession
from tests.accounts.conftest import PASSWORD, sign_in

MINUTE = 60  # seconds
NEW_PASSWORD = "harbour violin Thursday lamp"


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-23T08:00:00Z", tick=False) as clock:
        yield clock


def test_half_an_hour_of_quiet_ends_the_session(client, ann, clock):
    sign_in(client, ann)
    clock.shift(29 * MINUTE)
    assert client.get("/account/").status_code == 200
    clock.shift(30 * MINUTE + 1)
    assert client.get("/account/").status_code == 302


def test_quiet_is_measured_on_the_server_whatever_the_stored_expiry_says(client, ann, clock):
    sign_in(client, ann)
    session = client.session
    session.set_expiry(7 * 24 * 60 * MINUTE)
    session.save()
    clock.shift(30 * MINUTE + 1)
    assert client.get("/account/").url == "/signed-out/?because=time"


def test_twelve_hours_end_the_session_however_busy(client, ann, clock):
    sign_in(client, ann)
    for _ in range(12 * 60 // 20 - 1):
        clock.shift(20 * MINUTE)
        assert client.get("/account/").status_code == 200
    clock.shift(20 * MINUTE + 1)
    answer = client.get("/account/")
    assert answer.url == "/signed-out/?because=time"
    assert "What you had saved is kept" in client.get(answer.url).content.decode()
    assert client.get("/account/").url.startswith("/sign-in/")


def test_session_without_times_is_over(client, ann):
    sign_in(client, ann)
    session = client.session
    del session[open_sessions.STARTED]
    session.save()
    assert client.get("/account/").url == "/signed-out/?because=time"


def test_last_seen_is_noted_at_most_once_a_minute(client, ann, clock):
    sign_in(client, ann)
    first = OpenSession.objects.get().last_seen_at
    clock.shift(30)
    client.get("/account/")
    assert OpenSession.objects.get().last_seen_at == first
    clock.shift(31)
    client.get("/account/")
    assert OpenSession.objects.get().last_seen_at - first == datetime.timedelta(seconds=61)


def test_the_stored_end_moves_with_what_was_seen(client, ann, clock):
    sign_in(client, ann)
    client.get("/account/")
    first = Session.objects.get().expire_date
    for seconds, moved in ((30, 0), (31, 61)):
        clock.shift(seconds)
        client.get("/account/")
        assert Session.objects.get().expire_date - first == datetime.timedelta(seconds=moved)


def test_deactivation_ends_every_session_at_once_and_for_good(client, ann, ada, today):
    other = Client()
    for one in (client, other):
        sign_in(one, ann)
    people.deactivate(ann, by=ada, on=today)
    for one in (client, other):
        assert one.get("/account/").status_code == 302
    people.reactivate(ann, by=ada)
    for one in (client, other):
        assert one.get("/account/").status_code == 302


def test_new_password_ends_every_other_session(client, ann):
    other = Client()
    for one in (other, client):
        sign_in(one, ann)
    answer = client.post(
        "/account/password/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert [session.pk for session in open_sessions.of(ann)] == [client.session[open_sessions.KEY]]
    assert open_sessions.of(ann)[0].session_key == client.session.session_key


def test_password_is_changed_only_by_those_who_know_it(client, ann):
    sign_in(client, ann)
    answer = client.post(
        "/account/password/",
        {"oldpassword": "not the right one", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    assert "The present password is not right" in answer.content.decode()
    ann.refresh_from_db()
    assert ann.check_password(PASSWORD)


def test_one_device_signs_another_out(client, ann):
    other = Client()
    sign_in(other, ann, HTTP_USER_AGENT="a phone")
    sign_in(client, ann, HTTP_USER_AGENT="a laptop")
    page = client.get("/account/").content.decode()
    assert "a phone" in page
    assert "a laptop" in page
    client.post(f"/account/devices/{other.session[open_sessions.KEY]}/end/")
    assert other.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_nobody_ends_the_session_of_another(client, ann, make_person):
    other = Client()
    sign_in(other, make_person("Olga Other"))
    sign_in(client, ann)
    answer = client.post(f"/account/devices/{other.session[open_sessions.KEY]}/end/")
    assert answer.status_code == 404
    assert other.get("/account/").status_code == 200


def test_new_device_is_told_of_and_a_known_one_is_not(
    client, ann, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(client, ann, HTTP_USER_AGENT="a laptop")
        sign_in(Client(), ann, HTTP_USER_AGENT="a laptop")
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(Client(), ann, HTTP_USER_AGENT="a phone")
    assert [message.to for message in mail.outbox] == [[ann.email]]
    assert ann.name not in mail.outbox[0].body
    assert "new device" in mail.outbox[0].subject


def test_staying_signed_in_works_without_scripts(client, ann, clock):
    sign_in(client, ann)
    clock.shift(20 * MINUTE)
    assert client.post("/session/").status_code == 302
    clock.shift(20 * MINUTE)
    assert client.get("/account/").status_code == 200
