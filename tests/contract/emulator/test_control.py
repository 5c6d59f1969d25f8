"""The control interface: what people see, the event log, its web socket, the page."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.emulator import server
from bot.emulator.server import Emulator, EmulatorOptions
from tests.contract.emulator.client import Client, soon


async def test_the_state(client: Client) -> None:
    """The state names clock, bot, people and groups."""
    state = await client.control("state", "GET")
    assert [one["first_name"] for one in state["users"]] == ["Anna", "Eva", "Erik"]
    assert state["bot"]["username"] == "helpline_standin_bot"
    assert state["groups"][0]["title"] == "Experts"
    assert state["polling"] is False


async def test_people_are_made_and_changed(client: Client) -> None:
    """A new person can write to the bot; names change; a message keeps the person's shape."""
    made = await client.control("users", first_name="Test", last_name="Persoon", is_premium=True)
    await client.control(f"users/{made['id']}", "PATCH", first_name="Nieuw")
    await client.does(made["id"], "start")
    [received] = await client.news("message")
    assert received["from"]["first_name"] == "Nieuw"
    assert received["from"]["is_premium"] is True
    assert (await client.control_raw("users"))[0] == 400
    assert (await client.control_raw("users", first_name="x", id=made["id"]))[0] == 409


async def test_messages_after_an_event(client: Client) -> None:
    """Messages are listed by chat and topic, and by what changed after an event."""
    thread = await client.topic()
    place = {"chat_id": client.group}
    general = await client.writes(client.eva, "algemeen", **place)
    inside = await client.writes(client.eva, "binnen", thread_id=thread, **place)
    path = f"chats/{client.group}/messages"
    found = await client.control(path, "GET", thread_id=thread)
    assert [one["message_id"] for one in found["messages"]] == [thread, inside["message_id"]]
    found = await client.control(path, "GET", thread_id=0, viewer=client.erik)
    assert [one["message_id"] for one in found["messages"]] == [general["message_id"]]
    await client.does(client.eva, "edit", message_id=general["message_id"], text="anders", **place)
    found = await client.control(path, "GET", after=found["last_event"])
    assert [one["text"] for one in found["messages"]] == ["anders"]
    assert (await client.control_raw(path, "GET", viewer=client.anna))[0] == 403


async def test_the_event_log(client: Client) -> None:
    """Everything visible is an event, in order; the log can be waited for."""
    last = (await client.control("state", "GET"))["last_event"]
    waiting = asyncio.create_task(client.control("events", "GET", after=last, timeout=10))
    await asyncio.sleep(0.02)
    said = await client.writes(client.anna, "een")
    found = await soon(waiting)
    assert [one["kind"] for one in found["events"]] == ["message"]
    where = {"chat_id": client.bot, "message_id": said["message_id"]}
    await client.does(client.anna, "edit", **where, text="twee")
    await client.call(
        "setMessageReaction",
        chat_id=client.anna,
        message_id=said["message_id"],
        reaction=[{"type": "emoji", "emoji": "👌"}],
    )
    await client.does(client.anna, "delete", **where)
    await client.topic()
    found = await client.control("events", "GET", after=found["last"])
    kinds = [one["kind"] for one in found["events"]]
    assert kinds == ["edit", "reaction", "delete", "topic", "message"]
    numbers = [one["n"] for one in found["events"]]
    assert numbers == list(range(numbers[0], numbers[0] + 5))
    assert found["missed"] is False


async def test_the_web_socket(client: Client) -> None:
    """The socket sends each event as it happens, from a number on."""
    await client.writes(client.anna, "een")
    address = f"{client.emulator.base_url}/control/ws?after=0"
    async with client.session.ws_connect(address) as socket:
        first = json.loads(await soon(socket.receive_str()))
        await client.writes(client.anna, "twee")
        second = json.loads(await soon(socket.receive_str()))
    assert [first["message"]["text"], second["message"]["text"]] == ["een", "twee"]


async def test_the_server_stops_with_everything_open(client: Client) -> None:
    """Stopping ends long polls, sockets, hung calls and held calls within a moment."""
    await client.control("faults", method="getMe", kind="hang")
    await client.control("holds", method="getChat")
    address = f"{client.emulator.base_url}/control/ws"
    async with client.session.ws_connect(address):
        waiting: list[asyncio.Task[Any]] = [
            asyncio.create_task(client.raw("getUpdates", timeout=50)),
            asyncio.create_task(client.raw("getMe")),
            asyncio.create_task(client.raw("getChat", chat_id=client.anna)),
            asyncio.create_task(client.control("events", "GET", after=99, timeout=60)),
        ]
        await asyncio.sleep(0.1)
        await soon(client.emulator.stop(), 2)
        await soon(asyncio.gather(*waiting, return_exceptions=True), 2)


async def test_files_are_shown(client: Client) -> None:
    """A made-up picture is a real one; an uploaded one is what was uploaded."""
    photo = (await client.does(client.anna, "send", chat_id=client.bot, photo=True))["message"]
    document = {"data": "aGFsbG8=", "name": "a.txt", "mime": "text/plain"}
    sent = await client.does(client.anna, "send", chat_id=client.bot, document=document)
    bodies = []
    for file_id in (
        photo["photo"][-1]["file_id"],
        sent["message"]["document"]["file_id"],
    ):
        address = f"{client.emulator.base_url}/control/files/{file_id}"
        async with client.session.get(address) as response:
            bodies.append(await response.read())
    assert bodies[0].startswith(b"\x89PNG")
    assert bodies[1] == b"hallo"


async def test_people_are_held_to_the_rules(client: Client) -> None:
    """Strangers write in no group, nobody edits others' messages, silence is no message."""
    place = {"chat_id": client.group}
    assert "not in the group" in await client.cannot(client.anna, "send", text="x", **place)
    said = await client.writes(client.eva, "x", **place)
    where = {**place, "message_id": said["message_id"]}
    assert "not a message of this person" in await client.cannot(
        client.erik, "edit", text="y", **where
    )
    assert "may not delete" in await client.cannot(client.erik, "delete", **where)
    assert "may not pin" in await client.cannot(client.erik, "pin", **where)
    assert "empty" in await client.cannot(client.eva, "send", text=" ", **place)
    assert "at most 4096" in await client.cannot(client.eva, "send", text="x" * 4097, **place)
    await client.control(f"groups/{client.group}", "PATCH", slow_mode_delay=30)
    await client.writes(client.erik, "x", **place)
    assert "Slow mode" in await client.cannot(client.erik, "send", text="x", **place)
    await client.control("clock", advance=49 * 3600)
    assert "48 hours" in await client.cannot(client.eva, "edit", text="y", **where)
    await client.does(client.anna, "block")
    assert "unblock" in await client.cannot(client.anna, "send", text="x", chat_id=client.bot)
    assert (await client.control_raw(f"as/{client.anna}/fly"))[0] == 404
    assert (await client.control_raw("as/5/send"))[0] == 404


async def test_the_page_is_served(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever lies in the page's folder is served, and nothing outside it."""
    monkeypatch.setattr(server, "_PAGE", tmp_path)
    (tmp_path / "index.html").write_text("<p>hallo")
    (tmp_path / "app.js").write_text("1")
    (tmp_path / "notes.txt").write_text("x")
    found = {}
    for path in ("/", "/app.js", "/style.css", "/notes.txt", "/../server.py"):
        async with client.session.get(client.emulator.base_url + path) as response:
            found[path] = (response.status, response.content_type)
    assert found["/"] == (200, "text/html")
    assert found["/app.js"] == (200, "text/javascript")
    assert {found[path][0] for path in ("/style.css", "/notes.txt", "/../server.py")} == {404}


def test_only_this_machine() -> None:
    """Another host than this machine and a token without a number are refused."""
    with pytest.raises(ValueError, match="this machine"):
        Emulator(EmulatorOptions(host="0.0.0.0"))
    with pytest.raises(ValueError, match="token"):
        Emulator(EmulatorOptions(token="x"))
