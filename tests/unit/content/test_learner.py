"""Learning beside the work: what failed is tried again, and nothing is left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest

from bot.content import Room, Shelf, kept, learner, ready
from bot.content.learner import Learner
from bot.content.learning import LearningError, learn_apart
from tests.support.desks import ROOT

if TYPE_CHECKING:
    from bot.faq.content import Content
    from bot.handoff.knowledge import Knowledge


def left(cache: Path) -> list[str]:
    """What stands in a cache."""
    return sorted(path.name for path in cache.iterdir())


async def test_what_failed_is_learned_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that was ended, as when memory is short, is no reason to go without for ever."""
    tries = 0

    async def second_time(content: Content, cache: Path, *, meaning: bool) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise LearningError

    learned = asyncio.Event()

    def take(knowledge: Knowledge, *_: object) -> Knowledge:
        loop.call_soon_threadsafe(learned.set)
        return knowledge

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(learner, "learn_apart", second_time)
    monkeypatch.setattr(ready, "learned", take)
    monkeypatch.setattr(learner, "AGAIN_AFTER", 0.01)
    room = Room(tmp_path)
    learning_task = asyncio.create_task(
        Learner(Shelf(ROOT / "faq", room), room.cache, meaning=False).run()
    )
    async with asyncio.timeout(20):
        await learned.wait()
    learning_task.cancel()
    assert tries == 2


async def test_a_process_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told by an error, and neither a mark nor what it was to learn from stays."""
    monkeypatch.setattr(sys, "executable", str(which("false")))
    with pytest.raises(LearningError):
        await learn_apart(kept.read_content(ROOT / "faq"), tmp_path, meaning=False)
    assert left(tmp_path) == []
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nergens"))
    with pytest.raises(OSError, match="No such file"):
        await learn_apart(kept.read_content(ROOT / "faq"), tmp_path, meaning=False)
    assert left(tmp_path) == []


_HELPLINE = """
import asyncio, sys
from pathlib import Path
from bot.content import kept
from bot.content.learning import learn_apart

asyncio.run(learn_apart(kept.read_content(Path(sys.argv[1])), Path(sys.argv[2]), meaning=False))
"""


async def test_it_ends_with_the_helpline(tmp_path: Path) -> None:
    """When the helpline is killed its output is over at once, and the process that learns for it ends too."""
    ours = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _HELPLINE, str(ROOT / "faq"), str(tmp_path)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert ours.stdout is not None
    async with asyncio.timeout(60):
        while not (found := _learning(ours.pid)):  # noqa: ASYNC110  the system tells nobody
            await asyncio.sleep(0.01)
        (learning,) = found
        os.kill(learning, signal.SIGSTOP)  # so that it can't be done, nor have ended by chance
        ours.kill()
        try:
            assert await ours.stdout.read() == b""
        finally:
            os.kill(learning, signal.SIGCONT)
        while _lives(learning):  # noqa: ASYNC110  it is no child of ours
            await asyncio.sleep(0.01)
    # What it learned would be here, had it gone on.
    assert [name for name in left(tmp_path) if not name.startswith("learning-")] == []


def _learning(process: int) -> list[int]:
    """Its child, once that is a program of its own: until then it holds all that its parent holds, the output too."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return [
        int(each)
        for each in children
        if b"bot.content.learning" in Path(f"/proc/{each}/cmdline").read_bytes().split(b"\0")
    ]


def _lives(process: int) -> bool:
    """Whether it runs: one that has ended may wait for somebody who asks how."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(") ")[2]
    except OSError:
        return False
    return not state.startswith("Z")


async def test_ctrl_c_is_not_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is in no group with the helpline, so a key pressed in the terminal prints nothing of it."""
    real = asyncio.create_subprocess_exec
    groups: list[int] = []
    begun = asyncio.Event()

    async def sleeping(*_: str, **more: object) -> asyncio.subprocess.Process:
        process = await real("sleep", "60", **more)  # type: ignore[arg-type]  # the options of the real call
        groups.append(os.getpgid(process.pid))
        begun.set()
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", sleeping)
    task = asyncio.create_task(
        learn_apart(kept.read_content(ROOT / "faq"), tmp_path, meaning=False)
    )
    async with asyncio.timeout(20):
        await begun.wait()
    assert groups[0] != os.getpgid(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ProcessLookupError):
        os.killpg(groups[0], signal.SIGKILL)
    assert left(tmp_path) == []
