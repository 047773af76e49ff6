"""What a partnership settles, and who may settle it."""

import pytest
from django.urls import reverse

from dhr_cases.models import CaseSetting
from tests.factories import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db):
    return cast()


def test_the_chair_settles_it_and_everybody_else_is_told_there_is_no_such_page(client, team):
    listed = reverse("dhr_cases:partnerships")
    page = reverse("dhr_cases:partnership", args=[team.bodies.district.key])
    client.force_login(team.coordinator)
    assert client.get(listed).status_code == client.get(page).status_code == 404
    client.force_login(team.other_chair)
    assert client.get(page).status_code == 404
    client.force_login(team.partnership_chair)
    assert client.get(listed).status_code == 200
    answer = client.post(page, {"label": "DARDR", "county_may_block": "on", "version": "0"})
    assert answer.status_code == 302
    setting = CaseSetting.objects.get(partnership=team.bodies.district)
    assert (setting.label, setting.county_may_block) == ("DARDR", True)
    assert "Domestic abuse related death review" in client.get(listed).content.decode()


def test_a_wrong_answer_is_told_beside_the_question(client, team):
    client.force_login(team.partnership_chair)
    page = reverse("dhr_cases:partnership", args=[team.bodies.district.key])
    answer = client.post(page, {"label": "OTHER"})
    assert answer.status_code == 200
    assert not CaseSetting.objects.exists()
    assert "Error:" in answer.content.decode()
