"""make_scale: an invented installation of national size, for `make bench`."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from audit.actors import job
from dhr_cases.models import Case, CaseAssignment
from reports.scale.cases import Maker
from reports.scale.people import make_people
from reports.scale.plan import FULL, Plan


class Command(BaseCommand):
    """Fills an empty installation; refuses on a real one, and where anybody has an account."""

    help = "Make an invented installation of national size, whole in its audit trail."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--cases", type=int, default=FULL, help=f"reviews; {FULL} if not said")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("make_scale is for measuring. It needs DEBUG=True.")
        if not 40 <= options["cases"] <= 10 * FULL:
            raise CommandError(f"Give a number of reviews between 40 and {10 * FULL}.")
        if get_user_model().objects.exists() or Case.objects.exists():
            raise CommandError("There are accounts already. make_scale needs an empty database.")
        call_command("load_reference_data", verbosity=0, stdout=self.stderr)
        plan, started = Plan(options["cases"]), time.monotonic()
        with _without_query_log(), job("make_scale"):
            with transaction.atomic():
                people = make_people(plan, settings.DEMO_PASSWORD)
            maker = Maker(plan, people, timezone.localdate())
            chunks, done = maker.chunks(), 0
            while True:
                with transaction.atomic():
                    number = next(chunks, 0)
                if not number:
                    break
                done += number
                if options["verbosity"] > 1:
                    self.stdout.write(f"{done} reviews, {time.monotonic() - started:.0f} s")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.stdout.write(
            f"Made {done} reviews, {get_user_model().objects.count()} people and "
            f"{CaseAssignment.objects.count()} assignments in {time.monotonic() - started:.0f} s, "
            f"with at most {peak} MB of memory."
        )


@contextmanager
def _without_query_log() -> Iterator[None]:
    """With DEBUG Django keeps the text of its last 9,000 statements, here of a megabyte each."""
    settings.DEBUG = False
    try:
        yield
    finally:
        settings.DEBUG = True
