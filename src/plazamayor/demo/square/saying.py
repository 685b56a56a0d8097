"""What is told, in the town's own words."""

from dataclasses import dataclass

from plazamayor.publishing.models import Piece

CHANNELS = (
    ("website", "Web municipal", ""),
    ("mastodon", "Mastodon", "@villaclara@plaza.example"),
    ("bluesky", "Bluesky", "villaclara.example"),
    ("telegram", "Telegram", "@villaclaradelmar"),
)
"""Connector, name and account. Only the website's works."""
NETWORKS = ("mastodon", "bluesky", "telegram")
GRANT = "https://sede.villaclaradelmar.example/tramites/ayudas-comercio"


@dataclass(frozen=True, kw_only=True)
class Said:
    """A piece: days from today and hour at which it goes out (none for a draft without hour), where, and how far it got."""

    title: str
    summary: str
    text: str
    days: int | None
    hour: int = 10
    on: tuple[str, ...] = ("website",)
    state: str = Piece.State.PUBLISHED
    format: str = Piece.Format.SHORT
    of_campaign: bool = False


STEPS = (
    "Hasta **2.000 €** para tiendas y talleres de Villaclara. Estos son los pasos:\n\n"
    "1. Entrar en la sede electrónica con Cl@ve o certificado.\n2. Escribir los datos del comercio.\n"
    "3. Adjuntar la licencia y una factura.\n4. Firmar. El justificante llega al momento.\n\n"
    "Si algo falla, en el 010 ayudan a hacerlo, de lunes a viernes de 8 a 20 h."
)
SAID = (
    Said(
        title="Guía: cómo pedir la ayuda al comercio",
        summary="Hasta 2.000 € para tiendas y talleres. Se pide en la sede electrónica.",
        text=STEPS,
        days=-24,
        on=("website", *NETWORKS),
        format=Piece.Format.ARTICLE,
        of_campaign=True,
    ),
    Said(
        title="¿Me toca la ayuda al comercio? Preguntas y respuestas",
        summary="Quién puede pedirla, hasta cuándo y con qué papeles.",
        text=(
            "## ¿Quién puede pedirla?\n\nLos comercios y talleres con licencia en Villaclara y menos de 50 personas.\n\n"
            "## ¿Hasta cuándo?\n\nHasta el último día del plazo, a las 23:59.\n\n"
            "## ¿Qué papeles hacen falta?\n\nLa licencia y una factura de este año."
        ),
        days=-16,
        hour=9,
        on=("website", "mastodon"),
        format=Piece.Format.QUESTIONS,
        of_campaign=True,
    ),
    Said(
        title="Cómo adjuntar los papeles desde el móvil",
        summary="Una foto nítida de cada hoja basta.",
        text="Al llegar a «Adjuntar documentos», se puede hacer una foto de cada hoja. Tiene que leerse entera y pesar menos de 20 MB.",
        days=-9,
        hour=12,
        on=("website", "telegram"),
        of_campaign=True,
    ),
    Said(
        title="Queda una semana para pedir la ayuda al comercio",
        summary="El plazo acaba dentro de siete días.",
        text="Queda una semana para pedir la ayuda al comercio. Hace falta la licencia y una factura. Se pide en la sede electrónica.",
        days=2,
        on=("website", *NETWORKS),
        state=Piece.State.REVIEW,
        of_campaign=True,
    ),
    Said(
        title="Calles cortadas y desvíos por la lluvia",
        summary="El puente del Río y la avenida del Mar, cerrados hasta nuevo aviso.",
        text="Están cerrados el puente del Río y la avenida del Mar. Los autobuses 1 y 3 van por la ronda. Emergencias: 112.",
        days=-7,
        hour=8,
        on=("website", *NETWORKS),
    ),
    Said(
        title="Cita previa: abren 60 huecos más",
        summary="Para padrón y registro, de lunes a viernes.",
        text="Desde hoy hay 60 huecos más a la semana para padrón y registro. Se piden en la sede o en el 010.",
        days=-4,
        hour=9,
        on=("website", "telegram"),
    ),
    Said(
        title="Poda en la avenida del Mar",
        summary="De 8 a 14 h, sin aparcamiento en los números pares.",
        text="Mañana se podan los árboles de la avenida del Mar, de 8 a 14 h. No se podrá aparcar en los números pares.",
        days=-1,
        hour=18,
        on=("website", "mastodon"),
    ),
    Said(
        title="Corte de agua en el Puerto",
        summary="El jueves, de 9 a 13 h, por una avería.",
        text="El jueves no habrá agua en las calles del Puerto, de 9 a 13 h, por una avería. Habrá un camión cisterna en la plaza.",
        days=1,
        hour=12,
        on=("website", *NETWORKS),
        state=Piece.State.APPROVED,
    ),
    Said(
        title="Talleres de la biblioteca en invierno",
        summary="Doce talleres gratuitos. La inscripción abre el lunes.",
        text="La inscripción a los talleres de invierno abre el lunes. Son gratuitos y hay doce plazas en cada uno.",
        days=6,
        hour=18,
        on=("website",),
        state=Piece.State.DRAFT,
    ),
    Said(
        title="Calendario fiscal del año que viene",
        summary="Cuándo se paga cada impuesto municipal.",
        text="Estas son las fechas en que se paga cada impuesto municipal el año que viene.",
        days=None,
        on=("website",),
        state=Piece.State.DRAFT,
        format=Piece.Format.INFOGRAPHIC,
    ),
)
IDEAS = (
    "Un vídeo corto con los pasos para empadronarse, hecho por quien atiende el mostrador.",
    "Contar qué se ha hecho con las sugerencias del buzón de este trimestre.",
)
