"""The client: how the store is reached by its address."""

from typing import Final

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

Client = Redis
"""How a store is reached; others need not know by what."""

CONNECT_SECONDS: Final = 5.0


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
