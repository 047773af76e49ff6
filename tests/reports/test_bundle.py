"""The bundle of a meeting: one file, numbered through, marked, and only what its reader may see."""

import io

import pypdfium2
import pytest

from audit.actors import acting
from audit.models import AuditEvent, Event
from documents.intake import store
from documents.models import DocumentKind, Zone
from reports.blocks import Paragraph, Report
from reports.render.pdf import pdf
from tests.matrix.things.meetings import panel_meeting
from workflow.models import ItemPaper


def words_of(content):
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]


@pytest.fixture
def panel(case, team):
    """A panel meeting with a shared paper, a held one, and one that is no PDF."""
    meeting = panel_meeting(case, team)
    with acting(team.coordinator):
        for item, (title, zone, name) in zip(
            meeting.items.all(),
            (
                ("Shared paper", Zone.BUNDLE, "a.pdf"),
                ("Held paper", Zone.WORKING, "b.pdf"),
                ("Typed paper", Zone.BUNDLE, "c.txt"),
            ),
            strict=False,
        ):
            text = f"Inside {title}"
            content = pdf(Report(title=title, blocks=(Paragraph(text),)))
            version = store(
                case,
                content=content if name.endswith("pdf") else text.encode(),
                name=name,
                by=team.coordinator,
                kind=DocumentKind.OTHER,
                zone=zone,
                title=title,
            )
            ItemPaper(case=case, item=item, document=version.document, reading_minutes=7).save()
    return meeting


def bundle_for(signed_in, who, case, meeting):
    answer = signed_in(who).get(f"/cases/{case.reference}/meetings/{meeting.token}/bundle/")
    assert answer.status_code == 200
    return words_of(io.BytesIO(answer.content))


def test_panel_member_gets_agenda_and_shared_paper_marked_and_numbered(
    signed_in, case, team, panel
):
    pages = bundle_for(signed_in, team.panel_member, case, panel)
    everything = " ".join(pages)
    assert "Inside Shared paper" in pages[-1]
    assert "Held paper" not in everything
    assert "Typed paper" in everything
    assert "download it separately" in everything.replace("\r\n", " ")
    for number, page in enumerate(pages, 1):
        assert "Pauline Frost" in page
        assert f"Page {number} of {len(pages)}" in page
    event = AuditEvent.objects.filter(event=Event.DOWNLOADED).latest("pk")
    assert (event.actor_id, event.details["meeting"]) == (team.panel_member.pk, panel.token)


def test_coordinator_gets_the_working_paper_too(signed_in, case, team, panel):
    assert "Inside Held paper" in " ".join(bundle_for(signed_in, team.coordinator, case, panel))


def test_stranger_is_told_nothing(signed_in, case, team, panel):
    at = f"/cases/{case.reference}/meetings/{panel.token}/bundle/"
    assert signed_in(team.stranger).get(at).status_code == 404
