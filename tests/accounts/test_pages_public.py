"""Pages for anybody: the start, support, accessibility, privacy, cookies; and where one lands."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import people
from accounts.models import Organisation
from audit.actors import job
from tests.accounts.conftest import add_app

PAGES = ["/", "/support/", "/accessibility/", "/privacy/", "/cookies/"]


@pytest.mark.parametrize("page", PAGES)
def test_anybody_may_read_it_and_leave_quickly(client, db, page):
    answer = client.get(page)
    assert answer.status_code == 200
    assert "Exit this page" in answer.content.decode()


def test_start_names_ways_to_help_to_report_and_to_sign_in(client, db):
    words = client.get("/").content.decode()
    for needed in ("999", "0808 2000 247", "Report a death", "/sign-in/"):
        assert needed in words
    assert "<form" not in words.partition("<main")[2], "the public sends us nothing by form"


def test_partnership_with_a_contact_is_named_and_no_other(client, partnership):
    assert partnership.name not in client.get("/").content.decode()
    with job("tests"):
        partnership.contact_email = "safer@northshire.example"
        partnership.save()
        Organisation.objects.create(
            key="police", kind="agency", name="Some police", contact_email="x@police.example"
        )
    words = client.get("/").content.decode()
    assert partnership.name in words and "safer@northshire.example" in words
    assert "Some police" not in words


@pytest.mark.parametrize("page", PAGES[1:])
def test_foot_of_every_page_leads_there(client, db, page):
    assert f'href="{page}"' in client.get("/no-such-page/").content.decode()


def test_whoever_is_signed_in_goes_to_their_work(client, ann):
    client.force_login(ann)
    assert client.get("/")["Location"] == "/my-work/"
    assert client.get("/my-work/").status_code == 200


def test_whoever_is_half_signed_in_goes_to_set_up_and_may_read_what_anybody_may(
    client, ann, required
):
    client.force_login(ann)
    assert client.get("/")["Location"] == "/account/security/"
    for page in PAGES[1:]:
        assert client.get(page).status_code == 200


def test_whoever_has_not_shown_their_second_step_signs_in_anew(client, ann, required):
    add_app(ann)
    client.force_login(ann)
    assert client.get("/")["Location"] == "/sign-in/"


@pytest.mark.parametrize("hours, words", [(23, "Choose"), (25, "")])
def test_link_to_choose_a_password_lives_one_day(
    client, ann, ada, mailoutbox, hours, words, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        people.send_password_link(ann, by=ada)
    link = next(word for word in mailoutbox[-1].body.split() if "/sign-in/password/" in word)
    path = "/" + link.split("/", 3)[3]
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        answer = client.get(path, follow=True)
        assert (b'type="password"' in answer.content) is bool(words)
