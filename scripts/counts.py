"""Print how many tests truly ran in each stage; a stage without any, or with a skip, fails."""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


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
    for file in sorted(folder.glob("*.xml")):
        passed, failed, skipped = count(file)
        print(f"{file.stem}: {passed} passed, {failed} failed, {skipped} skipped")
        good = good and passed > 0 and failed == skipped == 0
        all_passed, all_failed = all_passed + passed, all_failed + failed
    print(f"{all_passed} passed, {all_failed} failed")
    return 0 if good and all_passed else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
