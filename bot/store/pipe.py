"""The pipe: carries commands to the server, those of many callers in one go, and tells what became of them.

With `appendfsync always` the server syncs its file once for all commands that wait together, so commands of one
moment travel together. No task lives on when there is nothing to carry.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from typing import Any, Final, NamedTuple, cast

from hiredis import pack_command
from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import (
    BusyLoadingError,
    NoScriptError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
)

from bot.ports import StoreAwayError
from bot.store.replicas import Replicas
from bot.store.trouble import Trouble

Command = tuple[str | bytes | int | float, ...]
Reply = Any
"""What the server answers, as redis-py hands it on: bytes, int, None or lists of these."""

CONNECTIONS: Final = 2
"""While one batch waits for the disk the next one travels."""
BATCH: Final = 256
"""Commands in one go; more only wait in our memory instead of the server's."""
TIMEOUT: Final = 10.0
"""Seconds for one batch; after that its outcome is unknown."""
CLOSE_SECONDS: Final = 0.3
"""For what is on its way when the pipe is closed: a server that hangs must not hold up the end."""

_AWAY: Final = {
    "OOM": "The store is full.",
    "MISCONF": "The store can't write to its disk.",
    "READONLY": "The store is read-only.",
    "MASTERDOWN": "The store has lost its primary.",
    "NOREPLICAS": "The store has too few replicas.",
    "CLUSTERDOWN": "The store's cluster is down.",
    "TRYAGAIN": "The store is being moved.",
    "BUSY": "The store is busy with a script.",
    "LOADING": "The store is loading its data.",
}
"""Refusals that pass, by the first word of the server's error."""


class NotSentError(StoreAwayError):
    """The command did not reach the server, or was refused before it ran."""


class InDoubtError(StoreAwayError):
    """The command may have run: its answer was lost."""


class NoScriptHereError(Exception):
    """The server does not know the script; nothing ran."""


class StoreFaultError(Exception):
    """The server refused a command for a reason that does not pass: our mistake, or a foreign store."""


class _Parcel(NamedTuple):
    """What one caller sends: so many commands, packed, and where their answers go."""

    commands: int
    packed: bytes
    answer: asyncio.Future[list[Reply]]
    writes: bool


class Pipe:
    """Carries commands over the connections of one client. `timeout` in seconds, for one batch."""

    def __init__(self, client: Redis, *, timeout: float = TIMEOUT) -> None:
        self._pool: Final = client.connection_pool
        self._timeout = timeout
        self._queue: deque[_Parcel] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._batches = 0
        self.trouble: Final = Trouble(monotonic)
        self.replicas: Replicas | None = None
        """Set when writes wait for replicas."""

    async def ask(self, *commands: Command, writes: bool = False) -> list[Reply]:
        """Send commands together, in order, in one round trip; return their answers.

        With `writes` the answers come when the replicas have them too, if there are any to wait for.

        Raises:
            NotSentError: when none of them ran.
            InDoubtError: when some or all of them may have run.
            NoScriptHereError: when a script is not known to the server.
            StoreFaultError: when the server refused one for good.
        """
        answer: asyncio.Future[list[Reply]] = asyncio.get_running_loop().create_future()
        packed = b"".join(_packed(one) for one in commands)
        self._queue.append(_Parcel(len(commands), packed, answer, writes))
        if len(self._running) < CONNECTIONS:
            self._running.add(asyncio.create_task(self._carry(), name="store pipe"))
        replies = await answer
        for reply in replies:
            if isinstance(reply, ResponseError):
                meaning = _meaning(reply)
                if isinstance(meaning, StoreAwayError):
                    self.trouble.refused(str(meaning))
                raise meaning from None
        if writes:
            self.trouble.wrote()
        return replies

    async def ask_alone(self, command: Command, seconds: float) -> Reply:
        """Send a command whose answer the server may hold back, on a connection of its own; return the answer.

        `seconds`: how long that may take in all.

        Raises:
            NotSentError, InDoubtError, StoreFaultError: as `ask`.
        """
        try:
            # redis-py leaves this method without types.
            connection = await self._pool.get_connection()  # type: ignore[no-untyped-call]
        except (RedisError, OSError, TimeoutError) as error:
            raise _unreached(error) from None
        answered = False
        try:
            async with asyncio.timeout(seconds):
                await connection.send_packed_command(_packed(command), check_health=False)
                try:
                    reply = await connection.read_response()
                except BusyLoadingError:
                    raise NotSentError(_AWAY["LOADING"]) from None
                except ResponseError as refusal:
                    answered = True
                    raise _meaning(refusal) from None
                answered = True
        except (RedisError, OSError, TimeoutError):
            raise InDoubtError("The store did not answer in time or hung up.") from None
        else:
            return reply
        finally:
            if not answered:
                # Also when cancelled: the answer that is still to come belongs to nobody.
                await connection.disconnect(nowait=True)
            await self._pool.release(connection)

    async def close(self) -> None:
        """Wait a moment for what is on its way and close the connections.

        Who still waits for an answer then hears that its outcome is unknown.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                while running := [task for task in self._running if not task.done()]:
                    await asyncio.wait(running)
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._pool.disconnect()

    async def _carry(self) -> None:
        """Carry one batch after the other until nobody waits. Whatever happens, every caller hears of it.

        The task takes itself off the list in the step in which it finds nobody waiting: a step later somebody
        might have come, counted on it, and waited for ever.
        """
        task = asyncio.current_task()
        try:
            while batch := self._take():
                await self._deliver(batch)
        finally:
            if task is not None:
                self._running.discard(task)

    async def _deliver(self, batch: Sequence[_Parcel]) -> None:
        """Carry one batch and hand out its answers."""
        replies: list[Reply] = []
        failure: StoreAwayError = InDoubtError("The store was let go of in the middle.")
        self._batches += 1
        number = self._batches
        self.trouble.began(number)
        try:
            missed = await self._exchange(batch, replies)
            self.trouble.ended(number, None if missed is None else str(missed))
            failure = missed or failure
        finally:
            at = 0
            for parcel in batch:
                mine = replies[at : at + parcel.commands]
                at += parcel.commands
                if parcel.answer.cancelled():
                    continue
                if len(mine) == parcel.commands:
                    parcel.answer.set_result(mine)
                else:
                    parcel.answer.set_exception(type(failure)(*failure.args))

    def _take(self) -> list[_Parcel]:
        batch: list[_Parcel] = []
        room = BATCH
        while self._queue and room > 0:
            parcel = self._queue.popleft()
            if not parcel.answer.cancelled():
                batch.append(parcel)
                room -= parcel.commands
        return batch

    async def _exchange(
        self, batch: Sequence[_Parcel], replies: list[Reply]
    ) -> StoreAwayError | None:
        """Add the answers to `replies` as they come; return why some did not."""
        try:
            # redis-py leaves this method without types.
            connection = await self._pool.get_connection()  # type: ignore[no-untyped-call]
        except (RedisError, OSError, TimeoutError) as error:
            return _unreached(error)
        try:
            async with asyncio.timeout(self._timeout):
                packed = b"".join(parcel.packed for parcel in batch)
                replicas = self.replicas if any(parcel.writes for parcel in batch) else None
                if replicas is not None:
                    packed += _packed(replicas.command())
                await connection.send_packed_command(packed, check_health=False)
                for _ in range(sum(parcel.commands for parcel in batch)):
                    try:
                        replies.append(await connection.read_response())
                    except ResponseError as refusal:
                        replies.append(refusal)
                if replicas is not None:
                    await _hear(connection, replicas)
        except BusyLoadingError:
            await connection.disconnect(nowait=True)
            return NotSentError(_AWAY["LOADING"])
        except (RedisError, OSError, TimeoutError):
            await connection.disconnect(nowait=True)
            return InDoubtError("The store did not answer in time or hung up.")
        finally:
            await self._pool.release(connection)
        return None


async def _hear(connection: AbstractConnection, replicas: Replicas) -> None:
    """Read how many replicas have what was written; a refusal counts as none."""
    try:
        reply: Reply = await connection.read_response()
    except ResponseError:
        reply = None
    replicas.judge(reply)


def _packed(command: Command) -> bytes:
    """Return a command as it travels. By hiredis: redis-py's own packing took half of the time of a commit."""
    packed: bytes = pack_command(command)  # type: ignore[arg-type]  # its stub wants one item, it takes any number
    return packed


def _unreached(error: Exception) -> StoreAwayError:
    """Say why no connection came about. A refused password does not pass by itself, but may be mended meanwhile."""
    if isinstance(error, BusyLoadingError):
        return NotSentError(_AWAY["LOADING"])
    if isinstance(error, ResponseError):
        return NotSentError("The store refuses the connection.")
    return NotSentError("The store can't be reached.")


def _meaning(refusal: ResponseError) -> Exception:
    """Translate a refusal, without its words: they may quote what was sent."""
    match refusal:
        case NoScriptError():
            return NoScriptHereError()
        case OutOfMemoryError():
            return NotSentError(_AWAY["OOM"])
        case ReadOnlyError():
            return NotSentError(_AWAY["READONLY"])
        case _:
            words = str(cast("object", refusal)).split(maxsplit=1)
            code = words[0] if words else ""
            if code in _AWAY:
                return NotSentError(_AWAY[code])
            known = code if code.isascii() and code.isupper() else "ERR"
            return StoreFaultError(f"The store refused a command ({known}).")
