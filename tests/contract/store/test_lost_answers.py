"""Lost answers: the store asks what became of a write, and every write happens exactly once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.handoff.ids import MessageId, UpdateId
from bot.handoff.message_map import Side
from bot.ports import Finished, StoreAwayError
from bot.store.client import connect
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.lossy import LATE, LossyLine, line
from tests.contract.store.material import (
    ANNA,
    NOW,
    aloud,
    commit,
    hers,
    person,
    relay,
    say,
    waiting_effects,
)
from tests.support.valkey import codec

__all__ = ["line"]


@pytest.fixture
async def lossy(line: LossyLine, client: Redis) -> AsyncIterator[ValkeyStore]:
    """Return a store at the end of a line that loses answers."""
    reached = connect(line.url)
    made = ValkeyStore(reached, codec())
    await made.open()
    yield made
    await made.close()
    await reached.aclose()


async def test_a_commit_whose_answer_is_lost_is_done_once(
    lossy: ValkeyStore, line: LossyLine
) -> None:
    """After lost answers the commit answers what it did the first time, requeued effects included."""
    (old,) = (await lossy.commit(commit(effects=(relay(1),)))).envelopes
    line.lose = 3
    outcome = await lossy.commit(commit(1, update=8, effects=(say("x"),), requeue=(old.id,)))
    assert line.lost == 3
    assert outcome.status == "done"
    assert [envelope.effect for envelope in outcome.envelopes] == [say("x"), relay(1)]
    assert tuple(await lossy.waiting()) == outcome.envelopes
    assert (await lossy.load(ANNA)).version == 2


async def test_a_refusal_whose_answer_is_lost_is_a_refusal(
    lossy: ValkeyStore, line: LossyLine
) -> None:
    """A conflict and a seen update are told as such when asked for again."""
    await lossy.commit(commit(update=8))
    line.lose = 1
    assert (await lossy.commit(commit(5))).status == "conflict"
    line.lose = 1
    assert (await lossy.commit(commit(1, update=8))).status == "seen"
    assert line.lost == 2


async def test_other_writes_happen_once_too(lossy: ValkeyStore, line: LossyLine) -> None:
    """Lines in General, deliveries with their receipts and dead letters are written once."""
    await lossy.commit(commit())
    line.lose = 1
    told = await lossy.emit(None, [aloud("a")], NOW)
    line.lose = 1
    buried = await lossy.bury(UpdateId(4), b"{}", "no", NOW, [aloud("b")])
    line.lose = 1
    (sent,) = told.envelopes
    done = Finished(sent.id, ANNA, (hers(3, 9),), follow=(say("receipt"),))
    follow = await lossy.finish(done)
    assert line.lost == 3
    assert (told.status, buried.status) == ("done", "done")
    assert [envelope.effect for envelope in follow] == [say("receipt")]
    assert tuple(await lossy.waiting()) == (*buried.envelopes, *follow)
    assert len(await lossy.dead_letters()) == 1
    assert await lossy.counterpart(ANNA, Side.PERSON, MessageId(3)) == 9


async def test_a_late_first_attempt_does_nothing(lossy: ValkeyStore, line: LossyLine) -> None:
    """A write that was asked for again is done once, also when the first attempt arrives after the second."""
    line.delay = 1
    told = await lossy.emit(None, [aloud("a")], NOW)
    line.delay = 1
    done = await lossy.commit(commit(effects=(say("b"),)))
    await asyncio.sleep(2 * LATE)
    assert line.delay == 0
    assert tuple(await lossy.waiting()) == (*told.envelopes, *done.envelopes)
    assert (await lossy.load(ANNA)).version == 1


async def test_many_at_once_lose_their_answers(lossy: ValkeyStore, line: LossyLine) -> None:
    """Of many writes on their way together each is done once, and each caller hears of its own."""
    people = [lossy.person_id(number) for number in range(100, 140)]  # type: ignore[arg-type]  # plain ids
    line.lose = 4
    outcomes = await asyncio.gather(
        *(
            lossy.commit(commit(person=person(who), effects=(say(who, who),), update=number))
            for number, who in enumerate(people)
        )
    )
    assert line.lost == 4
    for who, outcome in zip(people, outcomes, strict=True):
        assert [(one.person, one.effect) for one in outcome.envelopes] == [(who, say(who, who))]
    assert len(await waiting_effects(lossy)) == len(people)


async def test_a_lost_read_is_told(lossy: ValkeyStore, line: LossyLine) -> None:
    """Reading over a dead line says that the store is away, and works when the line is back."""
    await line.close()
    await lossy.load(ANNA)
    dead = ValkeyStore(connect(f"{line.url}.gone"), codec())
    with pytest.raises(StoreAwayError):
        await dead.load(ANNA)
