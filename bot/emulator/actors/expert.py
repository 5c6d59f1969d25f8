"""Expert: a member of the expert group, who reads and answers in its topics."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

from bot.emulator.actors.actor import ANSWER_SECONDS, Actor, Toast
from bot.emulator.actors.control import Control
from bot.emulator.actors.feed import Feed
from bot.emulator.actors.message import Json, Message
from bot.emulator.actors.topic import Topic
from bot.emulator.actors.view import View, What

Place = Topic | None
"""A topic of the group; None is General."""


class Expert(Actor):
    """An account in the expert group `group_id`."""

    def __init__(self, control: Control, feed: Feed, account: Json, group_id: int) -> None:
        super().__init__(control, feed, account)
        self.group_id = group_id
        self._views: dict[int | None, View] = {}

    async def topics(self) -> list[Topic]:
        """The topics that exist, oldest first; General is none of them."""
        return [each for each in await self._all_topics() if not each.deleted]

    async def topic(
        self,
        called: str | re.Pattern[str] | None = None,
        *,
        after: Topic | None = None,
        within: float = 10.0,
    ) -> Topic:
        """The newest topic whose name holds `called` (a case code, a word, a pattern; None: any).

        Waits until it exists. `after` leaves out that topic and all older ones.

        Raises:
            AssertionError: no such topic came.
        """

        def newest(topics: list[Topic]) -> Topic | None:
            fitting = [
                each
                for each in topics
                if not each.deleted
                and each.id > (0 if after is None else after.id)
                and _is_called(each, called)
            ]
            return fitting[-1] if fitting else None

        found = await self._topic_when(newest, within)
        if found is None:
            wanted = "a new topic" if called is None else f"a topic called {called!r}"
            raise AssertionError(f"{self.name} did not see {wanted} within {within:g} s.")
        return found

    async def replies(
        self, to: Message, text: str, *, quote: str | None = None, **more: Any
    ) -> Message:
        """Answer a message of the group in its topic."""
        return await self._write(to.thread_id, text, reply_to=to.id, quote=quote, **more)

    async def notes(self, topic: Place, text: str, **more: Any) -> Message:
        """Write in a topic (None: in General) without replying to anything."""
        return await self._write(None if topic is None else topic.id, text, **more)

    async def sends(
        self,
        kind: str,
        topic: Place = None,
        *,
        reply_to: Message | None = None,
        caption: str | None = None,
        **more: Any,
    ) -> Message:
        """Send something else than text, into a topic or as a reply in the topic of a message."""
        thread = reply_to.thread_id if reply_to is not None else topic.id if topic else None
        sent = await self._send(
            self._view(thread),
            chat_id=self.group_id,
            thread_id=thread,
            kind=kind,
            caption=caption,
            reply_to=None if reply_to is None else reply_to.id,
            **more,
        )
        return sent[0]

    async def sends_album(
        self, topic: Place, *parts: Json, reply_to: Message | None = None, **more: Any
    ) -> list[Message]:
        """Send several media as one album; each part as `{"kind": "photo", "caption": …}`.

        Each part replies, or with `reply_once` the first alone: how Telegram does it is documented nowhere.
        """
        thread = None if topic is None else topic.id
        return await self._send(
            self._view(thread),
            chat_id=self.group_id,
            thread_id=thread,
            album=list(parts),
            reply_to=None if reply_to is None else reply_to.id,
            **more,
        )

    async def presses(
        self,
        label: str,
        topic: Place = None,
        in_message: Message | None = None,
        *,
        within: float = 10.0,
        answer_within: float = ANSWER_SECONDS,
    ) -> Toast:
        """Press a button in a topic (None: in General); see `Person.presses`."""
        view = self._view(None if topic is None else topic.id)
        return await self._press(view, label, in_message, within, answer_within)

    async def sees(
        self, topic: Place, what: What = None, *, kind: str | None = None, within: float = 10.0
    ) -> Message:
        """Wait for a message in a topic by somebody else, new or edited since this expert acted
        there.

        Raises:
            AssertionError: none came in time; kinds and numbers of what did come are named.
        """
        return await self._view(None if topic is None else topic.id).sees(what, kind, within)

    def finds(self, topic: Place, what: What = None, *, kind: str | None = None) -> Message:
        """The newest message of a topic that matches now, old or new, anybody's.

        Raises:
            AssertionError: there is none.
        """
        return self._view(None if topic is None else topic.id).finds(what, kind)

    async def never_sees(
        self,
        topic: Place,
        what: What = None,
        *,
        kind: str | None = None,
        for_seconds: float = 1.0,
    ) -> None:
        """Watch a topic for so long that nothing of the kind comes.

        Raises:
            AssertionError: it came.
        """
        view = self._view(None if topic is None else topic.id)
        await view.never_sees(what, kind, for_seconds)

    def messages(self, topic: Place) -> list[Message]:
        """All that a topic (None: General) shows now, oldest first."""
        return self._view(None if topic is None else topic.id).messages()

    async def sees_topic(
        self,
        topic: Topic,
        *,
        called: str | re.Pattern[str] | None = None,
        closed: bool | None = None,
        deleted: bool | None = None,
        within: float = 10.0,
    ) -> Topic:
        """Wait until a topic has this name and state; the topic as it is then.

        Raises:
            AssertionError: it has not in time.
        """

        def so(topics: list[Topic]) -> Topic | None:
            now = next(each for each in topics if each.id == topic.id)
            fits = closed in (None, now.closed) and deleted in (None, now.deleted)
            return now if fits and _is_called(now, called) else None

        found = await self._topic_when(so, within)
        if found is None:
            wished = {"called": called, "closed": closed, "deleted": deleted}
            raise AssertionError(
                f"{self.name} did not see the topic become "
                f"{ {key: value for key, value in wished.items() if value is not None} } "
                f"within {within:g} s."
            )
        return found

    async def opens(self, name: str) -> Topic:
        """Open a topic by hand."""
        answer = await self.act("create_topic", chat_id=self.group_id, name=name)
        return Topic(answer["topic"]["id"], name)

    async def closes(self, topic: Topic) -> None:
        """Close a topic by hand."""
        await self.act("close_topic", chat_id=self.group_id, thread_id=topic.id)

    async def reopens(self, topic: Topic) -> None:
        """Open a closed topic again."""
        await self.act("reopen_topic", chat_id=self.group_id, thread_id=topic.id)

    async def renames(self, topic: Topic, name: str) -> None:
        """Give a topic another name."""
        await self.act("rename_topic", chat_id=self.group_id, thread_id=topic.id, name=name)

    async def deletes(self, target: Message | Topic) -> None:
        """Delete a message for everyone, or a topic with all its messages."""
        if isinstance(target, Topic):
            await self.act("delete_topic", chat_id=self.group_id, thread_id=target.id)
        else:
            await self._delete(target)

    async def _all_topics(self) -> list[Topic]:
        answer = await self._control.get(f"chats/{self.group_id}/topics")
        found = [
            Topic(each["id"], each["name"], bool(each["closed"]), bool(each["deleted"]))
            for each in answer["topics"]
        ]
        return sorted(found, key=lambda each: each.id)

    async def _topic_when(
        self, choose: Callable[[list[Topic]], Topic | None], within: float
    ) -> Topic | None:
        """The topic that `choose` picks, asked again at every event; None after `within`."""
        end = asyncio.get_running_loop().time() + within
        while True:
            known = self._feed.last
            found = choose(await self._all_topics())
            left = end - asyncio.get_running_loop().time()
            if found is not None or left <= 0:
                return found
            await self._feed.later_than(known, left)

    async def _write(self, thread: int | None, text: str, **more: Any) -> Message:
        sent = await self._send(
            self._view(thread), chat_id=self.group_id, thread_id=thread, text=text, **more
        )
        return sent[0]

    def _view(self, thread_id: int | None) -> View:
        view = self._views.get(thread_id)
        if view is None:
            view = View(self._feed, self.name, self.id, self.group_id, thread_id)
            self._views[thread_id] = view
        return view


def _is_called(topic: Topic, called: str | re.Pattern[str] | None) -> bool:
    if called is None:
        return True
    return called in topic.name if isinstance(called, str) else bool(called.search(topic.name))
