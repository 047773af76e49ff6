"""Fills an empty installation with invented people and a review at every status."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from audit.actors import job
from reports.demo.build import build


class Command(BaseCommand):
    """Make the demonstration; refuses on a real installation, and where anybody has an account."""

    help = __doc__

    def handle(self, *args, **options):
        if not settings.DEBUG:
            raise CommandError("make_demo is for trying out. It needs DEBUG=True.")
        if get_user_model().objects.exists():
            raise CommandError("There are accounts already. make_demo needs an empty database.")
        with job("make_demo"), transaction.atomic():
            team = build(settings.DEMO_PASSWORD)
        self.stdout.write(
            f"Made {len(team.cases)} invented reviews. Every account and its password stands on "
            "the sign-in page."
        )
