"""Types of page, told apart by how their address begins."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, str | Promise] = {
    "informative": _("Informative"),
    "e_office": _("E-office"),
    "transparency": _("Transparency"),
    "procurement": _("Procurement profile"),
    "institutional": _("Institutional"),
}

USUAL = [
    {"prefix": prefix, "type": kind}
    for kind, prefixes in {
        "e_office": ("/sede", "/seu", "/tramites", "/tramits", "/carpeta-ciudadana", "/oficina-virtual", "/eadmin"),
        "transparency": ("/transparencia", "/portal-transparencia", "/gobierno-abierto", "/datos-abiertos"),
        "procurement": ("/perfil-del-contratante", "/perfil-contratante", "/perfil-del-contractant", "/contratacion", "/licitaciones"),
        "institutional": ("/ayuntamiento", "/ajuntament", "/concello", "/udala", "/corporacion", "/gobierno", "/el-ayuntamiento", "/pleno"),
        "informative": ("/",),
    }.items()
    for prefix in prefixes
]
"""What a new site of a Spanish council begins with; the longest prefix that fits says the type."""
