"""What is done with surveys: staff open and change them and tag what was written; citizens answer, step by step."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from plazamayor.analytics.contract import spend
from plazamayor.core.errors import Mistake
from plazamayor.core.personal_data import masked
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record
from plazamayor.procedures.models import Procedure, Reply, Survey, Tally
from plazamayor.procedures.surveys.queries import today_of
from plazamayor.procedures.surveys.questions import NONE, Question, asked_of_us
from plazamayor.procedures.surveys.tickets import Ticket

LONGEST_TAG, MOST_TAGS = 30, 10
A_DAY = int(timedelta(days=1).total_seconds())


class SurveyClosed(Mistake):
    """The survey takes no answers."""


class TooManyTags(Mistake):
    """A reply has more tags than anybody reads, or longer."""


@transaction.atomic
def open_survey(*, procedure: Procedure, by: Membership, now: datetime) -> Survey:
    """Opens the survey of a procedure, making it the first time."""
    survey, made = Survey.objects.get_or_create(procedure=procedure)
    if made or not survey.open:
        survey.open = True
        survey.save(update_fields=["open"])
        record(procedure.organisation, by, "survey.opened", survey, {}, now)
    return survey


@transaction.atomic
def change_survey(*, survey: Survey, by: Membership, now: datetime, open: bool, sample_percent: int, retention_months: int) -> Survey:  # noqa: A002 the field's own name
    """Changes whether a survey takes answers, how many are invited and how long answers are kept."""
    wanted = {"open": open, "sample_percent": sample_percent, "retention_months": retention_months}
    told = {name: [getattr(survey, name), value] for name, value in wanted.items() if getattr(survey, name) != value}
    if told:
        Survey.objects.filter(pk=survey.pk).update(**wanted)
        survey.refresh_from_db(fields=list(wanted))
        record(survey.procedure.organisation, by, "survey.changed", survey, told, now)
    return survey


def must_be_open(survey: Survey) -> None:
    """Raises SurveyClosed when a survey takes no answers."""
    if not survey.open:
        raise SurveyClosed(_("This survey is closed: it takes no more answers. Thank you all the same."))


@transaction.atomic
def answer(*, survey: Survey, ticket: Ticket, question: Question, given: Mapping[str, Any], language: str, now: datetime) -> Reply:
    """Keeps the answer to one question; the first begins the reply, the same again changes nothing. Raises SurveyClosed.

    `given` are the fields of the reply that the question fills. Text is masked before it is kept.
    """
    must_be_open(survey)
    begun = {"survey": survey, "moment": ticket.moment, "step": ticket.step, "invited": ticket.invited, "language": language}
    reply, _made = Reply.objects.get_or_create(key=ticket.key, defaults={**begun, "day": today_of(survey.procedure, now)})
    for name, value in _fields(question, given, reply).items():
        setattr(reply, name, value)
    reply.save()
    return reply


def _fields(question: Question, given: Mapping[str, Any], reply: Reply) -> dict[str, Any]:
    """What a question changes of a reply; help that is no longer said to have been looked for takes its answers with it."""
    if question is Question.TEXT:
        return {"text": masked(given["text"])}
    if question is Question.HELP:
        sought = [name for name in given["help_sought"] if name != NONE] or list(given["help_sought"])
        ours = asked_of_us(sought)
        reached = {name: value for name, value in reply.help_reached.items() if name in ours}
        return {"help_sought": sought, "help_reached": reached, "help_quality": _only(reply.help_quality, reached)}
    if question is Question.REACHED:
        return {**given, "help_quality": _only(reply.help_quality, given["help_reached"])}
    return dict(given)


def _only(quality: Mapping[str, int], reached: Mapping[str, bool]) -> dict[str, int]:
    return {name: value for name, value in quality.items() if reached.get(name)}


@transaction.atomic
def count_invitation(*, survey: Survey, ticket: Ticket, closed: bool, now: datetime) -> None:
    """Counts that somebody was invited, or closed the invitation: once for each ticket, and nothing else of them."""
    what = "closed" if closed else "invited"
    if not survey.open or not spend(f"survey:{what}:{ticket.key}", 1, now, A_DAY).within:
        return
    tally, _made = Tally.objects.get_or_create(survey=survey, moment=ticket.moment, day=today_of(survey.procedure, now))
    Tally.objects.filter(pk=tally.pk).update(**{what: F(what) + 1})


@transaction.atomic
def tag_reply(*, reply: Reply, tags: Iterable[str], by: Membership, now: datetime) -> Reply:
    """Puts the tags of a reply; raises TooManyTags. The trail tells the tags, never what was written."""
    wanted = list(dict.fromkeys(" ".join(tag.lower().split()) for tag in tags if tag.strip()))
    if len(wanted) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in wanted):
        raise TooManyTags(_("At most %(most)s tags, of at most %(longest)s letters.") % {"most": MOST_TAGS, "longest": LONGEST_TAG})
    if wanted != reply.tags:
        reply.tags = wanted
        reply.save(update_fields=["tags"])
        record(by.organisation, by, "reply.tagged", reply, {"tags": wanted}, now)
    return reply
