"""Ideas are left, answered and become pieces; templates are kept and removed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Organisation
from plazamayor.organisation.operations import record
from plazamayor.publishing.content import freeze
from plazamayor.publishing.models import Idea, Piece, Template
from plazamayor.publishing.pieces.drafts import Words
from plazamayor.publishing.pieces.writing import draft

TITLE = 80


class AlreadyAnswered(Mistake):
    """An idea became a piece or was put aside."""


@transaction.atomic
def leave_idea(*, organisation: Organisation, text: str, by: Any, now: datetime) -> Idea:
    """Leaves an idea in the box."""
    idea = Idea.objects.create(organisation=organisation, text=text.strip(), by=by.person, at=now)
    record(organisation, by, "idea.left", idea, {}, now)
    return idea


@transaction.atomic
def take_idea(*, idea: Idea, by: Any, now: datetime) -> Piece:
    """Makes a draft of an idea; raises AlreadyAnswered."""
    kept = _open(idea)
    words = [Words(language=language, text=kept.text) for language in kept.organisation.languages[:1]]
    piece = draft(organisation=kept.organisation, title=_title(kept.text), format=Piece.Format.SHORT, by=by, now=now, words=words)
    kept.state, kept.piece = Idea.State.TAKEN, piece
    kept.save(update_fields=["state", "piece"])
    record(kept.organisation, by, "idea.taken", kept, {"piece": piece.title}, now)
    return piece


@transaction.atomic
def answer_idea(*, idea: Idea, answer: str, by: Any, now: datetime) -> Idea:
    """Puts an idea aside, saying why to whoever had it; raises AlreadyAnswered."""
    kept = _open(idea)
    kept.state, kept.answer = Idea.State.DISMISSED, answer.strip()
    kept.save(update_fields=["state", "answer"])
    record(kept.organisation, by, "idea.answered", kept, {"answer": kept.answer}, now)
    return kept


@transaction.atomic
def keep_template(*, piece: Piece, name: str, by: Any, now: datetime) -> Template:
    """Keeps what a piece says as a form to begin others from: without its hour nor its source."""
    content = {**freeze(piece), "at": None, "source": ["", ""], "placements": []}
    template = Template.objects.create(
        organisation=piece.organisation, name=name.strip(), format=piece.format, content=content, by=by.person, at=now
    )
    record(piece.organisation, by, "template.kept", template, {"name": template.name}, now)
    return template


@transaction.atomic
def remove_template(*, template: Template, by: Any, now: datetime) -> None:
    """Removes a template; the pieces that began from it stay."""
    record(template.organisation, by, "template.removed", template, {"name": template.name}, now)
    template.delete()


def _open(idea: Idea) -> Idea:
    kept = Idea.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=idea.pk)
    if kept.state != Idea.State.OPEN:
        raise AlreadyAnswered(_("Somebody has answered this idea already."))
    return kept


def _title(text: str) -> str:
    first = text.strip().splitlines()[0]
    return first if len(first) <= TITLE else first[:TITLE].rsplit(" ", 1)[0] + "…"
