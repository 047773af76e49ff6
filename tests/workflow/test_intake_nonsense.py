"""Nonsense sent to any page from notice to decision is answered with words, never a crash."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.actors import acting
from dhr_cases.models import Case, Notification
from tests.bodies import two_areas
from tests.notices import draft, screening, send

FIELDS = [
    "name", "version", "value", "evidence", "source", "recommends", "regime", "label", "reason",
    "on_day", "on_month", "on_year", "view", "reasons", "given_on_day", "given_on_month",
    "given_on_year", "asked_on_day", "answer_by_on_year", "kind", "document", "directed_body",
    "has_link", "outcome", "to_partnership", "accepted_on_year", "born_on_day", "born_on_month",
    "born_on_year", "born_on_to_year", "died_on_day", "died_on_year", "age_recorded", "parts",
    "sex", "vulnerabilities", "legal_status", "verdict", "died", "responsible", "relation",
    "known_as", "aggravating_factors", "area", "concern", "received_on_day", "received_on_month",
    "received_on_year", "received_time", "risk_now", "another", "choice", "told_on_year", "body",
    "organisation", "consulted_on_year", "residence_reason", "conflict_reason",
]  # fmt: skip
NONSENSE = ["\x00", "<script>alert(1)</script>", "9" * 400, "-1", "٣", "'; --"]
CASE_PAGES = [
    "dhr_cases:add_person", "dhr_cases:add_relationship", "dhr_cases:edit_case",
    "workflow:criteria_rest", "workflow:criteria_conflict", "workflow:legal_test",
    "workflow:add_consultee", "workflow:ask_county", "workflow:home_office_reply",
    "workflow:record_direction", "workflow:declare", "workflow:transfer_ask",
    "workflow:transfer_residence",
]  # fmt: skip
NOTICE_PAGES = [
    ("dhr_cases:notice_section", "sender"), ("dhr_cases:notice_section", "happened"),
    ("dhr_cases:notice_section", "risk"), ("dhr_cases:notice_section", "media"),
    ("dhr_cases:notice_add_person", "responsible"), ("dhr_cases:notice_another", "died"),
    ("dhr_cases:notice_safety",), ("workflow:notice_same_death",),
    ("workflow:notice_turn_away",), ("dhr_cases:notice_acknowledge",),
]  # fmt: skip


@pytest.fixture
def areas(db):
    return two_areas()


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_never_a_crash_and_never_saved(client, areas, nonsense):
    case = screening(areas)
    person = case.persons.get()
    with acting(areas.coordinator):
        first = draft(areas, risk_now="yes")
        second = draft(areas)
    client.force_login(areas.coordinator)
    given = dict.fromkeys(FIELDS, nonsense)
    addresses = [reverse(name, args=[case.reference]) for name in CASE_PAGES]
    addresses += [
        reverse(f"dhr_cases:{name}", args=[case.reference, person.token])
        for name in ("edit_identity", "edit_characteristics", "edit_parts")
    ]
    addresses += [
        reverse("dhr_cases:edit_part", args=[case.reference, person.token, "died"]),
        reverse("workflow:criterion", args=[case.reference, "E1"]),
        f"/cases/{case.reference}/criteria/consulted/{'9' * 30}/",
    ]
    addresses += [
        reverse(name, args=[notice.token, *rest])
        for notice in (first, second)
        for name, *rest in NOTICE_PAGES
    ]
    for address in addresses:
        assert client.post(address, given).status_code < 500, address
    assert case.findings.count() == 0
    assert Notification.objects.get(pk=second.pk).sent_at is None
    assert Case.objects.count() == 1


def test_pages_cost_the_same_whatever_is_in_them(client, areas):
    case = screening(areas)
    send(draft(areas), areas.coordinator)
    client.force_login(areas.coordinator)

    def queries(address):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        held = ("SAVEPOINT", "RELEASE", "BEGIN", "UPDATE")
        return len([query for query in seen if not query["sql"].startswith(held)])

    addresses = {
        "/notifications/": 12,
        f"/cases/{case.reference}/people/": 12,
        f"/cases/{case.reference}/criteria/": 12,
        f"/cases/{case.reference}/decision/": 17,
    }
    for address, most in addresses.items():
        assert queries(address) <= most, address
    before = {address: queries(address) for address in addresses}
    with acting(areas.coordinator):
        for number in range(4):
            case.consultees.create(organisation="A", role="B", consulted_on=areas.today)
            case.persons.create(name=f"Person {number}")
    for _ in range(4):
        send(draft(areas), areas.coordinator)
    assert {address: queries(address) for address in addresses} == before
