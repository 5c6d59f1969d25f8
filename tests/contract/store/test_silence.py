"""Silence: until when Telegram was heard, a gap to be told of, and who may have to be told."""

from bot.store.silence import Heard
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import ANNA, BERT, CODE, NOW, OTHER_CODE, commit, person


async def test_nothing_is_known_at_first(store: ValkeyStore) -> None:
    """A new store was never heard of, which is no gap."""
    assert await store.heard() == Heard(None, None)


async def test_a_gap_stays_until_it_was_told(store: ValkeyStore) -> None:
    """A gap is written together with the new time, outlives later times, and goes when it was told."""
    await store.hear(NOW)
    assert await store.heard() == Heard(NOW, None)
    later = NOW + 90_000
    await store.hear(later, (NOW, later - 86_400))
    assert await store.heard() == Heard(later, (NOW, NOW + 3_600))
    await store.hear(later + 60)
    assert await store.heard() == Heard(later + 60, (NOW, NOW + 3_600))
    await store.gap_told()
    assert await store.heard() == Heard(later + 60, None)


async def test_everybody_who_had_a_case_is_found(store: ValkeyStore) -> None:
    """Whoever has a code is found, each at least once, whatever became of the case."""
    assert await store.who_had_cases("0") == ("0", ())
    await store.commit(commit(codes=(CODE,)))
    await store.commit(commit(person=person(BERT), codes=(OTHER_CODE,)))
    following, found = await store.who_had_cases("0")
    assert following == "0"
    assert set(found) == {ANNA, BERT}
