"""Person: a professional who talks with the bot on a phone."""

from typing import Any

from bot.emulator.actors.actor import ANSWER_SECONDS, Actor, Toast
from bot.emulator.actors.control import Control
from bot.emulator.actors.feed import Feed
from bot.emulator.actors.message import Json, Message
from bot.emulator.actors.view import View, What


class Person(Actor):
    """An account with a private chat with the bot."""

    def __init__(self, control: Control, feed: Feed, account: Json, bot_id: int) -> None:
        super().__init__(control, feed, account)
        self._bot_id = bot_id
        self._view = View(feed, self.name, self.id, self.id)

    async def starts(self, payload: str = "") -> Message:
        """Press "start", or follow a deep link with a payload: sends `/start`."""
        self._view.acted()
        answer = await self.act("start", payload=payload)
        return (await self._sent(self._view, answer))[0]

    async def writes(
        self, text: str, *, reply_to: Message | None = None, quote: str | None = None, **more: Any
    ) -> Message:
        """Send a text, perhaps as a reply to a message or to a quoted part of it."""
        sent = await self._send(
            self._view,
            chat_id=self._bot_id,
            text=text,
            reply_to=None if reply_to is None else reply_to.id,
            quote=quote,
            **more,
        )
        return sent[0]

    async def sends(
        self,
        kind: str,
        *,
        caption: str | None = None,
        reply_to: Message | None = None,
        **more: Any,
    ) -> Message:
        """Send something else than text: `photo`, `voice`, `location`, `contact` …"""
        sent = await self._send(
            self._view,
            chat_id=self._bot_id,
            kind=kind,
            caption=caption,
            reply_to=None if reply_to is None else reply_to.id,
            **more,
        )
        return sent[0]

    async def sends_album(
        self, *parts: Json, reply_to: Message | None = None, **more: Any
    ) -> list[Message]:
        """Send several media as one album; each part as `{"kind": "photo", "caption": …}`.

        A part that comes later is `sends(kind, album_of=<id of an earlier part>)`. For replies see
        `Expert.sends_album`.
        """
        return await self._send(
            self._view,
            chat_id=self._bot_id,
            album=list(parts),
            reply_to=None if reply_to is None else reply_to.id,
            **more,
        )

    async def presses(
        self,
        label: str,
        in_message: Message | None = None,
        *,
        within: float = 10.0,
        answer_within: float = ANSWER_SECONDS,
    ) -> Toast:
        """Press the button called `label`, or whose label holds it, in the newest message with one.

        Waits for such a button, and for the bot's answer.

        Raises:
            AssertionError: there is no such button; those that exist are named.
        """
        return await self._press(self._view, label, in_message, within, answer_within)

    async def sees(
        self, what: What = None, *, kind: str | None = None, within: float = 10.0
    ) -> Message:
        """Wait for a message of the bot that is new or edited since she last acted.

        Raises:
            AssertionError: none came in time; kinds and numbers of what did come are named.
        """
        return await self._view.sees(what, kind, within)

    def finds(self, what: What = None, *, kind: str | None = None) -> Message:
        """The newest message of her chat that matches now, old or new, hers or the bot's.

        Raises:
            AssertionError: there is none.
        """
        return self._view.finds(what, kind)

    async def never_sees(
        self, what: What = None, *, kind: str | None = None, for_seconds: float = 1.0
    ) -> None:
        """Watch for so long that nothing of the kind comes.

        Raises:
            AssertionError: it came.
        """
        await self._view.never_sees(what, kind, for_seconds)

    def messages(self) -> list[Message]:
        """All that her chat shows now, oldest first."""
        return self._view.messages()

    def bot_messages(self) -> list[Message]:
        """What the bot said in her chat, service messages left out, oldest first."""
        return [each for each in self._view.messages() if each.from_bot and not each.service]

    async def deletes(self, message: Message) -> None:
        """Delete a message of hers for both sides."""
        await self._delete(message)

    async def blocks(self) -> None:
        """Block the bot."""
        await self.act("block")

    async def unblocks(self) -> None:
        """Let the bot in again."""
        await self.act("unblock")
