"""The eight procedures of Villaclara del Mar. Their SIA codes are invented: all begin with 9999, which is given to nobody.

What is planted is in `planted`, and nowhere else: everybody else leaves a step as often as everybody.
"""

from plazamayor.demo.causes import Cause
from plazamayor.demo.eoffice.shape import ELSEWHERE, OPENING, Blueprint, Planted, Stage, Told, Turn, Window
from plazamayor.demo.town import OFFICE, SPORTS
from plazamayor.procedures.models import Channel, Procedure

IDENTIFY = ELSEWHERE | {"/tramites/cita-previa": 16, "clave.gob.es/clave_Home/clave.html": 12}
ATTACH = ELSEWHERE | {"/telefono-010": 24, "/ayuda/adjuntar-documentos": 8}
ONLINE_FORM = {"request-online": 1.0, "data-item": 4.0}
COUNTER_FORM = {"request-in-person": 1.0, "data-item": 4.0}

CENSUS = Blueprint(
    code="alta-padron", sia="999926001", name="Alta en el padrón de habitantes", site=OFFICE, unit="Secretaría", owner="amparo.guillem",
    kind=Procedure.Kind.OBLIGATORY, life_event=Procedure.LifeEvent.RESIDENCE, legal_term="3 meses; silencio positivo", daily=33,
    months=(1.05, 1, 0.95, 0.9, 0.95, 1, 1, 0.9, 1.5, 1.25, 1, 0.7), mobile=0.52, happy=0.66,
    entries={"/tramites/alta-padron": 62, "/": 14, "/carpeta": 10, "/ayuda/empadronarse": 14},
    valencian={"/ca/tramits/alta-padro": 60, "/tramites/alta-padron": 24, "/": 8, "/carpeta": 8},
    stages=(
        Stage("identificarse", "Identificarse", 70, 0.11, elsewhere=IDENTIFY),
        Stage("datos", "Datos personales", 150, 0.08, errors=0.07),
        Stage("domicilio", "Domicilio y convivientes", 190, 0.1, errors=0.08, backs=0.09),
        Stage("documentos", "Adjuntar documentos", 240, 0.14, errors=0.09, helps=0.06, elsewhere=ATTACH),
        Stage("firmar", "Firmar", 60, 0.05),
        Stage("justificante", "Justificante", 40),
    ),
    planted=(
        Planted(
            Cause(2, (("entry", "/ca/tramits/alta-padro"),), 0.22),
            "La ficha en valenciano lleva a un formulario que solo está en castellano.", "understanding",
        ),
    ),
    channels={Channel.IN_PERSON: 0.62, Channel.ASSISTED: 0.09},
    burdens={Channel.ONLINE: {**ONLINE_FORM, "documents-online": 2}, Channel.IN_PERSON: {**COUNTER_FORM, "documents-paper": 2}},
    minutes={Channel.ONLINE: 16, Channel.ASSISTED: 45, Channel.IN_PERSON: 75},
)  # fmt: skip

AID = Blueprint(
    code="ayudas-comercio", sia="999926002", name="Ayudas al comercio local", site=OFFICE, unit="Comercio y consumo", owner="carme.segarra",
    life_event=Procedure.LifeEvent.FUNDING, legal_term="6 meses; silencio negativo", daily=30, resting=0.42,
    window=Window(campaign=True), campaign=24, mobile=0.47, happy=0.7,
    entries={"/tramites/ayudas-comercio": 66, "/": 8, "/carpeta": 12, "": 14},
    valencian={"/ca/tramits/ajudes-comerc": 52, "/tramites/ayudas-comercio": 34, "/carpeta": 14},
    stages=(
        Stage("identificarse", "Identificarse", 70, 0.1, errors=0.06, elsewhere=IDENTIFY),
        Stage("datos", "Datos del comercio", 125, 0.06),
        Stage("epigrafe", "Cuenta y epígrafe", 92, 0.05, helps=0.08),
        Stage("documentos", "Adjuntar documentos", 400, 0.16, errors=0.08, helps=0.06, backs=0.07, elsewhere=ATTACH),
        Stage("firmar", "Firmar", 54, 0.065),
        Stage("justificante", "Justificante", 40),
    ),
    negative={3: 0.025}, not_eligible="no-cumple-los-requisitos", fails={5: 0.008},
    planted=(
        Planted(Cause(4, (("device", "mobile"),), 0.25), "El límite es de 4 MB por archivo: una foto de móvil pesa más.", "file"),
        Planted(Cause(1, (("hour", "20-24"),), 0.2), "De 20 a 24 h la pasarela de identificación se queda parada.", "identification"),
    ),
    turns=(
        Turn(14, "Texto de ayuda sobre el epígrafe del IAE", 0),
        Turn(OPENING, "Se abre el plazo; el IBAN ya no se pide dos veces", 3, 0.1),
    ),
    channels={Channel.IN_PERSON: 0.25, Channel.ASSISTED: 0.1},
    burdens={Channel.ONLINE: {**ONLINE_FORM, "documents-online": 3}, Channel.IN_PERSON: {**COUNTER_FORM, "documents-paper": 3}},
    minutes={Channel.ONLINE: 24, Channel.ASSISTED: 50, Channel.IN_PERSON: 95},
)  # fmt: skip

FINE = Blueprint(
    code="pago-multas", sia="999926003", name="Pago de multas de tráfico", site=OFFICE, unit="Policía local", owner="rafael.llopis",
    kind=Procedure.Kind.OBLIGATORY, life_event=Procedure.LifeEvent.VEHICLES, legal_term="20 días naturales con reducción", daily=42,
    months=(0.9, 0.9, 0.95, 1.1, 1, 1.1, 1.35, 1.5, 1.1, 0.95, 0.9, 0.85), resting=0.55, mobile=0.64, happy=0.62, untied=6,
    entries={"/tramites/pago-multas": 70, "/": 12, "/carpeta": 8, "/ayuda/he-recibido-una-multa": 10},
    stages=(
        Stage("buscar", "Buscar la denuncia", 80, 0.09, errors=0.12, backs=0.0),
        Stage("importe", "Importe y reducción", 60, 0.08, helps=0.06),
        Stage("pagar", "Pagar con tarjeta o Bizum", 120, 0.1, told=Told.CALL, errors=0.06),
        Stage("justificante", "Justificante", 30, told=Told.CALL),
    ),
    fails={3: 0.012},
    planted=(
        Planted(
            Cause(3, (("browser", "Safari"),), 0.18), "La pasarela de pago abre una ventana que Safari bloquea.", "fault",
        ),
    ),
    turns=(Turn(38, "Para ver el importe ya no hay que registrarse", 2, 0.21), Turn(75, "Nueva imagen de la página de pago", 0)),
    channels={Channel.IN_PERSON: 0.28, Channel.ASSISTED: 0.05, Channel.PHONE: 0.04},
    costs={Channel.ONLINE: 1.4, Channel.ASSISTED: 8.2, Channel.IN_PERSON: 10.9, Channel.PHONE: 6.3},
    burdens={Channel.ONLINE: {"request-online": 1, "data-item": 2}, Channel.IN_PERSON: {"communication-in-person": 1, "data-item": 2}},
    minutes={Channel.ONLINE: 7, Channel.ASSISTED: 30, Channel.IN_PERSON: 50, Channel.PHONE: 15},
)  # fmt: skip

COURT = Blueprint(
    code="reserva-deportiva", sia="999926004", name="Reserva de pistas y piscina", site=SPORTS, unit="Educación y deportes",
    owner="josep.ivars", legal_term="en el acto", daily=44, resting=0.95, mobile=0.71, happy=0.8,
    months=(0.9, 0.9, 1, 1.05, 1.1, 1.35, 1.5, 1.2, 1.1, 1, 0.95, 0.8),
    entries={"/reservas": 52, "/": 30, "/piscina": 18},
    stages=(
        Stage("instalacion", "Elegir instalación", 45, 0.09, backs=0.0),
        Stage("hora", "Elegir día y hora", 90, 0.12, backs=0.12),
        Stage("datos", "Datos y pago", 110, 0.09, errors=0.06),
        Stage("confirmada", "Reserva confirmada", 25),
    ),
    planted=(
        Planted(Cause(2, (("device", "mobile"),), 0.14), "En el móvil, el calendario no cabe: la columna de la tarde no se ve.", "fault"),
    ),
    channels={Channel.IN_PERSON: 0.18, Channel.PHONE: 0.22},
    costs={Channel.ONLINE: 0.9, Channel.IN_PERSON: 6.4, Channel.PHONE: 5.1},
    burdens={Channel.ONLINE: {"request-online": 1}, Channel.IN_PERSON: {"request-in-person": 1}},
    minutes={Channel.ONLINE: 5, Channel.IN_PERSON: 40, Channel.PHONE: 9},
)  # fmt: skip

BUILDING = Blueprint(
    code="licencia-obra-menor", sia="999926005", name="Licencia de obra menor", site=OFFICE, unit="Urbanismo y licencias",
    owner="josep.ivars", life_event=Procedure.LifeEvent.BUSINESS, legal_term="1 mes; silencio positivo", daily=27, resting=0.3,
    months=(0.95, 1.05, 1.15, 1.1, 1.15, 1.1, 0.9, 0.5, 1, 1.15, 1.1, 0.8), mobile=0.24, happy=0.58,
    entries={"/tramites/licencia-obra-menor": 64, "/": 10, "/carpeta": 20, "/ayuda/que-obra-necesita-licencia": 6},
    stages=(
        Stage("identificarse", "Identificarse", 65, 0.08, elsewhere=IDENTIFY),
        Stage("lugar", "Lugar de la obra", 120, 0.07, errors=0.07),
        Stage("obra", "Descripción y presupuesto", 260, 0.1, helps=0.09, backs=0.08),
        Stage("plano", "Adjuntar plano y fotos", 280, 0.11, errors=0.08, elsewhere=ATTACH),
        Stage("tasa", "Pagar la tasa", 130, 0.07),
        Stage("firmar", "Firmar", 75, 0.07, errors=0.06),
        Stage("justificante", "Justificante", 40),
    ),
    negative={3: 0.03}, not_eligible="no-necesita-licencia",
    planted=(
        Planted(Cause(6, (("browser", "Firefox"),), 0.34), "Con Firefox, el botón «Firmar» no abre el programa de firma.", "fault"),
    ),
    turns=(Turn(60, "Ejemplo de plano en la ayuda del paso 4", 0),),
    channels={Channel.IN_PERSON: 0.8, Channel.ASSISTED: 0.12},
    costs={Channel.ONLINE: 6.8, Channel.ASSISTED: 19.5, Channel.IN_PERSON: 24.1},
    burdens={Channel.ONLINE: {**ONLINE_FORM, "documents-online": 3}, Channel.IN_PERSON: {**COUNTER_FORM, "documents-paper": 3}},
    minutes={Channel.ONLINE: 35, Channel.ASSISTED: 60, Channel.IN_PERSON: 110},
)  # fmt: skip

SCHOOL = Blueprint(
    code="plaza-escolar", sia="999926006", name="Admisión escolar: pedir plaza", site=OFFICE, unit="Educación y deportes",
    owner="josep.ivars", life_event=Procedure.LifeEvent.EDUCATION, legal_term="listas el 17 de junio", daily=105, resting=0.8,
    window=Window((4, 22), (5, 20)), mobile=0.62, happy=0.63,
    entries={"/tramites/plaza-escolar": 74, "/": 10, "/ayuda/baremo-escolar": 16},
    stages=(
        Stage("identificarse", "Identificarse", 75, 0.09, told=Told.EVENT, elsewhere=IDENTIFY),
        Stage("menor", "Datos del menor", 140, 0.06, told=Told.EVENT),
        Stage("centros", "Elegir centros", 200, 0.08, told=Told.EVENT, helps=0.09),
        Stage("documentos", "Adjuntar documentos", 260, 0.12, told=Told.EVENT, errors=0.08, elsewhere=ATTACH),
        Stage("enviada", "Solicitud enviada", 40, told=Told.EVENT),
    ),
    planted=(
        Planted(
            Cause(4, (("browser", "Safari"), ("device", "mobile")), 0.24),
            "Las fotos que hace un iPhone (HEIC) no se aceptan; con otro móvil, o con Safari en un ordenador, no pasa.", "file",
        ),
    ),
    channels={Channel.IN_PERSON: 0.35, Channel.ASSISTED: 0.15},
    burdens={Channel.ONLINE: {**ONLINE_FORM, "documents-online": 2}, Channel.IN_PERSON: {**COUNTER_FORM, "documents-paper": 2}},
    minutes={Channel.ONLINE: 21, Channel.ASSISTED: 45, Channel.IN_PERSON: 80},
)  # fmt: skip

COMPLAINT = Blueprint(
    code="queja-sugerencia", sia="999926007", name="Quejas y sugerencias", site=OFFICE, unit="Comunicación y participación",
    owner="amparo.guillem", legal_term="15 días hábiles", daily=21, resting=0.6, storm=4.5, mobile=0.66, happy=0.6,
    entries={"/tramites/queja-sugerencia": 70, "/": 20, "/contacto": 10},
    stages=(
        Stage("tema", "De qué se trata", 45, 0.12),
        Stage("texto", "Contarlo", 210, 0.13, backs=0.07),
        Stage("contacto", "Cómo responder", 60, 0.09),
        Stage("enviada", "Enviada", 25),
    ),
    channels={Channel.IN_PERSON: 0.3, Channel.PHONE: 0.5},
    costs={Channel.ONLINE: 2.2, Channel.IN_PERSON: 9.8, Channel.PHONE: 5.6},
    minutes={Channel.ONLINE: 9, Channel.IN_PERSON: 45, Channel.PHONE: 12},
)  # fmt: skip

CERTIFICATE = Blueprint(
    code="certificado-padron", sia="999926008", name="Certificado de empadronamiento", site=OFFICE, unit="Secretaría",
    owner="amparo.guillem", life_event=Procedure.LifeEvent.RESIDENCE, legal_term="en el acto", daily=46, mobile=0.55, happy=0.83,
    months=(1.05, 1, 1, 1.05, 1.15, 1.05, 0.95, 0.75, 1.3, 1.1, 0.95, 0.75),
    entries={"/tramites/certificado-padron": 64, "/": 14, "/carpeta": 22},
    stages=(
        Stage("identificarse", "Identificarse", 60, 0.1, elsewhere=IDENTIFY),
        Stage("tipo", "Tipo de certificado", 50, 0.06, helps=0.07),
        Stage("motivo", "Para qué es", 35, 0.04),
        Stage("descarga", "Descarga", 30),
    ),
    turns=(Turn(46, "Texto más breve en la primera página", 0),),
    channels={Channel.IN_PERSON: 0.33, Channel.ASSISTED: 0.06},
    burdens={Channel.ONLINE: {"request-online": 1}, Channel.IN_PERSON: {"request-in-person": 1}},
    minutes={Channel.ONLINE: 5, Channel.ASSISTED: 25, Channel.IN_PERSON: 55},
)  # fmt: skip

EIGHT = (CENSUS, AID, FINE, COURT, BUILDING, SCHOOL, COMPLAINT, CERTIFICATE)
BY_CODE = {each.code: each for each in EIGHT}
