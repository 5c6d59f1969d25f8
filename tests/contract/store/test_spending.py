"""What was spent of the group's budget is known after a restart, and forgets itself."""

from redis.asyncio import Redis

from bot.store import keys
from bot.store.valkey_store import ValkeyStore

NOW = 1_800_000_000.5


async def test_what_was_spent_is_read_back(store: ValkeyStore) -> None:
    """Times and costs come back exactly, in order, from the time that is asked for on."""
    for number in range(5):
        await store.spend(NOW + number / 8, 1 + number % 2, 60.0)
    assert await store.spent(NOW + 0.2) == [(NOW + 0.25, 1), (NOW + 0.375, 2), (NOW + 0.5, 1)]
    assert len(await store.spent(0.0)) == 5


async def test_nothing_was_spent_at_first(store: ValkeyStore) -> None:
    """A new store knows of no operation."""
    assert await store.spent(0.0) == []


async def test_it_forgets_itself(store: ValkeyStore, client: Redis) -> None:
    """The list lives a minute longer than its window, and never grows beyond what a window can hold."""
    for number in range(1_010):
        await store.spend(NOW + number, 1, 60.0)
    assert 100 < await client.ttl(keys.SPENT) <= 120
    assert len(await store.spent(0.0)) == 1_000
