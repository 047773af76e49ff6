"""The joint decision: two bodies, one record, calm words for every state (S50-S52, S61)."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from accounts.roles import Role
from audit.actors import acting
from dhr_cases import policy
from dhr_cases.models import CaseSetting
from tests.bodies import PASSWORD, person, two_areas
from tests.facts.rows import TODAY, letter, small_pdf
from tests.notices import screening
from workflow import joint
from workflow.forms import HoldReviewForm, NoReviewForm


@pytest.fixture
def areas(db):
    return two_areas()


@pytest.fixture
def case(areas):
    return screening(areas)


def url(name, case, *rest):
    return reverse(f"workflow:{name}", args=[case.reference, *rest])


def sign_in(client, user):
    """By the sign-in page, so that the password counts as shown just now."""
    client.logout()
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})


def signed(user, view="hold", **more):
    today = datetime.date.today()
    return {
        "view": view,
        "reasons": "Because of what agencies told us",
        "given_on_day": today.day,
        "given_on_month": today.month,
        "given_on_year": today.year,
        "name": user.name,
        **more,
    }


def told_to(client, case):
    """What the outcome page says of each whom the decision is told."""
    page = html.fromstring(client.get(url("decision_outcome", case)).content)
    return {
        row.xpath("string(th)"): " ".join(row.xpath("string(td[last()])").split())
        for row in page.xpath("//table//tbody/tr")
    }


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        (HoldReviewForm, {"outcome": "hold", "reasons": "Abuse"}),
        (NoReviewForm, {"outcome": "no_review", "reasons": "None", "learning_route": "A note"}),
    ],
)
def test_the_decision_is_signed_by_typing_ones_own_name(areas, case, form, answers):
    facts = {"case": case, "user": areas.chair, "today": areas.today}
    day = {"on_day": areas.today.day, "on_month": areas.today.month, "on_year": areas.today.year}
    for typed, sentence in (("", "Type your name to sign"), ("Somebody Else", "as it is on your")):
        unsigned = form({**answers, **day, "name": typed}, **facts)
        assert sentence in str(unsigned.errors["name"])
    signed_form = form({**answers, **day, "name": areas.chair.name.upper()}, **facts)
    assert signed_form.is_valid() and "name" not in signed_form.answers()
    assert list(signed_form.fields)[-2:] == ["on", "name"]


class TestViews:
    def test_each_body_signs_its_own_and_the_page_says_how_it_stands(self, client, areas, case):
        sign_in(client, areas.chair)
        page = client.get(url("decision", case)).content.decode()
        assert "Awaiting both" in page and "Safer North" in page and "Safer Midshire" in page
        assert (
            client.post(url("give_view", case, "district"), signed(areas.chair)).status_code == 302
        )
        page = client.get(url("decision", case)).content.decode()
        assert "One view recorded" in page and "Waiting for Safer Midshire" in page
        sign_in(client, areas.county_partner)
        client.post(url("give_view", case, "county"), signed(areas.county_partner, "joint"))
        assert "The two partnerships agree." in client.get(url("decision", case)).content.decode()

    def test_different_views_are_kept_calmly_and_the_duty_named(self, client, areas, case):
        sign_in(client, areas.chair)
        client.post(url("give_view", case, "district"), signed(areas.chair))
        sign_in(client, areas.county_partner)
        client.post(url("give_view", case, "county"), signed(areas.county_partner, "no_review"))
        page = client.get(url("decision", case)).content.decode()
        assert "Views differ" in page
        assert "The duty to decide is that of Safer North" in page
        assert "does not block" in page
        with acting(areas.chair):
            CaseSetting(partnership=areas.north, county_may_block=True).save()
        page = client.get(url("decision", case)).content.decode()
        assert "they must agree before a decision is taken" in page

    def test_changed_mind_is_added_and_the_earlier_view_stays(self, client, areas, case):
        sign_in(client, areas.chair)
        client.post(url("give_view", case, "district"), signed(areas.chair, "question"))
        client.post(url("give_view", case, "district"), signed(areas.chair, "hold"))
        assert [row.view for row in case.joint_views.all()] == ["question", "hold"]
        assert (
            "Earlier views, kept as they were" in client.get(url("decision", case)).content.decode()
        )

    def test_view_needs_reasons_and_the_right_name_and_keeps_what_was_typed(
        self, client, areas, case
    ):
        sign_in(client, areas.chair)
        given = signed(areas.chair, name="Somebody Else")
        page = client.post(url("give_view", case, "district"), given).content.decode()
        assert "Type your name as it is on your account: Dina Decider" in page
        assert "Because of what agencies told us" in page
        page = client.post(url("give_view", case, "district"), {}).content.decode()
        assert "Give the reasons" in page and "Choose what you think should happen" in page
        assert case.joint_views.count() == 0

    def test_signing_asks_again_who_one_is(self, client, areas, case):
        client.force_login(areas.chair)
        answer = client.post(url("give_view", case, "district"), signed(areas.chair))
        assert answer.status_code == 302 and "/account/" in answer.url
        assert case.joint_views.count() == 0

    def test_nobody_signs_for_the_other_body(self, client, areas, case):
        sign_in(client, areas.chair)
        assert client.post(url("give_view", case, "county"), signed(areas.chair)).status_code == 404
        assert client.get(url("give_view", case, "nonsense")).status_code == 404
        sign_in(client, areas.county_partner)
        given = signed(areas.county_partner)
        assert client.post(url("give_view", case, "district"), given).status_code == 404
        sign_in(client, areas.coordinator)
        given = signed(areas.coordinator)
        assert client.post(url("give_view", case, "district"), given).status_code == 403

    def test_area_without_a_county_has_one_side(self, areas):
        with acting(areas.coordinator):
            case = screening(areas)
            case.county_partner = None
            case.save()
        sides = joint.columns(case, [])
        assert len(sides) == 1
        assert joint.standing(sides, county_may_block=False).words == "Awaiting a view"


class TestCounty:
    def test_asking_is_recorded_with_the_day_to_answer_by(self, client, areas, case):
        sign_in(client, areas.coordinator)
        days = {"asked_on_day": "1", "asked_on_month": "11", "asked_on_year": "2026"}
        back = {"answer_by_on_day": "1", "answer_by_on_month": "11", "answer_by_on_year": "2026"}
        page = client.post(url("ask_county", case), days | back)
        assert b"must be after the day of asking" in page.content
        client.post(url("ask_county", case), days | back | {"answer_by_on_day": "5"})
        page = client.get(url("decision", case)).content.decode()
        assert "Asked on 1 November 2026, to answer by 5 November 2026" in page
        assert "no answer does not hold the decision up" in page


class TestConflicts:
    def declare(self, client, case, **given):
        people = {f"person_{row.token}": ["none"] for row in case.persons.all()}
        typed = people | {"has_link": "yes", "explanation": "", **given}
        return client.post(url("declare", case), typed)

    def test_declared_link_keeps_a_decider_out_until_somebody_else_settles_it(
        self, client, areas, case
    ):
        sign_in(client, areas.chair)
        assert b"Say what the link is" in self.declare(client, case).content
        self.declare(client, case, explanation="A cousin works there")
        refused = client.post(url("give_view", case, "district"), signed(areas.chair))
        assert refused.status_code == 409
        assert b"Somebody else must decide" in refused.content
        assert case.joint_views.count() == 0
        row = case.declarations.get()
        own = client.post(url("settle", case, row.pk), {"outcome": "none"})
        assert b"nobody settles their own link" in own.content
        sign_in(client, areas.coordinator)
        client.post(url("settle", case, row.pk), {"outcome": "none"})
        sign_in(client, areas.chair)
        answer = client.post(url("give_view", case, "district"), signed(areas.chair))
        assert answer.status_code == 302

    def test_county_partner_sees_only_their_own_declaration(self, client, areas, case):
        sign_in(client, areas.chair)
        self.declare(client, case, explanation="A cousin works there")
        sign_in(client, areas.county_partner)
        assert b"cousin" not in client.get(url("declarations", case)).content
        row = case.declarations.get()
        assert client.get(url("settle", case, row.pk)).status_code == 403


class TestLetters:
    def test_home_office_reply_comes_with_its_letter(self, client, areas, case, documents_dir):
        sign_in(client, areas.coordinator)
        day = {"received_on_day": "1", "received_on_month": "11", "received_on_year": "2026"}
        page = client.post(url("home_office_reply", case), {"kind": "accepts", **day})
        assert b"Attach the letter" in page.content
        file = SimpleUploadedFile("reply.pdf", small_pdf())
        given = {"kind": "accepts", "file": file, **day}
        assert client.post(url("home_office_reply", case), given).status_code == 302
        reply = case.home_office_replies.get()
        assert (reply.kind, reply.letter.kind) == ("accepts", "ho_reply")
        bad = SimpleUploadedFile("reply.exe", b"MZ")
        page = client.post(url("home_office_reply", case), given | {"file": bad})
        assert page.status_code == 200 and case.home_office_replies.count() == 1
        again = {"kind": "asks_again", "document": reply.letter.pk, **day}
        client.post(url("home_office_reply", case), again)
        assert case.home_office_replies.last().letter == reply.letter

    def test_direction_is_signed_by_somebody_other_than_its_recorder(
        self, client, areas, case, documents_dir
    ):
        sign_in(client, areas.coordinator)
        day = {"directed_on_day": "1", "directed_on_month": "11", "directed_on_year": "2026"}
        file = SimpleUploadedFile("direction.pdf", small_pdf())
        given = {"directed_body": "Safer North", "file": file, **day}
        client.post(url("record_direction", case), given)
        row = case.directions.get()
        assert client.get(url("countersign", case, row.pk, "signed")).status_code == 403
        sign_in(client, areas.chair)
        assert b"Not countersigned yet" in client.get(url("direction", case)).content
        name = {"name": "dina  decider"}
        client.post(url("countersign", case, row.pk, "signed"), name)
        twice = client.post(url("countersign", case, row.pk, "signed"), name)
        assert b"already been signed" in twice.content
        client.post(url("countersign", case, row.pk, "withdrawn"), name)
        assert [sign.withdraws for sign in row.countersignatures.order_by("pk")] == [False, True]
        assert client.get(url("countersign", case, row.pk, "nonsense")).status_code == 404


class TestReading:
    PAGES = ("decision", "decision_brief", "decision_outcome", "direction")

    def test_both_bodies_and_the_coordinator_read_the_same_pages(self, client, areas, case):
        for user in (areas.coordinator, areas.chair, areas.county_partner):
            client.force_login(user)
            for name in self.PAGES:
                assert client.get(url(name, case)).status_code == 200

    def test_brief_names_what_is_missing_and_no_real_name(self, client, areas, case):
        client.force_login(areas.chair)
        page = client.get(url("decision_brief", case)).content.decode()
        assert "No finding for E1" in page and "Nobody consulted is listed" in page
        assert "Maria Example" not in page

    def test_outcome_says_what_stands_against_each_way(self, client, areas, case):
        client.force_login(areas.chair)
        page = client.get(url("decision_outcome", case)).content.decode()
        assert "Transfer to another partnership" in page
        assert "Record that the other partnership has accepted in writing" in page

    def test_letters_behind_a_wall_are_not_told_of_on_the_outcome_page(self, client, areas, case):
        with acting(areas.coordinator):
            case.decisions.create(
                number=1, regime=case.regime, outcome="hold", reasons="Abuse",
                decided_by=areas.chair, decided_on=areas.today,
            )  # fmt: skip
            client.force_login(areas.chair)
            before = told_to(client, case)
            for audience in ("home_office", "family", "coroner"):
                letter(case, areas, audience, "decision")
        after = told_to(client, case)
        sent = f"{TODAY:%-d %B %Y}"
        assert (before["Home Office"], after["Home Office"]) == ("Not yet", sent)
        assert after["Coroner"] == sent  # the chair reads proceedings, and not the family's ledger
        assert before["Family"] == after["Family"] == "Kept where fewer people read it"

    def test_strangers_panel_and_other_areas_are_kept_out(self, client, areas, case):
        member = person("Paul Panel")
        with acting(areas.coordinator):
            policy.assign(
                case, member, Role.PANEL_MEMBER, by=areas.coordinator, on=areas.today,
                reason="On the panel", last_day_on=areas.today + datetime.timedelta(days=30),
            )  # fmt: skip
        for user, expected in ((areas.stranger, 404), (areas.elsewhere, 404), (member, 403)):
            client.force_login(user)
            for name in self.PAGES:
                assert client.get(url(name, case)).status_code == expected


class TestSignedPaper:
    def send(self, client, case, content, **typed):
        given = {"held_on_day": "2", "held_on_month": "11", "held_on_year": "2026", **typed}
        file = SimpleUploadedFile("board.pdf", content)
        return client.post(url("decision_paper", case), given | {"file": file}, follow=True)

    def test_paper_stands_beside_the_decision_and_moves_nothing(self, client, areas, case):
        sign_in(client, areas.coordinator)
        page = self.send(client, case, small_pdf()).content.decode()
        assert "Decision at the meeting of 2 November 2026" in page
        kept = case.documents.get(kind="decision")
        assert kept.zone == "draft" and kept.current.extension == ".pdf"
        assert not case.decisions.exists() and not case.joint_views.exists()

    @pytest.mark.parametrize(
        ("content", "typed", "told"),
        [
            (b"not a PDF", {}, "something else"),
            (
                None,
                {"held_on_year": str(datetime.date.today().year + 1)},
                "must be today or in the past",
            ),
        ],
    )
    def test_wrong_answers_keep_nothing(self, client, areas, case, content, typed, told):
        sign_in(client, areas.coordinator)
        answer = self.send(client, case, content or small_pdf(), **typed)
        assert told in answer.content.decode()
        assert not case.documents.filter(kind="decision").exists()

    def test_stranger_finds_nothing(self, client, areas, case):
        sign_in(client, areas.stranger)
        assert client.get(url("decision_paper", case)).status_code == 404
