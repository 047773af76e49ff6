"""Apps form one line; each imports only those to its left, and at the top of the file."""

import ast
from importlib.metadata import packages_distributions

import pytest

from tests.rules.tree import LINE, imports, modules


@pytest.mark.parametrize("app", LINE)
def test_imports_go_left(app):
    right = set(LINE[LINE.index(app) + 1 :])
    wrong = [
        f"{file}:{node.lineno} imports {name}"
        for file, tree in modules(app)
        for node, names in imports(tree)
        for name in names
        if name.split(".")[0] in right
    ]
    assert wrong == []


@pytest.mark.parametrize("app", LINE)
def test_no_import_hides_in_a_function(app):
    """Django itself asks for it in `ready`; anywhere else it dodges the line."""
    hidden = [
        f"{file}:{node.lineno}"
        for file, tree in modules(app)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name != "ready"
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_one_package_provides_django_fsm():
    """django-fsm installs the same folder, and its newer licence is not ours to accept."""
    assert packages_distributions()["django_fsm"] == ["django-fsm-2"]
