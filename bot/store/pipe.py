"""The pipe: carries commands to the server, those of many callers in one go, and tells what became of them.

With `appendfsync always` the server syncs its file once for all commands that wait together, so commands of one
moment travel together. No task lives on when there is nothing to carry, and none is needed to carry.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from itertools import chain
from time import monotonic
from typing import Final, NamedTuple

from hiredis import pack_command
from redis.asyncio import Redis
from redis.exceptions import BusyLoadingError, RedisError, ResponseError

from bot.ports import StoreAwayError
from bot.store.failure import AWAY, InDoubtError, NotSentError, meaning_of, unreached
from bot.store.line import Line, Refusal, Reply
from bot.store.replicas import Replicas
from bot.store.trouble import Trouble
from bot.tally import Histogram

Command = tuple[str | bytes | int | float, ...]

CONNECTIONS: Final = 2
"""While one batch waits for the disk the next one travels."""
BATCH: Final = 256
"""Commands in one go; more only wait in our memory instead of the server's."""
TIMEOUT: Final = 10.0
"""Seconds for one batch; after that its outcome is unknown."""
REACH_AGAIN: Final = 0.1
"""Seconds until a second connection is tried again; while there is none at all, those who ask decide."""
CLOSE_SECONDS: Final = 0.3
"""For what is on its way when the pipe is closed: a server that hangs must not hold up the end."""


class _Parcel(NamedTuple):
    """What one caller sends: so many commands, packed, and where their answers go."""

    commands: int
    packed: bytes
    answer: asyncio.Future[list[Reply]]
    writes: bool


class Pipe:
    """Carries commands over some connections of one client. `timeout` in seconds, for one batch.

    Who asks only puts his commands in the queue; they leave in the next turn of the event loop, with those of all
    others who asked in this one.
    """

    def __init__(self, client: Redis, *, timeout: float = TIMEOUT) -> None:
        self._pool: Final = client.connection_pool
        self._timeout = timeout
        self._queue: deque[_Parcel] = deque()
        self._leaving = False
        """The queue is looked at in the next turn."""
        self._idle: list[Line] = []
        self._lines = [Line(self._returned, self._lost) for _ in range(CONNECTIONS)]
        self._away = [*self._lines]
        self._reaching: asyncio.Task[None] | None = None
        self._travelling: dict[int, Sequence[_Parcel]] = {}
        self._batches = 0
        self._closing = False
        self.trouble: Final = Trouble(monotonic)
        self.took: Final = Histogram()
        """How long batches took that were answered."""
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
        packed = _packed(commands[0]) if len(commands) == 1 else b"".join(map(_packed, commands))
        self._queue.append(_Parcel(len(commands), packed, answer, writes))
        self._leave()
        replies = await answer
        for reply in replies:
            if isinstance(reply, Refusal):
                meaning = meaning_of(reply)
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
            raise unreached(error) from None
        answered = False
        try:
            async with asyncio.timeout(seconds):
                await connection.send_packed_command(_packed(command), check_health=False)
                try:
                    reply = await connection.read_response()
                except BusyLoadingError:
                    raise NotSentError(AWAY["LOADING"]) from None
                except ResponseError as refusal:
                    answered = True
                    raise meaning_of(refusal) from None
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

        Who still waits for an answer then hears that its outcome is unknown. Who asks later reaches it anew.
        """
        self._closing = True
        parcels = [*self._queue, *chain.from_iterable(self._travelling.values())]
        if waiting := [one.answer for one in parcels if not one.answer.done()]:
            await asyncio.wait(waiting, timeout=CLOSE_SECONDS)
        if self._reaching is not None:
            self._reaching.cancel()
            await asyncio.gather(self._reaching, return_exceptions=True)
        for line in self._lines:
            await line.close()
        self._refuse(NotSentError("The store was let go of."))
        await self._pool.disconnect()
        self._closing = False
        if self._queue:
            self._leave()

    # --- on the way -----------------------------------------------------------------------

    def _leave(self) -> None:
        if not self._leaving:
            self._leaving = True
            asyncio.get_running_loop().call_soon(self._send)

    def _send(self) -> None:
        """Send what waits, as far as there are lines for it."""
        self._leaving = False
        while self._queue:
            if not self._idle:
                if self._away and self._reaching is None and not self._closing:
                    self._reaching = asyncio.create_task(
                        self._reach(self._away.pop()), name="store pipe"
                    )
                return
            if batch := self._take():
                self._carry(self._idle.pop(), batch)

    def _take(self) -> list[_Parcel]:
        batch: list[_Parcel] = []
        room = BATCH
        while self._queue and room > 0:
            parcel = self._queue.popleft()
            if not parcel.answer.cancelled():
                batch.append(parcel)
                room -= parcel.commands
        return batch

    def _carry(self, line: Line, batch: Sequence[_Parcel]) -> None:
        self._batches += 1
        number = self._batches
        self._travelling[number] = batch
        self.trouble.began(number)
        packed = [parcel.packed for parcel in batch]
        wanted = sum(parcel.commands for parcel in batch)
        replicas = None
        if self.replicas is not None and any(parcel.writes for parcel in batch):
            replicas = self.replicas
            packed.append(_packed(replicas.command()))
            wanted += 1

        begun = monotonic()

        def arrived(replies: Sequence[Reply]) -> None:
            if len(replies) == wanted:
                self.took.note(monotonic() - begun)
            self._deliver(number, replies, wanted, replicas)

        line.carry(b"".join(packed), wanted, self._timeout, arrived)

    def _deliver(
        self, number: int, replies: Sequence[Reply], wanted: int, replicas: Replicas | None
    ) -> None:
        """Hand out the answers of a batch. Whatever happened, every caller hears of it."""
        complete = len(replies) == wanted
        sentence = "The store did not answer in time or hung up."
        self.trouble.ended(number, None if complete else sentence)
        if replicas is not None and complete:
            replicas.judge(replies[-1])
        at = 0
        for parcel in self._travelling.pop(number):
            mine = list(replies[at : at + parcel.commands])
            at += parcel.commands
            if parcel.answer.done():
                continue
            if len(mine) == parcel.commands:
                parcel.answer.set_result(mine)
            else:
                parcel.answer.set_exception(InDoubtError(sentence))

    def _returned(self, line: Line) -> None:
        """Note that a line can take the next batch."""
        self._idle.append(line)
        if self._queue:
            self._leave()

    def _lost(self, line: Line) -> None:
        """Note that a line is closed."""
        if line in self._idle:
            self._idle.remove(line)
        self._away.append(line)
        if self._queue and not self._closing:
            self._leave()

    async def _reach(self, line: Line) -> None:
        """Connect a line. When no line at all can be had, those who wait hear of it."""
        self._batches += 1
        number = self._batches
        self.trouble.began(number)
        try:
            await line.connect(self._pool)
        except (RedisError, OSError, TimeoutError) as error:
            self._away.append(line)
            failure = unreached(error)
            self.trouble.ended(number, str(failure))
            if len(self._away) < CONNECTIONS:
                # The other line is at work, and may bring who waits along; trying at once again would only burn.
                await asyncio.sleep(REACH_AGAIN)
            if len(self._away) == CONNECTIONS:
                self._refuse(failure)
        except BaseException:
            self._away.append(line)
            self.trouble.ended(number, None)
            raise
        else:
            self.trouble.ended(number, None)
            self._idle.append(line)
        finally:
            self._reaching = None
        if self._queue:
            self._leave()

    def _refuse(self, failure: StoreAwayError) -> None:
        """Tell all who wait that nothing of theirs was sent."""
        while self._queue:
            parcel = self._queue.popleft()
            if not parcel.answer.done():
                parcel.answer.set_exception(type(failure)(*failure.args))


def _packed(command: Command) -> bytes:
    """Return a command as it travels. By hiredis: redis-py's own packing took half of the time of a commit."""
    packed: bytes = pack_command(command)  # type: ignore[arg-type]  # its stub wants one item, it takes any number
    return packed
