"""Dead letters: set aside once, with a notice, and sealed; given back or dropped when somebody says so."""

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.handoff.ids import UpdateId
from bot.store import keys
from bot.store.codec import SealError
from bot.store.dead_letters import DAMAGED
from bot.store.records import Buried
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import (
    ANNA,
    NOW,
    aloud,
    commit,
    everything,
    placed,
    raw,
    say,
    waiting_effects,
)

BODY = b'{"update_id": 31, "message": {"text": "canary-body"}}'


async def test_an_update_is_set_aside_with_a_notice(store: ValkeyStore) -> None:
    """One commit keeps the update and its reason, writes the notice and marks the update as seen."""
    outcome = await store.bury(UpdateId(31), BODY, "canary-reason", NOW, [aloud("a notice")])
    assert outcome.status == "done"
    assert tuple(await store.waiting()) == outcome.envelopes
    (letter,) = await store.dead_letters()
    assert letter.id
    assert (letter.update, letter.at) == (31, NOW)
    assert letter.buried == Buried("canary-reason", BODY)
    assert await store.dead_letter(letter.id) == letter
    assert await store.seen(UpdateId(31), NOW)
    assert await store.count_dead_letters() == 1


async def test_an_update_is_set_aside_once(store: ValkeyStore) -> None:
    """Setting the same update aside again, or one that was committed, changes nothing."""
    await store.commit(commit(update=32))
    await store.bury(UpdateId(31), BODY, "no", NOW, [aloud("a notice")])
    assert (await store.bury(UpdateId(31), BODY, "no", NOW, [aloud("again")])).status == "seen"
    assert (await store.bury(UpdateId(32), BODY, "no", NOW, [aloud("again")])).status == "seen"
    assert len(await store.dead_letters()) == 1
    assert await waiting_effects(store) == [aloud("a notice")]


async def test_a_dead_letter_is_sealed(store: ValkeyStore, client: Redis) -> None:
    """Neither body nor reason stands readable in the store, nor after it was given back."""
    await store.bury(UpdateId(31), BODY, "canary-reason", NOW)
    assert b"canary" not in raw(await everything(client))
    (letter,) = await store.dead_letters()
    assert await store.retry(letter, NOW)
    assert b"canary" not in raw(await everything(client))


async def test_a_letter_given_back_is_handed_to_the_owner(store: ValkeyStore) -> None:
    """It leaves the dead letters, is no longer seen, stands in the inbox as it came, and only once."""
    for number in (31, 32):
        await store.bury(UpdateId(number), BODY, "no", NOW)
    first, second = await store.dead_letters()
    later = NOW + 3 * 86_400
    assert await store.retry(first, later)
    assert not await store.retry(first, later)
    assert await store.dead_letters() == [second]
    assert not await store.seen(UpdateId(31), NOW)
    assert await store.seen(UpdateId(32), NOW)
    (handed,) = await store.handed("0", 0.01)
    assert (handed.update, handed.body) == (31, BODY)


async def test_a_letter_that_fails_again_comes_back(store: ValkeyStore) -> None:
    """What was given back can be set aside a second time."""
    await store.bury(UpdateId(31), BODY, "no", NOW)
    await store.retry((await store.dead_letters())[0], NOW)
    assert (await store.bury(UpdateId(31), BODY, "still no", NOW)).status == "done"
    (letter,) = await store.dead_letters()
    assert letter.buried == Buried("still no", BODY)


async def test_many_at_once_give_a_letter_back_once(store: ValkeyStore) -> None:
    """Two operators who retry the same letter hand it over once."""
    await store.bury(UpdateId(31), BODY, "no", NOW)
    (letter,) = await store.dead_letters()
    done = await asyncio.gather(*(store.retry(letter, NOW) for _ in range(5)))
    assert sorted(done) == [False] * 4 + [True]
    assert len(await store.handed("0", 0.01)) == 1


async def test_a_letter_is_dropped(store: ValkeyStore) -> None:
    """What is dropped is gone, once; dropping it again does nothing."""
    await store.bury(UpdateId(31), BODY, "no", NOW)
    (letter,) = await store.dead_letters()
    assert await store.drop(letter.id)
    assert not await store.drop(letter.id)
    assert await store.dead_letters() == []
    assert await store.dead_letter(letter.id) is None
    assert await store.dead_letter("no id") is None


async def _damaged(client: Redis, effect: str) -> bytes:
    """Take an effect out of the outbox; its sealed form with one bit turned over."""
    found: Any = await client.xrange(keys.EFFECTS, effect, effect)
    sealed = bytearray(found[0][1][b"e"])
    sealed[-1] ^= 1
    await client.xdel(keys.EFFECTS, effect)
    return bytes(sealed)


async def test_a_damaged_effect_is_set_aside(store: ValkeyStore, client: Redis) -> None:
    """An effect that can't be opened leaves the outbox for the dead letters; the others wait on, in order."""
    outcome = await placed(store, say("one"), say("two"), say("three"))
    second = outcome.envelopes[1].id
    sealed = await _damaged(client, second)
    damaged = await client.xadd(keys.EFFECTS, {"o": ANNA, "e": sealed})
    assert await waiting_effects(store) == [say("one"), say("three")]
    assert await store.bury_damaged(NOW) == 1
    assert await store.bury_damaged(NOW) == 0
    (letter,) = await store.dead_letters()
    assert letter.update is None
    assert letter.buried == Buried(DAMAGED, sealed, ANNA)
    assert await client.xrange(keys.EFFECTS, damaged, damaged) == []
    assert await store.retry(letter, NOW)
    assert await waiting_effects(store) == [say("one"), say("three")]
    assert await store.bury_damaged(NOW) == 1


async def test_a_damaged_letter_is_shown_and_not_given_back(
    store: ValkeyStore, client: Redis
) -> None:
    """A letter that can't be opened stays in the list, can't be given back, and can be dropped."""
    await client.xadd(
        keys.DEAD, {"u": 31, "t": NOW, "e": b"no seal at all, but long enough for one"}
    )
    (letter,) = await store.dead_letters()
    assert letter.buried is None
    with pytest.raises(SealError):
        await store.retry(letter, NOW)
    assert await store.drop(letter.id)
