"""Gate: whose turn it is, and that nobody waits for what is not his."""

import asyncio
import math
import random
from collections.abc import Sequence

import pytest

from bot.handoff.effects import Priority, Say, ToPerson, ToTopic
from bot.handoff.ids import CaseCode, ChatId, EffectId, PersonId
from bot.outbox import alarms
from bot.outbox import gate as gates
from bot.outbox.gate import Gate
from bot.outbox.lanes import Lane
from bot.outbox.turns import Permit
from bot.ports import Envelope, StoreAwayError
from bot.settings import BudgetSettings

GROUP, HER, OTHER = -100, 1, 2
OFF = BudgetSettings(private_per_second=0, group_per_minute=0, total_per_second=0)
GROUP_ONLY = BudgetSettings(private_per_second=0, total_per_second=0)


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self._moved = asyncio.Event()

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        await self.sleep_until(self.now() + seconds)

    async def sleep_until(self, at: float) -> None:
        while self.time < at:
            await self._moved.wait()

    async def move(self, seconds: float) -> None:
        """Let time pass, and everybody who waited for it go on."""
        self.time += seconds
        self._moved.set()
        self._moved = asyncio.Event()
        await calm()


class Purse:
    """What was spent, in memory."""

    def __init__(self) -> None:
        self.spendings: list[tuple[float, int]] = []
        self.away = False

    async def spend(self, at: float, cost: int, window: float) -> None:
        del window
        if self.away:
            raise StoreAwayError("the store is away")
        self.spendings.append((at, cost))

    async def spent(self, since: float) -> Sequence[tuple[float, int]]:
        return [one for one in self.spendings if one[0] >= since]


class Hall:
    """A gate, and lanes that want to pass it."""

    def __init__(self, limits: BudgetSettings = GROUP_ONLY, in_flight: int = 100) -> None:
        self.clock = Hand()
        self.purse = Purse()
        self.gate = Gate(in_flight, self.clock, GROUP, self.purse, limits)
        self.passed: list[str] = []
        self.lanes: dict[str, Lane] = {}
        self.tasks: list[asyncio.Task[None]] = []

    def lane(self, name: str, priority: Priority = Priority.MESSAGE) -> Lane:
        """A lane with one more effect of this priority in it."""
        lane = self.lanes.setdefault(name, Lane(name))
        place = (
            ToTopic(CaseCode(name)) if name.startswith("t") else ToPerson(PersonId(name), ChatId(1))
        )
        effect = Say(place, "", priority=priority)
        number = EffectId(f"{name}-{len(lane.waiting)}")
        lane.waiting[number] = Envelope(number, effect)
        return lane

    async def wants(
        self,
        name: str,
        priority: Priority = Priority.MESSAGE,
        *,
        chat: int = GROUP,
        cost: int = 1,
        topic: bool = False,
        keep: bool = False,
    ) -> None:
        """Let a lane ask for a call, which is over at once unless it is kept."""
        lane = self.lane(name, priority)

        async def ask() -> None:
            permit = await self.gate.enter(lane, chat, cost, topic=topic)
            assert permit is not None
            self.passed.append(name)
            lane.waiting.clear()
            if not keep:
                self.gate.leave(permit, made=True)

        self.tasks.append(asyncio.create_task(ask(), name=name))
        await calm()

    async def fills(self, count: int) -> None:
        """Let so many calls to the group pass, a little while apart."""
        for number in range(count):
            await self.wants(f"t:filler {number}")
            for _ in range(100):
                if self.tasks[-1].done():
                    break
                await self.clock.move(0.5)
        self.passed.clear()


async def calm() -> None:
    """Let everybody go on who can."""
    for _ in range(10):
        await asyncio.sleep(0)


async def passes(gate: Gate, lane: Lane, chat: int, cost: int = 1) -> Permit:
    permit = await gate.enter(lane, chat, cost)
    assert permit is not None
    return permit


async def test_without_budgets_all_pass_at_once() -> None:
    """With every budget off a hundred calls to one chat start without a wait, and nothing is remembered of them."""
    hall = Hall(OFF)
    for number in range(100):
        await hall.wants(f"t{number}", keep=True)
    assert len(hall.passed) == 100
    await hall.wants("t100")
    assert len(hall.passed) == 100  # so many may be in flight
    assert hall.purse.spendings == []
    hall.tasks[-1].cancel()


async def test_while_it_is_held_nobody_starts_and_then_the_most_urgent_is_first() -> None:
    """Between hold and go_on no call starts, with and without budgets; then all go, by class and in their order."""
    for limits in (OFF, GROUP_ONLY):
        hall = Hall(limits)
        hall.gate.hold()
        await hall.wants("t1")
        await hall.wants("t2")
        await hall.wants("t3", Priority.DANGER)
        assert hall.passed == []
        hall.gate.go_on()
        await calm()
        assert hall.passed == ["t3", "t1", "t2"]
        await hall.wants("t4")
        assert hall.passed[-1] == "t4"


async def test_the_most_urgent_goes_first() -> None:
    """When there is room again, it goes by class, and the topic of a danger case before all."""
    hall = Hall()
    await hall.fills(20 - 4)
    for name, priority in (
        ("t:state", Priority.STATE),
        ("t:message", Priority.MESSAGE),
        ("t:new", Priority.NEW_CASE),
    ):
        await hall.wants(name, priority)
    assert hall.passed == []
    for _ in range(2):
        await hall.wants("t:danger", Priority.DANGER)
    await hall.wants("t:danger again", Priority.DANGER)
    await hall.wants("t:danger topic", Priority.DANGER, topic=True)
    assert hall.passed == ["t:danger"] * 2 + ["t:danger topic"]
    await hall.clock.move(120)
    assert hall.passed[3:] == ["t:danger again", "t:new", "t:message", "t:state"]


async def test_something_urgent_lifts_the_lane_that_waits() -> None:
    """A lane that waits as the last goes at once when danger comes into it: it may use what is kept for danger."""
    hall = Hall()
    await hall.fills(16)
    await hall.wants("t:one")
    await hall.wants("t:two")
    hall.gate.lift(hall.lane("t:two", Priority.DANGER))
    await calm()
    assert hall.passed == ["t:two"]


async def test_among_equals_it_goes_round() -> None:
    """Who was served longest ago is next: somebody who asks again and again takes turns with the others."""
    hall = Hall()
    await hall.fills(16)
    await hall.clock.move(61)
    for name in ("t:a", "t:b"):
        await hall.wants(name)
    assert hall.passed == ["t:a", "t:b"]
    await hall.fills(14)
    for name in ("t:b", "t:a", "t:new"):
        await hall.wants(name)
    await hall.clock.move(61)
    await hall.clock.move(61)
    assert hall.passed == ["t:new", "t:a", "t:b"]


async def test_who_waits_for_the_group_is_pressed_and_holds_nobody_up() -> None:
    """A full group marks the lanes that wait for it, and private chats pass, also with one place in flight."""
    hall = Hall(in_flight=1)
    await hall.fills(16)
    await hall.wants("t:waits")
    assert hall.lanes["t:waits"].pressed
    await hall.wants("p:her", chat=HER)
    assert hall.passed == ["p:her"]
    assert not hall.lanes["p:her"].pressed
    hall.tasks[-2].cancel()


async def test_what_costs_nothing_does_not_wait_for_the_budget() -> None:
    """A reaction passes a full group, before messages that wait; a flood pauses it too."""
    hall = Hall()
    await hall.fills(16)
    await hall.wants("t:message")
    await hall.wants("t:receipt", Priority.STATE, cost=0)
    assert hall.passed == ["t:receipt"]
    hall.gate.flood(GROUP, hall.clock.now() + 5)
    await hall.wants("t:receipt 2", Priority.STATE, cost=0)
    assert hall.passed == ["t:receipt"]
    await hall.clock.move(6)
    assert "t:receipt 2" in hall.passed
    hall.tasks[-2].cancel()


async def test_a_flood_pauses_its_chat_only() -> None:
    """A 429 holds one private chat, budgets or not, for as long as it says."""
    hall = Hall(OFF)
    hall.gate.flood(HER, hall.clock.now() + 30)
    await hall.wants("p:her", chat=HER)
    await hall.wants("p:other", chat=OTHER)
    assert hall.passed == ["p:other"]
    await hall.clock.move(29)
    assert hall.passed == ["p:other"]
    await hall.clock.move(1)
    assert hall.passed == ["p:other", "p:her"]
    assert hall.gate.floods == 1


async def test_a_flood_ends_in_its_time_when_the_clock_is_set_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was left of a pause stays left; nobody waits for an hour more."""
    monkeypatch.setattr(alarms, "LOOK_AGAIN", 0.01)
    hall = Hall(OFF)
    hall.gate.flood(HER, hall.clock.now() + 30)
    await hall.wants("p:her", chat=HER)
    hall.clock.time -= 3600
    await asyncio.sleep(0.05)
    await hall.clock.move(31)
    await asyncio.sleep(0.05)
    assert hall.passed == ["p:her"]


async def test_who_waits_goes_with_the_group_to_its_new_id() -> None:
    """When the group moves, calls that began in the old chat make room in the new one, for old and new alike."""
    hall = Hall(BudgetSettings(private_per_second=0, total_per_second=0, group_per_minute=1))
    permit = await passes(hall.gate, hall.lane("t:holder"), GROUP)
    await hall.wants("t:before")
    hall.gate.move(GROUP, GROUP - 1)
    await hall.wants("t:after", chat=GROUP - 1)
    assert hall.lanes["t:after"].pressed
    hall.gate.leave(permit, made=True)
    for _ in range(4):
        await hall.clock.move(61)
    assert hall.passed == ["t:before", "t:after"]


async def test_all_together_stay_below_the_total() -> None:
    """Thirty calls a second in all; the urgent ones of what waits go first."""
    hall = Hall(BudgetSettings(private_per_second=0, group_per_minute=0))
    await hall.clock.move(10)
    for number in range(40):
        await hall.wants(f"p{number}", chat=number + 1)
    await hall.wants("p:danger", Priority.DANGER, chat=99)
    assert len(hall.passed) == 30
    await hall.clock.move(1)
    assert len(hall.passed) == 41
    assert hall.passed[30] == "p:danger"


async def test_a_private_chat_gets_one_a_second() -> None:
    """Three at once, then one a second; another person is not held up by that."""
    hall = Hall(BudgetSettings(group_per_minute=0, total_per_second=0))
    await hall.clock.move(10)
    for _ in range(5):
        await hall.wants("p:her", chat=HER)
    await hall.wants("p:other", chat=OTHER)
    assert hall.passed == ["p:her"] * 3 + ["p:other"]
    await hall.clock.move(1)
    assert hall.passed[4:] == ["p:her"]
    await hall.clock.move(1)
    assert hall.passed[4:] == ["p:her", "p:her"]


async def test_a_lane_that_is_stopped_takes_nothing_with_it() -> None:
    """Whether it still waits or was just let through: its place goes to the next one."""
    hall = Hall(in_flight=1)
    holder = hall.lane("t:holder")
    permit = await passes(hall.gate, holder, GROUP)
    await hall.wants("t:stopped")
    await hall.wants("t:next")
    hall.tasks[0].cancel()
    hall.gate.leave(permit, made=True)
    await calm()
    assert hall.passed == ["t:next"]
    assert hall.gate.spent() == 2


async def test_who_has_something_to_tell_is_woken_and_keeps_his_place() -> None:
    """At the time it named a lane gets no permit; when it asks again it is still before who came later."""
    hall = Hall()
    await hall.fills(16)
    lane = hall.lane("t:first")
    asking = asyncio.create_task(
        hall.gate.enter(lane, GROUP, 1, until=hall.clock.now() + 2, topic=False)
    )
    await calm()
    await hall.wants("t:second")
    await hall.clock.move(2)
    assert asking.done()
    assert asking.result() is None
    await hall.wants("t:first")
    await hall.clock.move(61)
    await hall.clock.move(61)
    assert hall.passed == ["t:first", "t:second"]


async def test_what_was_spent_is_noted_and_counts_after_a_restart() -> None:
    """Each call to the group is in the store before it starts, and a new gate knows them all."""
    hall = Hall()
    for number in range(8):
        permit = await passes(hall.gate, hall.lane(f"t{number}"), GROUP)
        await hall.gate.book(permit)
        hall.gate.leave(permit, made=True)
    private = await passes(hall.gate, hall.lane("p:her"), HER)
    await hall.gate.book(private)
    assert sum(cost for _, cost in hall.purse.spendings) == 8
    hall.clock.time += 20
    anew = Gate(100, hall.clock, GROUP, hall.purse, GROUP_ONLY)
    await anew.recall()
    assert anew.spent() == 8
    hall.clock.time += 60
    assert anew.spent() == 0


async def test_no_call_starts_that_could_not_be_noted() -> None:
    """While the store is away, a call to the group is not begun, and costs nothing."""
    hall = Hall()
    permit = await passes(hall.gate, hall.lane("t"), GROUP)
    hall.purse.away = True
    with pytest.raises(StoreAwayError):
        await hall.gate.book(permit)
    hall.gate.leave(permit, made=False)
    assert hall.gate.spent() == 0


async def test_chats_are_forgotten_when_all_may_go_there_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is kept of private chats stays small, however many people write."""
    monkeypatch.setattr(gates, "KEPT", 10)
    hall = Hall(BudgetSettings(group_per_minute=0, total_per_second=0))
    for number in range(100):
        await hall.clock.move(5)
        await hall.wants(f"p{number}", chat=number + 1)
    assert len(hall.passed) == 100
    assert len(hall.gate._lines) <= 11  # what grows can only be seen from inside


async def test_decorations_of_a_case_are_a_window_apart() -> None:
    """A case has one decoration in a minute; without a budget of the group there is no such pause."""
    hall = Hall()
    now = hall.clock.now()
    assert hall.gate.decorum("t:a", now) <= now
    hall.gate.decorated("t:a")
    assert hall.gate.decorum("t:a", now + 1) == now + 60
    assert hall.gate.decorum("t:b", now + 1) <= now
    assert hall.gate.decorum("t:a", now - 3600) == now - 3600 + 60
    assert hall.gate.decorum("t:a", now - 3590) == now - 3600 + 60
    free = Hall(OFF)
    free.gate.decorated("t:a")
    assert free.gate.decorum("t:a", now) <= now


@pytest.mark.parametrize("seed", range(12))
async def test_nothing_is_ever_stuck(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls come, end, fail and are given up at random, chats are flooded, and the clock jumps both ways: in the end
    everybody has passed, and nothing is held."""
    monkeypatch.setattr(alarms, "LOOK_AGAIN", 0.001)
    chance = random.Random(seed)
    hall = Hall(BudgetSettings(), in_flight=5)
    gate, clock = hall.gate, hall.clock
    passed = 0

    async def call(number: int) -> None:
        nonlocal passed
        chat = chance.choice((GROUP, GROUP, HER, OTHER))
        lane = hall.lane(f"t{number}", chance.choice(list(Priority)))
        until = clock.now() + 3 if chance.random() < 0.2 else math.inf
        permit = await gate.enter(lane, chat, chance.choice((0, 1, 1, 2)), until=until)
        while permit is None:
            permit = await gate.enter(lane, chat, 1)
        try:
            await clock.sleep_until(clock.now() + chance.uniform(0, 2))
        finally:
            gate.leave(permit, made=chance.random() < 0.8)
        passed += 1

    calls: list[asyncio.Task[None]] = []
    for number in range(150):
        calls.append(asyncio.create_task(call(number)))
        if chance.random() < 0.1:
            chance.choice(calls).cancel()
        if chance.random() < 0.05:
            gate.flood(chance.choice((GROUP, HER)), clock.now() + chance.uniform(1, 20))
        if chance.random() < 0.05:
            hall.gate.lift(hall.lane(f"t{number}", Priority.DANGER))
        if chance.random() < 0.2:
            clock.time += 5
            gate._wake(list(gate._lines.values()))  # who is let through now has not heard of it yet
            for other, one in enumerate(calls):
                lane = hall.lanes.get(f"t{other}")
                ticket = lane.ticket if lane is not None else None
                if ticket is not None and ticket.granted.done() and chance.random() < 0.5:
                    one.cancel()
        await clock.move(chance.choice((0.0, 0.1, 1.0, 1.0, 30.0, -20.0)))
    for _ in range(400):
        await clock.move(5.0)
        await asyncio.sleep(0.001)
        if all(one.done() for one in calls):
            break
    await asyncio.gather(*calls, return_exceptions=True)
    assert passed == sum(not one.cancelled() for one in calls)
    await clock.move(100_000)
    assert gate.spent() == 0
    assert gate._flights == 0  # what is held for good can only be seen from inside
    assert not any(line.tickets for line in gate._lines.values())
