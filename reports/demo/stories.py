"""The invented reviews of the demonstration: what is known, and the steps each has been through.

Names, dates and facts are invented. Days are counted back from today.
"""

from __future__ import annotations

from types import SimpleNamespace

from dhr_cases.codes import DeathKind, LegalStatus, Part

TO_DECISION = ("accept", "put_for_decision")
HELD = (*TO_DECISION, "commission")
BEGUN = (*HELD, "begin")
READ = (*BEGUN, "agree_draft")
APPROVING = (*READ, "put_for_approval")
SENT = (*APPROVING, "submit")
CONTENT = (*SENT, "take_approval")
CHANGED = (*SENT, "take_changes", "finish_changes")
DECLINED = (*TO_DECISION, "decline")

GAP_DAYS = {
    "accept": 2,
    "put_for_decision": 16,
    "commission": 8,
    "decline": 8,
    "begin": 70,
    "agree_draft": 150,
    "put_for_approval": 40,
    "submit": 20,
    "take_approval": 120,
    "take_changes": 120,
    "finish_changes": 30,
    "publish": 45,
    "withhold": 45,
    "start_monitoring": 7,
    "close": 200,
    "accept_decline": 40,
    "obey_direction": 60,
    "discontinue": 30,
    "dispose": 30,
    "transfer": 5,
    "close_as_duplicate": 1,
}
QUESTIONS = (
    "What did each agency know of coercive control, and when?\n"
    "Was the person asked about abuse, and was the answer acted on?\n"
    "What stopped the person from being safe?"
)
REASONS = "Agencies may learn how earlier signs of abuse were read and shared."
LESSON = "Injuries were treated one at a time; nobody asked what lay behind them."


def story(steps, *, days_ago: int, **facts) -> SimpleNamespace:
    """One review: its steps, when its notice came, and what differs from the plain case."""
    plain = {
        "area": "gloucester",
        "known_as": "",
        "age": 40,
        "sex": "Female",
        "summary": "",
        "concern": "relationship",
        "death_kind": DeathKind.INTIMATE_PARTNER,
        "narrative": "Police were called to an address. A person was found to have died there.",
        "abuse_known": "Earlier calls to the police are on record.",
        "proceedings_known": "A police investigation is under way.",
        "people": (),
        "pseudonyms": {},
        "factors": ["Coercive or controlling behaviour", "Physical abuse"],
        "csp_label": "Gloucester",
        "findings": {},
        "evidence": "The police notice and the answers of four agencies.",
        "reasons": REASONS,
        "county_view": "hold",
        "county_reasons": "The county partner agrees: there is learning for every district.",
        "joint_with": "",
        "questions": QUESTIONS,
        "relative": "Marian Oakshott",
        "lesson": LESSON,
        "proceeding": None,
        "outcome": "Concluded.",
        "form": "full",
        "hold": None,
        "after": None,
        "advised": False,
        "chronology": False,
    }
    return SimpleNamespace(steps=steps, days_ago=days_ago, **(plain | facts))


def pair(
    died: str,
    responsible: str,
    *,
    status=LegalStatus.CHARGED,
    relation="Spouse (incl civil partner)",
):
    """Somebody who died and somebody thought responsible, as a notice names them."""
    return (
        (Part.DIED, died, {"relation": relation}),
        (Part.RESPONSIBLE, responsible, {"legal_status": status}),
    )


TRIAL = {
    "kind": "criminal",
    "state": "under_way",
    "next_event": "Trial at the crown court",
    "effect": "pause",
}
STORIES = [
    story(
        (),
        days_ago=4,
        known_as="Bryony",
        summary="Bryony kept bees and taught at a village choir.",
        people=pair("Hilary Hartwell", "Conrad Hartwell", status=LegalStatus.ALLEGED),
        pseudonyms={"Hilary Hartwell": "Bryony", "Conrad Hartwell": "Adam"},
    ),
    story(
        ("accept",),
        days_ago=12,
        known_as="Odette",
        summary="Odette was a nurse who loved open water.",
        people=pair("Paula Farrow", "Miles Pardoe"),
        pseudonyms={"Paula Farrow": "Odette", "Miles Pardoe": "Paul"},
    ),
    story(
        TO_DECISION,
        days_ago=27,
        known_as="Wilfred",
        age=71,
        sex="Male",
        summary="Wilfred was a retired carpenter who mended the toys of the whole street.",
        death_kind=DeathKind.ADULT_FAMILY,
        people=pair("Gerald Stannard", "Joel Stannard", relation="Parent"),
        pseudonyms={"Gerald Stannard": "Wilfred", "Joel Stannard": "Stephen"},
        after="differing",
    ),
    story(
        DECLINED,
        days_ago=60,
        known_as="Lorna",
        summary="Lorna ran a stall at the Saturday market.",
        concern="suicide",
        death_kind=DeathKind.UNEXPECTED,
        people=((Part.DIED, "Nicola Pell", {}),),
        pseudonyms={"Nicola Pell": "Lorna"},
        findings={
            "E3": ("not_met", "No violence, abuse or neglect appears in any record or account."),
            "E4": ("unknown", "No connected person is thought responsible."),
        },
        county_view="no_review",
        county_reasons="The county partner agrees that the test is not met.",
    ),
    story(
        (*DECLINED, "accept_decline"),
        days_ago=300,
        known_as="Desmond",
        age=58,
        sex="Male",
        summary="Desmond drove the last bus home for thirty years.",
        concern="lessons",
        death_kind=DeathKind.UNEXPECTED,
        people=((Part.DIED, "Trevor Achebe-Lisle", {}),),
        pseudonyms={"Trevor Achebe-Lisle": "Desmond"},
        findings={"E4": ("not_met", "The person lived alone; nobody connected is involved.")},
        county_view="no_review",
        county_reasons="The county partner agrees.",
    ),
    story(
        ("close_as_duplicate",),
        days_ago=11,
        known_as="Odette (second notice)",
        people=((Part.DIED, "Paula Farrow", {}),),
        pseudonyms={"Paula Farrow": "Odette"},
    ),
    story(
        ("transfer",),
        days_ago=90,
        known_as="Cerys",
        summary="Cerys had moved away four years before.",
        people=pair("Sandra Langtree", "Noel Bascombe"),
        pseudonyms={"Sandra Langtree": "Cerys", "Noel Bascombe": "Mark"},
    ),
    story(
        (*DECLINED, "obey_direction"),
        days_ago=240,
        known_as="Philippa",
        age=66,
        summary="Philippa was a librarian who read to children on Thursdays.",
        death_kind=DeathKind.UNEXPECTED,
        people=((Part.DIED, "Angela Rowntree-Vance", {}),),
        pseudonyms={"Angela Rowntree-Vance": "Philippa"},
        findings={"E3": ("unknown", "The cause of death is not settled.")},
        county_view="hold",
        county_reasons="The county partner would hold a review: neglect cannot be ruled out.",
    ),
    story(
        BEGUN,
        days_ago=760,
        known_as="Saskia",
        age=34,
        summary="Saskia was a chef who fed anyone who knocked.",
        people=pair("Denise Thornbury", "Dominic Reeve"),
        pseudonyms={"Denise Thornbury": "Saskia", "Dominic Reeve": "David"},
        proceeding=TRIAL,
        hold="The trial has been moved twice; the police ask that nobody be interviewed.",
    ),
    story(
        READ,
        days_ago=520,
        known_as="Imogen",
        age=29,
        summary="Imogen painted murals on the walls of her town.",
        concern="suicide",
        death_kind=DeathKind.SUICIDE,
        people=pair(
            "Yvonne Castell",
            "Rhys Vardy",
            status=LegalStatus.NOT_CHARGED,
            relation="Ex-boyfriend or ex-girlfriend",
        ),
        pseudonyms={"Yvonne Castell": "Imogen", "Rhys Vardy": "Gareth"},
        factors=["Coercive or controlling behaviour", "Stalking factors.Stalking", "Separation"],
        questions="How was suicide after coercive control understood by each agency?\n" + QUESTIONS,
        evidence="Messages and accounts of friends describe control. Nobody has been charged.",
        proceeding={"kind": "coroner", "state": "under_way", "next_event": "Inquest"},
        chronology=True,
    ),
    story(
        APPROVING,
        days_ago=560,
        known_as="Beatrix",
        age=52,
        summary="Beatrix raised guide dogs.",
        people=pair("Janet Mallory", "Leonard Mallory", status=LegalStatus.CONVICTED),
        pseudonyms={"Janet Mallory": "Beatrix", "Leonard Mallory": "Robert"},
    ),
    story(
        SENT,
        days_ago=600,
        known_as="Anneliese and her son",
        age=31,
        summary="Anneliese was studying to teach; her son was six and loved trains.",
        people=(
            *pair("Lesley Dray", "Tobias Dray", status=LegalStatus.CONVICTED),
            (Part.DIED, "Jonty Dray", {"relation": "Son or daughter"}),
        ),
        pseudonyms={
            "Lesley Dray": "Anneliese",
            "Tobias Dray": "Thomas",
            "Jonty Dray": "Her son",
        },
        joint_with="A child safeguarding practice review",
        proceeding={"kind": "child_review", "state": "under_way", "next_event": "Joint panel"},
    ),
    story(
        (*SENT, "take_changes"),
        days_ago=700,
        known_as="Rosalind",
        age=44,
        summary="Rosalind grew roses and gave them away.",
        people=pair("Maureen Eames", "Victor Sayle", status=LegalStatus.CONVICTED),
        pseudonyms={"Maureen Eames": "Rosalind", "Victor Sayle": "Neil"},
        factors=["Economic abuse", "Coercive or controlling behaviour"],
    ),
    story(
        CONTENT,
        days_ago=640,
        known_as="Maud",
        age=79,
        summary="Maud had been a midwife to half the city.",
        death_kind=DeathKind.ADULT_FAMILY,
        people=pair("Tracey Ellery", "Clive Ellery", relation="Parent", status=LegalStatus.UNFIT),
        pseudonyms={"Tracey Ellery": "Maud", "Clive Ellery": "Keith"},
        advised=True,
    ),
    story(
        (*CONTENT, "publish"),
        days_ago=800,
        known_as="Henrietta",
        age=47,
        summary="Henrietta repaired clocks and never owned a watch.",
        people=pair("Beverley Quill", "Barnaby Flint", status=LegalStatus.DIED_BEFORE_TRIAL),
        pseudonyms={"Beverley Quill": "Henrietta", "Barnaby Flint": "Peter"},
        proceeding={"kind": "criminal", "state": "under_way", "next_event": "Plea hearing"},
        outcome="The person charged died before the prosecution ended. There was no verdict.",
    ),
    story(
        (*CONTENT, "withhold"),
        days_ago=820,
        known_as="Selina",
        age=36,
        summary="Selina was a swimming teacher.",
        people=pair("Gillian Okonjo-Bray", "Ross Tandy", status=LegalStatus.CONVICTED),
        pseudonyms={"Gillian Okonjo-Bray": "Selina", "Ross Tandy": "Simon"},
    ),
    story(
        (*CHANGED, "publish", "start_monitoring"),
        days_ago=900,
        known_as="Verity",
        age=25,
        summary="Verity was an apprentice engineer.",
        people=pair("Pamela Lanyon", "Scott Marl", status=LegalStatus.CONVICTED),
        pseudonyms={"Pamela Lanyon": "Verity", "Scott Marl": "Andrew"},
        form="learning_summary",
    ),
    story(
        (*CONTENT, "publish", "start_monitoring", "close"),
        days_ago=1300,
        known_as="Josephine",
        age=61,
        summary="Josephine sang alto.",
        people=pair("Brenda Kettle", "Ivor Kettle", status=LegalStatus.CONVICTED),
        pseudonyms={"Brenda Kettle": "Josephine", "Ivor Kettle": "George"},
    ),
    story(
        (*HELD, "begin", "discontinue"),
        days_ago=420,
        known_as="Tamsin",
        age=33,
        summary="Tamsin was a potter.",
        people=pair("Jacqueline Orchard", "Luke Feltham", status=LegalStatus.ALLEGED),
        pseudonyms={"Jacqueline Orchard": "Tamsin", "Luke Feltham": "Ben"},
    ),
    story(
        (*DECLINED, "accept_decline", "dispose"),
        days_ago=1500,
        known_as="Edmund",
        age=83,
        sex="Male",
        people=((Part.DIED, "Leslie Larkspur", {}),),
        pseudonyms={"Leslie Larkspur": "Edmund"},
        findings={"E4": ("not_met", "The person lived alone.")},
        county_view="no_review",
        county_reasons="The county partner agrees.",
    ),
    story(
        ("accept",),
        area="cheltenham",
        days_ago=18,
        known_as="Corinne",
        csp_label="Cheltenham",
        summary="Corinne was a gardener in the town's parks.",
        people=pair("Carolyn Ashby", "Gerald Ashby"),
        pseudonyms={"Carolyn Ashby": "Corinne", "Gerald Ashby": "Alan"},
    ),
    story(
        BEGUN,
        area="cheltenham",
        days_ago=260,
        known_as="Lucasta",
        csp_label="Cheltenham",
        age=50,
        summary="Lucasta restored old paintings.",
        people=pair("Valerie Wyatt", "Edwin Holt"),
        pseudonyms={"Valerie Wyatt": "Lucasta", "Edwin Holt": "James"},
    ),
]
