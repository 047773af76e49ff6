"""What is checked of a chronology before it is sent."""

from datetime import date, time

import pytest

from chronology.checking import Scope, check, count_line
from chronology.rows import FaultCode, Row
from govuk.dates import UncertainDate

SCOPE = Scope(date(2018, 1, 1), date(2020, 12, 31))


def row(starts="2019-04-03", **facts):
    given = {"source": "Log", "happened": "She rang.", **facts}
    return Row(row=2, starts=UncertainDate(starts), **given)


def codes(*rows, **about):
    check(list(rows), **about)
    return [fault.code for each in rows for fault in each.faults]


def test_a_good_row_is_ready():
    good = row(people="Mother", labels=";mother;")
    assert codes(good, scope=SCOPE, labels={"mother"}) == []
    assert good.state == "ready"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row(ends=UncertainDate("2019-04-02")), FaultCode.ORDER),
        (row(ends=UncertainDate("2019-03")), FaultCode.ORDER),
        (
            row(ends=UncertainDate("2019-04-03"), start_time=time(15), end_time=time(14)),
            FaultCode.ORDER,
        ),
        (row(happened=""), FaultCode.EMPTY),
        (row(source=""), FaultCode.SOURCE),
        (row("2017"), FaultCode.SCOPE),
        (row("2021-01"), FaultCode.SCOPE),
        (row(labels=";aunt;"), FaultCode.PERSON),
        (row(happened="Seen by PC Harrow at home."), FaultCode.STAFF),
        (row(outcome="Dr. O\u2019Leary wrote."), FaultCode.STAFF),
    ],
)
def test_each_fault_is_named(bad, code):
    assert codes(bad, scope=SCOPE, labels=()) == [code]
    assert bad.state == "faulty"


@pytest.mark.parametrize(
    "fine",
    [
        row(ends=UncertainDate("2019")),
        row("2018", ends=UncertainDate("2018-06")),
        row("2017/2018"),
        row("unknown"),
        row(happened="The PC Attended and the Social Worker Visited."),
        row(labels=";victim;"),
    ],
)
def test_what_may_be_so_is_no_fault(fine):
    assert codes(fine, scope=SCOPE, labels=()) == []


def test_the_same_event_twice_is_asked_about_once():
    first, second, other = row(), row(), row("2019-04-04")
    assert codes(first, second, other) == [FaultCode.TWICE]
    assert second.faults[0].words == "This is the same as row 2."


def test_a_reason_keeps_a_row_unless_it_must_be_mended():
    kept, broken = row("2017", kept_because="It began then."), row("2016", source="")
    broken.kept_because = "It began then."
    check([kept, broken], scope=SCOPE)
    assert (kept.state, broken.state) == ("kept", "faulty")


def test_checking_twice_changes_nothing():
    rows = [row("2017"), row(), row()]
    assert codes(*rows, scope=SCOPE) == codes(*rows, scope=SCOPE)


def test_the_count_is_said_in_one_line():
    assert count_line(412, 15) == "412 rows: 397 ready, 15 to fix"
    assert count_line(1, 0) == "1 row: 1 ready, 0 to fix"
