"""Erased keys: what was sealed with them is gone, in the store, in its log and in every copy; the rest stays."""

import shutil
from pathlib import Path

import msgspec
import pytest
from redis.asyncio import Redis

from bot.handoff.admission import Admission
from bot.handoff.case import Case
from bot.handoff.decision import Record, RecordKind
from bot.handoff.ids import CaseCode, ChatId, MessageId, PersonId
from bot.handoff.merged import Merged, Part
from bot.handoff.person import Person, Stage
from bot.ports import Finished
from bot.store import keys
from bot.store.case_keys import CaseKeysError, open_case_keys
from bot.store.client import connect
from bot.store.codec import Codec, ErasedError, case_key_of
from bot.store.key_ring import KeyRing
from bot.store.records import VERSION_DIGITS
from bot.store.server import EmbeddedServer
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
    say,
    waiting_effects,
)
from tests.support.valkey import MASTER, codec

THIRD = CaseCode("WXYZ-2345")
FIRST, SECOND = Case(CODE, "nl", NOW), Case(OTHER_CODE, "nl", NOW + 100)
MERGED = Merged((Part(MessageId(10), "14:03", "Mag dat?"),))


def _with(case: Case | None, who: PersonId = ANNA) -> Person:
    return msgspec.structs.replace(person(who), case=case, stage=Stage.CONVERSATION)


async def _two_cases(store: ValkeyStore, who: PersonId = ANNA, first: Case = FIRST) -> None:
    """Let somebody have a case, and then a second one."""
    await store.commit(commit(person=person(who)))
    record = Record(RecordKind.SENTENCE, first.code, NOW, "Fijn geholpen")
    effects = (say("a", who), say("a", who), say("b", who))
    done = await store.commit(
        commit(1, person=_with(first, who), codes=(first.code,), effects=effects)
    )
    await store.commit(commit(2, person=_with(first, who), records=(record,)))
    sent, too, _ = done.envelopes
    merged = (MessageId(90), MERGED)
    await store.finish(Finished(sent.id, who, also=(too.id,), merged=merged))
    assert await store.merged(who, MessageId(90)) == MERGED
    second = msgspec.structs.replace(SECOND, code=CaseCode(f"{first.code[:4]}-2222"))
    await store.commit(
        commit(
            3,
            person=_with(second, who),
            codes=(second.code,),
            archive=first,
            effects=(say("c", who),),
        )
    )


async def _key_of(client: Redis, key: str) -> bytes | None:
    stored = await client.get(key)
    assert isinstance(stored, bytes)
    return case_key_of(stored[VERSION_DIGITS:] if key == keys.person(ANNA) else stored)


async def test_each_case_has_its_key(store: ValkeyStore, client: Redis) -> None:
    """What she wrote before a case, the first case and the second one lie under three keys, in the order of her list."""
    await _two_cases(store)
    found: list[bytes] = await client.lrange(keys.case_keys(ANNA), 0, -1)  # type: ignore[assignment]  # this client does not decode
    listed = [one.decode().split(" ") for one in found]
    assert [code for _, code in listed] == ["", CODE, f"{CODE[:4]}-2222"]
    of_case = await _key_of(client, keys.archive(CODE))
    now = await _key_of(client, keys.person(ANNA))
    assert [bytes.fromhex(ref) for ref, _ in listed][1:] == [of_case, now]


async def test_no_key_is_taken_for_nothing(store: ValkeyStore, client: Redis) -> None:
    """A relayed message brings no new key; only a first commit and a new case do."""
    await store.commit(commit())
    for version in range(1, 6):
        await store.commit(commit(version, effects=(say("x"),)))
    assert await client.llen(keys.case_keys(ANNA)) == 1
    await store.commit(commit(6, person=_with(FIRST), codes=(CODE,)))
    assert await client.llen(keys.case_keys(ANNA)) == 2


async def test_one_case_can_be_erased_while_the_next_one_runs(
    store: ValkeyStore, client: Redis
) -> None:
    """After erasing the keys up to her first case its archive, lines and effects are gone; the second one is whole."""
    await _two_cases(store)
    assert await store.erase_keys(ANNA, CODE) == 2
    assert await store.archived(CODE) is None
    assert await store.records() == []
    assert await store.merged(ANNA, MessageId(90)) is None
    assert await waiting_effects(store) == [say("c")]
    loaded = (await store.load(ANNA)).person
    assert loaded is not None
    assert loaded.case is not None
    assert await client.llen(keys.case_keys(ANNA)) == 1
    assert await store.erase_keys(ANNA, CODE) == 0
    assert await store.erase_keys(ANNA, loaded.case.code) == 0
    assert (await store.load(ANNA)).person == loaded


async def test_a_request_brings_no_key(store: ValkeyStore, client: Redis) -> None:
    """What she asks of a coordinator after a case is sealed with that case, and so is what is put away of it then.

    Once the first case is erased nothing of it can be read, nor any record in which it stood.
    """
    asked = msgspec.structs.replace(
        _with(FIRST), stage=Stage.CLOSED, admission=Admission(request=OTHER_CODE)
    )
    await store.commit(commit(person=person()))
    await store.commit(commit(1, person=_with(FIRST), codes=(CODE,)))
    await store.commit(commit(2, person=asked, codes=(OTHER_CODE,)))
    with_both = await client.get(keys.person(ANNA))
    assert isinstance(with_both, bytes)
    assert case_key_of(with_both[VERSION_DIGITS:]) is not None
    placed = commit(3, person=_with(SECOND), codes=(OTHER_CODE,), archive=FIRST)
    assert (await store.commit(placed)).status == "done"
    found: list[bytes] = await client.lrange(keys.case_keys(ANNA), 0, -1)  # type: ignore[assignment]  # this client does not decode
    assert [one.decode().split(" ")[1] for one in found] == ["", CODE, OTHER_CODE]
    assert await store.archived(CODE) == FIRST
    assert await store.erase_keys(ANNA, CODE) == 2
    assert await store.archived(CODE) is None
    reader = Codec(MASTER, store._codec.case_keys)
    with pytest.raises(ErasedError):
        reader.open("person", "", ANNA, with_both[VERSION_DIGITS:])
    assert (await store.load(ANNA)).person == _with(SECOND)


async def test_a_copy_of_the_store_tells_nothing_of_an_erased_case(tmp_path: Path) -> None:
    """A backup of log and snapshot, put back after the erasure, opens another's case and nothing of the erased one."""
    server = EmbeddedServer(tmp_path / "data")
    client = connect(await server.start())
    ring = KeyRing.of(MASTER)
    case_keys = open_case_keys(tmp_path / "case-keys", ring, known=None)
    store = ValkeyStore(client, Codec(ring, case_keys))
    await store.open()
    berts = Case(CaseCode("STUV-2345"), "nl", NOW)
    await _two_cases(store)
    await _two_cases(store, BERT, berts)
    await client.save()
    unlike_socket = shutil.ignore_patterns("*.sock", "*.pid", "*.lock")
    shutil.copytree(
        tmp_path / "data" / "store", tmp_path / "backup" / "store", ignore=unlike_socket
    )
    sealed = [one for one in _values(await everything(client)) if case_key_of(one) is not None]
    await store.erase_keys(ANNA, "all")
    await store.close()
    await client.aclose()
    await case_keys.close()
    await server.stop()

    restored = EmbeddedServer(tmp_path / "backup")
    client = connect(await restored.start())
    case_keys = open_case_keys(tmp_path / "case-keys", ring, known=None)
    store = ValkeyStore(client, Codec(ring, case_keys))
    await store.open()
    assert await client.exists(keys.person(ANNA), keys.archive(CODE)) == 2
    assert (await store.load(ANNA)).person is None
    assert await store.archived(CODE) is None
    assert await store.merged(ANNA, MessageId(90)) is None
    assert (await store.load(BERT)).person is not None
    assert await store.archived(berts.code) == berts
    assert [one.code for one in await store.records()] == [berts.code]
    assert await waiting_effects(store) == [say("b", BERT), say("c", BERT)]
    still, gone = 0, 0
    for one in sealed:
        reference = case_key_of(one)
        assert reference is not None
        try:
            case_keys.key(reference)
            still += 1
        except ErasedError:
            gone += 1
    assert still == gone >= 6
    await store.close()
    await client.aclose()
    await restored.stop()


def _values(found: object) -> list[bytes]:
    """Return every sealed value of a dump, a person's version left off."""
    match found:
        case dict():
            return [one for value in found.values() for one in _values(value)]
        case list() | tuple() | set():
            return [one for value in found for one in _values(value)]
        case bytes():
            return [found[VERSION_DIGITS:] if found[:VERSION_DIGITS].isdigit() else found]
        case _:
            return []


async def test_somebody_whose_key_is_gone_is_as_good_as_new(store: ValkeyStore) -> None:
    """She is loaded as nobody, begins anew under a key of her own, and nothing that waits for her wedges."""
    await store.commit(commit(effects=(say("old"),)))
    await store.erase_keys(ANNA, "all")
    snapshot = await store.load(ANNA)
    assert (snapshot.version, snapshot.person) == (1, None)
    assert (await store.load(ANNA)).person is None
    assert await waiting_effects(store) == []
    assert await waiting_effects(store) == []
    assert (await store.commit(commit(1, effects=(say("new"),)))).status == "done"
    assert (await store.load(ANNA)).person == person()
    assert await waiting_effects(store) == [say("new")]


async def test_what_is_delivered_late_writes_nothing_of_hers(store: ValkeyStore) -> None:
    """A call that ends after her key was erased leaves no text behind that would have followed it."""
    sent, other = (await store.commit(commit(effects=(say("a"), say("b"))))).envelopes
    await store.load(ANNA)
    await store.erase_keys(ANNA, "all")
    await store.load(ANNA)
    merged = (MessageId(90), MERGED)
    assert await store.finish(Finished(sent.id, ANNA, follow=(say("x"),), merged=merged)) == ()
    await store.finish(Finished(other.id, ANNA))
    assert await store.merged(ANNA, MessageId(90)) is None
    assert await waiting_effects(store) == []


async def test_a_commit_that_takes_a_new_key_can_erase_the_older_ones(
    store: ValkeyStore, client: Redis
) -> None:
    """Her record is under the new key when the older ones go; one commit does both, and asking again changes nothing."""
    await _two_cases(store)
    empty = _with(Case(THIRD, "nl", NOW + 200))
    done = await store.commit(commit(4, person=empty, codes=(THIRD,), erase_keys="older"))
    assert done.status == "done"
    assert (await store.load(ANNA)).person == empty
    assert await store.archived(CODE) is None
    assert await client.llen(keys.case_keys(ANNA)) == 1
    assert await client.scard(keys.DOOMED) == 0
    assert await store.erase_keys(ANNA) == 0
    assert (await ValkeyStore(client, codec()).load(ANNA)).person == empty


async def test_an_erasure_that_was_cut_off_is_repeated(
    store: ValkeyStore, client: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the process ends between store and file, the keys to be erased are still noted, and go the next time."""
    await _two_cases(store)
    case_keys = store._codec.case_keys
    assert case_keys is not None

    async def ends(_refs: object) -> int:
        raise CaseKeysError("cut off")

    with monkeypatch.context() as ending:
        ending.setattr(type(case_keys), "erase", lambda _self, refs: ends(refs))
        assert (await store.commit(commit(4, erase_keys="older"))).status == "done"
    assert await store.archived(CODE) == FIRST
    assert await client.scard(keys.DOOMED) == 2
    following = ValkeyStore(client, codec())
    assert await following.erase_doomed() == 2
    assert await client.scard(keys.DOOMED) == 0
    assert await following.archived(CODE) is None
    assert (await following.load(ANNA)).person == person()


async def test_a_refused_commit_takes_no_key_and_erases_none(
    store: ValkeyStore, client: Redis
) -> None:
    """A commit that comes too late leaves her keys as they are, and the key it would have taken serves another one."""
    await _two_cases(store)
    before = await everything(client)
    late = commit(1, person=_with(Case(THIRD, "nl", NOW)), codes=(THIRD,), erase_keys="older")
    assert (await store.commit(late)).status == "conflict"
    assert await everything(client) == before
    assert await store.archived(CODE) == FIRST


async def test_an_erasure_beside_a_running_helpline_is_noticed(
    store: ValkeyStore, client: Redis
) -> None:
    """What another process erases can't be read here either, though it was read just before; her record goes on."""
    await _two_cases(store)
    assert await store.archived(CODE) == FIRST
    await store.load(ANNA)
    beside = ValkeyStore(client, codec())
    stored = await beside.load(ANNA)
    assert stored.person is not None
    third = Case(THIRD, "nl", NOW + 200)
    cleared = msgspec.structs.replace(stored.person, chat=ChatId(5002), case=third)
    await beside.commit(commit(4, person=cleared, codes=(THIRD,), erase_keys="older"))
    assert await store.archived(CODE) is None
    assert (await store.commit(commit(4))).status == "conflict"
    assert (await store.load(ANNA)).person == cleared


async def test_records_of_the_time_before_case_keys(store: ValkeyStore, client: Redis) -> None:
    """A person whom an earlier release stored is read, gets a key with her next commit, and so does her closed case."""
    old = ValkeyStore(client, Codec(MASTER))
    await old.commit(commit(person=_with(FIRST), codes=(CODE,), effects=(say("old"),)))
    assert (await store.load(ANNA)).person == _with(FIRST)
    assert await waiting_effects(store) == [say("old")]
    second = commit(1, person=_with(SECOND), codes=(OTHER_CODE,), archive=FIRST)
    assert (await store.commit(second)).status == "done"
    assert await client.llen(keys.case_keys(ANNA)) == 2
    assert await store.archived(CODE) == FIRST
    assert await store.erase_keys(ANNA, CODE) == 1
    assert await store.archived(CODE) is None
    assert (await store.load(ANNA)).person == _with(SECOND)
