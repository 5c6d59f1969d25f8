"""HTTP, tokens, arguments and envelopes."""

import json

import aiohttp

from tests.contract.emulator.client import Client


async def _get(client: Client, path: str) -> tuple[int, dict[str, object], aiohttp.ClientResponse]:
    async with client.session.get(client.emulator.base_url + path) as response:
        return response.status, await response.json(), response


async def test_success_and_failure_envelopes(client: Client) -> None:
    """A success is 200 with ok and result, an error has its code as HTTP status and in the body."""
    status, body = await client.raw("getMe")
    assert (status, set(body)) == (200, {"ok", "result"})
    status, body = await client.raw("sendMessage", chat_id=1, text="x")
    assert status == 400
    assert body == {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}


async def test_wrong_paths_and_tokens(client: Client) -> None:
    """Unknown paths, malformed and unknown tokens, and unknown methods have texts of their own."""
    token = client.emulator.token
    expected = {
        f"/bot{token}": (404, "Not Found"),
        "/botabc/getMe": (401, "Unauthorized: invalid token specified"),
        "/bot0:x/getMe": (401, "Unauthorized: invalid token specified"),
        f"/bot1:{'x' * 90}/getMe": (401, "Unauthorized: invalid token specified"),
        "/bot7:other/getMe": (401, "Unauthorized"),
        f"/bot{token}/getNothing": (404, "Not Found: method not found"),
        f"/file/bot{token}/photos/none.jpg": (404, "Not Found"),
    }
    for path, (code, description) in expected.items():
        status, body, _ = await _get(client, path)
        assert (status, body["error_code"], body["description"]) == (code, code, description)


async def test_method_names_have_no_case(client: Client) -> None:
    """GETME is getMe, and an empty method is named by an argument."""
    assert (await client.raw("GETME"))[0] == 200
    assert (await client.form("", {"method": "getMe"}))[0] == 200


async def test_arguments_come_in_four_ways(client: Client) -> None:
    """Query string, form, JSON and multipart all send the same message."""
    query = f"/bot{client.emulator.token}/sendMessage?chat_id={client.anna}&text=hallo"
    assert (await _get(client, query))[1]["ok"] is True
    fields = {"chat_id": str(client.anna), "text": "hallo"}
    assert (await client.form("sendMessage", fields))[0] == 200
    assert (await client.raw("sendMessage", chat_id=client.anna, text="hallo"))[0] == 200
    parts = aiohttp.FormData(fields)
    parts.add_field("ignored", b"bytes", filename="x.bin")
    assert (await client.form("sendMessage", parts))[0] == 200
    shown = await client.control(f"chats/{client.anna}/messages", "GET")
    assert [one["text"] for one in shown["messages"]] == ["hallo"] * 4


async def test_nested_objects_may_be_json_strings(client: Client) -> None:
    """Keyboards and reply parameters come as JSON strings in forms, as real objects in JSON."""
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    fields = {"chat_id": str(client.anna), "text": "x", "reply_markup": json.dumps(markup)}
    _, body = await client.form("sendMessage", fields)
    assert body["result"]["reply_markup"] == markup
    sent = await client.call("sendMessage", chat_id=client.anna, text="x", reply_markup=markup)
    assert sent["reply_markup"] == markup


async def test_unreadable_bodies(client: Client) -> None:
    """A body that is no JSON object is a 400 in the usual envelope."""
    headers = {"Content-Type": "application/json"}
    for body in (b"{", b"[1]"):
        async with client.session.post(
            client.url("sendMessage"), data=body, headers=headers
        ) as response:
            assert response.status == 400
            assert (await response.json())["ok"] is False


async def test_the_ledger_holds_no_texts(client: Client) -> None:
    """Calls are noted with chat, topic, messages and outcome; arguments only when asked for."""
    thread = await client.topic()
    await client.call("sendMessage", chat_id=client.group, message_thread_id=thread, text="geheim")
    await client.fails("sendMessage", chat_id=client.group, text="")
    first, second = await client.calls("sendMessage")
    assert (first["ok"], first["chat_id"], first["thread_id"]) == (True, client.group, thread)
    assert len(first["message_ids"]) == 1
    assert (second["ok"], second["code"]) == (False, 400)
    assert "geheim" not in json.dumps(await client.control("calls", "GET"))
    assert "geheim" in json.dumps(await client.control("calls", "GET", texts=1))
    await client.control("calls", "DELETE")
    assert await client.calls("sendMessage") == []


async def test_only_pages_of_the_stand_in_itself_are_answered(client: Client) -> None:
    """Another origin or another host name is refused, so that no web page acts on the stand-in."""
    address = f"{client.emulator.base_url}/control/state"
    for headers in ({"Origin": "http://example.org"}, {"Host": "example.org"}):
        async with client.session.get(address, headers=headers) as response:
            assert response.status == 403
