"""A piece is begun, saved and discarded. Nothing that was saved is lost, and nothing is saved over what somebody else saved meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.channels.models import Channel
from plazamayor.core.errors import Mistake
from plazamayor.guards.operations import remember_links
from plazamayor.organisation.models import Organisation
from plazamayor.organisation.operations import record
from plazamayor.publishing.content import Content, digest, freeze
from plazamayor.publishing.models import Approval, Piece, Placement, Revision, Version
from plazamayor.publishing.pieces import leaving
from plazamayor.publishing.pieces.drafts import FIELDS, Changes, Described, Words
from plazamayor.publishing.pieces.vetting import vetted

By = Any
"""Who acts, as the audit trail takes it: a membership."""
A_SITTING = timedelta(minutes=10)
"""Within this long, what was kept by itself takes the place of what the same person's page kept before."""


class SavedMeanwhile(Mistake):
    """Somebody saved the piece after this form was opened. `theirs` is the content as it is, `by` who saved it."""

    def __init__(self, theirs: Content, by: str, revision: int) -> None:
        super().__init__(_("%(who)s saved this piece while you were writing. Nothing of yours was saved over it.") % {"who": by})
        self.theirs, self.by, self.revision = theirs, by, revision


class AlreadyGone(Mistake):
    """The piece was discarded."""


class NotOurs(Mistake):
    """A channel, a unit, a campaign or a procedure is of another administration."""


class NoTitle(Mistake):
    """A piece has no working title."""


@transaction.atomic
def draft(
    *,
    organisation: Organisation,
    title: str,
    format: str,  # noqa: A002 the word of the field
    by: By,
    now: datetime,
    words: Sequence[Words] = (),
    channels: Iterable[int] = (),
    fields: Mapping[str, Any] | None = None,
) -> Piece:
    """Begins a piece; raises NoTitle and NotOurs. `fields` are columns of `Piece` (see `drafts.FIELDS`)."""
    if not title.strip():
        raise NoTitle(_("Give it a working title: it is how colleagues will find it."))
    given = {"languages": list(organisation.languages), **_allowed(fields or {})}
    _require_ours(organisation, given)
    person = by.person
    piece = Piece.objects.create(
        organisation=organisation, **{**given, "title": title.strip()[:200]}, format=format, author=person, created=now, changed=now
    )
    for each in words:
        _put(piece, each)
    _place(piece, list(channels), by, now)
    _keep(piece, by, now, automatic=False)
    record(organisation, by, "piece.drafted", piece, {"format": format}, now)
    return piece


@transaction.atomic
def save(*, piece: Piece, changes: Changes, revision: int, by: By, now: datetime, automatic: bool = False) -> Piece:
    """Saves what changed of a piece if it is still at the `revision` that was read; raises SavedMeanwhile, AlreadyGone, NotOurs, NoTitle.

    What leaves then differs from what was approved: yeses fall, and what was scheduled is called off.
    """
    kept = locked(piece)
    if kept.revision != revision and not (not automatic and _only_kept_by_itself(kept, revision, by)):
        raise SavedMeanwhile(freeze(kept), _last_hand(kept), kept.revision)
    before = digest(freeze(kept))
    _apply(kept, changes, by, now)
    if _keep(kept, by, now, automatic=automatic):
        _settle(kept, before, by, now)
    return kept


def _apply(piece: Piece, changes: Changes, by: By, now: datetime) -> None:
    given = _allowed(changes.fields)
    if "title" in given and not str(given["title"]).strip():
        raise NoTitle(_("Give it a working title: it is how colleagues will find it."))
    _require_ours(piece.organisation, given)
    for name, value in given.items():
        setattr(piece, name, value)
    piece.save()
    for words in changes.words:
        _put(piece, words)
    for described in changes.described:
        _describe(piece, described)
    if changes.channels is not None or "languages" in given:
        _place(piece, list(changes.channels) if changes.channels is not None else _channels_of(piece), by, now)
    for channel, at in changes.hours.items():
        piece.placements.filter(channel=channel).update(at=at)


@transaction.atomic
def move(*, piece: Piece, at: datetime | None, by: By, now: datetime) -> Piece:
    """Gives a piece another hour, as the calendar does; the hours that its channels have of their own move with it."""
    kept = locked(piece)
    for placement in kept.placements.exclude(at=None):
        own = placement.at
        shifted = at + (own - kept.at) if at and own and kept.at else None
        kept.placements.filter(pk=placement.pk).update(at=shifted)
    return save(piece=kept, changes=Changes(fields={"at": at}), revision=kept.revision, by=by, now=now)


@transaction.atomic
def touched(*, piece: Piece, by: By, now: datetime, automatic: bool = False) -> Piece:
    """Keeps a revision after something beside the texts changed (its media), under the same rules as `save`."""
    kept = locked(piece)
    last = kept.revisions.first()
    before = last.digest if last else ""
    if _keep(kept, by, now, automatic=automatic):
        _settle(kept, before, by, now)
    return kept


@transaction.atomic
def discard(*, piece: Piece, by: By, now: datetime) -> Piece:
    """Puts a piece aside: what was scheduled is called off, what was published stays published. It can be taken back."""
    kept = locked(piece)
    leaving.call_off(kept, by, now)
    kept.state, kept.changed = Piece.State.DISCARDED, now
    kept.save(update_fields=["state", "changed"])
    record(kept.organisation, by, "piece.discarded", kept, {}, now)
    return kept


@transaction.atomic
def take_back(*, piece: Piece, by: By, now: datetime) -> Piece:
    """Takes a discarded piece out of the basket, as a draft."""
    kept = Piece.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=piece.pk)
    if kept.state == Piece.State.DISCARDED:
        kept.state, kept.changed = Piece.State.DRAFT, now
        kept.save(update_fields=["state", "changed"])
        record(kept.organisation, by, "piece.taken_back", kept, {}, now)
    return kept


def locked(piece: Piece) -> Piece:
    """The piece as it is, held until the transaction ends; raises AlreadyGone when it was discarded."""
    kept = Piece.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=piece.pk)
    if kept.state == Piece.State.DISCARDED:
        raise AlreadyGone(_("This piece was discarded. Take it back to go on with it."))
    return kept


def _allowed(fields: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(fields) - FIELDS
    if unknown:
        raise ValueError(f"a piece has no {sorted(unknown)} to change")
    return dict(fields)


def _require_ours(organisation: Organisation, given: Mapping[str, Any]) -> None:
    from plazamayor.campaigns.models import Campaign  # noqa: PLC0415 only where a piece is pointed at something
    from plazamayor.organisation.models import Unit  # noqa: PLC0415 the same
    from plazamayor.procedures.models import Procedure  # noqa: PLC0415 the same

    for name, model in (("unit_id", Unit), ("campaign_id", Campaign), ("procedure_id", Procedure)):
        if given.get(name) and not model._default_manager.filter(organisation=organisation, pk=given[name]).exists():  # noqa: SLF001 the documented manager of any model
            raise NotOurs(_("What the piece points at is of another administration."))


def _put(piece: Piece, words: Words) -> None:
    """Writes the words of a version; a channel's own that say nothing are taken out, and the common ones serve it again."""
    if words.channel is not None and words.empty:
        piece.versions.filter(channel=words.channel, language=words.language).delete()
        return
    if words.channel is not None and not Channel.objects.filter(organisation=piece.organisation_id, pk=words.channel).exists():
        raise NotOurs(_("That channel is of another administration."))
    given = {"title": words.title[:200], "summary": words.summary[:300], "text": words.text, "more": [each for each in words.more if each]}
    Version.objects.update_or_create(piece=piece, channel_id=words.channel, language=words.language, defaults=given)


def _describe(piece: Piece, described: Described) -> None:
    alt = {language: text.strip() for language, text in described.alt.items() if text.strip()}
    piece.media.filter(pk=described.used).update(alt=alt, decorative=described.decorative)


def _channels_of(piece: Piece) -> list[int]:
    return list(dict.fromkeys(piece.placements.values_list("channel_id", flat=True)))


def _place(piece: Piece, channels: list[int], by: By, now: datetime) -> None:
    """Puts the piece on these channels, in each of its languages that the channel speaks; what was there keeps its hour."""
    ours = {each.pk: each for each in Channel.objects.filter(organisation=piece.organisation_id, pk__in=channels)}
    if set(channels) - set(ours):
        raise NotOurs(_("That channel is of another administration."))
    speaks = {pk: each.languages or piece.languages for pk, each in ours.items()}
    wanted = {(pk, language) for pk, spoken in speaks.items() for language in piece.languages if language in spoken}
    for placement in piece.placements.all():
        if (placement.channel_id, placement.language) not in wanted:
            leaving.call_off_placement(placement, by, now)
            placement.delete()
    hours = dict(piece.placements.exclude(at=None).values_list("channel_id", "at"))
    for pk, language in sorted(wanted):
        Placement.objects.get_or_create(piece=piece, channel_id=pk, language=language, defaults={"at": hours.get(pk)})


def _only_kept_by_itself(piece: Piece, revision: int, by: By) -> bool:
    """Whether all that came after a revision is what the same person's page kept while they wrote, which a save by hand goes over."""
    return 0 <= revision < piece.revision and not piece.revisions.filter(number__gt=revision).exclude(automatic=True, by=by.person).exists()


def _last_hand(piece: Piece) -> str:
    last = piece.revisions.select_related("by").first()
    return str(last.by) if last and last.by else _("A colleague")


def _keep(piece: Piece, by: By, now: datetime, *, automatic: bool) -> bool:
    """Adds a revision when something differs from the last; tells whether it did."""
    content = freeze(piece)
    written = digest(content)
    last = piece.revisions.first()
    if last is not None and last.digest == written:
        return False
    if last is not None and automatic and _replaces(last, by, now):
        last.delete()
    piece.revision, piece.changed = piece.revision + 1, now
    piece.save(update_fields=["revision", "changed"])
    remember_links(content=vetted(piece, now), now=now)
    Revision.objects.create(piece=piece, number=piece.revision, content=content, digest=written, by=by.person, at=now, automatic=automatic)
    return True


def _replaces(last: Revision, by: By, now: datetime) -> bool:
    """Whether what is kept by itself may take the place of the last revision: the same hand, just now, and nobody said yes to it."""
    same = last.automatic and last.by_id == by.person.pk and now - last.at < A_SITTING
    return same and not Approval.objects.filter(piece=last.piece_id, digest=last.digest).exists()


def _settle(piece: Piece, before: str, by: By, now: datetime) -> None:
    """What follows from a change of what leaves: yeses fall, what was scheduled is called off, the piece is a draft again."""
    after = digest(freeze(piece))
    if after == before:
        return
    told = _("The content changed after it was approved.")
    fallen = piece.approvals.filter(fell=None, verdict=Approval.Verdict.APPROVED).exclude(digest=after).update(fell=now, why=told)
    called_off = leaving.call_off(piece, by, now)
    if piece.state in {Piece.State.REVIEW, Piece.State.APPROVED, Piece.State.SCHEDULED}:
        piece.state = Piece.State.DRAFT
        piece.save(update_fields=["state"])
    if fallen or called_off:
        record(piece.organisation, by, "piece.changed_after_approval", piece, {"yeses_fallen": fallen, "called_off": called_off}, now)
