"""What administrators do with accounts, and what they may not."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import people, second_factor
from accounts.models import Invitation, Organisation, SecondFactorReset, User
from audit.actors import acting
from audit.models import AuditEvent, Event
from tests.accounts.conftest import PASSWORD, add_app, code_of, sign_in

ADDRESSES = [
    "/settings/people/",
    "/settings/people/invite/",
    "/settings/people/{pk}/",
    "/settings/organisations/",
    "/settings/organisations/add/",
    "/settings/organisations/northshire/",
    "/settings/organisations/northshire/name/",
    "/settings/organisations/northshire/end/",
]
ACTS = [
    "/settings/people/{pk}/deactivate/",
    "/settings/people/{pk}/reactivate/",
    "/settings/people/{pk}/sessions/end/",
    "/settings/people/{pk}/password/",
    "/settings/people/{pk}/second-step/",
    "/settings/people/{pk}/second-step/confirm/",
    "/settings/people/invite/",
]
REASON = "I rang the number her manager gave me."


def test_everybody_else_is_refused_and_it_is_written_down(client, ann, partnership):
    sign_in(client, ann)
    for address in ADDRESSES:
        assert client.get(address.format(pk=ann.pk)).status_code == 403
    for address in ACTS:
        assert client.post(address.format(pk=ann.pk)).status_code == 403
    refused = AuditEvent.objects.filter(event=Event.VIEW_REFUSED, actor=ann)
    assert refused.count() == len(ADDRESSES) + len(ACTS)


def test_nobody_signed_out_comes_in(client, ann, partnership):
    for address in ADDRESSES:
        assert client.get(address.format(pk=ann.pk)).url.startswith("/sign-in/")


def test_administrator_opens_every_page(as_ada, ann, partnership):
    for address in ADDRESSES:
        assert as_ada.get(address.format(pk=ann.pk)).status_code == 200, address


def test_list_shows_numbers_of_reviews_and_never_which(as_ada, ann, monkeypatch):
    monkeypatch.setattr(people, "_counts_of_cases", [lambda keys: {ann.pk: 417}])
    page = as_ada.get("/settings/people/").content.decode()
    assert "417" in page
    assert "GLO-" not in page


def test_inviting_sends_one_neutral_email(as_ada, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        as_ada.post("/settings/people/invite/", {"name": "Nora New", "email": "Nora@Example.org"})
    invitation = Invitation.objects.get()
    assert invitation.email == "nora@example.org"
    assert [message.to for message in mail.outbox] == [["nora@example.org"]]
    as_ada.post(f"/settings/people/invitations/{invitation.pk}/withdraw/")
    assert Invitation.objects.get().state == "withdrawn"


def test_faulty_invitation_keeps_what_was_typed(as_ada, ann):
    answer = as_ada.post("/settings/people/invite/", {"name": "Nora New", "email": ann.email})
    page = answer.content.decode()
    assert "Somebody with this e-mail address has an account." in page
    assert 'value="Nora New"' in page
    assert not Invitation.objects.exists()


def test_deactivating_and_letting_in_again(as_ada, ann, ada):
    as_ada.post(f"/settings/people/{ann.pk}/deactivate/")
    ann.refresh_from_db()
    assert (ann.is_active, ann.deactivated_by) == (False, ada)
    other = Client()
    sign_in(other, ann)
    assert other.get("/account/").status_code == 302
    as_ada.post(f"/settings/people/{ann.pk}/reactivate/")
    sign_in(other, ann)
    assert other.get("/account/").status_code == 200


def test_nobody_deactivates_themself_nor_the_last_administrator(ada, ann, today):
    with pytest.raises(ValidationError, match="your own"):
        people.deactivate(ada, by=ada, on=today)
    with pytest.raises(ValidationError, match="last administrator"):
        people.deactivate(ada, by=ann, on=today)
    ada.refresh_from_db()
    assert ada.is_active


def test_reset_of_a_second_step_takes_two_administrators(client, ann, ada, ben):
    secret = add_app(ann)
    hers = Client()
    sign_in(hers, ann, secret=secret)
    sign_in(client, ada)
    client.post(f"/settings/people/{ann.pk}/second-step/", {"reason": REASON})
    client.post(f"/settings/people/{ann.pk}/second-step/confirm/")
    assert second_factor.has_one(ann)
    assert (
        "Another administrator must confirm"
        in client.get(f"/settings/people/{ann.pk}/").content.decode()
    )
    second = Client()
    sign_in(second, ben)
    second.post(f"/settings/people/{ann.pk}/second-step/confirm/")
    assert not second_factor.has_one(ann)
    assert hers.get("/account/").status_code == 302
    reset = SecondFactorReset.objects.get()
    assert (reset.asked_by, reset.confirmed_by) == (ada, ben)
    assert AuditEvent.objects.filter(event=Event.SECOND_FACTOR_RESET, actor=ben).count() == 1


def test_reset_can_be_called_off(as_ada, ann):
    add_app(ann)
    as_ada.post(f"/settings/people/{ann.pk}/second-step/", {"reason": REASON})
    as_ada.post(f"/settings/people/{ann.pk}/second-step/confirm/", {"cancel": "yes"})
    assert second_factor.has_one(ann)
    assert SecondFactorReset.objects.get().cancelled_at


def test_reset_needs_a_reason(as_ada, ann):
    answer = as_ada.post(f"/settings/people/{ann.pk}/second-step/", {"reason": "lost"})
    assert "Say in a sentence how you know it is them." in answer.content.decode()
    assert not SecondFactorReset.objects.exists()


def test_nobody_resets_their_own_second_step(ada, ben):
    with pytest.raises(ValidationError, match="their own second step"):
        people.ask_for_reset(ada, by=ada, reason=REASON)
    reset = people.ask_for_reset(ada, by=ben, reason=REASON)
    with pytest.raises(ValidationError, match="their own second step"):
        people.confirm_reset(reset, by=ada)


def test_database_itself_refuses_one_person_for_both(ada, ann):
    with pytest.raises(IntegrityError), transaction.atomic(), acting(ada):
        SecondFactorReset(
            user=ann,
            asked_by=ada,
            reason=REASON,
            confirmed_by=ada,
            confirmed_at="2026-11-23T10:00:00Z",
        ).save()


def test_link_to_choose_a_password_works_once_and_needs_the_second_step(
    as_ada, ann, required, settings, django_capture_on_commit_callbacks
):
    settings.REQUIRE_SECOND_FACTOR = False
    secret = add_app(ann)
    with django_capture_on_commit_callbacks(execute=True):
        as_ada.post(f"/settings/people/{ann.pk}/password/")
    (message,) = mail.outbox
    link = next(word for word in message.body.split() if "/sign-in/password/" in word)
    address = link.removeprefix(settings.SITE_ADDRESS)
    hers = Client()
    choose = hers.get(address).url
    new = {"password1": "harbour violin Thursday", "password2": "harbour violin Thursday"}
    assert hers.post(choose, new).url == "/sign-in/password/chosen/"
    assert hers.get("/account/").status_code == 302
    assert "You cannot use this link" in Client().get(address).content.decode()
    answer = sign_in(hers, ann, new["password1"])
    assert answer.url == "/sign-in/code/"
    hers.post("/sign-in/code/", {"code": code_of(secret)})
    assert hers.get("/account/").status_code == 200


def test_sensitive_acts_ask_again_after_ten_minutes(as_ada, ann):
    session = as_ada.session
    for entry in session["account_authentication_methods"]:
        entry["at"] -= 601
    session.save()
    answer = as_ada.post(f"/settings/people/{ann.pk}/deactivate/")
    assert answer.url.startswith("/account/confirm/")
    assert User.objects.get(pk=ann.pk).is_active
    as_ada.post(answer.url, {"password": "not the right one"})
    assert User.objects.get(pk=ann.pk).is_active
    as_ada.post(answer.url, {"password": PASSWORD})
    assert not User.objects.get(pk=ann.pk).is_active


def test_renaming_keeps_the_old_name_for_what_came_before(as_ada, partnership, today):
    address = "/settings/organisations/northshire/name/"
    form = {"name": "Stronger Northshire", "on_day": "1", "on_month": "3", "on_year": "2026"}
    assert as_ada.post(address, form).status_code == 302
    body = Organisation.objects.get(key="northshire")
    assert body.name == "Stronger Northshire"
    assert body.name_on(today.replace(month=2, day=28)) == "Safer Northshire"
    assert body.name_on(today.replace(month=3, day=1)) == "Stronger Northshire"
    again = as_ada.post(address, form | {"name": "Other"}).content.decode()
    assert "must be after its last change of name" in again


def test_contacts_of_a_body_are_kept(as_ada, partnership):
    form = as_ada.get("/settings/organisations/northshire/").context["form"]
    answers = {name: form[name].value() or "" for name in form.fields}
    answers["press_email"] = "not an address"
    address = "/settings/organisations/northshire/"
    assert "not an address" in as_ada.post(address, answers).content.decode()
    as_ada.post(address, answers | {"press_email": "press@example.org"})
    assert Organisation.objects.get(key="northshire").press_email == "press@example.org"
