"""Reads an agency's chronology from a file on the server, as its own page would."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation
from audit.actors import job
from chronology import services
from chronology.checking import MUST_BE_MENDED, check
from chronology.reading.reader import read
from dhr_cases.models import Case
from documents.kinds import LARGEST_FILE, FileRefused


class Command(BaseCommand):
    help = (
        "Reads an agency's chronology into a review: all rows or none, unless --keep-good. Faults "
        "go to stderr with their rows. What was read waits for the co-ordinator to accept it."
    )

    def add_arguments(self, parser):
        parser.add_argument("reference", metavar="REF")
        parser.add_argument("organisation", metavar="ORGANISATION", help="The agency's key.")
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--keep-good",
            action="store_true",
            help="Take in the rows without faults; the others are named and left in the file.",
        )

    def handle(self, *args, reference, organisation, file: Path, keep_good: bool, **options):
        case = Case.objects.filter(reference=reference).first()
        if case is None:
            raise CommandError("There is no such review.")
        agency = Organisation.objects.filter(key=organisation).first()
        if agency is None:
            raise CommandError("There is no such organisation. Give its key.")
        content = self._bytes(file)
        with job("import_chronology"):
            self._take_in(case, agency, file.name, content, keep_good=keep_good)

    def _take_in(self, case, agency, name: str, content: bytes, *, keep_good: bool) -> None:
        try:
            found = read(name, content)
        except FileRefused as refused:
            raise CommandError(str(refused)) from refused
        for note in found.notes:
            self.stderr.write(note)
        check(found.rows, scope=services.scope_of(case))
        good = []
        for row in found.rows:
            for fault in row.faults:
                where = f"{row.sheet}, row {row.row}" if row.sheet else f"Row {row.row}"
                self.stderr.write(f"{where}, {fault.column}: {fault.words}")
            if not any(fault.code in MUST_BE_MENDED for fault in row.faults):
                good.append(row)
        faulty = len(found.rows) - len(good)
        if faulty and not keep_good:
            raise CommandError(
                f"Nothing was taken in: {faulty} of {len(found.rows)} rows are to be mended."
            )
        if not good:
            raise CommandError("Nothing was taken in: no row is without faults.")
        found.rows = good
        today = timezone.localdate()
        try:
            with transaction.atomic():
                version = services.take_in(
                    case, agency, found, on=today, on_behalf=True, content=content, name=name
                )
                statement = f"Read in on the server: {len(good)} rows, {faulty} left out."
                services.hand_in(version, statement=statement, by=None, on=today)
        except FileRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{len(good)} rows taken in as version {version.number}; {faulty} left out. "
            "They count when the co-ordinator has accepted them."
        )

    def _bytes(self, file: Path) -> bytes:
        try:
            if file.stat().st_size > LARGEST_FILE:
                raise CommandError("The file must be smaller than 50MB.")
            return file.read_bytes()
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
