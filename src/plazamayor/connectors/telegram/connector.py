"""A channel of Telegram, written to by a bot that is one of its administrators."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.contract import (
    Account,
    Counting,
    Field,
    Gone,
    Limits,
    MediaKind,
    Outgoing,
    Published,
    Rejected,
    Session,
    Uncertain,
)
from plazamayor.connectors.asking import PATIENCE_WITH_FILES, Act, Line
from plazamayor.connectors.telegram import parse
from plazamayor.core.http import server_of

if TYPE_CHECKING:
    from telegram import Bot

SERVER: Final = "https://api.telegram.org"


class Telegram:
    """Sends each part once. A bot cannot read what it wrote, so what is uncertain stays so until a person looks at the channel."""

    key = "telegram"
    name = parse.NETWORK
    mark = "Te"
    limits = Limits(
        length=4096, counting=Counting.UTF16, images=10, image_size=10 << 20, image_types=("image/jpeg", "image/png", "image/webp"),
        videos=10, video_size=50 << 20, video_seconds=24 * 3600, threads=True,
    )  # fmt: skip
    fields = (
        Field(name="chat", label=_("Channel"), help=_("Its public name, with the @."), example="@ayuntamiento"),
        Field(name="token", label=_("Token of the bot"), secret=True, example="110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"),
        Field(
            name="server",
            label=_("Server"),
            help=_("Only when you keep a server of the Bot API yourselves."),
            required=False,
            example=SERVER,
        ),
    )
    guide = _(
        "In Telegram, write to @BotFather: /newbot, give it a name, and copy the token. Then, in the channel: Administrators, Add "
        "administrator, the name of the bot, with leave to post messages and to delete messages."
    )

    def connect(self, session: Session) -> Account:
        """Asks who the bot is, and which rights it has in the channel."""
        with self._line(session, Act.CONNECT) as line:
            me, chat, member = self._asked(session, line, _presented(session.settings["chat"]))
            lacking = parse.lacking(member)
            if lacking:
                raise line.lacking(lacking)
        handle = f"@{chat.username}" if chat.username else session.settings["chat"]
        return Account(handle=handle, name=chat.title or me.first_name, address=f"https://t.me/{chat.username}" if chat.username else "")

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Sends the pictures with the text under them when it fits there, or before it; the rest of the thread, each in answer."""
        with self._line(session, Act.PUBLISH, PATIENCE_WITH_FILES if outgoing.attachments else None) as line:
            sent: list[Any] = []
            try:
                self._asked(session, line, _sent(session.settings["chat"], outgoing, sent))
            except Exception as error:
                failure = line.failure_of(error)
                if sent and not isinstance(failure, Uncertain):
                    told = gettext("%(out)d messages are published and the next is not: %(why)s")
                    failure = Uncertain(told % {"out": len(sent), "why": failure.told})
                raise failure from error
            return parse.published(sent)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """A bot cannot read its channel: a person has to."""
        raise Uncertain(
            gettext("A bot cannot read what is in its channel. Look whether it is there: %(chat)s") % {"chat": session.settings["chat"]}
        )

    def withdraw(self, session: Session, published: Published) -> None:
        """Deletes every message, the last first."""
        with self._line(session, Act.WITHDRAW) as line:
            for name, _address in reversed(published.parts):
                with suppress(Gone), line.telling():
                    self._asked(session, line, _deleted(name))
            if not self._asked(session, line, _deleted(published.network_id)):
                raise Rejected(gettext("%(network)s did not delete it, and did not say why.") % {"network": self.name})

    @contextmanager
    def _line(self, session: Session, act: Act, patience: float | None = None) -> Iterator[Line]:
        line = Line(self.name, session.now, act, reason=parse.reason, special=parse.special, needed=parse.NEEDED)
        line.patience = patience or line.patience
        with line.telling():
            yield line

    def _asked(self, session: Session, line: Line, act: "Callable[[Bot], Awaitable[Any]]") -> Any:
        """What a bot answers to an act, in a loop that lives as long as it."""
        from telegram import Bot  # noqa: PLC0415 it takes its time

        from plazamayor.connectors.telegram.wire import Wire  # noqa: PLC0415 as above

        server = server_of(session.settings.get("server") or SERVER)
        bot = Bot(session.secrets["token"], base_url=f"{server}/bot", request=Wire(line), get_updates_request=Wire(line))

        async def doing() -> Any:
            return await act(bot)

        return asyncio.run(doing())


def _presented(chat: str) -> "Callable[[Bot], Awaitable[Any]]":
    async def act(bot: "Bot") -> Any:
        me = await bot.get_me()
        found = await bot.get_chat(chat)
        return me, found, await bot.get_chat_member(found.id, me.id)

    return act


def _deleted(name: str) -> "Callable[[Bot], Awaitable[Any]]":
    async def act(bot: "Bot") -> Any:
        chat, number = parse.named(name)
        return await bot.delete_message(chat, number)

    return act


def _sent(chat: str, outgoing: Outgoing, sent: list[Any]) -> "Callable[[Bot], Awaitable[None]]":
    """Sends all, and notes each message as soon as it is out."""

    async def act(bot: "Bot") -> None:
        texts = [outgoing.text, *outgoing.more]
        answers = parse.named(outgoing.answers)[1] if outgoing.answers else None
        if outgoing.attachments:
            under = parse.caption(outgoing.text)
            sent.extend(await _pictures(bot, chat, outgoing, under or "", answers))
            texts = texts[1:] if under is not None else texts
        for text in texts:
            above = sent[-1].message_id if sent else answers
            sent.append(await bot.send_message(chat, text, reply_to_message_id=above))

    return act


async def _pictures(bot: "Bot", chat: str, outgoing: Outgoing, under: str, answers: int | None) -> list[Any]:
    """The messages of what is attached: one, or an album with the text under its first picture."""
    from telegram import InputFile, InputMediaPhoto, InputMediaVideo  # noqa: PLC0415 it takes its time

    files = [InputFile(each.path.read_bytes(), parse.file_name(each, number)) for number, each in enumerate(outgoing.attachments)]
    first = outgoing.attachments[0]
    if len(files) == 1 and first.kind is MediaKind.VIDEO:
        return [await bot.send_video(chat, files[0], caption=under or None, reply_to_message_id=answers, supports_streaming=True)]
    if len(files) == 1:
        return [await bot.send_photo(chat, files[0], caption=under or None, reply_to_message_id=answers)]
    album = [
        (InputMediaVideo if each.kind is MediaKind.VIDEO else InputMediaPhoto)(file.input_file_content, filename=file.filename)
        for each, file in zip(outgoing.attachments, files, strict=True)
    ]
    return list(await bot.send_media_group(chat, album, caption=under or None, reply_to_message_id=answers))


connector = Telegram()
