"""Measures the combined chronology's page of the first 100 rows at 500 and at 20,000 rows.

`python -m bench.chronology_page` makes a small installation of its own, prints what the page and
the comparison took, and fails when the larger review makes another number of queries. Times are
milliseconds by the clock, the middle and the 95th percentile of twenty.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

FOLDER = tempfile.TemporaryDirectory()
os.environ["DATABASE_URL"] = f"sqlite:///{Path(FOLDER.name) / 'chronology.sqlite3'}"
os.environ.setdefault("DEBUG", "True")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402 - the settings above must come first

django.setup()

from django.conf import settings  # noqa: E402 - the settings above must come first
from django.core.management import call_command  # noqa: E402 - the settings above must come first
from django.urls import reverse  # noqa: E402 - the settings above must come first

from accounts.models import Organisation, User  # noqa: E402 - the settings above must come first
from audit.actors import job  # noqa: E402 - the settings above must come first
from audit.bulk import add_rows  # noqa: E402 - the settings above must come first
from bench.measure import timed  # noqa: E402 - the settings above must come first
from bench.pages import Visitor  # noqa: E402 - the settings above must come first
from chronology.combined import Combined  # noqa: E402 - the settings above must come first
from chronology.comparing import compare  # noqa: E402 - the settings above must come first
from chronology.models import CameAs, ChronologyFile, Entry, FileState  # noqa: E402 - as above
from dhr_cases.models import Case  # noqa: E402 - the settings above must come first
from govuk.dates import UncertainDate  # noqa: E402 - the settings above must come first
from reports.scale.people import FEW_EMAIL  # noqa: E402 - the settings above must come first

FEW, MANY, AGENCIES, TIMES = 500, 20_000, 12, 20
VOCABULARY = [f"word{number}" for number in range(4000)]
WEIGHTS = [1 / (number + 5) for number in range(len(VOCABULARY))]


def add_chronology(case: Case, organisation: Organisation, count: int, chance: random.Random):
    """An accepted chronology of so many invented rows, its words spread as in any language."""
    today = date(2026, 1, 1)
    file = ChronologyFile(
        case=case,
        organisation=organisation,
        number=1,
        came_as=CameAs.CSV,
        state=FileState.ACCEPTED,
        made_on=today,
        sent_on=today,
        accepted_on=today,
        accepted_by=User.objects.get(email=FEW_EMAIL),
    )
    file.save()
    rows = [
        Entry(
            case=case,
            file=file,
            position=number,
            row=number,
            starts=UncertainDate.from_date(date(2020, 1, 1) + timedelta(chance.randrange(1400))),
            source=f"Log {number}",
            happened=" ".join(chance.choices(VOCABULARY, WEIGHTS, k=30)),
        )
        for number in range(1, count + 1)
    ]
    add_rows(rows)


def measure(case: Case, visitor: Visitor) -> dict[str, float]:
    """The page of the first rows, and comparing them all."""
    address = reverse("chronology:combined", args=[case.reference])
    visitor.get(address)
    own, _ = visitor.statements(address)
    seen = timed(lambda: visitor.get(address), TIMES)
    started = time.perf_counter()
    pairs = len(compare(Combined(case)).pairs)
    compared = round((time.perf_counter() - started) * 1000)
    return {**seen, "queries": len(own), "compare": compared, "pairs": pairs}


def main() -> int:
    """Make the review, measure it at both sizes, and say whether the queries are the same."""
    call_command("migrate", verbosity=0)
    call_command("load_reference_data", verbosity=0)
    call_command("make_scale", cases=40, verbosity=0)
    settings.DEBUG = False
    visitor = Visitor(User.objects.get(email=FEW_EMAIL))
    case = Case.objects.visible_to(visitor.user).exclude(progress__status="closed").latest("pk")
    chance = random.Random(11)  # noqa: S311 - invented rows, the same each time
    bodies = list(Organisation.objects.filter(kind=Organisation.Kind.AGENCY)[:AGENCIES])
    found = {}
    for size, own in ((FEW, bodies[:1]), (MANY, bodies[1:])):
        missing = size - Entry.objects.filter(case=case).count()
        with job("bench"):
            for at, body in enumerate(own):
                share = missing // len(own) + (at < missing % len(own))
                add_chronology(case, body, share, chance)
        found[size] = measure(case, visitor)
    print("| Rows | p50 ms | p95 ms | CPU ms | Queries | Comparing, ms | Pairs |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for size, seen in found.items():
        cells = [
            size,
            *(seen[name] for name in ("p50", "p95", "cpu", "queries", "compare", "pairs")),
        ]
        print("| " + " | ".join(map(str, cells)) + " |")
    return 0 if found[FEW]["queries"] == found[MANY]["queries"] else 1


if __name__ == "__main__":
    answer = main()
    FOLDER.cleanup()
    sys.exit(answer)
