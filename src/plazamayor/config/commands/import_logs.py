"""`plazamayor import-logs`."""

import json
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime

import click
from django.utils.translation import gettext as _

from plazamayor.analytics import operations, queries
from plazamayor.analytics.imports.operations import explain, import_files
from plazamayor.analytics.imports.queries import days_of
from plazamayor.config.console import run
from plazamayor.config.control.calling import LocalFile
from plazamayor.config.control.running import Attachment
from plazamayor.config.sites import find_site, organisation_of
from plazamayor.config.terminal import gettext_noop
from plazamayor.core.report import Report


@click.command(
    help=gettext_noop(
        "Import web server logs into a site.\n\n"
        "Formats are recognised (combined, common, IIS, W3C, CloudFront, ELB, S3, JSON of nginx, Caddy and "
        "Traefik, HAProxy...), plain or compressed with gzip, bzip2 or zstd. Nothing is counted twice: the same "
        "content changes nothing, a log that has grown adds only its new lines, and an interrupted import goes on "
        "where it was.\n\n"
        "The last line is `read=N imported=N filtered=N rejected=N`, where read = imported + filtered + rejected.\n\n"
        "\b\n"
        "Examples:\n"
        "  plazamayor import-logs --site www.example.es /var/log/nginx/access.log*\n"
        "  plazamayor import-logs --site www.example.es --organisation villaclara access.log.gz"
    )
)
@click.option(
    "--site", required=True, metavar="DOMAIN", help=gettext_noop("The site the logs are of. It is created if it is not measured yet.")
)
@click.option("--organisation", default="", metavar="CODE", help=gettext_noop("The administration, where there are several."))
@click.option(
    "--format",
    "pattern",
    default="",
    metavar="PATTERN",
    help=gettext_noop("How lines are written, where it is not recognised: Apache's LogFormat or nginx's log_format."),
)
@click.option("--encoding", default="", help=gettext_noop("Encoding of the files, such as latin-1. Default: recognised."))
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help=gettext_noop("Also print the figures of the days imported, as `stats --json` does, on one line."),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE...")
def command(site: str, organisation: str, pattern: str, encoding: str, as_json: bool, files: tuple[str, ...]) -> None:
    """Does what its help says."""
    named = [LocalFile(name) for name in files]
    run("import_logs", files=named, site=site, organisation=organisation, pattern=pattern, encoding=encoding, as_json=as_json)


def body(
    *, files: Sequence[Attachment], report: Report, site: str, organisation: str, pattern: str, encoding: str, as_json: bool = False
) -> None:
    """Imports the files and tells what became of every line."""
    now = datetime.now(UTC)
    domain = operations.domain_of(site)
    found = find_site(domain, organisation)
    if found is None:
        found = operations.add_site(organisation=organisation_of(organisation), domain=domain, by=None, now=now)
        report.note(_("%(domain)s is new: created.") % {"domain": domain})
    with ExitStack() as opened:
        sources = [(file.name, opened.enter_context(file.open())) for file in files]
        totals = import_files(found, sources, now=now, report=report, pattern=pattern, encoding=encoding)
    for text in explain(totals):
        report.note(text)
    if as_json and totals.days:
        report.line(json.dumps(queries.stats(found, min(totals.days), max(totals.days)), ensure_ascii=False))
    days = days_of(found)
    if days:
        told = {"domain": domain, "first": days[0].isoformat(), "last": days[1].isoformat()}
        report.note(_("%(domain)s has figures from %(first)s to %(last)s.") % told)
    report.line(str(totals))
