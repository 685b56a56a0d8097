"""Procedures and steps as somebody wants them, before they are rows."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from plazamayor.analytics.journeys.contract import Mark, Marks, Way
from plazamayor.procedures.catalogue.patterns import LONGEST_EVENT, kept_of, marks_of
from plazamayor.procedures.models import Procedure, Step

LONGEST_CODE: Final = 40
RESERVED: Final = frozenset({"all", "kpis", "months"})
"""What stands in the place of a code in the addresses of all procedures together."""
STEP: Final = Step.Role.STEP.value


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a procedure is, but for its steps. Rows of others are told by their number."""

    code: str
    name: str
    sia_code: str = ""
    site_id: int | None = None
    unit_id: int | None = None
    owner_id: int | None = None
    kind: str = Procedure.Kind.VOLUNTARY.value
    languages: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    legal_term: str = ""
    opens: date | None = None
    closes: date | None = None
    life_event: str = ""
    addresses: list[str] = field(default_factory=list)
    limit_minutes: int = 120
    across_visits: bool = False
    active: bool = True

    @classmethod
    def of(cls, procedure: Procedure) -> "Details":
        """What a procedure is now."""
        return cls(**{name: getattr(procedure, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A step, another end or something that happens along a procedure, as somebody wants it. Their order is that of the list."""

    role: str
    key: str
    name: str
    marks: Marks = ()

    @classmethod
    def of(cls, step: Step) -> "Draft":
        """What a row keeps."""
        return cls(role=step.role, key=step.key, name=step.name, marks=marks_of(step.marks))

    @property
    def kept(self) -> dict[str, Any]:
        """The fields of its row."""
        return {"role": self.role, "key": self.key, "name": self.name, "marks": kept_of(self.marks)}


def in_order(steps: Iterable[Step]) -> list[Draft]:
    """Rows as drafts: the steps in order, and then the rest."""
    ordered = sorted(steps, key=lambda step: (step.role != STEP, step.position, step.pk or 0))
    return [Draft.of(step) for step in ordered]


def code_from(name: str, taken: Iterable[str] = (), longest: int = LONGEST_CODE) -> str:
    """A code made of a name, with a number when it is taken: `ayudas-al-comercio`, `ayudas-al-comercio-2`."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    code = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:longest].strip("-") or "x"
    used = RESERVED | set(taken)
    if code not in used:
        return code
    numbered = (f"{code[: longest - 4].strip('-')}-{number}" for number in range(2, 1000))
    return next(each for each in numbered if each not in used)


def longest_key(code: str) -> int:
    """How long the key of a step may be: the event `code.key` has to fit in the name of an event."""
    return min(LONGEST_CODE, LONGEST_EVENT - len(code) - 1)


def recognised(code: str, draft: Draft) -> Marks:
    """All by which a draft is recognised: its marks and the event of its own name."""
    own = Mark(Way.EVENT, f"{code}.{draft.key}")
    return draft.marks if own in draft.marks else (*draft.marks, own)


def alike(drafts: Sequence[Draft]) -> list[tuple[str, str]]:
    """The names of each two that are recognised by exactly the same, and so cannot be told apart."""
    first: dict[tuple[bool, frozenset[Mark]], Draft] = {}
    pairs = []
    for draft in drafts:
        if not draft.marks:
            continue
        same = (draft.role == STEP, frozenset(draft.marks))
        if same in first:
            pairs.append((first[same].name, draft.name))
        first.setdefault(same, draft)
    return pairs


def repeated(values: Iterable[str]) -> list[str]:
    """What is there more than once."""
    return [value for value, times in Counter(values).items() if times > 1]


def changes(before: Details, after: Details) -> dict[str, tuple[Any, Any]]:
    """What differs, by field: what it was and what it becomes, in plain values."""
    was, becomes = asdict(before), asdict(after)
    return {name: (_plain(was[name]), _plain(becomes[name])) for name in was if was[name] != becomes[name]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
