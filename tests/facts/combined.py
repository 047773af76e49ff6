"""A review with chronologies of three agencies: a pair, a contradiction, a gap, a child, names."""

import datetime

from chronology import deciding
from chronology.models import Challenge, Entry, FileState, PairChoice
from dhr_cases.models import Involvement, Person
from tests.facts.chronology import chronology
from tests.facts.rows import TODAY

HEALTH_KEY = "health"
REAL = ("Hilary", "Hartwell", "HILARY", "Hils", "Conrad", "Zo\u00eb")
POLICE = (
    {
        "starts": "2021-05-03",
        "start_time": datetime.time(21, 15),
        "source": "Log 12",
        "people": "Hilary Hartwell; Conrad Hartwell",
        "happened": "Neighbour reported shouting. Officers attended; HILARY had a bruise to her "
        "left arm and said Conrad\u2019s hands had been round her neck. "
        "2 children asleep upstairs.",
        "outcome": "Risk assessment: medium. Conrad Hartwell spoken to.",
        "comment": "Hils was not seen alone.",
    },
    {
        "starts": "2021-11-20",
        "source": "Log 40",
        "people": "Hilary Hartwell",
        "happened": "Hilary Hartwell rang to say that she had left Conrad.",
    },
)
HEALTH = (
    {
        "starts": "2021-05-04",
        "source": "Emergency department card",
        "people": "H. Hartwell",
        "happened": "Mrs Hilary Hartwell attended with a bruise to her left arm. Police officers "
        "had attended after a neighbour reported shouting. No neck injury. 3 children at home.",
    },
    {
        "starts": "2021-06-10",
        "source": "Clinic letter",
        "happened": "Referral sent to the refuge about Hilary\u2019s safety.",
    },
    {
        "starts": "2021-09",
        "source": "Health visitor",
        "people": "Zo\u00eb",
        "happened": "Zo\u00eb seen at home, doing well.",
    },
)
REFUGE = ({"starts": "2021-12-01", "source": "Helpline", "happened": "First call from Hilary."},)


def people(case):
    """Hilary, Conrad and Zoë, with pseudonyms, a part and a date of birth each."""
    found = []
    for name, pseudonym, part, born in (
        ("Hilary Hartwell", "Bryony", "died", "1985-02-03"),
        ("Conrad Hartwell", "Adam", "responsible", "1980"),
        ("Zo\u00eb Hartwell", "", "child", "2014-05-04"),
    ):
        other = "Hils" if part == "died" else ""
        row = Person(case=case, name=name, pseudonym=pseudonym, born_on=born, other_names=other)
        row.save()
        Involvement(case=case, person=row, part=part).save()
        found.append(row)
    return found


def three_agencies(case, team):
    """Three accepted chronologies; returns the files of the police, health and the refuge."""
    people(case)
    return (
        chronology(case, team, team.bodies.police, rows=POLICE),
        chronology(case, team, team.bodies.health, rows=HEALTH),
        chronology(case, team, team.bodies.specialists, rows=REFUGE),
    )


def send_again(file, case, team, rows):
    """The agency's next version takes the place of this one; rows given by their lasting names."""
    file.state = FileState.REPLACED
    file.save()
    return chronology(case, team, file.organisation, rows=rows)


def terms(case, **facts):
    """Terms of reference with a period and two questions."""
    given = {
        "number": 1,
        "period_from": datetime.date(2021, 1, 1),
        "period_to": datetime.date(2022, 6, 30),
        "period_reason": "The relationship",
        "questions": "How was risk understood?\n\nWere the children heard?",
        "equality": "Asked",
        "people": "Bryony and Adam",
        "agencies": "All",
        "family_plan": "Invited",
    }
    row = case.termsofreferences.model(case=case, **(given | facts))
    row.save()
    return row


def combined(case, team):
    """One of everything that the review adds to rows of two agencies, shared with the panel."""
    one, other = two_rows(case, team)
    chair = {"by": team.independent_chair, "on": TODAY}
    deciding.set_marks(case, one.lineage, ["key_event"], **chair)
    deciding.link_to_terms(case, one.lineage, 1, {1: "How was risk understood?"}, [1], **chair)
    if not case.panelnotes.exists():
        deciding.add_note(case, one.lineage, "A note", **chair)
    if not case.settledpairs.exists():
        seen = deciding.digest_of(one, other)
        deciding.settle(case, one, other, PairChoice.SAME, seen=seen, version=0, **chair)
    if not case.challenges.exists():
        item = Challenge(case=case, kind="unrecorded", one=one.lineage, other=HEALTH_KEY)
        deciding.keep_challenge(item, **chair)
    if deciding.sharing(case) is None:
        deciding.share(case, **chair)


def two_rows(case, team):
    """A counting row of each of two agencies."""
    found = []
    for body in (team.bodies.police, team.bodies.health):
        own = Entry.objects.counting().filter(case=case, file__organisation=body)
        if not own.exists():
            chronology(case, team, body)
        found.append(own.order_by("pk").first())
    return found
