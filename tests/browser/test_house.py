"""The house itself in a browser: pages for everybody, headers, and life without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import expect_accessible, walk


def test_page_that_is_not_there_says_so_in_our_words(page):
    answer = page.goto("/no-such-page/")
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    expect_accessible(page)


def test_page_is_the_same_without_javascript(visitor):
    page = visitor(javascript=False)
    page.goto("/no-such-page/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")


def test_content_policy_stops_a_script_in_the_page(page, complaints):
    page.goto("/no-such-page/")
    ran = page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            return window.ran === true;
        }"""
    )
    assert ran is False
    assert "Content Security Policy" in complaints.pop()


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("document.querySelector('main p').style.color = '#bbb'", "color-contrast"),
        ("document.querySelector('main').style.background = '#444'", "color-contrast"),
        ("document.querySelector('main').append(document.createElement('input'))", "label"),
    ],
)
def test_examination_finds_what_was_no_fault_a_moment_ago(page, fault, told):
    page.goto("/no-such-page/")
    expect_accessible(page)
    page.evaluate(fault)
    with pytest.raises(AssertionError, match=told):
        expect_accessible(page)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("main p { color: #bbb !important }", "color-contrast"),
        ("h1 { display: none !important }", "page-has-heading-one"),
        ("main p { min-width: 400px }", "pixels too wide at 320"),
    ],
)
def test_walk_finds_what_is_wrong_on_a_narrow_screen_alone(page, rule, told):
    page.add_init_script(
        f"""addEventListener("DOMContentLoaded", () => {{
            const sheet = new CSSStyleSheet();
            sheet.replaceSync("@media (max-width: 400px) {{ {rule} }}");
            document.adoptedStyleSheets = [sheet];
        }})"""
    )
    with pytest.raises(AssertionError, match=told):
        walk(page, ["/accessibility/"])
