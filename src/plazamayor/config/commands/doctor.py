"""`plazamayor doctor`."""

from datetime import UTC, datetime

import click
import msgspec
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from plazamayor.config.checkup import channels, machine, parts
from plazamayor.config.checkup.finding import Finding, Health
from plazamayor.config.console import Terminal, run
from plazamayor.config.lock import DirectoryBusy
from plazamayor.config.runtime import store_is_embedded
from plazamayor.config.terminal import gettext_noop, language
from plazamayor.core.errors import Mistake
from plazamayor.core.report import Report

_MARKS = {Health.WELL: "ok     ", Health.DOUBTFUL: "WARNING", Health.WRONG: "WRONG  "}


class Unwell(Mistake):
    """Something is wrong, and was told line by line."""


@click.command(
    help=gettext_noop(
        "Look at everything and say how to mend what is wrong.\n\n"
        "Changes nothing. Ends with 0 when nothing is wrong (warnings are not), with 1 otherwise.\n\n"
        "\b\n"
        "Examples:\n"
        "  plazamayor doctor\n"
        "  plazamayor doctor --json | jq '.[] | select(.health != \"ok\")'"
    )
)
@click.option("--json", "as_json", is_flag=True, help=gettext_noop("One JSON document: a list of {name, health, text, mend}."))
def command(as_json: bool) -> None:
    """Does what its help says."""
    if store_is_embedded() and not (settings.HOME / "events").exists():  # nothing to open, and nothing is made by looking
        _without_store(as_json)
        return
    try:
        run("doctor", as_json=as_json)
    except DirectoryBusy:
        _without_store(as_json)
    except Mistake:  # the store does not open: the others are looked at all the same
        _without_store(as_json)


def _without_store(as_json: bool) -> None:
    with translation.override(language()), Terminal() as report:
        body(report=report, as_json=as_json)


def body(*, report: Report, as_json: bool) -> None:
    """Prints the findings; raises Unwell when something is wrong."""
    findings = examine(datetime.now(UTC))
    if as_json:
        report.line(msgspec.json.format(msgspec.json.encode(findings), indent=2).decode())
    else:
        for finding in findings:
            report.line(f"{_MARKS[finding.health]} {finding.name}: {finding.text}")
            if finding.mend:
                report.line(f"        → {finding.mend}")
    count = sum(finding.health is Health.WRONG for finding in findings)
    if count:
        raise Unwell(_("%(count)s things to mend.") % {"count": count})


def examine(now: datetime) -> list[Finding]:
    """Everything that is looked at, in the order it is told."""
    return [finding for check in (*machine.CHECKS, *parts.CHECKS, *channels.CHECKS) for finding in check(now)]
