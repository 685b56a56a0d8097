"""`plazamayor stats`."""

import json
from datetime import date, datetime

import click

from plazamayor.analytics import queries
from plazamayor.config.console import run
from plazamayor.config.sites import site_of
from plazamayor.core.report import Report

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option("--site", required=True, metavar="DOMAIN", help="The site's domain.")
@click.option("--from", "first", required=True, type=_DAY, metavar="DAY", help="First day, as 2026-01-31.")
@click.option("--to", "last", required=True, type=_DAY, metavar="DAY", help="Last day, included.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, described in docs/stats.schema.json.")
@click.option("--organisation", default="", metavar="CODE", help="The administration, where several measure that domain.")
def command(site: str, first: datetime, last: datetime, as_json: bool, organisation: str) -> None:
    """Print a site's figures for some days, in the site's own time zone.

    Without --json, only the totals are printed, one a line.

    \b
    Examples:
      plazamayor stats --site www.example.es --from 2026-01-01 --to 2026-01-31 --json
      plazamayor stats --site www.example.es --from 2026-01-31 --to 2026-01-31
    """  # noqa: D301 \b is click's mark for lines that stay as they are
    if last < first:
        raise click.BadParameter("it is before --from.", param_hint="--to")
    run("stats", site=site, first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}", as_json=as_json, organisation=organisation)


def body(*, report: Report, site: str, first: str, last: str, as_json: bool, organisation: str) -> None:
    """Prints the figures; raises SiteUnknown and WrongPeriod."""
    found = queries.stats(site_of(site, organisation), date.fromisoformat(first), date.fromisoformat(last))
    if as_json:
        report.line(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for name, value in found["totals"].items():
        report.line(f"{name}={value}")
