"""Spanish is complete in every room."""

from pathlib import Path

import polib

from tools import messages


def test_spanish_is_complete() -> None:
    assert messages.check() == []


def test_what_is_missing_is_seen(tmp_path: Path) -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Visits", msgstr="Visitas"))
    catalogue.append(polib.POEntry(msgid="Pages", msgstr=""))
    catalogue.append(polib.POEntry(msgid="Days", msgstr="Horas", flags=["fuzzy"]))
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="Ido"))
    path = tmp_path / "django.po"
    catalogue.save(str(path))

    faults = messages.faults({"Visits", "Pages", "Days", "New"}, path)

    assert [fault.partition(": ")[2] for fault in faults] == [
        "not collected: 'New'",
        "not translated: 'Pages'",
        "doubtful: 'Days'",
        "no longer used: 'Gone'",
    ]


def test_texts_are_found_in_code_and_in_templates() -> None:
    code = 'label = _("One")\nother = pgettext("place", "Two")\nmany = ngettext("Three", "Threes", count)\nfree = call("Four")'
    template = (
        '{% translate "One" %}{% translate "Two" context "x" %}{% blocktranslate %}Say {{ it }}{% endblocktranslate %}{{ _("Four") }}'
    )

    assert set(messages.texts_of_code(code)) == {"One", "Two", "Three"}
    assert set(messages.texts_of_template(template)) == {"One", "Two", "Say %(it)s", "Four"}
