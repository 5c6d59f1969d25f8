"""Leftovers: every key of a store with all that is in it, plain and opened, to look for what must be gone."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from redis.asyncio import Redis

from bot.handoff.ids import UserId
from bot.opening import open_store
from bot.settings import load_settings
from bot.store.server import address_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.emulator.actors import Person
    from bot.handoff.ids import PersonId
    from tests.support.helpline import Helpline

_READ = {
    b"string": lambda name: ("GET", name),
    b"hash": lambda name: ("HGETALL", name),
    b"set": lambda name: ("SMEMBERS", name),
    b"zset": lambda name: ("ZRANGE", name, 0, -1, "WITHSCORES"),
    b"list": lambda name: ("LRANGE", name, 0, -1),
    b"stream": lambda name: ("XRANGE", name, "-", "+"),
}


async def dump(line: Helpline) -> Mapping[str, str]:
    """Every key with what stands there, as one text each."""
    url = address_of(line.data_dir)
    assert url is not None, "no store runs"
    found: dict[str, str] = {}
    client = Redis.from_url(url, protocol=2)
    try:
        async for name in client.scan_iter("*", count=1000):
            read = _READ.get(await client.type(name))
            if read is None:
                continue  # gone since it was found
            value = await client.execute_command(*read(name))
            found[name.decode()] = repr(value)
    finally:
        await client.aclose()
    return found


def holding(dumped: Mapping[str, str], marks: Collection[str]) -> list[tuple[str, str]]:
    """Which keys hold one of these marks, in their names or values: a hash, a code, the number of a topic."""
    return [
        (name, mark)
        for name, value in dumped.items()
        for mark in marks
        if mark in name or f"'{mark}" in value or f"{mark}:" in value or f":{mark}'" in value
    ]


async def hash_of(line: Helpline, person: Person) -> PersonId:
    """The keyed hash under which somebody stands in the store."""
    async with AsyncExitStack() as stack:
        settings = load_settings(None, line.environ)
        store = await open_store(stack, settings, lambda _: None, beside=True)
        return store.person_id(UserId(person.id))
