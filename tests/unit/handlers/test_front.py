"""Front: an update that Telegram brings is settled here or by the owner, and its bringer hears the truth."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import pytest
from telegram import Update

from bot.handlers.arrival import Arrival, FromHer
from bot.handlers.front import Front
from bot.handlers.reception import Reception
from bot.handlers.translate import Translator
from bot.handoff.ids import ChatId, ExpertId, UpdateId, UserId
from bot.ports import FencedError, StoreAwayError
from tests.support.fake_inbox import FakeInbox
from tests.unit.handlers.shapes import BOT, GROUP, private

BODY = b'{"update_id": 1}'


class Sink:
    """Takes what comes, or fails as told; may be made to wait."""

    def __init__(self, *failures: Exception) -> None:
        self.taken: list[UpdateId] = []
        self.buried: list[UpdateId] = []
        self.open = asyncio.Event()
        self.open.set()
        self._failures = list(failures)

    async def take(self, update_id: UpdateId, arrival: Arrival) -> None:
        await self.open.wait()
        if self._failures:
            raise self._failures.pop(0)
        assert isinstance(arrival, FromHer)
        self.taken.append(update_id)

    async def take_row(self, row: Sequence[tuple[UpdateId, Arrival]]) -> bool:  # noqa: ARG002  part of `Sink`
        """Take each by itself."""
        return False

    async def bury(
        self,
        update_id: UpdateId,
        body: bytes,  # noqa: ARG002  part of `Sink`
        reason: str,  # noqa: ARG002
        arrival: Arrival | None,  # noqa: ARG002
    ) -> None:
        self.buried.append(update_id)


def reception(sink: Sink) -> Reception:
    """A reception that ends in this sink."""
    translate: Callable[[Update], Arrival] = Translator(
        UserId(BOT), ChatId(GROUP), lambda user: ExpertId(str(user))
    )
    return Reception(translate, sink, sleep=lambda _: asyncio.sleep(0))


def front(inbox: FakeInbox, patience: float = 5.0) -> Front:
    """A front of a process that does not own the desk yet."""
    return Front(inbox, lambda: 0.0, patience=patience)


def raw(number: int = 1) -> dict[str, object]:
    """A message of hers, as an update."""
    return {**private(text="Hallo"), "update_id": number}


async def test_the_owner_settles_it_himself() -> None:
    """With a reception nothing is handed over."""
    inbox, sink = FakeInbox(), Sink()
    mine = front(inbox)
    mine.opens(reception(sink))
    await mine.take(UpdateId(1), raw(), BODY)
    assert (sink.taken, inbox.entries) == ([1], {})


async def test_what_can_not_be_read_is_set_aside() -> None:
    """Bytes that are no update are buried under their number."""
    sink = Sink()
    mine = front(FakeInbox())
    mine.opens(reception(sink))
    await mine.take(UpdateId(7), None, b"{")
    assert sink.buried == [7]


async def test_a_reserve_waits_until_the_owner_has_settled_it() -> None:
    """Its bringer hears nothing before; afterwards he hears that all is well."""
    inbox = FakeInbox()
    mine = front(inbox)
    taking = asyncio.create_task(mine.take(UpdateId(1), raw(), BODY))
    await asyncio.sleep(0.03)
    assert not taking.done()
    (handed,) = await inbox.handed("", 0)
    assert handed.body == BODY
    await inbox.settled([handed])
    await taking


async def test_what_was_seen_before_goes_nowhere() -> None:
    """An update that was committed before is answered at once."""
    inbox = FakeInbox()
    inbox.seen.add(UpdateId(1))
    await front(inbox).take(UpdateId(1), raw(), BODY)
    assert not inbox.entries


async def test_nobody_waits_for_ever() -> None:
    """Without an owner its bringer is told to come back; coming back does not make it stand there twice."""
    inbox = FakeInbox()
    mine = front(inbox, patience=0.03)
    for _ in range(2):
        with pytest.raises(StoreAwayError):
            await mine.take(UpdateId(1), raw(), BODY)
    assert len(inbox.entries) == 1


async def test_many_wait_with_one_look() -> None:
    """However many updates are on their way, one question at a time asks for all of them."""
    inbox = FakeInbox()
    mine = front(inbox)
    taking = [
        asyncio.create_task(mine.take(UpdateId(n), raw(n), BODY)) for n in (*range(40), *range(40))
    ]
    await asyncio.sleep(0.05)
    assert inbox.looks < 10
    await inbox.settled(await inbox.handed("", 0))
    await asyncio.gather(*taking)


async def test_a_store_that_is_away() -> None:
    """What can't be handed over is told as such; a look that fails is made again."""
    inbox = FakeInbox()
    mine = front(inbox)
    inbox.away = True
    with pytest.raises(StoreAwayError):
        await mine.take(UpdateId(1), raw(), BODY)
    inbox.away = False
    taking = asyncio.create_task(mine.take(UpdateId(1), raw(), BODY))
    await asyncio.sleep(0.01)
    inbox.away = True
    await asyncio.sleep(0.02)
    inbox.away = False
    await inbox.settled(await inbox.handed("", 0))
    await taking


async def test_an_owner_that_lost_the_desk_hands_over() -> None:
    """An update that was refused because another owns the desk goes to that one."""
    inbox, sink = FakeInbox(), Sink(FencedError("fenced"))
    mine = front(inbox)
    mine.opens(reception(sink))
    taking = asyncio.create_task(mine.take(UpdateId(1), raw(), BODY))
    (handed,) = await inbox.handed("", 1.0)
    await inbox.settled([handed])
    await taking
    assert sink.taken == []


async def test_it_is_left_when_all_is_settled() -> None:
    """Who gives up the desk waits for what is being settled, a moment and no longer."""
    inbox, sink = FakeInbox(), Sink()
    mine = front(inbox)
    mine.opens(reception(sink))
    sink.open.clear()
    taking = asyncio.create_task(mine.take(UpdateId(1), raw(), BODY))
    await asyncio.sleep(0)
    await mine.gives_up(0.01)
    leaving = asyncio.create_task(mine.gives_up(5.0))
    await asyncio.sleep(0.01)
    assert not leaving.done()
    sink.open.set()
    await leaving
    await taking
    assert sink.taken == [1]


async def test_a_closed_front_takes_nothing() -> None:
    """A process that is about to end refuses, and leaves nothing in the inbox."""
    inbox = FakeInbox()
    mine = front(inbox)
    mine.close()
    with pytest.raises(StoreAwayError):
        await mine.take(UpdateId(1), raw(), BODY)
    assert not inbox.entries
