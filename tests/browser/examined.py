"""Every kind of page that a browser examines, and the modules that do: `examined.json` keeps it.

A module that no longer examines a kind that stands there fails, so that none is lost unseen; and a
journey through pages that others examine need not do so again. After a change of what is examined:
`UPDATE_EXAMINED=1 pytest -n0 -m browser tests/browser/MODULE.py`.
"""

import json
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

KEPT = Path(__file__).with_name("examined.json")
NOW = set()
"""The kinds of page that the module which runs has examined so far."""
ONE_OF_MANY = re.compile(r"[A-Z]{3}-\d{4}-\d+|[\w-]{12}|[A-Z]?\d+")
"""A reference, a token or a number in an address: the same kind of page for each of them."""


def kind_of(address):
    """The kind of page at an address: `/cases/*/steps/accept/` whatever the review."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return "no page"

    def written(part):
        value = str(match.kwargs[part[1]])
        return "*" if ONE_OF_MANY.fullmatch(value) else value

    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", written, match.route)


def kept():
    """{module: the kinds that it examines}, as last written down."""
    return json.loads(KEPT.read_text(encoding="utf-8"))


def elsewhere(module):
    """The kinds that any module but this examines."""
    return {kind for name, kinds in kept().items() if name != module for kind in kinds}


def compare(module):
    """Fail if the module examined other kinds than are written down for it, or write them down."""
    all_kept = kept()
    before = set(all_kept.get(module, ()))
    if os.environ.get("UPDATE_EXAMINED"):
        all_kept[module] = sorted(NOW)
        text = json.dumps({name: all_kept[name] for name in sorted(all_kept)}, indent=1)
        KEPT.write_text(f"{text}\n", encoding="utf-8")
        return
    assert before <= NOW, f"{module} no longer examines {sorted(before - NOW)}"
    assert before >= NOW, f"{module} examines what examined.json lacks: {sorted(NOW - before)}"
