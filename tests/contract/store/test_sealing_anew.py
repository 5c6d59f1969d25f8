"""Sealing anew: with a newer key everything is sealed under it while the helpline works, and the old one can go."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.handoff.audit import AuditLine, Deed, Role
from bot.handoff.case import Case
from bot.handoff.decision import Draft, Record, RecordKind
from bot.handoff.erasure import Remains
from bot.handoff.ids import EffectId, MessageId, UpdateId, UserId
from bot.handoff.inviting import Invite
from bot.handoff.merged import Merged, Part
from bot.ports import Finished
from bot.store import keys, sealed_places
from bot.store.case_keys import open_case_keys
from bot.store.codec import Codec, SealError
from bot.store.key_ring import KeyRing
from bot.store.keyfile import load_keys, save_keys
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import (
    ANNA,
    BERT,
    CODE,
    NOW,
    OTHER_CODE,
    commit,
    everything,
    person,
    raw,
    say,
    waiting_effects,
)

TODAY = date(2026, 11, 22)
CASE = Case(CODE, "nl", NOW)
RECORD = Record(RecordKind.SENTENCE, CODE, NOW, "Fijn geholpen")
MERGED = Merged((Part(MessageId(10), "14:03", "Mag dat?"),))


class House:
    """A key file, a file of case keys, and stores that use them, on one server."""

    def __init__(self, folder: Path, client: Redis) -> None:
        self.folder = folder
        self.client = client

    def ring(self) -> KeyRing:
        """Return the ring as a process that starts now reads it."""
        return load_keys(self.folder / "helpline.key", sealed=False, today=TODAY).ring

    async def store(self) -> ValkeyStore:
        """Return the store of a process that starts now."""
        ring = self.ring()
        case_keys = open_case_keys(self.folder / "case-keys", ring, known=None)
        made = ValkeyStore(self.client, Codec(ring, case_keys))
        await made.open()
        return made

    def rotate(self) -> None:
        """Add a newest sealing key, as the command does."""
        save_keys(self.folder / "helpline.key", self.ring().with_sealing(TODAY))

    def drop(self) -> None:
        """Take the older keys away, as the command does."""
        save_keys(self.folder / "helpline.key", self.ring().only_newest())


@pytest.fixture
def house(tmp_path: Path, client: Redis) -> House:
    """Return a house without anything in it."""
    return House(tmp_path, client)


async def _fill(store: ValkeyStore) -> EffectId:
    """Write something of every sealed kind; return an effect that was begun."""
    expert = store.expert_id(UserId(21))
    line = AuditLine(Deed.CLAIMED, NOW, Role.EXPERT, expert=expert, code=CODE)
    effects = (say("a"), say("b"), say("c"), say("d"))
    outcome = await store.commit(
        commit(codes=(CODE,), effects=effects, records=(RECORD,), audit=(line,))
    )
    sent, too, begun, _ = outcome.envelopes
    merged = (MessageId(90), MERGED)
    await store.finish(Finished(sent.id, ANNA, also=(too.id,), merged=merged))
    await store.begin(begun.id, NOW)
    second = commit(1, archive=CASE, codes=(OTHER_CODE,), drafts=(Draft("a.yaml", "vraag: x"),))
    await store.commit(second)
    await store.commit(commit(person=person(BERT)))
    await store.emit(UpdateId(12), [say("general")], NOW)
    await store.bury(UpdateId(13), b"body", "why", NOW)
    await store.hand_over(UpdateId(14), b"handed", NOW)
    await store.invite("code", Invite("Gemeente", 3, NOW, 4_000_000_000.0))
    remains = Remains("2026-10", "nl", "teacher")
    sealed = store._records.seal_remains(remains)
    await store._pipe.ask(("RPUSH", keys.remains("2026-10"), sealed))
    return begun.id


async def _all_there(store: ValkeyStore, begun: EffectId) -> None:
    """See that everything of `_fill` can be read."""
    assert (await store.load(ANNA)).person == person()
    assert (await store.load(BERT)).person == person(BERT)
    assert await store.archived(CODE) == CASE
    assert await store.records() == [RECORD]
    assert await store.merged(ANNA, MessageId(90)) == MERGED
    assert [one.yaml for one in await store.drafts()] == ["vraag: x"]
    waiting = await store.waiting()
    assert [(one.id, one.begun) for one in waiting][:1] == [(begun, NOW)]
    assert len(waiting) == 3
    (letter,) = await store.dead_letters()
    assert letter.buried is not None
    (handed,) = await store.handed("0", 0.01)
    assert handed.body == b"handed"
    (made,) = await store.invites()
    assert made.invite.organisation == "Gemeente"
    (entry,) = await store.audit_entries(1, 1)
    assert entry is not None
    row = store.opened(entry)
    assert (row.code, row.genuine) == (CODE, True)
    assert (await store.share()).under_others(store._codec.key_id) == 0


class _CutError(Exception):
    """The process ends here."""


async def _at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


async def test_all_is_sealed_anew_and_the_old_key_can_go(house: House) -> None:
    """A running store takes a new key up, seals every kind of record anew, and reads all of it without the old key."""
    running = await house.store()
    begun = await _fill(running)
    old = running._codec.key_id
    assert await running.is_sealed_anew()
    house.rotate()
    assert running.refresh_keys()
    assert not await running.is_sealed_anew()
    assert (await running.share()).under_others(running._codec.key_id) >= 14
    assert await running.seal_anew(_at_once)
    assert await running.is_sealed_anew()
    house.drop()
    assert running.refresh_keys()
    await _all_there(running, begun)
    await _all_there(await house.store(), begun)
    assert old + b"\x01" not in raw(await everything(house.client))
    assert old + b"\x02" not in raw(await everything(house.client))


async def test_it_can_end_anywhere_and_begin_again(house: House) -> None:
    """Cut off after each page in turn, everything stays readable, and the last one brings it to its end."""
    store = await house.store()
    begun = await _fill(store)
    house.rotate()
    store.refresh_keys()

    for cut_at in range(1, 30):
        left = cut_at

        async def cut(_seconds: float) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise _CutError

        try:
            assert await store.seal_anew(cut)
        except _CutError:
            assert not await store.is_sealed_anew()
            assert (await (await house.store()).load(ANNA)).person == person()
        else:
            break
    assert await store.is_sealed_anew()
    house.drop()
    await _all_there(await house.store(), begun)


async def test_messages_go_on_meanwhile(house: House) -> None:
    """What is committed while all is sealed anew is neither lost nor written over."""
    store = await house.store()
    await _fill(store)
    house.rotate()
    store.refresh_keys()
    version = 2

    async def commits(_seconds: float) -> None:
        nonlocal version
        done = await store.commit(commit(version, effects=(say(str(version)),)))
        assert done.status == "done"
        version += 1

    assert await store.seal_anew(commits)
    assert (await store.load(ANNA)).version == version
    said = [say(str(one)) for one in range(2, version)]
    assert (await waiting_effects(store))[-len(said) :] == said
    house.drop()
    store.refresh_keys()
    assert (await store.load(ANNA)).version == version


async def test_an_older_process_reads_what_a_newer_key_sealed(house: House) -> None:
    """A process that has not noticed a new key yet looks for it as soon as it meets it."""
    older = await house.store()
    house.rotate()
    newer = await house.store()
    await newer.commit(commit(effects=(say("x"),)))
    assert (await older.load(ANNA)).person == person()
    assert await waiting_effects(older) == [say("x")]


async def test_what_can_not_be_opened_holds_up_nothing(house: House) -> None:
    """A damaged record stays as it is; all else is sealed anew."""
    store = await house.store()
    await store.commit(commit())
    await store.commit(commit(person=person(BERT)))
    stored = await house.client.get(keys.person(ANNA))
    assert isinstance(stored, bytes)
    await house.client.set(keys.person(ANNA), stored[:-1] + bytes((stored[-1] ^ 1,)))
    house.rotate()
    fresh = await house.store()
    assert await fresh.seal_anew(_at_once)
    assert (await fresh.load(BERT)).person == person(BERT)
    with pytest.raises(SealError):
        await fresh.load(ANNA)
    share = await fresh.share()
    assert (share.under_others(fresh._codec.key_id), share.lost) == (0, 1)


def test_every_sealed_kind_is_known() -> None:
    """Each kind of key that the data map calls sealed is gone through, and no other."""
    sealed = {kind for kind, declared in keys.DECLARED.items() if declared.sealed}
    assert sealed == sealed_places.KINDS
