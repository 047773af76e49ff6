"""How late something came, in working days: `{% load working_days %}`."""

from datetime import date

from django import template
from django.utils import timezone

from workflow.deadlines import working_days_between
from workflow.models import BankHoliday

register = template.Library()
KEPT = "bank_holidays"


@register.simple_tag(takes_context=True)
def working_days_late(context, due_on: date, came_on: date | None = None) -> int:
    """Working days from the due date to the day it came, or to today; 0 when it is not late.

    The bank holidays are fetched once a page, however many rows ask.
    """
    if KEPT not in context.render_context:
        context.render_context[KEPT] = set(BankHoliday.objects.values_list("day", flat=True))
    until = came_on or timezone.localdate()
    return max(0, working_days_between(due_on, until, context.render_context[KEPT]))
