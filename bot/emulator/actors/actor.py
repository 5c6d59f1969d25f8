"""Actor: somebody who acts in the chats of the stand-in; what persons and experts share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.emulator.actors.control import Control
from bot.emulator.actors.feed import Feed
from bot.emulator.actors.message import Json, Message
from bot.emulator.actors.view import View

ANSWER_SECONDS = 5.0
"""How long a pressed button waits for the bot's answer."""
REPAINT_SECONDS = 1.0
"""How long pressing a button again waits for the message under it to change."""


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a pressed button: `text` as a line at the top, or as a window (`alert`)."""

    answered: bool
    text: str = ""
    alert: bool = False
    url: str | None = None


class Actor:
    """An account with a name; use `Stage.person` or `Stage.expert` to get one."""

    def __init__(self, control: Control, feed: Feed, account: Json) -> None:
        self.id: int = account["id"]
        self.name: str = account["first_name"]
        self.account = account
        self._control = control
        self._feed = feed
        self._pressed: tuple[int, int] | None = None

    async def act(self, action: str, **body: Any) -> Json:
        """Anything a client can do: `POST /control/as/<id>/<action>`; arguments of None are left out.

        Raises:
            ControlError: a client could not do that either; the sentence says why.
        """
        answer: Json = await self._control.post(
            f"as/{self.id}/{action}",
            {key: value for key, value in body.items() if value is not None},
        )
        return answer

    async def _send(self, view: View, **body: Any) -> list[Message]:
        view.acted()
        return await self._sent(view, await self.act("send", **body))

    async def _sent(self, view: View, answer: Json) -> list[Message]:
        sent = [await self._known(raw) for raw in answer.get("messages") or [answer["message"]]]
        view.own.update(each.id for each in sent)
        return sent

    async def _known(self, raw: Json) -> Message:
        """The message of an answer, once the feed shows it too."""
        sent = Message(raw, self._feed.last)
        while (known := self._feed.message(sent.chat_id, sent.id)) is None:
            await self._feed.wait(ANSWER_SECONDS)
        return known

    async def _press(
        self, view: View, label: str, message: Message | None, within: float, answer_within: float
    ) -> Toast:
        target = await self._button(view, label, message, within)
        button = target.button(label)
        if button is None:
            raise AssertionError(f"There is no button {label!r} any more.")
        if button.data is None:
            raise AssertionError(f"The button {button.text!r} opens a link; nobody hears of it.")
        self._pressed = (target.id, target.changed)
        view.read(target)
        view.acted()
        answer = await self.act(
            "press",
            chat_id=target.chat_id,
            message_id=target.id,
            # Not its place: the message may have got other buttons since it was looked at.
            data=button.data,
            timeout=answer_within,
        )
        return Toast(
            bool(answer.get("answered")),
            answer.get("text") or "",
            bool(answer.get("show_alert")),
            answer.get("url"),
        )

    async def _button(
        self, view: View, label: str, message: Message | None, within: float
    ) -> Message:
        """The message to press on: the given one, or the newest with such a button."""

        def candidates() -> list[Message]:
            if message is None:
                return view.messages()
            present = self._feed.message(message.chat_id, message.id) or message
            return [] if present.deleted else [present]

        def target() -> Message | None:
            return next((each for each in reversed(candidates()) if each.button(label)), None)

        def repainted() -> bool:
            found = target()
            return found is not None and (found.id, found.changed) != self._pressed

        if not await view.until(lambda: target() is not None, within):
            exist = [button.text for each in candidates() for button in each.buttons]
            raise AssertionError(
                f"{self.name} finds no button {label!r} within {within:g} s. "
                f"Buttons there are: {', '.join(map(repr, exist)) or 'none'}."
            )
        if message is None and not repainted():
            # The same button of the same version was pressed just now: its message is most
            # probably about to change, and the test means what stands there then.
            await view.until(repainted, REPAINT_SECONDS)
        found = target()
        if found is None:
            raise AssertionError(f"The button {label!r} went away before {self.name} pressed it.")
        return found

    async def edits(self, message: Message, text: str, **more: Any) -> Message:
        """Edit an own message: its text, or the caption of a medium."""
        if message.raw.get("text") is None and "caption" not in more:
            more["caption"] = text
        else:
            more["text"] = text
        return await self._edited("edit", message, **more)

    async def swaps(self, message: Message, kind: str, **more: Any) -> Message:
        """Put another medium (`photo`, `document` …) in the place of an own message; `more` may hold its `caption`."""
        return await self._edited("edit", message, kind=kind, **more)

    async def moves(self, message: Message, latitude: float, longitude: float) -> Message:
        """Move an own live location."""
        return await self._edited("live_location", message, latitude=latitude, longitude=longitude)

    async def stops(self, message: Message) -> Message:
        """End an own live location before its time."""
        return await self._edited("live_location", message, stop=True)

    async def ticks(self, message: Message, *tasks: int) -> Message:
        """Tick tasks of a checklist by their ids."""
        return await self._edited("tick", message, done=list(tasks))

    async def votes(self, message: Message, *options: int) -> Message:
        """Vote in a poll by positions; none takes the vote back."""
        return await self._edited("vote", message, options=list(options))

    async def ends_poll(self, message: Message) -> Message:
        """End an own poll or quiz."""
        return await self._edited("close_poll", message)

    async def _edited(self, action: str, message: Message, **more: Any) -> Message:
        """The message as it is after the action."""
        answer = await self._change(action, message, **more)
        return Message(answer["message"], self._feed.last)

    async def _change(self, action: str, message: Message, **more: Any) -> Json:
        return await self.act(action, chat_id=message.chat_id, message_id=message.id, **more)

    async def _delete(self, message: Message) -> None:
        await self._change("delete", message)

    async def reacts(self, message: Message, *emoji: str) -> None:
        """Put these reactions under a message, in place of the actor's earlier ones."""
        await self._change("react", message, emoji=list(emoji))

    async def pins(self, message: Message) -> None:
        """Pin a message."""
        await self._change("pin", message)

    async def unpins(self, message: Message) -> None:
        """Take a pin away."""
        await self._change("unpin", message)

    async def looks_again(self, message: Message) -> Message:
        """The present version of a message (deleted, edited, reacted to …)."""
        return self._feed.message(message.chat_id, message.id) or message

    async def news(self, within: float) -> bool:
        """Wait for the next event of any chat, at most so many seconds; tell whether there was one."""
        return await self._feed.wait(within)

    async def sees_gone(self, message: Message, *, within: float = 10.0) -> None:
        """Wait until a message is deleted.

        Raises:
            AssertionError: it is still there.
        """
        await self._sees_that(message, "deleted", lambda now: now.deleted, within)

    async def sees_pinned(self, message: Message, *, within: float = 10.0) -> None:
        """Wait until a message is pinned.

        Raises:
            AssertionError: it is not.
        """
        await self._sees_that(message, "pinned", lambda now: now.pinned, within)

    async def sees_unpinned(self, message: Message, *, within: float = 10.0) -> None:
        """Wait until a message is not pinned any more.

        Raises:
            AssertionError: it still is.
        """
        await self._sees_that(message, "unpinned", lambda now: not now.pinned, within)

    async def sees_no_reaction(self, message: Message, *, within: float = 10.0) -> None:
        """Wait until nothing stands under a message (or the album it is part of) any more.

        Raises:
            AssertionError: something does.
        """
        head = self._head(message)
        await self._sees_that(head, "without reactions", lambda now: not now.reactions, within)

    async def _sees_that(
        self, message: Message, state: str, test: Callable[[Message], bool], within: float
    ) -> None:
        view = View(self._feed, self.name, self.id, message.chat_id)

        def so() -> bool:
            return test(self._feed.message(message.chat_id, message.id) or message)

        if not await view.until(so, within):
            raise AssertionError(
                f"{self.name} did not see a {message.kind} {state} within {within:g} s."
            )

    def _head(self, message: Message) -> Message:
        """The present version of a message; of an album the first part that is left."""
        if message.album is not None:
            parts = self._feed.shown(message.chat_id)
            first = next((each for each in parts if each.album == message.album), None)
            if first is not None:
                return first
        return self._feed.message(message.chat_id, message.id) or message

    async def sees_reaction(self, message: Message, emoji: str, *, within: float = 10.0) -> Message:
        """Wait until `emoji` stands under a message (an album has its reactions under its first part); its present
        version.

        Raises:
            AssertionError: it does not; the reactions that do are named.
        """
        view = View(self._feed, self.name, self.id, message.chat_id)
        present = self._head(message)

        def there() -> bool:
            nonlocal present
            present = self._head(message)
            return emoji in present.reactions

        if not await view.until(there, within):
            others = ", ".join(present.reactions) or "none"
            raise AssertionError(
                f"{self.name} did not see the reaction {emoji} within {within:g} s; "
                f"there are: {others}."
            )
        return present
