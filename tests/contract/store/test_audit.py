"""The audit in the store: written in order with what was done, and whatever is done to it afterwards is found."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import pytest
from redis.asyncio import Redis

from bot.declared import Retention
from bot.handoff.audit import AuditLine, Deed, Role
from bot.handoff.case import Case
from bot.handoff.ids import CaseCode, ExpertId, PersonId
from bot.notary import MONTH, Notary
from bot.ports import Commit
from bot.store import keys
from bot.store.audit import CHAIN, AuditRow
from bot.store.audit_check import Checked, check_audit
from bot.store.audit_seal import Signature, SignatureKind, next_chain
from bot.store.valkey_store import ValkeyStore
from bot.store.witness import Witness
from tests.contract.store.material import everything, person, raw

NOW = 1_790_000_000.0
CODE = CaseCode("ABCD-EFGH")
EVA = ExpertId("e" * 26)
NADIA = ExpertId("n" * 26)


class _Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds

    async def sleep_until(self, at: float) -> None:
        self.at = max(self.at, at)


def _line(number: int, deed: Deed = Deed.ANSWERED) -> AuditLine:
    return AuditLine(deed, NOW + number, Role.EXPERT, EVA, CODE, str(number))


async def _write(store: ValkeyStore, count: int, start: int = 0) -> None:
    for number in range(start, start + count):
        await store.note([_line(number)])


async def _rows(store: ValkeyStore) -> list[AuditRow]:
    last, _ = await store.audit_head()
    return [store.opened(one) for one in await store.audit_entries(1, last) if one is not None]


async def _checked(store: ValkeyStore, folder: Path) -> Checked:
    return await check_audit(store, Witness(folder).read(), NOW + 10)


@pytest.fixture
def clock() -> _Clock:
    """Return a clock."""
    return _Clock()


@pytest.fixture
def notary(store: ValkeyStore, tmp_path: Path, clock: _Clock) -> Notary:
    """Return who signs, with his witness in the folder of the test."""
    return Notary(store, tmp_path, clock)


async def test_entries_tell_who_did_what_to_which_case_when(store: ValkeyStore) -> None:
    """What was noted is read again whole, in order; an expert has a name of the audit's own."""
    await store.note([_line(1, Deed.CLAIMED), _line(2)])
    await store.note([AuditLine(Deed.CLOSED, NOW + 3, Role.PERSON, None, CODE)])
    await store.note([AuditLine(Deed.SETTINGS, NOW + 4, Role.SYSTEM, about="f00")])
    rows = await _rows(store)
    stored = [one.stored for one in rows]
    assert [one.number for one in rows] == [1, 2, 3, 4]
    assert [one and (one.deed, one.at, one.by, one.about) for one in stored] == [
        (Deed.CLAIMED, NOW + 1, Role.EXPERT, "1"),
        (Deed.ANSWERED, NOW + 2, Role.EXPERT, "2"),
        (Deed.CLOSED, NOW + 3, Role.PERSON, ""),
        (Deed.SETTINGS, NOW + 4, Role.SYSTEM, "f00"),
    ]
    assert [one.code for one in rows] == [CODE, CODE, CODE, None]
    assert all(one.genuine and not one.erased for one in rows)
    names = [one.who for one in stored if one is not None]
    assert names[0] == names[1] != EVA
    assert names[2:] == ["", ""]
    assert await store.expert_of_name(names[0]) == EVA


async def test_nothing_of_it_can_be_read_in_the_store(store: ValkeyStore, client: Redis) -> None:
    """Neither code nor expert nor deed stands in the store as it is."""
    await _write(store, 1)
    found = raw(await everything(client))
    for word in (CODE.encode(), EVA.encode(), Deed.ANSWERED.encode()):
        assert word not in found


async def test_an_entry_is_there_if_and_only_if_the_commit_is(store: ValkeyStore) -> None:
    """A commit that was refused leaves no entry; one that was written leaves its entries, once."""
    anna = msgspec.structs.replace(person(), case=Case(CODE, "nl", NOW))
    commit = Commit(anna, 0, None, NOW, codes=(CODE,), audit=(_line(1), _line(2)))
    assert (await store.commit(commit)).status == "done"
    assert (await store.commit(commit)).status == "conflict"
    assert [one.code for one in await _rows(store)] == [CODE, CODE]


async def test_a_forgotten_expert_is_nobody_and_the_chain_holds(
    store: ValkeyStore, notary: Notary, tmp_path: Path
) -> None:
    """Who is taken out of the audit can't be found in it any more; others can, and all of it is still right."""
    await store.note([_line(1)])
    await store.note([msgspec.structs.replace(_line(2), expert=NADIA)])
    await notary.sign()
    rows = await _rows(store)
    eva, nadia = (one.stored.who for one in rows if one.stored is not None)
    assert await store.forget_expert_in_audit(EVA) == 1
    assert await store.expert_of_name(eva) is None
    assert await store.expert_of_name(nadia) == NADIA
    await store.note([_line(3)])
    last = (await _rows(store))[-1].stored
    assert last is not None
    assert last.who not in (eva, nadia)
    await notary.sign()
    assert (await _checked(store, tmp_path)).broken is None


async def test_a_whole_audit_is_right(store: ValkeyStore, notary: Notary, tmp_path: Path) -> None:
    """An empty audit, one that is not signed yet, and one that is signed in steps are all right."""
    assert await _checked(store, tmp_path) == Checked(1, 0, 0, 0, None)
    await _write(store, 3)
    assert await _checked(store, tmp_path) == Checked(1, 3, 3, 0, None)
    assert await notary.sign()
    await _write(store, 2, 3)
    assert await notary.sign()
    await _write(store, 1, 5)
    assert await _checked(store, tmp_path) == Checked(1, 6, 1, 0, None)


async def _value(client: Redis, number: int) -> bytes:
    """Return an entry as it stands in the store."""
    value = await client.hget(keys.AUDIT, str(number))
    assert isinstance(value, bytes)
    return value


async def _change(client: Redis) -> None:
    value = await _value(client, 3)
    await client.hset(keys.AUDIT, "3", value[:-1] + bytes([value[-1] ^ 1]))


async def _change_digest(client: Redis) -> None:
    value = await _value(client, 3)
    await client.hset(keys.AUDIT, "3", value[:CHAIN] + b"x" + value[CHAIN + 1 :])


async def _remove(client: Redis) -> None:
    await client.hdel(keys.AUDIT, "3")


async def _insert(client: Redis) -> None:
    for number in range(6, 2, -1):
        await client.hset(keys.AUDIT, str(number + 1), await _value(client, number))
    await client.hset(keys.AUDIT, "3", await _value(client, 2))
    await client.set(keys.AUDIT_HEAD, b"7 " + (await _value(client, 7))[:CHAIN])


async def _swap(client: Redis) -> None:
    third, fourth = await _value(client, 3), await _value(client, 4)
    await client.hset(keys.AUDIT, mapping={"3": fourth, "4": third})


async def _cut_the_front(client: Redis) -> None:
    await client.hdel(keys.AUDIT, "1", "2")


async def _cut_the_tail(client: Redis) -> None:
    await client.hdel(keys.AUDIT, "5", "6")


async def _cut_the_tail_and_the_head(client: Redis) -> None:
    await _cut_the_tail(client)
    await client.set(keys.AUDIT_HEAD, b"4 " + (await _value(client, 4))[:CHAIN])


async def _cut_all_that_tells_of_the_tail(client: Redis) -> None:
    await _cut_the_tail_and_the_head(client)
    await client.hdel(keys.AUDIT_SIGNED, "6")


async def _take_all_away(client: Redis) -> None:
    await client.delete(keys.AUDIT, keys.AUDIT_HEAD, keys.AUDIT_SIGNED)


async def _mended(client: Redis, order: list[int]) -> None:
    """Put entries into another order and make the first chain fit: what needs no key."""
    values = [await _value(client, one) for one in order]
    await client.delete(keys.AUDIT)
    chain = b""
    for number, value in enumerate(values, 1):
        rest = value[CHAIN:]
        chain = next_chain(chain, number, rest[:32])
        await client.hset(keys.AUDIT, str(number), chain + rest)
    await client.set(keys.AUDIT_HEAD, b"%d %s" % (len(values), chain))


async def _swap_and_mend(client: Redis) -> None:
    await _mended(client, [1, 2, 4, 3, 5, 6])


async def _remove_and_mend(client: Redis) -> None:
    await _mended(client, [1, 2, 4, 5, 6])


async def _insert_and_mend(client: Redis) -> None:
    await _mended(client, [1, 2, 2, 3, 4, 5, 6])


async def _replace_and_mend_and_unsign(client: Redis) -> None:
    await _mended(client, [1, 1, 3, 4, 5, 6])
    await client.delete(keys.AUDIT_SIGNED)


async def _forge(client: Redis) -> None:
    ours = Signature(SignatureKind.ANCHOR, 6, b"", bytes(32), NOW).signed("not the secret")
    await client.hset(keys.AUDIT_SIGNED, "6", msgspec.msgpack.encode(ours))


@pytest.mark.parametrize(
    ("tamper", "where", "why"),
    [
        (_change, 3, "changed"),
        (_change_digest, 3, "chain"),
        (_remove, 3, "missing"),
        (_insert, 3, "chain"),
        (_swap, 3, "chain"),
        (_cut_the_front, 1, "missing"),
        (_cut_the_tail, 5, "missing"),
        (_cut_the_tail_and_the_head, 5, "cut"),
        (_cut_all_that_tells_of_the_tail, 5, "cut"),
        (_take_all_away, 1, "cut"),
        (_swap_and_mend, 4, "signature"),
        (_remove_and_mend, 4, "signature"),
        (_insert_and_mend, 4, "signature"),
        (_replace_and_mend_and_unsign, 6, "witness"),
        (_forge, 6, "forged"),
    ],
)
async def test_whatever_is_done_to_it_is_found(
    store: ValkeyStore,
    client: Redis,
    notary: Notary,
    clock: _Clock,
    tmp_path: Path,
    tamper: Callable[[Redis], Awaitable[None]],
    where: int,
    why: str,
) -> None:
    """Who has the store but no key can't change, remove, add, swap or cut anything without a trace."""
    await _write(store, 4)
    await notary.sign()
    clock.at += 2 * keys.DAY  # of one day only the last signature is kept
    await _write(store, 2, 4)
    await notary.sign()
    assert (await _checked(store, tmp_path)).broken is None
    await tamper(client)
    broken = (await _checked(store, tmp_path)).broken
    assert broken is not None
    assert (broken.number, broken.why) == (where, why)


async def test_an_older_state_of_the_store_is_found_also_when_it_goes_on(
    store: ValkeyStore, client: Redis, notary: Notary, tmp_path: Path
) -> None:
    """A store that was put back is in itself right; the witness remembers, until somebody accepts it."""
    await _write(store, 3)
    await notary.sign()
    before = {
        name: await client.dump(name) for name in (keys.AUDIT, keys.AUDIT_HEAD, keys.AUDIT_SIGNED)
    }
    await _write(store, 3, 3)
    await notary.sign()
    for name, value in before.items():
        assert value is not None
        await client.restore(name, 0, value, replace=True)
    broken = (await _checked(store, tmp_path)).broken
    assert broken is not None
    assert broken.number == 4
    await _write(store, 9, 6)
    assert not await notary.sign()
    broken = (await _checked(store, tmp_path)).broken
    assert broken is not None
    assert broken.number == 6
    await notary.accept()
    await _write(store, 1, 15)
    assert await notary.sign()
    assert await _checked(store, tmp_path) == Checked(13, 13, 0, 0, None)


async def test_an_entry_that_goes_before_it_is_signed_is_noticed(
    store: ValkeyStore, client: Redis, notary: Notary, tmp_path: Path
) -> None:
    """Who signs sees that one is missing among those that came since, and the witness keeps that."""
    await _write(store, 2)
    assert await notary.sign()
    await _write(store, 3, 2)
    await client.hdel(keys.AUDIT, "4")
    assert not await notary.sign()
    known = Witness(tmp_path).read()
    assert known is not None
    assert known.contradicted
    broken = (await _checked(store, tmp_path)).broken
    assert broken is not None
    assert broken.number == 4


async def test_who_signs_on_another_machine_is_no_contradiction(
    store: ValkeyStore, notary: Notary, clock: _Clock, tmp_path: Path
) -> None:
    """A witness that has not seen the last entries agrees with an audit that has them."""
    elsewhere = tmp_path / "elsewhere"
    await _write(store, 3)
    await notary.sign()
    await _write(store, 3, 3)
    await Notary(store, elsewhere, clock).sign()
    assert (await _checked(store, tmp_path)).broken is None
    assert (await _checked(store, elsewhere)).broken is None
    await _write(store, 1, 6)
    assert await notary.sign()


async def test_what_is_old_is_let_go_of_and_the_rest_is_still_right(
    store: ValkeyStore, client: Redis, clock: _Clock, tmp_path: Path
) -> None:
    """Entries go when their time is over, up to a signature; what is cut off besides is found."""
    notary = Notary(store, tmp_path, clock, Retention(audit_months=1))
    await _write(store, 4)
    await notary.sign()
    clock.at += MONTH / 2
    await _write(store, 3, 4)
    await notary.sign()
    clock.at += MONTH * 0.6
    assert await store.let_go_of_audit(clock.at - MONTH) == 4
    assert await store.let_go_of_audit(clock.at - MONTH) == 0
    assert await _checked(store, tmp_path) == Checked(5, 7, 0, 0, None)
    await _write(store, 1, 7)
    await notary.sign()
    clock.at += MONTH
    assert await store.let_go_of_audit(clock.at - MONTH) == 3
    assert await _checked(store, tmp_path) == Checked(8, 8, 0, 0, None)
    await client.hdel(keys.AUDIT, "8")
    broken = (await _checked(store, tmp_path)).broken
    assert broken is not None
    assert broken.number == 8


async def test_an_earlier_case_is_erased_by_itself(store: ValkeyStore) -> None:
    """A line about an older case goes under the key of that case, also when it comes after a newer one began."""
    older, newer = CODE, CaseCode("JKLM-NPQR")
    cases = [Case(code, "nl", NOW) for code in (older, newer)]
    lines = [msgspec.structs.replace(_line(1), code=code) for code in (older, newer)]
    first = msgspec.structs.replace(person(), case=cases[0])
    await store.commit(Commit(first, 0, None, NOW, codes=(older,), audit=(lines[0],)))
    second = msgspec.structs.replace(person(), case=cases[1])
    codes = Commit(second, 1, None, NOW, codes=(newer,), archive=cases[0], audit=(lines[1],))
    await store.commit(codes)
    await store.commit(Commit(second, 2, None, NOW, audit=(lines[0], lines[1])))
    await store.erase_keys(second.id, older)
    assert [one.code for one in await _rows(store)] == [None, newer, None, newer]


async def test_entries_of_an_erased_case_stay_without_its_code(
    store: ValkeyStore, tmp_path: Path, clock: _Clock
) -> None:
    """Erasing the keys of a person takes her codes out of the audit; the chain and the other cases stay right."""
    for name, code in (("anna", CODE), ("bea", CaseCode("JKLM-NPQR"))):
        her = msgspec.structs.replace(
            person(), id=PersonId(name * 6 + "aa"), case=Case(code, "nl", NOW)
        )
        line = msgspec.structs.replace(_line(1), code=code)
        await store.commit(Commit(her, 0, None, NOW, codes=(code,), audit=(line,)))
    notary = Notary(store, tmp_path, clock)
    await notary.sign()
    await store.erase_keys(PersonId("anna" * 6 + "aa"), "all")
    assert [(one.code, one.erased) for one in await _rows(store)] == [
        (None, True),
        ("JKLM-NPQR", False),
    ]
    assert await _checked(store, tmp_path) == Checked(1, 2, 0, 1, None)
