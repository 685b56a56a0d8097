"""Other tools' figures by day: read by their columns, kept for days not measured here, and named as history."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics import queries
from plazamayor.analytics.imports.history import History, UnknownExport, read_history
from plazamayor.analytics.imports.operations import Totals, import_history
from plazamayor.analytics.store import engine
from tests.analytics.imports.conftest import NOW, Importing
from tests.analytics.imports.lines import line, log

VISITORS = 'date,visitors,pageviews,bounces,visits,visit_duration\n"2023-02-09",50,120,20,60,6627\n"2023-02-10",40,100,10,44,500\n'
PAGES = '"date","hostname","page","visits","visitors","pageviews"\n"2023-02-09","www.villa.example","/agenda",30,25,80\n'
DEVICES = "date,device,visitors,visits,visit_duration,bounces,pageviews\n2023-02-09,Laptop,10,11,1,2,30\n2023-02-09,Desktop,5,5,1,1,10\n"
EVENTS = (
    "date,name,link_url,path,visitors,events\n2023-02-09,404,,/vieja,2,3\n2023-02-09,Outbound Link: Click,https://boe.es/x?a=1,,1,1\n"
    "2023-02-09,File Download,https://www.villa.example/bases.pdf,,4,5\n2023-02-09,Cita previa,,,1,2\n"
)
GA4 = (
    "# ----------------------------------------\n# Start date: 20230209\n# ----------------------------------------\n"
    "Date,Page path and screen class,Views,Total users\n20230209,/agenda,80,25\n20230209,/agenda?token=abcd,3,1\n"
)


def bring(importing: Importing, *texts: str | bytes) -> Totals:
    sources = [(f"{n}.csv", io.BytesIO(text.encode() if isinstance(text, str) else text)) for n, text in enumerate(texts)]
    return import_history(importing.site, sources, now=NOW, report=importing.heard)


def kept(importing: Importing, day: date = date(2023, 2, 9)) -> dict[tuple[str, str], tuple[int, ...]]:
    rows = (
        engine()
        .query(
            "SELECT dimension, value, visits, visitors, page_views, events, bounces FROM rollup"
            " WHERE site = {site:UInt32} AND day = {day:Date}"
            " AND version = (SELECT max(version) FROM refreshed WHERE site = {site:UInt32} AND day = {day:Date})",
            {"site": importing.site.pk, "day": day},
        )
        .result_rows
    )
    return {(dimension, value): tuple(figures) for dimension, value, *figures in rows}


def test_plausibles_export_becomes_figures_by_day(importing: Importing) -> None:
    totals = bring(importing, VISITORS, PAGES, DEVICES, EVENTS)

    assert str(totals) == "read=9 imported=9 filtered=0 rejected=0"
    assert kept(importing) == {
        ("total", ""): (60, 50, 120, 0, 20),
        ("host", "www.villa.example"): (30, 25, 80, 0, 0),
        ("page", "/agenda"): (30, 25, 80, 0, 0),
        ("device", "desktop"): (16, 15, 40, 0, 3),
        ("not_found", "/vieja"): (0, 2, 0, 3, 0),
        ("outbound", "boe.es/x"): (0, 1, 0, 1, 0),
        ("download", "/bases.pdf"): (0, 4, 0, 5, 0),
        ("custom", "Cita previa"): (0, 1, 0, 2, 0),
    }


def test_a_zip_of_csv_is_read(importing: Importing) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("imported_visitors_20230209_20230210.csv", VISITORS)
        archive.writestr("LEEME.txt", "nada")

    assert str(bring(importing, packed.getvalue())) == "read=2 imported=2 filtered=0 rejected=0"


def test_ga4s_export_becomes_figures_by_day(importing: Importing) -> None:
    bring(importing, GA4)

    assert kept(importing) == {("page", "/agenda"): (0, 26, 83, 0, 0)}


def test_matomos_export_is_in_utf_16_and_calls_pages_labels(importing: Importing) -> None:
    bring(importing, "date,label,nb_visits,nb_hits,nb_uniq_visitors\n2023-02-09,/agenda,30,80,25\n".encode("utf-16"))

    assert kept(importing) == {("page", "/agenda"): (30, 25, 80, 0, 0)}


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "date,label,nb_visits\n2023-02-09,Firefox,3\n", "page,views\n/a,3\n"])
def test_a_file_that_does_not_say_of_days_is_refused_with_a_sentence(importing: Importing, text: str) -> None:
    with pytest.raises(UnknownExport, match=r"0\.csv"):
        bring(importing, text)


def test_rows_that_cannot_be_read_are_rejected(importing: Importing) -> None:
    totals = bring(importing, VISITORS + "ayer,1,1,1,1,1\n2023-02-11,muchos,1,1,1,1\n2023-02-11,1\n")

    assert str(totals) == "read=5 imported=2 filtered=0 rejected=3"
    assert dict(totals.rejected) == {"time": 1, "number": 1, "columns": 1}


def test_days_measured_here_keep_their_own_figures(importing: Importing) -> None:
    importing(log(line()))

    totals = bring(importing, "date,visits\n2024-06-01,500\n2024-05-31,300\n")

    assert (totals.imported, totals.filtered["measured_day"]) == (1, 1)
    figures = queries.stats(importing.site, date(2024, 5, 31), date(2024, 6, 1))
    assert figures["totals"]["visits"] == 301


def test_history_gives_way_to_what_is_measured_later(importing: Importing) -> None:
    bring(importing, "date,visits\n2024-06-01,500\n")

    importing(log(line()))

    assert queries.stats(importing.site, date(2024, 6, 1), date(2024, 6, 1))["totals"]["visits"] == 1


def test_the_same_export_again_changes_nothing_and_another_adds_its_part(importing: Importing) -> None:
    bring(importing, VISITORS)
    bring(importing, PAGES)
    before = kept(importing)

    bring(importing, VISITORS)

    assert kept(importing) == before
    assert set(before) == {("total", ""), ("page", "/agenda"), ("host", "www.villa.example")}
    assert kept(importing, date(2023, 2, 10)) == {("total", ""): (44, 40, 100, 0, 10)}


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    history = History()
    try:
        history.add("x.csv", text)
    except UnknownExport:
        assert history.read == 0
    assert history.read == history.rows.total() + history.rejected.total()


@given(
    st.lists(
        st.lists(
            st.text(alphabet=st.characters(exclude_characters='\r\n"#,\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029'), max_size=12),
            min_size=3,
            max_size=3,
        )
    )
)
def test_any_row_is_counted_once(rows: list[list[str]]) -> None:
    history = History()
    lines = [",".join(row) for row in rows]

    history.add("x.csv", "\n".join(["date,page,views", *lines]))

    assert history.read == sum(1 for text in lines if text.strip())


@pytest.mark.parametrize("zipped", [False, True])
def test_an_export_too_large_to_be_read_whole_is_refused(monkeypatch: pytest.MonkeyPatch, *, zipped: bool) -> None:
    monkeypatch.setattr("plazamayor.analytics.imports.history._LARGEST", 100)
    text = b"date,visits\n" + b"2024-01-01,1\n" * 20
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("visits.csv", text)

    with pytest.raises(UnknownExport):
        read_history([("visits", io.BytesIO(packed.getvalue() if zipped else text))])
