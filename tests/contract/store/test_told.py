"""Told: what the experts were told of the helpline itself is remembered by the write that tells it."""

import pytest

from bot.ports import FencedError
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import NOW, aloud


async def test_what_is_told_is_remembered_with_it(store: ValkeyStore) -> None:
    """The line and what is remembered of it are one write; nothing has to be said to remember."""
    assert await store.told("content") == ""
    said = await store.emit(None, [aloud("a line")], NOW, told=("content", "broken 1"))
    assert len(said.envelopes) == 1
    assert await store.told("content") == "broken 1"
    silent = await store.emit(None, [], NOW, told=("content", "live 2"))
    assert not silent.envelopes
    assert await store.told("content") == "live 2"
    assert await store.told("another") == ""


async def test_a_former_owner_remembers_nothing(store: ValkeyStore) -> None:
    """Who owns the desk no longer neither tells nor changes what the owner of now told."""
    former = await store.acquire("a", 10.0)
    assert former is not None
    mine = store.under(former, lambda: None)
    await mine.emit(None, [], NOW, told=("content", "live 1"))
    assert await store.acquire("b", 10.0, at_once=True) is not None
    with pytest.raises(FencedError):
        await mine.emit(None, [aloud("a line")], NOW, told=("content", "broken 0"))
    assert await store.told("content") == "live 1"
    assert not await store.waiting()
