"""What people do to accounts, and what is done by itself. The network is asked outside any transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from plazamayor.channels.accounts import vault
from plazamayor.channels.accounts.sessions import connector_of, session_of, written_limits
from plazamayor.channels.accounts.trouble import break_channel
from plazamayor.channels.contract import Account, Connector, Failure, Hurries, Reconnect, Renews, Session
from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox import states
from plazamayor.channels.outbox.states import State
from plazamayor.channels.registry import connector
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership, Organisation, Unit
from plazamayor.organisation.operations import record

BEFORE: Final = timedelta(days=14)
"""How long before its permission runs out a channel is said to be about to expire."""
STILL_OF_USE: Final = timedelta(hours=2)
"""What should have left longer ago than this while the channel was away does not leave by itself when it comes back."""


class NotConnected(Mistake):
    """The network did not let us in; `missing` are the permissions that lack, in its own words."""

    def __init__(self, told: str, missing: Sequence[str] = ()) -> None:
        super().__init__(told)
        self.missing = tuple(missing)


class AlreadyConnected(Mistake):
    """That account is connected."""


class OtherAccount(Mistake):
    """The credentials are of another account than the one that is connected again."""


class NameDiffers(Mistake):
    """What was typed is not the name of what would be removed."""


class NoConnector(Mistake):
    """This installation does not use that connector."""


@dataclass(frozen=True, kw_only=True)
class Naming:
    """What we call a channel, who answers for it and in which languages it speaks."""

    name: str = ""
    unit: Unit | None = None
    languages: tuple[str, ...] = ()


def _apart(found: Connector, given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What was filled in: the secrets, and the rest."""
    secret = {each.name for each in found.fields if each.secret}
    filled = {name: value for name, value in given.items() if value}
    return {k: v for k, v in filled.items() if k in secret}, {k: v for k, v in filled.items() if k not in secret}


def _ask(found: Connector, session: Session) -> Account:
    """Who the network says we are; raises NotConnected."""
    try:
        return found.connect(session)
    except Failure as failure:
        raise NotConnected(failure.told, getattr(failure, "missing", ())) from failure
    except Exception as fault:
        told = _("The connector broke (%(kind)s). Nothing was connected.") % {"kind": type(fault).__name__}
        raise NotConnected(told) from fault


def connect(*, organisation: Organisation, key: str, given: Mapping[str, str], naming: Naming, by: Membership, now: datetime) -> Channel:
    """Connects an account; raises NoConnector, NotConnected and AlreadyConnected."""
    try:
        found = connector(key)
    except KeyError as error:
        raise NoConnector(_("This installation does not use the connector “%(key)s”.") % {"key": key}) from error
    secrets, options = _apart(found, given)
    account = _ask(found, Session(secrets=secrets, settings=options, now=now))
    channel = Channel(organisation=organisation, connector=key, name=naming.name or account.name or account.handle, created=now)
    channel.unit, channel.languages, channel.connected_by = naming.unit, list(naming.languages), by.person
    _store(channel, account, secrets, options, now)
    try:
        with transaction.atomic():
            channel.save()
            record(organisation, by, "channel.connected", channel, {"connector": key, "account": channel.handle}, now)
    except IntegrityError as error:
        raise AlreadyConnected(_("The account %(handle)s is already connected.") % {"handle": account.handle}) from error
    return channel


def reconnect(*, channel: Channel, given: Mapping[str, str], by: Membership, now: datetime) -> Channel:
    """Connects the same account again, with what was filled in over what was kept; what waited for it leaves, if it is still of use.

    Raises NotConnected, OtherAccount, NoConnector.
    """
    found = _found(channel)
    secrets, options = _apart(found, given)
    try:
        kept = vault.open_(channel.secrets)
    except vault.KeyMissing:
        kept = {}
    secrets, options = {**kept, **secrets}, {**channel.options, **options}
    account = _ask(found, Session(secrets=secrets, settings=options, handle=channel.handle, now=now))
    if channel.handle and account.handle != channel.handle:
        told = _("Those credentials are of %(other)s, not of %(handle)s. To use it too, connect it as another channel.")
        raise OtherAccount(told % {"other": account.handle, "handle": channel.handle})
    with transaction.atomic():
        row = Channel.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=channel.pk)
        _store(row, account, secrets, options, now)
        row.state = Channel.State.WORKING if row.state != Channel.State.PAUSED else row.state
        row.save()
        record(row.organisation, by, "channel.reconnected", row, {"account": row.handle}, now)
    if row.state == Channel.State.WORKING:
        let_go(row, now)
    return row


def check(*, channel: Channel, now: datetime) -> Channel:
    """Asks the network how the account is, with what is kept; raises NotConnected once it is written down, and vault.KeyMissing."""
    session = session_of(channel, now)
    try:
        account = _found(channel).connect(session)
    except Reconnect as failure:
        break_down(channel, failure, now)
        raise NotConnected(failure.told, failure.missing) from failure
    except Failure as failure:
        raise NotConnected(failure.told) from failure
    return refresh(channel, account, session.secrets, now)


def refresh(channel: Channel, account: Account, secrets: Mapping[str, str], now: datetime) -> Channel:
    """Writes what the network said of an account that works; one that was broken works again."""
    with transaction.atomic():
        row = Channel.objects.select_for_update().get(pk=channel.pk)
        was = row.state
        _store(row, account, secrets, row.options, now)
        row.state = Channel.State.WORKING if was == Channel.State.BROKEN else was
        _judge(row, now)
        row.save()
    if was == Channel.State.BROKEN:
        let_go(row, now)
    return row


def break_down(channel: Channel, failure: Reconnect, now: datetime) -> None:
    """Writes that a person is needed; what was going to leave by it is held."""
    break_channel(channel, failure, now)
    Channel.objects.filter(pk=channel.pk).update(checked=now)


def _found(channel: Channel) -> Connector:
    found = connector_of(channel)
    if found is None:
        raise NoConnector(_("This installation does not use the connector “%(key)s”.") % {"key": channel.connector})
    return found


def _store(channel: Channel, account: Account, secrets: Mapping[str, str], options: Mapping[str, Any], now: datetime) -> None:
    """Writes on the row what the network said and what was filled in."""
    channel.handle, channel.address = account.handle[:200], states.of_the_web(account.address) or channel.address
    channel.expires, channel.missing = account.expires, list(account.missing)
    channel.limits = written_limits(account.limits) or channel.limits
    channel.secrets, channel.options = vault.close({**secrets, **account.secrets}), dict(options)
    channel.problem, channel.checked = "", now
    _judge(channel, now)


def _judge(channel: Channel, now: datetime) -> None:
    """Whether a channel that works is about to expire."""
    if channel.state in {Channel.State.WORKING, Channel.State.EXPIRING}:
        soon = channel.expires is not None and channel.expires <= now + BEFORE
        channel.state = Channel.State.EXPIRING if soon else Channel.State.WORKING
        channel.warned_expiry = channel.warned_expiry if soon else None


@transaction.atomic
def change(*, channel: Channel, naming: Naming, by: Membership, now: datetime) -> Channel:
    """Changes what we call it, who answers for it and its languages."""
    row = Channel.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=channel.pk)
    row.name, row.unit, row.languages = naming.name or row.name, naming.unit, list(naming.languages)
    row.save(update_fields=["name", "unit", "languages"])
    record(row.organisation, by, "channel.changed", row, {"languages": row.languages}, now)
    return row


@transaction.atomic
def pause(*, channel: Channel, by: Membership, now: datetime) -> Channel:
    """Nothing leaves by it until it is resumed: what falls due meanwhile is held."""
    return _set(channel, Channel.State.PAUSED, "channel.paused", by, now)


def resume(*, channel: Channel, by: Membership, now: datetime) -> Channel:
    """It is used again; what waited leaves if it is still of use."""
    with transaction.atomic():
        row = _set(channel, Channel.State.WORKING, "channel.resumed", by, now)
        _judge(row, now)
        row.save(update_fields=["state"])
    let_go(row, now)
    return row


def _set(channel: Channel, state: str, act: str, by: Membership, now: datetime) -> Channel:
    row = Channel.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=channel.pk)
    row.state = state
    row.save(update_fields=["state"])
    record(row.organisation, by, act, row, {"account": row.handle}, now)
    return row


def let_go(channel: Channel, now: datetime) -> None:
    """What the channel held leaves, if its hour is to come or has just gone by; the rest waits for a person.

    What is being looked for or taken away is tried at once.
    """
    Delivery.objects.filter(channel=channel, state__in=[State.UNCERTAIN, State.WITHDRAWING]).update(next_attempt=now)
    held = Delivery.objects.filter(channel=channel, state=State.HELD, held_by=Delivery.Holder.CHANNEL)
    for delivery in held.filter(due__gt=now - STILL_OF_USE):
        states.let_go(delivery, now)
    late = _("Its hour went by while the channel could not be used. Release it or cancel it.")
    held.update(held_by=Delivery.Holder.PERSON, reason=late)


def remove(*, channel: Channel, typed: str, by: Membership, now: datetime) -> Channel:
    """Forgets the credentials of an account and cancels what was going to leave by it; what is out stays. Raises NameDiffers."""
    if typed.strip() != channel.name:
        raise NameDiffers(_("That is not its name. It is not removed."))
    with transaction.atomic():
        row = _set(channel, Channel.State.REMOVED, "channel.removed", by, now)
        row.secrets, row.problem, row.missing, row.expires = b"", "", [], None
        row.save()
    for delivery in Delivery.objects.filter(channel=channel, state__in=states.WAITING):
        with transaction.atomic():
            waiting = states.locked(delivery)
            if waiting.state in states.WAITING:
                states.cancel(waiting, now, _("Its channel was removed."))
    return row


def renew(*, channel: Channel, now: datetime) -> bool:
    """Makes a permission longer where the network allows it without a person; tells whether it was.

    One that lasts hours and cannot be made longer is over.
    """
    found = connector_of(channel)
    if not isinstance(found, Renews):
        return False
    session = session_of(channel, now)
    try:
        account = found.renew(session)
    except Reconnect as failure:
        if isinstance(found, Hurries):
            break_channel(channel, failure, now)
        Channel.objects.filter(pk=channel.pk).update(problem=failure.told[:500], checked=now)
        return False
    refresh(channel, account, session.secrets, now)
    return True


def rotate_keys() -> int:
    """Closes the credentials of every account with a new key and forgets the others; gives how many accounts there were."""
    rows = list(Channel.objects.exclude(secrets=b""))
    if not rows and not vault.path().exists():
        return 0
    vault.add_key()
    for channel in rows:
        with transaction.atomic():
            row = Channel.objects.select_for_update().get(pk=channel.pk)
            row.secrets = vault.close_again(row.secrets)
            row.save(update_fields=["secrets"])
    vault.forget_old_keys()
    return len(rows)
