"""Prints what was measured as a table: `python -m bench.table FULL.json SMALL.json ...`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

PAGE_P95, QUERIES, TIMES_RAW = 150, 12, 3
HEAD = (
    "| Page | Reviews | p50 ms | p95 ms | CPU ms | Queries | Sealing | Peak KB |"
    " ÷ SQL | ÷ guardian | ÷ small |"
)


def ratio(one: float, other: float | None) -> str:
    """How many times as long, or a dash where there is nothing to compare with."""
    return f"{one / other:.1f}" if other else "-"


def rows(full: dict, small: dict) -> list[str]:
    """One line for each page and person."""
    lines = [HEAD, "|" + " --- |" * (HEAD.count("|") - 1)]
    for person, pages in full["pages"].items():
        for name, seen in pages.items():
            before = small["pages"][person][name]["p50"]
            cells = [
                name,
                full["visible"][person],
                seen["p50"],
                seen["p95"],
                seen["cpu"],
                seen["queries"],
                seen["sealing"],
                seen["kb"],
                ratio(seen["p50"], seen["sql"]),
                ratio(seen["p50"], seen["guardian"]),
                ratio(seen["p50"], before),
            ]
            lines.append("| " + " | ".join(map(str, cells)) + " |")
    return lines


def misses(full: dict) -> list[str]:
    """What does not reach its aim, in words."""
    found = []
    for person, pages in full["pages"].items():
        number = full["visible"][person]
        for name, seen in pages.items():
            where = f"{full['engine']}, {name}, {number} reviews"
            if name == "list, rows only":
                if seen["p50"] > TIMES_RAW * seen["sql"]:
                    found.append(f"{where}: {ratio(seen['p50'], seen['sql'])} times raw SQL")
                continue
            if seen["p95"] > PAGE_P95:
                found.append(f"{where}: p95 {seen['p95']} ms")
            if name != "one step" and seen["queries"] > QUERIES:
                found.append(f"{where}: {seen['queries']} queries")
    return found


def show(full: dict, small: dict) -> list[str]:
    """The whole account of one engine."""
    lines = [
        f"## {full['engine']}: {full['cases']} reviews, {full['people']} people, "
        f"{full['assignments']} assignments, {full['events']} events "
        f"(small: {small['cases']} reviews)",
        "",
        *rows(full, small),
        "",
        f"Peak memory of the measuring process: {full['peak_mb']} MB "
        f"(small: {small['peak_mb']} MB).",
    ]
    if "verify" in full:
        seconds, events = full["verify"]["seconds"], full["verify"]["events"]
        lines.append(
            f"verify_audit: {seconds:.1f} s for {events} events, "
            f"{seconds / events * 100_000:.1f} s for 100,000."
        )
    return [*lines, *[f"Missed: {miss}." for miss in misses(full)], ""]


def main(files: list[str]) -> int:
    """Pairs of files, the large installation before the small one of the same engine."""
    seen = [json.loads(Path(name).read_text()) for name in files]
    for full, small in zip(seen[::2], seen[1::2], strict=True):
        print("\n".join(show(full, small)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
