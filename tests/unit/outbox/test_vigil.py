"""Vigil: who is told that messages wait, when, and when no more."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.handoff.effects import Amend, Pass, Relay, Say, ToPerson, ToTopic
from bot.handoff.events import AnswerStalled, MessagesMoved, MessagesStalled, MessagesWait
from bot.handoff.ids import CaseCode, ChatId, EffectId, MessageId, PersonId
from bot.outbox.vigil import LONG, LOOK_EVERY, SETTLES, Vigil
from bot.ports import DamagedError, Envelope, StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from bot.handoff.effects import Effect
    from bot.handoff.events import Event

ANNA, BERT = PersonId("anna"), PersonId("bert")
ONE, TWO = CaseCode("AAAA-2222"), CaseCode("BBBB-2222")
HER = ToPerson(ANNA, ChatId(5))


class Bench:
    """A vigil with what waits, a clock, and an ear."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.waiting: dict[EffectId, Envelope] = {}
        self.heard: list[tuple[PersonId, Event]] = []
        self.signs: list[tuple[MessageId, EffectId]] = []
        self.queues: list[tuple[int, float]] = []
        self.away = False
        self.damaged: set[PersonId] = set()
        self.before: dict[EffectId, float] = {}
        """For how long something had waited at the start."""
        self.vigil = Vigil(
            self.what_waits, self, self, waited=lambda effect: self.before.get(effect, 0.0)
        )

    def what_waits(self) -> list[Envelope]:
        """What waits now."""
        return list(self.waiting.values())

    async def until(self, ready: Callable[[], bool]) -> None:
        """Let the vigil run until something is so."""
        for _ in range(10_000):
            if ready():
                return
            await asyncio.sleep(0)
        raise AssertionError("it never was")

    def waits(self, number: int, effect: Effect, person: PersonId | None = ANNA) -> EffectId:
        """Something waits from now on."""
        id_ = EffectId(f"{number}")
        self.waiting[id_] = Envelope(id_, effect, person)
        return id_

    async def later(self, seconds: float) -> list[tuple[PersonId, Event]]:
        """Let time pass, look, and return what was told in words."""
        self.time += seconds
        before = len(self.heard)
        await self.vigil.look()
        return self.heard[before:]

    def now(self) -> float:
        """The clock."""
        return self.time

    async def sleep(self, seconds: float) -> None:
        await self.sleep_until(self.now() + seconds)

    async def sleep_until(self, at: float) -> None:
        """The clock moves as fast as it is asked."""
        self.time = max(self.time, at)
        await asyncio.sleep(0)

    async def mention(self, person: PersonId, event: Event) -> None:
        """Hear of somebody."""
        if self.away:
            raise StoreAwayError("away")
        if person in self.damaged:
            raise DamagedError("damaged")
        if isinstance(event, MessagesWait):
            self.signs += event.messages
        else:
            self.heard.append((person, event))

    async def queue(self, waiting: int, oldest: float) -> None:
        """Hear of the queue."""
        if self.away:
            raise StoreAwayError("away")
        self.queues.append((waiting, oldest))


def hers(source: int, code: CaseCode = ONE) -> Relay:
    """A message of hers on its way."""
    return Relay(ToTopic(code), MessageId(source), ChatId(5))


async def test_a_wait_is_told_after_a_minute() -> None:
    """She is told when a message has waited for a minute, once until all have gone, and then that they went."""
    bench = Bench()
    first = bench.waits(1, hers(1))
    assert await bench.later(0) == []
    assert await bench.later(LONG - 1) == []
    second = bench.waits(2, hers(2))
    assert await bench.later(1) == [(ANNA, MessagesStalled(ONE))]
    del bench.waiting[first]
    assert await bench.later(LONG) == []
    del bench.waiting[second]
    assert await bench.later(5) == [(ANNA, MessagesMoved(ONE))]
    assert await bench.later(5) == []
    bench.waits(3, hers(3))
    await bench.later(0)
    assert await bench.later(LONG) == [(ANNA, MessagesStalled(ONE))]


async def test_a_stream_that_flows_is_no_wait() -> None:
    """Messages that each go within a minute are no wait, however long something of hers is always there."""
    bench = Bench()
    for number in range(20):
        one = bench.waits(number, hers(number))
        assert await bench.later(20) == []
        assert await bench.later(20) == []
        del bench.waiting[one]
        bench.waits(100 + number, hers(100 + number))
        assert await bench.later(5) == []
        bench.waiting.clear()


async def test_what_waited_before_the_start_is_told_once_it_does_not_go() -> None:
    """A minute that began before the start ends after it; but what goes right after the start is not spoken of, and
    gets no sign."""
    bench = Bench()
    for number in (1, 2):
        bench.before[bench.waits(number, hers(number))] = LONG - 10
    gone = bench.waits(3, hers(3, TWO), BERT)
    bench.before[gone] = 10 * LONG
    assert await bench.later(0) == []
    assert bench.queues == []
    del bench.waiting[gone]
    await bench.later(SETTLES)
    assert bench.queues == [(2, LONG - 10 + SETTLES)]
    assert [message for message, _ in bench.signs] == [MessageId(1), MessageId(2)]
    assert await bench.later(10) == [(ANNA, MessagesStalled(ONE))]


async def test_only_what_people_wrote_counts() -> None:
    """The bot's own words and the copies of a rebuilt topic make nobody wait."""
    bench = Bench()
    bench.waits(1, Say(ToTopic(ONE), "x"))
    bench.waits(2, Relay(ToTopic(ONE), MessageId(2), again=True))
    bench.waits(3, Pass(ToTopic(ONE), MessageId(3), "x"), None)
    await bench.later(0)
    assert await bench.later(LONG) == []
    assert bench.queues[-1] == (0, 0)


async def test_each_person_is_told_of_her_own() -> None:
    """Two cases wait, and each of the two is told."""
    bench = Bench()
    bench.waits(1, hers(1))
    bench.waits(2, Amend(ToTopic(TWO), MessageId(2), "x"), BERT)
    await bench.later(0)
    assert await bench.later(LONG) == [(ANNA, MessagesStalled(ONE)), (BERT, MessagesStalled(TWO))]
    assert bench.queues[-1] == (2, LONG)


async def test_an_answer_that_waits() -> None:
    """An expert hears once of each answer that waits; a change of one is not worth it."""
    bench = Bench()
    bench.waits(1, Relay(HER, MessageId(71)))
    bench.waits(2, Amend(HER, MessageId(71), "x"))
    await bench.later(0)
    assert await bench.later(LONG) == [(ANNA, AnswerStalled(MessageId(71), EffectId("1")))]
    assert await bench.later(LONG) == []
    assert bench.queues[-1] == (0, 0)


async def test_what_could_not_be_told_is_told_later() -> None:
    """While the store is away nothing counts as told; the vigil goes on, and tells it after."""
    bench = Bench()
    bench.waits(1, hers(1))
    bench.away = True
    task = asyncio.create_task(bench.vigil.run())
    await bench.until(lambda: bench.time > 1000 + LONG + 4 * LOOK_EVERY)
    assert bench.heard == []
    bench.away = False
    await bench.until(lambda: bool(bench.heard))
    task.cancel()
    assert bench.heard == [(ANNA, MessagesStalled(ONE))]


async def test_a_clock_that_is_set_back() -> None:
    """A clock that jumps back makes nobody wait for ever to be told."""
    bench = Bench()
    bench.waits(1, hers(1))
    await bench.later(0)
    assert await bench.later(-500) == []
    assert await bench.later(LONG) == [(ANNA, MessagesStalled(ONE))]


async def test_a_bug_does_not_end_the_vigil() -> None:
    """Something unforeseen is passed over; the next look is made all the same."""
    bench = Bench()
    bench.waits(1, hers(1))
    good, bench.waiting = bench.waiting, None  # type: ignore[assignment]  # the bug
    task = asyncio.create_task(bench.vigil.run())
    for _ in range(5):
        await asyncio.sleep(0)
    bench.waiting = good
    await bench.until(lambda: bool(bench.heard))
    task.cancel()
    assert bench.heard == [(ANNA, MessagesStalled(ONE))]


async def test_a_bug_in_one_case_is_not_the_others(caplog: pytest.LogCaptureFixture) -> None:
    """Who stands behind somebody whose record can't be read is told all the same; she herself once it can be."""
    bench = Bench()
    bench.waits(1, hers(1))
    bench.waits(2, hers(2, TWO), BERT)
    bench.waits(3, Relay(HER, MessageId(71)))
    bench.waits(4, Relay(ToPerson(BERT, ChatId(6)), MessageId(72)), BERT)
    bench.damaged.add(ANNA)
    await bench.later(0)
    assert await bench.later(LONG) == [
        (BERT, MessagesStalled(TWO)),
        (BERT, AnswerStalled(MessageId(72), EffectId("4"))),
    ]
    assert bench.queues[-1] == (2, LONG)
    assert "DamagedError" in caplog.text
    bench.damaged.clear()
    assert await bench.later(5) == [
        (ANNA, MessagesStalled(ONE)),
        (ANNA, AnswerStalled(MessageId(71), EffectId("3"))),
    ]


async def test_signs_say_that_messages_wait() -> None:
    """Each message that waits for three seconds is marked once: no change of one, and of an album the first part."""
    bench = Bench()
    bench.waits(1, hers(1))
    bench.waits(2, Amend(ToTopic(ONE), MessageId(1), "x"))
    bench.waits(3, Pass(ToTopic(ONE), MessageId(3), "x"))
    bench.waits(4, Relay(ToTopic(ONE), MessageId(4), album="a"))
    bench.waits(5, Relay(ToTopic(ONE), MessageId(5), album="a", joins=MessageId(4)))
    await bench.later(0)
    await bench.later(2)
    assert bench.signs == []
    bench.waits(6, hers(6))
    await bench.later(1)
    assert bench.signs == [(1, "1"), (3, "3"), (4, "4")]
    await bench.later(3)
    assert bench.signs[3:] == [(6, "6")]
    await bench.later(3)
    assert len(bench.signs) == 4


async def test_who_marks_decides_after_how_long() -> None:
    """The seconds after which a sign stands under a message are a setting."""
    bench = Bench()
    bench.vigil = Vigil(bench.what_waits, bench, bench, sign_after=7.0)
    bench.waits(1, hers(1))
    await bench.later(0)
    await bench.later(6)
    assert bench.signs == []
    await bench.later(1)
    assert bench.signs == [(1, "1")]
