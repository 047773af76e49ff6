"""Which lines of templates the tests draw: noted where TEMPLATE_LINES names a folder."""

import json
import os
from pathlib import Path

from django.template.base import Node

DRAWN = set()
"""(file, line) of every tag and value that was drawn."""


def pytest_configure(config):
    """Note each tag and value as it is drawn; Django draws plain text without asking its node."""
    if not os.environ.get("TEMPLATE_LINES"):
        return
    draw = Node.render_annotated

    def render_annotated(node, context):
        DRAWN.add((node.origin.name, node.token.lineno))
        return draw(node, context)

    Node.render_annotated = render_annotated


def pytest_sessionfinish(session):
    """Leave what this process drew where `scripts/template_lines.py` adds all together."""
    if DRAWN:
        name = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.json"
        Path(os.environ["TEMPLATE_LINES"], name).write_text(json.dumps(sorted(DRAWN)))
