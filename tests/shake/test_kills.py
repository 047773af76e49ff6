"""Killed in the middle of a step, a program leaves nothing half done and loses nothing."""

import random
import time

import pytest

from tests import factories
from tests.factories import fresh
from tests.prepared import load_rules
from tests.shake.whole import assert_nothing_half_done, assert_whole, wait_for_the_dead
from workflow.models import StepTaken

pytestmark = pytest.mark.shake

KILLS = 25


@pytest.fixture
def case(transactional_db):
    load_rules()
    return factories.case_at("closed", factories.cast())


def test_kill_in_mid_step_leaves_nothing_half_done(case, start):
    chance = random.Random(20261123)
    acknowledged = 0
    following = start("steps", case.reference)
    for _ in range(KILLS):
        before = StepTaken.objects.filter(case=case).count()
        program, following = following, start("steps", case.reference)
        assert program.stdout.readline() == "ready\n", program.stderr.read()
        program.stdin.write("begin\n")
        program.stdin.flush()
        first = program.stdout.readline()
        assert first, program.stderr.read()
        time.sleep(chance.uniform(0.002, 0.080))
        program.kill()
        said = [first, *program.communicate(timeout=30)[0].splitlines()]
        wait_for_the_dead()
        taken = StepTaken.objects.filter(case=case).count() - before
        assert len(said) <= taken <= len(said) + 1, "an acknowledged step is lost"
        acknowledged += len(said)
        assert_nothing_half_done(fresh(case))
    assert acknowledged >= KILLS
    assert_whole()
