"""Pages of the submission: what is ready, what is not, the pack, what was sent."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from lxml import html

from accounts.models import User
from audit.actors import acting
from audit.models import AuditEvent, Event
from reports.models import Export
from tests.factories import OUTSIDERS, ROLE_PEOPLE, make_case, take
from tests.facts.rows import add_file
from tests.reports.review import REAL_NAME

READERS = {
    "coordinator", "partnership_chair", "county_partner", "independent_chair", "family_lead",
    "working_by_grant", "staff_material_by_consent",
}  # fmt: skip
SEE_THE_RETURN = {"coordinator", "independent_chair", "family_lead", "staff_material_by_consent"}


def address(case, name="submission", *rest):
    return reverse(f"reports:{name}", args=[case.reference, *rest])


def words(answer):
    return " ".join(" ".join(html.fromstring(answer.content).find(".//main").itertext()).split())


def statuses(answer):
    """Title to status of each row."""
    page = html.fromstring(answer.content)
    return {
        row.xpath("string(.//*[contains(@class,'name-and-hint')]/*[1])").strip(): row.xpath(
            "string(.//*[contains(@class,'govuk-task-list__status')])"
        ).strip()
        for row in page.xpath("//li[contains(@class,'govuk-task-list__item')]")
    }


@pytest.mark.parametrize("name", [*ROLE_PEOPLE, *OUTSIDERS])
def test_who_may_open_the_submission(case, team, client, name):
    client.force_login(team.people[name])
    for page, readers in (
        ("submission", READERS), ("submissions", READERS), ("data_preview", SEE_THE_RETURN),
    ):  # fmt: skip
        expected = 200 if name in readers else None
        status = client.get(address(case, page)).status_code
        assert status == expected if expected else status in (302, 403, 404)


def test_panel_member_is_refused_and_stranger_finds_nothing(case, team, client):
    client.force_login(team.panel_member)
    assert client.get(address(case)).status_code == 403
    client.force_login(team.stranger)
    assert client.get(address(case)).status_code == 404


def test_ready_review_says_what_is_still_worth_doing(case, team, client):
    client.force_login(team.coordinator)
    answer = client.get(address(case))
    shown = statuses(answer)
    assert shown["Overview report"] == "Ready"
    assert shown["Data return: the people"] == "Ready"
    assert shown["Approved by the partnership"] == "Ready"
    assert shown["Family involvement"] == "To do"
    to_do = sum(status == "To do" for status in shown.values())
    assert f"{to_do} of {len(shown)} things are not ready." in words(answer)
    assert "Build the pack" in words(answer)


def test_review_just_opened_links_to_what_mends_it(case, team, client):
    bare = make_case(team)
    client.force_login(team.coordinator)
    answer = client.get(address(bare))
    assert "The pack can be built once the 6 things needed for it are ready." in words(answer)
    assert "Needed for the pack. Add the overview report." in words(answer)
    assert "Build the pack" not in words(answer)
    links = html.fromstring(answer.content).xpath("//main//a/@href")
    add = reverse("documents:add_document", args=[bare.reference])
    assert f"{add}?kind=executive_summary" in links


def test_unchecked_file_leads_to_its_page(case, team, client):
    with acting(team.independent_chair):
        add_file(case, team, "action_plan", "draft")
    client.force_login(team.coordinator)
    answer = client.get(address(case))
    assert statuses(answer)["Action plan"] == "To do"
    assert "Check the action plan for disclosure" in words(answer)


def test_reader_without_export_has_no_pack(case, team, open_as):
    client = open_as(team.independent_chair)
    assert "Build the pack" not in words(client.get(address(case)))
    assert client.get(address(case, "build_pack")).status_code == 403
    assert client.post(address(case, "build_pack"), PACK).status_code == 403


PACK = {"recipient": "The Home Office team", "purpose": "Submission under section 9"}


def test_pack_is_built_and_downloaded_byte_for_byte(case, team, open_as):
    client = open_as(team.coordinator)
    assert client.get(address(case, "build_pack")).status_code == 200
    answer = client.post(address(case, "build_pack"), PACK, follow=True)
    assert "The pack is built." in answer.content.decode()
    row = Export.objects.get()
    assert (row.recipient, row.made_by) == ("The Home Office team", team.coordinator)
    page = words(answer)
    assert "The Home Office team" in page and "7 and an index" in page
    got = client.get(address(case, "download_pack", row.token))
    assert hashlib.sha256(got.content).hexdigest() == row.sha256
    assert got["Content-Disposition"] == (
        f'attachment; filename="{case.reference}-home-office-pack.zip"'
    )
    assert AuditEvent.objects.filter(
        event=Event.DOWNLOADED, details__export=row.token
    ).exists()  # fmt: skip


def test_pack_asks_again_who_somebody_is(case, team, client):
    person = User.objects.get(pk=team.coordinator.pk)
    with acting(person):
        person.set_password("marmalade tractor Venice")
        person.save()
    client.force_login(person)
    answer = client.post(address(case, "build_pack"), PACK)
    assert answer.status_code == 302
    assert "/submission/" not in answer["Location"]
    assert not Export.objects.exists()


def test_pack_says_for_whom_and_why(case, team, open_as):
    client = open_as(team.coordinator)
    answer = words(client.post(address(case, "build_pack"), {"recipient": "", "purpose": ""}))
    assert "Answer the question “Who will receive it?”" in answer
    assert not Export.objects.exists()


def test_pack_that_may_not_leave_is_refused_with_every_reason(team, case, open_as):
    bare = make_case(team)
    answer = words(open_as(team.coordinator).post(address(bare, "build_pack"), PACK))
    for sentence in ("Add the overview report.", "Record the person who died."):
        assert sentence in answer
    event = AuditEvent.objects.get(event=Event.EXPORT_REFUSED)
    assert (event.actor, event.subject) == (team.coordinator, bare.reference)


def test_kept_pack_that_was_altered_is_not_handed_out(case, team, open_as):
    client = open_as(team.coordinator)
    client.post(address(case, "build_pack"), PACK)
    row = Export.objects.get()
    storages["documents"].delete(row.storage_name)
    storages["documents"].save(row.storage_name, ContentFile(b"PK other"))
    assert client.get(address(case, "download_pack", row.token)).status_code == 404


def test_pack_of_another_review_is_not_found(case, team, open_as):
    client = open_as(team.coordinator)
    client.post(address(case, "build_pack"), PACK)
    other = make_case(team)
    token = Export.objects.get().token
    assert client.get(address(other, "download_pack", token)).status_code == 404


def test_data_return_shows_each_answer_with_its_source(case, team, client):
    client.force_login(team.coordinator)
    shown = words(client.get(address(case, "data_preview")))
    assert "Age at time of death 35 to 44 (38) From: People" in shown
    assert "So-called honour-based abuse (Honour-based violence)" in shown
    assert "Religion Unclear/Unknown/Not stated Prefer not to say From: People" in shown
    for part in REAL_NAME.split():
        assert part not in shown


def test_data_return_says_what_is_still_needed(case, team, client):
    bare = make_case(team)
    client.force_login(team.coordinator)
    assert "Record the person who died." in words(client.get(address(bare, "data_preview")))


def test_coordinator_without_the_family_ledger_has_no_link_to_it(case, team, client):
    family = f"/cases/{case.reference}/family/"
    client.force_login(team.coordinator)
    page = html.fromstring(client.get(address(case, "data_preview")).content)
    assert not [link for link in page.xpath("//main//a/@href") if link.startswith(family)]


def test_what_was_sent_is_listed_with_its_hashes(case, team, client):
    client.force_login(team.coordinator)
    before = client.get(address(case, "submissions"))
    assert "Nothing has been sent yet." in words(before)
    assert f"/cases/{case.reference}/steps/submit/" in before.content.decode()
    take(case, "submit", team)
    after = client.get(address(case, "submissions"))
    assert "Submission 1" in words(after) and "Secure e-mail" in words(after)
    sent = case.submissions.get().contents
    assert all(file["sha256"] in words(after) for file in sent)
    assert "/steps/submit/" not in after.content.decode()


@pytest.mark.parametrize(
    ("name", "most"), [("submission", 28), ("data_preview", 18), ("submissions", 15)]
)
def test_pages_cost_the_same_however_much_there_is(
    case, team, client, name, most, django_assert_max_num_queries
):
    client.force_login(team.coordinator)
    client.get(address(case, name))
    with django_assert_max_num_queries(most):
        client.get(address(case, name))
