"""Material for the contract of the store: persons, effects and commits in one line each, and a look at all keys."""

from typing import Any

import msgspec
from redis.asyncio import Redis

from bot.handoff.effects import Effect, Relay, Say, ToGeneral, ToPerson, ToTopic
from bot.handoff.ids import CaseCode, ChatId, MessageId, PersonId, UpdateId
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.handoff.person import Person
from bot.ports import Commit, Outcome
from bot.store.valkey_store import ValkeyStore

NOW = 1_790_000_000.0
ANNA = PersonId("anna" * 6 + "aa")
BERT = PersonId("bert" * 6 + "bb")
CODE = CaseCode("ABCD-EFGH")
OTHER_CODE = CaseCode("JKLM-NPQR")


def person(who: PersonId = ANNA, chat: int = 5001) -> Person:
    """Return a person about whom nothing is known yet."""
    return Person(who, ChatId(chat), "nl")


def say(html: str, who: PersonId = ANNA) -> Say:
    """Return a text to a person."""
    return Say(ToPerson(who, ChatId(5001)), html)


def aloud(html: str) -> Say:
    """Return a line in General."""
    return Say(ToGeneral(), html)


def relay(source: int) -> Relay:
    """Return a message of hers on its way to the topic."""
    return Relay(ToTopic(CODE), MessageId(source), ChatId(5001))


def commit(version: int = 0, update: int | None = None, **parts: Any) -> Commit:
    """Return a commit of Anna's unless `person` says otherwise."""
    who = parts.pop("person", None) or person()
    mark = None if update is None else UpdateId(update)
    return Commit(who, version, mark, parts.pop("now", NOW), **parts)


def hers(message: int, other: int | None = None) -> Link:
    """Return the entry of a message on her side."""
    copy = None if other is None else MessageId(other)
    return Link(Side.PERSON, MessageId(message), Entry(EntryKind.HERS, other=copy))


async def placed(store: ValkeyStore, *effects: Effect) -> Outcome:
    """Commit effects for Anna, who is new."""
    outcome = await store.commit(commit(effects=effects))
    assert outcome.status == "done"
    return outcome


async def waiting_effects(store: ValkeyStore) -> list[Effect]:
    """Return the effects that wait, in order."""
    return [envelope.effect for envelope in await store.waiting()]


async def everything(client: Redis) -> dict[bytes, Any]:
    """Return every key of the server with its whole value, as it is stored."""
    found: dict[bytes, Any] = {}
    keys: list[bytes] = await client.keys("*")  # type: ignore[assignment]  # this client does not decode
    for key in sorted(keys):
        match await client.type(key):
            case b"string":
                found[key] = await client.get(key)
            case b"hash":
                found[key] = await client.hgetall(key)
            case b"list":
                found[key] = await client.lrange(key, 0, -1)
            case b"set":
                found[key] = await client.smembers(key)
            case b"zset":
                found[key] = await client.zrange(key, 0, -1, withscores=True)
            case b"stream":
                found[key] = await client.xrange(key)
            case kind:
                raise AssertionError(f"a key of kind {kind!r}")
    return found


def raw(found: dict[bytes, Any]) -> bytes:
    """Return everything as one run of bytes, to search it."""
    return b"\n".join(_bytes(one) for one in (*found.keys(), *found.values()))


def _bytes(value: Any) -> bytes:
    match value:
        case bytes():
            return value
        case dict():
            return b"\n".join(_bytes(one) for pair in value.items() for one in pair)
        case list() | tuple() | set():
            return b"\n".join(_bytes(one) for one in value)
        case _:
            return msgspec.json.encode(value)
