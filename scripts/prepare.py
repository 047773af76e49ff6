"""Prepare the database for `make run`; one that already holds accounts gets no demonstration."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402 - what stands above must come first
from django.contrib.auth import get_user_model  # noqa: E402 - what stands above must come first
from django.core.management import call_command  # noqa: E402 - what stands above must come first


def main() -> None:
    """Reference data always; with DEBUG the demonstration once, without it the static files."""
    call_command("load_reference_data", verbosity=0)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    elif not get_user_model().objects.exists():
        print("Making invented people and reviews; this takes a moment.", flush=True)
        call_command("make_demo")


if __name__ == "__main__":
    main()
