"""What must be true when the dust has settled."""

import itertools
import time

from django.db import connection

from audit.models import AuditEvent, Event
from audit.seal import seal_pending
from audit.verify import verify
from workflow.clocks import rule_for
from workflow.models import StepTaken
from workflow.status import Status


def assert_whole():
    """The trail proves whole, once everything that was committed is sealed."""
    seal_pending(everything=True)
    report = verify()
    assert report.is_whole, report.sentence()
    assert report.waiting == 0


def assert_nothing_half_done(case):
    """Where a review stands is where its steps lead, in every table that a step writes to."""
    progress = case.progress
    steps = list(StepTaken.objects.filter(case=case).order_by("pk"))
    for earlier, later in itertools.pairwise(steps):
        assert later.source == earlier.target, f"{later} does not follow {earlier}"
    assert progress.status == steps[-1].target
    newest = progress.history.first()
    assert (newest.status, newest.version) == (progress.status, progress.version)
    assert progress.history.count() == progress.version == len(steps) + 1
    events = AuditEvent.objects.filter(event=Event.STEP_TAKEN, subject=case.reference)
    said = [event.details["step"] for event in events.order_by("pk")]
    assert said == [step.name for step in steps]
    assert_clocks_agree(case, steps)


def assert_clocks_agree(case, steps):
    """A clock of the actions runs exactly while they are followed; each end met one."""
    names = [step.name for step in steps]
    clocks = case.deadlines.filter(rule=rule_for(case, "action_review", steps[0].taken_on))
    running = clocks.filter(met_on__isnull=True).count()
    assert running == (steps[-1].target == Status.ACTION_MONITORING)
    assert clocks.count() - running == names.count("close")
    assert case.step_reasons.filter(name="reopen").count() == names.count("reopen")


def wait_for_the_dead():
    """PostgreSQL may finish the last statement of a killed program before it notices."""
    if connection.vendor != "postgresql":
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)
    raise AssertionError("A killed program still holds the database.")
