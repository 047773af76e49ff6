"""A refusal is written down although its page was rolled back; a request names who did what."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import path

from accounts.models import Organisation
from audit.models import AuditEvent, Event
from audit.recorded import StaleRow


def refused(request, status):
    Organisation.objects.create(key="half", kind="agency", name="Half")
    request.refusal = (Event.VIEW_REFUSED, "NOR-2026-01", {"path": request.path})
    raise PermissionDenied if status == 403 else Http404


def saved(request):
    Organisation.objects.create(key="whole", kind="agency", name="Whole")
    return HttpResponse("Saved")


def raced(request):
    raise StaleRow


urlpatterns = [
    path("refused/<int:status>/", refused),
    path("saved/", saved),
    path("raced/", raced),
]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.urls(__name__),
]


@pytest.fixture
def browser(ann):
    client = Client()
    client.force_login(ann)
    return client


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_outlives_the_rollback_of_its_page(browser, ann, status):
    assert browser.get(f"/refused/{status}/").status_code == status
    assert not Organisation.objects.exists()
    event = AuditEvent.objects.get(event=Event.VIEW_REFUSED)
    assert (event.actor, event.subject) == (ann, "NOR-2026-01")
    assert event.seal.seq > 0


def test_what_one_request_did_hangs_together_and_is_sealed(browser, ann):
    browser.get("/saved/")
    made = AuditEvent.objects.get(details__table="accounts_historicalorganisation")
    assert (made.actor, len(made.request_id)) == (ann, 32)
    assert made.seal.seq > 0
    assert Organisation.history.get().history_user == ann
    browser.get("/refused/403/")
    assert AuditEvent.objects.get(event=Event.VIEW_REFUSED).request_id != made.request_id


def test_a_race_is_a_page_that_says_so(browser):
    response = browser.get("/raced/")
    assert response.status_code == 409
    assert "Someone changed this while you were editing" in response.content.decode()


def test_a_seal_that_fails_does_not_take_the_page_with_it(browser, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no seal today")

    monkeypatch.setattr("audit.seal.seal_pending", fail)
    assert browser.get("/saved/").status_code == 200
    assert Organisation.objects.filter(key="whole").exists()
