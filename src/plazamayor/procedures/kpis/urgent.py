"""How the page of what fails now says it: a sentence first, then a table with what fails at the top."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plazamayor.core import formatting
from plazamayor.core.findings import Certainty, Finding
from plazamayor.procedures.kpis.now import HOURS, WEEKS, Present, State, Tally

KICKER = gettext_lazy("Now")
MOST_NAMED = 3


def finding_of(found: Sequence[Present]) -> Finding:
    """What fails now, in one sentence."""
    failing = [each for each in found if each.state in {State.FAILING, State.SILENT}]
    if not found:
        return _unknown(_("No procedure is measured."), _("Procedures with their steps recognised on a site."))
    if all(each.state is State.FEW for each in found):
        return _unknown(
            _("It cannot be said whether anything fails now."),
            _("At least ten attempts in these hours, and earlier weeks to compare with."),
        )
    if not failing:
        return _calm(found)
    names = [f"«{each.procedure}»" for each in failing]
    more = len(names) - MOST_NAMED
    said = ", ".join(names[:MOST_NAMED]) + (_(" and %(n)s more") % {"n": more} if more > 0 else "")
    claim = ngettext("%(said)s fails now: %(how)s", "%(said)s fail now. The worst: %(how)s", len(failing)) % {
        "said": said,
        "how": how(failing[0]),
    }
    return Finding(
        claim=claim % {"said": said, "how": how(failing[0])},
        highlight=said,
        certainty=Certainty.FIRM,
        certainty_reason=_sure(failing[0]),
        how_much=_amount(failing[0]),
        look_at=_("The e-office, and what was changed today. The page says so again every minute."),
        kicker=KICKER,
    )


def _unknown(claim: str, missing: str) -> Finding:
    return Finding(claim=claim, certainty=Certainty.UNKNOWN, missing=missing, kicker=KICKER)


def _calm(found: Sequence[Present]) -> Finding:
    crowded = [f"«{each.procedure}»" for each in found if each.state is State.CROWDED]
    return Finding(
        claim=_("Nothing fails now more than is usual at this hour."),
        certainty=Certainty.PROBABLE,
        certainty_reason=_("a small failure may not be seen yet"),
        look_at=_("More people than usual: %(names)s.") % {"names": ", ".join(crowded)} if crowded else "",
        kicker=KICKER,
    )


def how(each: Present) -> str:
    """How a procedure fails, in people."""
    if each.state is State.SILENT:
        usual = formatting.number(round(each.before.started / WEEKS))
        return _("nobody has started it in %(hours)s hours; at this hour, about %(usual)s people do.") % {"hours": HOURS, "usual": usual}
    if each.by == "left":
        told = {"now": formatting.people(each.now.left_share), "usual": formatting.people(each.before.left_share)}
        return _("%(now)s leave it; usually, %(usual)s.") % told
    told = {"now": formatting.people(each.now.failed_share), "usual": _usual(each.before)}
    return _("%(now)s end in a failure of the system; usually, %(usual)s.") % told


def _sure(each: Present) -> str:
    if each.state is State.SILENT:
        return _("in each of the four weeks before, somebody did")
    return _("chance would say it once in a hundred times")


def _usual(before: Tally) -> str:
    return formatting.people(before.failed_share) if before.failed else _("none")


def _amount(each: Present) -> str:
    count = each.now.left if each.by == "left" else each.now.failed
    if each.state is State.SILENT:
        return _("%(n)s people fewer than usual.") % {"n": formatting.number(round(each.before.started / WEEKS))}
    return _("%(some)s people of %(of)s who started.") % {"some": formatting.few(count), "of": formatting.number(each.now.started)}


def table_now(found: Sequence[Present]) -> list[dict[str, object]]:
    """Each procedure with what happened now and what is usual in as many hours."""
    return [
        {
            "procedure": each.procedure,
            "state": each.state,
            "started": formatting.number(each.now.started),
            "usual": "" if each.by_day else formatting.number(round(each.before.started / WEEKS)),
            "completed": formatting.number(each.now.completed),
            "failed": _shares(each.now.failed, each.now.failed_share, each.before.failed_share),
            "left": _shares(each.now.left if each.now.settled else None, each.now.left_share, each.before.left_share),
        }
        for each in found
    ]


def _shares(count: int | None, now: float | None, before: float | None) -> dict[str, str]:
    return {"count": formatting.number(count), "now": formatting.percent(now, 0), "before": formatting.percent(before, 0)}
