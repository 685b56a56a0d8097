"""Real gazettes: what is read is as much as what a plain count of the file finds, and what an act says is understood."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from plazamayor.bulletins.kinds import kind_of, names_people
from plazamayor.bulletins.models import Issue, Item
from plazamayor.bulletins.readers import READERS
from plazamayor.bulletins.readers.contract import Page, ReadIssue
from plazamayor.bulletins.readers.documents import read_document
from plazamayor.bulletins.taking_in import take_in
from plazamayor.bulletins.terms.reading import find
from tests.make.gazettes import NOW, make_source

pytestmark = pytest.mark.real
FILES = {
    "boe/api_actual/sumario_20250418.xml": "boe",
    "boe/api_actual/boe-sumario-20260930_recortado.json": "boe",
    "boe/xml_antiguo/BOE-S-20171002.xml": "boe_before",
    "boe/rss/boe_20230512_windows-1252.xml": "feed",
}
TODAY = date(2026, 11, 20)


def read(folder: Path, name: str) -> tuple[list[ReadIssue], Page]:
    page = Page((folder / name).read_bytes(), "https://www.boe.es/x", TODAY)
    return READERS[FILES[name]].read(page, {}), page


def identifiers(raw: str) -> set[str]:
    """The identifiers of acts that a file writes anywhere, whatever its form; those of summaries are of no act."""
    return {found for found in re.findall(r"BOE-[A-Z]-\d{4}-\d+", raw) if not found.startswith("BOE-S")}


@pytest.mark.parametrize("name", FILES)
def test_as_many_acts_are_read_as_identifiers_the_file_writes(name: str, real_data: Path) -> None:
    raw = (real_data / name).read_bytes().decode("utf-8", "replace")

    issues, _page = read(real_data, name)

    assert sorted(item.identifier for issue in issues for item in issue.items) == sorted(identifiers(raw))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("boe/api_actual/sumario_20250418.xml", [(date(2025, 4, 18), "94", 78)]),
        ("boe/api_actual/boe-sumario-20260930_recortado.json", [(date(2026, 9, 30), "242", 1), (date(2026, 9, 30), "241", 8)]),
        ("boe/xml_antiguo/BOE-S-20171002.xml", [(date(2017, 10, 2), "237", 413)]),
        ("boe/rss/boe_20230512_windows-1252.xml", [(date(2023, 5, 12), "", 200)]),
    ],
)
def test_a_day_has_its_gazettes(name: str, expected: list[tuple[date, str, int]], real_data: Path) -> None:
    issues, _page = read(real_data, name)

    assert [(issue.day, issue.number, len(issue.items)) for issue in issues] == expected


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_what_is_kept_is_whole_and_twice_is_once(name: str, real_data: Path) -> None:
    source = make_source(reader=FILES[name])
    issues, page = read(real_data, name)

    for _turn in range(2):
        for issue in issues:
            take_in(source, issue, page, NOW)

    assert Item.objects.filter(issue__source=source).count() == sum(len(issue.items) for issue in issues)
    assert set(source.issues.values_list("state", flat=True)) == {Issue.State.COMPLETE}


def test_the_old_and_the_new_summaries_write_titles_as_the_file_does(real_data: Path) -> None:
    raw = json.loads((real_data / "boe/api_actual/boe-sumario-20260930_recortado.json").read_text())

    issues, _page = read(real_data, "boe/api_actual/boe-sumario-20260930_recortado.json")

    titles = {item.title for issue in issues for item in issue.items}
    assert titles == set(_titles(raw))


def _titles(tree: object) -> list[str]:
    if isinstance(tree, dict):
        own = [tree["titulo"]] if "titulo" in tree else []
        return own + [title for child in tree.values() for title in _titles(child)]
    return [title for child in tree for title in _titles(child)] if isinstance(tree, list) else []


def test_the_error_that_comes_with_200_is_no_gazette(real_data: Path) -> None:
    page = Page((real_data / "boe/api_actual/documento_no_encontrado_HTTP200.xml").read_bytes(), "https://www.boe.es/x", TODAY)

    assert READERS["boe"].read(page, {}) == []
    assert READERS["boe_before"].read(page, {}) == []


def test_courts_and_lost_titles_name_people_and_calls_do_not(real_data: Path) -> None:
    issues, _page = read(real_data, "boe/xml_antiguo/BOE-S-20171002.xml")
    acts = [item for issue in issues for item in issue.items]

    closed = Counter(item.section.split(".")[0] for item in acts if names_people(item))
    courts = [item for item in acts if item.section.startswith("IV.")]
    lost = [item for item in acts if "extravío" in item.title]
    treated = [item for item in acts if re.search(r"\b(?:don|doña) [A-ZÁÉÍÓÚ]", item.title)]
    assert closed["IV"] == len(courts) == 207
    assert all(map(names_people, [*lost, *treated]))
    assert not any(names_people(item) for item in acts if re.search(r"convocan? (?:los premios|ayudas|la concesión)", item.title))


def test_kinds_of_a_real_day(real_data: Path) -> None:
    issues, _page = read(real_data, "boe/xml_antiguo/BOE-S-20171002.xml")
    acts = [item for issue in issues for item in issue.items]

    kinds = Counter(kind_of(item).value for item in acts)
    grants = [item.title for item in acts if kind_of(item) == Item.Kind.GRANT]
    assert kinds == {
        "edict": 231,
        "contract": 70,
        "examination": 45,
        "other": 31,
        "appointment": 21,
        "rule": 8,
        "grant": 4,
        "call": 2,
        "exposure": 1,
    }
    assert all(re.search("premios?|ayudas?", title.lower()) for title in grants)


def test_the_term_of_a_real_call(real_data: Path) -> None:
    page = Page((real_data / "boe/xml_antiguo/BOE-A-2017-5.xml").read_bytes(), "", date(2017, 1, 2))

    found = find(read_document(page).text, date(2017, 1, 2))

    first = found[0]
    assert (first.amount, first.unit, first.origin, first.purpose) == (15, "working_days", "publication", "apply")
    assert {each.purpose for each in found[1:]} == {"appeal"}


def test_every_single_document_has_text(real_data: Path) -> None:
    files = sorted(real_data.glob("boe/**/BOE-[AB]-*.xml"))

    texts = [read_document(Page(file.read_bytes(), "", TODAY)).text for file in files]

    assert len(files) == 7
    assert min(map(len, texts)) > 200
