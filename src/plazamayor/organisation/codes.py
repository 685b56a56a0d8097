"""Official codes of Spanish administrations and their shape."""

import re
from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

INE = re.compile(r"(0[1-9]|[1-4]\d|5[0-2])\d{3}", re.ASCII)
DIR3 = re.compile(r"[AEIJLU][A-Z0-9]\d{7}", re.ASCII)

# Comunidades autónomas, as ISO 3166-2 names them; `holidays` knows the same codes.
TERRITORIES = {
    "ES-AN": "Andalucía",
    "ES-AR": "Aragón",
    "ES-AS": "Asturias",
    "ES-CN": "Canarias",
    "ES-CB": "Cantabria",
    "ES-CM": "Castilla-La Mancha",
    "ES-CL": "Castilla y León",
    "ES-CT": "Catalunya",
    "ES-CE": "Ceuta",
    "ES-MD": "Comunidad de Madrid",
    "ES-NC": "Navarra",
    "ES-VC": "Comunitat Valenciana",
    "ES-EX": "Extremadura",
    "ES-GA": "Galicia",
    "ES-IB": "Illes Balears",
    "ES-RI": "La Rioja",
    "ES-ML": "Melilla",
    "ES-MC": "Región de Murcia",
    "ES-PV": "Euskadi",
}
LANGUAGES = {
    "es": "Castellano",
    "ca": "Català",
    "ca-valencia": "Valencià",
    "gl": "Galego",
    "eu": "Euskara",
    "oc-aranes": "Aranés",
    "en": "English",
}
TIME_ZONES = ("Europe/Madrid", "Atlantic/Canary", "Africa/Ceuta")


@cache
def _known_time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def validate_ine(value: str) -> None:
    """Refuses what is not the INE's code of a municipality: province (01 to 52) and three digits."""
    if not INE.fullmatch(value):
        raise ValidationError(_("An INE code has 5 digits and begins with its province, from 01 to 52. Example: 03999."), code="ine")


def validate_dir3(value: str) -> None:
    """Refuses what has not the shape of a code of the Directorio Común (DIR3)."""
    if not DIR3.fullmatch(value):
        raise ValidationError(_("A DIR3 code has a letter and 8 more characters. Example: L01039990."), code="dir3")


def validate_time_zone(value: str) -> None:
    """Refuses what the time zone database does not know."""
    if value not in _known_time_zones():
        raise ValidationError(_("No such time zone."), code="time_zone")


def disagree(ine_code: str, dir3_code: str) -> bool:
    """Tells whether a municipality's two codes name different places (its DIR3 code is `L01`, its INE code and a digit)."""
    return bool(INE.fullmatch(ine_code)) and dir3_code.startswith("L01") and dir3_code[3:8] != ine_code
