"""Handing the terms of reference over to the agencies that are to answer them (L25)."""

from __future__ import annotations

import re

from dhr_cases.models import Case
from workflow.models import TermsOfReference

MARK = re.compile(r"^\s*(?:[-•*]|\(?\d{1,2}[.)])\s*")


def terms_to_answer(case: Case) -> list[str]:
    """The questions of the newest approved terms, or of the newest there are, one by one."""
    versions = TermsOfReference.objects.filter(case=case).order_by("number")
    terms = versions.filter(approved_on__isnull=False).last() or versions.last()
    return lines_of(terms.questions) if terms else []


def lines_of(questions: str) -> list[str]:
    """The questions of a text, without the numbers or dashes they were typed with."""
    lines = (MARK.sub("", line).strip() for line in questions.splitlines())
    return [line for line in lines if line]
