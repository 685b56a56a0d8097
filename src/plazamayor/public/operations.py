"""The room's verbs. Each is one transaction and one line of the audit trail."""

import io
import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Organisation
from plazamayor.organisation.operations import record
from plazamayor.public.colours import LIGHT, contrast, is_readable, readable
from plazamayor.public.models import Look

LARGEST_CREST = 2 << 20
CREST = 192
"""Pixels of the side of a crest, as it is kept."""
DOMAIN = re.compile(r"(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


class Unreadable(Mistake):
    """White cannot be read on a colour."""


class WrongDomain(Mistake):
    """A domain is not one, or is of somebody else here."""


class WrongCrest(Mistake):
    """A file is no picture that can be a crest."""


@transaction.atomic
def change_look(  # noqa: PLR0913 each field of the form is said by its name
    *,
    organisation: Organisation,
    name: str,
    lead: str,
    colour: str,
    domain: str,
    hub: str,
    crest: Any,
    without_crest: bool,
    by: Any,
    now: datetime,
) -> Look:
    """Changes how an administration's pages look and where they are; raises Unreadable, WrongDomain and WrongCrest."""
    found, _made = Look.objects.select_for_update().get_or_create(organisation=organisation, defaults={"changed": now})
    fields = {"name": name, "lead": lead, "colour": require_readable(colour), "domain": _domain(domain, organisation), "hub": hub}
    changed = {key: [getattr(found, key), value] for key, value in fields.items() if getattr(found, key) != value}
    for key, value in fields.items():
        setattr(found, key, value)
    if crest or without_crest:
        found.crest = b"" if without_crest else made_crest(crest)
        changed["crest"] = ["", _("taken out") if without_crest else _("a new one")]
    found.changed = now
    found.save()
    if changed:
        record(organisation, by, "square.changed", found, changed, now)
    return found


def require_readable(colour: str) -> str:
    """A colour on which white can be read, in small letters; raises Unreadable with the nearest that would do."""
    colour = colour.strip().lower()
    if colour and not is_readable(colour):
        told = {"colour": colour, "contrast": f"{contrast(colour, '#ffffff'):.1f}".replace(".", ","), "other": readable(colour, LIGHT, 4.6)}
        raise Unreadable(
            _(
                "White on %(colour)s has a contrast of %(contrast)s, and 4,5 is needed to be read (WCAG 1.4.3). The "
                "nearest that would do: %(other)s."
            )
            % told
        )
    return colour


def made_crest(file: Any) -> bytes:
    """A picture written again by us as a PNG that fits its place; raises WrongCrest."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 loaded by whoever sends a picture

    if file.size > LARGEST_CREST:
        raise WrongCrest(_("The crest weighs more than 2 MB. A small picture is enough."))
    try:
        with Image.open(file, formats=["PNG", "JPEG", "WEBP", "GIF"]) as opened:
            opened.thumbnail((CREST, CREST))
            out = io.BytesIO()
            opened.convert("RGBA").save(out, "PNG", optimize=True)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise WrongCrest(_("That file is no picture: send a PNG, a JPEG or a WebP.")) from error
    return out.getvalue()


def _domain(text: str, organisation: Organisation) -> str:
    name = text.strip().lower().removeprefix("https://").rstrip("/")
    if name and not DOMAIN.fullmatch(name):
        raise WrongDomain(_("“%(name)s” is no domain. It is written as noticias.villaclara.es.") % {"name": name[:60]})
    if name and Look.objects.filter(domain=name).exclude(organisation=organisation).exists():
        raise WrongDomain(_("Another administration here has that domain."))
    return name
