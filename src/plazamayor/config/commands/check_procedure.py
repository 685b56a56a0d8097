"""`plazamayor check-procedure`."""

import click
import msgspec
from django.utils.translation import gettext as _

from plazamayor.analytics.models import Site
from plazamayor.config.console import run
from plazamayor.config.sites import organisation_of
from plazamayor.config.terminal import gettext_noop
from plazamayor.core.errors import Mistake
from plazamayor.core.report import Report
from plazamayor.procedures.contract import Health, check, load

_MARKS = {Health.WELL: "ok     ", Health.DOUBTFUL: "WARNING", Health.WRONG: "WRONG  "}


class NotMeasured(Mistake):
    """The page would not be measured as it is, and why was told line by line."""


@click.command(
    help=gettext_noop(
        "Load a page of the e-office and say what of it would be measured.\n\n"
        "It looks at what the server sends: whether it opens, whose site it is, whether it carries the tracker and lets it work, and "
        "which steps of procedures its address and events are. What scripts add later is not seen. Ends with 1 when something "
        "is wrong.\n\n"
        "\b\n"
        "Examples:\n"
        "  plazamayor check-procedure https://sede.example.es/ayudas/solicitud\n"
        "  plazamayor check-procedure --json https://sede.example.es/ayudas/solicitud"
    )
)
@click.option("--organisation", default="", metavar="CODE", help=gettext_noop("The administration, where there are several."))
@click.option("--json", "as_json", is_flag=True, help=gettext_noop("One JSON document: a list of {health, text, mend}."))
@click.argument("url", metavar="URL")
def command(url: str, organisation: str, as_json: bool) -> None:
    """Does what its help says."""
    run("check_procedure", url=url, organisation=organisation, as_json=as_json)


def body(*, report: Report, url: str, organisation: str, as_json: bool) -> None:
    """Prints what was found; raises PageUnread and NotMeasured."""
    sites = list(Site.objects.filter(organisation=organisation_of(organisation)).select_related("organisation"))
    said = check(load(url), sites)
    if as_json:
        report.line(msgspec.json.format(msgspec.json.encode(said), indent=2).decode())
    for each in [] if as_json else said:
        report.line(f"{_MARKS[each.health]} {each.text}")
        if each.mend:
            report.line(f"        → {each.mend}")
    count = sum(each.health is Health.WRONG for each in said)
    if count:
        raise NotMeasured(_("%(count)s things to mend.") % {"count": count})
