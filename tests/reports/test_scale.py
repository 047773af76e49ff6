"""An installation made for measuring is whole in its trail, and never made over a real one."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from accounts.models import User
from audit.verify import verify
from dhr_cases.grants import faults_in_grants
from dhr_cases.models import Case, CaseAssignment
from reports.scale.people import FEW_EMAIL, MANY_EMAIL
from reports.scale.plan import Plan
from tests.bodies import person
from workflow.models import Progress

pytestmark = pytest.mark.django_db

CASES = 60


def make(settings, cases=CASES):
    settings.DEBUG = True
    call_command("make_scale", "--cases", str(cases), verbosity=0)


def test_everything_made_is_whole_in_its_trail(settings, capsys):
    make(settings)
    assert "Made 60 reviews, 150 people" in capsys.readouterr().out
    report = verify()
    assert report.is_whole, report.sentence()
    assert report.rows > CASES * 20
    assert list(faults_in_grants()) == []
    assert Progress.objects.count() == CASES
    many, few = (User.objects.get(email=email) for email in (MANY_EMAIL, FEW_EMAIL))
    plan = Plan(CASES)
    assert Case.objects.visible_to(many).count() == plan.many
    assert Case.objects.visible_to(few).count() == plan.few
    for progress in Progress.objects.select_related("case"):
        steps = list(progress.case.steps_taken.order_by("pk"))
        assert (steps[-1].target if steps else "notified") == progress.status
    one_role = CaseAssignment.objects.values("case", "user").annotate(roles=Count("pk"))
    assert not one_role.filter(roles__gt=1).exists()


def test_full_size_is_what_a_nation_has():
    plan = Plan(20_000)
    assert (plan.people, plan.partnerships, plan.many, plan.few) == (2000, 40, 5000, 135)
    leads = plan.leads()
    assert len(leads) == 20_000
    assert (leads.count(0), leads.count(1)) == (5000, 135)


def test_it_refuses_a_real_installation(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="It needs DEBUG=True"):
        call_command("make_scale")


def test_it_refuses_an_installation_with_accounts(settings):
    person("Ann Already")
    with pytest.raises(CommandError, match="needs an empty database"):
        make(settings)
    assert User.objects.count() == 1


@pytest.mark.parametrize("number", ["0", "39", "10000000"])
def test_it_refuses_a_number_out_of_bounds(settings, number):
    with pytest.raises(CommandError, match="Give a number of reviews"):
        make(settings, number)
