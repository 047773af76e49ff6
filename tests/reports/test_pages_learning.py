"""Pages of the learning summary: a box for each section, versions kept, names refused."""

import pytest
from django.urls import reverse
from lxml import html

from audit.actors import acting
from audit.models import AuditEvent, Event
from reports.models import Export, LearningSummary
from tests.factories import OUTSIDERS, ROLE_PEOPLE
from tests.reports.review import TEXTS, write_summary


def address(case, name="learning", *rest):
    return reverse(f"reports:{name}", args=[case.reference, *rest])


def words(answer):
    return " ".join(html.fromstring(answer.content).find(".//main").text_content().split())


def post(client, case, based_on=0, **texts):
    return client.post(address(case), {**TEXTS, **texts, "based_on": based_on})


READERS = {
    "coordinator", "partnership_chair", "county_partner", "independent_chair", "panel_member",
    "board_viewer", "communications", "emergency", "family_lead", "names_by_grant",
    "working_by_grant", "content_on_reason", "staff_material_by_consent",
}  # fmt: skip
WRITERS = {"coordinator", "independent_chair", "family_lead", "staff_material_by_consent"}


@pytest.mark.parametrize("name", [*ROLE_PEOPLE, *OUTSIDERS])
def test_who_may_open_the_learning_summary(case, team, client, name):
    client.force_login(team.people[name])
    answer = client.get(address(case))
    if name in READERS:
        assert answer.status_code == 200
        assert (b"<textarea" in answer.content) is (name in WRITERS)
    else:
        assert answer.status_code in (302, 403, 404)
        assert answer.status_code == 404 or name not in OUTSIDERS or name == "deactivated"


@pytest.mark.parametrize("name", sorted(READERS - WRITERS))
def test_readers_cannot_write(case, team, client, name):
    client.force_login(team.people[name])
    assert post(client, case).status_code in (403, 404)
    assert not LearningSummary.objects.exists()


def test_saving_makes_a_version_and_keeps_the_earlier_one(case, team, client):
    client.force_login(team.coordinator)
    assert post(client, case).status_code == 302
    assert post(client, case, based_on=1, helped="A neighbour rang.").status_code == 302
    versions = list(case.learningsummarys.values_list("number", "helped"))
    assert versions == [(1, TEXTS["helped"]), (2, "A neighbour rang.")]
    assert TEXTS["helped"] in words(client.get(address(case, "learning_version", 1)))


def test_same_words_make_no_new_version(case, team, client):
    client.force_login(team.coordinator)
    post(client, case)
    answer = client.post(address(case), {**TEXTS, "based_on": 1}, follow=True)
    assert "Nothing has changed" in answer.content.decode()
    assert case.learningsummarys.count() == 1


def test_each_box_has_guidance_and_a_count_of_its_words(case, team, client):
    write_summary(case, team)
    client.force_login(team.coordinator)
    page = html.fromstring(client.get(address(case)).content)
    assert len(page.xpath("//textarea")) == 7
    hints = [hint.text_content() for hint in page.xpath("//*[contains(@id, '_helptext')]")]
    count = len(TEXTS["who"].split())
    assert any(f"About 90 words; now {count}." in hint for hint in hints)


def test_draft_may_leave_boxes_empty_but_only_some_are_optional(case, team, client):
    client.force_login(team.coordinator)
    page = html.fromstring(client.get(address(case)).content)
    optional = [row.text for row in page.xpath("//label") if "(optional)" in row.text]
    assert len(optional) == 3
    assert client.post(address(case), {"who": "Rowan laughed.", "based_on": 0}).status_code == 302
    assert case.learningsummarys.get().who == "Rowan laughed."


def test_real_name_is_refused_beside_its_box_and_what_was_typed_stays(case, team, client):
    client.force_login(team.coordinator)
    answer = post(client, case, helped="Marit's neighbour rang.")
    page = html.fromstring(answer.content)
    assert page.findtext(".//title").strip().startswith("Error: ")
    (error,) = page.xpath("//*[@id='id_helped_error' or @id='id_helped-error']")
    assert "There is a real name (“Marit”)" in error.text_content()
    assert page.get_element_by_id("id_helped").text.strip() == "Marit's neighbour rang."
    assert page.get_element_by_id("id_who").text.strip() == TEXTS["who"]
    assert not LearningSummary.objects.exists()


def test_day_and_sixth_point_are_refused_beside_their_boxes(case, team, client):
    client.force_login(team.coordinator)
    answer = words(post(client, case, changed="Since 4 June 2026.", learned="One\n" * 6))
    assert "Write the month and year at most, never the day." in answer
    assert "There are 6 points. Keep the 5 that matter most, one a line." in answer


def test_too_many_characters_are_a_sentence(case, team, client):
    client.force_login(team.coordinator)
    assert "must be 900 characters or fewer" in words(post(client, case, who="so " * 400))


def test_writing_from_an_old_version_shows_both_texts_and_loses_neither(case, team, client):
    write_summary(case, team)
    write_summary(case, team, helped="A neighbour rang.")
    client.force_login(team.independent_chair)
    answer = post(client, case, based_on=1, helped="A teacher rang.")
    assert "Someone saved version 2 while you were writing." in words(answer)
    assert "It now says: A neighbour rang." in words(answer)
    page = html.fromstring(answer.content)
    assert page.get_element_by_id("id_helped").text.strip() == "A teacher rang."
    (hidden,) = page.xpath("//input[@name='based_on']")
    assert post(client, case, based_on=hidden.get("value"), helped="A teacher rang.")
    assert case.learningsummarys.last().helped == "A teacher rang."


def test_markup_is_shown_as_text(case, team, client):
    write_summary(case, team, helped="<script>alert(1)</script> & co")
    client.force_login(team.coordinator)
    answer = client.get(address(case, "learning_preview"))
    assert b"<script>alert" not in answer.content
    assert "<script>alert(1)</script> & co" in words(answer)


def test_reader_of_cleared_texts_alone_meets_no_draft(case, team, client):
    write_summary(case, team, is_approved=True)
    write_summary(case, team, helped="Not for sharing yet.")
    client.force_login(team.communications)
    for name, rest in [("learning", ()), ("learning_preview", ()), ("learning_versions", ())]:
        shown = words(client.get(address(case, name, *rest)))
        assert "Not for sharing yet." not in shown
        assert "Version 2" not in shown
    assert client.get(address(case, "learning_version", 2)).status_code == 404
    assert client.get(address(case, "learning_version", 1)).status_code == 200


def test_independent_chair_approves_the_words_on_the_page(case, team, client):
    write_summary(case, team)
    client.force_login(team.independent_chair)
    place = address(case, "approve_learning", 1)
    assert TEXTS["helped"] in words(client.get(place))
    assert "Tick to confirm" in words(client.post(place, {}))
    assert client.post(place, {"read": "on"}).status_code == 302
    summary = case.learningsummarys.get()
    assert summary.approved_by == team.independent_chair
    assert "Ines Calder" in words(client.get(address(case, "learning_versions")))


@pytest.mark.parametrize("name", ["coordinator", "panel_member", "partnership_chair"])
def test_nobody_else_approves(case, team, client, name):
    write_summary(case, team)
    client.force_login(team.people[name])
    place = address(case, "approve_learning", 1)
    assert client.get(place).status_code == 403
    assert client.post(place, {"read": "on"}).status_code == 403
    assert not case.learningsummarys.approved().exists()


def test_approval_that_cannot_be_is_refused_in_words(case, team, client):
    write_summary(case, team, changed="")
    client.force_login(team.independent_chair)
    answer = client.post(address(case, "approve_learning", 1), {"read": "on"})
    assert "Answer the question “What has changed?”" in words(answer)


def test_pdf_comes_as_a_file_and_is_written_down(case, team, client):
    write_summary(case, team, is_approved=True)
    client.force_login(team.coordinator)
    answer = client.post(address(case, "learning_pdf", 1))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{case.reference}-learning-summary-v1.pdf"'
    )
    assert answer.content.startswith(b"%PDF-")
    row = Export.objects.get()
    assert (row.made_by, row.made_by_name) == (team.coordinator, team.coordinator.name)
    event = AuditEvent.objects.get(event=Event.EXPORTED)
    assert (event.actor, event.subject) == (team.coordinator, case.reference)


@pytest.mark.parametrize("name", ["emergency", "panel_member", "board_viewer"])
def test_readers_take_no_copy_away(case, team, client, name):
    write_summary(case, team, is_approved=True)
    client.force_login(team.people[name])
    assert client.post(address(case, "learning_pdf", 1)).status_code == 403
    assert not Export.objects.exists()


def test_pdf_that_may_not_leave_is_refused_on_the_page(case, team, client):
    write_summary(case, team, helped="Somebody called Tamsin rang.")
    person = case.persons.get(pseudonym="Ash")
    person.other_names = "Tamsin"
    with acting(team.coordinator):
        person.save()
    client.force_login(team.coordinator)
    answer = client.post(address(case, "learning_pdf", 1), follow=True)
    assert "There is a real name" in answer.content.decode()
    assert AuditEvent.objects.get(event=Event.EXPORT_REFUSED).actor == team.coordinator


def test_approved_pdf_goes_among_the_files(case, team, client):
    write_summary(case, team, is_approved=True)
    client.force_login(team.coordinator)
    answer = client.post(address(case, "file_learning"), follow=True)
    assert answer.status_code == 200
    assert case.versions.filter(document__kind="learning_summary").count() == 2


def test_nothing_to_file_is_a_sentence(case, team, client):
    client.force_login(team.coordinator)
    answer = client.post(address(case, "file_learning"), follow=True)
    assert "has not been written yet" in answer.content.decode()


@pytest.mark.parametrize("name", ["learning", "learning_preview", "learning_versions"])
def test_pages_before_anything_is_written(case, team, client, name):
    client.force_login(team.county_partner)
    assert client.get(address(case, name)).status_code == 200


@pytest.mark.parametrize("name", ["learning", "learning_preview", "learning_versions"])
def test_pages_cost_few_queries(case, team, client, name, django_assert_max_num_queries):
    write_summary(case, team)
    for number in range(3):
        write_summary(case, team, helped=f"A neighbour rang {number} times.")
    client.force_login(team.coordinator)
    client.get(address(case, name))
    with django_assert_max_num_queries(17):
        client.get(address(case, name))
