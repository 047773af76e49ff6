"""The table where all server processes count failed sign-ins together."""

from django.core.management import call_command
from django.db import migrations

TABLE = "shared_cache"


def create(apps, schema_editor):
    """Make the table, whichever cache the settings use today."""
    call_command(
        "createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_tables")]
    operations = [
        migrations.RunPython(
            create, lambda apps, schema_editor: schema_editor.execute(f"DROP TABLE {TABLE}")
        )
    ]
