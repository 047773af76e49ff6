"""Reading the draft, the panel's agreed summary, handing over, and the other side's own wall."""

import pytest

from accounts.roles import GRANTS, Role
from accounts.roles import Permission as P
from dhr_cases import family
from dhr_cases.models import AgreedSentence, CommentAnswer, DraftReading
from dhr_cases.views.responsible_side import NO_RISK_CHECK
from tests.dhr_cases.conftest import errors
from tests.factories import PARTS
from tests.facts.family import relative
from tests.facts.rows import TODAY, day

SENTENCE = "She loved her garden, and everybody in it."


@pytest.fixture
def efe(case, team, as_coordinator):
    """Somebody bereaved who takes part."""
    return relative(case, team)


@pytest.fixture
def lead(reader):
    """The family lead's browser."""
    return reader("family_lead")


class TestReading:
    @pytest.fixture
    def reading(self, lead, efe, case):
        """A reading that is arranged."""
        lead.send(f"family/{efe.token}/readings/new/", reading_on=day(3), hours_allowed=5,
                  place="The advocate's office", sits_with="Her advocate")  # fmt: skip
        return case.draftreadings.get()

    def path(self, reading, more=""):
        return f"family/readings/{reading.token}/{more}"

    def test_reading_is_arranged_with_time_and_company(self, lead, reading):
        text = lead.text(self.path(reading))
        assert "5 hours" in text and "Her advocate" in text and "No comments yet." in text

    def test_each_comment_has_its_own_answer(self, lead, case, reading):
        for words in ("She was never a patient.", "The dog had a name."):
            lead.send(self.path(reading, "comments/new/"), words=words)
        assert "2 not answered" in lead.text(self.path(reading))
        first = case.readingcomments.first()
        path = f"family/comments/{first.token}/"
        assert len(errors(lead.send(path))) == 2
        lead.send(path, answer="changed", answer_words="Taken out", told_on=TODAY)
        first.refresh_from_db()
        assert first.answer == CommentAnswer.CHANGED
        text = lead.text(self.path(reading))
        assert "1 not answered" in text and "Arrange a second reading" in text

    def test_receiving_the_draft_is_read_from_a_reading_that_took_place(self, lead, case, reading):
        def answer():
            return {row.code: row.answer for row in family.national_answers(case)}["saw_draft"]

        assert answer() == "Unclear/Unknown/Not stated"
        sent = {"place": "There", "hours_allowed": 5, "sits_with": "Her", "took_place": "on"}
        refused = lead.send(self.path(reading, "change/"), reading_on=day(1), **sent)
        assert errors(refused) == ["It cannot have taken place on a day to come"]
        lead.send(self.path(reading, "change/"), reading_on=day(-1), **sent)
        assert DraftReading.objects.get(pk=reading.pk).took_place
        assert answer() == "Yes"


class TestSummary:
    def say(self, lead, efe, **answers):
        return lead.send(f"family/{efe.token}/sentences/new/", words=SENTENCE, **answers)

    def test_panel_reads_only_what_was_approved_and_nothing_of_whom(self, reader, lead, efe, case):
        panel = reader("panel_member")
        self.say(lead, efe)
        assert "Nothing agreed to share yet." in panel.text("family/summary/")
        row = AgreedSentence.objects.get(case=case)
        lead.send(f"family/sentences/{row.token}/", words=SENTENCE, approved_on=TODAY,
                  heard_by="Faye Linton")  # fmt: skip
        shown = panel.get("family/summary/").content.decode()
        assert SENTENCE in shown
        assert "rv-restricted" not in shown
        for hint in ("Efe", "Sister", "Faye", str(TODAY.year)):
            assert hint not in shown.split("rv-reading")[1].split("</main")[0]
        lead.send(f"family/sentences/{row.token}/", words=SENTENCE, approved_on=TODAY,
                  heard_by="Faye Linton", taken_back_on=TODAY)  # fmt: skip
        assert SENTENCE not in panel.text("family/summary/")

    def test_changed_words_need_a_new_approval(self, lead, efe, case):
        self.say(lead, efe, approved_on=day(-3), heard_by="Faye Linton")
        row = AgreedSentence.objects.get(case=case)
        answer = lead.send(f"family/sentences/{row.token}/", words="Other words.",
                           approved_on=day(-3), heard_by="Faye Linton")  # fmt: skip
        assert errors(answer) == ["The words have changed: ask again, and enter the day"]

    def test_page_is_the_panels_and_the_familys_alone(self, reader, team):
        opens = {P.VIEW_BUNDLE, P.VIEW_FAMILY}
        for name in sorted(set(PARTS) - {"deactivated", "barred", "expired"}):
            status = reader(name).get("family/summary/").status_code
            assert (status == 200) == bool(team.may(name) & opens), name


class TestHandover:
    def test_next_lead_says_that_they_have_read_it(self, reader, lead, efe, case, team):
        lead.send("family/handover/new/", handed_to=team.independent_chair.pk, note="Ring slowly.")
        row = case.familyhandovers.get()
        path = f"family/handover/{row.token}/read/"
        assert lead.client.post(lead.address(path)).status_code == 404
        chair = reader("independent_chair")
        text = chair.text("family/handover/")
        assert "Ring slowly." in text and "Efe, Sister" in text and "Not read yet." in text
        assert chair.client.post(chair.address(path)).status_code == 302
        row.refresh_from_db()
        assert row.read_on == TODAY

    def test_it_goes_only_to_somebody_who_has_the_familys_part(self, lead, efe, case, team):
        answer = lead.send("family/handover/new/", handed_to=team.panel_member.pk)
        assert errors(answer) and not case.familyhandovers.exists()


class TestOtherSide:
    def send(self, reader, **changes):
        answers = {"kind": "approach", "happened_on": TODAY, "who": "person", "words": "A letter."}
        return reader("coordinator").send("responsible/new/", **(answers | changes))

    def test_nobody_is_approached_before_the_risk_is_looked_at(self, reader, case):
        assert errors(self.send(reader)) == [NO_RISK_CHECK]
        self.send(reader, kind="risk", happened_on=day(-2), words="Police: no objection.")
        assert errors(self.send(reader, who="family")) == [NO_RISK_CHECK]
        assert errors(self.send(reader, happened_on=day(-3))) == [NO_RISK_CHECK]
        assert self.send(reader).status_code == 302
        assert "Police: no objection." in reader("independent_chair").text("responsible/")

    @pytest.mark.parametrize("name", sorted(set(PARTS) - {"deactivated"}))
    def test_it_does_not_exist_for_whoever_lacks_its_own_permission(self, name, team, reader):
        may = team.may(name)
        opened = reader(name).get("responsible/").status_code
        assert opened == (200 if P.VIEW_PERPETRATOR in may else 404)
        if P.VIEW_CASE in may:
            shown = "Person thought responsible" in reader(name).get("").content.decode()
            assert shown == (P.VIEW_PERPETRATOR in may)

    def test_the_familys_part_does_not_open_it(self):
        assert P.VIEW_PERPETRATOR not in GRANTS[Role.FAMILY_LEAD]
