"""What is told of a procedure when no group explains its loss."""

import pytest
from django.utils import translation

from plazamayor.analytics.journeys.contract import Funnel, StepFigures
from plazamayor.procedures.models import Channel, ChannelTime, Procedure, Step
from plazamayor.procedures.report.finding import Seen, finding
from tests.make.cast import Cast

STEPS = [Step(name=name) for name in ("Identificarse", "Adjuntar", "Justificante")]


def seen(procedure: Procedure, *reached: int) -> Seen:
    left = [before - after for before, after in zip(reached, [*reached[1:], reached[-1]], strict=True)]
    steps = tuple(StepFigures(reached=some, left=gone) for some, gone in zip(reached, left, strict=True))
    funnel = Funnel(started=reached[0], completed=reached[-1], negative=0, failed=0, left=sum(left), steps=steps)
    return Seen(procedure=procedure, steps=STEPS, funnel=funnel, frictions=None)


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("en", "abandonment there 50.0%, between 44.3% and 55.7% (95 % confidence; 310 reached it)"),
        ("es", "abandono de 50,0 %, entre 44,3 % y 55,7 % (confianza del 95 %; llegaron 310)"),
    ],
)
def test_the_step_that_loses_most_is_told_with_its_interval_in_each_language(cast: Cast, language: str, reason: str) -> None:
    procedure = Procedure.objects.create(organisation=cast.organisation, code="ayudas", name="Ayudas")

    with translation.override(language):
        told = finding(seen(procedure, 320, 310, 155))

        assert str(told.certainty_reason).replace("\u00a0", " ") == reason
        assert told.certainty == "firm"


def test_hours_that_are_known_are_told_once(cast: Cast) -> None:
    procedure = Procedure.objects.create(organisation=cast.organisation, code="ayudas", name="Ayudas")
    for channel, minutes in ((Channel.ONLINE, 20), (Channel.IN_PERSON, 80)):
        ChannelTime.objects.create(procedure=procedure, channel=channel, minutes=minutes, source="Cronometrado")

    with translation.override("es"):
        told = finding(seen(procedure, 320, 310, 155))

    assert str(told.how_much).replace("\u00a0", " ") == "155 personas se fueron ahí; 155 h de su tiempo."
