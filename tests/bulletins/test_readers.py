"""How gazettes are read, with every trap of their formats written by hand."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.bulletins.readers import READERS
from plazamayor.bulletins.readers.contract import Page, ReadIssue, Unreadable
from plazamayor.bulletins.readers.dates import day_in
from plazamayor.bulletins.readers.documents import read_document
from plazamayor.bulletins.readers.identity import identifier_of
from plazamayor.bulletins.readers.lists import check
from plazamayor.bulletins.readers.markup import Selector, page_of

TODAY = date(2026, 11, 20)


def page(body: str | bytes, charset: str = "", address: str = "https://boletin.example/lista") -> Page:
    return Page(body if isinstance(body, bytes) else body.encode(), address, TODAY, charset)


def entry(number: int) -> dict[str, object]:
    return {"identificador": f"BOE-A-2026-{number}", "titulo": f"Acto {number}", "url_html": f"/txt.php?id=BOE-A-2026-{number}"}


def summary(*sections: object) -> str:
    diary = {
        "numero": "282",
        "sumario_diario": {"identificador": "BOE-S-2026-282"},
        "seccion": list(sections) if len(sections) > 1 else sections[0],
    }
    about = {"publicacion": "BOE", "fecha_publicacion": "20261120"}
    return json.dumps({"status": {"code": "200"}, "data": {"sumario": {"metadatos": about, "diario": diary}}})


def identifiers(issues: list[ReadIssue]) -> list[str]:
    return [item.identifier for issue in issues for item in issue.items]


@pytest.mark.parametrize(
    "section",
    [
        {"nombre": "I", "departamento": {"nombre": "D", "item": entry(1)}},
        {"nombre": "I", "departamento": [{"nombre": "D", "item": [entry(1)]}]},
        {"nombre": "I", "departamento": {"nombre": "D", "texto": {"item": entry(1)}}},
        {"nombre": "I", "texto": {"departamento": {"nombre": "D", "texto": {"epigrafe": {"nombre": "E", "item": entry(1)}}}}},
        {"nombre": "I", "departamento": {"nombre": "D", "epigrafe": [{"nombre": "E", "item": [entry(1)]}]}},
        {"nombre": "I", "item": entry(1)},
    ],
)
def test_an_act_alone_is_read_in_every_shape(section: object) -> None:
    issues = READERS["boe"].read(page(summary(section)), {})

    assert [(issue.day, issue.number, issue.announced) for issue in issues] == [(TODAY, "282", 1)]
    assert identifiers(issues) == ["BOE-A-2026-1"]
    assert issues[0].items[0].address == "https://boletin.example/txt.php?id=BOE-A-2026-1"


def test_a_department_has_acts_with_and_without_heading() -> None:
    section = {"nombre": "I", "departamento": {"nombre": "D", "item": [entry(1), entry(2)], "epigrafe": {"nombre": "E", "item": entry(3)}}}

    issues = READERS["boe"].read(page(summary(section, {"nombre": "II", "departamento": {"nombre": "F", "item": entry(4)}})), {})

    assert [(item.identifier[-1], item.section, item.department, item.heading) for item in issues[0].items] == [
        ("1", "I", "D", ""),
        ("2", "I", "D", ""),
        ("3", "I", "D", "E"),
        ("4", "II", "F", ""),
    ]


def test_what_cannot_be_read_of_a_summary_is_missed_in_the_count() -> None:
    section = {"nombre": "I", "departamento": {"nombre": "D", "item": [entry(1), {"identificador": "BOE-A-2026-2", "titulo": ""}]}}

    issue = READERS["boe"].read(page(summary(section)), {})[0]

    assert (len(issue.items), issue.announced) == (1, 2)


@pytest.mark.parametrize(
    "body",
    [
        "<?xml version='1.0'?><error><descripcion>No se encontró el sumario original.</descripcion></error>",
        "<response><status><code>404</code><text>La información solicitada no existe</text></status><data/></response>",
        '{"status": {"code": "404", "text": "La información solicitada no existe"}, "data": ""}',
        '{"status": {"code": 404}, "data": []}',
    ],
)
def test_a_day_without_gazette_gives_none(body: str) -> None:
    assert READERS["boe"].read(page(body), {}) == []


BORME = """<?xml version="1.0" encoding="UTF-8"?><response><status><code>200</code></status><data><sumario><metadatos>
<publicacion>BORME</publicacion><fecha_publicacion>20261120</fecha_publicacion></metadatos><diario numero="224">
<seccion codigo="A" nombre="SECCIÓN PRIMERA. Empresarios. Actos inscritos"><item><identificador>BORME-A-2026-224-02</identificador>
<titulo>ALBACETE</titulo><url_pdf szBytes="1">https://www.boe.es/borme/2.pdf</url_pdf></item></seccion>
<seccion codigo="C" nombre="SECCIÓN SEGUNDA. Anuncios y avisos legales"><apartado codigo="13" nombre="CONVOCATORIAS DE JUNTAS">
<item><identificador>BORME-C-2026-9001</identificador><titulo>AGUAS DE EJEMPLO, S.A.</titulo>
<url_xml>https://www.boe.es/diario_borme/xml.php?id=BORME-C-2026-9001</url_xml></item></apartado></seccion></diario></sumario></data></response>"""


def test_the_gazette_of_companies_is_read() -> None:
    issue = READERS["borme"].read(page(BORME), {})[0]

    assert [(item.identifier, item.title, item.heading) for item in issue.items] == [
        ("BORME-A-2026-224-02", "ALBACETE", ""),
        ("BORME-C-2026-9001", "AGUAS DE EJEMPLO, S.A.", "CONVOCATORIAS DE JUNTAS"),
    ]
    assert (issue.number, issue.announced) == ("224", 2)


def test_the_addresses_of_each_day() -> None:
    found = {key: READERS[key].address({}, TODAY) for key in ("boe", "boe_before", "borme")}

    assert found == {
        "boe": "https://www.boe.es/datosabiertos/api/boe/sumario/20261120",
        "boe_before": "https://www.boe.es/diario_boe/xml.php?id=BOE-S-20261120",
        "borme": "https://www.boe.es/datosabiertos/api/borme/sumario/20261120",
    }


RSS = """<?xml version="1.0" encoding="{name}"?><rss version="2.0"><channel><title>BOP</title>
<item><title>Sumario</title><link>/dia</link><description>Referencia: BOE-S-2026-282 - KBytes: 3</description></item>
<item><title>Subvención para el año «2027»: 100 €</title><link>/anuncio?id=1</link><guid>urn:bop:1</guid>
<category>III. Otras</category><category>AYUNTAMIENTO</category><pubDate>Fri, 20 Nov 2026 00:00:00 +0100</pubDate></item>
<item><title>Corrección &lt;b&gt;de errores&lt;/b&gt;</title><link>javascript:alert(1)</link><guid>urn:bop:2</guid>
<pubDate>Thu, 19 Nov 2026 23:30:00 GMT</pubDate></item></channel></rss>"""


@pytest.mark.parametrize("name", ["windows-1252", "iso-8859-15", "utf-8", "utf-16"])
def test_a_feed_is_read_in_whatever_encoding(name: str) -> None:
    issues = READERS["feed"].read(page(RSS.format(name=name).encode(name)), {})

    first = issues[0].items[0]
    assert (first.title, first.section, first.department) == ("Subvención para el año «2027»: 100 €", "III. Otras", "AYUNTAMIENTO")
    assert (first.identifier, first.address) == ("urn:bop:1", "https://boletin.example/anuncio?id=1")


def test_the_day_of_an_entry_is_that_of_spain_and_its_markup_is_no_text() -> None:
    issues = READERS["feed"].read(page(RSS.format(name="utf-8")), {})

    assert [(issue.day, len(issue.items)) for issue in issues] == [(date(2026, 11, 20), 2)]
    assert (issues[0].items[1].title, issues[0].items[1].address) == ("Corrección de errores", "")


def test_atom_is_read() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>DOGV</title><entry><id>tag:dogv:1</id><title>Ayudas</title>
    <link href="https://dogv.example/1"/><updated>2026-11-20T08:00:00+01:00</updated><author><name>Conselleria</name></author></entry></feed>"""

    one = READERS["feed"].read(page(atom), {})[0].items[0]

    assert (one.identifier, one.title, one.address, one.department) == ("tag:dogv:1", "Ayudas", "https://dogv.example/1", "Conselleria")


def test_the_feed_of_the_boe_gives_its_identifiers_and_headings() -> None:
    rss = """<rss version="2.0"><channel><item><title>Orden X</title><link>https://www.boe.es/diario_boe/txt.php?id=BOE-A-2026-7</link>
    <description>V. Anuncios. - B. Otros anuncios - UNIVERSIDADES - Becas - Referencia: BOE-A-2026-7 - KBytes: 2 - Páginas: 1</description>
    <category>V. Anuncios. - B. Otros anuncios</category><category>UNIVERSIDADES</category>
    <guid>https://www.boe.es/boe/dias/BOE-A-2026-7.pdf</guid></item></channel></rss>"""

    one = READERS["feed"].read(page(rss), {})[0].items[0]

    assert (one.identifier, one.section, one.department, one.heading) == (
        "BOE-A-2026-7",
        "V. Anuncios. - B. Otros anuncios",
        "UNIVERSIDADES",
        "Becas",
    )
    assert (one.pdf, one.xml) == ("https://www.boe.es/boe/dias/BOE-A-2026-7.pdf", "https://www.boe.es/diario_boe/xml.php?id=BOE-A-2026-7")


LIST = """<!doctype html><html><head><meta charset="{name}"><title>BOP</title></head><body>
<h1>Boletín n.º 225 del 20 de noviembre de 2026</h1>
<p class="total">Anuncios: 2</p><table class="anuncios"><tr><th>N.º<th>Anuncio</tr>
<tr class=fila><td class="n">9.027<td class="t"><a href="ver?id=27">Exposición pública de la <b>ordenanza</b></a><td>Ayuntamiento
<tr class=fila><td class="n">9.033<td class="t"><a href="/pdf/33.pdf">Horario del autobús</a><td>Comarca</table>
<script>document.write("<tr class=fila><td class=t>No</td></tr>")</script></body></html>"""
RECIPE = {
    "address": "https://boletin.example/lista?dia={day:%d/%m/%Y}",
    "row": "table.anuncios tr.fila",
    "title": "td.t",
    "link": "td.t > a[href] @href",
    "identifier": "td.n",
    "department": "td:nth-child(3)",
    "page_day": "h1",
    "number": "h1",
    "announced": "p.total",
}


@pytest.mark.parametrize("name", ["utf-8", "windows-1252"])
def test_a_list_is_read_by_its_recipe(name: str) -> None:
    issue = READERS["list"].read(page(LIST.format(name=name).encode(name)), RECIPE)[0]

    assert [(item.identifier, item.title, item.department, item.address, item.pdf) for item in issue.items] == [
        ("9.027", "Exposición pública de la ordenanza", "Ayuntamiento", "https://boletin.example/ver?id=27", ""),
        ("9.033", "Horario del autobús", "Comarca", "https://boletin.example/pdf/33.pdf", "https://boletin.example/pdf/33.pdf"),
    ]
    assert (issue.day, issue.number, issue.announced) == (TODAY, "225", 2)


def test_the_address_of_a_list_has_its_day() -> None:
    assert READERS["list"].address(RECIPE, TODAY) == "https://boletin.example/lista?dia=20/11/2026"


@pytest.mark.parametrize(
    "address", ["https://x.example/{0}", "https://x.example/{day.year.__class__.__mro__}{", "https://x.example/{other}"]
)
def test_an_address_with_other_braces_is_explained(address: str) -> None:
    with pytest.raises(Unreadable):
        READERS["list"].address({"address": address}, TODAY)


def test_a_page_without_those_rows_is_explained() -> None:
    with pytest.raises(Unreadable, match=r"table\.anuncios tr\.fila"):
        READERS["list"].read(page("<p>Página en obras</p>"), RECIPE)


def test_a_recipe_says_what_is_not_understood() -> None:
    assert len(check({"row": "tr", "title": "td::before", "link": "a >"})) == 2
    assert check({"row": "tr", "title": "td"}) == []
    assert len(check({"row": "tr"})) == 1


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("p", ["uno", "dos", "tres"]),
        ("p.x", ["dos"]),
        ("#y p", ["tres"]),
        ("div > p", ["uno", "dos"]),
        ("div > section > p", ["tres"]),
        ("body p.x.z", ["dos"]),
        ("[data-k]", ["uno"]),
        ("p[data-k=v]", ["uno"]),
        ("p[data-k^='v']", ["uno"]),
        ("p[data-k$=w]", []),
        ("*:nth-child(2)", ["dos"]),
        ("section:nth-child(3) *", ["tres"]),
        ("article p", []),
    ],
)
def test_selectors_choose_as_those_of_style_sheets(selector: str, expected: list[str]) -> None:
    tree = page_of('<body><div><p data-k="v">uno</p><p class="x z">dos</p><section id="y"><p>tres</p></section></div></body>')

    assert [node.text() for node in Selector.of(selector).all(tree)] == expected


@pytest.mark.parametrize("selector", ["", "p,a", "p:hover", "p + a", "> p", "p >", "p[", "p..x"])
def test_a_selector_beyond_those_is_refused(selector: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the text is the selector itself
        Selector.of(selector)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Viernes, 20 de noviembre de 2026", TODAY),
        ("20/11/2026", TODAY),
        ("2026-11-20", TODAY),
        ("20.11.2026", TODAY),
        ("20 de novembre de 2026", TODAY),
        ("1 d’abril del 2026", date(2026, 4, 1)),
        ("1º de mayo de 2026", date(2026, 5, 1)),
        ("20 de novembro de 2026", TODAY),
        ("31/02/2026", None),
        ("el día veinte", None),
    ],
)
def test_days_are_read_in_the_languages_of_spain(text: str, expected: date | None) -> None:
    assert day_in(text) == expected


def test_identifiers_fit_and_stay_apart() -> None:
    long = "https://boletin.example/" + "a" * 300

    assert len(identifier_of(long)) == 120
    assert identifier_of(long) != identifier_of(long + "b")
    assert identifier_of(" BOE-A-1 ") == "BOE-A-1"


BOMB = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;">]><response><data>&b;</data></response>'
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&x;</title></channel></rss>"""
DEEP = "<sumario>" + "<a>" * 5000 + "</a>" * 5000 + "</sumario>"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "entities": BOMB.encode,
    "outside": OUTSIDE.encode,
    "outside in utf-16": lambda: OUTSIDE.encode("utf-16"),
    "deep": DEEP.encode,
    "deep json": lambda: b'{"a":' * 100_000,
    "cut": lambda: b"<?xml version='1.0'?><response><data>",
    "wrong encoding": lambda: "<?xml version='1.0' encoding='utf-8'?><response>ñ</response>".encode("latin-1"),
    "no encoding": lambda: b"<?xml version='1.0' encoding='de-nadie'?><response/>",
    "zeros": lambda: bytes(1000),
    "empty": lambda: b"",
    "list": lambda: b"[1, 2]",
    "page": lambda: b"<!doctype html><p>Mantenimiento",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("reader", ["boe", "boe_before", "borme", "feed"])
def test_what_is_hostile_or_something_else_is_explained(name: str, reader: str) -> None:
    with pytest.raises(Unreadable) as raised:
        READERS[reader].read(page(HOSTILE[name]()), {})

    assert str(raised.value).endswith(".")


def test_a_page_beyond_measure_is_explained() -> None:
    with pytest.raises(Unreadable):
        READERS["list"].read(page("<tr>" * 300_001), {"row": "tr", "title": "td"})


@given(st.text(max_size=300))
def test_any_text_is_a_page(text: str) -> None:
    assert isinstance(page_of(text).text(), str)


@given(st.binary(max_size=300))
def test_any_octets_are_read_or_explained(body: bytes) -> None:
    outcomes = []
    for reader in ("boe", "feed"):
        try:
            outcomes.append(str(READERS[reader].read(page(body), {})))
        except Unreadable as error:
            outcomes.append(str(error))

    assert all(outcomes)


def test_the_text_of_a_page_leaves_out_what_is_around_it() -> None:
    main = "<main><h1>Orden</h1><p>Plazo de <b>un</b> mes.</p><ul><li>a<li>b</ul></main>"
    html = f"<html><head><title>t</title></head><body><nav><p>Menú</p></nav>{main}</body>"

    assert read_document(page(html)).text == "Orden\nPlazo de un mes.\na\nb"


@pytest.mark.parametrize("body", [b"%PDF-1.7", b"", b"<?xml version='1.0'?><error><descripcion>No</descripcion></error>", b"<p></p>"])
def test_what_has_no_text_is_explained(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_document(page(body))
