"""A sheet of paper: voices, rules and places of a PDF in which what is read is tagged in reading order, and what is only drawn is not.

Places are millimetres. The fonts (Source Sans and Source Serif, SIL Open Font License) travel inside the file.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files

from fpdf import FPDF, ViewerPreferences

logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells every table of every font it cuts

SANS, SERIF = "sans", "serif"
_FACES = (
    (SANS, "", "font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    (SANS, "B", "font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    (SERIF, "", "font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
)
INK, SOFT, QUIET = (28, 25, 23), (74, 69, 60), (107, 101, 91)
STONE, STONE_2, ACCENT, LINE = (230, 221, 208), (211, 198, 180), (168, 66, 42), (216, 210, 200)
MARGIN, WIDE, HIGH = 18.0, 210.0, 297.0
POINT = 25.4 / 72
Colour = tuple[int, int, int]
Places = Sequence[tuple[float, float]]


class Sheet(FPDF):
    """One page of A4."""

    def __init__(self, title: str, language: str) -> None:
        super().__init__(format="A4")
        self.set_title(title)
        self.set_lang(language)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_creator("Plaza Mayor")
        self.set_auto_page_break(auto=False)
        self.set_margin(MARGIN)
        self.c_margin = 0
        for family, style, package, file in _FACES:
            self.add_font(family, style, str(files(package) / "files" / file))
        self.add_page()
        self.set_line_width(0.2)

    @property
    def inner(self) -> float:
        """How wide what is written may be."""
        return WIDE - 2 * MARGIN

    @contextmanager
    def read(self, kind: str, alternative: str = "") -> Iterator[None]:
        """What is inside is read, as a heading (H1, H2), a paragraph (P) or a figure told by its alternative text."""
        mcid = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{kind}", mcid=mcid, alt_text=alternative or None)
        self._out(f"/{kind} <</MCID {mcid}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """What is inside is only seen."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    def voice(self, family: str, size: float, *, bold: bool = False, colour: Colour = INK) -> float:
        """Chooses how to write, and gives how high a line is."""
        self.set_font(family, "B" if bold else "", size)
        self.set_text_color(*colour)
        return size * POINT * 1.32

    def say(self, kind: str, text: str, *, at: tuple[float, float], wide: float, line: float, align: str = "L") -> float:
        """Writes a text in lines, and gives the place under it."""
        self.set_xy(*at)
        with self.read(kind):
            self.multi_cell(wide, line, text, align=align, new_x="LMARGIN", new_y="NEXT")
        return self.get_y()

    def rule(self, y: float, *, x: float = MARGIN, wide: float = WIDE - 2 * MARGIN, thick: float = 0.2, colour: Colour = INK) -> None:
        """Draws a line across."""
        with self.drawn():
            self.set_draw_color(*colour)
            self.set_line_width(thick)
            self.line(x, y, x + wide, y)

    def shape(self, places: Places, colour: Colour) -> None:
        """Fills an outline."""
        self.set_fill_color(*colour)
        self.polygon(places, style="F")
