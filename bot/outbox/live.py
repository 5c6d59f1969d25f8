"""Live locations: sent as such, moved and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from telegram.error import BadRequest

from bot.handoff.live import STOP, position_in
from bot.outbox.method import call, message_of, reply

if TYPE_CHECKING:
    from telegram import Bot

    from bot.outbox.places import Aim


async def send_live(bot: Bot, position: str, aim: Aim) -> int:
    """Send a live location (`live.Position` as JSON); return the id of the message."""
    sent = await call(
        bot,
        "sendLocation",
        **msgspec.to_builtins(position_in(position)),
        chat_id=aim.chat,
        message_thread_id=aim.thread,
        protect_content=aim.protect or None,
        reply_parameters=reply(aim),
    )
    return message_of(sent)


async def move_live(bot: Bot, position: str, aim: Aim) -> None:
    """Move a live location of the bot's own; end it there when the position does not move on, or is none."""
    stands = {"chat_id": aim.chat, "message_id": aim.about}
    if position == STOP:
        await call(bot, "stopMessageLiveLocation", **stands)
        return
    there = position_in(position)
    where = msgspec.to_builtins(replace(there, live_period=0))
    try:
        await call(bot, "editMessageLiveLocation", **where, **stands)
    except BadRequest as error:
        if there.live_period or "not modified" not in error.message.casefold():
            raise
    if not there.live_period:
        await call(bot, "stopMessageLiveLocation", **stands)
