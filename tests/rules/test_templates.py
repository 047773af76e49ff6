"""Words on pages are fair to people, and pages load nothing from anywhere else."""

import re

import pytest

from tests.rules.tree import BASE, tracked

PAGES = [str(file.relative_to(BASE)) for file in tracked("*.html", "*/templates/*.txt")]
PAGES = [name for name in PAGES if "vendor" not in name and not name.startswith("docs/")]
BANNED = [
    "the victim", "the deceased", "the subject", "passed away", "committed suicide",
    "successful suicide", "failed suicide", "offender", "killer", "monster", "domestic violence",
    "domestics", "volatile", "tempestuous", "toxic", "failed to", "refused to engage",
    "hard to reach", "should have known", "honour killing", "disengaged", "please note",
    "unfortunately", "simply",
]  # fmt: skip
BANNED_WORDS = re.compile(r"\b(" + "|".join(BANNED) + r")\b", re.IGNORECASE)
# Names in law that we may not reword.
STATUTORY = re.compile(
    r"Domestic Violence,? Crime and Victims Act 2004|Code of Practice for Victims", re.IGNORECASE
)
NOT_TEXT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
OUTSIDE = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=[\"']?(?:https?:)?//"
    r"|<link\b[^>]*\bhref=[\"']?(?:https?:)?//",
    re.IGNORECASE,
)
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>\s*\S|<style\b|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:",
    re.IGNORECASE,
)


def text_of(name):
    return NOT_TEXT.sub("", (BASE / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_page_uses_words_that_are_fair_to_people(name):
    found = BANNED_WORDS.findall(STATUTORY.sub("", text_of(name)))
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_page_loads_nothing_from_outside(name):
    assert OUTSIDE.search(text_of(name)) is None


@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_inline_script_or_style(name):
    assert INLINE.search(text_of(name)) is None
