"""No text makes a guard raise, point out of it, or think for ever."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plazamayor.guards.base import Around
from plazamayor.guards.checking import verdicts
from plazamayor.guards.contract import Category, Content, Passage, Picture
from tests.guards.phrases import AT, PERIOD, phrases

WORDS = sorted(
    {word for phrase in phrases() for word in phrase.text.split()} | {"#", "@", "http://", "😍", "\n", "ES91", "12345678Z", "\u200b", "RT"}
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
)


def content(text: str, category: Category = Category.ORDINARY, language: str = "es") -> Content:
    pictures = (Picture(where="p", name=text[:20], alt={language: text}),)
    passages = (Passage(where="text", language=language, text=text),)
    return Content(organisation_id=1, at=AT, category=category, passages=passages, pictures=pictures, languages=(language,))


@settings(max_examples=200)
@given(TEXTS, st.sampled_from(Category), st.sampled_from(["es", "ca-valencia", "gl", "eu", "en", "oc-aranes", "xx", ""]), st.booleans())
def test_no_text_makes_a_guard_raise_or_point_out_of_it(text: str, category: Category, language: str, in_period: bool) -> None:
    around = Around(now=AT, periods=(PERIOD,) if in_period else ())
    for each in verdicts(content(text, category, language), around):
        assert (each.start, each.end) == (-1, -1) or 0 <= each.start <= each.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "A",
        "1",
        " ",
        "\n",
        ".",
        "-",
        "@",
        "#",
        "#a",
        "a@",
        "a.",
        "la mejor ",
        "gracias a ",
        "gran via ",
        "AB12",
        "http://",
        "(",
        "😍",
        "\u0301",
        "x-",
        "1 ",
        "RT @a ",
        "PP ",
        "a\u200b",
        "mejor manera ",
    ],
)
@pytest.mark.parametrize("end", ["", "!", "@", " @x"])
def test_no_long_text_makes_a_guard_think_for_ever(piece: str, end: str) -> None:
    text = (piece * 20_000)[:20_000] + end
    around = Around(now=AT, periods=(PERIOD,))
    began = time.process_time()
    verdicts(content(text), around)
    # A reading that grew with the square of the length would take minutes: the limit is far from both.
    assert time.process_time() - began < 10
