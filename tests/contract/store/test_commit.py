"""Commits: everything at once or nothing, and each only once."""

from typing import Any

import pytest
from redis.asyncio import Redis

from bot.handoff.case import Case
from bot.handoff.decision import Record, RecordKind
from bot.handoff.events import Timer
from bot.handoff.ids import EffectId, MessageId, ThreadId, UpdateId
from bot.handoff.message_map import Side
from bot.handoff.person import Stage
from bot.ports import Commit, Store, TopicOwner, Waiting
from bot.store.failure import StoreFaultError
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import (
    ANNA,
    BERT,
    CODE,
    NOW,
    OTHER_CODE,
    commit,
    everything,
    hers,
    person,
    placed,
    relay,
    say,
    waiting_effects,
)


def test_it_fills_both_ports() -> None:
    """The store has every method of the ports that the service and the outbox use."""
    for port in (Store, Waiting):
        wanted = {name for name in vars(port) if not name.startswith("_")}
        assert wanted
        assert wanted <= set(dir(ValkeyStore))


async def test_nobody_is_there_at_first(store: ValkeyStore) -> None:
    """Somebody unknown loads as version 0 without a person."""
    snapshot = await store.load(ANNA)
    assert (snapshot.version, snapshot.person, dict(snapshot.entries)) == (0, None, {})


async def test_a_commit_is_what_is_loaded_next(store: ValkeyStore) -> None:
    """What a commit writes is loaded, one version on, with the entries that were asked for."""
    changed = person()
    await store.commit(commit(links=(hers(10), hers(11, 900))))
    snapshot = await store.load(ANNA, [(Side.PERSON, MessageId(11)), (Side.PERSON, MessageId(12))])
    assert snapshot.version == 1
    assert snapshot.person == changed
    (((side, message), entry),) = snapshot.entries.items()
    assert (side, message, entry.other) == (Side.PERSON, 11, 900)


async def test_envelopes_are_what_waits(store: ValkeyStore) -> None:
    """The envelopes a commit returns are exactly what a restart would read, in the same order."""
    outcome = await placed(store, say("one"), relay(10), say("two"))
    assert [envelope.effect for envelope in outcome.envelopes] == [
        say("one"),
        relay(10),
        say("two"),
    ]
    assert tuple(await store.waiting()) == outcome.envelopes
    assert {envelope.person for envelope in outcome.envelopes} == {ANNA}


async def test_an_old_version_is_a_conflict(store: ValkeyStore) -> None:
    """A decision on an outdated record is refused, also one that took her for new."""
    await store.commit(commit())
    await store.commit(commit(1))
    for version in (0, 1, 3):
        assert (await store.commit(commit(version, effects=(say("late"),)))).status == "conflict"
    assert await waiting_effects(store) == []
    assert (await store.load(ANNA)).version == 2


async def test_an_update_counts_once(store: ValkeyStore) -> None:
    """The same update delivered five times is committed once, also when it is decided on anew."""
    once = await store.commit(commit(0, update=77, effects=(say("hello"),)))
    assert once.status == "done"
    for _ in range(4):
        again = await store.commit(commit(1, update=77, effects=(say("hello"),)))
        assert (again.status, again.envelopes) == ("seen", ())
    assert await waiting_effects(store) == [say("hello")]
    assert await store.seen(UpdateId(77), NOW)
    assert not await store.seen(UpdateId(78), NOW)


async def test_updates_are_not_compared_by_size(store: ValkeyStore) -> None:
    """A smaller update id after a larger one is new all the same."""
    assert (await store.commit(commit(0, update=900))).status == "done"
    assert (await store.commit(commit(1, update=3))).status == "done"


@pytest.mark.parametrize(
    ("now", "seen"), [(86_399.0, True), (86_401.0, True), (2.5 * 86_400, False)]
)
async def test_an_update_is_remembered_over_midnight(
    store: ValkeyStore, client: Redis, now: float, seen: bool
) -> None:
    """An update seen just before midnight is known just after it, and its bucket expires after 48 hours."""
    await store.commit(commit(update=5, now=NOW // 86_400 * 86_400 - 1))
    assert await store.seen(UpdateId(5), NOW // 86_400 * 86_400 - 86_400 + now) is seen
    (bucket,) = await client.keys("*seen*")
    assert 0 < await client.ttl(bucket) <= 2 * 86_400


async def test_an_update_is_remembered_when_the_clock_goes_back(store: ValkeyStore) -> None:
    """A clock that is set back over midnight does not make an update new."""
    midnight = NOW // 86_400 * 86_400
    await store.commit(commit(update=5, now=midnight + 1))
    assert await store.seen(UpdateId(5), midnight - 1)
    assert (await store.commit(commit(1, update=5, now=midnight - 1))).status == "seen"
    await store.commit(commit(1, update=6, now=midnight - 1))
    assert (await store.commit(commit(2, update=6, now=midnight + 1))).status == "seen"


@pytest.mark.parametrize(
    "check",
    [
        pytest.param({"version": 7}, id="version"),
        pytest.param({"update": 1}, id="update"),
        pytest.param({"fired": (Timer.PROMISE, NOW + 1)}, id="moved timer"),
        pytest.param({"fired": (Timer.AFTER, NOW)}, id="no such timer"),
        pytest.param({"settled": (EffectId("1-1"), EffectId("1-2"))}, id="settled before"),
        pytest.param({"codes": (OTHER_CODE,)}, id="code of another"),
    ],
)
async def test_a_refused_commit_leaves_no_trace(
    store: ValkeyStore, client: Redis, check: dict[str, Any]
) -> None:
    """Whichever check fails, not one byte in the store has changed."""
    await store.commit(
        commit(0, update=1, effects=(say("first"),), set_timers=((Timer.PROMISE, NOW),))
    )
    await store.commit(commit(0, person=person(BERT), codes=(OTHER_CODE,)))
    (first,) = await store.waiting()
    before = await everything(client)
    full: dict[str, Any] = {
        "version": 1,
        "update": 2,
        "effects": (say("second"), relay(4)),
        "requeue": (first.id,),
        "set_timers": ((Timer.AFTER, NOW + 5),),
        "cancel": (Timer.PROMISE,),
        "links": (hers(10),),
        "topics": ((CODE, ThreadId(40)),),
        "codes": (CODE,),
        "archive": Case(CODE, "nl", NOW),
        "records": (Record(RecordKind.RATING, CODE, NOW, "5"),),
        "count": ("placed",),
    }
    outcome = await store.commit(commit(**(full | check)))
    assert outcome.status in {"conflict", "seen"}
    assert outcome.envelopes == ()
    assert await everything(client) == before
    assert (await store.commit(commit(**full))).status == "done"


async def test_a_thread_keeps_its_owner(store: ValkeyStore, client: Redis) -> None:
    """A thread that is one case's topic can't become another's; the attempt is an error and writes nothing."""
    await store.commit(commit(topics=((CODE, ThreadId(40)),)))
    before = await everything(client)
    with pytest.raises(StoreFaultError, match="FOREIGN"):
        await store.commit(commit(0, person=person(BERT), topics=((OTHER_CODE, ThreadId(40)),)))
    assert await everything(client) == before
    assert await store.owner_of_topic(ThreadId(40)) == TopicOwner(ANNA, CODE)


async def test_topics_and_codes_find_their_owner(store: ValkeyStore) -> None:
    """A case's thread is looked up both ways; when the topic is gone its old thread still has its owner."""
    await store.commit(commit(0, codes=(CODE,), topics=((CODE, ThreadId(40)),)))
    assert await store.thread_of(CODE) == 40
    assert await store.owner_of_code(CODE) == ANNA
    await store.commit(commit(1, topics=((CODE, None),)))
    assert await store.thread_of(CODE) is None
    assert await store.owner_of_topic(ThreadId(40)) == TopicOwner(ANNA, CODE)
    await store.commit(commit(2, topics=((CODE, ThreadId(41)),)))
    assert await store.thread_of(CODE) == 41
    assert await store.owner_of_topic(ThreadId(41)) == TopicOwner(ANNA, CODE)
    assert await store.owner_of_topic(ThreadId(42)) is None
    assert await store.owner_of_code(OTHER_CODE) is None


async def test_requeued_effects_follow_the_new_ones(store: ValkeyStore) -> None:
    """What waits in a lane moves behind the new effects, in the order that was asked for."""
    first = await placed(store, relay(1), relay(2), relay(3), say("other lane"))
    one, two, three, other = first.envelopes
    await store.begin(two.id, 5.0)
    outcome = await store.commit(
        commit(1, effects=(say("first"),), requeue=(one.id, two.id, three.id))
    )
    moved = [say("first"), relay(1), relay(2), relay(3)]
    assert [envelope.effect for envelope in outcome.envelopes] == moved
    assert await waiting_effects(store) == [other.effect, *moved]
    assert [envelope.attempted for envelope in outcome.envelopes] == [False, False, True, False]
    assert tuple(await store.waiting()) == (other, *outcome.envelopes)


async def test_a_requeued_effect_that_is_done_stays_done(store: ValkeyStore) -> None:
    """An effect that left the outbox meanwhile does not come back by being requeued."""
    first = await placed(store, relay(1), relay(2))
    gone, kept = first.envelopes
    await store.commit(commit(1, settled=(gone.id,)))
    outcome = await store.commit(commit(2, requeue=(gone.id, kept.id)))
    assert [envelope.effect for envelope in outcome.envelopes] == [relay(2)]
    assert await waiting_effects(store) == [relay(2)]


async def test_settled_effects_leave(store: ValkeyStore) -> None:
    """Settled effects leave the outbox in the commit; when some were gone already the rest leaves all the same."""
    one, two = (await placed(store, relay(1), relay(2))).envelopes
    assert (await store.commit(commit(1, settled=(one.id,)))).status == "done"
    assert (await store.commit(commit(2, settled=(one.id,)))).status == "conflict"
    assert (await store.commit(commit(2, settled=(one.id, two.id)))).status == "done"
    assert await waiting_effects(store) == []


async def test_general_lines_belong_to_nobody(store: ValkeyStore) -> None:
    """Effects for General are written without a person and count their update once."""
    first = await store.emit(UpdateId(9), [say("hi")], NOW)
    assert first.status == "done"
    assert [envelope.person for envelope in first.envelopes] == [None]
    assert (await store.emit(UpdateId(9), [say("hi")], NOW)).status == "seen"
    assert (await store.emit(None, [say("a"), say("b")], NOW)).status == "done"
    assert await waiting_effects(store) == [say("hi"), say("a"), say("b")]


async def test_effects_of_many_pages_are_read(store: ValkeyStore) -> None:
    """More effects than one page are read whole and in order, and a large commit is one commit."""
    many = tuple(relay(number) for number in range(1203))
    await placed(store, *many)
    assert await waiting_effects(store) == list(many)


async def test_an_impossible_commit_is_refused_before_it_is_sent(store: ValkeyStore) -> None:
    """A commit far beyond what a decision can make is our mistake and never reaches the server."""
    with pytest.raises(ValueError, match="more than a decision"):
        await store.commit(commit(count=("x",) * 200_000))
    assert (await store.load(ANNA)).version == 0


async def test_the_state_comes_back_whole(store: ValkeyStore) -> None:
    """A person in the middle of a case is loaded as she was written."""
    full: Commit = commit()
    changed = person()
    changed = type(changed)(
        changed.id, changed.chat, "en", Stage.CONVERSATION, case=Case(CODE, "en", NOW, urgency=2)
    )
    await store.commit(commit(person=changed))
    assert (await store.load(full.person.id)).person == changed


async def test_coordinators_lines(store: ValkeyStore) -> None:
    """Ratings, sentences, counters and archived cases are kept by the commit and read back."""
    rating = Record(RecordKind.RATING, CODE, NOW, "4")
    sentence = Record(RecordKind.SENTENCE, CODE, NOW + 1, "Dank je wel")
    old = Case(CODE, "nl", NOW, urgency=1)
    await store.commit(commit(0, records=(rating,), count=("placed", "rated")))
    await store.commit(commit(1, records=(sentence,), count=("rated",), archive=old))
    assert list(await store.records()) == [rating, sentence]
    assert await store.counts() == {"placed": 1, "rated": 2}
    assert await store.archived(CODE) == old
    assert await store.archived(OTHER_CODE) is None


async def test_forms_are_kept(store: ValkeyStore) -> None:
    """Every version of the form a person may have started with is there after a restart."""
    await store.save_form("v1", '{"questions": []}')
    await store.save_form("v2", "{}")
    assert await store.forms() == {"v1": '{"questions": []}', "v2": "{}"}
