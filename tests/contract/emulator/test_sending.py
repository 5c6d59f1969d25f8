"""Messages of the bot: chats it may write to, replies, media, albums, files."""

import json

import aiohttp
import pytest

from bot.emulator import arguments
from tests.contract.emulator.client import Client

_PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x20\0\0\0\x10" + b"\x08\x02\0\0\0"


async def test_who_may_be_written_to(client: Client) -> None:
    """Strangers, people only seen in groups, blockers and deleted accounts refuse differently."""
    expected = "Bad Request: chat not found"
    assert await client.fails("sendMessage", chat_id=client.erik, text="x") == expected
    await client.writes(client.erik, "hallo", chat_id=client.group)
    expected = "Forbidden: bot can't initiate conversation with a user"
    assert await client.fails("sendMessage", chat_id=client.erik, text="x") == expected
    await client.does(client.erik, "start")
    await client.call("sendMessage", chat_id=client.erik, text="x")
    await client.does(client.erik, "block")
    expected = "Forbidden: bot was blocked by the user"
    assert await client.fails("sendMessage", chat_id=client.erik, text="x") == expected
    assert (await client.call("getChat", chat_id=client.erik))["first_name"] == "Erik"
    await client.does(client.erik, "unblock")
    await client.call("sendMessage", chat_id=client.erik, text="x")
    await client.does(client.erik, "delete_account")
    expected = "Forbidden: user is deactivated"
    assert await client.fails("sendMessage", chat_id=client.erik, text="x") == expected
    assert await client.fails("sendMessage", text="x") == "Bad Request: chat_id is empty"


async def test_groups_that_the_bot_left(client: Client) -> None:
    """Removed, gone, deleted and upgraded groups have their own refusals."""

    async def refusal(chat_id: int) -> tuple[str, object]:
        _, body = await client.raw("sendMessage", chat_id=chat_id, text="x")
        return body["description"], body.get("parameters")

    made = await client.control("groups", title="Small", type="group", owner_id=client.eva)
    small: int = made["id"]
    assert await refusal(small) == ("Bad Request: chat not found", None)
    await client.control(f"groups/{small}/members", bot=True, status="member")
    await client.call("sendMessage", chat_id=small, text="x")
    await client.control(f"groups/{small}/members", bot=True, status="kicked")
    expected = "Forbidden: bot was kicked from the group chat"
    assert await refusal(small) == (expected, None)
    await client.control(f"groups/{small}/members", bot=True, status="left")
    expected = "Forbidden: bot is not a member of the group chat"
    assert await refusal(small) == (expected, None)
    await client.control(f"groups/{small}/members", bot=True, status="member")
    upgraded = await client.control(f"groups/{small}", "PATCH", type="supergroup")
    expected = "Bad Request: group chat was upgraded to a supergroup chat"
    assert await refusal(small) == (expected, {"migrate_to_chat_id": upgraded["id"]})
    await client.call("sendMessage", chat_id=upgraded["id"], text="x")
    await client.control(f"groups/{upgraded['id']}", "PATCH", deleted=True)
    assert await refusal(upgraded["id"]) == ("Forbidden: the group chat was deleted", None)


async def test_message_ids(client: Client) -> None:
    """Private chats share one counter, each supergroup has its own."""
    await client.does(client.erik, "start")
    first = await client.call("sendMessage", chat_id=client.anna, text="x")
    second = await client.call("sendMessage", chat_id=client.erik, text="x")
    assert second["message_id"] == first["message_id"] + 1
    in_group = await client.call("sendMessage", chat_id=client.group, text="x")
    again = await client.call("sendMessage", chat_id=client.group, text="x")
    assert again["message_id"] == in_group["message_id"] + 1


async def test_replies(client: Client) -> None:
    """A reply shows what it replies to, once; unknown ones are refused unless allowed."""
    question = await client.writes(client.anna, "Wat nu?")
    first = {"message_id": question["message_id"]}
    sent = await client.call(
        "sendMessage", chat_id=client.anna, text="Dit.", reply_parameters=first
    )
    assert sent["reply_to_message"]["text"] == "Wat nu?"
    second = {"message_id": sent["message_id"], "quote": "it"}
    sent = await client.call("sendMessage", chat_id=client.anna, text="x", reply_parameters=second)
    assert "reply_to_message" not in sent["reply_to_message"]
    assert sent["quote"] == {"text": "it", "position": 1, "is_manual": True}
    unknown = {"message_id": 9999}
    error = await client.fails(
        "sendMessage", chat_id=client.anna, text="x", reply_parameters=unknown
    )
    assert error == "Bad Request: message to be replied not found"
    kept = await client.call(
        "sendMessage",
        chat_id=client.anna,
        text="x",
        reply_parameters={**unknown, "allow_sending_without_reply": True},
    )
    assert "reply_to_message" not in kept
    error = await client.fails("sendMessage", chat_id=client.anna, text="x", reply_parameters=[])
    assert error == "Bad Request: can't parse reply parameters JSON object"


async def test_a_reply_across_chats_is_external(client: Client) -> None:
    """A reply to a message elsewhere has external_reply, and no reply_to_message."""
    post = await client.writes(client.eva, "in de groep", chat_id=client.group)
    reply = {"message_id": post["message_id"], "chat_id": client.group, "quote": "groep"}
    sent = await client.call("sendMessage", chat_id=client.anna, text="x", reply_parameters=reply)
    assert "reply_to_message" not in sent
    assert sent["external_reply"]["chat"]["id"] == client.group
    assert sent["external_reply"]["origin"]["sender_user"]["id"] == client.eva
    assert sent["quote"]["position"] == 6


@pytest.mark.parametrize(
    ("method", "fields", "field"),
    [
        ("sendContact", {"phone_number": "+000", "first_name": "Test"}, "contact"),
        ("sendLocation", {"latitude": 52.1, "longitude": 5.1}, "location"),
        (
            "sendVenue",
            {"latitude": 52.1, "longitude": 5.1, "title": "T", "address": "A"},
            "venue",
        ),
        ("sendDice", {"emoji": "🎯"}, "dice"),
        ("sendPoll", {"question": "Q?", "options": [{"text": "a"}, {"text": "b"}]}, "poll"),
    ],
)
async def test_kinds_without_files(
    client: Client, method: str, fields: dict[str, object], field: str
) -> None:
    """Contacts, places, dice and polls are sent, and seen by the person."""
    sent = await client.call(method, chat_id=client.anna, **fields)
    assert field in sent
    assert (await client.shown(client.anna, sent["message_id"]))["kind"] == field


@pytest.mark.parametrize(
    "kind",
    ["photo", "video", "animation", "audio", "voice", "video_note", "document", "sticker"],
)
async def test_media_by_upload_and_by_id(client: Client, kind: str) -> None:
    """An uploaded file is sent, fetched again byte for byte, and sent again by its id."""
    method = "send" + "".join(part.title() for part in kind.split("_"))
    form = aiohttp.FormData({"chat_id": str(client.anna)})
    form.add_field(kind, _PNG, filename="x.png", content_type="image/png")
    _, body = await client.form(method, form)
    found = body["result"][kind]
    file_id = (found[-1] if kind == "photo" else found)["file_id"]
    file = await client.call("getFile", file_id=file_id)
    address = f"{client.emulator.base_url}/file/bot{client.emulator.token}/{file['file_path']}"
    async with client.session.get(address) as response:
        assert await response.read() == _PNG
    again = await client.call(method, chat_id=client.anna, **{kind: file_id})
    assert again[kind] == found


async def test_files_that_are_refused(client: Client) -> None:
    """Missing, unknown and wrong files, remote addresses and files above 20 MB."""
    document = (await client.does(client.anna, "send", chat_id=client.bot, document=True))[
        "message"
    ]
    file_id = document["document"]["file_id"]
    expected = {
        "": "there is no photo in the request",
        "nothing": "wrong file identifier/HTTP URL specified",
        "https://example.org/x.jpg": "failed to get HTTP URL content",
        file_id: "can't use file of type Document as Photo",
    }
    for given, error in expected.items():
        refusal = await client.fails("sendPhoto", chat_id=client.anna, photo=given)
        assert refusal == f"Bad Request: {error}"
    form = aiohttp.FormData({"chat_id": str(client.anna)})
    form.add_field("photo", b"no picture", filename="x.jpg")
    assert (await client.form("sendPhoto", form))[1]["description"] == (
        "Bad Request: IMAGE_PROCESS_FAILED"
    )
    big = {"size": (20 << 20) + 1}
    large = (await client.does(client.anna, "send", chat_id=client.bot, video=big))["message"]
    error = await client.fails("getFile", file_id=large["video"]["file_id"])
    assert error == "Bad Request: file is too big"
    assert await client.fails("getFile") == "Bad Request: file_id not specified"
    assert await client.fails("getFile", file_id="x") == "Bad Request: invalid file_id"


async def test_usernames(client: Client) -> None:
    """Groups can be addressed by their username, people cannot."""
    await client.control(f"groups/{client.group}", "PATCH", username="experts_demo")
    sent = await client.call("sendMessage", chat_id="@experts_demo", text="x")
    assert sent["chat"]["id"] == client.group
    error = await client.fails("sendMessage", chat_id="@anna_demo", text="x")
    assert error == "Bad Request: chat not found"


async def test_uploads_have_a_limit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file above the limit is refused with 413."""
    monkeypatch.setattr(arguments, "MAX_UPLOAD_BYTES", 10)
    form = aiohttp.FormData({"chat_id": str(client.anna)})
    form.add_field("document", b"x" * 11, filename="x.bin")
    status, body = await client.form("sendDocument", form)
    assert (status, body["description"]) == (413, "Request Entity Too Large")


async def test_albums(client: Client) -> None:
    """The parts of an album come as messages of their own with one media_group_id."""
    photo = (await client.does(client.anna, "send", chat_id=client.bot, photo=True))["message"]
    file_id = photo["photo"][-1]["file_id"]
    form = aiohttp.FormData({"chat_id": str(client.anna)})
    media = [
        {"type": "photo", "media": file_id, "caption": "<b>een</b>", "parse_mode": "HTML"},
        {"type": "photo", "media": "attach://second", "has_spoiler": True},
    ]
    form.add_field("media", json.dumps(media))
    form.add_field("second", _PNG, filename="x.png")
    _, body = await client.form("sendMediaGroup", form)
    first, second = body["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], second["has_media_spoiler"]) == ("een", True)
    document = (await client.does(client.anna, "send", chat_id=client.bot, document=True))[
        "message"
    ]
    mixed = [
        {"type": "photo", "media": file_id},
        {"type": "document", "media": document["document"]["file_id"]},
    ]
    refusals = {
        "Document can't be mixed with other media types": mixed,
        "too many messages to send as an album": mixed * 6,
        "there are no messages to send": [],
        'failed to send message #1 with the error message "there is no photo in the request"': [
            {"type": "photo", "media": ""}
        ],
    }
    for error, parts in refusals.items():
        refusal = await client.fails("sendMediaGroup", chat_id=client.anna, media=parts)
        assert refusal == f"Bad Request: {error}"


async def test_rights_to_send(client: Client) -> None:
    """An ordinary bot is bound by the group's permissions, an administrator is not."""
    await client.control(f"groups/{client.group}", "PATCH", permissions={"can_send_photos": False})
    photo = (await client.does(client.anna, "send", chat_id=client.bot, photo=True))["message"]
    file_id = photo["photo"][-1]["file_id"]
    await client.call("sendPhoto", chat_id=client.group, photo=file_id)
    await client.control(f"groups/{client.group}/members", bot=True, status="member")
    error = await client.fails("sendPhoto", chat_id=client.group, photo=file_id)
    assert error == "Bad Request: not enough rights to send photos to the chat"
    await client.call("sendMessage", chat_id=client.group, text="x")


async def test_effects_and_protection(client: Client) -> None:
    """Effects are for private chats; protected messages say so."""
    sent = await client.call(
        "sendMessage", chat_id=client.anna, text="x", message_effect_id="5", protect_content=True
    )
    assert (sent["effect_id"], sent["has_protected_content"]) == ("5", True)
    error = await client.fails("sendMessage", chat_id=client.group, text="x", message_effect_id="5")
    assert error == "Bad Request: can't use message effects in the chat"


async def test_chat_actions(client: Client) -> None:
    """Typing is shown for a known action, even in a topic that is gone."""
    thread = await client.topic()
    await client.call("deleteForumTopic", chat_id=client.group, message_thread_id=thread)
    where = {"chat_id": client.group, "message_thread_id": thread}
    await client.call("sendChatAction", **where, action="typing")
    error = await client.fails("sendChatAction", **where, action="x")
    assert error == "Bad Request: wrong parameter action in request"
    events = (await client.control("events", "GET", after=0))["events"]
    assert events[-1]["kind"] == "chat_action"


async def test_live_locations(client: Client) -> None:
    """A live location moves, stops, and ends by itself."""
    place = {"latitude": 52.0, "longitude": 5.0}
    sent = await client.call("sendLocation", chat_id=client.anna, **place, live_period=60)
    where = {"chat_id": client.anna, "message_id": sent["message_id"]}
    moved = await client.call("editMessageLiveLocation", **where, latitude=52.1, longitude=5.0)
    assert moved["location"]["latitude"] == 52.1
    stopped = await client.call("stopMessageLiveLocation", **where)
    assert "live_period" not in stopped["location"]
    error = await client.fails("editMessageLiveLocation", **where, latitude=1, longitude=1)
    assert error == "Bad Request: message can't be edited"
