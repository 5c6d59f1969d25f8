"""Leftovers: every key of a store with all that is in it, plain and opened, to look for what must be gone."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from bot.handoff.ids import UserId
from bot.opening import open_store
from bot.settings import load_settings
from bot.store.client import connect
from bot.store.pipe import Pipe
from bot.store.server import address_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from bot.emulator.actors import Person
    from bot.handoff.ids import PersonId
    from bot.store.pipe import Command
    from tests.support.helpline import Helpline

_READ: dict[bytes, Callable[[bytes], Command]] = {
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
    client = connect(url)
    pipe, cursor = Pipe(client), b"0"
    try:
        while True:
            ((cursor, names),) = await pipe.ask(("SCAN", cursor, "COUNT", 1000))
            for name in names:
                (kind,) = await pipe.ask(("TYPE", name))
                if (read := _READ.get(kind)) is not None:  # else it went meanwhile
                    (value,) = await pipe.ask(read(name))
                    found[name.decode()] = repr(value)
            if cursor == b"0":
                return found
    finally:
        await pipe.close()
        await client.aclose()


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
