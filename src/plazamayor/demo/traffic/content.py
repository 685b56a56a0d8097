"""What there is to see in the town's websites, where people come from and with what, each with its weight.

Weights are parts of whatever their sum is. `TAIL` stands for one of the many pages that few people see.
"""

from plazamayor.demo.town import MAIN, OFFICE, SPORTS
from plazamayor.demo.traffic.season import Theme

Weights = dict[str, float]
TAIL = "(tail)"
AID = "/tramites/ayudas-comercio"
GUIDE = "/guias/ayudas-comercio"
ALERT = "/avisos/alerta-lluvias"
PHONES = "/telefonos-de-emergencia"

ORDINARY: Weights = {
    "/": 24, "/tramites": 5.5, "/tramites/cita-previa": 14, "/tramites/padron": 8.6, "/tramites/certificado-empadronamiento": 5.2,
    "/tramites/licencia-obra-menor": 1.9, "/tramites/queja-o-sugerencia": 1.6, "/tramites/reserva-pistas-deportivas": 4.4,
    "/tramites/pago-de-multas": 2.6, "/tramites/plaza-escolar": 1.2, "/noticias": 3.4, "/agenda": 4.6, "/agenda/cine-de-invierno": 1.1,
    "/agenda/mercado-de-los-jueves": 1.5, "/perfil-del-contratante": 4.4, "/transparencia": 1.5, "/transparencia/presupuesto": 0.7,
    "/transparencia/retribuciones": 0.9, "/contacto": 2.6, "/ayuntamiento/corporacion": 1.1, "/ayuntamiento/plenos": 0.8,
    "/bibliotecas": 1.5, "/deportes/piscina": 1.9, "/empleo-publico": 3.7, "/movilidad/autobuses": 1.6, "/urbanismo/plan-general": 0.9,
    PHONES: 0.9, "/accesibilidad": 0.2, "/privacidad": 0.2, TAIL: 17,
}  # fmt: skip
TOURISM: Weights = {
    "/turismo": 13, "/turismo/aparcamientos": 12, "/turismo/oficina": 7, "/turismo/alojamientos": 6, "/playas": 15,
    "/playas/bandera-de-hoy": 16, "/playas/accesibles": 4, "/playas/perros": 5, "/agenda": 8, "/agenda/verano": 8,
    "/movilidad/autobuses": 4, "/": 8, TAIL: 4,
}  # fmt: skip
STORM: Weights = {
    ALERT: 46, PHONES: 23, "/avisos": 5, "/avisos/clases-suspendidas": 14, "/avisos/calles-cortadas": 9, "/": 7, "/movilidad/autobuses": 2,
}  # fmt: skip
TRADE: Weights = {AID: 48, f"{AID}/solicitud": 17, GUIDE: 24, "/guias/adjuntar-documentos": 5, "/tramites": 3, "/": 3}
LETTER: Weights = {
    GUIDE: 24,
    "/noticias": 12,
    "/agenda": 16,
    "/agenda/sant-climent": 14,
    AID: 12,
    "/transparencia/como-te-atendemos": 4,
    TAIL: 18,
}
FESTIVAL: Weights = {
    "/agenda/sant-climent": 62,
    "/agenda": 14,
    "/agenda/sant-climent/castillo-de-fuegos": 11,
    "/movilidad/cortes-de-fiestas": 8,
    "/": 5,
}
TAXES: Weights = {
    "/tramites/pago-de-tributos": 44, "/tramites/domiciliar-recibos": 17, "/tramites/ibi": 16, "/tramites/pago-de-multas": 8,
    "/tramites": 6, "/": 9,
}  # fmt: skip

E_OFFICE: Weights = {
    "/": 22, "/carpeta": 18, "/tramites": 14, "/tramites/instancia-general": 14, "/tramites/tributos/pago": 8, "/tablon": 7,
    "/perfil-del-contratante": 5, "/ayuda/certificado-y-clave": 6, "/tramites/cita-previa/reserva": 9, TAIL: 4,
}  # fmt: skip
E_TRADE: Weights = {AID: 44, "/ca/tramits/ajudes-comerc": 8, "/ayuda/adjuntar-documentos": 24, "/carpeta": 16, "/tramites": 8}
E_TAXES: Weights = {"/tramites/tributos/pago": 55, "/tramites/tributos/recibos": 25, "/carpeta": 12, "/": 8}

SPORTS_PAGES: Weights = {
    "/": 30, "/piscina": 18, "/horarios": 16, "/tarifas": 12, "/pabellon": 8, "/pistas-de-padel": 9, "/escuelas-deportivas": 7, TAIL: 2,
}  # fmt: skip

MAIN_PAGES: dict[Theme, Weights] = {
    Theme.ORDINARY: ORDINARY, Theme.TOURISM: TOURISM, Theme.STORM: STORM, Theme.TRADE: TRADE, Theme.CAMPAIGN: {**TRADE, GUIDE: 38, AID: 40},
    Theme.LETTER: LETTER, Theme.FESTIVAL: FESTIVAL, Theme.TAXES: TAXES,
}  # fmt: skip
OFFICE_PAGES: dict[Theme, Weights] = {
    Theme.ORDINARY: E_OFFICE, Theme.TOURISM: E_OFFICE, Theme.STORM: E_OFFICE, Theme.TRADE: E_TRADE, Theme.CAMPAIGN: E_TRADE,
    Theme.LETTER: E_TRADE, Theme.FESTIVAL: E_OFFICE, Theme.TAXES: E_TAXES,
}  # fmt: skip
PAGES = {MAIN: MAIN_PAGES, OFFICE: OFFICE_PAGES, SPORTS: dict.fromkeys(Theme, SPORTS_PAGES)}
"""What there is to see in each site, by what brings people to it."""

NEXT = {
    "/": "/tramites", "/tramites": "/tramites/cita-previa", GUIDE: AID, AID: f"{AID}/solicitud", f"{AID}/solicitud": f"{AID}/adjuntar",
    f"{AID}/adjuntar": f"{AID}/firmar", f"{AID}/firmar": f"{AID}/justificante", ALERT: PHONES, "/avisos/clases-suspendidas": ALERT,
    "/agenda": "/agenda/sant-climent", "/playas": "/playas/bandera-de-hoy", "/turismo": "/turismo/aparcamientos", "/carpeta": "/tramites",
    "/tramites/padron": "/tramites/certificado-empadronamiento", "/noticias": TAIL, "/tramites/ibi": "/tramites/pago-de-tributos",
}  # fmt: skip
"""Where a page most often leads."""
NEXT_WEIGHTS: Weights = dict.fromkeys(NEXT.values(), 0)

DOWNLOADS: Weights = {
    "/documentos/plano-de-la-villa.pdf": 10, "/documentos/ordenanzas-fiscales.pdf": 8, "/documentos/instancia-general.pdf": 17,
    "/documentos/bases-ayudas-comercio.pdf": 14, "/documentos/programa-sant-climent.pdf": 15, "/documentos/guia-de-playas.pdf": 8,
    "/documentos/presupuesto-resumen.pdf": 4, "/documentos/pliego-limpieza.pdf": 7, "/documentos/horarios-autobus.pdf": 9,
    "/documentos/acta-pleno.pdf": 4, "/documentos/que-hacer-si-llueve.pdf": 4,
}  # fmt: skip
SEARCHES: Weights = {
    "cita previa": 16, "empadronamiento": 13, "ibi": 7, "empleo": 9, "bolsa de trabajo": 6, "piscina": 6, "ayudas": 6, "ayuda comercio": 7,
    "sant climent": 5, "teléfono policía": 5, "multas": 6, "autobús": 4, "guardería": 3, "farmacia de guardia": 4, "playa perros": 3,
}  # fmt: skip
STORM_SEARCHES: Weights = {
    "teléfonos de emergencia": 34, "emergencias": 12, "hay clase mañana": 14, "112": 10, "calles cortadas": 11, "alerta roja": 9,
    "albergue": 4,
    "telèfons d’emergència": 6,
}  # fmt: skip
LOST: Weights = {
    "/wp-login.php": 4, "/index.php/tramites": 22, "/portal/padron.html": 18, "/turismo/playas.asp": 11, "/noticias/feed": 9, "/bop": 6,
    "/agenda/fallas": 6, "/documentos/callejero.pdf": 14, "/ca/tramits": 10,
}  # fmt: skip
ELSEWHERE: Weights = {
    f"{OFFICE}/": 24, f"{OFFICE}{AID}/solicitud": 10, f"{OFFICE}/tramites/cita-previa/reserva": 18, "clave.gob.es/clave_Home/clave.html": 8,
    "gva.es/es/inicio": 5, "aemet.es/es/eltiempo/prediccion": 6, "dgt.es/inicio": 4, "suma.es": 12,
    "contrataciondelestado.es/wps/portal/plataforma": 7,
    "facebook.com/villaclaradelmar": 3, "instagram.com/villaclaradelmar": 3,
}  # fmt: skip
FORMS: Weights = {"escribenos": 44, "cita-previa": 30, "queja-o-sugerencia": 14, "servido": 12}
ACTIONS: Weights = {"llamar-010": 40, "copiar-iban": 12, "ver-video-adjuntar": 30, "anadir-al-calendario": 18}

Source = tuple[str, str, str, str, str, str, str]
"""Channel, referrer, utm_source, utm_medium, utm_campaign, utm_content and our campaign's code."""
REFERRERS: dict[str, tuple[str, float]] = {
    "": ("direct", 25.4), "google.com": ("search", 39), "bing.com": ("search", 3.4), "duckduckgo.com": ("search", 1.2),
    "ecosia.org": ("search", 0.5),
    "es.search.yahoo.com": ("search", 0.4), "facebook.com": ("social", 4.6), "instagram.com": ("social", 2),
    "whatsapp.com": ("social", 3.1),
    "t.co": ("social", 0.8), "telegram.org": ("social", 0.7), "mastodon.social": ("social", 0.2), "chatgpt.com": ("ai", 1.6),
    "gemini.google.com": ("ai", 0.6), "perplexity.ai": ("ai", 0.3), "copilot.microsoft.com": ("ai", 0.3), "gva.es": ("official", 1.9),
    "diputacionalicante.es": ("official", 1.2), "administracion.gob.es": ("official", 0.9), "boe.es": ("official", 0.5),
    "clave.gob.es": ("official", 0.5),
    "lamarinadiaria.example": ("other", 1.4), "foro-villaclara.example": ("other", 0.7), MAIN: ("direct", 0),
}  # fmt: skip
"""Where visits of an ordinary day come from."""
BY_THEME: dict[Theme, Weights] = {
    Theme.STORM: {
        "": 26,
        "google.com": 21,
        "whatsapp.com": 29,
        "facebook.com": 9,
        "t.co": 7,
        "instagram.com": 3,
        "telegram.org": 3,
        "lamarinadiaria.example": 3,
    },
    Theme.TOURISM: {
        "google.com": 64,
        "": 15,
        "bing.com": 6,
        "chatgpt.com": 5,
        "gemini.google.com": 2,
        "instagram.com": 5,
        "facebook.com": 3,
    },
    Theme.FESTIVAL: {"google.com": 41, "instagram.com": 19, "facebook.com": 16, "": 17, "whatsapp.com": 7},
}

Setup = tuple[str, str, int, int, str]
"""Device, browser, its major version at the end, by how many it grows every four weeks, and system."""
MOBILE: dict[Setup, float] = {
    ("mobile", "Chrome", 154, 1, "Android"): 55, ("mobile", "Safari", 26, 0, "iOS"): 29,
    ("mobile", "Samsung Internet", 30, 0, "Android"): 7,
    ("mobile", "Firefox", 156, 1, "Android"): 2.5, ("mobile", "Edge", 154, 1, "Android"): 1.5,
    ("mobile", "Android WebView", 154, 1, "Android"): 3,
    ("mobile", "DuckDuckGo", 5, 0, "Android"): 1, ("mobile", "Chrome", 154, 1, "iOS"): 1,
}  # fmt: skip
DESKTOP: dict[Setup, float] = {
    ("desktop", "Chrome", 154, 1, "Windows"): 52, ("desktop", "Edge", 154, 1, "Windows"): 20, ("desktop", "Firefox", 156, 1, "Windows"): 8,
    ("desktop", "Safari", 26, 0, "macOS"): 7, ("desktop", "Chrome", 154, 1, "macOS"): 5, ("desktop", "Firefox", 156, 1, "Linux"): 3,
    ("desktop", "Chrome", 154, 1, "Linux"): 2, ("desktop", "Opera", 131, 1, "Windows"): 2, ("desktop", "Firefox", 140, 0, "Windows"): 1,
}  # fmt: skip
TABLET: dict[Setup, float] = {
    ("tablet", "Safari", 26, 0, "iOS"): 52, ("tablet", "Chrome", 154, 1, "Android"): 40,
    ("tablet", "Samsung Internet", 30, 0, "Android"): 8,
}  # fmt: skip

Origin = tuple[str, str, str]
"""Country, region and language."""
RESIDENTS: dict[Origin, float] = {
    ("ES", "ES-VC", "es"): 58, ("ES", "ES-VC", "ca"): 16, ("ES", "ES-MD", "es"): 6, ("ES", "ES-CT", "es"): 1.8, ("ES", "ES-CT", "ca"): 1.4,
    ("ES", "ES-MC", "es"): 2.6, ("ES", "ES-AN", "es"): 1.9, ("ES", "ES-CM", "es"): 1.3, ("ES", "ES-VC", "en"): 2.4,
    ("ES", "ES-VC", "ro"): 1.1,
    ("ES", "ES-VC", "de"): 0.6, ("FR", "FR-IDF", "fr"): 1.7, ("FR", "FR-OCC", "fr"): 1.1, ("GB", "GB-ENG", "en"): 1.6,
    ("DE", "DE-NW", "de"): 0.6,
    ("RO", "RO-B", "ro"): 1.2, ("US", "US-CA", "en"): 0.4, ("MA", "MA-06", "fr"): 0.5, ("IT", "IT-25", "it"): 0.3, ("", "", "es"): 0.9,
}  # fmt: skip
TRAVELLERS: dict[Origin, float] = {
    ("ES", "ES-MD", "es"): 28, ("ES", "ES-VC", "es"): 15, ("ES", "ES-CM", "es"): 6, ("ES", "ES-CT", "ca"): 4, ("ES", "ES-PV", "es"): 4,
    ("FR", "FR-IDF", "fr"): 9, ("FR", "FR-OCC", "fr"): 6, ("GB", "GB-ENG", "en"): 9, ("GB", "GB-SCT", "en"): 2, ("DE", "DE-NW", "de"): 4,
    ("DE", "DE-BY", "de"): 3, ("NL", "NL-NH", "nl"): 3, ("BE", "BE-BRU", "fr"): 2, ("PT", "PT-11", "pt"): 1, ("IT", "IT-25", "it"): 1.5,
    ("RO", "RO-B", "ro"): 1, ("NO", "NO-03", "en"): 1, ("SE", "SE-AB", "en"): 0.8, ("PL", "PL-14", "pl"): 0.7,
}  # fmt: skip

WORKING_HOURS = (4, 2, 1, 1, 1, 3, 12, 34, 66, 88, 96, 98, 90, 74, 58, 52, 56, 60, 62, 58, 52, 46, 32, 14)
RESTFUL_HOURS = (8, 4, 2, 1, 1, 2, 5, 14, 30, 54, 74, 82, 78, 62, 50, 52, 60, 66, 70, 72, 66, 58, 40, 20)
STORM_HOURS = (18, 12, 10, 10, 14, 34, 78, 98, 92, 80, 74, 70, 68, 66, 64, 62, 64, 72, 80, 84, 76, 60, 42, 28)


def tail(domain: str) -> list[str]:
    """The many pages that few people see: contracts and news of a site."""
    if domain == OFFICE:
        return [f"/tablon/anuncio-{number}" for number in range(2201, 2281)]
    if domain == SPORTS:
        return [f"/noticias/torneo-{number}" for number in range(1, 25)]
    contracts = [f"/perfil-del-contratante/expediente-{number}" for number in range(101, 431)]
    about = ("obras", "cultura", "deporte", "mayores", "juventud", "medio-ambiente", "fiestas", "comercio", "playas", "educacion")
    return [
        page for number in range(1, 83) for page in (f"/noticias/{about[number % 10]}-{number}", *contracts[number * 4 - 4 : number * 4])
    ] + [f"/agenda/actividad-{number}" for number in range(1, 741)]
