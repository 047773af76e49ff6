"""Family and friends: walled off, offers and answers as they were, and five answers (S100)."""

import pytest

from accounts.roles import Permission as P
from audit.actors import acting
from dhr_cases import family
from dhr_cases.codes import Part
from dhr_cases.models import FamilyMember, Offer, OfferKind, Person, Reply, Wish
from tests.dhr_cases.conftest import errors, queries, words
from tests.factories import PARTS, make_case
from tests.facts.family import meet
from tests.facts.rows import TODAY, day, offer, person

SECRET = "Her mother said the garden was never quiet"
FAMILY = "Bereaved-Sister-Secret"


@pytest.fixture
def sister(case, as_coordinator):
    """Somebody bereaved, with words of hers that only the family's own people may read."""
    row = FamilyMember(
        case=case,
        person=person(case, FAMILY, Part.FAMILY),
        relation="Sister",
        preferred_name="Efe",
        contact_route="Through her advocate",
    )
    row.save()
    return row


@pytest.fixture
def offered(case, team, sister):
    """She was invited to contribute, and did."""
    return offer(
        case, team, OfferKind.CONTRIBUTE, member=sister, words=SECRET, reply=Reply.ACCEPTED
    )


def may_see(team, name):
    return P.VIEW_FAMILY in team.may(name)


PAGES = (
    "family/", "family/new/", "family/offers/new/", "family/dates/", "family/dates/new/",
    "family/{0}/", "family/{0}/taking-part/", "family/{0}/change/", "family/{0}/contacts/new/",
    "family/{0}/owed/new/", "family/{0}/wishes/", "family/{0}/wishes/photo/", "family/{0}/stop/",
    "family/{0}/told/", "family/{0}/advocacy/", "family/{0}/advocacy/change/",
)  # fmt: skip


class TestTheWall:
    @pytest.mark.parametrize("name", sorted(set(PARTS) - {"deactivated"}))
    def test_page_is_not_found_by_anybody_without_the_permission(
        self, name, team, reader, sister, offered
    ):
        expected = 200 if may_see(team, name) else 404
        assert {reader(name).get(page.format(sister.token)).status_code for page in PAGES} == {
            expected
        }

    @pytest.mark.parametrize(
        "name",
        ["coordinator", "panel_member", "county_partner", "partnership_chair", "auditor",
         "legal_adviser", "emergency", "working_by_grant", "content_on_reason"],
    )  # fmt: skip
    def test_no_page_tells_their_words_or_the_menu_item(self, name, reader, offered):
        someone = reader(name)
        paths = ("", "agencies/", "proceedings/", "recommendations/", "actions/", "history/")
        for path in (*paths, "documents/"):
            shown = someone.get(path).content.decode()
            assert SECRET not in shown and "Efe" not in shown and "Through her" not in shown
            assert "Family and friends" not in shown

    def test_what_is_sent_without_the_permission_is_not_found_and_changes_nothing(
        self, reader, case, sister, offered
    ):
        someone = reader("coordinator")
        for path in (*PAGES[1:], f"family/offers/{offered.token}/reply/"):
            sent = someone.client.post(
                someone.address(path.format(sister.token)),
                {"wish": "involved", "reply": "declined"},
            )
            assert sent.status_code == 404
        assert case.offers.count() == 1 and sister.wish == Wish.NOT_ASKED

    def test_page_wears_the_violet_band(self, reader, sister):
        shown = reader("family_lead").get("family/").content.decode()
        assert "Restricted: family and friends. Only people named on the access list" in shown


class TestTheHub:
    def test_empty_page_says_what_comes_first(self, reader):
        text = reader("family_lead").text("family/")
        assert "Speak to the police liaison officer before any contact." in text

    def test_card_says_how_they_wish_to_be_treated(self, reader, sister, offered):
        text = reader("family_lead").text("family/")
        for shown in ("Efe, Sister", "Not yet asked", "Through her advocate", SECRET):
            assert shown in text

    def test_days_since_last_contact_leave_out_what_reached_nobody(
        self, reader, case, team, sister
    ):
        offer(case, team, OfferKind.UPDATE, member=sister, reply=Reply.DECLINED, replied_on=day(-7))
        offer(case, team, OfferKind.PANEL, member=sister, reply=Reply.UNREACHABLE, replied_on=TODAY)
        assert "7 days ago" in reader("family_lead").text("family/")

    def test_turn_is_theirs_while_an_answer_waits(self, reader, case, team, sister):
        offer(case, team, OfferKind.TERMS, member=sister, reply=Reply.WAITING, replied_on=None)
        assert "Theirs, with no pressure" in reader("family_lead").text("family/")

    def test_many_rows_cost_as_little_as_few(self, reader, case, team, sister, offered):
        few = queries(reader("family_lead"), "family/")
        for number in range(10):
            row = FamilyMember(
                case=case, person=person(case, f"Cousin {number}", Part.FAMILY), relation="Cousin"
            )
            row.save()
            offer(case, team, OfferKind.UPDATE, member=row)
        many = queries(reader("family_lead"), "family/")
        assert len(many) == len(few) and len(many) <= 12, many


class TestMembers:
    def test_new_person_plays_the_part_of_family(self, reader, case):
        reader("family_lead").send("family/new/", name="Kofi Mensah", relation="Uncle")
        row = FamilyMember.objects.get(case=case)
        assert row.person.name == "Kofi Mensah"
        assert [part.part for part in row.person.involvements.all()] == [Part.FAMILY]

    def test_somebody_already_in_the_review_is_not_made_twice(self, reader, case, as_coordinator):
        child = person(case, "Adjoa Mensah", Part.CHILD)
        reader("family_lead").send("family/new/", person=child.token, relation="Daughter")
        row = FamilyMember.objects.get(case=case)
        assert row.person == child and case.persons.count() == 1
        assert set(child.involvements.values_list("part", flat=True)) == {Part.CHILD, Part.FAMILY}

    def test_one_person_is_chosen_or_named(self, reader, case, as_coordinator):
        child = person(case, "Adjoa Mensah", Part.CHILD)
        for answers, sentence in (
            ({}, "Enter their full name"),
            ({"person": child.token, "name": "X"}, "Choose somebody or enter a name, not both"),
        ):
            answer = reader("independent_chair").send("family/new/", relation="Aunt", **answers)
            assert errors(answer) == [sentence]
        assert not case.familymembers.exists() and Person.objects.filter(case=case).count() == 1

    def test_wish_is_dated_and_heard_by_somebody(self, reader, sister):
        path = f"family/{sister.token}/taking-part/"
        answer = reader("family_lead").send(path, wish="informed")
        assert errors(answer) == ["Enter heard on", "Answer the question “Who heard it?”"]
        reader("family_lead").send(
            path, wish="informed", wish_heard_on=day(-2), wish_heard_by="The advocate"
        )
        sister.refresh_from_db()
        assert (sister.wish, sister.wish_heard_on) == (Wish.INFORMED, day(-2))

    def test_wish_is_not_heard_tomorrow(self, reader, sister):
        answer = reader("family_lead").send(
            f"family/{sister.token}/taking-part/",
            wish="not_now", wish_heard_on=day(1), wish_heard_by="Me",
        )  # fmt: skip
        assert errors(answer) == ["Heard on must be today or in the past"]


class TestOffers:
    def send(self, reader, **changes):
        answers = {
            "kind": "terms",
            "offered_on": day(-3),
            "made_by": "The independent chair",
            "reply": "waiting",
        }
        return reader("family_lead").send("family/offers/new/", **(answers | changes))

    def test_at_most_five_answers_are_required(self, reader, case, sister):
        answer = reader("family_lead").send("family/offers/new/", offered_on="", made_by="")
        assert len(errors(answer)) <= 5
        assert not case.offers.exists()

    def test_offer_to_the_family_as_a_whole(self, reader, case, team):
        assert self.send(reader).status_code == 302
        row = case.offers.get()
        assert row.member is None and row.recorded_by == team.family_lead

    def test_no_approach_needs_a_reason(self, reader, case):
        for reply in ("not_approached", "unsafe"):
            answer = self.send(reader, reply=reply)
            assert errors(answer) == ["Say why they were not approached"]
        self.send(reader, reply="not_approached", reason="No family is known.")
        assert case.offers.get().is_settled

    def test_draft_needs_time_to_read_it(self, reader, case):
        assert errors(self.send(reader, kind="draft")) == [
            "Enter how many days they have to read it"
        ]
        self.send(reader, kind="draft", time_allowed_days=28)
        assert case.offers.get().time_allowed_days == 28

    def test_answer_has_its_day_after_the_offer(self, reader, case):
        for changes, sentence in (
            ({}, "Enter the day they answered"),
            ({"replied_on": day(-4)}, "The day they answered must be after the offer"),
            ({"replied_on": day(1)}, "The day they answered must be today or in the past"),
        ):
            assert errors(self.send(reader, reply="accepted", **changes)) == [sentence]
        assert errors(self.send(reader, replied_on=TODAY)) == [
            "Leave this empty while there is no answer yet"
        ]
        assert not case.offers.exists()

    def test_typed_words_stay_when_something_is_wrong(self, reader):
        answer = self.send(reader, reply="accepted", words="It was a long road.")
        assert "It was a long road." in words(answer)

    def test_answer_is_recorded_later_on_its_day(self, reader, case, team, sister):
        row = offer(case, team, OfferKind.TERMS, reply=Reply.WAITING, replied_on=None)
        path = f"family/offers/{row.token}/reply/"
        assert errors(reader("family_lead").send(path, reply="declined")) == [
            "Enter the day they answered"
        ]
        reader("family_lead").send(path, reply="declined", replied_on=day(-1), words="Not now.")
        again = Offer.objects.get(pk=row.pk)
        assert (again.reply, again.replied_on) == (Reply.DECLINED, day(-1))
        assert again.history.count() == 2

    def test_declining_is_not_for_good(self, reader, case, team, sister):
        row = offer(case, team, OfferKind.ADVOCATE, member=sister, reply=Reply.DECLINED)
        page = reader("family_lead").get("family/").content.decode()
        assert f"?kind=advocate&amp;to={sister.token}" in page
        self.send(reader, kind="advocate", member=sister.pk)
        assert case.offers.filter(kind=row.kind).count() == 2

    def test_nobody_is_contacted_against_their_wish(self, reader, case, sister):
        sister.wish = Wish.NO_CONTACT
        sister.save()
        assert "Do not contact." in reader("family_lead").text("family/")
        assert errors(self.send(reader, member=sister.pk)) == [family.STOP]
        assert not case.offers.exists()
        self.send(reader, member=sister.pk, reply="not_approached", reason="Her wish.")
        assert case.offers.count() == 1

    def test_family_of_another_review_cannot_be_named(self, reader, case, team):
        other = make_case(team)
        with acting(team.coordinator):
            stranger = FamilyMember(
                case=other, person=person(other, "Far Away", Part.FAMILY), relation="Brother"
            )
            stranger.save()
        answer = self.send(reader, member=stranger.pk)
        assert errors(answer) and not case.offers.exists()


class TestNationalAnswers:
    def answers(self, case):
        return {row.code: (row.answer, row.basis) for row in family.national_answers(case)}

    def test_nothing_recorded_is_unclear_never_no(self, case):
        found = self.answers(case)
        assert list(found) == [
            "contributed", "consulted_on_terms", "had_advocate", "saw_draft", "attended_panel",
        ]  # fmt: skip
        assert {answer for answer, _ in found.values()} == {"Unclear/Unknown/Not stated"}

    @pytest.mark.parametrize(
        ("reply", "expected"),
        [
            (Reply.ACCEPTED, "Yes"),
            (Reply.DECLINED, "No"),
            (Reply.UNREACHABLE, "No"),
            (Reply.NOT_APPROACHED, "No"),
            (Reply.WAITING, "Unclear/Unknown/Not stated"),
        ],
    )
    def test_answer_follows_the_reply(self, reply, expected, case, team, as_coordinator):
        offer(case, team, OfferKind.DRAFT, reply=reply, replied_on=None)
        assert self.answers(case)["saw_draft"][0] == expected

    def test_one_acceptance_among_refusals_is_yes(self, case, team, as_coordinator):
        offer(case, team, OfferKind.TERMS, reply=Reply.DECLINED)
        offer(case, team, OfferKind.TERMS, reply=Reply.ACCEPTED)
        assert self.answers(case)["consulted_on_terms"][0] == "Yes"

    def test_accepting_an_invitation_is_not_coming_to_the_panel(self, case, team, sister):
        offer(case, team, OfferKind.PANEL, reply=Reply.ACCEPTED)
        answer, basis = self.answers(case)["attended_panel"]
        assert answer == "Unclear/Unknown/Not stated" and "Log the contact" in basis
        meet(case, team, sister, how="panel")
        answer, basis = self.answers(case)["attended_panel"]
        assert answer == "Yes" and basis.startswith("They were at a meeting of the panel on ")

    def test_what_they_gave_is_a_contribution_without_any_offer(self, case, team, sister):
        meet(case, team, sister)
        assert self.answers(case)["contributed"][0] == "Unclear/Unknown/Not stated"
        meet(case, team, sister, is_contribution=True)
        assert self.answers(case)["contributed"][0] == "Yes"

    def test_recorded_advocate_is_enough(self, case, sister):
        sister.advocate = "AAFDA"
        sister.save()
        assert self.answers(case)["had_advocate"] == ("Yes", "An advocate is recorded.")

    def test_basis_names_nobody(self, case, offered):
        basis = self.answers(case)["contributed"][1]
        assert basis.startswith("Offered on ") and ": accepted on " in basis
        assert FAMILY not in basis and "Efe" not in basis
