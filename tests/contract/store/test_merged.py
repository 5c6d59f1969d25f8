"""What a merged message holds is kept, sealed, for two days, and no longer."""

from redis.asyncio import Redis

from bot.handoff.ids import MessageId
from bot.handoff.merged import Merged, Part
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.ports import Finished
from bot.store import keys
from bot.store.merged import KEPT_FOR
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import ANNA, BERT, placed, relay, waiting_effects

MERGED = MessageId(90)
TEXT = Merged((Part(MessageId(1), "14:03", "Mag dat"), Part(MessageId(2), "14:04", "of niet")))
LINKS = (
    Link(Side.PERSON, MessageId(1), Entry(EntryKind.MERGED, other=MERGED)),
    Link(Side.PERSON, MessageId(2), Entry(EntryKind.MERGED, other=MERGED)),
    Link(Side.TOPIC, MERGED, Entry(EntryKind.MERGED, other=MessageId(2), parts=TEXT.layout)),
)


async def test_all_parts_are_done_at_once(store: ValkeyStore) -> None:
    """One record settles every part, ties each to the merged message, and keeps what that holds."""
    one, two, three = (await placed(store, relay(1), relay(2), relay(3))).envelopes
    done = Finished(one.id, ANNA, LINKS, also=(two.id,), merged=(MERGED, TEXT))
    assert await store.finish(done) == ()
    assert tuple(await store.waiting()) == (three,)
    for link in LINKS:
        assert await store.entry(ANNA, link.side, link.id) == link.entry
    assert await store.counterpart(ANNA, Side.PERSON, MessageId(1)) == MERGED
    assert await store.merged(ANNA, MERGED) == TEXT
    assert await store.merged(BERT, MERGED) is None
    history = ((MessageId(1), EntryKind.MERGED), (MessageId(2), EntryKind.MERGED))
    assert (await store.load(ANNA, history=5)).history == history


async def test_texts_are_sealed_and_go_after_two_days(store: ValkeyStore, client: Redis) -> None:
    """Nobody reads the texts in the store; they expire, and a change of a part does not keep them longer."""
    key = keys.merged(ANNA, MERGED)
    await placed(store)
    await store.keep_merged(ANNA, MERGED, TEXT, anew=True)
    stored = await client.get(key)
    assert isinstance(stored, bytes)
    assert b"Mag dat" not in stored
    assert KEPT_FOR - 5 <= await client.ttl(key) <= KEPT_FOR
    await client.expire(key, 1000)
    changed = TEXT.changed(MessageId(1), "Mag het", "[]")
    await store.keep_merged(ANNA, MERGED, changed, anew=False)
    assert await store.merged(ANNA, MERGED) == changed
    assert await client.ttl(key) <= 1000


async def test_what_expired_stays_gone(store: ValkeyStore, client: Redis) -> None:
    """A change that is recorded after the two days does not bring the texts back."""
    await placed(store)
    await store.keep_merged(ANNA, MERGED, TEXT, anew=False)
    assert await client.get(keys.merged(ANNA, MERGED)) is None
    assert await store.merged(ANNA, MERGED) is None
    assert await waiting_effects(store) == []
