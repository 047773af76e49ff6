"""The pieces of a page say in words what their colours say."""

import re

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from lxml import html

from govuk.templatetags.govuk import KINDS

APP_CSS = settings.BASE_DIR / "static" / "css" / "app.css"


def show(text, address="/cases/", **context):
    context["request"] = RequestFactory().get(address)
    written = Template("{% load govuk %}" + text).render(Context(context))
    return html.fromstring(f"<div>{written}</div>")


def test_tag_is_its_words():
    found = show('{% tag "Overdue by 6 days" "overdue" %}')
    assert found.text_content().strip() == "Overdue by 6 days"
    assert "rv-tag--overdue" in found.xpath("//strong/@class")[0]


def test_tag_of_no_kind_is_refused():
    with pytest.raises(ValueError, match="No such kind of tag: red"):
        show('{% tag "Late" "red" %}')


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("kind", KINDS)
def test_tag_can_be_read_on_its_fill(kind):
    rule = re.search(
        rf"\.rv-tag--{kind} {{ background: (#\w{{6}}); color: (#\w{{6}}); }}", APP_CSS.read_text()
    )
    darker, lighter = sorted(luminance(colour) for colour in rule.groups())
    assert (lighter + 0.05) / (darker + 0.05) >= 7


def test_summary_list_link_says_what_it_changes():
    rows = [{"key": "Stage", "value": "Scoping", "href": "/x/"}, {"key": "Area", "value": "GLO"}]
    found = show("{% summary_list rows %}", rows=rows)
    assert found.xpath("//a")[0].text_content() == "Change Stage"
    assert "no-actions" in found.xpath("//dt[text()='Area']/..")[0].get("class")


def test_words_typed_by_people_are_never_markup():
    rows = [{"key": "Note", "value": "<b>bold</b>\nnext"}]
    found = show("{% summary_list rows %}", rows=rows)
    assert found.xpath("//b") == []
    assert "<b>bold</b>" in found.text_content()


def test_task_that_cannot_start_is_no_link():
    rows = [
        {"title": "Agree terms", "href": "/x/", "status": "Completed", "hint": "By the panel"},
        {"title": "Appoint a chair", "status": "Cannot start yet", "kind": "grey"},
    ]
    found = show('{% task_list rows "setting-up" %}', rows=rows)
    (link,) = found.xpath("//a")
    described = link.get("aria-describedby").split()
    assert described == ["setting-up-1-status", "setting-up-1-hint"]
    assert all(found.xpath(f"//*[@id='{name}']") for name in described)
    assert found.xpath("//strong/text()") == ["Cannot start yet"]


def test_timeline_keeps_the_order_it_is_given():
    entries = [
        {"title": "Held", "by": "the chair", "when": "19 November 2026", "text": "Both agree."},
        {"title": "Notice", "by": "", "when": "3 November 2026"},
    ]
    found = show("{% timeline entries %}", entries=entries)
    assert found.xpath("//h3/text()") == ["Held", "Notice"]
    assert "19 November 2026, by the chair" in found.text_content()


def test_pages_keep_the_filter():
    page = Paginator(range(100), 10).get_page(2)
    found = show("{% pagination page %}", "/cases/?stage=3&page=2", page=page)
    assert found.xpath("//a[@rel='next']/@href") == ["?stage=3&page=3"]
    assert found.xpath("//a[@aria-current='page']/text()")[0].strip() == "2"


def test_first_and_last_page_lead_no_further():
    paginator = Paginator(range(20), 10)
    assert show("{% pagination page %}", page=paginator.page(1)).xpath("//a[@rel='prev']") == []
    assert show("{% pagination page %}", page=paginator.page(2)).xpath("//a[@rel='next']") == []
    assert show("{% pagination page %}", page=Paginator([], 10).page(1)).xpath("//nav") == []


@pytest.mark.parametrize(
    ("address", "leads_to", "now"),
    [
        ("/cases/?page=3&stage=2", "?stage=2&sort=due", "none"),
        ("/cases/?sort=due", "?sort=-due", "ascending"),
        ("/cases/?sort=-due", "?sort=due", "descending"),
    ],
)
def test_heading_sorts_one_way_and_then_the_other(address, leads_to, now):
    found = show("""{% sort_link "due" "Due" %}<p>{% aria_sort "due" %}</p>""", address)
    assert found.xpath("//a/@href") == [leads_to]
    assert found.xpath("//p/text()") == [now]


def test_summary_takes_several_forms_and_none():
    assert show("{% error_summary nothing %}", nothing=None).xpath("//a") == []


@pytest.mark.parametrize(
    ("address", "said"), [("/cases/", "page"), ("/cases/GLO-2026-02/", "true"), ("/account/", "")]
)
def test_navigation_knows_where_we_are(address, said):
    found = show('<p>{% here "/cases/" %}</p>', address)
    assert (found.xpath("//p")[0].text or "") == said


def test_overdue_work_says_so_in_words_and_names_its_link():
    row = {"what": "Chase the return", "reference": "GLO-2026-02", "date": "due 16 November 2026"}
    row |= {"status": "Overdue by 6 days", "kind": "overdue", "href": "/x/"}
    found = show("{% work_rows rows %}", rows=[row, row | {"kind": "", "link": "Sign"}])
    assert len(found.xpath("//li[contains(@class, 'rv-row--overdue')]")) == 1
    links = [link.text_content() for link in found.xpath("//a")]
    assert links == [
        "Open: Chase the return, GLO-2026-02",
        "Sign: Chase the return, GLO-2026-02",
    ]


def test_content_note_offers_a_way_out():
    found = show('{% content_note "This describes how the person died." "/back/" "/help/" %}')
    assert [link.text for link in found.xpath("//a")] == ["Continue", "Not now", "Support"]
    assert found.xpath("//*[@id='after-note']")
