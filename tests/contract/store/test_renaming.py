"""Renaming: with a new look-up key everybody has a new id, and is still who she was."""

import asyncio
from datetime import date
from typing import Any

import msgspec
import pytest
from redis.asyncio import Redis

from bot.handoff.audit import AuditLine, Deed, Role
from bot.handoff.case import Case, Speaker
from bot.handoff.effects import Say, ToPerson
from bot.handoff.erasure import Erasure
from bot.handoff.events import Timer
from bot.handoff.flag import Flag
from bot.handoff.ids import ChatId, EffectId, MessageId, ThreadId, UserId
from bot.handoff.inviting import Invite
from bot.handoff.merged import Merged, Part
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.handoff.person import Held, Person
from bot.ports import Finished, TopicOwner
from bot.store import keys
from bot.store.codec import Codec
from bot.store.key_ring import KeyRing
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import CODE, NOW, OTHER_CODE, commit, everything, raw
from tests.support.valkey import codec

ANNA, BERT, CARLA = UserId(5001), UserId(5002), UserId(5003)
EXPERT = UserId(21)
TODAY = date(2026, 11, 22)
MERGED = Merged((Part(MessageId(10), "14:03", "Mag dat?"),))


def _say(store: ValkeyStore, user: UserId, html: str) -> Say:
    return Say(ToPerson(store.person_id(user), ChatId(user)), html)


def _case(store: ValkeyStore, code: Any = CODE) -> Case:
    expert = store.expert_id(EXPERT)
    return Case(code, "nl", NOW, speakers=(Speaker(expert, "A", NOW),), speaking=expert)


def _person(store: ValkeyStore, user: UserId = ANNA) -> Person:
    held = (Held(MessageId(3), "contact", "kaart", store.expert_id(EXPERT)),)
    return Person(store.person_id(user), ChatId(user), "nl", held=held, case=_case(store))


async def _fill(store: ValkeyStore) -> EffectId:
    """Write all in which somebody is named; return an effect that was set aside."""
    anna, expert = store.person_id(ANNA), store.expert_id(EXPERT)
    answer = Entry(EntryKind.ANSWER, author=expert, other=MessageId(7))
    done = await store.commit(
        commit(
            person=_person(store),
            codes=(CODE,),
            topics=((CODE, ThreadId(40)),),
            set_timers=((Timer.PROMISE, NOW),),
            links=(Link(Side.TOPIC, MessageId(70), answer),),
            effects=(_say(store, ANNA, "a"), _say(store, ANNA, "b"), _say(store, ANNA, "c")),
            flags=(Flag("entry", "digest", NOW, expert),),
            audit=(AuditLine(Deed.CLAIMED, NOW, Role.EXPERT, expert=expert, code=CODE),),
        )
    )
    sent, too, _ = done.envelopes
    merged = (MessageId(90), MERGED)
    await store.finish(Finished(sent.id, anna, also=(too.id,), merged=merged))
    archive = _case(store)
    following = _case(store, OTHER_CODE)
    again = msgspec.structs.replace(_person(store), case=following)
    await store.commit(commit(1, person=again, archive=archive, codes=(OTHER_CODE,)))
    await store.commit(commit(person=_person(store, BERT)))
    await store.invite("code", Invite("Gemeente", 3, NOW, 4_000_000_000.0))
    await store.left(expert, NOW)
    gone = Erasure(codes=(), whole=True, blocked_until=NOW + 500)
    await store.commit(commit(person=_person(store, CARLA), erasure=gone))
    return sent.id


async def _all_there(store: ValkeyStore) -> None:
    """See that everybody is who she was, under the ids of now."""
    anna, expert = store.person_id(ANNA), store.expert_id(EXPERT)
    assert (await store.load(store.person_id(BERT))).person == _person(store, BERT)
    loaded = (await store.load(anna, [(Side.TOPIC, MessageId(70))])).person
    assert loaded == msgspec.structs.replace(_person(store), case=_case(store, OTHER_CODE))
    entry = await store.entry(anna, Side.TOPIC, MessageId(70))
    assert entry is not None
    assert entry.author == expert
    assert await store.archived(CODE) == _case(store)
    assert await store.owner_of_topic(ThreadId(40)) == TopicOwner(anna, CODE)
    assert await store.owner_of_code(OTHER_CODE) == anna
    assert await store.due(NOW, 5) == [(anna, Timer.PROMISE, NOW)]
    (flag,) = (await store.flags()).values()
    assert flag.by == expert
    (waiting,) = await store.waiting()
    assert (waiting.person, waiting.effect) == (anna, _say(store, ANNA, "c"))
    assert await store.merged(anna, MessageId(90)) == MERGED
    assert list(await store.leavers(NOW)) == [expert]
    assert await store.blocked_until(CARLA, NOW) == NOW + 500
    assert await store.redeem("code", anna, NOW) == "Gemeente"
    (line,) = await store.audit_entries(1, 1)
    assert line is not None
    row = store.opened(line)
    assert (row.genuine, row.code) == (True, CODE)
    assert row.stored is not None
    assert await store.expert_of_name(row.stored.who) == expert
    assert (await store.commit(commit(2, person=_person(store)))).status == "done"
    assert await store.erase_keys(anna, CODE) >= 1


async def test_everybody_has_a_new_id_and_is_who_she_was(client: Redis) -> None:
    """After the rotation each record is found under its new id, and no old id stands anywhere, readable or sealed."""
    ring = codec().ring.with_following(TODAY)
    store = ValkeyStore(client, Codec(ring, codec(ring).case_keys))
    await store.open()
    await _fill(store)
    before = store.person_id(ANNA)
    old = [before, store.person_id(BERT), store.expert_id(EXPERT)]
    assert ring.following is not None
    expires = await client.pexpiretime(keys.merged(before, MessageId(90)))
    assert await store.rename(ring.following) >= 12
    after = ring.followed()
    renamed = ValkeyStore(client, Codec(after, codec(after).case_keys))
    await renamed.open()
    dump = raw(await everything(client))
    assert not [one for one in old if one.encode() in dump]
    anna = renamed.person_id(ANNA)
    assert anna not in old
    assert await client.pexpiretime(keys.merged(anna, MessageId(90))) == expires
    assert not [one async for one in client.scan_iter(f"{keys.ANEW}*")]
    await _all_there(renamed)


async def test_cut_off_nothing_has_happened(client: Redis) -> None:
    """Wherever it is cut off, the store is as it was; begun again, it ends as if it had never been cut off."""
    ring = codec().ring.with_following(TODAY)
    store = ValkeyStore(client, Codec(ring, codec(ring).case_keys))
    await store.open()
    await _fill(store)
    before = await everything(client)
    assert ring.following is not None
    asked = store._pipe.ask
    for cut_at in (3, 8, 15, 25):
        left = cut_at

        async def cut(*commands: Any, writes: bool = False) -> Any:
            nonlocal left
            left -= 1
            if not left:
                raise asyncio.CancelledError
            return await asked(*commands, writes=writes)

        store._pipe.ask = cut  # type: ignore[method-assign]  # the process ends here
        with pytest.raises(asyncio.CancelledError):
            await store.rename(ring.following)
        store._pipe.ask = asked  # type: ignore[method-assign]  # and begins again
        now = await everything(client)
        assert {name: now[name] for name in before} == before
    await store.tidy_renaming()
    assert await everything(client) == before
    await store.rename(ring.following)
    after = ring.followed()
    await _all_there(ValkeyStore(client, Codec(after, codec(after).case_keys)))


def test_ids_are_chained() -> None:
    """The id of a user follows from his id with the older key: nobody needs his Telegram id for it."""
    ring = KeyRing.fresh(TODAY).with_following(TODAY)
    assert ring.following is not None
    after = ring.followed().with_following(TODAY).followed()
    second, third = after.lookups[1:]
    assert after.person(1) == third.chained(second.chained(ring.person(1)))
    assert after.expert(1) == third.chained(second.chained(ring.expert(1)))
    assert len({after.person(1), ring.person(1), after.expert(1), after.person(2)}) == 4
    assert KeyRing.parsed(after.text()).person(1) == after.person(1)
