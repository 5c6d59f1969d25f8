"""General: what the bot does in the General topic, and with what belongs to no case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff.answering import command_text
from bot.handoff.decision import Toast
from bot.handoff.effects import Here, Priority, Say, ToGeneral
from bot.handoff.events import ExpertWrote
from bot.text import bare, text

if TYPE_CHECKING:
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect
    from bot.handoff.events import Event, ExpertPressed, Incoming

_HELP = ("/help", "/start", "/hulp")


def answer(event: Event, desk: Desk) -> tuple[Effect, ...]:
    """Answer a call for help in General, and an answer that is for nobody there; all else is between colleagues."""
    match event:
        case ExpertWrote(thread=None, message=message) if (
            message.text.split("@", 1)[0].strip().lower() in _HELP
        ):
            return _reply(desk, "general.help", message)
        case ExpertWrote(thread=None, message=message) if command_text(message) is not None:
            return _reply(desk, "general.no_case", message)
        case _:
            return ()


def _reply(desk: Desk, key: str, message: Incoming) -> tuple[Effect, ...]:
    return (Say(ToGeneral(), text(desk.language, key), reply_to=Here(message.id)),)


def stale(event: ExpertPressed, desk: Desk) -> Toast:
    """Answer a button that belongs to no case any more."""
    return Toast(event.callback, bare(desk.language, "toast.stale"))


def dead_letter(reason: str, desk: Desk) -> Effect:
    """Tell the experts that an update was set aside; `reason` holds nothing of its content."""
    return Say(
        ToGeneral(),
        text(desk.language, "general.dead_letter", reason=reason),
        priority=Priority.STATE,
    )
