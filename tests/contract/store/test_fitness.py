"""Fitness: what a server must promise, what is only told, and what an operator may allow."""

import pytest
from redis.asyncio import Redis

from bot.store.fitness import Fitness, inspect_server


async def test_a_safe_server_is_fit(client: Redis) -> None:
    """There is nothing to say of a server that syncs every write."""
    assert await inspect_server(client) == Fitness()


async def test_one_that_syncs_each_second_is_told_of(client: Redis) -> None:
    """It is used, and its operator hears what a power cut may cost."""
    await client.config_set("appendfsync", "everysec")
    try:
        found = await inspect_server(client)
    finally:
        await client.config_set("appendfsync", "always")
    assert found.problems == ()
    assert "everysec" in found.warnings[0]


@pytest.mark.parametrize(
    ("setting", "careless", "safe"), [("appendonly", "no", "yes"), ("appendfsync", "no", "always")]
)
async def test_a_volatile_one_is_taken_only_when_meant(
    client: Redis, setting: str, careless: str, safe: str
) -> None:
    """A server that does not sync is refused, with the setting to allow it; allowed, it is warned of."""
    await client.config_set(setting, careless)
    try:
        refused = await inspect_server(client)
        meant = await inspect_server(client, accept_volatile=True)
    finally:
        await client.config_set(setting, safe)
    assert "store.accept_volatile" in refused.problems[0]
    assert meant.problems == ()
    assert "store.accept_volatile" in meant.warnings[0]


async def test_a_full_one_is_told_of(client: Redis) -> None:
    """It is full until somebody gives it room, and nobody should read that all is well."""
    await client.config_set("maxmemory", "1mb")
    try:
        found = await inspect_server(client)
    finally:
        await client.config_set("maxmemory", "0")
    assert found.problems == ()
    assert "is vol" in found.warnings[0]
    assert await inspect_server(client) == Fitness()


async def test_eviction_is_never_allowed(client: Redis) -> None:
    """A server that throws records away is refused, whatever else is meant."""
    await client.config_set("maxmemory-policy", "allkeys-lru")
    try:
        found = await inspect_server(client, accept_volatile=True)
    finally:
        await client.config_set("maxmemory-policy", "noeviction")
    assert "noeviction" in found.problems[0]
