"""Learning: learns from content in a process of its own, and leaves what it learned in the cache.

It takes seconds of processor time and a lot of memory for a moment. Beside the work of the helpline, in a thread, it
would hold up every message; here it is the system that divides the time, and this process is served last.

It holds nothing of the helpline but two pipes to it: one by which it says what went wrong, and one on which nothing is
ever written and which ends with the helpline, however that ends. Then this process ends, too.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.content import kept
from bot.content.aside import aside
from bot.content.files import write_whole

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from bot.faq.content import Content

NICE: Final = 10
"""How far it steps back for others (nice(2))."""
_MOST_MARKS: Final = 8
"""Two a version. Not more than what was learned is kept: a mark without it would let the helpline learn by itself."""
_ONE_THREAD: Final = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)


log = logging.getLogger(__name__)


class LearningError(Exception):
    """Nothing was learned; the process has said why where the log goes."""


async def learn_apart(content: Content, cache: Path, *, meaning: bool) -> None:
    """Have the cache hold what can be learned from content: by words, or by meaning too. Cancelling ends the process.

    Raises:
        LearningError: the process ended without that.
        OSError: the cache can't be written to.
    """
    mark = cache / f"learned-{content.version}-{kept.code()[:12]}{'-meaning' if meaning else ''}"
    if await aside(mark.exists, "content"):
        return
    source = cache / f"learning-{content.version}-{os.getpid()}-{meaning:d}.json"
    try:
        await aside(partial(kept.write, content, source), "content")
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", __name__, str(source), str(cache), "meaning" if meaning else "words"),
            env={**os.environ, **_ONE_THREAD},
            stdin=asyncio.subprocess.PIPE,  # see `_end_with_helpline`
            stdout=asyncio.subprocess.DEVNULL,
            # Ours would stay open in it, and whoever reads there would not see that the helpline has ended.
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is said to the helpline, which ends it
        )
        code = await _ended(process)
    finally:
        await asyncio.shield(aside(partial(source.unlink, missing_ok=True), "content"))
    if code:
        raise LearningError
    await aside(partial(_mark, mark), "content")


async def _ended(process: Process) -> int:
    """Wait for a process; return its exit code. What it says goes into the log. Cancelling ends it."""
    try:
        said = await process.stderr.read() if process.stderr is not None else b""
        for line in said.decode(errors="replace").splitlines():
            log.warning("Learning: %s", line)
        return await process.wait()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _mark(mark: Path) -> None:
    """Note that it was learned, and forget the oldest notes."""
    write_whole(mark, b"")
    older = sorted(mark.parent.glob("learned-*"), key=lambda one: one.stat().st_mtime)
    for one in older[:-_MOST_MARKS]:
        one.unlink(missing_ok=True)


def main(source: str, cache: str, how: str) -> None:
    """Learn from the content in a file, unless the helpline ends meanwhile."""
    threading.Thread(target=_end_with_helpline, args=(Path(source),), daemon=True).start()
    from bot.content import ready
    from bot.faq.encoder import load_encoder

    os.nice(NICE)
    knowledge = ready.knowledge_of(kept.read(Path(source)))
    Path(source).unlink(missing_ok=True)  # whoever asked for this may be killed meanwhile
    ready.learned(knowledge, load_encoder(Path(cache)) if how == "meaning" else None, Path(cache))


def _end_with_helpline(source: Path) -> None:
    """End this process when the helpline has ended, and with it the pipe that it never writes to."""
    os.read(sys.stdin.fileno(), 1)
    source.unlink(missing_ok=True)
    os._exit(1)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception as error:  # noqa: BLE001  a traceback can hold texts
        sys.exit(f"It failed ({type(error).__name__}).")
