"""The nightly round ends what has run out, seals everything and moves no case."""

from io import StringIO

import pytest
from django.core.management import call_command

from audit.models import AuditEvent, Seal
from audit.verify import Report
from dhr_cases.models import CaseAssignment
from reports.management.commands import nightly
from tests.factories import cast, make_case

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_has_run_out_is_ended_everything_sealed_and_a_fault_told(monkeypatch):
    case = make_case(cast())
    status = case.progress.status
    expired = CaseAssignment.objects.get(user__name="Esme Thorne")
    assert expired.ended_on is None
    said = StringIO()
    call_command("nightly", stdout=said)
    expired = CaseAssignment.objects.get(pk=expired.pk)
    assert expired.ended_on == expired.last_day_on
    assert AuditEvent.objects.count() == Seal.objects.count()
    assert "whole" in said.getvalue()
    assert type(case.progress).objects.get(pk=case.progress.pk).status == status
    call_command("nightly", stdout=said)
    assert "0 roles had run out" in said.getvalue()
    broken = Report(result="broken", reason="Event 7 was altered.")
    monkeypatch.setattr(nightly, "verify", lambda: broken)
    with pytest.raises(SystemExit):
        call_command("nightly", stderr=said, stdout=StringIO())
    assert "Event 7 was altered" in said.getvalue()
