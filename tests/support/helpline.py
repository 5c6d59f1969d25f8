"""A running helpline: the real one, over HTTP on a stand-in, in this process or as one of its own."""

from __future__ import annotations

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
from tests.support.canary import MarkedStage, leaks, listening, mark_everybody, secrets_of

ROOT = Path(__file__).parents[2]
READY = "De helpline draait."
WITHIN = 60.0
"""Seconds for a start or a stop. Both take one or two, but more on a busy machine, and a start in bad weather waits for Telegram
again and again."""


class Runner(Protocol):
    """Starts and ends a helpline."""

    said: Said

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
class Said:
    """What a helpline has told its operator since it started."""

    lines: list[str] = field(default_factory=list)
    over: bool = False
    """Nothing more will come."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, line: str) -> None:
        """Take in one more line."""
        self.lines.append(line)
        self._news.set()

    def end(self) -> None:
        """Note that nothing more will come."""
        self.over = True
        self._news.set()

    async def says(self, what: str) -> str:
        """Wait until there is a line that holds `what`; the line."""
        async with asyncio.timeout(WITHIN):
            while True:
                self._news.clear()
                found = next((line for line in self.lines if what in line), None)
                if found is not None:
                    return found
                assert not self.over, f"The helpline ended before it said {what!r}."
                await self._news.wait()


@dataclass
class InProcess:
    """The App itself, as a task of the test."""

    environ: Mapping[str, str]
    app: App | None = None
    said: Said = field(default_factory=Said)
    _running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start; raises what the App refuses with."""
        self.said = Said()
        self.app = App(load_settings(None, self.environ), announce=self.said.add)
        running = self._running = asyncio.create_task(self.app.run(), name="app")
        ready = asyncio.create_task(self.app.ready.wait())
        async with asyncio.timeout(WITHIN):
            await asyncio.wait((running, ready), return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if running.done():
            self._running = None
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
    """`python -m bot run` (or another `command`), as an operator starts it."""

    environ: Mapping[str, str]
    command: str = "run"
    launcher: tuple[str, ...] = ("-m", "bot")
    """What Python is told to run; another one may put a mistake into it first."""
    said: Said = field(default_factory=Said)
    process: Process | None = None
    _reading: asyncio.Task[None] | None = None

    async def start(self, until: str = READY) -> None:
        """Start, and wait until it has said `until` since."""
        self.said = Said()
        inherited = {
            name: value
            for name, value in os.environ.items()
            # It runs as it does for its users: asyncio's debug mode is for these tests, and would slow it down.
            if not name.startswith("HELPLINE_") and name != "PYTHONASYNCIODEBUG"
        }
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self.launcher,
            self.command,
            cwd=ROOT,
            env={**inherited, **self.environ},
            stdout=PIPE,
            stderr=STDOUT,
        )
        self._reading = asyncio.create_task(self._read(self.process))
        await self.said.says(until)

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
        said = self.said
        async for line in process.stdout:
            said.add(line.decode().rstrip())
        said.end()


NO_BUDGETS = {
    "HELPLINE_TELEGRAM__BUDGETS__PRIVATE_PER_SECOND": "0",
    "HELPLINE_TELEGRAM__BUDGETS__GROUP_PER_MINUTE": "0",
    "HELPLINE_TELEGRAM__BUDGETS__TOTAL_PER_SECOND": "0",
}
"""Most tests write faster than Telegram allows, and would wait for minutes. What keeps to the budgets says so."""


NO_QUESTIONS = {"HELPLINE_POLICY__ASK_FIRST": "false", "HELPLINE_POLICY__FILES": "allow"}
"""Most tests that send a picture or a file are about how it arrives. What asks about them first says so."""


def environ_for(emulator: Emulator, data_dir: Path, **more: str) -> dict[str, str]:
    """The environment of a helpline on this stand-in; `more` without the prefix, `service__hours="…"`."""
    return {
        "HELPLINE_TELEGRAM__TOKEN": emulator.token,
        "HELPLINE_TELEGRAM__BASE_URL": emulator.base_url,
        "HELPLINE_TELEGRAM__EXPERT_GROUP_ID": str(emulator.group_id),
        "HELPLINE_TELEGRAM__CLOCK_URL": f"{emulator.base_url}/control/clock",
        "HELPLINE_STORE__DATA_DIR": str(data_dir),
        "HELPLINE_SERVICE__HOURS": "always",
        "HELPLINE_WEB__LISTEN": "",
        # To learn takes each start some seconds, beside its work: by words only, and what was learned is shared.
        "HELPLINE_MATCHER__MODE": "lexical",
        "HELPLINE_CONTENT__CACHE": str(ROOT / "build" / "learned"),
        **NO_QUESTIONS,
        **NO_BUDGETS,
        **{f"HELPLINE_{name.upper()}": value for name, value in more.items()},
    }


@asynccontextmanager
async def prepared(data_dir: Path, **more: str) -> AsyncIterator[Helpline]:
    """A stand-in with its stage, and a helpline that has not started; it is stopped at the end.

    What it leaves behind is searched then for whatever must not be in it (`tests.support.canary`).
    """
    async with Emulator(EmulatorOptions()) as emulator, MarkedStage(emulator.base_url) as stage:
        mark_everybody(emulator)
        environ = environ_for(emulator, data_dir, **more)
        line = Helpline(emulator, stage, data_dir, environ)
        line.runner = InProcess(environ)
        with listening() as ears:
            try:
                yield line
            finally:
                await stage.no_faults()
                await stage.release()
                await line.runner.stop()
        said = [*ears.lines, *line.runner.said.lines]
        assert leaks(secrets_of(emulator), said, data_dir) == []


@asynccontextmanager
async def helpline(data_dir: Path, **more: str) -> AsyncIterator[Helpline]:
    """A running helpline in this process; `more` settings as in `environ_for`."""
    async with prepared(data_dir, **more) as line:
        await line.runner.start()
        yield line


@asynccontextmanager
async def program(data_dir: Path, **more: str) -> AsyncIterator[tuple[Helpline, Program]]:
    """A running helpline as a process of its own, to be killed and started again."""
    async with prepared(data_dir, **more) as line, started(line) as running:
        yield line, running


@asynccontextmanager
async def started(line: Helpline) -> AsyncIterator[Program]:
    """The program of a helpline that was prepared."""
    running = Program(line.environ)
    line.runner = running
    await running.start()
    try:
        yield running
    finally:
        if running.process is None and "HELPLINE_STORE__URL" not in line.environ:
            # After a kill the store lives on, by design; nobody will adopt this one.
            store = EmbeddedServer(line.data_dir)
            await store.start()
            await store.stop()
