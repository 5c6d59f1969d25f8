"""The message map and what a delivery leaves in it."""

from redis.asyncio import Redis

from bot.handoff.effects import React, ToTopic
from bot.handoff.ids import EffectId, ExpertId, MessageId
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.ports import Finished
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import (
    ANNA,
    BERT,
    CODE,
    aloud,
    commit,
    hers,
    placed,
    relay,
    say,
    waiting_effects,
)

RECEIPT = React(ToTopic(CODE), MessageId(70), "👌")


def _topic(message: int, entry: Entry) -> Link:
    return Link(Side.TOPIC, MessageId(message), entry)


async def test_a_delivery_ties_both_sides(store: ValkeyStore) -> None:
    """A delivered message is found from either side, and only by its own person."""
    (sent,) = (await placed(store, relay(10))).envelopes
    links = (hers(10, 700), _topic(700, Entry(EntryKind.HERS, other=MessageId(10))))
    assert await store.finish(Finished(sent.id, ANNA, links, (("card", MessageId(700)),))) == ()
    assert await store.counterpart(ANNA, Side.PERSON, MessageId(10)) == 700
    assert await store.counterpart(ANNA, Side.TOPIC, MessageId(700)) == 10
    assert await store.counterpart(BERT, Side.TOPIC, MessageId(700)) is None
    assert await store.counterpart(ANNA, Side.PERSON, MessageId(11)) is None
    assert await store.named(ANNA, "card") == 700
    assert await store.named(ANNA, "other") is None
    assert await store.named(BERT, "card") is None
    assert await waiting_effects(store) == []


async def test_finishing_twice_happens_once(store: ValkeyStore) -> None:
    """A delivery that is recorded twice writes once: no second receipt, no changed link."""
    (sent,) = (await placed(store, relay(10))).envelopes
    first = await store.finish(Finished(sent.id, ANNA, (hers(10, 700),), follow=(RECEIPT,)))
    assert [envelope.effect for envelope in first] == [RECEIPT]
    assert await store.finish(Finished(sent.id, ANNA, (hers(10, 701),), follow=(RECEIPT,))) == ()
    assert await store.finish(Finished(EffectId("5-5"), ANNA, (hers(10, 702),))) == ()
    assert await store.counterpart(ANNA, Side.PERSON, MessageId(10)) == 700
    assert tuple(await store.waiting()) == tuple(first)


async def test_a_delivery_keeps_the_author(store: ValkeyStore) -> None:
    """Recording the copy of an answer keeps who wrote it, and a later entry keeps the copy."""
    author = ExpertId("expert" * 4)
    asked = (Side.TOPIC, MessageId(70))
    written = _topic(70, Entry(EntryKind.ANSWER, author=author))
    (sent,) = (await store.commit(commit(links=(written,), effects=(say("x"),)))).envelopes
    delivered = _topic(70, Entry(EntryKind.ANSWER, other=MessageId(20)))
    await store.finish(Finished(sent.id, ANNA, (delivered,)))
    whole = Entry(EntryKind.ANSWER, author=author, other=MessageId(20))
    assert (await store.load(ANNA, [asked])).entries == {asked: whole}
    await store.commit(commit(1, links=(written,)))
    assert (await store.load(ANNA, [asked])).entries == {asked: whole}
    moved = _topic(70, Entry(EntryKind.ANSWER, other=MessageId(21)))
    await store.commit(commit(2, links=(moved,)))
    assert await store.counterpart(ANNA, Side.TOPIC, MessageId(70)) == 21


async def test_a_delivery_notes_earlier_copies(store: ValkeyStore) -> None:
    """A correction of an answer names the copy it stands below; who wrote the answer is kept beside that, and stays."""
    author = ExpertId("expert" * 4)
    asked = (Side.TOPIC, MessageId(70))
    written = _topic(70, Entry(EntryKind.ANSWER, author=author, other=MessageId(20)))
    effects = (say("x"), say("y"))
    first, second = (await store.commit(commit(links=(written,), effects=effects))).envelopes
    earlier = (MessageId(21), MessageId(20))
    below = Entry(EntryKind.ANSWER, other=MessageId(21), before=earlier[1:])
    await store.finish(Finished(first.id, ANNA, (_topic(70, below),)))
    again_below = Entry(EntryKind.ANSWER, other=MessageId(22), before=earlier)
    await store.finish(Finished(second.id, ANNA, (_topic(70, again_below),)))
    whole = Entry(EntryKind.ANSWER, author, MessageId(22), before=earlier)
    assert (await store.load(ANNA, [asked])).entries == {asked: whole}
    again = _topic(70, Entry(EntryKind.ANSWER, author=author))
    await store.commit(commit(1, links=(again,)))
    assert (await store.load(ANNA, [asked])).entries == {asked: whole}


async def test_every_kind_of_entry_comes_back(store: ValkeyStore) -> None:
    """Each kind of entry, with and without its parts, is loaded as it was written."""
    author = ExpertId("expert" * 4)
    shapes = [
        Entry(kind, author=who, other=other)
        for kind in EntryKind
        for who in (None, author)
        for other in (None, MessageId(3))
    ]
    links = tuple(_topic(100 + place, entry) for place, entry in enumerate(shapes))
    await store.commit(commit(links=links))
    ask = [(link.side, link.id) for link in links]
    found = (await store.load(ANNA, ask)).entries
    assert [found[place] for place in ask] == shapes


async def test_history_is_what_was_delivered(store: ValkeyStore) -> None:
    """The history holds the newest delivered messages of her chat, hers and answers, oldest first."""
    answer = Link(Side.PERSON, MessageId(9), Entry(EntryKind.ANSWER, other=MessageId(800)))
    bots = Link(Side.PERSON, MessageId(12), Entry(EntryKind.BOT, other=MessageId(801)))
    copy = _topic(900, Entry(EntryKind.HERS, other=MessageId(10)))
    await store.commit(commit(links=(hers(100, 1), hers(8, 2), hers(11), answer, bots, copy)))
    whole = ((8, EntryKind.HERS), (9, EntryKind.ANSWER), (100, EntryKind.HERS))
    assert (await store.load(ANNA, history=20)).history == whole
    assert (await store.load(ANNA, history=2)).history == whole[1:]
    assert (await store.load(ANNA)).history == ()
    assert (await store.load(BERT, history=20)).history == ()


async def test_an_attempt_is_remembered_until_it_is_over(store: ValkeyStore, client: Redis) -> None:
    """A call that was begun is known as such after a restart, and its mark goes with the effect."""
    one, two = (await placed(store, relay(1), relay(2))).envelopes
    await store.begin(one.id, 5.0)
    await store.begin(EffectId("1-1"), 5.0)
    assert [envelope.attempted for envelope in await store.waiting()] == [True, False]
    await store.finish(Finished(one.id, ANNA))
    assert await client.hgetall("{desk}:begun-at") == {}
    assert tuple(await store.waiting()) == (two,)


async def test_lines_in_general_have_names_too(store: ValkeyStore) -> None:
    """A delivered line that belongs to no person is recorded without one."""
    (sent,) = (await store.emit(None, [aloud("hello")], 0.0)).envelopes
    link = _topic(5, Entry(EntryKind.BOT))
    assert await store.finish(Finished(sent.id, None, (link,), (("line", MessageId(5)),))) == ()
    assert await waiting_effects(store) == []
