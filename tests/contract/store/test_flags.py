"""Flags, drafts and what was asked: kept by the commit they follow from, and let go when they have served."""

from msgspec.structs import replace
from redis.asyncio import Redis

from bot.handoff.decision import Draft
from bot.handoff.flag import Flag, Lift
from bot.handoff.ids import ExpertId, UpdateId
from bot.store import keys
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import NOW, aloud, commit, everything, raw

FLAG = Flag("ess", "0123456789abcdef", NOW + 0.25, ExpertId("bo"))
OTHER = Flag("f06_gesprek_beginnen", "fedcba9876543210", NOW, ExpertId("cas"))
DRAFT = Draft("2026-11-23_concept_ab.yaml", "answer: canary")


async def test_flags_come_and_go_with_what_they_follow_from(store: ValkeyStore) -> None:
    """A commit and a line in General set and lift flags; a refused or repeated one changes none."""
    await store.commit(commit(update=1, flags=(FLAG,)))
    await store.emit(UpdateId(2), [aloud("a line")], NOW, [OTHER])
    assert await store.flags() == {FLAG.id: FLAG, OTHER.id: OTHER}
    assert (await store.commit(commit(flags=(Lift(FLAG.id),)))).status == "conflict"
    assert (await store.emit(UpdateId(2), [], NOW, [Lift(OTHER.id)])).status == "seen"
    assert len(await store.flags()) == 2
    await store.commit(commit(version=1, flags=(Lift(FLAG.id),)))
    assert await store.flags() == {OTHER.id: OTHER}


async def test_a_flag_that_was_set_anew_is_not_lifted(store: ValkeyStore) -> None:
    """Who lifts a flag says which: another one, set in its place, stays."""
    anew = replace(FLAG, at=FLAG.at + 1)
    await store.commit(commit(flags=(anew, OTHER)))
    await store.emit(UpdateId(2), [], NOW, [Lift(FLAG.id, FLAG), Lift(OTHER.id, OTHER)])
    assert await store.flags() == {FLAG.id: anew}


async def test_flags_are_lifted_by_hand(store: ValkeyStore) -> None:
    """Whoever looks after the content can let flags go; it tells how many there were."""
    await store.commit(commit(flags=(FLAG, OTHER)))
    assert await store.lift(["ess", "unknown"]) == 1
    assert await store.lift([]) == 0
    assert list(await store.flags()) == [OTHER.id]


async def test_a_flag_in_another_form_is_left_out(store: ValkeyStore, client: Redis) -> None:
    """What this version can't read of flags does not keep it from the others."""
    await store.commit(commit(flags=(FLAG,)))
    await client.hset(keys.FLAGS, "odd", "something else altogether, newer")
    assert await store.flags() == {FLAG.id: FLAG}


async def test_a_draft_waits_sealed_until_it_is_written(store: ValkeyStore, client: Redis) -> None:
    """A draft is kept with its commit, unreadable on disk, and is gone once it is a file."""
    await store.commit(commit(drafts=(DRAFT,)))
    assert b"canary" not in raw(await everything(client))
    assert list(await store.drafts()) == [DRAFT]
    await store.draft_written(DRAFT.name)
    await store.draft_written(DRAFT.name)
    assert not await store.drafts()


async def test_a_draft_in_another_place_is_not_opened(store: ValkeyStore, client: Redis) -> None:
    """A draft is bound to its name: under another one it can't be opened, and the others still can."""
    await store.commit(commit(drafts=(DRAFT,)))
    sealed = await client.hget(keys.DRAFTS, DRAFT.name)
    assert sealed is not None
    await client.hset(keys.DRAFTS, "moved.yaml", sealed)
    assert list(await store.drafts()) == [DRAFT]


async def test_counts_are_kept_by_day_and_go_by_themselves(
    store: ValkeyStore, client: Redis
) -> None:
    """Each day adds up on its own, days without a count are left out, and a day expires."""
    await store.commit(commit(tally=(("none:a", 1), ("none.score:a", 300))))
    await store.commit(commit(version=1, tally=(("none:a", 1),), now=NOW + 60))
    await store.commit(commit(version=2, tally=(("none:b", 1),), now=NOW + keys.DAY))
    first = int(NOW // keys.DAY)
    later = NOW + 3 * keys.DAY
    assert await store.asked(later, 400) == {
        first: {"none:a": 2, "none.score:a": 300},
        first + 1: {"none:b": 1},
    }
    assert list(await store.asked(later, 3)) == [first + 1]
    assert 0 < await client.ttl(keys.asked(first)) <= keys.ASKED_FOR


async def test_a_commit_without_counts_leaves_no_day(store: ValkeyStore, client: Redis) -> None:
    """What is only relayed writes nothing that is counted."""
    await store.commit(commit(update=5))
    assert not await client.keys("*asked*")
