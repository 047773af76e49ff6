"""The nightly round: what the day left open is scanned, reminded of, ended and sealed."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from audit.actors import job
from audit.log import record
from audit.models import Event
from audit.seal import seal_pending
from audit.verify import verify
from dhr_cases.drafts import forget_old
from dhr_cases.models import CaseAssignment
from dhr_cases.policy import end_quietly


class Command(BaseCommand):
    """Run it once a night from cron or a timer. It moves no case: steps are taken by people."""

    help = "Scan files, send reminders, end roles that have run out, seal and prove the trail."

    def handle(self, *args: Any, **options: Any) -> None:
        """One job; a trail that is not whole ends it with a sentence and a non-zero exit."""
        call_command("scan_files", stdout=self.stdout)
        call_command("sweep_files", stdout=self.stdout, stderr=self.stderr)
        call_command("send_reminders", stdout=self.stdout)
        with job("nightly"):
            ended = _end_what_has_run_out()
            forget_old()
            record(Event.JOB_RUN, actor=None, subject="nightly", ended=ended)
        seal_pending(everything=True)
        report = verify()
        if report.result != "whole":
            self.stderr.write(f"The audit trail is broken: {report.reason}")
            raise SystemExit(1)
        self.stdout.write(f"{ended} roles had run out and are ended. The audit trail is whole.")


@transaction.atomic
def _end_what_has_run_out() -> int:
    """Roles end by the clock, whoever is watching; this only writes down that they have."""
    now = timezone.now()
    open_roles = CaseAssignment.objects.filter(ended_on__isnull=True)
    run_out = open_roles.exclude(pk__in=CaseAssignment.objects.live(now).values("pk"))
    rows = list(run_out.select_related("case", "user"))
    for assignment in rows:
        last = timezone.localdate(assignment.until) if assignment.until else assignment.last_day_on
        end_quietly(assignment, by=None, on=last or timezone.localdate(now))
    return len(rows)
