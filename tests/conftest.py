"""What every test starts with: no network, scratch files, one engine at a time."""

import gc
import importlib
from functools import cache

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.template import RequestContext
from django.template.base import Template
from django.test import Client
from django.test.signals import template_rendered
from xdist.scheduler import LoadFileScheduling

from audit import append_only
from documents.reading.child import READERS
from tests import put_back
from tests.house import case, confirmed, house, let_in, signed_in, team  # noqa: F401 - imported for what it registers
from tests.prepared import forget

# Nothing is judged by the clock: a busy machine draws slowly and is no fault of the code.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")

pytest_plugins = ["tests.drawn"]
SHARING = ("tests/walls/test_walls.py", "tests/walls/test_query_counts.py")
"""These share one review with a secret in every text: seven seconds to plant. The files' module
plants its own, so that the two processes have as much to do.
"""
LONGEST = ("walls/test_*.py", "browser/test_journey_whole.py")
NEEDS_DATABASE = {"db", "transactional_db", "live_server"}
# What these ask is the same on both engines: a page's words, a form's refusals, a file's content,
# the table of roles. On PostgreSQL `matrix/test_opening.py` opens every page of a review, and
# `workflow/test_paths.py` takes real steps to every status, so that SQL which only one of them
# takes is still found.
SAME_ON_BOTH = (
    "test_pages_*.py",
    "*nonsense.py",
    "walls/*.py",
    "matrix/test_gates.py",
    "matrix/test_steps.py",
    "accounts/test_invitations.py",
    "accounts/test_people.py",
    "accounts/test_second_step.py",
    "accounts/test_sessions.py",
    "accounts/test_sign_in.py",
    "chronology/test_signing.py",
    "config/*.py",
    "dhr_cases/test_agency_return.py",
    "dhr_cases/test_agency_side.py",
    "dhr_cases/test_directory.py",
    "dhr_cases/test_notices.py",
    "dhr_cases/test_people.py",
    "dhr_cases/test_step_up.py",
    "disclosure/test_carrying.py",
    "disclosure/test_protected.py",
    "documents/test_notice_files.py",
    "reports/test_bundle.py",
    "reports/test_chronology_copy.py",
    "reports/test_home_office.py",
    "reports/test_learning.py",
    "reports/test_pack.py",
    "reports/test_timescales.py",
    "workflow/test_clocks.py",
    "workflow/test_comparing.py",
    "workflow/test_criteria.py",
    "workflow/test_decision.py",
    "workflow/test_delay.py",
    "workflow/test_guards.py",
    "workflow/test_machine.py",
    "workflow/test_notices.py",
    "workflow/test_reference.py",
    "workflow/test_timetable.py",
)

# What these ask takes long on either engine and hardly differs, so the other engine is asked where
# everything is gone over again.
SQLITE_AGAIN = ("matrix/test_opening.py",)
POSTGRES_AGAIN = (
    "audit/test_disposal.py",
    "audit/test_verify.py",
    "dhr_cases/test_policy_proof.py",
    "reports/test_demo.py",
    "reports/test_scale.py",
    "workflow/test_disposal.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    """Journeys need a browser; whatever is bound to the database otherwise runs on both engines.

    Modules run whole in one process, those that take longest first and those that empty tables
    last: what they share is then made once, and no process waits long for the other.
    """
    for item in items:
        if _is_of(item.path, "browser/*.py"):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "localhost"]))
        own_run = item.get_closest_marker("browser") or item.get_closest_marker("shake")
        database = item.get_closest_marker("django_db") or NEEDS_DATABASE & set(item.fixturenames)
        if database and not own_run and not _is_of(item.path, *SAME_ON_BOTH):
            repeated = _is_of(item.path, *POSTGRES_AGAIN)
            item.add_marker("postgres_again" if repeated else "postgres")
        if connection.vendor == "sqlite" and _is_of(item.path, *SQLITE_AGAIN):
            item.add_marker("again")
    yield
    emptying = {item.path for item in items if _empties_tables(item)}
    items.sort(key=lambda item: (item.path in emptying, not _is_of(item.path, *LONGEST)))


@cache
def _is_of(path, *patterns):
    """Whether a module is one of these; asked of each test of it."""
    return any(map(path.match, patterns))


def _empties_tables(item):
    marker = item.get_closest_marker("django_db")
    truly = bool(marker and marker.kwargs.get("transaction"))
    return truly or bool({"transactional_db", "live_server"} & set(item.fixturenames))


class _Together(LoadFileScheduling):
    """Modules run whole in one process, and so do those that share something."""

    def _split_scope(self, nodeid):
        path = super()._split_scope(nodeid)
        return "sharing" if path in SHARING else path


def pytest_xdist_make_scheduler(config, log):
    """Share the tests out between processes."""
    return _Together(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_finish():
    """Look for garbage less often, and never among the modules that stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


def pytest_report_header():
    """Say which engine this run is on."""
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


@pytest.fixture(autouse=True)
def _emptied_tables(request):
    """Let tests that commit end with the database as it was.

    PostgreSQL's tables are emptied, those too that are otherwise append-only; that sends
    `post_migrate`, which brings the triggers back, so each such test asks anew.
    """
    if not _empties_tables(request.node):
        yield
        return
    request.getfixturevalue("django_db_setup")
    if connection.vendor == "sqlite":
        with request.getfixturevalue("django_db_blocker").unblock():
            put_back.keep()
        request.getfixturevalue("transactional_db")
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    append_only.remove()
    forget()


@pytest.fixture(autouse=True, scope="session")
def _pages_alone_are_noted(django_test_environment):
    """Let the test client keep what a page was drawn with, and not each widget and part of it.

    Django's own copies all of it for every one of them, which was a tenth of what tests take.
    """

    def render(template, context):
        if isinstance(context, RequestContext) and context.template is template:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True, scope="session")
def _people_are_let_in():
    """Sign in on the test client without the whole of signing in, a sixth of what a page takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "_login", let_in)
        yield


@pytest.fixture(autouse=True, scope="session")
def _files_are_read_here():
    """Read uploads in this process: starting one for each would take a third of a second.

    `documents/test_apart.py` reads them in a process of their own, as the service does.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("documents.kinds.check_apart", _check_here)
        yield


def _check_here(extension, content):
    reader = importlib.import_module(f"documents.reading.{READERS[extension]}")
    return sorted(reader.check(extension, content) or ())


@pytest.fixture
def documents_dir():
    """The scratch folder that uploaded files go to."""
    settings.DOCUMENTS_DIR.mkdir(parents=True, exist_ok=True)
    return settings.DOCUMENTS_DIR
