"""Disposal (T28): what is known of people goes, live and in history; the skeleton stays whole."""

import pytest
from django.apps import apps
from django.core.files.storage import storages

from audit.recorded import AppendOnly
from audit.seal import seal_pending
from audit.verify import verify
from dhr_cases.models import Case
from documents.models import Version
from tests import factories
from tests.house import make_house
from tests.prepared import shared
from workflow.disposal import SKELETON, models_of_a_case
from workflow.status import Status


@pytest.fixture(scope="module")
def closed(django_db_setup, django_db_blocker):
    """A case that went through publication to closure, after its team."""
    with shared(django_db_blocker):
        facts = {"known_as": "Mara", "summary": "A teacher who sang.", "regime_reason": "Hers."}
        made = make_house(Status.CLOSED, **facts)
        seal_pending(everything=True)
        yield made


@pytest.fixture
def disposed(db, closed):
    """The same case after its disposal."""
    team, case = closed
    return factories.take(factories.fresh(case), "dispose", team)


def rows_left(case):
    """How many rows, live and in history, still belong to a case, by model."""
    counts = {}
    for model in apps.get_models():
        if any(field.name == "case" for field in model._meta.concrete_fields):
            counts[model.__name__] = model._base_manager.filter(case=case.pk).count()
    return {name: count for name, count in counts.items() if count}


def test_every_append_only_row_of_a_case_stays_by_name_or_may_go():
    kept = {
        model.__name__
        for model in apps.get_models()
        if issubclass(model, AppendOnly)
        and any(field.related_model is Case for field in model._meta.concrete_fields)
        and not model.disposable
    }
    assert kept <= SKELETON


def test_only_the_skeleton_is_left(disposed):
    left = {name.removeprefix("Historical") for name in rows_left(disposed)}
    assert left <= SKELETON


def test_the_story_of_the_case_can_still_be_told(disposed):
    assert disposed.progress.status == Status.DISPOSED
    assert disposed.steps_taken.count() == len(factories.path_to(Status.CLOSED)) + 1
    assert disposed.deadlines.exists()
    certificate = disposed.disposals.get().certificate
    assert certificate["dhr_cases.Person"] == 2
    assert set(certificate) == {model._meta.label for model in models_of_a_case()}


def test_the_audit_is_whole_after_disposal(disposed):
    report = verify()
    assert report.is_whole, report.sentence()


def test_nothing_told_of_a_person_is_left_in_the_case_or_its_history(disposed):
    held = [disposed, *Case.history.filter(id=disposed.pk)]
    told = [
        (row.known_as, row.summary, row.regime_reason, row.residence_reason, row.died_on)
        for row in held
    ]
    assert set(told) == {("", "", "", "", None)}


def test_stored_files_go_once_their_rows_have_gone(db, closed, django_capture_on_commit_callbacks):
    team, case = closed
    names = list(Version.objects.filter(case=case).values_list("storage_name", flat=True))
    assert names and all(storages["documents"].exists(name) for name in names)
    with django_capture_on_commit_callbacks() as afterwards:
        factories.take(factories.fresh(case), "dispose", team)
    assert all(storages["documents"].exists(name) for name in names)
    for callback in afterwards:
        callback()
    assert not any(storages["documents"].exists(name) for name in names)
