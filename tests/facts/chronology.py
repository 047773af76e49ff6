"""Chronologies an agency might send, as rows; used by tests of reading in and of merging."""

from chronology.models import CameAs, ChronologyFile, Entry, FileState, PersonLabel
from govuk.uncertain import UncertainDate
from tests.facts.rows import TODAY, day

THREE_ROWS = (
    {"starts": "2019-04-03", "source": "Log 12", "happened": "She rang and was heard."},
    {"starts": "2019-05", "source": "Log 19", "happened": "A referral was made."},
    {"starts": "unknown", "source": "Notebook", "happened": "A neighbour spoke of shouting."},
)


def chronology(case, team, body=None, *, state=FileState.ACCEPTED, rows=THREE_ROWS, **facts):
    """One version of an agency's chronology with its rows, in a state; returns the file."""
    body = body or team.bodies.police
    before = ChronologyFile.objects.filter(case=case, organisation=body).order_by("-number")
    newest = before.first()
    given = {"made_by": team.agency_author, "made_on": day(-3)}
    if state != FileState.DRAFT:
        given |= {"sent_on": day(-2), "sent_by": team.agency_author, "statement": "All we hold."}
    if state in (FileState.ACCEPTED, FileState.REPLACED):
        given |= {"accepted_on": TODAY, "accepted_by": team.coordinator}
    file = ChronologyFile(
        case=case,
        organisation=body,
        number=newest.number + 1 if newest else 1,
        came_as=CameAs.TYPED,
        state=state,
        **(given | facts),
    )
    file.save()
    for position, row in enumerate(rows, 1):
        told = {**row, "starts": UncertainDate(row["starts"]) if row.get("starts") else None}
        Entry(case=case, file=file, position=position, row=position + 1, **told).save()
    return file


def label(case, body, text, who="died", person=None):
    """Whom an agency's label stands for."""
    row = PersonLabel(case=case, organisation=body, label=text, who=who, person=person)
    row.save()
    return row


def their_draft(case, team):
    """The draft the co-ordinator makes of what the health trust sent by post."""
    drafts = case.chronologyfiles.filter(
        organisation=team.bodies.health, state=FileState.DRAFT, on_behalf=True
    )
    return drafts.first() or chronology(
        case, team, team.bodies.health, state=FileState.DRAFT, on_behalf=True
    )
