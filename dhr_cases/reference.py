"""Case references that identify nobody: area, year and running number, as in GLO-2026-02."""

import re

PATTERN = re.compile(r"[A-Z]{3}-[0-9]{4}-[0-9]{2,4}")


class ReferenceConverter:
    """A case reference in an address; anything else is simply not found."""

    regex = PATTERN.pattern

    def to_python(self, value: str) -> str:
        """The reference as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The reference as it goes into the address."""
        return value


def next_reference(area_code: str, year: int, taken: list[str]) -> str:
    """The next free reference of an area and year.

    Takes the area's three letters, the year of the notice and the references already given;
    the number says only how many came before, never who.
    """
    numbers = [int(reference.rsplit("-", 1)[1]) for reference in taken]
    return f"{area_code}-{year}-{max(numbers, default=0) + 1:02d}"
