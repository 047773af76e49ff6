"""Measures the installation of DATABASE_URL and writes what it saw as JSON."""

from __future__ import annotations

import argparse
import gc
import json
import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - what stands above must come first
from django.db import connection  # noqa: E402 - what stands above must come first

from accounts.models import User  # noqa: E402 - what stands above must come first
from audit.models import AuditEvent  # noqa: E402 - what stands above must come first
from audit.verify import verify  # noqa: E402 - what stands above must come first
from bench import floors  # noqa: E402 - what stands above must come first
from bench.pages import Visitor, split  # noqa: E402 - what stands above must come first
from dhr_cases.models import Case, CaseAssignment  # noqa: E402 - what stands above must come first
from reports.scale.people import FEW_EMAIL, MANY_EMAIL  # noqa: E402 - what stands above must come first

WARM_UP = 3


def timed(work: Callable[[], object], times: int) -> dict[str, float]:
    """The middle and the 95th percentile of so many runs, in milliseconds by the clock, and the
    middle of what this process used of a processor, which other programs do not lengthen."""
    taken, used = [], []
    for number in range(times + WARM_UP):
        started, before = time.perf_counter(), time.process_time()
        work()
        if number >= WARM_UP:
            taken.append((time.perf_counter() - started) * 1000)
            used.append((time.process_time() - before) * 1000)
    return {
        "p50": round(statistics.median(taken), 2),
        "p95": round(statistics.quantiles(taken, n=20, method="inclusive")[18], 2),
        "cpu": round(statistics.median(used), 2),
    }


def memory_of(work: Callable[[], object]) -> int:
    """The most that one run held at once, in kilobytes."""
    gc.collect()
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak // 1024


def measure_person(user: User, times: int) -> dict[str, dict]:
    """Every page for one person, with its floors."""
    visitor, found = Visitor(user), {}
    search = timed(floors.guardian(user), times)["p50"]
    for name, address in visitor.addresses.items():
        visitor.get(address)
        own, sealing = visitor.statements(address)
        asked = [sql for sql in own if sql.lstrip().upper().startswith(("SELECT", "(SELECT"))]
        found[name] = {
            **timed(lambda address=address: visitor.get(address), times),
            "queries": len(own),
            "sealing": sealing,
            "kb": memory_of(lambda address=address: visitor.get(address)),
            "sql": timed(floors.replay(asked), times)["p50"],
            "guardian": search,
        }
    found["list, rows only"] = {
        **timed(floors.ours(user), times),
        "queries": 6,
        "sealing": 0,
        "kb": memory_of(floors.ours(user)),
        "sql": timed(floors.raw_sql(user), times)["p50"],
        "guardian": search,
    }
    found["one step"] = {**measure_step(visitor, times), "guardian": search}
    return found


def measure_step(visitor: Visitor, times: int) -> dict:
    """One step, taken for good on reviews opened for it."""
    waiting = iter(visitor.new_reviews(times + WARM_UP + 2))
    kb = memory_of(lambda: visitor.take(next(waiting)))
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    visitor.take(next(waiting))
    own, sealing = split([query["sql"] for query in connection.queries])
    connection.force_debug_cursor = False
    times_taken = timed(lambda: visitor.take(next(waiting)), times)
    return {**times_taken, "queries": len(own) - 1, "sealing": sealing, "kb": kb, "sql": None}


def measure(times: int, prove: bool) -> dict:
    """Everything about one installation."""
    found: dict = {
        "engine": connection.vendor,
        "cases": Case.objects.count(),
        "people": User.objects.count(),
        "assignments": CaseAssignment.objects.count(),
        "events": AuditEvent.objects.count(),
        "visible": {},
        "pages": {},
    }
    if prove:
        report = verify()
        assert report.is_whole, report.sentence()
        found["verify"] = {"seconds": report.seconds, "events": report.events}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # What the server does by itself within minutes, and then in the midst of a measurement.
            cursor.execute("VACUUM (ANALYZE)")
    for email in (FEW_EMAIL, MANY_EMAIL):
        user = User.objects.get(email=email)
        number = Case.objects.visible_to(user).count()
        found["visible"][email], found["pages"][email] = number, measure_person(user, times)
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--output", type=Path, required=True)
    options.add_argument("--times", type=int, default=40)
    options.add_argument("--prove", action="store_true", help="time verify_audit too")
    given = options.parse_args()
    settings.DEBUG = False  # DEBUG keeps the text of every statement
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(json.dumps(measure(given.times, given.prove), indent=1))
