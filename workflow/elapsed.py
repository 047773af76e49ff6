"""How long a review has taken, in words. No database beyond what was fetched, no today."""

from __future__ import annotations

from datetime import date

from workflow.deadlines import add_months


def in_words(start: date, end: date) -> str:
    """The whole years and months between two days, or the days when it is less than a month."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    if months < 1:
        return _counted(max(0, (end - start).days), "day")
    years, months = divmod(months, 12)
    parts = [_counted(years, "year") if years else "", _counted(months, "month") if months else ""]
    return " ".join(part for part in parts if part)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def days_paused(holds, today: date) -> int:
    """Days on which at least one pause of the whole review was open; each day counts once."""
    spans = sorted((hold.started_on, hold.ended_on or today) for hold in holds)
    days, reached = 0, date.min
    for start, end in spans:
        start = max(start, reached)
        if end > start:
            days += (end - start).days
            reached = end
    return days


def notice_day(case) -> date:
    """The day the clocks began: the earliest receipt, or the day the review was opened here."""
    begun = [row.counted_from_on for row in case.deadlines.all() if row.rule.name == "decide"]
    return min([case.progress.opened_on, *begun])


def since_notice(case, today: date) -> str:
    """For example "1 year 4 months since notice; 5 months paused"."""
    text = f"{in_words(notice_day(case), today)} since notice"
    paused = days_paused([hold for hold in case.holds.all() if hold.scope == "all"], today)
    if paused:
        end = date.fromordinal(today.toordinal() - paused)
        text += f"; {in_words(end, today)} paused"
    return text
