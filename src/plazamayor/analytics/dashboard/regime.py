"""The document of exempt mode: criterion by criterion, how this installation is configured."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.analytics.models import Site
from plazamayor.core import formatting

Text = str | Promise


@dataclass(frozen=True)
class Criterion:
    """What is asked for, how it is met here with its real values, and where it is asked for."""

    asked: Text
    met: Text
    source: str = ""


def criteria(site: Site) -> Sequence[Criterion]:
    """The criteria, with the values this site has today."""
    return [*_purpose(site), *_identity(site), *_data(site), *_rights()]


def _purpose(site: Site) -> list[Criterion]:
    return [
        Criterion(
            _("Only for the publisher, to measure its own audience"),
            _(
                "The site %(domain)s is measured for %(organisation)s and for nobody else. No third party receives anything: "
                "the script, the collector and the store run in this installation."
            )
            % {"domain": site.domain, "organisation": site.organisation},
            "AEPD 2024; CNIL 2025",
        ),
        Criterion(
            _("Only anonymous statistics come out"),
            _("Pages and exports show counts. No page shows one visitor's route, and no export holds visitors."),
            "AEPD 2024",
        ),
        Criterion(
            _("No crossing with other data, nor between sites"),
            _(
                "The number that stands for a visitor is made with the site's number and a secret of the site and the day: the "
                "same person has another in another site, and another tomorrow."
            ),
            "AEPD 2024; CNIL 2025",
        ),
    ]


def _identity(site: Site) -> list[Criterion]:
    return [
        Criterion(
            _("Nothing is written on the visitor's device"),
            _("No cookie and no storage, but for the visitor's own decision not to be counted, kept in that browser as one word."),
            "LSSI, art. 22.2",
        ),
        Criterion(
            _("The address and the agent are not kept"),
            _(
                "They are used in memory to make the day's number and to tell country, device, browser and system, and "
                "forgotten. They are in no database, spool, log, sample nor backup."
            ),
            "RGPD, art. 5.1.c",
        ),
        Criterion(
            _("The identifier is of short life"),
            _(
                "The secret of each day, in the zone %(zone)s, is erased two hours after the day ends. It is in a file of its "
                "own, outside databases and backups."
            )
            % {"zone": site.time_zone},
            _("CNIL 2025 (13 months at most)"),
        ),
        Criterion(_("The place is not precise"), _geography(), "CNIL 2025"),
    ]


def _geography() -> str:
    if settings.GEO_DATABASE is None:
        return _("This installation has no database of places: neither country nor region is told.")
    return _("Country and region are told from a local database, without asking anybody.")


def _data(site: Site) -> list[Criterion]:
    kept = ", ".join([*site.kept_parameters, *site.search_parameters])
    networks = len(site.excluded_networks)
    excluded = ngettext("%(n)s network is left out.", "%(n)s networks are left out.", networks) % {"n": formatting.number(networks)}
    return [
        Criterion(
            _("Data have an end"),
            ngettext(
                "They are erased every night after %(n)s month.", "They are erased every night after %(n)s months.", site.retention_months
            )
            % {"n": site.retention_months},
            _("CNIL 2025 (25 months at most); the AEPD's figure has not been verified"),
        ),
        Criterion(
            _("Addresses carry no personal data"),
            (
                _("Of what follows the ? only these parameters are kept: %(kept)s.") % {"kept": kept}
                if kept
                else _("Nothing of what follows the ? in an address is kept.")
            )
            + " "
            + _("Numbers of identity documents, e-mails and the like are masked wherever they appear."),
            "RGPD, art. 5.1.c",
        ),
        Criterion(
            _("What is not an audience is not counted"), _("Machines are left out.") + (f" {excluded}" if networks else ""), "AEPD 2024"
        ),
    ]


def _rights() -> list[Criterion]:
    return [
        Criterion(
            _("Citizens are told"),
            _("To be done by the administration in its privacy policy. This document may be linked from it."),
            "AEPD 2024; RGPD, art. 13",
        ),
        Criterion(
            _("They may refuse"),
            _("A button that calls plaza.optOut() in any page stops the count in that browser, and Global Privacy Control is honoured."),
            "CNIL 2025",
        ),
        Criterion(
            _("What this document does not cover"),
            _(
                "Importing the server's access logs: they hold addresses and are kept by the administration for other "
                "purposes, so that use needs its own ground. It covers what the tracker measures."
            ),
        ),
    ]
