"""Every address of the service with what it asks for."""

import re
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

from tests.matrix.things import THINGS, find_thing

__all__ = ["OF_A_CASE", "PAGES", "THINGS", "Page", "find_thing", "pages"]
PART = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Page:
    """One address, the view behind it and the parts of the address that are to be filled in."""

    route: str
    view: object
    name: str

    @property
    def parts(self):
        """Each part to fill in, as "the word before it/its name"."""
        words = self.route.split("/")
        found = []
        for at, word in enumerate(words):
            if PART.fullmatch(word):
                before = next((w for w in reversed(words[:at]) if w and not PART.search(w)), "")
                found.append((word, f"{before}/{PART.fullmatch(word).group(2)}"))
        return found

    def path(self, fill):
        """The address with each part filled in by `fill(key)`."""
        path = self.route
        for word, key in self.parts:
            path = path.replace(word, str(fill(key)), 1)
        return f"/{path}"

    @property
    def needs(self):
        """The permissions of which one is needed to read."""
        return frozenset(getattr(self.view, "required_permission", ()))

    @property
    def change(self):
        """The permissions of which one is needed to send, where that is more than reading."""
        return frozenset(getattr(self.view, "change_permission", ()))

    @property
    def is_of_a_case(self):
        """Whether the address begins with a case's reference."""
        return "<reference:" in self.route


def pages(resolver=None, before="", space=""):
    """Every page of the service that is written as a route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            if "(?P" not in route:
                yield Page(route, entry.callback, f"{space}{entry.name}")
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from pages(entry, route, inner)


PAGES = list(pages())
OF_A_CASE = [page for page in PAGES if page.is_of_a_case]
