"""The data return says what we know in the Home Office's own values, and nothing else."""

import csv
import io
import json

import pytest

from audit.actors import acting
from dhr_cases import family
from dhr_cases.codes import UNCLEAR, Part
from dhr_cases.models import OfferKind, Reply
from govuk.uncertain import UncertainDate
from reports import home_office
from reports.content import data_return, submission
from tests.facts.family import meet, relative
from tests.facts.rows import TODAY
from tests.reports.review import REAL_NAME, offer

LIBRARY = "Victim-Specific Information.Victims"
SUSPECTS = "Perpetrator/Suspect Information.Perpetrators"
OFFENDING = "Mental health issue/s identified in the DHR.Offending history"
RELATION = (
    "Relationships.Victim to perpetrator relationship."
    "What is the victim's relation to the perpetrator/s?"
)
EX_SPOUSE = "Ex-spouse, ex-common-law spouse or ex-cohabiting partner"
EXPECTED = [
    ("Basic Case Details.Name of Community Safety Partnership", ["Gloucester"]),
    ("Basic Case Details.Police force area", ["Gloucestershire"]),
    ("Basic Case Details.Date of death - year", [2026]),
    ("Basic Case Details.Date of death - month", ["May"]),
    ("Basic Case Details.Location of death.Type of location", ["Residential location"]),
    ("Basic Case Details.Did a/the victim die by suicide?", ["No"]),
    ("Victim-Specific Information.Number of victims in the DHR", [1]),
    (f"{LIBRARY}.Title", ["Rowan"]),
    (f"{LIBRARY}.Age.Age at time of death", [38]),
    (f"{LIBRARY}.Sex of victim", ["Female"]),
    (f"{LIBRARY}.Is gender identity different from sex registered at birth?", [UNCLEAR]),
    (f"{LIBRARY}.Sexual orientation", [UNCLEAR]),
    (f"{LIBRARY}.Religion", [UNCLEAR]),
    (f"{LIBRARY}.Ethnicity", ["Irish"]),
    (f"{LIBRARY}.Nationality", ["Irish"]),
    (f"{LIBRARY}.Vulnerabilities", ["Pregnancy", "Experiencing other substance misuse"]),
    (
        f"{LIBRARY}.{OFFENDING}.Did the victim have any previous offending history?",
        [UNCLEAR],
    ),
    (f"{LIBRARY}.Crime details and MARAC.Cause of death.Method of killing", ["Sharp instrument"]),
    (f"{LIBRARY}.Crime details and MARAC.Was the victim ever referred to MARAC?", ["Yes"]),
    (f"{LIBRARY}.{RELATION}", [EX_SPOUSE]),
    ("Perpetrator/Suspect Information.Number of perpetrators or suspects", [1]),
    (f"{SUSPECTS}.Age.Age at time of fatal incident", [44]),
    (f"{SUSPECTS}.Sex of perpetrator", ["Male"]),
    (f"{SUSPECTS}.Is gender identity different from sex registered at birth?", [UNCLEAR]),
    (f"{SUSPECTS}.Sexual orientation", [UNCLEAR]),
    (f"{SUSPECTS}.Religion", [UNCLEAR]),
    (f"{SUSPECTS}.Ethnicity", [UNCLEAR]),
    (f"{SUSPECTS}.Nationality", [UNCLEAR]),
    (f"{SUSPECTS}.Vulnerabilities", ["Experiencing alcohol misuse"]),
    (
        f"{SUSPECTS}.{OFFENDING}.Did the perpetrator have any previous offending history?",
        ["Yes"],
    ),
    (f"{SUSPECTS}.Suicide.Did the perpetrator die by suicide?", [UNCLEAR]),
    (f"{SUSPECTS}.Court.Court verdict", ["Murder"]),
    ("Aggravating Factors", ["Honour-based violence", "Separation"]),
    ("DHR process.Family.Contributed to the DHR", [UNCLEAR]),
    ("DHR process.Family.Consulted about the terms of reference", ["Yes"]),
    ("DHR process.Family.Supported by an expert specialist advocate", [UNCLEAR]),
    ("DHR process.Family.Received the draft report", ["Yes"]),
    ("DHR process.Family.Attended the DHR panel", [UNCLEAR]),
    ("DHR process.Recommendations made to", ["Police", "Health"]),
    ("DHR process.Recommendation themes", ["Training", "Policy"]),
]
LABELS = {
    "Age.Age at time of death": "35 to 44",
    "Aggravating Factors": "So-called honour-based abuse; Separation",
    "Vulnerabilities": "Pregnancy; Substance misuse",
    RELATION: "Former spouse or former cohabiting partner",
}


@pytest.fixture
def facts(case):
    return home_office.facts_of(case)


@pytest.fixture
def content(facts):
    return json.loads(data_return.as_json(facts))


def value_of(case, path):
    facts = home_office.facts_of(case)
    (answer,) = [row for row in data_return.answers(facts) if row.path.endswith(path)]
    return [value.stored for value in answer.values]


def test_json_is_exactly_what_was_written_by_hand(content):
    got = [(row["field"], [v["stored"] for v in row["values"]]) for row in content["answers"]]
    assert got == EXPECTED


def test_json_begins_with_the_review_and_its_pseudonym(case, content):
    assert {key: content[key] for key in ("format", "edition", "reference", "title", "review")} == {
        "format": "Home Office data return",
        "edition": 1,
        "reference": case.reference,
        "title": "Rowan",
        "review": "DHR",
    }
    assert "Child information" in content["not_kept_in_this_service"]


@pytest.mark.parametrize("path", LABELS)
def test_label_stands_beside_the_stored_value(facts, path):
    answer = next(row for row in data_return.answers(facts) if row.path.endswith(path))
    assert answer.shown == LABELS[path]


def test_no_answer_is_blank_and_each_silence_is_told_apart(content):
    for row in content["answers"]:
        assert row["values"] and all(value["stored"] != "" for value in row["values"])
    notes = {row["field"]: row["note"] for row in content["answers"]}
    assert notes[f"{LIBRARY}.Religion"] == "Prefer not to say"
    assert notes[f"{LIBRARY}.Sexual orientation"] == "Not known"
    assert notes[f"{SUSPECTS}.Religion"] == "Not asked"


def test_no_real_name_stands_in_the_return(facts):
    text = (data_return.as_json(facts) + data_return.as_csv(facts)).decode()
    for part in (*REAL_NAME.split(), "Sven", "Halvorsen", "Ingrid"):
        assert part not in text


def test_csv_has_a_row_for_each_value(facts, content):
    rows = list(csv.reader(io.StringIO(data_return.as_csv(facts).decode("utf-8-sig"))))
    assert rows[0] == [
        "Section", "Record", "Field", "Question", "Stored value", "Label", "Note",
    ]  # fmt: skip
    assert len(rows) - 1 == sum(len(row["values"]) for row in content["answers"])
    assert [
        "Victim-Specific Information", "1", f"{LIBRARY}.Age.Age at time of death",
        "Age at time of death", "38", "35 to 44", "",
    ] in rows  # fmt: skip
    assert all(row[4] and row[5] for row in rows[1:])


def test_action_plan_has_the_published_columns_and_no_formula(case):
    rows = list(csv.reader(io.StringIO(submission.action_plan(case).decode("utf-8-sig"))))
    assert rows[0] == [
        "Recommendation",
        "Scope of recommendation (local or regional)",
        "Action to take",
        "Lead agency",
        "Key milestones achieved in enacting recommendation",
        "Target date",
        "Date of completion and outcome",
    ]
    action = case.recommendations.get(number="1").actions.get()
    assert rows[1] == [
        "1. Ask about money when asking about safety.",
        "One agency",
        "Add the question to the form.",
        "Severnshire Health Trust",
        "",
        submission.written(action.due_on),
        "",
    ]
    assert rows[2] == ["2. =1+1 is how a spreadsheet is tricked.", "National", *[""] * 5]


def test_formula_typed_by_somebody_stays_text(case, team):
    action = case.recommendations.get(number="1").actions.get()
    action.text, action.milestones = "=HYPERLINK(1)", "@SUM(1)"
    action.completed_on, action.outcome = TODAY, "Asked of all"
    with acting(team.coordinator):
        action.save()
    row = list(csv.reader(io.StringIO(submission.action_plan(case).decode("utf-8-sig"))))[1]
    assert (row[2], row[4]) == ("'=HYPERLINK(1)", "'@SUM(1)")
    assert row[6] == f"{submission.written(TODAY)}: Asked of all"


@pytest.mark.parametrize(
    ("date", "year", "month"),
    [
        ("2026-05-03", 2026, "May"),
        ("2026-05", 2026, "May"),
        ("2026", 2026, UNCLEAR),
        ("2026-05-30/2026-06-02", 2026, UNCLEAR),
        ("2026-05-01/2026-05-14", 2026, "May"),
        ("unknown", UNCLEAR, UNCLEAR),
        ("2025-12-30/2026-01-02", UNCLEAR, UNCLEAR),
    ],
)
def test_date_of_death_is_never_completed(case, date, year, month):
    case.died_on = UncertainDate(date)
    assert value_of(case, "Date of death - year") == [year]
    assert value_of(case, "Date of death - month") == [month]


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (15, "Under 16"), (16, "16 to 19"), (19, "16 to 19"), (20, "20 to 24"), (24, "20 to 24"),
        (25, "25 to 34"), (34, "25 to 34"), (35, "35 to 44"), (45, "45 to 54"), (54, "45 to 54"),
        (55, "55 to 64"), (64, "55 to 64"), (65, "65 or over"), (99, "65 or over"),
    ],
)  # fmt: skip
def test_ages_fall_in_the_bands_of_the_library(age, band):
    assert home_office.age_band(age) == band


@pytest.mark.parametrize(
    ("born", "age"),
    [("1987-05-04", 38), ("1987-05-03", 39), ("1987-05", None), ("1987", None), ("unknown", None)],
)
def test_age_is_worked_out_only_where_the_dates_leave_no_doubt(case, born, age):
    person = case.persons.get(involvements__part=Part.DIED)
    person.age_recorded, person.born_on = None, UncertainDate(born)
    assert home_office.age_of(person, UncertainDate("2026-05-03")) == age


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        ([], UNCLEAR),
        ([Reply.WAITING], UNCLEAR),
        ([Reply.DECLINED], "No"),
        ([Reply.UNREACHABLE], "No"),
        ([Reply.NOT_APPROACHED], "No"),
        ([Reply.DECLINED, Reply.WAITING], UNCLEAR),
        ([Reply.DECLINED, Reply.ACCEPTED], "Yes"),
    ],
)
@pytest.mark.parametrize("kind", [OfferKind.CONTRIBUTE, OfferKind.ADVOCATE, OfferKind.PANEL])
def test_family_questions_are_answered_from_what_was_offered(case, team, kind, replies, said):
    for reply in replies:
        offer(case, kind, reply, team.independent_chair)
    code = next(code for code, _, offered in family.QUESTIONS if offered == kind)
    question = data_return.FAMILY_QUESTIONS[code]
    came = kind != OfferKind.PANEL  # an accepted invitation does not say that they came
    assert value_of(case, f"Family.{question}") == [said if came or said != "Yes" else UNCLEAR]


def test_panel_was_attended_when_a_contact_says_so_and_the_source_is_never_sent(case, team):
    offer(case, OfferKind.PANEL, Reply.ACCEPTED, team.independent_chair)
    assert value_of(case, "Family.Attended the DHR panel") == [UNCLEAR]
    meet(case, team, relative(case, team), how="panel")
    assert value_of(case, "Family.Attended the DHR panel") == ["Yes"]
    facts = home_office.facts_of(case)
    basis = next(row.basis for row in data_return.answers(facts) if "Attended" in row.path)
    assert basis.startswith("They were at a meeting of the panel on ")
    assert basis.encode() not in data_return.as_json(facts) + data_return.as_csv(facts)


def test_nobody_responsible_and_no_recommendation_are_said_and_not_left_out(case, team):
    facts = home_office.Facts(case=case)
    answers = {row.path: row for row in data_return.answers(facts)}
    count = answers["Perpetrator/Suspect Information.Number of perpetrators or suspects"]
    assert count.values[0].stored == 0
    assert count.note == "Nobody is identified as responsible"
    assert answers["DHR process.Recommendations made to"].shown == UNCLEAR


def test_second_person_who_died_is_a_second_record(case, team):
    with acting(team.coordinator):
        other = case.persons.get(pseudonym="Ash")
        other.involvements.model(
            case=case, person=other, part=Part.DIED, died_by_suicide="Yes"
        ).save()
    facts = home_office.facts_of(case)
    answers = data_return.answers(facts)
    records = [(row.record, row.shown) for row in answers if row.path == f"{LIBRARY}.Title"]
    assert records == [(1, "Rowan"), (2, "Ash")]
    assert value_of(case, "Did a/the victim die by suicide?") == ["Yes"]


def test_facts_cost_two_queries_whatever_the_size(case, django_assert_num_queries):
    with django_assert_num_queries(2):
        facts = home_office.facts_of(case)
        data_return.as_json(facts)
