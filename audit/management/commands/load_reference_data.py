"""Loads reference data from JSON files, recorded, as often as one likes."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from audit.actors import job
from audit.fixtures import FixtureRefused, load


class Command(BaseCommand):
    help = "Loads reference data; without files, every fixtures/*.json but the invented people."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", metavar="FILE", help="JSON files, in order.")

    def handle(self, *args, **options):
        files = [Path(name) for name in options["files"]] or _ours()
        try:
            with job("load_reference_data"), transaction.atomic():
                changed = sum(load(path) for path in files)
        except FixtureRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{changed} rows added or changed from {len(files)} files.")


def _ours() -> list[Path]:
    """The files we ship; those that build on others come later in the alphabet."""
    folder = Path(settings.BASE_DIR) / "fixtures"
    return sorted(path for path in folder.glob("*.json") if not path.name.startswith("demo"))
