"""Everything on the page of a procedure taken away, with all its precision: JSON, and CSV that no spreadsheet can be tricked by."""

import csv
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from plazamayor.analytics.contract import BOM, safe
from plazamayor.analytics.journeys.contract import Funnel
from plazamayor.procedures.friction.contract import Friction, Frictions
from plazamayor.procedures.kpis.exports import rows as measures
from plazamayor.procedures.models import Step
from plazamayor.procedures.report.page import Page

Row = dict[str, Any]


def document(page: Page) -> dict[str, Any]:
    """What the page tells, by parts."""
    return {
        **header(page),
        "funnel": funnel(page.asked.steps, page.funnel),
        "compared_funnel": funnel(page.asked.steps, page.told.before) if page.told.before else None,
        "frictions": frictions(page.frictions),
        "measures": list(measures([page.measures], together=False)),
        "channels": list(_channels(page)),
        "survey": _survey(page),
        "changes": [{"day": line.day.isoformat(), "text": line.text, "said": line.said, "state": line.state} for line in page.changes],
        "untied_calls": {step.key: count for step, count in page.untied},
    }


def header(page: Page) -> Row:
    """What the figures are of."""
    view, procedure = page.view, page.procedure
    return {
        "procedure": procedure.code,
        "sia_code": procedure.sia_code,
        "name": procedure.name,
        "kind": procedure.kind,
        "site": page.asked.site.domain,
        "timezone": page.asked.site.time_zone,
        "from": view.period.first.isoformat(),
        "to": view.period.last.isoformat(),
        "compared_from": view.compared.first.isoformat() if view.compared else None,
        "compared_to": view.compared.last.isoformat() if view.compared else None,
        "limit_minutes": procedure.limit_minutes,
        "across_visits": page.asked.journey.across,
    }


def funnel(steps: Sequence[Step], found: Funnel) -> Row:
    """A funnel: how attempts ended, and each step."""
    return {
        "started": found.started,
        "completed": found.completed,
        "negative": found.negative,
        "failed": found.failed,
        "left": found.left,
        "completion": found.completion,
        "seconds_median": found.seconds_median,
        "steps": [_step(steps[number - 1], found, number) for number in range(1, len(found.steps) + 1)],
    }


def _step(step: Step, found: Funnel, number: int) -> Row:
    figures = found.steps[number - 1]
    went = [{"kind": each.kind.value, "to": each.to, "attempts": each.attempts} for each in found.went if each.step == number]
    return {
        "step": number,
        "key": step.key,
        "name": step.name,
        "reached": figures.reached,
        "left": figures.left,
        "seconds_median": figures.seconds_median,
        "seconds_p90": figures.seconds_p90,
        "back": figures.back,
        "errors": figures.errors,
        "helps": figures.helps,
        "went": went,
    }


def frictions(found: Frictions) -> Row:
    """What was found, and in how many places it was looked."""
    return {
        "tested": found.tested,
        "suppressed": found.suppressed,
        "refused": list(found.refused),
        "told": [friction(each) for each in found.told],
        "doubtful": [friction(each) for each in found.doubtful],
    }


def friction(each: Friction) -> Row:
    """A friction with its figures."""
    return {
        "step": each.step,
        "where": dict(each.where),
        "reached": each.reached,
        "left": each.left,
        "others_reached": each.others_reached,
        "others_left": each.others_left,
        "expected": each.expected,
        "lost": each.lost,
        "lost_low": each.lost_between.low,
        "lost_high": each.lost_between.high,
        "chance": each.chance,
        "certainty": each.certainty.value,
    }


def _channels(page: Page) -> Iterator[Row]:
    for line in page.measures.channels:
        cost = None if line.cost is None else float(line.cost)
        yield {"channel": line.channel, "completed": line.completed, "share": line.share, "cost": cost}


def _survey(page: Page) -> Row | None:
    if page.said is None:
        return None
    found = page.said.results
    scores = [
        {
            "score": score.measure.value,
            "value": score.value,
            "low": score.interval.low if score.interval else None,
            "high": score.interval.high if score.interval else None,
            "n": score.n,
        }
        for score in found.scores.values()
    ]
    return {
        "replies": found.counts.replies,
        "invited": found.asked.asked,
        "response_rate": found.asked.rate,
        "scores": scores,
        "exit_reasons": dict(page.said.reasons_given),
    }


def as_json(page: Page) -> str:
    """The document."""
    return json.dumps(document(page), ensure_ascii=False, indent=1)


def as_csv(page: Page) -> str:
    """A row for each thing told, by tables, in UTF-8 with its mark."""
    rows = list(_rows(document(page)))
    out = StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows({name: safe(value) if isinstance(value, str) else value for name, value in row.items()} for row in rows)
    return BOM + out.getvalue()


def _rows(told: Row) -> Iterator[Row]:
    of = {name: told[name] for name in ("procedure", "from", "to")}
    for table in ("funnel", "compared_funnel"):
        if told[table]:
            yield {"table": table, **of, **{name: value for name, value in told[table].items() if name != "steps"}}
            yield from (
                {"table": f"{table}_steps", **of, **{n: v for n, v in step.items() if n != "went"}} for step in told[table]["steps"]
            )
    for step in told["funnel"]["steps"]:
        yield from ({"table": "went", **of, "step": step["step"], **went} for went in step["went"])
    for certain in ("told", "doubtful"):
        for each in told["frictions"][certain]:
            yield {"table": "frictions", **of, **each, "where": " ".join(f"{name}:{value}" for name, value in each["where"].items())}
    yield from ({"table": "measures", **of, **each} for each in told["measures"])
    yield from ({"table": "channels", **of, **each} for each in told["channels"])
    if told["survey"]:
        yield from ({"table": "scores", **of, **each} for each in told["survey"]["scores"])
        yield from ({"table": "exit_reasons", **of, "reason": name, "n": count} for name, count in told["survey"]["exit_reasons"].items())
    yield from ({"table": "changes", **of, **each} for each in told["changes"])
    yield from ({"table": "untied_calls", **of, "key": key, "n": count} for key, count in told["untied_calls"].items())


def file_name(page: Page, form: str) -> str:
    """What the file is called: procedure and days."""
    days = page.view.period
    return f"{page.procedure.code}-{days.first.isoformat()}-{days.last.isoformat()}.{form}"
