"""Print which lines of templates no test drew; fails when they are too many.

Lines are those with a tag or a value; plain text is drawn with what stands around it.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")

import django  # noqa: E402 - what stands above must come first
from django.template import engines  # noqa: E402 - as above
from django.template.base import Node, TextNode  # noqa: E402 - as above
from django.template.defaulttags import CommentNode, LoadNode  # noqa: E402 - as above
from django.template.loader_tags import BlockNode  # noqa: E402 - as above

ENOUGH = 95
"""Per cent of lines."""
SILENT = (TextNode, CommentNode, LoadNode, BlockNode)
"""Nodes that are not drawn themselves: of a block, Django draws what is in it."""


def lines_of(file: Path, root: Path) -> Iterator[int]:
    """The lines of a template that hold a tag or a value."""
    template = engines["django"].get_template(str(file.relative_to(root))).template
    for node in template.nodelist.get_nodes_by_type(Node):
        # A tag written in Python may hold nodes of its own that stand in no file.
        if not isinstance(node, SILENT) and hasattr(node, "token"):
            yield node.token.lineno


def main(folder: Path, root: Path) -> int:
    """One line for each template that was not drawn whole; 1 when less than ENOUGH was."""
    drawn: set[tuple[str, int]] = set()
    for noted in folder.rglob("*.json"):
        drawn |= {(name, line) for name, line in json.loads(noted.read_text())}
    there = left = 0
    for file in sorted(root.rglob("*.*")):
        if file.suffix not in (".html", ".txt"):
            continue
        lines = set(lines_of(file, root))
        missing = sorted(line for line in lines if (str(file), line) not in drawn)
        there, left = there + len(lines), left + len(missing)
        if missing:
            print(f"{file.relative_to(root)}: {', '.join(map(str, missing))}")
    share = 100 * (there - left) / max(there, 1)
    print(f"Templates: {share:.1f} % of {there} lines were drawn; {ENOUGH} are enough.")
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    django.setup()
    sys.exit(main(Path(sys.argv[1]), ROOT / "templates"))
