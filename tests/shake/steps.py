"""A process that closes and reopens one review again and again: `python -m tests.shake.steps REF`.

It waits for a line before it begins, and says each step once `perform()` has returned.
"""

import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402 - what stands above must come first

from accounts.models import User  # noqa: E402 - what stands above must come first
from accounts.roles import Permission  # noqa: E402 - what stands above must come first
from dhr_cases.models import Case  # noqa: E402 - what stands above must come first
from dhr_cases.policy import holders  # noqa: E402 - what stands above must come first
from workflow.services import perform  # noqa: E402 - what stands above must come first
from workflow.status import Status  # noqa: E402 - what stands above must come first


def somebody_who_may(case: Case) -> User:
    """The first person who decides on this review."""
    return holders(case, Permission.DECIDE)[0]


def work(reference: str) -> None:
    """Take step after step, saying each when it is recorded."""
    print("ready", flush=True)
    sys.stdin.readline()
    case = Case.objects.select_related("progress").get(reference=reference)
    by, progress = somebody_who_may(case), case.progress
    while True:
        name = "reopen" if progress.status == Status.CLOSED else "close"
        answers = {"reason": "An action was not done."} if name == "reopen" else None
        progress = perform(progress, name, by=by, on=timezone.localdate(), answers=answers)
        print(name, flush=True)


if __name__ == "__main__":
    work(sys.argv[1])
