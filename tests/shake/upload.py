"""A process that adds files to a review: `python -m tests.shake.upload REF FOLDER`.

It waits for a line before it begins. Of each file it says when the bytes are written, rests a
moment between bytes and row, and says the file's hash once it has been acknowledged.
"""

import os
import sys
import time

os.environ["DOCUMENTS_DIR"] = sys.argv[2]

import django

django.setup()

from django.core.files.storage import storages  # noqa: E402 - what stands above must come first

from accounts.roles import Permission  # noqa: E402 - what stands above must come first
from audit.actors import acting  # noqa: E402 - what stands above must come first
from dhr_cases.models import Case  # noqa: E402 - what stands above must come first
from dhr_cases.policy import holders  # noqa: E402 - what stands above must come first
from documents.intake import store  # noqa: E402 - what stands above must come first
from documents.models import DocumentKind, Zone  # noqa: E402 - what stands above must come first

A_MOMENT = 0.01  # seconds


def saying_so(save):
    """The storage's own saving, which says when it has written and then rests."""

    def slowly(*given, **named):
        name = save(*given, **named)
        print("bytes", flush=True)
        time.sleep(A_MOMENT)
        return name

    return slowly


def work(reference: str) -> None:
    """Add file after file, saying each when it is kept."""
    case = Case.objects.get(reference=reference)
    by = holders(case, Permission.RUN_CASE)[0]
    documents = storages["documents"]
    documents.save = saying_so(documents.save)
    facts = {"kind": DocumentKind.MINUTES, "zone": Zone.WORKING, "by": by}
    print("ready", flush=True)
    sys.stdin.readline()
    while True:
        words = os.urandom(2000).hex().encode()
        with acting(by):
            version = store(case, content=words, name="minutes.txt", **facts)
        print(version.sha256, flush=True)


if __name__ == "__main__":
    work(sys.argv[1])
