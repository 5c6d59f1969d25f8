"""Opening the store: the embedded server or the one that is named, its key, and what it must promise."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.clock import SystemClock
from bot.store.case_keys import open_case_keys
from bot.store.client import Client, connect
from bot.store.codec import Codec
from bot.store.fitness import Fitness, inspect_server
from bot.store.keyfile import KeyFileError, load_keys, ring_of_text, save_keys
from bot.store.server import DataInUseError, EmbeddedServer, ServerStartError, address_of
from bot.store.valkey_store import ValkeyStore, holds_sealed, known_keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AsyncExitStack
    from pathlib import Path

    from bot.settings import Settings
    from bot.settings.model import StoreSettings
    from bot.store.key_ring import KeyRing


class UnfitStoreError(Exception):
    """The store can't keep cases safely; the sentences (Dutch) say why and what to do."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Keep the sentences."""
        super().__init__(" ".join(problems))
        self.problems = problems


async def open_store(
    stack: AsyncExitStack,
    settings: Settings,
    announce: Callable[[str], None],
    *,
    beside: bool = False,
) -> ValkeyStore:
    """Open the store; `stack` closes it, and ends the embedded server and its watch.

    With `beside` a helpline may be running on it: then its server is used, and left alone. Where there never was one,
    nothing is made: no data of another folder is not the same as no data.

    Raises:
        KeyFileError, CaseKeysError, ServerStartError, StoreAddressError, UnfitStoreError: with sentences for the operator.
        StoreAwayError: the server does not answer.
    """
    client, fitness = await reach_store(stack, settings, beside=beside)
    if not beside:
        for warning in fitness.warnings:
            announce(warning)
    sealed = await holds_sealed(client)
    known = await known_keys(client)
    ring = renamed(
        keys_of(settings.store, sealed=sealed, announce=announce), known.lookup, settings.store
    )
    case_keys = open_case_keys(settings.store.case_keys_path, ring, known=known.case)
    stack.push_async_callback(case_keys.close)
    store = ValkeyStore(client, Codec(ring, case_keys))
    await store.open()
    if not beside:
        await case_keys.ahead()
    if fitness.replicas:
        store.wait_for_replicas(fitness.replicas, own_log=fitness.own_log)
    stack.push_async_callback(store.close)
    return store


async def reach_store(
    stack: AsyncExitStack, settings: Settings, *, beside: bool
) -> tuple[Client, Fitness]:
    """Return the client of the store, as far as it can be used without keys; as `open_store`.

    Raises:
        ServerStartError, StoreAddressError, UnfitStoreError: with sentences for the operator.
        StoreAwayError: the server does not answer.
    """
    url = settings.store.url.get_secret_value()
    if not url:
        url = await _embedded(stack, settings.store.data_dir, beside=beside)
    client = connect(url)
    stack.push_async_callback(client.aclose)
    fitness = await inspect_server(
        client,
        accept_volatile=settings.store.accept_volatile,
        replicas=settings.store.replicas,
    )
    if fitness.problems:
        raise UnfitStoreError(fitness.problems)
    return client, fitness


def keys_of(
    where: StoreSettings, *, sealed: bool, announce: Callable[[str], None] = lambda _: None
) -> KeyRing:
    """Return the key ring; tell when it was made just now. `sealed`: the store holds records already.

    Raises:
        KeyFileError: with a sentence for the operator.
    """
    if text := where.keys.get_secret_value():
        return ring_of_text(text)
    path = where.key_file_path
    today = datetime.fromtimestamp(SystemClock().now(), UTC).date()
    loaded = load_keys(path, sealed=sealed, today=today)
    if loaded.made:
        announce(
            f"Er is een sleutelbestand gemaakt: {path}. Bewaar een kopie op een veilige plek, niet bij de kopieën van "
            "de gegevens: zonder dat bestand is alles wat de helpline bewaart voorgoed onleesbaar."
        )
    return loaded.ring


def renamed(ring: KeyRing, lookup: str | None, where: StoreSettings) -> KeyRing:
    """Return the ring with the look-up key in use that the store names: a rotation may have ended before it was noted.

    Raises:
        KeyFileError: when that can't be noted.
    """
    if ring.following is None or ring.following.id.hex() != lookup:
        return ring
    if where.keys.get_secret_value():
        raise KeyFileError(
            "In HELPLINE_STORE__KEYS staat nog lookup-next. Die sleutel is nu in gebruik: maak er lookup van, achter de "
            "andere regels met lookup."
        )
    save_keys(where.key_file_path, ring.followed())
    return keys_of(where, sealed=True)


async def _embedded(stack: AsyncExitStack, data_dir: Path, *, beside: bool) -> str:
    if beside:
        _must_have_worked(data_dir)
    server = EmbeddedServer(data_dir)
    try:
        url = await server.start()
    except DataInUseError:
        running = address_of(data_dir) if beside else None
        if running is None:
            raise
        return running
    stack.push_async_callback(server.stop)
    stack.push_async_callback(end, asyncio.create_task(server.watch(), name="valkey"))
    return url


def _must_have_worked(data_dir: Path) -> None:
    """Raise ServerStartError where no helpline ever kept anything: who asks there has taken the wrong folder."""
    if not (data_dir / "store").is_dir():
        raise ServerStartError(
            f"In {data_dir.absolute()} heeft nog geen helpline gewerkt. Typ dit in de map van de helpline, noem haar "
            "instellingen met --config, of start haar eerst."
        )


async def end(task: asyncio.Task[Any]) -> None:
    """Cancel a task of ours and wait for its end."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
