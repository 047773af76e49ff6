"""A real browser: visitors, signing in, and what every page must be."""

import os
import re
from importlib.resources import files
from pathlib import Path
from shutil import which
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests.browser import examined

# Playwright keeps an event loop in this thread, and Django would refuse to query beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    # A new frame for each page of one site costs a third of opening it. Ours stands in place of
    # Playwright's list, whose names that matter to a browser without a screen are the others.
    "--disable-features=RenderDocument,PaintHolding,HttpsUpgrades,MediaRouter,OptimizationHints",
    # What is drawn is handed over within a process: a tenth less.
    "--in-process-gpu",
    # Threads that compile ahead gain nothing with two cores; what was compiled of axe is kept.
    "--js-flags=--single-threaded --no-flush-bytecode",
]
AXE = (files("axe_playwright_python") / "axe.min.js").read_bytes()
AXE_IS_AT = f"{settings.STATIC_URL}axe.min.js"
EXAMINE = (Path(__file__).parent / "examine.js").read_text(encoding="utf-8")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSED = set()
"""Each pair of ink and paper whose contrast was found enough in this run."""
SHOTS = os.environ.get("SCREENSHOTS")
"""A folder for pictures of every page, wide and narrow; none are made without it."""
EXPECTED_NOISE = re.compile(
    r"Failed to load resource: the server responded with a status of 40[34]"
)


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_kept():
    """A browser asks once for each static file, as it does of the service, whose names of files
    carry a digest; Django's server for tests says nothing, so it was asked nine times a page.
    Axe is among them: half a megabyte, which would else go through Playwright for every page.
    """
    serve = StaticFilesHandler.serve

    def serve_for_good(handler, request):
        if request.path == AXE_IS_AT:
            answer = HttpResponse(AXE, content_type="text/javascript")
        else:
            answer = serve(handler, request)
        answer["Cache-Control"] = "max-age=3600, immutable"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_for_good)
        yield


@pytest.fixture(scope="session", autouse=True)
def _connections_are_kept():
    """A connection for each thread of the server, as in service: to open one and read what tables
    there are took a quarter of each request's time.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connections.settings["default"], "CONN_MAX_AGE", None)
        yield


@pytest.fixture(scope="module", autouse=True)
def _no_kind_of_page_is_lost(request):
    """A module that ran whole has examined the kinds of page that are written down for it."""
    examined.NOW.clear()
    failed = request.session.testsfailed
    yield
    chosen = request.config.option.keyword or any("::" in name for name in request.config.args)
    if not chosen and request.session.testsfailed == failed:
        examined.compare(Path(request.path).stem)


@pytest.fixture(scope="session")
def chromium():
    """One browser for the whole run: CHROMIUM names its program, else Debian's or Playwright's."""
    sandbox = [] if os.getuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or _of_debian(), args=[*FLAGS, *sandbox]
        )
        yield browser
        browser.close()


def _of_debian():
    """Chromium without a screen takes a quarter less time than with one it does not show."""
    return which("chromium-headless-shell") or which("chromium")


@pytest.fixture
def complaints():
    """What the browser complained of: script errors, breaches of the content policy."""
    return []


@pytest.fixture
def visitor(chromium, live_server, complaints):
    """Make visitors, each with cookies of their own: `visitor()`, `visitor(user)`.

    `javascript=False` gives one without scripts. A complaint of the browser fails the test.
    """
    contexts = []

    def arrive(user=None, *, javascript=True):
        context = chromium.new_context(
            base_url=live_server.url, java_script_enabled=javascript, locale="en-GB"
        )
        contexts.append(context)
        context.set_default_timeout(10_000)  # milliseconds
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        if user:
            sign_in(page, user)
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert [text for text in complaints if not EXPECTED_NOISE.match(text)] == []


@pytest.fixture
def page(visitor):
    """One visitor with scripts, not signed in."""
    return visitor()


def sign_in(page, user):
    """Give the visitor a session of this user's, without the sign-in page."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    here = urljoin(page.request.get("/static/images/mark.svg").url, "/")
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": here}])


def expect_accessible(page):
    """No breach of WCAG 2.2 AA nor of axe's best practice on this page."""
    page.wait_for_load_state()  # a click returns once the next page begins, maybe empty still
    examined.NOW.add(examined.kind_of(page.url))
    asked = {"address": AXE_IS_AT, "standard": STANDARD, "known": sorted(PASSED)}
    found = page.evaluate(EXAMINE, asked)
    PASSED.update(found["passed"])
    assert not found["faults"], f"{page.url}\n" + "\n".join(found["faults"])


def walk(page, pages):
    """Open each page, on a wide screen and a narrow one; nothing breaks and nothing is cut off."""
    for name in pages:
        answer = page.goto(name)
        assert answer.status == 200, name
        # The width that it has comes first, so that nothing is drawn once more than it must be.
        for width in sorted((1280, 320), key=lambda width: width != page.viewport_size["width"]):
            page.set_viewport_size({"width": width, "height": 900})
            expect_accessible(page)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, f"{name} is {over} pixels too wide at {width}"
            if SHOTS:
                shown = name.strip("/").replace("/", "-").replace("?", "-") or "start"
                page.screenshot(path=f"{SHOTS}/{shown}-{width}.png", full_page=True)


def expect_error(page, field, text):
    """The page refuses this field with this sentence, in all the places that a person may look.

    field: the field's name as in its form. The title says so, the summary is focused and links to
    the field, and the sentence stands beside it.
    """
    expect(page).to_have_title(re.compile(r"^Error: "))
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    link = summary.get_by_role("link", name=text)
    expect(link).to_be_visible()
    expect(page.locator(f"[id='id_{field}-error'], [id='id_{field}_error']")).to_contain_text(text)
    link.click()
    expect(page.locator(f"[id='{link.get_attribute('href').removeprefix('#')}']")).to_be_focused()
