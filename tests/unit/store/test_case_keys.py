"""The case keys: made ahead, erased for good, shared by processes, and never mistaken for one another."""

import asyncio
import multiprocessing
import os
from datetime import date
from pathlib import Path

import pytest

from bot.ports import StoreAwayError
from bot.store.case_key_slots import KeyRef
from bot.store.case_keys import (
    FEW,
    SPARES,
    CaseKeys,
    CaseKeysError,
    age_of,
    open_case_keys,
)
from bot.store.codec import Codec, ErasedError, SealError
from bot.store.key_ring import KeyRing

RING = KeyRing.of(bytes(range(32)))


def _open(folder: Path, ring: KeyRing = RING) -> CaseKeys:
    return open_case_keys(folder / "case-keys", ring, known=None)


async def test_each_key_is_another(tmp_path: Path) -> None:
    """Keys that are taken differ, are found again by their references in another process's eyes, and stay."""
    keys, other = _open(tmp_path), _open(tmp_path)
    taken = [await keys.take() for _ in range(3 * SPARES)]
    assert len(set(taken)) == 3 * SPARES
    assert len({keys.key(one) for one in taken}) == 3 * SPARES
    assert [other.key(one) for one in taken] == [keys.key(one) for one in taken]
    assert keys.id == other.id


async def test_two_helplines_take_different_keys(tmp_path: Path) -> None:
    """Two who share the file never get the same key, however they take turns."""
    both = _open(tmp_path), _open(tmp_path)
    taken = await asyncio.gather(*(both[turn % 2].take() for turn in range(4 * SPARES)))
    assert len(set(taken)) == 4 * SPARES


async def test_an_erased_key_is_gone_everywhere(tmp_path: Path) -> None:
    """After erasing nobody finds the key any more, its bytes are nowhere in the file, and the others are untouched."""
    keys, other = _open(tmp_path), _open(tmp_path)
    mine, yours = await keys.take(), await keys.take()
    key, slot = keys.key(mine), int.from_bytes(mine[:4])
    wrapped = (tmp_path / "case-keys").read_bytes()[slot * 128 + 7 : slot * 128 + 67]
    before = other.erasures()
    assert await keys.erase([mine]) == 1
    assert other.erasures() != before
    for one in (keys, other, _open(tmp_path)):
        with pytest.raises(ErasedError):
            one.key(mine)
        assert one.key(yours)
    content = (tmp_path / "case-keys").read_bytes()
    assert wrapped not in content
    assert key not in content
    assert await keys.erase([mine]) == 0


async def test_a_slot_is_used_again_without_mistake(tmp_path: Path) -> None:
    """The file does not grow for ever; who names the key that was in a slot before is told that it is gone."""
    keys = _open(tmp_path)
    gone = [await keys.take() for _ in range(SPARES)]
    await keys.erase(gone)
    await keys.close()
    size = (tmp_path / "case-keys").stat().st_size
    slots: set[bytes] = set()
    for _ in range(8):
        keys = _open(tmp_path)
        again = [await keys.take() for _ in range(SPARES // 2)]
        slots |= {one[:4] for one in again}
        for one in gone:
            with pytest.raises(ErasedError):
                keys.key(one)
        await keys.erase(again)
        await keys.close()
    assert slots & {one[:4] for one in gone}
    assert (tmp_path / "case-keys").stat().st_size <= size


async def test_an_older_copy_is_known_though_no_slot_came_since(tmp_path: Path) -> None:
    """A copy from before slots were used again has as many of them, and has come less far; the file itself never has."""
    keys, path = _open(tmp_path), tmp_path / "case-keys"
    await keys.erase([await keys.take() for _ in range(SPARES)])
    await keys.close()
    copied, before = age_of(path), path.stat().st_size
    keys = _open(tmp_path)
    await keys.take()
    now = await keys.age_on_disk()
    assert path.stat().st_size == before
    assert copied.is_older(now)
    assert not now.is_older(copied)
    assert not now.is_older(now)


async def test_what_was_made_ahead_is_given_back(tmp_path: Path) -> None:
    """A clean end leaves only keys that somebody has; a key with which nothing was stored serves the next one."""
    keys = _open(tmp_path)
    mine = await keys.take()
    unused = await keys.take()
    keys.give_back(unused)
    assert await keys.take() == unused
    await keys.close()
    content = (tmp_path / "case-keys").read_bytes()
    used = [at for at in range(128, len(content), 128) if content[at]]
    assert {at // 128 for at in used} == {int.from_bytes(one[:4]) for one in (mine, unused)}


async def test_nobody_waits_for_a_key(tmp_path: Path) -> None:
    """With keys made ahead, taking one does not touch the disk; more are made before they run out."""
    keys = _open(tmp_path)
    await keys.ahead()
    size = (tmp_path / "case-keys").stat().st_size
    for _ in range(SPARES - FEW):
        taking = keys.take()
        with pytest.raises(StopIteration):
            taking.send(None)
    assert (tmp_path / "case-keys").stat().st_size == size
    await keys.take()
    await keys.close()


async def test_a_file_cut_short_by_a_crash(tmp_path: Path) -> None:
    """Half a slot at the end of the file, as a crash may leave it, harms no other key and is written over."""
    keys = _open(tmp_path)
    mine = await keys.take()
    with (tmp_path / "case-keys").open("ab") as file:
        file.write(b"\x01" * 50)
    again = _open(tmp_path)
    assert again.key(mine) == keys.key(mine)
    taken = [await again.take() for _ in range(2 * SPARES)]
    assert len({again.key(one) for one in taken}) == 2 * SPARES


def _take_some(folder: str, found: "multiprocessing.Queue[list[bytes]]") -> None:
    async def take() -> list[bytes]:
        keys = _open(Path(folder))
        return [await keys.take() for _ in range(SPARES + 20)]

    found.put(asyncio.run(take()))


def test_processes_share_the_file(tmp_path: Path) -> None:
    """Three processes that make the file and take keys at the same moment end with one file and no key twice."""
    context = multiprocessing.get_context("spawn")
    found: multiprocessing.Queue[list[bytes]] = context.Queue()
    workers = [
        context.Process(target=_take_some, args=(os.fspath(tmp_path), found)) for _ in range(3)
    ]
    for one in workers:
        one.start()
    taken = [ref for _ in workers for ref in found.get(timeout=60)]
    for one in workers:
        one.join()
    assert len(set(taken)) == len(taken) == 3 * (SPARES + 20)
    keys = _open(tmp_path)
    assert len({keys.key(KeyRef(one)) for one in taken}) == len(taken)


async def test_a_full_disk_is_said_and_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When no key can be written that is said without a word of it, and the next try works."""
    keys = _open(tmp_path)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", _no_room)
        with pytest.raises(CaseKeysError, match="No space"):
            await keys.take()
    assert keys.key(await keys.take())


def _no_room(_handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_missing_or_foreign_file_is_refused(tmp_path: Path) -> None:
    """A store that knows its file starts with no other one, and none is made in its place."""
    with pytest.raises(CaseKeysError, match="--case-keys"):
        open_case_keys(tmp_path / "case-keys", RING, known="00" * 16)
    assert list(tmp_path.iterdir()) == []
    _open(tmp_path)
    with pytest.raises(CaseKeysError, match="hoort niet bij deze opslag"):
        open_case_keys(tmp_path / "case-keys", RING, known="00" * 16)
    (tmp_path / "case-keys").chmod(0o640)
    with pytest.raises(CaseKeysError, match="chmod 600"):
        _open(tmp_path)
    (tmp_path / "case-keys").unlink()
    (tmp_path / "case-keys").write_bytes(b"helpline")
    (tmp_path / "case-keys").chmod(0o600)
    with pytest.raises(CaseKeysError, match="beschadigd"):
        _open(tmp_path)


async def test_a_changed_slot_does_not_open(tmp_path: Path) -> None:
    """A key that was changed, or moved to another slot or file, is noticed and not used."""
    keys = _open(tmp_path)
    mine, yours = await keys.take(), await keys.take()
    path = tmp_path / "case-keys"
    content = bytearray(path.read_bytes())
    at, other = (128 * int.from_bytes(one[:4]) for one in (mine, yours))
    content[other : other + 128] = content[at : at + 128]
    content[at + 30] ^= 1
    path.write_bytes(content)
    with pytest.raises(SealError, match="damaged"):
        _open(tmp_path).key(mine)
    with pytest.raises(SealError):
        _open(tmp_path).key(KeyRef(yours[:4] + mine[4:]))


async def test_it_opens_with_both_keys_or_not_at_all(tmp_path: Path) -> None:
    """What belongs to a case opens with its sealing key and its case key, and with neither of them alone."""
    codec = Codec(RING, _open(tmp_path))
    assert codec.case_keys is not None
    mine, yours = await codec.case_keys.take(), await codec.case_keys.take()
    sealed = codec.seal("person", "", "anna", b"secret", mine)
    assert codec.open("person", "", "anna", sealed) == b"secret"
    with pytest.raises(SealError):
        Codec(RING).open("person", "", "anna", sealed)
    with pytest.raises(SealError, match="belongs elsewhere"):
        codec.open("person", "", "anna", sealed[:3] + yours + sealed[11:])
    other = KeyRing.fresh(date(2026, 11, 22))
    elsewhere = Codec(other, _open(tmp_path, other))
    with pytest.raises(SealError):
        elsewhere.open("person", "", "anna", sealed)
    await _open(tmp_path).erase([mine])
    with pytest.raises(ErasedError):
        codec.open("person", "", "anna", sealed)
    with pytest.raises(ErasedError):
        codec.seal("person", "", "anna", b"more", mine)


async def test_a_shared_disk_may_lag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that another machine has just made is looked for once more before it counts as erased."""
    keys = _open(tmp_path)
    mine = await keys.take()
    other = _open(tmp_path)
    monkeypatch.setattr(other, "_read", lambda length, _at: bytes(length))
    assert other.key(mine) == keys.key(mine)
    await keys.erase([mine])
    with pytest.raises(ErasedError):
        other.key(mine)


async def test_a_file_that_can_not_be_read_counts_as_a_store_that_is_away(tmp_path: Path) -> None:
    """Nothing is taken for damaged because a disk does not answer: it is tried again."""
    keys = _open(tmp_path)
    mine = await keys.take()
    keys.let_go()
    with pytest.raises(StoreAwayError):
        keys.key(mine)
    with pytest.raises(StoreAwayError):
        keys.erasures()


async def test_a_key_that_is_only_half_on_disk_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file may not grow any more nothing is sealed with what is in memory only."""
    keys = _open(tmp_path)

    async def take_all() -> None:
        for _ in range(4 * SPARES):
            await keys.take()

    written = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda file, what, at: written(file, what[:40], at))
    with pytest.raises((StoreAwayError, CaseKeysError)):
        await take_all()
