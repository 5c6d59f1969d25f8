"""`helpline run` without a token: everything on this computer, ended by Ctrl-C, and found again."""

import asyncio
import re
import signal
from pathlib import Path

from bot.emulator.actors import Stage
from bot.text import bare
from tests.support.helpline import Program


def standin(data_dir: Path) -> Program:
    """The command as a newcomer types it, but for a port of its own."""
    return Program(
        {
            "HELPLINE_STORE__DATA_DIR": str(data_dir),
            "HELPLINE_STANDIN__PORT": "0",
            "HELPLINE_SERVICE__HOURS": "always",
        }
    )


def address(program: Program) -> str:
    """The address it printed."""
    found = re.search(r"http://127\.0\.0\.1:\d+", "\n".join(program.said.lines))
    assert found is not None, "It said nowhere where to look."
    return found[0]


async def ctrl_c(program: Program) -> int:
    """Press Ctrl-C; the exit code."""
    assert program.process is not None
    program.process.send_signal(signal.SIGINT)
    return await program.exits()


def server_ids(data_dir: Path) -> set[str]:
    """The process ids of Valkey servers that work below a directory."""
    ids = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "comm").read_text()
            place = (process / "cwd").readlink()
        except OSError:
            continue
        if "valkey" in command and place.is_relative_to(data_dir):
            ids.add(process.name)
    return ids


async def test_ctrl_c_ends_all_of_it_and_the_next_start_finds_the_case(tmp_path: Path) -> None:
    """A case placed before Ctrl-C is where it was after the next start, and nothing runs in between."""
    first = standin(tmp_path)
    await first.start()
    async with Stage(address(first)) as stage:
        anna = await stage.person("Anna")
        eva = await stage.expert("Eva")
        await anna.starts()
        await anna.presses(bare("nl", "button.danger"))
        await anna.presses(bare("nl", "button.now"))
        topic = await eva.topic()
        await stage.settle()
    assert server_ids(tmp_path)
    assert await ctrl_c(first) == 0
    assert not server_ids(tmp_path)

    second = standin(tmp_path)
    await second.start()
    async with Stage(address(second)) as stage:
        anna = await stage.person("Anna")
        eva = await stage.expert("Eva")
        assert [known.name for known in await eva.topics()] == [topic.name]
        await anna.writes("Ben je er nog?")
        await eva.sees(topic, "Ben je er nog?")
    assert await ctrl_c(second) == 0


async def test_a_killed_helpline_finds_its_living_store_again(tmp_path: Path) -> None:
    """After `kill -9` of the bot the server lives on, and the next start takes it over as it is."""
    first = standin(tmp_path)
    await first.start()
    await asyncio.sleep(0.1)
    await first.kill()
    left = server_ids(tmp_path)
    assert len(left) == 1
    second = standin(tmp_path)
    await second.start()
    assert server_ids(tmp_path) == left
    assert await ctrl_c(second) == 0
    assert not server_ids(tmp_path)


async def test_practice_runs_once_on_its_data(tmp_path: Path) -> None:
    """A second start on the same data says that the first one runs, and writes over nothing."""
    first = standin(tmp_path)
    await first.start()
    second = standin(tmp_path)
    await second.start(until="draait al met deze gegevens")
    assert await second.exits() == 1
    assert await ctrl_c(first) == 0
