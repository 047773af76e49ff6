"""What binds people asks again who one is, under the gate and before anything is shown."""

import pytest

from accounts.models import User
from audit.actors import job
from tests.workflow.pages import confirm

PASSWORD = "marmalade tractor Venice"
BINDING = [
    ("coordinator", "access/new/"),
    ("coordinator", "access/bar/"),
    ("partnership_chair", "publication/decide/"),
    ("partnership_chair", "report/sign-off/partnership/"),
]


@pytest.fixture
def with_password(team):
    """Sign in one of the cast, who have no passwords, with one."""

    def choose(name):
        person = User.objects.get(pk=getattr(team, name).pk)
        person.set_password(PASSWORD)
        with job("tests"):
            person.save()
        return person

    return choose


@pytest.mark.parametrize("who, address", BINDING)
def test_page_asks_again_who_one_is(signed_in, with_password, case, who, address):
    person = with_password(who)
    client, address = signed_in(person), f"/cases/{case.reference}/{address}"
    for method in (client.get, client.post):
        answer = method(address)
        assert answer.status_code == 302 and "/account/confirm/" in answer["Location"]
    confirm(client, person)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [address for _, address in BINDING])
def test_gate_comes_first(signed_in, team, case, address):
    answer = signed_in(team.stranger).get(f"/cases/{case.reference}/{address}")
    assert answer.status_code == 404


def test_confirmation_with_a_password_leads_on(signed_in, with_password, team, case):
    client = signed_in(with_password("coordinator"))
    typed = {"user": team.stranger.email, "reason": "A neighbour"}
    answer = client.post(f"/cases/{case.reference}/access/bar/", typed)
    assert not case.bars.filter(user=team.stranger).exists()
    client.post(answer["Location"], {"password": PASSWORD})
    assert case.bars.filter(user=team.stranger).exists()
