"""Many tables made by one operation of a migration."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from audit.tables import Together

pytestmark = pytest.mark.django_db(transaction=True)
KEY = ("id", models.BigAutoField(primary_key=True))
PAIR = Together(
    [
        migrations.CreateModel(
            "Left", [KEY, ("other", models.ForeignKey("audit.Right", models.CASCADE))]
        ),
        migrations.CreateModel("Right", [KEY, ("words", models.TextField())]),
    ]
)


def test_tables_that_name_each_other_are_made_and_taken_away():
    before, after = ProjectState(), ProjectState()
    PAIR.state_forwards("audit", after)
    with connection.schema_editor() as editor:
        PAIR.database_forwards("audit", editor, before, after)
    left = after.apps.get_model("audit", "Left")
    right = after.apps.get_model("audit", "Right").objects.create(words="Something")
    left.objects.create(other=right)
    assert left.objects.get().other.words == "Something"
    left.objects.all().delete()
    with connection.schema_editor() as editor:
        PAIR.database_backwards("audit", editor, after, before)
    assert not {"audit_left", "audit_right"} & set(connection.introspection.table_names())


def test_models_are_rendered_when_asked_for_and_not_before():
    state = ProjectState()
    assert not state.apps.all_models["audit"]
    PAIR.state_forwards("audit", state)
    assert "apps" not in vars(state)
    assert set(state.apps.all_models["audit"]) == {"left", "right"}
