"""Writes `docs/openapi.json`: the description of the interface for programs, made from the types it answers with."""

import json
import os
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "openapi.json"


def main() -> None:
    """Writes the document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plazamayor.config.settings")
    import django

    django.setup()
    from plazamayor.analytics.api.document import document

    PAGE.write_text(json.dumps(document(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
