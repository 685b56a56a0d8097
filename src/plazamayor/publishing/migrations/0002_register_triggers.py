"""The database itself refuses to change the register of publications."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from plazamayor.publishing.register import triggers


def put(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Puts the triggers."""
    triggers.install(schema_editor.connection)


def take(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Takes them away."""
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]
    operations = [migrations.RunPython(put, take)]
