"""What the town's procedures promise: that all that is planted is written down, and nothing that is not."""

import pytest

from plazamayor.analytics.journeys.contract import DIMENSIONS
from plazamayor.demo.eoffice.eight import EIGHT
from plazamayor.demo.eoffice.expecting import expected
from plazamayor.demo.eoffice.planning import Agenda
from plazamayor.demo.eoffice.shape import Blueprint
from plazamayor.demo.town import EXEMPT, PEOPLE, SITES, UNITS
from plazamayor.demo.traffic.season import Season
from plazamayor.demo.traffic.story import Story
from plazamayor.procedures.surveys.questions import REASONS
from tools.demo_truth import END, PAGE, PERIODS, page


def test_the_page_says_what_the_code_plants() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_most_procedures_have_a_cause_and_some_have_none() -> None:
    with_causes = [each.code for each in EIGHT if each.planted]

    assert len(EIGHT) == 8
    assert len(with_causes) >= 5
    assert len(with_causes) <= len(EIGHT) - 2


@pytest.mark.parametrize("procedure", EIGHT, ids=lambda each: each.code)
def test_each_cause_is_one_that_can_be_found_and_explained(procedure: Blueprint) -> None:
    allowed = {"device", "browser"} if procedure.site in EXEMPT else set(DIMENSIONS)
    season = Season(Story(END), seed=1)
    days = [END.fromordinal(END.toordinal() - back) for back in range(PERIODS["a year"])]
    found = expected(Agenda(procedure, season), days)

    for planted in procedure.planted:
        assert set(planted.cause.values) <= allowed
        assert planted.cause.step < len(procedure.stages)
        assert planted.cause.points >= 0.08
        assert planted.reason in REASONS
        assert found.suffered[planted.cause].reached >= 200


@pytest.mark.parametrize("procedure", EIGHT, ids=lambda each: each.code)
def test_what_is_expected_adds_up(procedure: Blueprint) -> None:
    season = Season(Story(END), seed=1)
    found = expected(Agenda(procedure, season), [END.fromordinal(END.toordinal() - back) for back in range(PERIODS["a year"])])
    lost_otherwise = sum(found.reached[step - 1] * part for parts in (procedure.negative, procedure.fails) for step, part in parts.items())

    assert found.begun > 1000
    assert found.completed + sum(found.left) + lost_otherwise == pytest.approx(found.begun)


@pytest.mark.parametrize("procedure", EIGHT, ids=lambda each: each.code)
def test_each_belongs_to_somebody_of_the_town(procedure: Blueprint) -> None:
    assert procedure.site in {site.domain for site in SITES}
    assert procedure.unit in {name for name, _code in UNITS}
    assert procedure.owner in {person.mailbox for person in PEOPLE}
