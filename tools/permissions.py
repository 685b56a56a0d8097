"""Writes `docs/permissions.md`: what each role may do, as the code says."""

import os
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "permissions.md"
OPENING = """\
# Who may do what

Made by `python tools/permissions.py` from `plazamayor.organisation.access`; a test compares the two, and another walks every
address of the program as each role and expects what this table says: ● may, · may not (403). People of other administrations
get 404.

"""
HOST = """
**Host** is somebody with the permission *{label}* in the administration that hosts another, acting in the hosted one. What is
not marked for the host is refused, whatever that person is at home; what citizens tell a hosted administration never is marked.
Everything the host does is written in the hosted administration's audit trail, with the host's name.

**The host's row for `host_organisations`** has no mark because a hosted administration hosts nobody. Only provincial, regional
and central administrations may host; in the rest, nobody has that permission.

Whoever has a place but lacks the second factor that the administration asks for is taken to set one up before anything else.
"""


def page() -> str:
    """The text of the page."""
    from django.utils.translation import override

    from plazamayor.organisation.access import ALLOWED, HOSTED_ALLOWED, LABELS, Permission
    from plazamayor.organisation.models import Role

    with override("en"):
        head = ["Permission", "What it allows", *(str(role.label) for role in Role), "Host"]
        rows = [
            [
                f"`{permission}`",
                str(LABELS[permission]),
                *("●" if role in ALLOWED[permission] else "·" for role in Role),
                "●" if permission in HOSTED_ALLOWED else "·",
            ]
            for permission in Permission
        ]
        lines = [head, ["---", "---", *(":-:" for _ in range(len(head) - 2))], *rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
        return OPENING + table + HOST.format(label=LABELS[Permission.HOST_ORGANISATIONS])


def main() -> None:
    """Writes the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plazamayor.config.settings")
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
