"""The grammar of a finding."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from plazamayor.core.findings import Certainty, Finding, around


def test_one_phrase_of_the_claim_is_marked() -> None:
    finding = Finding(claim="Visits rose on <b>two</b> days of rain.", highlight="two", certainty=Certainty.FIRM)

    assert finding.claim_marked == "Visits rose on &lt;b&gt;<em>two</em>&lt;/b&gt; days of rain."


@pytest.mark.parametrize("highlight", ["snow", "s"])
def test_the_phrase_has_to_be_in_the_claim_once(highlight: str) -> None:
    with pytest.raises(ValueError, match="once"):
        Finding(claim="Visits rose on days of rain.", highlight=highlight, certainty=Certainty.FIRM)


def test_what_is_not_known_says_what_is_missing() -> None:
    with pytest.raises(ValueError, match="missing"):
        Finding(claim="It cannot be said.", certainty=Certainty.UNKNOWN)


def test_what_to_look_at_leads_there_by_its_phrase() -> None:
    finding = Finding(
        claim="Claim.", certainty=Certainty.FIRM, look_at="See the page, today.", look_at_phrase="the page", look_at_address="/a?b=1&c=2"
    )

    assert finding.look_at_linked == 'See <a href="/a?b=1&amp;c=2">the page</a>, today.'
    assert around("plain", "", "<em>{}</em>") == "plain"
    with pytest.raises(ValueError, match="phrase"):
        Finding(claim="Claim.", certainty=Certainty.FIRM, look_at="Nothing.", look_at_phrase="the page")


@pytest.mark.parametrize(
    ("certainty", "drawn"),
    [
        (Certainty.FIRM, '<span class="state state--ready">Firme</span>'),
        (Certainty.PROBABLE, '<span class="state state--half">Probable</span>'),
        (Certainty.UNKNOWN, '<span class="state">No se sabe</span>'),
    ],
)
def test_how_sure_is_a_ring_and_a_word(certainty: Certainty, drawn: str) -> None:
    with translation.override("es"):
        page = render_to_string("ui/finding.html", {"finding": Finding(claim="Claim.", certainty=certainty, missing="More days.")})

    assert drawn in page
