"""Print the slowest modules and how many tests truly ran; a stage without any, or a skip, fails."""

import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

SHOWN = 10
"""So many of the slowest modules are named."""


def slowest(file: Path) -> Counter[str]:
    """The seconds that each module of one stage took, with what its tests were given."""
    seconds: Counter[str] = Counter()
    for case in ElementTree.parse(file).getroot().iter("testcase"):  # noqa: S314 (our own file)
        names = case.get("classname", "").split(".")
        module = "/".join(name for name in names if not name[:1].isupper())
        seconds[f"{file.stem}: {module}"] += float(case.get("time", 0))
    return seconds


def count(file: Path) -> tuple[int, int, int]:
    """How many tests passed, failed and were skipped, from pytest's report of one stage."""
    total = failed = skipped = 0
    for suite in ElementTree.parse(file).getroot().iter("testsuite"):  # noqa: S314 (our own file)
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return total - failed - skipped, failed, skipped


def main(folder: Path) -> int:
    """One line a stage and one for all; 1 when a stage ran nothing, failed or skipped."""
    good, all_passed, all_failed = True, 0, 0
    files = sorted(folder.glob("*.xml"))
    print("The slowest modules, in seconds of one process:")
    for name, seconds in sum(map(slowest, files), Counter()).most_common(SHOWN):
        print(f"  {seconds:6.1f}  {name}")
    for file in files:
        passed, failed, skipped = count(file)
        print(f"{file.stem}: {passed} passed, {failed} failed, {skipped} skipped")
        good = good and passed > 0 and failed == skipped == 0
        all_passed, all_failed = all_passed + passed, all_failed + failed
    print(f"{all_passed} passed, {all_failed} failed")
    return 0 if good and all_passed else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
