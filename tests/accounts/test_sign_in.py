"""Signing in: who may, what a failure says, how guessing is slowed."""

import time
from statistics import median

import pytest
import time_machine
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from accounts import people
from accounts.models import OpenSession
from audit.models import AuditEvent, Event
from tests.accounts.conftest import PASSWORD, sign_in

NEUTRAL = "Check your e-mail address and password"


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def test_right_password_opens_the_account(client, ann):
    assert not is_signed_in(client)
    sign_in(client, ann)
    assert is_signed_in(client)


def test_test_client_is_let_in_with_the_session_that_signing_in_leaves(client, ann):
    sign_in(client, ann)
    signed_in = dict(client.session)
    other = Client()
    other.force_login(ann)
    let_in = dict(other.session)
    of_the_page = {key for key in signed_in if key.startswith("account_authentication_methods")}
    assert let_in.keys() == signed_in.keys() - of_the_page - {"_session_expiry"}
    differing = {key for key in let_in if signed_in[key] != let_in[key]}
    assert differing <= {"open_session", "signed_in_at", "last_seen_at"}
    assert is_signed_in(other)


def test_address_may_be_typed_in_capitals(client, ann):
    client.post("/sign-in/", {"login": " ANN.Archer@Example.org ", "password": PASSWORD})
    assert is_signed_in(client)


@pytest.mark.parametrize("how", ["wrong password", "nobody", "deactivated", "no password"])
def test_every_failure_says_the_same(client, ann, ada, make_person, how, today):
    email, password = ann.email, "wrong but long enough"
    if how == "nobody":
        email = "nobody@example.org"
    if how == "deactivated":
        people.deactivate(ann, by=ada, on=today)
        password = PASSWORD
    if how == "no password":
        email = make_person("Nia New", password=None).email
    answer = client.post("/sign-in/", {"login": email, "password": password})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert NEUTRAL in page
    assert page.count("govuk-error-summary__list") == 1
    assert "inactive" not in page
    assert password not in page
    assert not is_signed_in(client)


def test_unknown_addresses_take_as_long_as_known_ones(client, ann, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with time_machine.travel("2026-11-23T10:00:00Z", tick=True):
        sign_in(client, ann)
        client.logout()

    def took(email, number):
        began = time.perf_counter()
        client.post(
            "/sign-in/",
            {"login": email, "password": "wrong but long"},
            REMOTE_ADDR=f"192.0.2.{number}",
        )
        return time.perf_counter() - began

    known = median(took(ann.email, number) for number in range(1, 8))
    unknown = median(took("nobody@example.org", number) for number in range(11, 18))
    assert 0.5 < known / unknown < 2


def test_eleventh_guess_is_refused_and_the_owner_comes_in_from_elsewhere(client, ann):
    for _ in range(10):
        answer = sign_in(client, ann, "wrong but long enough", REMOTE_ADDR="192.0.2.1")
        assert NEUTRAL in answer.content.decode()
    answer = sign_in(client, ann, PASSWORD, REMOTE_ADDR="192.0.2.1")
    assert "too many tries" in answer.content.decode()
    owner = Client()
    sign_in(owner, ann, PASSWORD, REMOTE_ADDR="192.0.2.2")
    assert is_signed_in(owner)


def test_guesses_at_nobody_are_slowed_just_the_same(client, db):
    for _ in range(10):
        client.post("/sign-in/", {"login": "nobody@example.org", "password": "wrong but long"})
    answer = client.post("/sign-in/", {"login": "Nobody@example.org", "password": "wrong but long"})
    assert "too many tries" in answer.content.decode()


def test_guessing_is_possible_again_after_five_minutes(client, ann):
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as clock:
        for _ in range(11):
            sign_in(client, ann, "wrong but long enough")
        assert "too many tries" in sign_in(client, ann).content.decode()
        clock.shift(5 * 60 + 1)
        sign_in(client, ann)
        assert is_signed_in(client)


def test_signing_in_gives_the_session_a_new_name(client, ann):
    client.get("/sign-in/")
    client.session["before"] = True
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.cookies["session"] = before
    sign_in(client, ann)
    assert client.session.session_key != before
    stolen = Client()
    stolen.cookies["session"] = before
    assert not is_signed_in(stolen)


def test_signing_out_ends_the_session_on_the_server(client, ann):
    sign_in(client, ann)
    kept = client.cookies["session"].value
    answer = client.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.url == "/signed-out/"
    thief = Client()
    thief.cookies["session"] = kept
    assert not is_signed_in(thief)
    assert OpenSession.objects.get(user=ann).ended_at


def test_opening_the_sign_out_page_changes_nothing(client, ann):
    sign_in(client, ann)
    assert client.get("/sign-out/").status_code == 200
    assert is_signed_in(client)


def test_sign_ins_are_written_down_without_what_was_typed(client, ann):
    sign_in(client, ann, "secret typed by mistake")
    client.post("/sign-in/", {"login": "nobody@example.org", "password": "secret typed by mistake"})
    sign_in(client, ann)
    client.post("/sign-out/")
    events = list(AuditEvent.objects.exclude(event__startswith="row_").exclude(event="job_run"))
    assert [(event.event, event.subject) for event in events] == [
        (Event.SIGN_IN_FAILED, f"account:{ann.pk}"),
        (Event.SIGN_IN_FAILED, ""),
        (Event.SIGNED_IN, f"account:{ann.pk}"),
        (Event.SIGNED_OUT, f"account:{ann.pk}"),
    ]
    kept = " ".join(str(event.details) for event in events)
    assert "secret" not in kept
    assert "nobody@" not in kept


def test_refused_guesses_are_written_down_too(client, ann):
    for _ in range(11):
        sign_in(client, ann, "wrong but long enough")
    last = AuditEvent.objects.filter(event=Event.SIGN_IN_FAILED).last()
    assert last.details == {"reason": "throttled"}
    assert AuditEvent.objects.filter(event=Event.SIGN_IN_FAILED).count() == 11


def test_next_page_may_not_lie_elsewhere(client, ann):
    answer = client.post(
        "/sign-in/?next=https://elsewhere.example/", {"login": ann.email, "password": PASSWORD}
    )
    assert "elsewhere" not in answer.url


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password"])
def test_nobody_signs_up_or_changes_an_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_there_is_one_door():
    """A second sign-in page would be a way round the second step."""
    views = [entry.callback for entry in leaves(get_resolver())]
    doors = [view for view in views if "login" in getattr(view, "__name__", "").lower()]
    assert len([view for view in doors if "sign_in" not in view.__module__]) == 0
    assert "admin" not in {entry.pattern.regex.pattern for entry in leaves(get_resolver())}


def leaves(resolver):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from leaves(entry)
        else:
            yield entry


def test_demonstration_lists_its_people_and_their_password(client, make_person, settings):
    make_person("Dora Demo", is_demo=True)
    make_person("Rita Real")
    settings.DEBUG, settings.DEMO_PASSWORD = True, "only for the demonstration"
    page = client.get("/sign-in/").content.decode()
    assert "Dora Demo" in page
    assert "only for the demonstration" in page
    assert "Rita Real" not in page
    settings.DEBUG = False
    assert "Dora Demo" not in client.get("/sign-in/").content.decode()
