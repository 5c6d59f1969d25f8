"""The client: how the store is reached by its address, and what a server must promise before we rely on it."""

import re
from collections.abc import Mapping
from typing import Final, cast

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError

from bot.ports import StoreAwayError

CONNECT_SECONDS: Final = 5.0
OLDEST_VALKEY: Final = (7, 2)
"""Also the oldest Redis; both tell it as `redis_version` (INFO)."""


class StoreAddressError(Exception):
    """The address of the store can't be used; the sentence (Dutch) says what to do."""


def connect(url: str) -> Redis:
    """Build the client of a store: `redis://`, `rediss://` or `unix://`. Connects at first use.

    Nothing is retried here: only the caller knows whether a repeat is harmless. Answers come as bytes (RESP2).

    Raises:
        StoreAddressError: when the address is not one of a store.
    """
    try:
        client: Redis = Redis.from_url(
            url,
            protocol=2,
            decode_responses=False,
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=None,  # the pipe limits a whole batch
            retry=Retry(NoBackoff(), 0),
        )
    except ValueError:
        raise StoreAddressError(
            "Het adres van de opslag (store.url) klopt niet. Het begint met redis://, rediss:// of unix:// "
            "en is leeg voor de ingebouwde opslag."
        ) from None
    return client


async def check_server(client: Redis) -> tuple[str, ...]:
    """Return what makes a server unfit to keep cases, as Dutch sentences; none when all is well.

    Raises:
        StoreAwayError: when the server does not answer.
    """
    try:
        info = cast("Mapping[str, object]", await client.info("everything"))
    except ResponseError:
        return (
            "De opslag weigert INFO; geef de gebruiker van store.url dat recht, anders is niet te zien "
            "of gegevens er veilig staan.",
        )
    except (RedisError, OSError):
        raise StoreAwayError("The store does not answer.") from None
    problems: list[str] = []
    version = tuple(
        int(part) for part in re.findall(r"\d+", str(info.get("redis_version", "")))[:2]
    )
    if version < OLDEST_VALKEY:
        problems.append("De opslag is te oud: nodig is Valkey, of Redis vanaf 7.2.")
    if str(info.get("aof_enabled")) != "1":
        problems.append(
            "De opslag bewaart niet elke wijziging op schijf. Zet in haar configuratie: appendonly yes"
        )
    if info.get("maxmemory_policy") != "noeviction":
        problems.append(
            "De opslag gooit gegevens weg als het geheugen vol is. Zet in haar configuratie: "
            "maxmemory-policy noeviction"
        )
    return tuple(problems)
