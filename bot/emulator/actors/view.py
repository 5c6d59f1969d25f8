"""View: one chat or topic as one actor looks at it, with what counts as new there."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from bot.emulator.actors.feed import Feed
from bot.emulator.actors.message import Message

What = str | re.Pattern[str] | Callable[[Message], bool] | None
"""What is looked for: a part of the text, a pattern that is searched, a test, or anything."""

_Found = TypeVar("_Found")

EVERYWHERE = 0
"""The thread of a view that shows the whole chat."""


class View:
    """Looks at chat `chat_id`, in a forum at thread `thread_id` (None: General).

    `horizon` is the number of the newest event that counted as read when `owner_id` last acted.
    """

    def __init__(
        self, feed: Feed, name: str, owner_id: int, chat_id: int, thread_id: int | None = EVERYWHERE
    ) -> None:
        self._feed = feed
        self._name = name
        self._owner_id = owner_id
        self._chat_id = chat_id
        self._thread_id = thread_id
        self.horizon = 0
        self.own: set[int] = set()
        self._read = 0

    def acted(self) -> None:
        """The actor acted here: what was read until now is old from now on."""
        self.horizon = max(self.horizon, self._read)

    def read(self, message: Message) -> None:
        """The actor has read up to this version."""
        self._read = max(self._read, message.changed)

    def messages(self) -> list[Message]:
        """The living messages, oldest first."""
        return [each for each in self._feed.shown(self._chat_id) if self._here(each)]

    def news(self) -> list[Message]:
        """Versions by others since the horizon, oldest first; what was deleted is left out."""
        return [
            each
            for each in self._feed.since(self._chat_id, self.horizon)
            if self._here(each) and not self._owned(each) and not self._gone(each)
        ]

    def finds(self, what: What, kind: str | None) -> Message:
        """The newest message that matches now, old or new, anybody's.

        Raises:
            AssertionError: there is none; it names kinds and numbers, no texts.
        """
        shown = self.messages()
        for each in reversed(shown):
            if (kind is None or each.kind == kind) and matches(each, what):
                return each
        raise AssertionError(
            f"{self._name} does not find {_named(what, kind)} among {_kinds(shown)}."
        )

    async def sees(self, what: What, kind: str | None, within: float) -> Message:
        """Wait, at most `within` seconds, for a new or edited message of somebody else.

        Of several the newest counts; a version that was edited again since then counts too.

        Raises:
            AssertionError: none came; it names kinds and numbers, no texts.
        """
        found = await self._await(lambda: self._newest(what, kind), within)
        if found is None:
            raise AssertionError(
                f"{self._name} did not see {_named(what, kind)} within {within:g} s. "
                f"New or edited since {self._name} last acted: {_kinds(self.news())}."
            )
        self.read(found)
        return found

    async def never_sees(self, what: What, kind: str | None, for_seconds: float) -> None:
        """Watch for so long (real seconds) that nothing new matches.

        Raises:
            AssertionError: something did.
        """
        found = await self._await(lambda: self._newest(what, kind), for_seconds)
        if found is not None:
            raise AssertionError(
                f"{self._name} saw {_named(what, kind)}, which should not come: a {found.kind}."
            )

    async def until(self, test: Callable[[], bool], within: float) -> bool:
        """Wait until `test` holds, looking again at every event; False when it never does."""
        return await self._await(lambda: test() or None, within) is not None

    def _newest(self, what: What, kind: str | None) -> Message | None:
        fitting = (
            each
            for each in reversed(self.news())
            if (kind is None or each.kind == kind) and matches(each, what)
        )
        return next(fitting, None)

    async def _await(self, look: Callable[[], _Found | None], seconds: float) -> _Found | None:
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while (found := look()) is None:
            if (left := end - loop.time()) <= 0:
                return None
            await self._feed.wait(left)
        return found

    def _owned(self, message: Message) -> bool:
        # An anonymous administrator's messages do not say who sent them.
        return message.sender_id == self._owner_id or message.id in self.own

    def _gone(self, message: Message) -> bool:
        present = self._feed.message(message.chat_id, message.id)
        return present is not None and present.deleted

    def _here(self, message: Message) -> bool:
        return self._thread_id == EVERYWHERE or (
            message.thread_id == self._thread_id and message.chat_id == self._chat_id
        )


def matches(message: Message, what: What) -> bool:
    """Whether a message is what is looked for."""
    match what:
        case None:
            return True
        case str():
            return what in message.words
        case re.Pattern():
            return what.search(message.words) is not None
        case _:
            return what(message)


def _named(what: What, kind: str | None) -> str:
    match what:
        case None:
            wanted = "a message"
        case str():
            wanted = repr(what)
        case re.Pattern():
            wanted = f"/{what.pattern}/"
        case _:
            wanted = f"what {getattr(what, '__name__', 'the test')} asks for"
    return f"{wanted} ({kind})" if kind else wanted


def _kinds(messages: list[Message]) -> str:
    if not messages:
        return "nothing"
    counts = Counter(f"{each.kind}{' with buttons' if each.buttons else ''}" for each in messages)
    return f"{len(messages)} ({', '.join(f'{n} × {kind}' for kind, n in counts.items())})"
