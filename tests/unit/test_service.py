"""The shell: load, decide, commit, and what it does when the store or the outbox say no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from bot.handoff.effects import OpenTopic, Relay, Say
from bot.handoff.events import (
    Author,
    ExpertPressed,
    ExpertWrote,
    Incoming,
    Kind,
    MessagesMoved,
    MessagesStalled,
    Pressed,
    Timer,
    TopicAppeared,
    TopicDelayed,
    TopicGone,
    TopicOpened,
    Wrote,
)
from bot.handoff.ids import CaseCode, ChatId, MessageId, ThreadId, UpdateId, UserId
from bot.handoff.inline import Seeking
from bot.handoff.person import Stage
from bot.ports import Outcome, StoreAwayError, TopicOwner
from bot.recent import RECENT_FOR
from bot.service import ATTEMPTS, Service, lane_of
from tests.support.desks import ALWAYS, MONDAY, knowledge
from tests.support.fake_store import FakeOutbox, FakeStore

if TYPE_CHECKING:
    from bot.handoff.events import Event
    from bot.handoff.knowledge import Knowledge
    from bot.handoff.person import Person
    from bot.ports import Commit

ANNA = UserId(1)


class Store(FakeStore):
    """A store in which somebody else is sometimes quicker."""

    def __init__(self) -> None:
        super().__init__()
        self.quicker = 0
        self.tries = 0

    @override
    async def commit(self, commit: Commit) -> Outcome:
        """Refuse as often as somebody else was quicker."""
        self.tries += 1
        if self.quicker:
            self.quicker -= 1
            return Outcome("conflict")
        return await super().commit(commit)


class Rig:
    """A service with its fakes, and one professional."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.store = Store()
        self.outbox = FakeOutbox()
        self.timers: list[float] = []
        self.service = self.another()
        self._messages = 100

    def another(self) -> Service:
        """Return the service of another process, or of this one after a restart."""
        return Service(
            self.store, self.outbox, ALWAYS, knowledge, lambda: self.now, self.timers.append
        )

    async def writes(self, text: str, update: int | None = None) -> None:
        """She writes."""
        self._messages += 1
        message = Incoming(MessageId(self._messages), Kind.TEXT, text)
        await self.happens(Wrote(message), update)

    async def row(self, *texts: str) -> bool:
        """She writes some messages that come in one go, as updates 0, 1, …"""
        row = []
        for number, text in enumerate(texts):
            self._messages += 1
            row.append(
                (UpdateId(number), Wrote(Incoming(MessageId(self._messages), Kind.TEXT, text)))
            )
        return await self.service.row_from_person(row, ANNA, ChatId(1))

    async def presses(self, data: str) -> None:
        """She presses a button."""
        await self.happens(Pressed(data, MessageId(1), "callback"))

    async def happens(self, event: Event, update: int | None = None) -> None:
        """Something of hers happens."""
        number = None if update is None else UpdateId(update)
        await self.service.from_person(number, ANNA, ChatId(1), event)

    async def places(self) -> CaseCode:
        """She places an urgent case; return its code."""
        await self.writes("hij heeft een mes bij zich")
        await self.presses("now")
        assert self.person.case is not None
        return self.person.case.code

    @property
    def person(self) -> Person:
        """Her, as she is stored."""
        person = self.store.person(self.store.person_id(ANNA))
        assert person is not None
        return person

    def effects(self) -> list[str]:
        """Return the kinds of what waits, in order."""
        return [type(one.effect).__name__ for one in self.store.effects.values()]

    def in_lane(self, code: CaseCode) -> list[str]:
        """Return the kinds of what waits in a topic's lane, as the outbox has it."""
        return [type(one.effect).__name__ for one in self.outbox.lanes[lane_of(code)].values()]


async def test_one_update_is_handled_once() -> None:
    """The same update delivered five times leads to one decision."""
    rig = Rig()
    for _ in range(5):
        await rig.writes("hoi", update=7)
    assert rig.effects() == ["Say"]
    assert len(rig.outbox.lanes["p:person1"]) == 1


async def test_a_row_leaves_what_its_messages_leave_one_by_one() -> None:
    """Messages handled in one go leave the same person, effects and timers as each by itself, by one commit."""
    texts = ("hoi", "ik maak me zorgen", "over een jongen")
    together, apart = Rig(), Rig()
    for rig in (together, apart):
        await rig.places()
    tries = together.store.tries
    assert await together.row(*texts)
    for number, text in enumerate(texts):
        await apart.writes(text, update=number)
    assert together.store.tries == tries + 1
    assert together.effects() == apart.effects()
    assert together.store.timers == apart.store.timers
    assert together.person.case is not None
    assert apart.person.case is not None
    assert together.person.stage == apart.person.stage
    assert together.store.updates == apart.store.updates


async def test_what_waits_in_a_row_waits_as_it_does_one_by_one() -> None:
    """A number in one of several messages that are handled in one go holds it and those behind it, no others."""
    texts = ("hoi", "bel 0612345678", "of morgen")
    together, apart = Rig(), Rig()
    for rig in (together, apart):
        await rig.writes("/start")
        for data in ("agree", "expert"):
            await rig.presses(data)
        await rig.writes("nee")
        await rig.presses("in:p")
    before = len(together.effects())
    assert await together.row(*texts)
    for number, text in enumerate(texts):
        await apart.writes(text, update=number)
    assert together.person.unsent == apart.person.unsent
    assert [one.text for one in together.person.unsent] == ["bel 0612345678", "of morgen"]
    assert together.effects() == apart.effects()
    assert together.effects()[before:].count("Relay") == 1
    assert together.store.timers == apart.store.timers
    assert any(timer is Timer.UNSENT for _, timer in together.store.timers)


async def test_a_row_with_an_update_of_before_is_not_written() -> None:
    """When one of the updates was committed before, nothing is, and nothing is remembered of the texts."""
    rig = Rig()
    await rig.writes("hoi", update=1)
    before = rig.effects()
    assert not await rig.row("hoi", "hij heeft een", "mes")
    assert rig.effects() == before
    assert rig.store.updates == {1}


async def test_danger_is_seen_across_a_row() -> None:
    """A danger sign spread over two messages of one row is seen, as it is when they come one by one."""
    together, apart = Rig(), Rig()
    for rig in (together, apart):
        await rig.places()
    assert await together.row("hij heeft een", "mes bij zich")
    await apart.writes("hij heeft een")
    await apart.writes("mes bij zich")
    assert together.person.danger == apart.person.danger
    assert together.effects() == apart.effects()


async def test_a_row_that_was_not_written_is_not_remembered() -> None:
    """Texts that are handled once more, each by itself, show together what they show: they were not before themselves."""
    texts = ("er ligt een aanslagplan", "voor vandaag")
    failed, apart = Rig(), Rig()
    for rig in (failed, apart):
        await rig.places()
        rig.now += 60
        await rig.writes("hoi")
    failed.store.quicker = 1
    assert not await failed.row(*texts)
    for rig in (failed, apart):
        for update, text in enumerate(texts):
            await rig.writes(text, update=update)
    assert failed.effects() == apart.effects()


async def test_somebody_else_was_quicker() -> None:
    """When the record moved on, it is loaded and decided again."""
    rig = Rig()
    rig.store.quicker = 2
    await rig.writes("hoi")
    assert rig.store.tries == 3
    assert rig.effects() == ["Say"]


async def test_always_quicker() -> None:
    """When it moves on again and again the update is not acknowledged."""
    rig = Rig()
    rig.store.quicker = ATTEMPTS
    with pytest.raises(StoreAwayError):
        await rig.writes("hoi")
    assert rig.effects() == []


async def test_timers_are_announced() -> None:
    """Each timer that a commit sets is told to the one who sleeps."""
    rig = Rig()
    await rig.writes("Mag ik iets delen?")
    assert rig.timers == [MONDAY + 30 * 24 * 3600, MONDAY + 3]


async def test_a_moved_timer_fires_nothing() -> None:
    """A timer that was moved meanwhile is passed over."""
    rig = Rig()
    await rig.writes("hoi")
    await rig.presses("agree")
    await rig.writes("Mag ik iets delen met de gemeente?")
    before = rig.effects()
    await rig.service.fire(rig.person.id, Timer.QUESTION, MONDAY + 1)
    assert rig.effects() == before
    await rig.service.fire(rig.person.id, Timer.QUESTION, MONDAY + 3)
    assert len(rig.effects()) == len(before) + 1


async def test_a_delayed_topic_goes_on_being_tried() -> None:
    """The report of a delay leaves the effect that makes the topic where it is, and she is told once."""
    rig = Rig()
    code = await rig.places()
    opening = next(
        key for key, one in rig.store.effects.items() if isinstance(one.effect, OpenTopic)
    )
    said = rig.effects().count("Say")
    for _ in range(2):
        await rig.service.report(rig.person.id, TopicDelayed(code), opening)
    assert opening in rig.store.effects
    assert rig.in_lane(code)[0] == "OpenTopic"
    assert rig.effects().count("Say") == said + 1


async def test_a_topic_that_is_made_settles_its_effect() -> None:
    """When the topic is there, its effect is gone and the thread is known."""
    rig = Rig()
    code = await rig.places()
    opening = next(
        key for key, one in rig.store.effects.items() if isinstance(one.effect, OpenTopic)
    )
    await rig.service.report(rig.person.id, TopicOpened(code, ThreadId(9)), opening)
    assert opening not in rig.store.effects
    assert rig.store.topics[ThreadId(9)] == TopicOwner(rig.person.id, code)


async def test_the_update_after_the_answer() -> None:
    """The update that tells of the topic, after the answer to the call, changes nothing, also when the case is over."""
    rig = Rig()
    code = await rig.places()
    opening = next(
        key for key, one in rig.store.effects.items() if isinstance(one.effect, OpenTopic)
    )
    await rig.service.report(rig.person.id, TopicOpened(code, ThreadId(9)), opening)
    await rig.writes("/klaar")
    await rig.presses("expert")
    await rig.writes("nee")
    await rig.presses("in:p")
    assert rig.person.case is not None
    assert rig.person.case.code != code
    await rig.service.from_group(UpdateId(5), ThreadId(9), TopicAppeared(ThreadId(9), code))
    assert "DeleteTopic" not in rig.effects()


async def test_what_waits_goes_behind_a_rebuilt_topic() -> None:
    """After a deletion the new topic and its card come first, and each waiting effect once, in order."""
    rig = Rig()
    code = await rig.places()
    opening = next(
        key for key, one in rig.store.effects.items() if isinstance(one.effect, OpenTopic)
    )
    await rig.service.report(rig.person.id, TopicOpened(code, ThreadId(9)), opening)
    await rig.writes("en nu?")
    first = rig.outbox.pending(lane_of(code))[0]
    await rig.service.report(rig.person.id, TopicGone(code, ThreadId(9)), first)
    assert rig.in_lane(code) == ["OpenTopic", "Say", "Say", "Relay", "Relay"]
    relays = [one.effect for one in rig.store.effects.values() if isinstance(one.effect, Relay)]
    assert [one.source for one in relays] == [101, 102]
    assert rig.person.case is not None
    assert rig.person.case.topic is None
    assert code not in rig.store.threads


async def test_the_last_seconds_live_in_memory() -> None:
    """Texts of the last seconds are looked at together; a restart, or time, forgets them."""
    for wait, restart, stage in ((2.0, False, 3), (RECENT_FOR + 1, False, 2), (2.0, True, 2)):
        rig = Rig()
        await rig.writes("hoi")
        await rig.presses("agree")
        rig.now += 60
        await rig.writes("hij heeft een")
        rig.now += wait
        if restart:
            rig.service = rig.another()
        before = rig.effects().count("Say")
        await rig.writes("mes")
        assert rig.effects().count("Say") - before == (1 if stage == 3 else 0)


async def test_what_goes_to_the_experts_is_told_once_it_is_committed() -> None:
    """Texts of hers in an open case are told of, in a row too; those with danger in them, and commands, are not."""
    rig = Rig()
    await rig.places()
    told: list[str] = []
    rig.service = Service(
        rig.store,
        rig.outbox,
        ALWAYS,
        knowledge,
        lambda: rig.now,
        rig.timers.append,
        relayed=lambda _, __, text: told.append(text),
    )
    await rig.writes("ik maak me zorgen")
    await rig.writes("hij heeft een mes bij zich")
    await rig.writes("/help")
    assert await rig.row("over een jongen", "van zestien")
    assert told == ["ik maak me zorgen", "over een jongen", "van zestien"]


async def test_a_topic_of_nobody() -> None:
    """What colleagues write in a topic that is no case is left alone; a button there says that it no longer works."""
    rig = Rig()
    author = Author(rig.store.expert_id(UserId(21)))
    message = Incoming(MessageId(5), Kind.TEXT, "hallo")
    await rig.service.from_group(
        UpdateId(1), ThreadId(3), ExpertWrote(ThreadId(3), author, message)
    )
    assert rig.effects() == []
    pressed = ExpertPressed(ThreadId(3), author, "take", MessageId(5), "callback")
    await rig.service.from_group(UpdateId(2), ThreadId(3), pressed)
    assert "werkt niet meer" in rig.outbox.toasts[-1].text
    assert rig.store.updates == {1, 2}


async def test_general() -> None:
    """A call for help in General is answered there."""
    rig = Rig()
    author = Author(rig.store.expert_id(UserId(21)))
    message = Incoming(MessageId(5), Kind.TEXT, "/help")
    await rig.service.from_group(UpdateId(1), None, ExpertWrote(None, author, message))
    (envelope,) = rig.outbox.lanes["general"].values()
    assert isinstance(envelope.effect, Say)
    assert envelope.person is None


async def test_toasts_take_no_lane() -> None:
    """What pops up is answered at once and stored nowhere."""
    rig = Rig()
    await rig.writes("hoi")
    await rig.presses("nonsense")
    assert "werkt niet meer" in rig.outbox.toasts[-1].text
    assert rig.effects() == ["Say"]


async def test_two_people() -> None:
    """Two people are two persons, and neither sees what the other did."""
    rig = Rig()
    await rig.places()
    message = Incoming(MessageId(9), Kind.TEXT, "hoi")
    await rig.service.from_person(UpdateId(9), UserId(2), ChatId(2), Wrote(message))
    other = rig.store.person(rig.store.person_id(UserId(2)))
    assert other is not None
    assert other.stage is Stage.NEW
    assert rig.person.stage is Stage.WAITING
    assert set(rig.outbox.lanes) == {"p:person1", "p:person2", lane_of(rig.person.case.code)}  # type: ignore[union-attr]  # she has one


async def test_a_wait_is_told_and_moves_nothing() -> None:
    """What the outbox sees of a wait is decided upon, and all that waits stays where it is."""
    rig = Rig()
    code = await rig.places()
    before = list(rig.store.effects)
    person = rig.store.person_id(ANNA)
    await rig.service.mention(person, MessagesStalled(code))
    assert list(rig.store.effects)[: len(before)] == before
    assert rig.effects()[len(before) :] == ["Say"]
    assert rig.person.case is not None
    assert rig.person.case.stall_told_at == rig.now
    await rig.service.mention(person, MessagesMoved(code))
    assert rig.person.case.stall_told_at == 0.0


async def test_the_line_about_the_queue() -> None:
    """The line in General belongs to nobody; what could not be written is not taken for said. One of before is ended."""
    rig = Rig()
    emit = rig.store.emit

    async def away(*_: object) -> Outcome:
        raise StoreAwayError("away")

    rig.store.emit = away  # type: ignore[method-assign, assignment]  # the store goes away
    with pytest.raises(StoreAwayError):
        await rig.service.queue(3, 70.0)
    rig.store.emit = emit  # type: ignore[method-assign]  # and comes back
    await rig.service.queue(3, 75.0)
    await rig.service.queue(3, 80.0)
    await rig.service.queue(0, 0.0)
    effects = [one.effect for one in rig.outbox.lanes["general"].values()]
    assert [type(one).__name__ for one in effects] == ["Edit", "Say", "Edit"]
    assert all(one.person is None for one in rig.outbox.lanes["general"].values())


async def test_nobody_is_left() -> None:
    """What still points to somebody whose record was erased is let go: nothing wedges, and the topic says no more."""
    rig = Rig()
    await rig.writes("hallo")
    her = rig.store.person_id(ANNA)
    rig.store.persons.clear()
    rig.store.topics[ThreadId(3)] = TopicOwner(her, CaseCode("ABCD-EFGH"))
    rig.store.timers[her, Timer.PROMISE] = rig.now
    effect = next(iter(rig.store.effects))
    await rig.service.fire(her, Timer.PROMISE, rig.now)
    await rig.service.report(her, TopicOpened(CaseCode("ABCD-EFGH"), ThreadId(3)), effect)
    assert (her, Timer.PROMISE) not in rig.store.timers
    assert effect not in rig.store.effects
    author = Author(rig.store.expert_id(UserId(21)))
    pressed = ExpertPressed(ThreadId(3), author, "take", MessageId(5), "callback")
    await rig.service.from_group(UpdateId(900), ThreadId(3), pressed)
    assert "werkt niet meer" in rig.outbox.toasts[-1].text
    assert 900 in rig.store.updates
    note = ExpertWrote(ThreadId(3), author, Incoming(MessageId(6), Kind.TEXT, "hallo"))
    await rig.service.from_group(UpdateId(901), ThreadId(3), note)
    assert rig.effects()[-1] == "React"
    await rig.writes("hallo")
    assert rig.store.person(her) is not None


def test_nothing_is_sought_that_nobody_would_see() -> None:
    """While too many inline queries are being answered the next costs no search."""

    def no_search() -> Knowledge:
        raise AssertionError("it was sought")

    rig = Rig()
    rig.outbox.full = True
    busy = Service(rig.store, rig.outbox, ALWAYS, no_search, lambda: MONDAY, rig.timers.append)
    busy.offer(Seeking("7", "meldcode", "nl"))
    assert not rig.outbox.offers
    rig.outbox.full = False
    rig.service.offer(Seeking("8", "meldcode", "nl"))
    assert [one.query for one in rig.outbox.offers] == ["8"]
