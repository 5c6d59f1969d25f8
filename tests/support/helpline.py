"""A running helpline: the real one, over HTTP on a stand-in, in this process or as one of its own."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.app import App
from bot.emulator.actors import Stage
from bot.emulator.server import Emulator, EmulatorOptions
from bot.settings import load_settings
from bot.store.server import EmbeddedServer

ROOT = Path(__file__).parents[2]
READY = "De helpline draait."
WITHIN = 20.0
"""Seconds for a start or a stop; both take a fraction of one."""


class Runner(Protocol):
    """Starts and ends a helpline."""

    async def start(self) -> None:
        """Start, and return when it listens."""
        ...

    async def stop(self) -> None:
        """Stop cleanly."""
        ...


@dataclass
class Helpline:
    """A helpline and the stand-in it works on. `environ` is what the next start gets."""

    emulator: Emulator
    stage: Stage
    data_dir: Path
    environ: dict[str, str]
    runner: Runner = field(init=False)

    async def restart(self) -> None:
        """Stop cleanly and start again, on the same data."""
        await self.runner.stop()
        await self.runner.start()


@dataclass
class InProcess:
    """The App itself, as a task of the test."""

    environ: Mapping[str, str]
    app: App | None = None
    said: list[str] = field(default_factory=list)
    _running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start; raises what the App refuses with."""
        self.app = App(load_settings(None, self.environ), announce=self.said.append)
        self._running = asyncio.create_task(self.app.run(), name="app")
        ready = asyncio.create_task(self.app.ready.wait())
        async with asyncio.timeout(WITHIN):
            await asyncio.wait((self._running, ready), return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if self._running.done():
            running, self._running = self._running, None
            running.result()

    async def stop(self) -> None:
        """Stop; raises what went wrong in the App."""
        if self.app is None or self._running is None:
            return
        running, self._running = self._running, None
        self.app.stop()
        async with asyncio.timeout(WITHIN):
            await running


@dataclass
class Program:
    """`python -m bot run`, as an operator starts it."""

    environ: Mapping[str, str]
    said: list[str] = field(default_factory=list)
    process: Process | None = None
    _reading: asyncio.Task[None] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self, until: str = READY) -> None:
        """Start, and wait until it has said `until` since."""
        self.said.clear()
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith("HELPLINE_")
        }
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=ROOT,
            env={**inherited, **self.environ},
            stdout=PIPE,
            stderr=STDOUT,
        )
        self._reading = asyncio.create_task(self._read(self.process))
        await self.says(until)

    async def says(self, what: str) -> str:
        """Wait until a line that holds `what` was printed; the line."""
        async with asyncio.timeout(WITHIN):
            while True:
                self._news.clear()
                found = next((line for line in self.said if what in line), None)
                if found is not None:
                    return found
                assert self._reading is not None
                assert not self._reading.done(), f"The helpline ended before it said {what!r}."
                await self._news.wait()

    async def stop(self) -> None:
        """Ask it to stop (SIGTERM) and wait; it must end without an error."""
        assert await self._end(signal.SIGTERM) == 0

    async def kill(self) -> None:
        """`kill -9`: it gets no chance to tidy up."""
        await self._end(signal.SIGKILL)

    async def exits(self) -> int:
        """Wait until it ends by itself; its exit code."""
        assert self.process is not None
        async with asyncio.timeout(WITHIN):
            code = await self.process.wait()
            if self._reading is not None:
                await self._reading
        self.process = None
        return code

    async def _end(self, sign: signal.Signals) -> int:
        if self.process is None:
            return 0
        with suppress(ProcessLookupError):
            self.process.send_signal(sign)
        return await self.exits()

    async def _read(self, process: Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            self.said.append(line.decode().rstrip())
            self._news.set()
        # The task is done only after its last step; who waits looks again then.
        asyncio.get_running_loop().call_soon(self._news.set)


def environ_for(emulator: Emulator, data_dir: Path, **more: str) -> dict[str, str]:
    """The environment of a helpline on this stand-in; `more` without the prefix, `service__hours="…"`."""
    return {
        "HELPLINE_TELEGRAM__TOKEN": emulator.token,
        "HELPLINE_TELEGRAM__BASE_URL": emulator.base_url,
        "HELPLINE_TELEGRAM__EXPERT_GROUP_ID": str(emulator.group_id),
        "HELPLINE_TELEGRAM__CLOCK_URL": f"{emulator.base_url}/control/clock",
        "HELPLINE_STORE__DATA_DIR": str(data_dir),
        "HELPLINE_SERVICE__HOURS": "always",
        **{f"HELPLINE_{name.upper()}": value for name, value in more.items()},
    }


@asynccontextmanager
async def prepared(data_dir: Path, **more: str) -> AsyncIterator[Helpline]:
    """A stand-in with its stage, and a helpline that has not started; it is stopped at the end."""
    async with Emulator(EmulatorOptions()) as emulator, Stage(emulator.base_url) as stage:
        environ = environ_for(emulator, data_dir, **more)
        line = Helpline(emulator, stage, data_dir, environ)
        line.runner = InProcess(environ)
        try:
            yield line
        finally:
            await stage.no_faults()
            await stage.release()
            await line.runner.stop()


@asynccontextmanager
async def helpline(data_dir: Path, **more: str) -> AsyncIterator[Helpline]:
    """A running helpline in this process; `more` settings as in `environ_for`."""
    async with prepared(data_dir, **more) as line:
        await line.runner.start()
        yield line


@asynccontextmanager
async def program(data_dir: Path, **more: str) -> AsyncIterator[tuple[Helpline, Program]]:
    """A running helpline as a process of its own, to be killed and started again."""
    async with prepared(data_dir, **more) as line:
        running = Program(line.environ)
        line.runner = running
        await running.start()
        try:
            yield line, running
        finally:
            if running.process is None:
                # After a kill the store lives on, by design; nobody will adopt this one.
                store = EmbeddedServer(data_dir)
                await store.start()
                await store.stop()
