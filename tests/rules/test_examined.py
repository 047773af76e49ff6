"""The list of the pages that a browser examines tells what is lost and what is new."""

import pytest

from tests.browser import examined


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("http://localhost:8000/cases/GLO-2026-01/criteria/E3/?a=b", "/cases/*/criteria/*/"),
        ("/cases/GLO-2026-01/steps/accept/", "/cases/*/steps/accept/"),
        ("/cases/GLO-2026-01/who-saw-what/", "/cases/*/who-saw-what/"),
        ("/no-such-page/", "no page"),
    ],
)
def test_pages_of_one_kind_go_by_one_name(address, kind):
    assert examined.kind_of(address) == kind


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"no page"}, "test_house no longer examines"),
        ({"no page", "/accessibility/", "/new/"}, "test_house examines what examined.json lacks"),
    ],
)
def test_what_is_lost_or_new_is_told(monkeypatch, now, told):
    monkeypatch.delenv("UPDATE_EXAMINED", raising=False)
    monkeypatch.setattr(examined, "NOW", now)
    with pytest.raises(AssertionError, match=told):
        examined.compare("test_house")


def test_journeys_examine_what_no_other_module_does():
    journeys = ("test_journey_whole", "test_journey_evidence")
    for journey in journeys:
        assert not set(examined.kept()[journey]) & examined.elsewhere(journey)
