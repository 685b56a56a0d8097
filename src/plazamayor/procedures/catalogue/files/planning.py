"""What bringing a file would change in the catalogue, row by row, and what is wrong in it. Nothing changes here."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from plazamayor.analytics.journeys.contract import Mark, Way
from plazamayor.core.errors import Mistake
from plazamayor.core.search import plain
from plazamayor.organisation.models import Membership
from plazamayor.procedures.catalogue.drafts import STEP, Details, Draft, changes, code_from, in_order, longest_key
from plazamayor.procedures.catalogue.files.columns import PROCEDURES, STEPS, label_of, meanings_of, truths
from plazamayor.procedures.catalogue.files.reading import Table
from plazamayor.procedures.catalogue.files.writing import cell_of
from plazamayor.procedures.catalogue.forms import Choices, ProcedureForm
from plazamayor.procedures.catalogue.operations import require_journey
from plazamayor.procedures.catalogue.patterns import MOST_MARKS, Ground, read_mark
from plazamayor.procedures.catalogue.sheets import WAYS
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.models.catalogue import CODE

Cells = Mapping[str, str]
Change = tuple[str, str, str]
"""The name of a column, what its cell was and what it becomes."""
MOST_EXPRESSIONS: Final = 200
DAY: Final = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})", re.ASCII)


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row, and in which of its columns."""

    table: str
    line: int
    column: str
    text: str


@dataclass(frozen=True)
class Wanted:
    """A procedure as the file wants it; `known` is the one there is, and `changed` what would change of it."""

    line: int
    details: Details
    known: Procedure | None
    changed: list[Change]


@dataclass(frozen=True)
class Course:
    """The steps of a procedure as the file wants them, and those it has."""

    line: int
    code: str
    drafts: list[Draft]
    before: list[Draft]


@dataclass
class Plan:
    """All that a file would do."""

    wanted: list[Wanted] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left: int = 0
    ignored: list[str] = field(default_factory=list)

    @property
    def added(self) -> list[Wanted]:
        """The procedures that would be new."""
        return [each for each in self.wanted if each.known is None]

    @property
    def changed(self) -> list[Wanted]:
        """The procedures that would change."""
        return [each for each in self.wanted if each.known is not None and each.changed]

    @property
    def same(self) -> list[Wanted]:
        """The procedures that are already so."""
        return [each for each in self.wanted if each.known is not None and not each.changed]

    @property
    def moved(self) -> list[Course]:
        """The procedures whose steps would change."""
        return [each for each in self.courses if each.drafts != each.before]

    @property
    def does_something(self) -> bool:
        """Whether anything would change."""
        return bool(self.added or self.changed or self.moved)

    @property
    def digest(self) -> str:
        """A text that differs when what would be done does."""
        told = [[asdict(each.details), each.changed, each.known.pk if each.known else None] for each in self.wanted]
        steps = [[each.code, [one.kept for one in each.drafts], [one.kept for one in each.before]] for each in self.courses]
        return blake2b(msgspec.json.encode([told, steps]), digest_size=16).hexdigest()


def plan(member: Membership, tables: list[Table]) -> Plan:
    """What some tables would do to the catalogue of an administration."""
    return _Planner(member).plan({table.name: table for table in tables})


class _Unclear(Exception):
    """A cell that cannot be understood."""


class _Planner:
    """What is known while a file is read."""

    def __init__(self, member: Membership) -> None:
        known = Procedure.objects.filter(organisation=member.organisation_id).select_related("site", "unit", "owner")
        self.known = {procedure.code: procedure for procedure in known.prefetch_related("steps")}
        self.choices = Choices.of(member)
        self.based = {site.pk for site in self.choices.based}
        people = member.organisation.memberships.values_list("person__email", "person_id")
        self.pointed: dict[str, dict[str, str]] = {
            "site_id": {plain(site.domain): key for key, site in self.choices.sites.items()},
            "unit_id": {plain(name): key for key, name in self.choices.units.items()},
            "owner_id": {plain(email): str(key) for email, key in people},
        }
        self.expressions: set[str] = set()
        self.found = Plan()

    def plan(self, tables: Mapping[str, Table]) -> Plan:
        """Reads both tables, procedures first: their steps may be of new ones."""
        self.found.ignored = [name for table in tables.values() for name in table.ignored]
        if PROCEDURES in tables:
            self._procedures(tables[PROCEDURES])
        if STEPS in tables:
            self._steps(tables[STEPS])
        named = {each.details.code for each in self.found.wanted} | {each.code for each in self.found.courses}
        self.found.left = len(self.known.keys() - named)
        self.found.faults.sort(key=lambda fault: (fault.table, fault.line))
        return self.found

    def _fault(self, table: str, line: int, column: str, text: str) -> None:
        self.found.faults.append(Fault(table, line, label_of(table, column), text))

    def _procedures(self, table: Table) -> None:
        seen: dict[str, int] = {}
        for line, cells in table.rows:
            code = cells["code"].strip().lower() or (code_from(cells["name"], {*self.known, *seen}) if cells["name"] else "")
            if code in seen:
                why = _("The code “%(code)s” is also in row %(line)d. Each procedure has its own.")
                self._fault(PROCEDURES, line, "code", why % {"code": code, "line": seen[code]})
                continue
            seen[code] = line
            details = self._details(line, {**cells, "code": code}, self.known.get(code))
            if details:
                known = self.known.get(code)
                self.found.wanted.append(Wanted(line, details, known, self._changed(known, details)))

    def _details(self, line: int, cells: Cells, known: Procedure | None) -> Details | None:
        before = len(self.found.faults)
        data = _as_filled_in(Details.of(known)) if known else {"limit_minutes": "120", "kind": Procedure.Kind.VOLUNTARY, "active": "on"}
        for column, text in cells.items():
            try:
                data[column] = self._value(column, text)
            except _Unclear as unclear:
                self._fault(PROCEDURES, line, column, str(unclear))
        form = ProcedureForm(data, choices=self.choices, procedure=known)
        if not form.is_valid():
            for column, errors in form.errors.items():
                for error in errors:
                    self._fault(PROCEDURES, line, column, str(error))
        if len(self.found.faults) > before:
            return None
        details: Details = replace(form.cleaned_data["details"], across_visits=bool(data.get("across_visits")))
        self._require_sense(line, details)
        return details if len(self.found.faults) == before else None

    def _require_sense(self, line: int, details: Details) -> None:
        if details.opens and details.closes and details.closes < details.opens:
            self._fault(PROCEDURES, line, "closes", _("It closes before it opens. Exchange the days."))
        if details.across_visits and details.site_id not in self.based:
            self._fault(PROCEDURES, line, "across_visits", _("Its site has no declared basis, so it has to be no."))

    def _value(self, column: str, text: str) -> Any:
        """A cell as the form takes it."""
        if column in self.pointed:
            return self._pointed(column, text)
        if column in {"kind", "life_event"}:
            return _meaning(column, text) if text else (Procedure.Kind.VOLUNTARY if column == "kind" else "")
        if column in {"languages", "channels"}:
            return _meanings(column, text)
        if column in {"opens", "closes"}:
            return _day(text)
        if column in {"across_visits", "active"}:
            return "on" if _truth(text, empty=column == "active") else ""
        return text

    def _pointed(self, column: str, text: str) -> str:
        if not text:
            return ""
        found = self.pointed[column].get(plain(text))
        if found is None:
            why = {
                "site_id": _("No site called “%(text)s” is measured here. Write its domain, add it first, or leave it empty."),
                "unit_id": _("There is no unit called “%(text)s”. Write it as in the list of units, add it first, or leave it empty."),
                "owner_id": _("Nobody here has the e-mail “%(text)s”. Invite that person first, or leave it empty."),
            }
            raise _Unclear(why[column] % {"text": text[:80]})
        return found

    def _changed(self, known: Procedure | None, details: Details) -> list[Change]:
        pairs = changes(Details.of(known), details) if known else {}
        return [(label_of(PROCEDURES, name), self._shown(name, was), self._shown(name, becomes)) for name, (was, becomes) in pairs.items()]

    def _shown(self, column: str, value: Any) -> str:
        domains = {key: site.domain for key, site in self.choices.sites.items()}
        named = {"site_id": domains, "unit_id": self.choices.units, "owner_id": self.choices.people}
        return named[column].get(str(value), "") if column in named else cell_of(column, value)

    def _steps(self, table: Table) -> None:
        wanted = {each.details.code: each.details for each in self.found.wanted}
        courses: dict[str, list[tuple[int, Cells]]] = {}
        for line, cells in table.rows:
            courses.setdefault(cells["procedure"].strip().lower(), []).append((line, cells))
        for code, rows in courses.items():
            known = self.known.get(code)
            details = wanted.get(code) or (Details.of(known) if known else None)
            if details is None:
                why = _("There is no procedure with the code “%(code)s”, here or in the file.")
                self._fault(STEPS, rows[0][0], "procedure", why % {"code": code})
                continue
            self._course(details, known, rows)

    def _course(self, details: Details, known: Procedure | None, rows: list[tuple[int, Cells]]) -> None:
        before = len(self.found.faults)
        ground = Ground.of(self.choices.sites.get(str(details.site_id)))
        taken = {cells.get("key", "") for _line, cells in rows} - {""}
        drafts = [self._draft(line, cells, details.code, ground, taken) for line, cells in rows]
        ordered = sorted(drafts, key=lambda draft: draft.role != STEP)
        try:
            require_journey(ordered)
        except Mistake as mistake:
            self._fault(STEPS, rows[0][0], "procedure", str(mistake))
        if len(self.found.faults) == before:
            was = in_order(known.steps.all()) if known else []
            self.found.courses.append(Course(rows[0][0], details.code, ordered, was))

    def _draft(self, line: int, cells: Cells, code: str, ground: Ground, taken: set[str]) -> Draft:
        role = STEP
        try:
            role = _meaning("role", cells["role"]) if cells.get("role") else STEP
        except _Unclear as unclear:
            self._fault(STEPS, line, "role", str(unclear))
        name, most = cells["name"], longest_key(code)
        if not name or len(name) > 80:  # noqa: PLR2004 as long as the model lets it be
            self._fault(STEPS, line, "name", _("A step needs a name, of 80 characters at most."))
        key = cells.get("key", "") or code_from(name, taken, most)
        if len(key) > most or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            self._fault(STEPS, line, "key", f"{CODE.message} " + _("At most %(most)d characters.") % {"most": most})
        taken.add(key)
        return Draft(role=role, key=key, name=name, marks=self._marks(line, cells, ground))

    def _marks(self, line: int, cells: Cells, ground: Ground) -> tuple[Mark, ...]:
        marks = []
        for column, way in WAYS.items():
            texts = [text for text in map(str.strip, cells.get(column, "").splitlines()) if text]
            why = self._too_many(way, texts)
            if why:
                self._fault(STEPS, line, column, why)
                continue
            for text in texts:
                try:
                    marks.append(read_mark(way, text, ground))
                except Mistake as mistake:
                    self._fault(STEPS, line, column, str(mistake))
        return tuple(dict.fromkeys(marks))

    def _too_many(self, way: Way, texts: list[str]) -> str:
        """Why some ways of recognising a step are not even read: each expression is asked of the engine."""
        if len(texts) > MOST_MARKS:
            return _("At most %(most)d ways of recognising the same. Use * to join some.") % {"most": MOST_MARKS}
        if way is Way.REGEX:
            self.expressions |= set(texts)
        if texts and way is Way.REGEX and len(self.expressions) > MOST_EXPRESSIONS:
            return _("There are more than %(most)d regular expressions in the file. Use addresses with *.") % {"most": MOST_EXPRESSIONS}
        return ""


def _as_filled_in(details: Details) -> dict[str, Any]:
    """The details as a form would send them."""
    data = asdict(details)
    data["addresses"] = "\n".join(details.addresses)
    return {name: ("on" if value is True else "" if value in (None, False) else value) for name, value in data.items()}


def _meaning(column: str, text: str) -> str:
    found = meanings_of(column).get(plain(" ".join(text.split())))
    if found is None:
        known = "; ".join(dict.fromkeys(cell_of(column, each) for each in meanings_of(column).values()))
        raise _Unclear(_("“%(text)s” is not one of: %(known)s.") % {"text": text[:60], "known": known})
    return found


def _meanings(column: str, text: str) -> list[str]:
    """Several words, with semicolons or lines between them; commas too when no word with one is meant."""
    known = meanings_of(column)
    pieces = [piece.strip() for piece in re.split(r"[;\n]", text) if piece.strip()]
    words = [word for piece in pieces for word in ([piece] if plain(piece) in known else [part.strip() for part in piece.split(",")])]
    return list(dict.fromkeys(_meaning(column, word) for word in words if word))


def _day(text: str) -> str:
    """A day as the form takes it, from ours or from that of programs."""
    found = DAY.fullmatch(text)
    iso = f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}" if found else text
    try:
        return datetime.strptime(iso, "%Y-%m-%d").date().isoformat() if iso else ""  # noqa: DTZ007 a day has no hour, so no zone
    except ValueError:
        raise _Unclear(_("“%(text)s” is not a day. Write it as 2026-11-20 or 20/11/2026.") % {"text": text[:40]}) from None


def _truth(text: str, *, empty: bool) -> bool:
    if not text:
        return empty
    found = truths().get(plain(text))
    if found is None:
        raise _Unclear(_("“%(text)s” is neither yes nor no.") % {"text": text[:40]})
    return found
