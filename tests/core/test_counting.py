"""Texts are counted as each network does: its official vectors where it publishes them, and cases that others get wrong."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.core import counting

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
COMPOSED = "ñ"
DECOMPOSED = "n\u0303"


@dataclass(frozen=True)
class Measure:
    length: int = 280
    counting: str = "graphemes"
    octets: int | None = None
    link: int | None = None
    hashtags: int | None = None
    short_handles: bool = False


BLUESKY = Measure(length=300, octets=3000)
MASTODON = Measure(length=500, link=23, short_handles=True)
THREADS = Measure(length=500, counting="emoji_bytes")
X = Measure(counting="weighted")


@pytest.mark.parametrize(
    ("text", "code_points", "graphemes", "utf16", "weighted", "emoji_bytes"),
    [
        ("", 0, 0, 0, 0, 0),
        ("Pleno", 5, 5, 5, 5, 5),
        (COMPOSED, 1, 1, 1, 1, 1),
        (DECOMPOSED, 2, 1, 2, 1, 2),
        (FAMILY, 7, 1, 11, 2, 25),
        ("🇪🇸", 2, 1, 4, 2, 8),
        ("1\ufe0f\u20e3", 3, 1, 3, 2, 7),
        ("👍🏽", 2, 1, 4, 2, 8),
        ("日本", 2, 2, 2, 4, 2),
        ("مرحبا", 5, 5, 5, 5, 5),
        ("\u202bشكر\u202c", 5, 5, 5, 7, 5),
        ("a\r\nb", 3, 3, 3, 3, 3),
        ("7 de 12", 7, 7, 7, 7, 7),
        ("©", 1, 1, 1, 2, 2),
    ],
)
def test_each_network_counts_in_its_way(text: str, code_points: int, graphemes: int, utf16: int, weighted: int, emoji_bytes: int) -> None:
    expected = {
        "code_points": code_points,
        "graphemes": graphemes,
        "utf16": utf16,
        "weighted": weighted,
        "emoji_bytes": emoji_bytes,
    }
    assert {way: counting.length(text, way) for way in expected} == expected


@pytest.mark.parametrize(
    ("text", "measure", "fits"),
    [
        (FAMILY * 100, BLUESKY, True),
        (FAMILY * 120, BLUESKY, True),
        (FAMILY * 121, BLUESKY, False),
        (FAMILY * 130, BLUESKY, False),
        (DECOMPOSED * 300, BLUESKY, True),
        (DECOMPOSED * 301, BLUESKY, False),
        ("a" * 500, MASTODON, True),
        ("a" * 501, MASTODON, False),
        (f"{'a' * 476} https://ejemplo.es/{'b' * 300}", MASTODON, True),
        (f"{'a' * 477} https://ejemplo.es/{'b' * 300}", MASTODON, False),
        (f"{'a' * 494} @junta@gobex.social", MASTODON, False),
        (f"{'a' * 493} @junta@gobex.social", MASTODON, True),
        (f"{'a' * 493} @junta@gobex.social", Measure(length=500, link=23), False),
        (f"{'a' * 476} https://ejemplo.es/@junta@gobex.social", MASTODON, True),
        (f"{'a' * 483} junta@gobex.social", MASTODON, False),
        (f"{'a' * 256} https://ejemplo.es/{'b' * 300}", X, True),
        (f"{'a' * 257} https://ejemplo.es/{'b' * 300}", X, False),
        (DECOMPOSED * 280, X, True),
        (DECOMPOSED * 281, X, False),
        (FAMILY * 140, X, True),
        (FAMILY * 141, X, False),
        (FAMILY * 20, THREADS, True),
        (FAMILY * 20 + "a", THREADS, False),
        ("#uno #dos #tres", Measure(hashtags=3), True),
        ("#uno #dos #tres #cuatro", Measure(hashtags=3), False),
    ],
)
def test_what_fits_is_told_from_what_does_not(text: str, measure: Measure, *, fits: bool) -> None:
    assert counting.count(text, measure).fits == fits


@pytest.mark.parametrize(
    ("text", "measure", "kept"),
    [
        ("abcdef", Measure(length=4), "abcd"),
        ("abc", Measure(length=4), "abc"),
        (f"ab{FAMILY}cd", Measure(length=3), f"ab{FAMILY}"),
        (f"ab{FAMILY}cd", Measure(length=9, counting="code_points"), f"ab{FAMILY}"),
        (f"ab{FAMILY}cd", Measure(length=8, counting="code_points"), "ab"),
        (f"ab{FAMILY}cd", Measure(length=300, octets=26), "ab"),
        (f"{DECOMPOSED * 3}", Measure(length=2, counting="weighted"), DECOMPOSED * 2),
        ("ab https://ejemplo.es/largo cd", Measure(length=10, counting="weighted"), "ab "),
        ("ab https://ejemplo.es/largo cd", Measure(length=27, link=23), "ab https://ejemplo.es/largo "),
        ("a\r\nb\r\nc", Measure(length=3, counting="code_points"), "a\r\nb"),
        (f"{FAMILY}{FAMILY}", Measure(length=3, counting="weighted"), FAMILY),
    ],
)
def test_where_it_stops_fitting_is_never_within_a_letter_or_a_link(text: str, measure: Measure, kept: str) -> None:
    assert text[: counting.count(text, measure).end] == kept


def test_what_is_left_is_said_with_its_sign() -> None:
    assert [counting.count("a" * size, Measure(length=10)).left for size in (8, 10, 12)] == [2, 0, -2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ven a https://ejemplo.es/pleno.", ["https://ejemplo.es/pleno"]),
        ("Ven a ejemplo.es", []),
        ("https://uno.es y http://dos.es/a?b=c#d", ["https://uno.es", "http://dos.es/a?b=c#d"]),
        ("(https://es.wikipedia.org/wiki/Zafra_(Badajoz))", ["https://es.wikipedia.org/wiki/Zafra_(Badajoz)"]),
        ("España https://españa.es/año 🎉", ["https://españa.es/año"]),
        ("", []),
    ],
)
def test_links_are_found_where_they_are(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in counting.links(text)] == expected


@given(
    st.text() | st.text("@ab.c/:#htps \u0303ñ", max_size=60),
    st.sampled_from([*counting.WAYS, "weighted"]),
    st.sampled_from([None, 23]),
    st.booleans(),
)
def test_pieces_leave_nothing_out(text: str, way: str, link: int | None, short: bool) -> None:
    found = list(counting.pieces(text, way, link, short_handles=short))
    assert "".join(text[piece.start : piece.end] for piece in found) == text
    assert all(piece.weight >= 0 for piece in found)


def test_an_unknown_way_of_counting_is_a_fault() -> None:
    with pytest.raises(KeyError):
        counting.length("a", "in_ells")


# --- What X publishes --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def vectors(real_specs: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load((real_specs / "twitter-text/validate.yml").read_text())["tests"]
    return found


@pytest.fixture(scope="module")
def extracts(real_specs: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load((real_specs / "twitter-text/extract.yml").read_text())["tests"]
    return found


def as_x_says(text: str) -> dict[str, Any]:
    """What our count says, in the words of the vectors: positions there are the last unit of UTF-16 that counts."""
    found = counting.count(text, X)
    return {
        "valid": found.fits and found.length > 0,
        "weightedLength": found.length,
        "permillage": found.length * 1000 // 280,
        "displayRangeEnd": max(counting.length(text, "utf16") - 1, 0),
        "validRangeEnd": max(counting.length(text[: found.end], "utf16") - 1, 0),
    }


@pytest.mark.real
def test_the_vectors_of_x_for_the_rules_in_force_pass(vectors: dict[str, list[dict[str, Any]]]) -> None:
    cases = vectors["WeightedTweetsWithDiscountedEmojiCounterTest"] + vectors["UnicodeDirectionalMarkerCounterTest"]
    got = [as_x_says(case["text"]) for case in cases]
    assert len(cases) == 24
    assert got == [{name: case["expected"][name] for name in as_x_says("")} for case in cases]


@pytest.mark.real
def test_the_vectors_of_x_for_its_older_rules_pass(vectors: dict[str, list[dict[str, Any]]]) -> None:
    second = vectors["WeightedTweetsCounterTest"]
    lengths = [sum(piece.weight for piece in counting.weighted(case["text"], "version2")) // 100 for case in second]
    first = vectors["tweets"]
    valid = [0 < sum(piece.weight for piece in counting.weighted(case["text"], "version1")) <= 140 for case in first]
    refused = [counting.count(case["text"], X).refused for case in first]

    assert lengths == [case["expected"]["weightedLength"] for case in second]
    assert [ok and not bad for ok, bad in zip(valid, refused, strict=True)] == [case["expected"] for case in first]


@pytest.mark.real
def test_all_vectors_of_links_of_x_pass(extracts: dict[str, list[dict[str, Any]]]) -> None:
    cases = [*extracts["urls_with_indices"], *extracts["urls_with_directional_markers"]]
    got = [[[piece.start, piece.end] for piece in counting.pieces(case["text"], "weighted") if piece.weight == 2300] for case in cases]
    assert got == [[found["indices"] for found in case["expected"]] for case in cases]
    lone = [
        [case["text"][p.start : p.end] for p in counting.pieces(case["text"], "weighted") if p.weight == 2300] for case in extracts["urls"]
    ]
    assert lone == [case["expected"] for case in extracts["urls"]]


@pytest.mark.real
def test_all_vectors_of_hashtags_of_x_pass(vectors: dict[str, list[dict[str, Any]]], extracts: dict[str, list[dict[str, Any]]]) -> None:
    cases = extracts["hashtags"] + extracts["hashtags_from_astral"]
    assert [counting.hashtags(case["text"]) for case in cases] == [case["expected"] for case in cases]
    assert [counting.hashtags(case["text"]) == [case["text"][1:]] for case in vectors["hashtags"]] == [
        case["expected"] for case in vectors["hashtags"]
    ]
