"""`plazamayor stats`."""

import json
from datetime import date, datetime

import click
from django.utils.translation import gettext as _

from plazamayor.analytics import queries
from plazamayor.config.console import run
from plazamayor.config.sites import site_of
from plazamayor.config.terminal import gettext_noop
from plazamayor.core.report import Report

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(
    help=gettext_noop(
        "Print a site's figures for some days, in the site's own time zone.\n\n"
        "Without --json, only the totals are printed, one a line.\n\n"
        "\b\n"
        "Examples:\n"
        "  plazamayor stats --site www.example.es --from 2026-01-01 --to 2026-01-31 --json\n"
        "  plazamayor stats --site www.example.es --from 2026-01-31 --to 2026-01-31"
    )
)
@click.option("--site", required=True, metavar="DOMAIN", help=gettext_noop("The site's domain."))
@click.option("--from", "first", required=True, type=_DAY, metavar="DAY", help=gettext_noop("First day, as 2026-01-31."))
@click.option("--to", "last", required=True, type=_DAY, metavar="DAY", help=gettext_noop("Last day, included."))
@click.option("--json", "as_json", is_flag=True, help=gettext_noop("One JSON document, described in docs/stats.schema.json."))
@click.option("--organisation", default="", metavar="CODE", help=gettext_noop("The administration, where several measure that domain."))
def command(site: str, first: datetime, last: datetime, as_json: bool, organisation: str) -> None:
    """Does what its help says."""
    if last < first:
        raise click.BadParameter(_("it is before --from."), param_hint="--to")
    run("stats", site=site, first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}", as_json=as_json, organisation=organisation)


def body(*, report: Report, site: str, first: str, last: str, as_json: bool, organisation: str) -> None:
    """Prints the figures; raises SiteUnknown and WrongPeriod."""
    found = queries.stats(site_of(site, organisation), date.fromisoformat(first), date.fromisoformat(last))
    if as_json:
        report.line(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for name, value in found["totals"].items():
        report.line(f"{name}={value}")
