"""`helpline run`: the helpline until Ctrl-C, on Telegram or on the stand-in."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import click
from pydantic import SecretStr

from bot.app import App
from bot.checks import RefusedError
from bot.cli.memory import settle
from bot.cli.practice import practising
from bot.cli.refusals import REFUSALS, sentences
from bot.store.lock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path
    from typing import Any

    from bot.settings import Settings

END_WITHIN = 3.5
"""Seconds from the signal to the end of this process at the latest. It promises five, also where it has to wait for a processor."""
STATE_FILE = "telegram.json"
"""What the stand-in remembers, in the data directory."""


def run_helpline(settings: Settings) -> int:
    """Run until SIGINT or SIGTERM; return the exit code: 0 stopped, 1 refused to start."""
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    for talkative in ("httpx", "telegram", "aiohttp.access", "asyncio", "watchfiles"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    try:
        run_on_loop(_run(settings))
    except REFUSALS as error:
        for sentence in sentences(error):
            click.echo(f"✗ {sentence}", err=True)
        return 1
    return 0


def run_on_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run on uvloop where it exists, else on asyncio's own loop."""
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    try:
        import uvloop
    except ImportError:
        pass
    else:
        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(work)


async def _run(settings: Settings) -> None:
    async with AsyncExitStack() as stack:
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, stopping.set)
        if not settings.telegram.token.get_secret_value():
            settings = await _stand_in(stack, settings)
        app = App(settings, announce=click.echo)
        settling = asyncio.create_task(settle(app.ready), name="memory")
        stack.callback(settling.cancel)
        running = asyncio.create_task(app.run(), name="app")
        waiting = asyncio.create_task(stopping.wait(), name="signal")
        await asyncio.wait((running, waiting), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if not running.done():
            click.echo("De helpline stopt …")
            _end_at_latest()
            app.stop()
        await running


def _end_at_latest() -> None:
    """See to it that this process ends in time, also on a machine that is too busy to tidy up.

    What is not recorded by then is as after a kill, which loses nothing; the embedded store is found by the next start.
    """
    ending = threading.Timer(END_WITHIN, os._exit, (0,))
    ending.daemon = True
    ending.start()


def _take_for_practice(stack: AsyncExitStack, data_dir: Path) -> None:
    """Have the data of practice to ourselves, before a second stand-in writes over the first one's memory."""
    lock = FileLock(data_dir / "standin.lock")
    if not lock.take():
        sentence = (
            "De oefen-Telegram draait al met deze gegevens. Stop die eerst met Ctrl-C, "
            "of kies een andere map bij store.data_dir."
        )
        raise RefusedError([sentence])
    stack.callback(lock.release)


async def _stand_in(stack: AsyncExitStack, settings: Settings) -> Settings:
    """Start the stand-in Telegram and return settings that lead to it.

    Raises:
        RefusedError: when it can't listen on its port, or can't keep anything.
    """
    from bot.emulator.server import Emulator, EmulatorOptions

    settings = practising(settings)
    data_dir = settings.store.data_dir
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        sentence = (
            f"De map {data_dir} is niet te maken. "
            "Kies bij store.data_dir een map waarin de helpline mag schrijven."
        )
        raise RefusedError([sentence]) from None
    _take_for_practice(stack, data_dir)
    emulator = Emulator(
        EmulatorOptions(
            host=settings.standin.host,
            port=settings.standin.port,
            state_file=data_dir / STATE_FILE,
        )
    )
    try:
        await stack.enter_async_context(emulator)
    except OSError:
        sentence = (
            f"Poort {settings.standin.port} is niet vrij. Misschien draait de oefen-Telegram al: kijk op "
            f"http://{settings.standin.host}:{settings.standin.port}/. Of kies een andere poort bij standin.port."
        )
        raise RefusedError([sentence]) from None
    click.echo(
        "Er is geen token ingesteld: de helpline draait op een oefen-Telegram op deze computer.\n"
        f"Kijk in de browser op  {emulator.base_url}/  (links de telefoon, rechts de deskundigen).\n"
        "Stoppen: Ctrl-C."
    )
    return settings.model_copy(
        update={
            "telegram": settings.telegram.model_copy(
                update={
                    "token": SecretStr(emulator.token),
                    "base_url": emulator.base_url,
                    "expert_group_id": emulator.group_id,
                    "clock_url": f"{emulator.base_url}/control/clock",
                }
            ),
        }
    )
