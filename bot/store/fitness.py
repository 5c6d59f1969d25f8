"""Fitness: what a server must promise before the helpline keeps cases on it, and what its operator should know."""

import asyncio
import re
from collections.abc import Mapping
from typing import Final, NamedTuple, cast

from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from bot.ports import StoreAwayError

OLDEST_VALKEY: Final = (7, 2)
"""Also the oldest Redis; both tell it as `redis_version` (INFO)."""
LOOK_SECONDS: Final = 10.0

_NO_INFO: Final = (
    "De opslag weigert INFO; geef de gebruiker van store.url dat recht, anders is niet te zien "
    "of gegevens er veilig staan."
)
_TOO_OLD: Final = "De opslag is te oud: nodig is Valkey, of Redis vanaf 7.2."
_REPLICA: Final = (
    "De opslag op store.url is een kopie (replica): daar kan de helpline niet schrijven. "
    "Zet bij store.url het adres van de hoofdserver."
)
_EVICTS: Final = (
    "De opslag gooit gegevens weg als het geheugen vol is. Zet in zijn configuratie: "
    "maxmemory-policy noeviction"
)
_NO_LOG: Final = (
    "De opslag bewaart niet elke wijziging op schijf. Zet in zijn configuratie: appendonly yes"
)
_NO_SYNC: Final = (
    "De opslag laat het aan het systeem over wanneer iets op schijf komt. Zet in zijn configuratie: "
    "appendfsync always"
)
_MEANT: Final = "Is dat de bedoeling, zet dan store.accept_volatile = true."
_VOLATILE: Final = (
    "Let op: de opslag bewaart niet alles op schijf, en store.accept_volatile staat aan. "
    "Valt hij uit, dan kunnen zaken en berichten weg zijn."
)
_EVERY_SECOND: Final = (
    "Let op: de opslag schrijft eens per seconde naar schijf (appendfsync everysec). Valt de stroom uit, dan kan "
    "de laatste seconde weg zijn. Zet in zijn configuratie: appendfsync always"
)
_SYNC_UNKNOWN: Final = (
    "Let op: de opslag weigert CONFIG GET, dus is niet te zien wanneer hij naar schijf schrijft. "
    "Zet in zijn configuratie: appendfsync always"
)
_FEW_REPLICAS: Final = (
    "Let op: bij store.replicas staat {expected}, maar de opslag heeft nu {found} kopieën (replica's). "
    "De helpline gaat door, en wacht bij elke wijziging even op de kopieën die er moeten zijn."
)
_FULL: Final = "Let op: de opslag is vol. Geef hem meer ruimte (maxmemory): tot dan neemt de helpline geen berichten aan."


class Fitness(NamedTuple):
    """What was found; the sentences are Dutch, for the operator."""

    problems: tuple[str, ...] = ()
    """Why the server is not to be used."""
    warnings: tuple[str, ...] = ()
    """What is allowed, and should be known."""
    replicas: int = 0
    """How many replicas have to have a write before it counts; 0: none is waited for."""
    own_log: bool = True
    """The server keeps a log of its own writes."""


async def inspect_server(
    client: Redis, *, accept_volatile: bool = False, replicas: int = 0, within: float = LOOK_SECONDS
) -> Fitness:
    """Look at a server. `replicas`: how many are expected; 0 takes what is found, and then waits for one of them.

    `within`: seconds in which it has to answer.

    Raises:
        StoreAwayError: when the server does not answer.
    """
    try:
        async with asyncio.timeout(within):
            info = cast("Mapping[str, object]", await client.info("everything"))
    except ResponseError:
        return Fitness(problems=(_NO_INFO,))
    except (RedisError, OSError):
        raise StoreAwayError("The store does not answer.") from None
    problems: list[str] = []
    warnings: list[str] = []
    version = re.findall(r"\d+", str(info.get("redis_version", "")))[:2]
    if tuple(int(part) for part in version) < OLDEST_VALKEY:
        problems.append(_TOO_OLD)
    if info.get("role") == "slave":
        problems.append(_REPLICA)
    own_log = str(info.get("aof_enabled")) == "1"
    sync = await _sync(client) if own_log else ""
    careless = {"no": _NO_SYNC}.get(sync or "") if own_log else _NO_LOG
    if careless is not None:
        if accept_volatile:
            warnings.append(_VOLATILE)
        else:
            problems.append(f"{careless}. {_MEANT}")
    elif sync == "everysec":
        warnings.append(_EVERY_SECOND)
    elif sync is None:
        warnings.append(_SYNC_UNKNOWN)
    if info.get("maxmemory_policy") != "noeviction":
        problems.append(_EVICTS)
    if _is_full(info):
        warnings.append(_FULL)
    found = int(str(info.get("connected_slaves") or 0))
    if found < replicas:
        warnings.append(_FEW_REPLICAS.format(expected=replicas, found=found))
    return Fitness(tuple(problems), tuple(warnings), replicas or min(found, 1), own_log)


def _is_full(info: Mapping[str, object]) -> bool:
    """Tell whether a server refuses writes for want of memory; buffers of replicas and log do not count (INFO)."""
    limit, used, beside = (
        int(str(info.get(name) or 0))
        for name in ("maxmemory", "used_memory", "mem_not_counted_for_evict")
    )
    return 0 < limit < used - beside


async def _sync(client: Redis) -> str | None:
    """Return the server's `appendfsync`; None when it does not tell."""
    try:
        found = await client.config_get("appendfsync")
    except ResponseError:
        return None
    except (RedisError, OSError):
        raise StoreAwayError("The store does not answer.") from None
    for value in found.values():
        return value.decode() if isinstance(value, bytes) else str(value)
    return None
