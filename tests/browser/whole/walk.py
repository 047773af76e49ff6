"""Somebody at a browser: signs in by typing, follows links, fills in forms, and looks round."""

import datetime
import io
import os
import re
from pathlib import Path

import pikepdf
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import expect_accessible
from tests.browser.examined import kind_of

PASSWORD = "marmalade tractor Venice"
TODAY = timezone.localdate()
PICTURES = os.environ.get("JOURNEY_PICTURES", "")
"""A folder for pictures of the pages, wide and narrow, for whoever wants to look at them."""


def day(number):
    """So many days from today; negative is past."""
    return TODAY + datetime.timedelta(days=number)


def real_pdf(title):
    """The bytes of a PDF of one page, which says about itself only its title."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Title"] = title
    held = io.BytesIO()
    pdf.save(held, static_id=True)
    return {"name": "file.pdf", "mimeType": "application/pdf", "buffer": held.getvalue()}


class Walker:
    """One person's browser. `seen` is shared: each kind of page is examined once on a journey.

    `elsewhere` are the kinds that other tests examine, so that this journey need not.
    """

    def __init__(self, page, email, seen, elsewhere):
        self.page, self.email, self.seen, self.elsewhere = page, email, seen, elsewhere
        self.reference = ""

    @property
    def main(self):
        """The part of the page that is its own."""
        return self.page.get_by_role("main")

    @property
    def body(self):
        """The same, without the side navigation of a review."""
        return self.page.locator(".rv-case__content")

    def sign_in(self):
        """Go to the service, which asks for an address and a password."""
        self.page.goto("/my-work/")
        self.look()
        self.answer(login=self.email, password=PASSWORD)
        self.main.get_by_role("button", name="Sign in").click()
        expect(self.page).to_have_url(re.compile("/my-work/"))
        self.look()
        return self

    def open(self, address):
        """Open an address, which answers with a page; give back the status."""
        status = self.page.goto(address).status
        if status == 200:
            self.look()
        return status

    def follow(self, name, *, exact=False, within=None):
        """Follow a link by its words."""
        where = within or self.page
        link = where.get_by_role("link", name=name, exact=exact)
        link.or_(where.locator("a[role=button]", has_text=name)).first.click()
        self.look()

    def side(self, name):
        """Open a page of the review from its side navigation; find the review first if need be."""
        if f"/cases/{self.reference}/" not in self.page.url:
            self.review(self.reference)
        self.follow(name, exact=True, within=self.page.locator(".rv-sidenav__wide"))

    def look(self):
        """Nothing went wrong, and the page can be used by everybody."""
        heading = self.page.locator("h1").inner_text()  # waits for one, and fails for two
        kind = kind_of(self.page.url)
        if (kind, heading) in self.seen or (kind in self.elsewhere and not PICTURES):
            return
        self.seen.add((kind, heading))
        expect_accessible(self.page)
        if PICTURES:
            self.picture(f"{len(self.seen):03}{kind.replace('/', '-')}")

    def picture(self, name):
        """Keep what it looks like on a desk and on a small telephone."""
        for width in (1280, 320):
            self.page.set_viewport_size({"width": width, "height": 900})
            file = Path(PICTURES) / f"{name}{width}.png"
            self.page.screenshot(path=str(file), full_page=True)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size({"width": 1280, "height": 720})
        assert wide <= 1280 or not PICTURES, f"{name}: scrolls sideways"

    def answer(self, **answers):
        """Fill in fields by name: text, a date, a choice, True for a box, a dict for a file."""
        for name, value in answers.items():
            if isinstance(value, datetime.date):
                for part in ("day", "month", "year"):
                    box = self.page.locator(f"[name={name}_{part}]")
                    box.fill(str(getattr(value, part)))
                continue
            field = self.main.locator(f"[name={name}]")
            kind = field.first.evaluate("field => field.type")
            if kind == "file":
                field.set_input_files(value)
            elif kind in ("radio", "checkbox"):
                self._choose(field, value)
            elif kind == "select-one":
                field.select_option(**self._option(value))
            else:
                field.fill(str(value))

    def _choose(self, field, value):
        if value is True:
            field.check()
            return
        for one in value if isinstance(value, (list, tuple)) else [value]:
            by_value = field.and_(self.page.locator(f'[value="{one}"]'))
            (by_value if by_value.count() else self.main.get_by_label(one, exact=True)).check()

    def _option(self, value):
        return value if isinstance(value, dict) else {"value": value}

    def press(self, name):
        """Press a button by its words."""
        self.main.get_by_role("button", name=name).first.click()

    def send(self, button="", **answers):
        """Fill in a form and send it, by its first button unless another is named; it is taken."""
        self.answer(**answers)
        if button:
            self.press(button)
        else:
            self.main.locator("form button[type=submit]").first.click()
        faults = self.page.locator(".govuk-error-summary")
        assert not faults.count(), f"{self.page.url}: {faults.inner_text()}"
        self.look()

    def says(self, words):
        """The page says this."""
        expect(self.main).to_contain_text(words)

    def is_told(self, words):
        """Something was done, and the page says so on top."""
        expect(self.page.locator(".govuk-notification-banner").first).to_contain_text(words)

    def review(self, reference):
        """Open a review from the list of one's reviews."""
        self.page.goto("/cases/")
        self.look()
        self.follow(reference)

    def take_step(self, label, **answers):
        """Take a step from the overview: answer, check, record."""
        self.side("Overview")
        self.follow(label)
        self.send("Continue", **answers)
        self.says("Check before you record")
        self.send("Record it")
        self.is_told(f"{label}: recorded")

    def refused_step(self, label, *sentences):
        """A step that cannot be taken yet says why, and offers no way to take it."""
        self.side("Overview")
        self.follow(label)
        self.says("You cannot do this yet")
        for sentence in sentences:
            self.says(sentence)
        expect(self.main.get_by_role("button", name="Continue")).to_have_count(0)
