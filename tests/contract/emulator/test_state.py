"""The state file: everything is there again after a restart."""

import asyncio
import stat
from pathlib import Path

import aiohttp
import pytest

from bot.emulator.server import Emulator, EmulatorOptions
from tests.contract.emulator.client import Client


async def test_everything_survives_a_restart(tmp_path: Path) -> None:
    """Messages, topics, queue, clock, webhook and event numbers go on where they were."""
    options = EmulatorOptions(state_file=tmp_path / "deep" / "state.json")
    async with Emulator(options) as first, aiohttp.ClientSession() as session:
        client = Client(first, session)
        thread = await client.topic("Rood")
        markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
        sent = await client.call(
            "sendMessage",
            chat_id=client.group,
            message_thread_id=thread,
            text="hallo",
            reply_markup=markup,
        )
        document = {"data": "aGFsbG8=", "name": "a.txt"}
        filed = await client.does(client.anna, "send", chat_id=client.bot, document=document)
        await client.updates()
        await client.writes(client.anna, "nog niet gezien")
        await client.does(client.anna, "block")
        await client.control("clock", advance=5000)
        before = await client.control("state", "GET")
    async with Emulator(options) as second, aiohttp.ClientSession() as session:
        client = Client(second, session)
        after = await client.control("state", "GET")
        for part in ("users", "groups", "bot", "last_event"):
            assert after[part] == before[part]
        assert after["clock"]["offset"] == before["clock"]["offset"]
        shown = await client.shown(client.group, sent["message_id"])
        assert (shown["text"], shown["reply_markup"]) == ("hallo", markup)
        waiting = await client.call("getUpdates")
        assert [next(key for key in one if key != "update_id") for one in waiting] == [
            "message",
            "my_chat_member",
        ]
        assert (await client.topic("Blauw")) > sent["message_id"]
        file = await client.call("getFile", file_id=filed["message"]["document"]["file_id"])
        address = f"{second.base_url}/file/bot{second.token}/{file['file_path']}"
        async with session.get(address) as response:
            assert await response.read() == b"hallo"


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    """A file that is no state is refused with a sentence, not overwritten."""
    path = tmp_path / "state.json"
    path.write_text("{")
    with pytest.raises(ValueError, match="cannot read its state"):
        Emulator(EmulatorOptions(state_file=path))
    assert path.read_text() == "{"


async def test_changes_are_written_soon(tmp_path: Path) -> None:
    """The file follows within half a second, for its owner only, so that a kill loses little."""
    path = tmp_path / "state.json"
    async with (
        Emulator(EmulatorOptions(state_file=path)) as emulator,
        aiohttp.ClientSession() as session,
    ):
        client = Client(emulator, session)
        await client.writes(client.anna, "bewaar dit")
        await asyncio.sleep(0.5)
        assert "bewaar dit" in path.read_text()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
