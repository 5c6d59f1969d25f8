"""Sealed places: where in the store sealed values stand, and to which place each of them is bound.

Whoever goes through all of them (to seal anew, to count, to change ids) brings a `Turn`: it is shown each sealed value
with its place and returns what is to stand there.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from bot.store import keys
from bot.store.audit import CHAIN, DIGEST
from bot.store.pipe import Command, Pipe
from bot.store.records import VERSION_DIGITS

PAGE: Final = 100
"""Values that are looked at in one go."""

Turn = Callable[[str, str, str, bytes], bytes]
"""Is given kind of record, field, owner and the sealed value; returns the value that takes its place."""

_FIELDS: Final[Mapping[str, tuple[str, bytes]]] = {
    keys.kind(keys.EFFECTS): ("effect", b"o"),
    keys.kind(keys.JOURNAL): ("record", b"c"),
    keys.kind(keys.DEAD): ("dead letter", b"u"),
    keys.kind(keys.INBOX): ("update", b"u"),
}
"""For each stream: what its entries are, and the field that names their owner. What is sealed stands in `e`."""


class Spot(NamedTuple):
    """One stored value that holds something sealed."""

    key: str
    field: str
    """Of a hash; the place in a list; the id of a stream's entry; empty for a string."""
    stored: bytes
    beside: Mapping[bytes, bytes]
    """The other fields of a stream's entry."""

    @property
    def kind(self) -> str:
        """The kind of its key."""
        return keys.kind(self.key)

    def turned(self, turn: Turn) -> bytes:
        """Return what is to stand there."""
        if self.kind in _FIELDS:
            record, owner = _FIELDS[self.kind]
            return turn(record, "", self.beside[owner].decode(), self.stored)
        _, _, rest = self.key.removeprefix(f"{keys.TAG}:").partition(":")
        return _KINDS[self.kind](turn, rest, self.field, self.stored)


def _person(turn: Turn, who: str, _field: str, stored: bytes) -> bytes:
    return stored[:VERSION_DIGITS] + turn("person", "", who, stored[VERSION_DIGITS:])


def _merged(turn: Turn, rest: str, _field: str, stored: bytes) -> bytes:
    who, _, message = rest.rpartition(":")
    return turn("merged", message, who, stored)


def _audit(turn: Turn, _rest: str, _field: str, stored: bytes) -> bytes:
    """An entry keeps its place in the chain, which is bound to what was sealed and not to how."""
    kept, rest = stored[: CHAIN + DIGEST], stored[CHAIN + DIGEST :]
    try:
        entry, code = msgspec.msgpack.decode(rest, type=tuple[bytes, bytes])
    except msgspec.MsgspecError:
        return stored
    turned = turn("audit", "", "", entry), turn("audit", "code", "", code) if code else b""
    return kept + msgspec.msgpack.encode(turned)


_KINDS: Final[Mapping[str, Callable[[Turn, str, str, bytes], bytes]]] = {
    "p": _person,
    "a": lambda turn, rest, _, stored: turn("case", "", rest, stored),
    "w": _merged,
    "i": lambda turn, rest, _, stored: turn("invite", "", rest, stored),
    "r": lambda turn, rest, _, stored: turn("remains", "", rest, stored),
    keys.kind(keys.DRAFTS): lambda turn, _, field, stored: turn("draft", "", field, stored),
    keys.kind(keys.AUDIT): _audit,
    keys.kind(keys.AUDIT_EXPERTS): lambda turn, _, field, stored: turn(
        "audit", "expert", field, stored
    ),
}

KINDS: Final = frozenset((*_FIELDS, *_KINDS))
"""Every kind of key under which something sealed stands."""


async def sealed_places(pipe: Pipe) -> AsyncIterator[Sequence[Spot]]:
    """Go through all of them, page by page; what changes meanwhile may come twice or not at all.

    Raises:
        StoreAwayError: when the store is away.
    """
    cursor = b"0"
    while True:
        ((cursor, found),) = await pipe.ask(("SCAN", cursor, "MATCH", keys.ALL, "COUNT", PAGE))
        names = [name for one in found if keys.kind(name := one.decode()) in KINDS]
        if names:
            types = await pipe.ask(*(("TYPE", name) for name in names))
            strings = [name for name, of in zip(names, types, strict=True) if of == b"string"]
            if strings:
                values = await pipe.ask(*(("GET", name) for name in strings))
                pairs = zip(strings, values, strict=True)
                yield [Spot(name, "", value, {}) for name, value in pairs if value is not None]
            for name, of in zip(names, types, strict=True):
                if of in _WALKS:
                    async for page in _WALKS[of](pipe, name):
                        yield page
        if cursor == b"0":
            return


async def _hash(pipe: Pipe, name: str) -> AsyncIterator[Sequence[Spot]]:
    cursor = b"0"
    while True:
        ((cursor, found),) = await pipe.ask(("HSCAN", name, cursor, "COUNT", PAGE))
        pairs = zip(found[::2], found[1::2], strict=True)
        yield [Spot(name, field.decode(), value, {}) for field, value in pairs]
        if cursor == b"0":
            return


async def _list(pipe: Pipe, name: str) -> AsyncIterator[Sequence[Spot]]:
    at = 0
    while True:
        (found,) = await pipe.ask(("LRANGE", name, at, at + PAGE - 1))
        yield [Spot(name, str(place), value, {}) for place, value in enumerate(found, at)]
        at += PAGE
        if len(found) < PAGE:
            return


async def _stream(pipe: Pipe, name: str) -> AsyncIterator[Sequence[Spot]]:
    start = "-"
    while True:
        command: Command = ("XRANGE", name, start, "+", "COUNT", PAGE)
        (found,) = await pipe.ask(command)
        page = []
        for entry, parts in found:
            fields = dict(zip(parts[::2], parts[1::2], strict=True))
            page.append(Spot(name, entry.decode(), fields.pop(b"e"), fields))
        yield page
        if len(found) < PAGE:
            return
        start = f"({page[-1].field}"


_WALKS: Final = {b"hash": _hash, b"list": _list, b"stream": _stream}
