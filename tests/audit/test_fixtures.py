"""Reference data is read through the models: recorded, repeatable, all or nothing."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation
from audit.actors import NobodyDidThis, job
from audit.fixtures import load
from audit.models import AuditEvent, Event
from audit.querysets import BulkWriteRefused

pytestmark = pytest.mark.django_db

COUNTY = {
    "model": "accounts.organisation",
    "fields": {"key": "county", "kind": "partnership_county", "name": "Safer Northshire"},
}
DISTRICT = {
    "model": "accounts.organisation",
    "fields": {
        "key": "district",
        "kind": "partnership_district",
        "name": "Safer Northtown",
        "county": "county",
        "started_on": "2017-04-01",
    },
}


@pytest.fixture
def write(tmp_path):
    def writer(*entries):
        path = tmp_path / "bodies.json"
        path.write_text(json.dumps(entries))
        return path

    return writer


def test_rows_are_saved_with_history_and_a_name(write):
    call_command("load_reference_data", str(write(COUNTY, DISTRICT)))
    district = Organisation.objects.get(key="district")
    assert district.county.key == "county"
    history = district.history.get()
    assert history.history_actor_name.startswith("load_reference_data (run by ")
    assert AuditEvent.objects.filter(event=Event.ROW_CREATED).count() == 2


def test_loading_twice_changes_nothing(write):
    path = write(COUNTY, DISTRICT)
    with job("tests"):
        assert load(path) == 2
        assert load(path) == 0
    assert Organisation.objects.get(key="district").version == 1


def test_a_changed_entry_changes_its_row(write):
    with job("tests"):
        load(write(COUNTY, DISTRICT))
        renamed = {**COUNTY, "fields": {**COUNTY["fields"], "name": "Safer Shire"}}
        assert load(write(renamed, DISTRICT)) == 1
    assert Organisation.objects.get(key="county").name == "Safer Shire"


@pytest.mark.parametrize(
    "fields",
    [
        {"key": "x", "kind": "no such kind", "name": "X"},
        {"key": "x", "kind": "agency", "name": "X", "county": "nobody"},
        {"key": "x", "kind": "agency", "name": "X", "colour": "red"},
        {"kind": "agency", "name": "X"},
    ],
)
def test_a_wrong_entry_is_named_and_nothing_is_saved(write, fields):
    path = write(COUNTY, {"model": "accounts.organisation", "fields": fields})
    with pytest.raises(CommandError, match=r"bodies\.json, entry 2"):
        call_command("load_reference_data", str(path))
    assert not Organisation.objects.exists()


def test_a_file_that_is_not_json_is_a_sentence(tmp_path):
    path = tmp_path / "broken.json"
    path.write_text("{")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_reference_data", str(path))


def test_nobody_cannot_load(write):
    with pytest.raises(NobodyDidThis):
        load(write(COUNTY))


def test_loaddata_is_refused_since_it_leaves_no_history(write):
    with job("tests"), pytest.raises(BulkWriteRefused, match="load_reference_data"):
        call_command("loaddata", str(write(COUNTY)))
