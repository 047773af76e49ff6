"""The register: clashes are told, real names stay covered, and slips in a text are found (S180)."""

import pytest
from django.db.models import QuerySet

from accounts.roles import GRANTS
from accounts.roles import Permission as P
from audit.models import AuditEvent
from dhr_cases.models import NameReveal, NamingPolicy, PseudonymEntry
from dhr_cases.pseudonyms import consistent_use, warnings
from dhr_cases.views.pseudonyms import WRITERS
from tests.dhr_cases.conftest import errors
from tests.factories import make_case
from tests.facts.rows import day, person

REASON = "To address the letter to the coroner"


@pytest.fixture
def marit(case, as_coordinator):
    """The person who died, without a pseudonym yet."""
    row = person(case, "Marit Holmsen", "died")
    row.pseudonym = ""
    row.save()
    return row


class TestWarnings:
    def test_real_name_of_anybody_in_the_review(self, case, marit, as_coordinator):
        person(case, "Jonas Vik", "responsible")
        said = warnings(case, marit, "Jonas")
        assert said == ["This is, or contains, the real name of somebody in this review."]
        PseudonymEntry(case=case, person=marit, nicknames="Bee, Birdie").save()
        assert warnings(case, marit, "Birdie") == said

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("Maud", "It begins with the same letter as the real name."),
            ("Maud Hart", "It has the initials of the real name."),
            ("Saskia", ""),
            ("", ""),
        ],
    )
    def test_letters_of_the_real_name(self, case, marit, name, told):
        assert warnings(case, marit, name) == ([told] if told else [])

    def test_pseudonym_of_another_published_review_here_and_of_no_other(
        self, case, marit, team, as_coordinator
    ):
        other = make_case(team, known_as="Odette")
        assert warnings(case, marit, "Odette") == []
        with_status(other, "published")
        assert warnings(case, marit, "Odette") == [
            "Another published review of this partnership uses it."
        ]

    def test_pseudonym_of_somebody_else_here(self, case, marit, as_coordinator):
        jonas = person(case, "Jonas Vik", "responsible")
        jonas.pseudonym = "Adam"
        jonas.save()
        assert warnings(case, marit, "adam") == ["Somebody else in this review has this pseudonym."]


def with_status(case, status):
    """The row alone: how a review gets there is tested elsewhere."""
    QuerySet(type(case.progress)).filter(pk=case.progress.pk).update(status=status)


class TestRegister:
    def send(self, reader, marit, **changes):
        answers = {"pseudonym": "Saskia", "family_asked": "not_yet", "naming": "pseudonym"}
        path = f"pseudonyms/{marit.token}/"
        return reader("coordinator").send(path, **(answers | changes))

    def test_pseudonym_is_agreed_and_used_everywhere(self, reader, case, marit):
        self.send(reader, marit, family_asked="chose", agreed_on=day(-2), proposed_by="Her sister")
        marit.refresh_from_db()
        assert marit.pseudonym == "Saskia"
        text = reader("coordinator").text("pseudonyms/")
        assert "They chose it" in text and "Marit" not in text and "Holmsen" not in text

    def test_clash_is_told_and_may_be_kept_on_purpose(self, reader, case, marit):
        assert errors(self.send(reader, marit, pseudonym="Marit")) != []
        marit.refresh_from_db()
        assert marit.pseudonym == ""
        assert self.send(reader, marit, pseudonym="Maud", anyway="on").status_code == 302

    def test_real_name_needs_consent_and_a_reason(self, reader, marit):
        assert errors(self.send(reader, marit, naming="first_name")) == [
            "Say whose consent", "Enter the day of the consent", "Say why",
        ]  # fmt: skip
        sent = self.send(reader, marit, naming="first_name", consent_of="Her mother",
                         consent_on=day(-1), naming_reason="She wishes her name read")  # fmt: skip
        assert sent.status_code == 302

    def test_policy_is_a_pseudonym_until_consent_and_a_reason_are_recorded(self, reader, marit):
        coordinator = reader("coordinator")
        assert "named: by a pseudonym" in coordinator.text("pseudonyms/")
        policy = {"naming": "first_name", "decided_on": day(-3)}
        assert errors(coordinator.send("pseudonyms/policy/", **policy)) == [
            "Say whose consent", "Enter the day of the consent", "Say why",
        ]  # fmt: skip
        consent = {"consent_of": "Her mother", "consent_on": day(-1), "naming_reason": "Her name"}
        assert coordinator.send("pseudonyms/policy/", **policy, **consent).status_code == 302
        text = coordinator.text("pseudonyms/")
        assert "by the real first name" in text and "Consent of Her mother" in text
        assert coordinator.send("pseudonyms/policy/", **policy, **consent).status_code == 302
        assert NamingPolicy.objects.get().naming == "first_name"

    def test_name_is_shown_for_a_reason_and_recorded_each_time(self, reader, case, marit, team):
        path = f"pseudonyms/{marit.token}/reveal/"
        chair = reader("partnership_chair")
        assert "Marit" not in chair.text(path)
        assert errors(chair.send(path, reason="")) and not NameReveal.objects.exists()
        for times in (1, 2):
            answer = chair.send(path, reason=REASON)
            assert "Marit Holmsen" in answer.content.decode()
            assert NameReveal.objects.filter(case=case).count() == times
            events = AuditEvent.objects.filter(event="name_revealed", actor=team.partnership_chair)
            assert events.count() == times
        assert REASON not in str(list(events.values()))
        assert REASON in chair.text("pseudonyms/")

    @pytest.mark.parametrize("name", ["panel_member", "county_partner", "auditor", "stranger"])
    def test_register_is_closed_to_whoever_may_not_see_names(self, name, reader, marit):
        someone = reader(name)
        for path in ("pseudonyms/", f"pseudonyms/{marit.token}/reveal/"):
            assert someone.get(path).status_code in (403, 404)

    def test_whoever_writes_may_see_names(self):
        assert all(P.VIEW_IDENTITY in may for may in GRANTS.values() if not may.isdisjoint(WRITERS))


class TestConsistentUse:
    @pytest.fixture
    def twice(self, marit):
        """Somebody who was Odette once, and is Saskia now."""
        for name in ("Odette", "Saskia"):
            marit.pseudonym = name
            marit.save()
        return marit

    def said(self, case, text):
        return [(row.found, row.sentence) for row in consistent_use(case, text)]

    def test_one_person_by_two_pseudonyms(self, case, twice):
        assert self.said(case, "Saskia moved. Odette's sister came.") == [
            ("Odette", "The same person is also called Saskia here.")
        ]

    def test_old_pseudonym_alone(self, case, twice):
        assert self.said(case, "Then ODETTE moved.") == [
            ("Odette", "This pseudonym is no longer in the register.")
        ]

    def test_slip_of_one_letter(self, case, twice):
        assert self.said(case, "Saskja moved.") == [
            ("Saskja", "Not in the register; Saskia is. Is it a slip?")
        ]

    def test_kept_to_is_no_finding_and_no_real_name_is_told(self, case, twice):
        assert self.said(case, "Saskia's garden. The saskias grow. Marit came.") == []

    def test_long_text_is_quick(self, case, twice, django_assert_max_num_queries):
        with django_assert_max_num_queries(4):
            assert consistent_use(case, "Saskia went to the Market. " * 20_000) == []
