"""Reading of texts: syllables, readability, words, emojis, hashtags and phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.core.margin import Span, segments
from plazamayor.core.personal_data import MARKS, masked, places
from plazamayor.guards.rules.hashtags import cased
from plazamayor.guards.text.emojis import emojis
from plazamayor.guards.text.lexicon import FOLDER, hits, lexicon, listed, own, phrase_of, read
from plazamayor.guards.text.readability import Band, Readability, measure
from plazamayor.guards.text.syllables import syllables
from plazamayor.guards.text.words import Reading, addresses

EASY = "El gato come pan. El perro bebe agua. La casa es blanca y la mesa es roja. Hoy es lunes y hace sol."
HARD = (
    "La Administración pública comunicará a las personas interesadas la resolución administrativa correspondiente mediante "
    "notificación electrónica debidamente acreditada en el procedimiento administrativo iniciado."
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("y muy rey ley guion sol pan buey", 1),
        ("casa guerra quiero leer país mayo día viuda zoo ahí huía búho construir prohibir reunión bienes oír", 2),
        ("ahumado chiita Uruguay alcohol ahora inmuebles jesuita aéreos cohete", 3),
        ("paranoia lingüística vehículo averiguabas duunviro resolución", 4),
        ("ayuntamiento ciudadanía administración cooperación", 5),
        ("administrativa desafortunada", 6),
        ("xyz 2026 ñ", 1),
    ],
)
def test_syllables_are_those_of_the_ortografia(words: str, expected: int) -> None:
    exceptions = {"aéreos": 4, "averiguabas": 5, "xyz": 1}
    assert {word: syllables(word) for word in words.split()} == {word: exceptions.get(word, expected) for word in words.split()}


@pytest.mark.parametrize(
    ("text", "counted", "score"),
    [
        (EASY, Readability(34, 23, 4), 108.98935),
        (HARD, Readability(80, 22, 1), -41.71045),
        (f"{EASY[:-1]} 2026 https://a.es @ayto #ComercioLocal.", Readability(34, 23, 4), 108.98935),
    ],
)
def test_readability_is_the_one_counted_by_hand(text: str, counted: Readability, score: float) -> None:
    found = measure(Reading(text).sentences)
    assert found == counted
    assert found.score == pytest.approx(score, abs=1e-5)


def test_a_short_text_has_no_score() -> None:
    assert measure(Reading("El plazo acaba hoy.").sentences) is None


@pytest.mark.parametrize(
    ("counted", "band"),
    [
        (187, Band.VERY_EASY),
        (188, Band.FAIRLY_EASY),
        (211, Band.FAIRLY_EASY),
        (212, Band.NORMAL),
        (227, Band.NORMAL),
        (228, Band.SOMEWHAT_HARD),
        (251, Band.SOMEWHAT_HARD),
        (252, Band.VERY_HARD),
        (500, Band.VERY_HARD),
    ],
)
def test_a_score_falls_in_its_band(counted: int, band: Band) -> None:
    assert Readability(counted, 100, 10).band == band


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mira https://villaclara.example/a?b=1.", ["https://villaclara.example/a?b=1"]),
        ("(en www.villaclara.es)", ["www.villaclara.es"]),
        ("vcm.example/ac26-7 y http://a.es/x_(1)", ["vcm.example/ac26-7", "http://a.es/x_(1)"]),
        ("aquí.Mañana Sr.Pérez ana@villaclara.es 12.30 a.m.", []),
    ],
)
def test_addresses_are_found_without_the_stop_of_their_sentence(text: str, expected: list[str]) -> None:
    assert [each.written for each in addresses(text)] == expected


def test_an_emoji_is_the_whole_drawing() -> None:
    found = emojis("Hola 👨‍👩‍👧 💪🏽 ❤️ © 3️⃣ 🇪🇸 5 #")
    assert [(each.written, each.plain) for each in found] == [
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("💪🏽", "💪"),
        ("❤️", "❤"),
        ("3️⃣", "3\u20e3"),
        ("🇪🇸", "🇪🇸"),
    ]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("comerciovillaclara", "ComercioVillaclara"),
        ("COMERCIOLOCAL", "ComercioLocal"),
        ("diadelamusica", "DiaDeLaMusica"),
        ("comercio", ""),
        ("xkcdqwz", ""),
        ("díadelamujer", "DíaDeLaMujer"),
    ],
)
def test_a_hashtag_gets_a_capital_at_each_word(tag: str, expected: str) -> None:
    assert cased(tag, listed("words") | {"villaclara"}) == expected


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("gracias a ~2 alcald*", "Gracias a la señora alcaldesa hay luz", [("Gracias a la señora alcaldesa", "")]),
        ("gracias a ~2 alcald*", "Gracias a todos. La alcaldesa llega", []),
        ("la /mejor ayuda", "la mejor ayuda", [("la mejor ayuda", "la ayuda")]),
        ("hemos? logrado", "logrado", []),
        ("^PP", "El pp y el PP", [("PP", "")]),
        ("*isimo", "altísimo y mismo", [("altísimo", "")]),
        ("mejor => bueno", "lo mejor", [("mejor", "bueno")]),
        ("mejor ciudad", "#LaMejorCiudad", [("MejorCiudad", "")]),
        ("logrado", "lo\u200bgra\u00addo", [("lo\u200bgra\u00addo", "")]),
    ],
)
def test_phrases_are_found_as_they_are_written(phrase: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(hit.words, hit.proposal) for hit in hits(Reading(text), own([phrase]))] == expected


def test_what_is_let_through_takes_its_words_out_of_what_is_found() -> None:
    section = read(["[s]", "mejor", "- mejor manera"])["s"]
    assert [hit.start for hit in hits(Reading("la mejor manera y la mejor calle"), section)] == [21]


@pytest.mark.parametrize("wrong", ["~2 alcalde", "hola?", "al*", "~x", ""])
def test_a_phrase_that_cannot_be_looked_for_is_refused(wrong: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        phrase_of(wrong)


def test_every_lexicon_can_be_read_and_has_what_guards_ask_for() -> None:
    asked = {
        "praise",
        "opening",
        "works",
        "pledge",
        "leaders",
        "first_person",
        "valuative",
        "voting",
        "emergency",
        "disruption",
        "deadline",
        "mourning",
    }
    languages = ["es", "ca", "gl", "eu", "en"]
    assert [each for each in languages if not (FOLDER / f"{each}.txt").exists() or asked - lexicon(each).keys()] == []


def test_valencian_is_looked_for_as_catalan() -> None:
    assert lexicon("ca-valencia").keys() == lexicon("ca").keys()
    assert "inaugur*" in {phrase.written for phrases in lexicon("ca-valencia")["opening"].stems.values() for phrase in phrases}


@given(st.text(max_size=400), st.lists(st.tuples(st.integers(-5, 420), st.integers(-5, 420)), max_size=6))
def test_a_text_cut_where_notes_speak_is_the_same_text(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [Span(start=start, end=end, number=number) for number, (start, end) in enumerate(ends, 1)]
    assert "".join(each.text for each in segments(text, spans)) == text


@given(st.text(alphabet=st.sampled_from("0123456789 .-@aeiou+ESXZ\u00a0()/ñ"), max_size=120))
def test_places_say_where_what_is_masked_was(text: str) -> None:
    found = places(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert bool(found) == any(f"[{mark}]" in masked(text) for mark in MARKS)
