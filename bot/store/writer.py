"""The writer: sends writes, and asks again after a lost answer until it knows what became of them.

A write whose answer is lost may have happened. Its receipt in the store tells: the same write asked again answers
what it did the first time, and does nothing twice. So a caller hears either what happened or that nothing did.
"""

import asyncio
import heapq
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, NamedTuple, TypeVar

from bot.ports import Epoch, FencedError, StoreAwayError
from bot.store.failure import InDoubtError, NoScriptHereError, NotSentError, StoreFaultError
from bot.store.line import Reply
from bot.store.pipe import Command, Pipe
from bot.store.script import FINISH, KEEP, WRITE, Script
from bot.store.write import Argument, Write
from bot.tally import Tally

_T = TypeVar("_T")

_LOG: Final = logging.getLogger(__name__)
_FIRST_PAUSE: Final = 0.05
_LONGEST_PAUSE: Final = 2.0


class Row(NamedTuple):
    """An entry of the outbox as it is stored: its owner ("" for none), sealed effect, and when its call was begun."""

    id: str
    owner: str
    sealed: bytes
    begun: float | None


class Written(NamedTuple):
    """What the script answered: `done`, `replayed`, `seen`, `conflict`, `gone` or `fenced`."""

    status: str
    ids: tuple[str, ...]
    """Ids of the appended entries, in order: effects, then the requeued."""
    rows: tuple[Row, ...]
    """The requeued entries; of a replayed write, all that it appended."""


class Writer:
    """Sends writes through a pipe.

    With an `epoch` it writes for the owner of that tenure alone: when a later one has begun, `fenced` is called and
    nothing is written any more.
    """

    def __init__(
        self,
        pipe: Pipe,
        epoch: Epoch | None = None,
        fenced: Callable[[], None] | None = None,
        outcomes: Tally | None = None,
    ) -> None:
        """`outcomes` counts what became of writes."""
        self._pipe = pipe
        self._epoch = epoch or ""
        self._fenced = fenced
        self._outcomes = outcomes or Tally()
        self._process = secrets.token_hex(6)
        self._count = 0
        self._slots = 0
        self._free: list[int] = []
        self._doubts = 0

    async def write(self, write: Write, *, receipt: bool = True) -> Written:
        """Carry out a write; it happens at once or not at all.

        Without `receipt` a repeat must be harmless by itself.

        Raises:
            FencedError: when nothing was written because another process owns the desk.
            StoreAwayError: when nothing was written because the store is away.
        """
        written = await self._write(write, receipt=receipt)
        self._outcomes.add(written.status)
        if written.status == "fenced":
            raise self.fence()
        return written

    async def repeat(self, script: Script, names: Sequence[str], *given: Argument) -> Reply:
        """Run a script that may run twice, until its answer is known; return that. The epoch is its first argument.

        Raises:
            StoreAwayError: when nothing was written because the store is away.
        """
        command = ("EVALSHA", script.sha, len(names), *names, self._epoch, *given)
        try:
            return await self._run(script, command)
        except InDoubtError:
            return await self._insist(lambda: self._run(script, command))

    def fence(self) -> FencedError:
        """Say that a later epoch has begun; return what is to be raised."""
        if self._fenced is not None:
            self._fenced()
        return FencedError("Another process owns the desk.")

    async def load_scripts(self) -> None:
        """Make the scripts known to the server."""
        await self._pipe.ask(*(("SCRIPT", "LOAD", one.text) for one in (WRITE, FINISH, KEEP)))

    async def _write(self, write: Write, *, receipt: bool) -> Written:
        number, spent = self._lend(), True
        self._count += 1
        slot, token = (str(number), f"{self._process}{self._count:x}") if receipt else ("", "")
        # Where nothing else is checked, only the receipt stops a first attempt that arrives after the second.
        unguarded = not (write.record or write.update is not None or write.settled)
        try:
            written = await self._call(
                write, self._arguments(write, slot, token, asked_before=receipt and unguarded)
            )
            spent = False
        except InDoubtError:
            arguments = self._arguments(write, slot, token, asked_before=True)
            return await self._insist(lambda: self._call(write, arguments))
        except (NotSentError, StoreFaultError):
            spent = False
            raise
        else:
            return written
        finally:
            if not spent:
                heapq.heappush(self._free, number)

    def _arguments(
        self, write: Write, slot: str, token: str, *, asked_before: bool
    ) -> list[Argument]:
        return write.arguments(slot, token, asked_before=asked_before, epoch=self._epoch)

    async def _insist(self, action: Callable[[], Awaitable[_T]]) -> _T:
        """Ask again, after an answer that was lost, until there is one."""
        if not self._doubts:
            _LOG.warning(
                "The store did not answer; asking it what became of the writes on their way."
            )
        self._doubts += 1
        pause = _FIRST_PAUSE
        try:
            while True:
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
                try:
                    return await action()
                except StoreAwayError:
                    continue
        finally:
            self._doubts -= 1

    async def _call(self, write: Write, arguments: list[Argument]) -> Written:
        keys = write.keys()
        status, ids, rows = await self._run(
            WRITE, ("EVALSHA", WRITE.sha, len(keys), *keys, *arguments)
        )
        return Written(
            status.decode(),
            tuple(one.decode() for one in ids),
            tuple(
                Row(one.decode(), owner.decode(), sealed, float(begun) if begun else None)
                for one, owner, sealed, begun in rows
            ),
        )

    async def _run(self, script: Script, command: Command) -> Reply:
        """Run a script, which the server may have to learn first; return its answer."""
        try:
            (reply,) = await self._pipe.ask(command, writes=True)
        except NoScriptHereError:
            try:
                await self._pipe.ask(("SCRIPT", "LOAD", script.text))
            except StoreAwayError as error:
                raise NotSentError(str(error)) from None
            try:
                (reply,) = await self._pipe.ask(command, writes=True)
            except NoScriptHereError:
                raise NotSentError("The store forgot its script; it was started again.") from None
        return reply

    def _lend(self) -> int:
        """Return the smallest number of a receipt that is free, so that receipts stay few.

        After a doubt, or when its caller gave up, a number is not used again: something may still be on its way
        that would write over the receipt of the next one.
        """
        if self._free:
            return heapq.heappop(self._free)
        self._slots += 1
        return self._slots
