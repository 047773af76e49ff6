"""Packages are pinned exactly, each with its reason, and none is there for nothing."""

import re
from importlib.metadata import packages_distributions

import pytest

from tests.rules.tree import BASE, LINE, imports, modules

PIN = re.compile(r"^([\w.-]+)(\[[\w,]+\])?==\S+\s+# \S")


def same(name):
    return name.lower().replace("_", "-")


def pins(text):
    """The lines that name a package."""
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_package_has_an_exact_version_and_a_reason(name):
    loose = [line for line in pins((BASE / name).read_text()) if not PIN.match(line)]
    assert loose == []


def imported():
    """The packages that our apps import or that settings name."""
    named = {
        name.split(".")[0] for app in LINE for _, tree in modules(app) for _, names in imports(tree)
        for name in names
    }  # fmt: skip
    provided = packages_distributions()
    return {same(package) for name in named for package in provided.get(name, [])}


def test_each_import_is_of_a_package_named_there():
    listed = {
        same(PIN.match(line).group(1)) for line in pins((BASE / "requirements.txt").read_text())
    }
    assert imported() - listed == set()


def test_every_variable_is_in_the_example():
    read = re.compile(r"""env_\w+\(\s*["'](\w+)["']""")
    names = {
        name for file in (BASE / "config").glob("*.py") for name in read.findall(file.read_text())
    } - {"ENV_FILE"}  # fmt: skip
    example = (BASE / ".env.example").read_text()
    assert {name for name in names if not re.search(rf"^#?{name}=", example, re.MULTILINE)} == set()
