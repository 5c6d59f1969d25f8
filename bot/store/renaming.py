"""Renaming: a new look-up key, while nothing runs. Every keyed hash gets a new one, made of the old one.

A new hash is `HMAC(new key, old hash)`, so no Telegram id is needed for it. All that holds a hash is written anew beside
what is there, and then takes its place in one step. Cut off before that step, nothing has happened.
"""

import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, get_args, get_type_hints

import msgspec
from msgspec import Struct

from bot.handoff.case import Case
from bot.handoff.decision import Record
from bot.handoff.effects import Effect
from bot.handoff.ids import ExpertId, PersonId
from bot.handoff.merged import Merged
from bot.handoff.person import Person
from bot.store import keys
from bot.store.codec import Codec, SealError, case_key_of
from bot.store.master_keys import LookupKey
from bot.store.pipe import Command, Pipe
from bot.store.records import Buried
from bot.store.sealed_places import KINDS, Spot
from bot.store.shelf import Shelf

AT_ONCE: Final = 200
"""Keys that are looked at in one go."""

_HASH: Final = re.compile(rb"(?<![A-Za-z0-9])[a-z2-7]{26}(?![A-Za-z0-9])")
"""A keyed hash, where nothing else is written in words: texts are sealed."""
_WITHOUT: Final = frozenset(
    keys.kind(key)
    for key in (
        keys.BEGUN,
        keys.RECEIPTS,
        keys.COUNTS,
        keys.SPENT,
        keys.FORMS,
        keys.LEASE,
        keys.EPOCH,
        keys.ON_THE_WAY,
        keys.PROBE,
        keys.HEARD,
        keys.TOLD,
        keys.AUDIT_HEAD,
        keys.AUDIT_SIGNED,
        keys.KEY_MARK,
        keys.KEY_FILES,
        keys.DOOMED,
        keys.ANEW,
        # Names of invitations are made of their codes; whoever redeems one tries the key of then, too.
        keys.INVITES,
        keys.invite(""),
        keys.invited(""),
        keys.remains(""),
        keys.asked(0),
        keys.seen(0)[0],
    )
)
"""Kinds of keys in which no keyed hash of a person or an expert stands."""
_TYPES: Final[Mapping[str, Any]] = {
    "person": Person,
    "effect": Effect,
    "case": Case,
    "record": Record,
    "merged": Merged,
    "dead letter": Buried,
}
_IDS: Final = (PersonId, ExpertId)
_ENCODE: Final = msgspec.msgpack.Encoder(enc_hook=str).encode

Told = Callable[[int], None]


class Renaming(Shelf):
    """The part of the store that takes a new look-up key into use. Nobody else may write meanwhile."""

    async def rename(self, following: LookupKey, told: Told = lambda _count: None) -> int:
        """Take a look-up key into use; return how many keys of the store were written anew.

        `told` hears how many more were gone through. When it is interrupted it may be begun again.

        Raises:
            StoreAwayError: when the store is away; then it may have happened.
        """
        await self.tidy_renaming()
        names: dict[str, str] = {}
        async for page in self._pages():
            for name in page:
                if keys.kind(name) not in _WITHOUT and await self._stage(name, following):
                    names[name] = _renamed(following, name.encode()).decode()
            told(len(page))
        steps: list[Command] = [("DEL", name) for name in names]
        steps += [("RENAME", _staged(name), new) for name, new in names.items()]
        steps.append(("HSET", keys.KEY_FILES, "lookup", following.id.hex()))
        await self._pipe.ask(("MULTI",), *steps, ("EXEC",), writes=True)
        return len(names)

    async def tidy_renaming(self) -> int:
        """Take away what a renaming left that was cut off; return how many keys. Raises StoreAwayError."""
        gone = 0
        pattern = f"{keys.ANEW}:*"
        async for page in self._pages(pattern):
            if page:
                await self._pipe.ask(("DEL", *page), writes=True)
                gone += len(page)
        return gone

    async def _pages(self, pattern: str = keys.ALL) -> AsyncIterator[Sequence[str]]:
        cursor = b"0"
        while True:
            ((cursor, found),) = await self._pipe.ask(
                ("SCAN", cursor, "MATCH", pattern, "COUNT", AT_ONCE)
            )
            yield [one.decode() for one in found]
            if cursor == b"0":
                return

    async def _stage(self, name: str, following: LookupKey) -> bool:
        """Write a key as it is to be, beside the one that is there; False when it is gone by now."""
        kind, expires = await self._pipe.ask(("TYPE", name), ("PEXPIRETIME", name))
        make = _MAKES.get(kind)
        if make is None:
            return False
        commands = await make(self._pipe, name, _Turned(self._codec, following, name))
        if int(expires) > 0:
            commands.append(("PEXPIREAT", _staged(name), int(expires)))
        await self._pipe.ask(*commands, writes=True)
        return True


class _Turned:
    """Says what is to stand in the place of one value of a key."""

    def __init__(self, codec: Codec, following: LookupKey, name: str) -> None:
        self._codec = codec
        self._following = following
        self._name = name
        self._sealed = keys.kind(name) in KINDS

    def __call__(
        self, field: bytes, value: bytes, beside: Mapping[bytes, bytes] | None = None
    ) -> bytes:
        if not self._sealed:
            return self.plain(value)
        return Spot(self._name, field.decode(), value, beside or {}).turned(self._turn)

    def plain(self, value: bytes) -> bytes:
        """Return something that is not sealed with its hashes renamed."""
        return _renamed(self._following, value)

    def _turn(self, record: str, field: str, owner: str, sealed: bytes) -> bytes:
        try:
            plain = self._codec.open(record, field, owner, sealed)
        except SealError:
            return sealed
        new = self.plain(owner.encode()).decode()
        return self._codec.seal(
            record, field, new, self._content(record, field, plain), case_key_of(sealed)
        )

    def _content(self, record: str, field: str, plain: bytes) -> bytes:
        """Return what is to be sealed; an entry of the audit holds no hash, and its digest is made of its bytes."""
        if (record, field) == ("audit", "expert"):
            return self.plain(plain)
        kind = _TYPES.get(record)
        if kind is None:
            return plain
        try:
            found = msgspec.msgpack.decode(plain, type=kind)
        except msgspec.MsgspecError:
            return plain
        if isinstance(found, Buried) and found.owner:
            # An effect that was set aside, sealed as it was.
            body = self._turn("effect", "", found.owner, found.body)
            owner = self.plain(found.owner.encode()).decode()
            return _ENCODE(msgspec.structs.replace(found, body=body, owner=owner))
        return _ENCODE(self._value(found, kind))

    def _value(self, value: Any, kind: Any) -> Any:
        """Return a value with each id in it renamed; `kind` is its declared type."""
        if isinstance(value, Struct):
            hints = _hints(type(value))
            changes = {
                name: new
                for name in value.__struct_fields__
                if (new := self._value(old := getattr(value, name), hints[name])) is not old
            }
            return msgspec.structs.replace(value, **changes) if changes else value
        if isinstance(value, str):
            named = any(one in _IDS for one in (kind, *get_args(kind)))
            return self._following.chained(value) if named and value else value
        if isinstance(value, tuple) and value:
            inner = _items(kind, len(value))
            new = tuple(self._value(one, of) for one, of in zip(value, inner, strict=True))
            return value if all(a is b for a, b in zip(new, value, strict=True)) else new
        return value


async def _string(pipe: Pipe, name: str, turned: _Turned) -> list[Command]:
    (value,) = await pipe.ask(("GET", name))
    return [("SET", _staged(name), turned(b"", value))]


async def _hash(pipe: Pipe, name: str, turned: _Turned) -> list[Command]:
    (found,) = await pipe.ask(("HGETALL", name))
    pairs = zip(found[::2], found[1::2], strict=True)
    return [
        ("HSET", _staged(name), turned.plain(field), turned(field, value)) for field, value in pairs
    ]


async def _list(pipe: Pipe, name: str, turned: _Turned) -> list[Command]:
    (found,) = await pipe.ask(("LRANGE", name, 0, -1))
    return [("RPUSH", _staged(name), turned(b"", value)) for value in found]


async def _set(pipe: Pipe, name: str, turned: _Turned) -> list[Command]:
    (found,) = await pipe.ask(("SMEMBERS", name))
    return [("SADD", _staged(name), turned.plain(one)) for one in found]


async def _sorted(pipe: Pipe, name: str, turned: _Turned) -> list[Command]:
    (found,) = await pipe.ask(("ZRANGE", name, 0, -1, "WITHSCORES"))
    pairs = zip(found[::2], found[1::2], strict=True)
    return [("ZADD", _staged(name), score, turned.plain(one)) for one, score in pairs]


async def _stream(pipe: Pipe, name: str, turned: _Turned) -> list[Command]:
    found, info = await pipe.ask(("XRANGE", name, "-", "+"), ("XINFO", "STREAM", name))
    commands: list[Command] = []
    for entry, parts in found:
        fields = dict(zip(parts[::2], parts[1::2], strict=True))
        sealed = fields.pop(b"e")
        new: list[str | bytes] = []
        for field, value in fields.items():
            new += (field, turned.plain(value))
        commands.append(("XADD", _staged(name), entry, *new, "e", turned(entry, sealed, fields)))
    if not commands:
        # A stream can be empty and still know which id came last.
        commands = [("XADD", _staged(name), "0-1", "e", ""), ("XDEL", _staged(name), "0-1")]
    last = dict(zip(info[::2], info[1::2], strict=True))[b"last-generated-id"]
    return [*commands, ("XSETID", _staged(name), last)]


_MAKES: Final = {
    b"string": _string,
    b"hash": _hash,
    b"list": _list,
    b"set": _set,
    b"zset": _sorted,
    b"stream": _stream,
}


def _items(kind: Any, count: int) -> Sequence[Any]:
    """Return the types of the items of a tuple: `tuple[X, ...]`, `tuple[X, Y]`, or one of them in a union."""
    for one in (kind, *get_args(kind)):
        if getattr(one, "__origin__", None) is tuple:
            inner = get_args(one)
            if len(inner) == 2 and inner[1] is Ellipsis:
                return (inner[0],) * count
            if len(inner) == count:
                return inner
    return (None,) * count


@cache
def _hints(struct: type[Struct]) -> Mapping[str, Any]:
    return get_type_hints(struct)


def _renamed(following: LookupKey, value: bytes) -> bytes:
    return _HASH.sub(lambda found: following.chained(found[0].decode()).encode(), value)


def _staged(name: str) -> str:
    return name.replace(keys.TAG, keys.ANEW, 1)
