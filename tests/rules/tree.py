"""The project's own files, apps and models, as the rules of the house see them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from django.apps import apps

BASE = Path(__file__).resolve().parents[2]
LINE = [
    "govuk",
    "audit",
    "accounts",
    "dhr_cases",
    "documents",
    "disclosure",
    "chronology",
    "workflow",
    "reports",
    "config",
]


def tracked(*patterns):
    """Files that are, or could be, committed and match one of the patterns."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=True).stdout
    return [BASE / name for name in listed.splitlines() if (BASE / name).is_file()]


@cache
def modules(app):
    """Each Python file of an app, parsed, migrations aside; read once by a process."""
    return [
        (file.relative_to(BASE), ast.parse(file.read_text(encoding="utf-8")))
        for file in tracked(f"{app}/*.py")
        if "migrations" not in file.parts
    ]


def imports(tree):
    """Every import in a module: the statement and the names of the modules it reaches."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield node, [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node, [node.module]


def models():
    """Every model of ours that people's data is kept in; history tables aside."""
    for model in apps.get_models():
        if model._meta.app_label in LINE and not hasattr(model, "history_object"):
            yield model
