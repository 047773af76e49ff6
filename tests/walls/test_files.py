"""What leaves as a file tells nobody more than the pages do, whoever takes it and in which form."""

import io
import re
import zipfile
from functools import cache
from itertools import product
from pathlib import PurePath

import pytest
from django.test import Client
from django.urls import reverse

from chronology.names import Show
from disclosure.reading import read_file
from reports.models import Export, ExportKind
from tests import factories
from tests.factories import OUTSIDERS
from tests.walls.conftest import READERS
from tests.walls.test_walls import SECRET
from tests.workflow.pages import confirm

pytestmark = pytest.mark.django_db
WHY = {"recipient": "The panel", "purpose": "So that every member can prepare at home"}
COPIES = [
    ("reports:copy_chronology", {**WHY, "form": form, "show": show})
    for form in ("docx", "xlsx")
    for show in Show.values
]


def words_of(name, content):
    """Every word of a file, shown or hidden, its name among them; a ZIP's files one by one."""
    if PurePath(name).suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            inner = [words_of(member, package.read(member)) for member in package.namelist()]
        return "\n".join([name, *inner])
    if PurePath(name).suffix in (".ics", ".html"):
        return f"{name}\n{content.decode()}"
    # What a file of the review is called was planted too, ending and all.
    known = PurePath(name).suffix or (".pdf" if content.startswith(b"%PDF") else ".txt")
    reading = read_file(f"file{known}", content)
    return "\n".join([name, *(passage.text for passage in reading.passages)])


def file_in(answer):
    """The words of a file that somebody was given, or None when the answer is a page."""
    found = re.search(r'filename="([^"]+)"', answer.get("Content-Disposition", ""))
    if answer.status_code != 200 or not found:
        return None
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return words_of(found.group(1), content)


def given_to(client, case):
    """The words of each file that somebody asks for and gets, with what they asked for."""
    for page, answers in COPIES:
        answer = client.post(reverse(page, args=[case.reference]), answers)
        yield f"{page} {answers['form']} {answers['show']}", file_in(answer)
    for row, form in product(case.commentrounds.all(), ("docx", "xlsx")):
        address = reverse("reports:copy_comments", args=[case.reference, row.token])
        answer = client.post(address, {**WHY, "form": form})
        yield f"reports:copy_comments {form}", file_in(answer)
    for row in case.learningsummarys.all():
        answer = client.post(reverse("reports:learning_pdf", args=[case.reference, row.number]))
        yield "reports:learning_pdf", file_in(answer)
    client.post(reverse("reports:build_pack", args=[case.reference]), WHY)
    for row in case.exports.filter(kind=ExportKind.SUBMISSION_PACK).exclude(storage_name="none"):
        address = reverse("reports:download_pack", args=[case.reference, row.token])
        yield "reports:download_pack", file_in(client.get(address))
    for row in case.meetings.all():
        for page in ("reports:meeting_bundle", "workflow:meeting_date"):
            yield page, file_in(client.get(reverse(page, args=[case.reference, row.token])))
    for row in case.versions.select_related("document"):
        address = reverse(
            "documents:download", args=[case.reference, row.document.token, row.number]
        )
        yield "documents:download", file_in(client.get(address))


@pytest.fixture(scope="module")
def taken_by(planted):
    """{what was asked for: its words} of every file that one of the cast is given, taken once."""
    team, case, _ = planted

    @cache
    def take_all(name):
        client, who = Client(), factories.user(team, name)
        client.force_login(who)
        confirm(client, who)
        found = {}
        for asked, words in given_to(client, case):
            if words is not None:
                found[asked] = found.get(asked, "") + words
        return found

    return take_all


@pytest.mark.parametrize("name", READERS)
def test_no_file_tells_more_than_its_reader_may_know(name, planted, taken_by):
    team, _, secrets = planted
    may, files = team.may(name), taken_by(name)
    beyond = {
        f"{secrets[secret][0]} in {asked}"
        for asked, words in files.items()
        for secret in set(SECRET.findall(words))
        if not may & secrets[secret][1]
    }
    assert beyond == set()
    if name in OUTSIDERS:
        assert files == {}


def test_files_have_something_in_them(taken_by):
    """Each kind of file is truly made, or nothing would have been proved."""
    files = taken_by("independent_chair") | taken_by("coordinator")
    told = {asked for asked, words in files.items() if SECRET.search(words)}
    assert {"reports:learning_pdf", "reports:meeting_bundle"} <= told
    assert {f"reports:copy_chronology {form} pseudonyms" for form in ("docx", "xlsx")} <= told
    assert {f"reports:copy_comments {form}" for form in ("docx", "xlsx")} <= told
    assert {"workflow:meeting_date", "documents:download"} <= set(files)


def test_pack_is_refused_or_holds_nothing_of_a_wall(planted, taken_by):
    """The Home Office pack holds no real name, no word of the family and none of proceedings."""
    _, case, secrets = planted
    files = taken_by("coordinator")
    told = {
        secrets[s][0].split(".")[0] for s in SECRET.findall(files.get("reports:download_pack", ""))
    }
    assert told.isdisjoint({"Person", "PseudonymEntry", "ProtectedTerm", "FamilyMember", "Offer"})
    assert Export.objects.filter(case=case).exists()
