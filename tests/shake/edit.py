"""A process that edits one body again and again: `python -m tests.shake.edit TIMES`."""

import os
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402 - what stands above must come first

from accounts.models import Organisation  # noqa: E402 - what stands above must come first
from audit.actors import job  # noqa: E402 - what stands above must come first


def edit(times):
    """Read the body, change it and save it, each time in one transaction."""
    print("ready", flush=True)
    for turn in range(times):
        with job("shake"), transaction.atomic():
            body = Organisation.objects.select_for_update().get(key="northshire")
            body.short_name = f"{os.getpid()} {turn}"
            body.save()


if __name__ == "__main__":
    edit(int(sys.argv[1]))
