"""Dead letters: set aside once, with a notice, and sealed."""

from redis.asyncio import Redis

from bot.handoff.ids import UpdateId
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import (
    NOW,
    aloud,
    commit,
    everything,
    raw,
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
    assert (letter.body, letter.reason) == (BODY, "canary-reason")
    assert await store.seen(UpdateId(31), NOW)


async def test_an_update_is_set_aside_once(store: ValkeyStore) -> None:
    """Setting the same update aside again, or one that was committed, changes nothing."""
    await store.commit(commit(update=32))
    await store.bury(UpdateId(31), BODY, "no", NOW, [aloud("a notice")])
    assert (await store.bury(UpdateId(31), BODY, "no", NOW, [aloud("again")])).status == "seen"
    assert (await store.bury(UpdateId(32), BODY, "no", NOW, [aloud("again")])).status == "seen"
    assert len(await store.dead_letters()) == 1
    assert await waiting_effects(store) == [aloud("a notice")]


async def test_a_dead_letter_is_sealed(store: ValkeyStore, client: Redis) -> None:
    """Neither body nor reason stands readable in the store."""
    await store.bury(UpdateId(31), BODY, "canary-reason", NOW)
    assert b"canary" not in raw(await everything(client))
