"""The official prices of administrative burdens, as an administration uses them.

They are those of the *método simplificado* of the State's administration: a cost for each burden, whatever the procedure. They were
worked out for businesses, in euros of about 2009. No row is kept of a price until somebody changes it.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation
from plazamayor.procedures.models import BurdenPrice

SOURCE = "Método simplificado de medición de cargas administrativas; manual de la AGE (2014), pp. 77–80"
CAVEAT = _("Prices of about 2009, worked out for businesses: for citizens they are a way of comparing, not what each one pays.")
READ_SECOND_HAND = _("The table was read in a public calculator that cites the manual; the manual itself was not at hand.")


@dataclass(frozen=True)
class Official:
    """A row of the official table."""

    key: str
    name: str | Promise
    euros: Decimal


def _row(key: str, name: str | Promise, euros: int) -> Official:
    return Official(key, name, Decimal(euros))


OFFICIAL: tuple[Official, ...] = (
    _row("request-in-person", _("Request made in person"), 80),
    _row("request-online", _("Request made on line"), 5),
    _row("request-intermediary", _("Request made through an intermediary"), 35),
    _row("documents-paper", _("Documents handed in on paper"), 5),
    _row("documents-online", _("Documents handed in on line"), 4),
    _row("communication-in-person", _("Communication made in person"), 30),
    _row("communication-online", _("Communication made on line"), 2),
    _row("data-item", _("A piece of data given"), 2),
    _row("certified-copy", _("A certified copy"), 1),
    _row("report", _("A report or a memorandum"), 500),
    _row("keep-documents", _("Keeping documents"), 20),
    _row("register-paper", _("Entry in a register, on paper"), 110),
    _row("register-online", _("Entry in a register, on line"), 50),
    _row("books-paper", _("Keeping books, on paper"), 300),
    _row("books-online", _("Keeping books, on line"), 150),
    _row("external-audit", _("External audit"), 1500),
    _row("inform-others", _("Informing third parties"), 100),
    _row("notarised-form", _("Form before a notary"), 500),
    _row("duty-to-publish", _("Duty to publish"), 100),
)
BY_KEY = {row.key: row for row in OFFICIAL}


@dataclass(frozen=True, kw_only=True)
class Price:
    """A price as an administration uses it; `official` is that of the table, None for one of its own."""

    key: str
    name: str | Promise
    euros: Decimal
    source: str
    official: Decimal | None

    @property
    def edited(self) -> bool:
        """Whether it is not the official one."""
        return self.euros != self.official or self.source != SOURCE


def prices_of(organisation: Organisation) -> list[Price]:
    """The prices that an administration uses: the official ones, with those it has changed."""
    own = {row.key: row for row in BurdenPrice.objects.filter(organisation=organisation)}
    return [_price(row, own.get(row.key)) for row in OFFICIAL]


def _price(row: Official, own: BurdenPrice | None) -> Price:
    if own is None:
        return Price(key=row.key, name=row.name, euros=row.euros, source=SOURCE, official=row.euros)
    return Price(key=row.key, name=row.name, euros=own.euros, source=own.source, official=row.euros)
