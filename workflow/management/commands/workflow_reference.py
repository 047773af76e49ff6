"""Writes, or compares, the generated pages of docs/reference/."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from workflow.reference import pages


class Command(BaseCommand):
    help = "Writes docs/reference/ from the declaration of the steps and the table of roles."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; fail when a page is stale."
        )
        parser.add_argument(
            "--output", metavar="DIR", type=Path, help="Where; docs/reference when left out."
        )

    def handle(self, *args, **options):
        folder = options["output"] or Path(settings.BASE_DIR) / "docs" / "reference"
        stale = [name for name, text in pages().items() if _held(folder / name) != text]
        if options["check"]:
            if stale:
                raise CommandError(
                    f"Out of date: {', '.join(stale)}. Run `manage.py workflow_reference`."
                )
            self.stdout.write("The reference pages are up to date.")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(pages()[name], encoding="utf-8")
        self.stdout.write(f"{len(stale)} of {len(pages())} reference pages written.")


def _held(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
