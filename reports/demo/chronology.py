"""Three agencies' chronologies of one invented review, merged, compared, marked and shared."""

from __future__ import annotations

import csv
import io

from chronology import deciding, services
from chronology.combined import Combined
from chronology.comparing import compare, contradictions
from chronology.models import Challenge, Entry, PersonLabel, WhoItIs
from chronology.reading.reader import read
from chronology.rows import Column
from dhr_cases.codes import Part
from dhr_cases.models import Involvement, Person

HEADINGS = (
    Column.STARTS,
    Column.START_TIME,
    Column.SOURCE,
    Column.PEOPLE,
    Column.HAPPENED,
    Column.OUTCOME,
    Column.COMMENT,
)
POLICE = (
    ("12/03/2023", "21:40", "Incident log", "Yvonne Castell; Rhys Vardy",
     "A neighbour rang 999 to report shouting and banging. Officers attended. Yvonne had a red "
     "mark on her neck and said Rhys had held her by the throat. 2 children were asleep upstairs.",
     "Risk assessment graded medium. Rhys Vardy was told to leave for the night.",
     "Strangulation was not named as such in the log."),
    ("12/03/2023", "22:30", "Safeguarding notice", "Yvonne Castell; Isla",
     "A notice about the child was sent to the council's children's services.", "", ""),
    ("August 2023", "", "Intelligence report", "Rhys Vardy",
     "A friend of Yvonne's said that Rhys Vardy followed her car to work most mornings.",
     "Recorded. No further action.", ""),
    ("04/06/2024", "09:10", "Contact record", "Yvonne Castell",
     "Yvonne Castell telephoned 101 to say that she had separated from Mr Vardy and that he had "
     "sent her forty messages overnight.",
     "Told to keep the messages. An appointment was offered for the following week.",
     "The appointment was not kept and nobody rang her."),
    ("?2024", "", "Officer's notebook", "Rhys Vardy",
     "Mr Vardy spoken to in the street about a parked car.", "", ""),
)  # fmt: skip
HEALTH = (
    ("13/03/2023", "10:15", "GP record", "Yvonne Castell",
     "Attended with a sore throat and a red mark on her neck. She said that her partner held her "
     "by the throat the evening before, that a neighbour rang and police officers attended. "
     "3 children at home.",
     "Advised to return if the pain went on.", "No question was asked about safety at home."),
    ("20/11/2023", "", "Health visitor's record", "Isla; MGM",
     "Isla seen at home with her mother. Isla said little. Growing well.", "Next visit in spring.",
     ""),
    ("18/06/2024", "11:00", "GP record", "Mother",
     "Yvonne described low mood and poor sleep since she separated from Rhys. Referral made to the "
     "domestic abuse service.", "Review in four weeks.", ""),
    ("14/01/2025", "16:20", "GP record", "Yvonne Castell",
     "Yvonne telephoned and said that she could not go on with him watching the house. She denied "
     "having plans to end her life.", "Crisis number given.", ""),
)  # fmt: skip
SPECIALIST = (
    ("02/07/2024", "14:00", "Helpline record", "Yvonne Castell",
     "Yvonne rang the helpline herself. She spoke of control over money and of being followed.",
     "Safety plan made. Call back agreed.", "Good practice: her own words were written down."),
    ("09/07/2024", "14:00", "Helpline record", "Yvonne Castell", "Call back. No answer.", "", ""),
)  # fmt: skip


def merge_chronologies(walk) -> None:
    """Rows of three agencies on this review, what people settled, and what waits for them."""
    case = walk.case
    with walk.as_("coordinator"):
        child = Person(case=case, name="Isla Castell", pseudonym="Wren", born_on="2015-09-14")
        child.save()
        Involvement(case=case, person=child, part=Part.CHILD).save()
        died = Person.objects.get(case=case, involvements__part=Part.DIED)
        died.born_on = "1995-06-02"
        died.save()
        PersonLabel(
            case=case, organisation=walk.team.bodies.health, label="mother", who=WhoItIs.DIED
        ).save()
        for body, rows in (("police", POLICE), ("health", HEALTH), ("specialist", SPECIALIST)):
            _keep(walk, getattr(walk.team.bodies, body), rows)
    with walk.as_("independent_chair"):
        _decide(walk)


def _as_file(rows) -> bytes:
    """The rows as the agency's own spreadsheet program would save them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _keep(walk, organisation, rows) -> None:
    """One agency's file as it comes by post: taken in, handed in and accepted by the steps."""
    content, by = _as_file(rows), walk.person("coordinator")
    file = services.take_in(
        walk.case,
        organisation,
        read("chronology.csv", content),
        on_behalf=True,
        content=content,
        name="chronology.csv",
        by=by,
        on=walk.day,
    )
    statement = "Everything we hold for the period under review."
    services.hand_in(file, statement=statement, by=by, on=walk.day)
    services.accept(file, by=by, on=walk.day)


def _decide(walk) -> None:
    """Marks, a link to the terms, a note, one challenge begun; the pair is left to be settled."""
    case, by = walk.case, walk.person("independent_chair")
    said = {"by": by, "on": walk.day}
    row = {
        (entry.source, str(entry.starts)): entry.lineage
        for entry in Entry.objects.counting().filter(case=case)
    }
    night = row["Incident log", "12 March 2023"]
    left = row["Contact record", "4 June 2024"]
    deciding.set_marks(case, night, ["key_event", "strangulation", "children", "report"], **said)
    deciding.set_marks(case, left, ["separation", "missed_chance", "report"], **said)
    deciding.set_marks(case, row["Helpline record", "2 July 2024"], ["good_practice"], **said)
    terms = case.termsofreferences.order_by("number").last()
    if terms is not None:
        first = next(line.strip() for line in terms.questions.splitlines() if line.strip())
        deciding.link_to_terms(case, night, terms.number, {1: first}, [1], **said)
    deciding.share(case, **said)
    deciding.add_note(case, left, "Ask why the appointment was not kept.", **said)
    combined = Combined(case)
    comparison = compare(combined)
    for item in contradictions(combined, comparison, case.settledpairs.all()):
        if item.kind == "unrecorded":
            challenge = Challenge(
                case=case,
                kind=item.kind.value,
                one=item.one,
                other=item.other,
                state="asked",
                note="Asked by letter whether the referral arrived.",
            )
            deciding.keep_challenge(challenge, **said)
            break
