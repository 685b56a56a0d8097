"""The gazettes of the state, which every administration may follow."""

from typing import Any, ClassVar

from django.db import migrations

GAZETTES = (
    ("boe", "Boletín Oficial del Estado", "BOE"),
    ("borme", "Boletín Oficial del Registro Mercantil", "BORME"),
)


def add(apps: Any, _schema: Any) -> None:
    """Adds them; nobody asks them anything until somebody follows them."""
    source = apps.get_model("bulletins", "Source")
    for reader, name, short_name in GAZETTES:
        source.objects.get_or_create(organisation=None, reader=reader, defaults={"name": name, "short_name": short_name})


class Migration(migrations.Migration):
    """Data only; it stays when undone, with what was read."""

    dependencies: ClassVar = [("bulletins", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(add, migrations.RunPython.noop)]
