"""What citizens of the town answer: after finishing, and on leaving, with reasons that agree with what was planted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from itertools import islice
from random import Random
from typing import Any

from plazamayor.demo.eoffice.expecting import Expected, expected
from plazamayor.demo.eoffice.planning import Agenda
from plazamayor.demo.eoffice.shape import Blueprint
from plazamayor.procedures.models import Reply, Survey, Tally

ANSWERED = {"completed": 0.31, "left": 0.32}
"""Of those invited at each moment, the part that answers."""
NOTICED = 0.6
"""Of those who leave, the part that is asked: the rest close the page."""
CLOSED = 0.4
KEENER = 2
"""How much more those answer for whom something went wrong."""
WRITES = 0.3
ALONE = 0.79
LANGUAGES = {"es": 80, "ca": 16, "en": 4}
UNHAPPY = {1: 3, 2: 4, 3: 6}
HAPPY = {4: 6, 5: 5}
LEAVING = {1: 7, 2: 6, 3: 3, 4: 1}
CLEARNESS = {1: 1, 2: 2, 3: 4, 4: 7, 5: 4}
SOUGHT = {"phone": 8, "website": 6, "people": 5, "counter": 4, "message": 2, "internet": 2, "third": 1}
QUALITY = {1: 1, 2: 2, 3: 3, 4: 6, 5: 4}
REACHED = {"phone": 0.58, "counter": 0.86, "message": 0.52}
USUAL = {"identificarse": "identify", "documentos": "attach", "plano": "attach"}
REASONS: dict[str, dict[str, float]] = {
    "identify": {"identification": 9, "not_for_me": 3, "later": 3, "in_person": 2, "other": 1},
    "attach": {"document": 9, "later": 4, "file": 3, "length": 2, "in_person": 2},
    "": {"understanding": 4, "length": 4, "not_for_me": 4, "later": 5, "document": 3, "fault": 1, "in_person": 2, "other": 2},
}
TEXTS: dict[str, tuple[tuple[str, str], ...]] = {
    "identification": (
        ("Cl@ve se queda dando vueltas y me saca al principio.", "identificación"),
        ("No tengo certificado y no sé cómo se saca.", "identificación"),
        ("Por la noche no hay manera de entrar.", "identificación"),
    ),
    "file": (
        ("He hecho la foto con el móvil y dice que pesa demasiado.", "adjuntar"),
        ("No acepta las fotos de mi teléfono.", "adjuntar"),
        ("¿Por qué cuatro megas? Una foto ya son seis.", "adjuntar"),
    ),
    "document": (
        ("Pide un papel que tengo en casa, no en la tienda.", "documentos"),
        ("No sabía que hacía falta el recibo.", "documentos"),
    ),
    "understanding": (
        ("Entré en valenciano y el formulario está en castellano.", "lengua"),
        ("No entiendo qué me preguntan en la segunda página.", "claridad"),
    ),
    "fault": (
        ("Pulso el botón y no pasa nada.", "fallos"),
        ("Se queda en blanco al pagar.", "fallos"),
        ("En el móvil no se ve el calendario entero.", "fallos"),
    ),
    "length": (("Demasiadas páginas para tan poca cosa.", "largo"),),
    "in_person": (("Mañana paso por el ayuntamiento y lo hago allí.", "presencial"),),
    "happy": (
        ("Muy rápido, gracias.", ""),
        ("Más fácil de lo que esperaba.", ""),
        ("Bien, pero la letra es pequeña en el móvil.", "claridad"),
    ),
    "unhappy": (("Lo he conseguido a la tercera.", "fallos"), ("He tenido que llamar para acabarlo.", "ayuda")),
}


def tell(survey: Survey, agenda: Agenda, days: Iterable[date]) -> None:
    """Writes what was answered on some days; what was there already stays."""
    replies: list[Reply] = []
    tallies: list[Tally] = []
    for day in days:
        random = Random(f"{agenda.season.seed} {agenda.blueprint.code} {day}")
        found = expected(agenda, [day])
        for moment, invited, answers in (
            ("completed", found.completed, _completed(agenda.blueprint, random)),
            ("left", NOTICED * sum(found.left), _left(agenda.blueprint, found, random)),
        ):
            asked = _whole(invited, random)
            answered = list(islice(answers, _whole(asked * ANSWERED[moment], random)))
            replies += [_reply(survey, moment, day, number, fields) for number, fields in enumerate(answered)]
            if asked:
                closed = _whole((asked - len(answered)) * CLOSED, random)
                tallies.append(Tally(survey=survey, moment=moment, day=day, invited=asked, closed=closed))
    Reply.objects.bulk_create(replies, ignore_conflicts=True, batch_size=500)
    Tally.objects.bulk_create(tallies, ignore_conflicts=True, batch_size=500)


def _reply(survey: Survey, moment: str, day: date, number: int, fields: Mapping[str, Any]) -> Reply:
    key = blake2b(f"{survey.pk} {moment} {day} {number}".encode(), digest_size=16).hexdigest()
    return Reply(survey=survey, key=key, moment=moment, day=day, invited=True, **fields)


def _completed(blueprint: Blueprint, random: Random) -> Iterator[dict[str, Any]]:
    while True:
        happy = random.random() < blueprint.happy
        text, tag = _written(TEXTS["happy" if happy else "unhappy"], random)
        yield _answers(random, HAPPY if happy else UNHAPPY) | {"text": text, "tags": [tag] if tag else []}


def _left(blueprint: Blueprint, found: Expected, random: Random) -> Iterator[dict[str, Any]]:
    """Answers of those who left: at which step and why, each as often as it happens; whom something went wrong for answers more."""
    whys = _whys(blueprint, found)
    while any(whys.values()):
        step, reason = _drawn(whys, random)
        stage = blueprint.stages[step - 1]
        reason = reason or _drawn(REASONS[USUAL.get(stage.key, "")], random)
        text, tag = _written(TEXTS.get(reason, ()), random)
        yield _answers(random, LEAVING) | {"step": stage.key, "reason": reason, "text": text, "tags": [tag] if tag else []}


def _whys(blueprint: Blueprint, found: Expected) -> dict[tuple[int, str], float]:
    """How many left at each step by a cause, with its reason, and how many by nothing in particular."""
    whys: dict[tuple[int, str], float] = {(step, ""): left for step, left in enumerate(found.left, start=1)}
    for planted in blueprint.planted:
        lost = found.suffered[planted.cause].lost
        whys[planted.cause.step, ""] -= lost
        whys[planted.cause.step, planted.reason] = KEENER * lost
    return whys


def _answers(random: Random, feelings: Mapping[int, float]) -> dict[str, Any]:
    sought = ["none"] if random.random() < ALONE else [_drawn(SOUGHT, random)]
    reached = {way: random.random() < REACHED[way] for way in sought if way in REACHED}
    return {
        "language": _drawn(LANGUAGES, random),
        "satisfaction": _drawn(feelings, random),
        "clarity": _drawn(CLEARNESS, random),
        "help_sought": sought,
        "help_reached": reached,
        "help_quality": {way: _drawn(QUALITY, random) for way, answered in reached.items() if answered},
    }


def _written(texts: Sequence[tuple[str, str]], random: Random) -> tuple[str, str]:
    return random.choice(texts) if texts and random.random() < WRITES else ("", "")


def _drawn(weights: Mapping[Any, float], random: Random) -> Any:
    return random.choices(list(weights), list(weights.values()))[0]


def _whole(amount: float, random: Random) -> int:
    """A whole number near an amount: it is right on average."""
    return int(amount + random.random())
