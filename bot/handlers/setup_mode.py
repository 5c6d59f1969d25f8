"""Set-up mode: without an expert group the bot only tells which group it was added to."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden

from bot.handlers import membership, professional
from bot.handlers.arrival import Arrival, FromHer, GroupOffered, Nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Bot, Update

    from bot.handoff.ids import ChatId, UpdateId

COMMAND: Final = "/id"

# 112 is the emergency number that the content names too; there is no content to ask here.
_NOT_YET: Final = (
    "Deze hulplijn is nog niet in gebruik; hier leest niemand mee. Is er nu gevaar, bel dan 112.\n\n"
    "This helpline is not open yet; nobody reads this. If there is danger now, call 112."
)
_OFFERED: Final = (
    "Deze groep heeft nummer <code>{id}</code>.\n\n"
    "Moeten de vragen in deze groep komen? Zet dan deze regel in <code>config.toml</code>, "
    "onder <code>[telegram]</code>, en start de helpline opnieuw:\n"
    "<pre>expert_group_id = {id}</pre>"
)
_NO_TOPICS: Final = (
    "\n\n⚠️ Deze groep heeft nog geen onderwerpen. Zet in de instellingen van de groep eerst "
    "“Onderwerpen” aan en schrijf daarna hier <code>/id</code>: het nummer kan dan anders zijn."
)

log = logging.getLogger(__name__)


def translate(update: Update) -> Arrival:
    """Return what an update means while there is no expert group: a group on offer, or a person."""
    if update.my_chat_member is not None:
        arrival = membership.changed(update.my_chat_member, None)
        return arrival if isinstance(arrival, GroupOffered) else Nothing("not set up yet")
    message = update.message
    if message is None:
        return Nothing("not set up yet")
    if message.chat.type == ChatType.PRIVATE:
        return professional.written(message, edited=False)
    if message.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return Nothing("a message of another chat")
    asked = (message.text or "").split("@", 1)[0].strip().lower() == COMMAND
    # A group that gets topics becomes another chat, with another id, to which the bot belongs at once.
    if asked or message.migrate_from_chat_id is not None:
        return membership.offered(message.chat)
    return Nothing("a message of a group that is not set up")


class SetupDesk:
    """Answers while there is no expert group. A `Sink`; adopts nothing, and keeps nothing.

    Unlike the helpline itself it calls Telegram at once: there is nothing yet that could be lost.
    """

    def __init__(self, bot: Bot) -> None:
        """`bot` sends the answers."""
        self._bot = bot
        self._told: set[ChatId] = set()

    async def take(self, update_id: UpdateId, arrival: Arrival) -> None:  # noqa: ARG002  part of `Sink`
        """Tell a group its id, and a person, once, that nobody reads here yet.

        Raises:
            TelegramError: the answer could not be sent.
        """
        match arrival:
            case GroupOffered(chat=chat, is_forum=is_forum):
                text = _OFFERED.format(id=chat) + ("" if is_forum else _NO_TOPICS)
                await self._say(chat, text)
            case FromHer(chat=chat) if chat not in self._told:
                self._told.add(chat)
                await self._say(chat, _NOT_YET)
            case _:
                pass

    async def take_row(self, row: Sequence[tuple[UpdateId, Arrival]]) -> bool:  # noqa: ARG002  part of `Sink`
        """Answer each by itself."""
        return False

    async def bury(
        self, update_id: UpdateId, body: bytes, reason: str, arrival: Arrival | None
    ) -> None:
        """Let go of an update that can't be handled; the reception has logged it."""

    async def _say(self, chat: ChatId, text: str) -> None:
        try:
            await self._bot.send_message(chat, text, parse_mode=ParseMode.HTML)
        except (BadRequest, Forbidden) as error:
            log.warning("Telegram refused an answer during the set-up (%s).", type(error).__name__)
