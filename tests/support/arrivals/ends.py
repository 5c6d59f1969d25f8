"""Ends: the two ends of a case, hers and the experts', as somebody writes there and reads what the bot shows."""

from abc import ABC, abstractmethod

from typing_extensions import override

from bot.emulator.actors import Expert, Message, Person
from bot.text import bare
from tests.dialog.case import Case
from tests.support.arrivals.sorts import MOVED, STOPPED, Json

_SEND = frozenset({bare("nl", "button.send"), bare("nl", "button.policy_send")})
"""Buttons of a question that is put before something leaves."""

_WAY_OUT = "112"
_SAID_APART = frozenset({bare("nl", "topic.hers_taken_back"), bare("nl", "topic.reaction_shown")})
"""What the experts are told beside a message, at some moment after it."""


class End(ABC):
    """One end of a case."""

    actor: Person | Expert

    @abstractmethod
    def messages(self) -> list[Message]:
        """Return all that is shown here, oldest first."""

    @abstractmethod
    async def sends(self, wish: Json) -> Message:
        """Send what goes to the other end."""

    @abstractmethod
    async def sends_album(self, *parts: Json) -> list[Message]:
        """Send an album that goes to the other end."""

    @abstractmethod
    async def answers(self, to: Message, text: str, quote: str | None) -> Message:
        """Answer a message, so that the answer goes to the other end."""

    @abstractmethod
    async def takes_back(self, message: Message) -> Message:
        """Ask for an own message to be taken back; return what asks for it."""

    @abstractmethod
    async def presses(self, label: str, message: Message) -> None:
        """Press a button."""

    def of_bot(self) -> list[Message]:
        """Return what the bot shows here."""
        return [one for one in self.messages() if one.from_bot and not one.service]

    def arrived(self) -> list[Message]:
        """Return what came from the other end, among what the bot shows here."""
        return self.of_bot()

    def now(self, message: Message) -> Message:
        """Return a message as it is now, deleted or not."""
        shown = next((one for one in self.messages() if one.id == message.id), None)
        return shown or Message(message.raw | {"deleted": True}, message.changed)

    async def changes(self, message: Message, edit: Json) -> Message:
        """Change an own message, as a client lets it be changed."""
        body = {"chat_id": message.chat_id, "message_id": message.id}
        if (place := edit.get(MOVED)) is not None:
            answer = await self.actor.act("live_location", **body, **place)
        elif STOPPED in edit:
            answer = await self.actor.act("live_location", **body, stop=True)
        else:
            answer = await self.actor.act("edit", **body, **edit)
        return Message(answer["message"], message.changed)

    async def says_send(self, asked: set[int]) -> bool:
        """Press "send" where the bot asks for it, once for each question; tell whether it asked."""
        for one in self.of_bot():
            for label in _SEND & {button.text for button in one.buttons}:
                if one.id not in asked:
                    asked.add(one.id)
                    await self.presses(label, one)
                    return True
        return False


class Hers(End):
    """Her chat with the bot."""

    def __init__(self, anna: Person) -> None:
        self.actor: Person = anna

    @override
    def messages(self) -> list[Message]:
        return self.actor.messages()

    @override
    def arrived(self) -> list[Message]:
        # What the bot says of its own accord has the way out under it.
        return [one for one in self.of_bot() if one.button(_WAY_OUT) is None]

    @override
    async def sends(self, wish: Json) -> Message:
        return await self.actor.writes(**wish) if "text" in wish else await self.actor.sends(**wish)

    @override
    async def sends_album(self, *parts: Json) -> list[Message]:
        return await self.actor.sends_album(*parts)

    @override
    async def answers(self, to: Message, text: str, quote: str | None) -> Message:
        return await self.actor.writes(text, reply_to=to, quote=quote)

    @override
    async def takes_back(self, message: Message) -> Message:
        return await self.actor.writes("/terughalen", reply_to=message)

    @override
    async def presses(self, label: str, message: Message) -> None:
        await self.actor.presses(label, message)


class Theirs(End):
    """The topic of the case. What goes to her is a reply to her first message."""

    def __init__(self, eva: Expert, case: Case) -> None:
        self.actor: Expert = eva
        self._case = case

    @override
    def messages(self) -> list[Message]:
        return self.actor.messages(self._case.topic)

    @override
    def arrived(self) -> list[Message]:
        return [one for one in self.of_bot() if one.text not in _SAID_APART]

    @override
    async def sends(self, wish: Json) -> Message:
        if "text" in wish:
            return await self.actor.replies(self._case.question, **wish)
        return await self.actor.sends(**wish, reply_to=self._case.question)

    @override
    async def sends_album(self, *parts: Json) -> list[Message]:
        return await self.actor.sends_album(self._case.topic, *parts, reply_to=self._case.question)

    @override
    async def answers(self, to: Message, text: str, quote: str | None) -> Message:
        return await self.actor.replies(to, text, quote=quote)

    @override
    async def takes_back(self, message: Message) -> Message:
        return await self.actor.replies(message, "/del")

    @override
    async def presses(self, label: str, message: Message) -> None:
        await self.actor.presses(label, self._case.topic, message)
