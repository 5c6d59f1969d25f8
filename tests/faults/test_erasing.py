"""Erasing and changing keys, killed again and again: nothing that lives is lost, what was to go goes, it always starts.

With KILLS=20 in the environment each command is killed so often; a few times each is what a test has time for.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
from pathlib import Path

import pytest

from bot.cli import main
from bot.emulator.actors import Expert, Person
from tests.dialog.case import Case, taken
from tests.dialog.leftovers import dump, hash_of, holding
from tests.support.helpline import Helpline, Program, program

KILLS = int(os.environ.get("KILLS", "2"))
DAY = 24 * 3600.0


_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["bot.cli.keys.rotating", "bot.cli.purge", "bot.cli.audit.checking", __name__]
)
"""A command is a process of its own without importing everything again."""


def _command(words: tuple[str, ...], environ: dict[str, str]) -> None:
    """Be the command, in a process of its own."""
    os.environ.update(environ)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        main(list(words))


async def _types(line: Helpline, *words: str, kill_after: float | None = None) -> int | None:
    """Type a command as a process of its own; killed after some seconds (None) it has no code."""
    process = _FORKS.Process(target=_command, args=(words, line.environ))
    process.start()
    await asyncio.to_thread(process.join, 60 if kill_after is None else kill_after)
    if process.exitcode is not None:
        return process.exitcode
    process.kill()
    await asyncio.to_thread(process.join)
    assert kill_after is not None, "a command does not end"
    return None


async def _killed(line: Helpline, chance: random.Random, *words: str) -> None:
    """Type a command that is killed at some moment, so often; one that ended before that is killed sooner next time."""
    loop = asyncio.get_running_loop()
    await _types(line, "--help")  # whatever is imported first is no part of it
    begun = loop.time()
    assert await _types(line, *words) in (0, 1)
    whole = loop.time() - begun
    kills = 0
    while kills < KILLS:
        if await _types(line, *words, kill_after=whole * chance.uniform(0.2, 1.0)) is None:
            kills += 1
        else:
            whole *= 0.8


async def _goes_on(line: Helpline, running: Program, anna: Person, eva: Expert, case: Case) -> None:
    """Start, and bring a message across both ways."""
    await running.start()
    await anna.writes("Ken je me nog?")
    await eva.sees(case.topic, "Ken je me nog?")
    answer = await eva.replies(case.card, "Jazeker.")
    await eva.sees_reaction(answer, "👌")
    assert (await hash_of(line, anna)) is not None
    assert await _types(line, "audit", "verify") == 0


@pytest.mark.parametrize("words", [("keys", "rotate"), ("keys", "rotate", "--lookup")])
async def test_new_keys(words: tuple[str, ...], tmp_path: Path) -> None:
    """After each kill the command can be typed again; then all is under one key, and everybody is known still."""
    chance = random.Random(7)
    async with program(tmp_path / "data") as (line, running):
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await taken(anna, eva)
        await running.stop()
        await _killed(line, chance, *words)
        assert await _types(line, *words) == 0
        if "--lookup" not in words:
            assert await _types(line, *words, "--drop") == 0
            path = Path(line.environ["HELPLINE_STORE__DATA_DIR"]) / "helpline.key"
            assert path.read_text().count("\nseal ") == 1
        await _goes_on(line, running, anna, eva, case)


async def test_what_is_over_time(tmp_path: Path) -> None:
    """Whoever was to go is gone altogether after the last try, and who has an open case is whole."""
    chance = random.Random(11)
    async with program(tmp_path / "data") as (line, running):
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await taken(anna, eva)
        marks: list[str] = []
        for name in ("Bram", "Carla", "Dirk", "Els"):
            other = await line.stage.person(name)
            await other.starts()
            marks.append(await hash_of(line, other))
        await running.stop()
        await line.stage.advance(31 * DAY)
        await _killed(line, chance, "purge")
        assert await _types(line, "purge") == 0
        await running.start()
        assert holding(await dump(line), marks) == []
        await running.stop()
        await _goes_on(line, running, anna, eva, case)


async def test_her_word(tmp_path: Path) -> None:
    """Killed at any moment after she asked for it: after the next start nothing is left of her, and she hears it."""
    chance = random.Random(13)
    async with program(tmp_path / "data") as (line, running):
        bram, eva = await line.stage.person("Bram"), await line.stage.expert("Eva")
        his = await taken(bram, eva, "Een andere vraag?")
        for number in range(KILLS):
            anna = await line.stage.person(f"Anna {number}")
            await taken(anna, eva, f"Vraag {number}?")
            mark = await hash_of(line, anna)
            await anna.writes("/vergeetmij")
            await anna.sees("Typ dan dit woord")
            await anna.writes("VERGEET")
            await asyncio.sleep(chance.uniform(0.0, 0.08))
            await running.kill()
            await running.start()
            await anna.sees("Alles is gewist", within=20)
            await line.stage.settle()
            assert holding(await dump(line), (mark,)) == []
        assert [one.id for one in await eva.topics()] == [his.topic.id]
        await eva.replies(his.card, "Ik ben er nog")
        await bram.sees("Ik ben er nog")
