"""What citizens wrote and answered, one by one, for those who may read it: narrowed, in pages, and as a file."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from plazamayor.analytics.contract import BOM, safe
from plazamayor.core.personal_data import told
from plazamayor.procedures.models import Reply, Survey
from plazamayor.procedures.models.surveys import Moment
from plazamayor.procedures.surveys.questions import CLEARNESS, FEELINGS, NONE, QUALITY, REASONS, SOURCES

PAGE = 25
COLUMNS = (
    "day", "moment", "step", "language", "satisfaction", "clarity", "help_sought", "help_reached", "help_quality", "reason", "text", "tags",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which replies are looked at; what is empty narrows nothing."""

    moment: str = ""
    step: str = ""
    score: str = ""
    tag: str = ""
    whole: bool = False
    """Also those without a text."""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of its address."""
        given = [("moment", self.moment), ("step", self.step), ("score", self.score), ("tag", self.tag), ("all", "1" if self.whole else "")]
        return [(name, value) for name, value in given if value]


def wanted_of(given: QueryDict) -> Wanted:
    """Reads an address; what is not known narrows nothing."""
    moment, score = given.get("moment", ""), given.get("score", "")
    return Wanted(
        moment=moment if moment in Moment else "",
        step=given.get("step", "")[:40].replace("\0", ""),
        score=score if score in {str(step) for step in FEELINGS} else "",
        tag=given.get("tag", "")[:30],
        whole=bool(given.get("all")),
    )


def narrowed(replies: QuerySet[Reply], wanted: Wanted, tagged: list[int] | None) -> QuerySet[Reply]:
    """The replies wanted; `tagged` are those that have the tag, when one is asked for."""
    limits = Q() if wanted.whole else ~Q(text="")
    for name, value in (("moment", wanted.moment), ("step", wanted.step), ("satisfaction", wanted.score)):
        limits &= Q(**{name: value}) if value else Q()
    return replies.filter(limits) if tagged is None else replies.filter(limits, pk__in=tagged)


def with_tag(replies: QuerySet[Reply], tag: str) -> list[int] | None:
    """The replies with a tag, by their number; None when none is asked for. Read here: not every database looks inside a list."""
    if not tag:
        return None
    return [pk for pk, tags in replies.exclude(tags=[]).values_list("pk", "tags") if tag in tags]


def tags_of(survey: Survey) -> list[str]:
    """Every tag in use, in order."""
    return sorted({tag for tags in survey.replies.exclude(tags=[]).values_list("tags", flat=True) for tag in tags})


def steps_of(survey: Survey) -> list[tuple[str, str]]:
    """The steps at which somebody answered, by key and name."""
    names = dict(survey.procedure.steps.values_list("key", "name"))
    keys = survey.replies.exclude(step="").order_by("step").values_list("step", flat=True).distinct()
    return [(key, names.get(key, key)) for key in keys]


def words(reply: Reply) -> dict[str, Any]:
    """A reply in words, as the page shows it."""
    return {
        "reply": reply,
        "text": told(reply.text),
        "feeling": FEELINGS.get(reply.satisfaction or 0, ""),
        "clarity": CLEARNESS.get(reply.clarity or 0, ""),
        "reason": REASONS.get(reply.reason, ""),
        "help": [_help(reply, source) for source in reply.help_sought if source != NONE],
    }


def _help(reply: Reply, source: str) -> tuple[Any, Any, Any]:
    """Where help was looked for, whether it answered, how good it was."""
    return SOURCES.get(source, source), reply.help_reached.get(source), QUALITY.get(reply.help_quality.get(source, 0), "")


def as_csv(replies: QuerySet[Reply]) -> str:
    """A row for each reply, with nothing that would name it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for reply in replies.iterator():
        writer.writerow([_cell(getattr(reply, name)) for name in COLUMNS])
    return BOM + out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        value = "; ".join(f"{name}={each}" for name, each in value.items())
    elif isinstance(value, list):
        value = "; ".join(value)
    return safe("" if value is None else str(value))
