"""The table of phrases: what is allowed, warned, held and blocked."""

import pytest
from django.utils.translation import override

from tests.guards.phrases import Phrase, phrases

TABLE = phrases()


@pytest.mark.parametrize("phrase", TABLE, ids=lambda phrase: f"{phrase.number}-{phrase.text[:40]}")
def test_a_phrase_is_told_as_the_table_expects(phrase: Phrase) -> None:
    with override("es"):
        assert phrase.found == phrase.expected


def test_the_table_has_every_answer_in_both_halves_and_more_than_one_hundred_and_twenty_phrases() -> None:
    halves = [{each.expected for each in TABLE if each.held_out is half} for half in (False, True)]
    assert (len(TABLE) >= 120, halves) == (True, [{"allowed", "warned", "held", "blocked"}] * 2)
