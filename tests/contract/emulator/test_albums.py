"""Albums: sent by people and by the bot, copied whole, in part and late."""

from typing import Any

from tests.contract.emulator.client import Client, Json


async def _album(client: Client, user: int, parts: list[Any], **wish: Any) -> list[Json]:
    wish.setdefault("chat_id", client.bot)
    found: list[Json] = (await client.does(user, "send", album=parts, **wish))["messages"]
    return found


def _numbers(album: list[Json]) -> list[int]:
    return [one["message_id"] for one in album]


async def _copies(client: Client, numbers: list[int]) -> list[Json]:
    made = await client.call(
        "copyMessages", chat_id=client.group, from_chat_id=client.anna, message_ids=numbers
    )
    return [await client.shown(client.group, one["message_id"]) for one in made]


async def test_what_is_left_of_an_album(client: Client) -> None:
    """A copy of the parts that are left is an album; one part alone is none."""
    album = await _album(client, client.anna, ["photo", "video", "photo"])
    numbers = _numbers(album)
    await client.does(client.anna, "delete", chat_id=client.bot, message_id=numbers[1])
    shown = await _copies(client, numbers)
    assert [one["kind"] for one in shown] == ["photo", "photo"]
    assert len({one["media_group_id"] for one in shown}) == 1
    [alone] = await _copies(client, numbers[:2])
    assert "media_group_id" not in alone


async def test_two_albums_and_a_text_between(client: Client) -> None:
    """Copied together, each album stays one of its own, in order, and the text is in none."""
    first = await _album(client, client.anna, ["photo", "photo"])
    between = await client.writes(client.anna, "x")
    second = await _album(client, client.anna, ["audio", "audio"])
    numbers = [*_numbers(first), between["message_id"], *_numbers(second)]
    groups = [one.get("media_group_id") for one in await _copies(client, numbers)]
    assert groups[0] == groups[1]
    assert groups[3] == groups[4]
    assert len({*groups}) == 3
    assert groups[2] is None


async def test_files_alone_become_an_album(client: Client) -> None:
    """Files, or music, copied by one call and with nothing else become an album; photos do not."""
    numbers: dict[str, list[int]] = {"document": [], "photo": []}
    for kind, found in numbers.items():
        for _ in range(2):
            sent = await client.does(client.anna, "send", chat_id=client.bot, kind=kind)
            found.append(sent["message"]["message_id"])
    files = await _copies(client, numbers["document"])
    assert len({one["media_group_id"] for one in files}) == 1
    assert not any("media_group_id" in one for one in await _copies(client, numbers["photo"]))


async def test_what_may_not_be_sent_is_skipped(client: Client) -> None:
    """A part that the bot may not send into the chat is left out in silence, like one that is gone."""
    await client.control(f"groups/{client.group}/members", bot=True, status="member")
    permissions = {"can_send_messages": True, "can_send_photos": True, "can_send_videos": False}
    await client.control(f"groups/{client.group}", "PATCH", permissions=permissions)
    album = await _album(client, client.anna, ["photo", "video"])
    assert [one["kind"] for one in await _copies(client, _numbers(album))] == ["photo"]
    refusal = await client.fails(
        "copyMessages",
        chat_id=client.group,
        from_chat_id=client.anna,
        message_ids=_numbers(album)[1:],
    )
    assert refusal == "Bad Request: messages can't be forwarded"


async def test_a_late_part(client: Client) -> None:
    """A part that is sent later has the id of its album; only one of the same sort and person can."""
    album = await _album(client, client.anna, ["photo", "photo"])
    first = album[0]["message_id"]
    sent = await client.does(
        client.anna, "send", chat_id=client.bot, photo={"caption": "laat"}, album_of=first
    )
    received = await client.news("message")
    assert received[-1]["caption"] == "laat"
    assert sent["message"]["media_group_id"] == album[0]["media_group_id"]
    assert len({one["media_group_id"] for one in received}) == 1
    wish = {"chat_id": client.bot, "document": True, "album_of": first}
    assert "together" in await client.cannot(client.anna, "send", **wish)


async def test_sorts_of_albums(client: Client) -> None:
    """Photos, videos and live photos mix; music, files and everything else do not, for people and for the bot."""
    await _album(client, client.anna, ["photo", "video", "live_photo"])
    wrong = (["photo", "document"], ["audio", "document"], ["animation", "photo"], ["voice"] * 2)
    for kinds in wrong:
        refusal = await client.cannot(client.anna, "send", chat_id=client.bot, album=kinds)
        assert refusal == "Such parts cannot stand together in an album."
    sent = await client.does(client.anna, "send", chat_id=client.bot, document=True)
    file = {"type": "document", "media": sent["message"]["document"]["file_id"]}
    sent = await client.does(client.anna, "send", chat_id=client.bot, photo=True)
    photo = {"type": "photo", "media": sent["message"]["photo"][-1]["file_id"]}
    error = await client.fails("sendMediaGroup", chat_id=client.anna, media=[file, photo])
    assert error == "Bad Request: Document can't be mixed with other media types"
    above = {**photo, "caption": "c", "show_caption_above_media": True}
    error = await client.fails("sendMediaGroup", chat_id=client.anna, media=[above, photo])
    assert error == (
        "Bad Request: parameter show_caption_above_media must be the same for all messages"
    )
    both = [above, {**photo, "show_caption_above_media": True}]
    made = await client.call("sendMediaGroup", chat_id=client.anna, media=both)
    assert made[0]["show_caption_above_media"] is True


async def test_an_album_that_replies(client: Client) -> None:
    """The bot's album replies and quotes; a person's replies with each part, or with the first alone."""
    said = await client.writes(client.anna, "een twee drie")
    sent = await client.does(client.anna, "send", chat_id=client.bot, photo=True)
    photo = {"type": "photo", "media": sent["message"]["photo"][-1]["file_id"]}
    reply = {"message_id": said["message_id"], "quote": "twee", "quote_position": 4}
    made = await client.call(
        "sendMediaGroup", chat_id=client.anna, media=[photo, photo], reply_parameters=reply
    )
    assert made[0]["reply_to_message"]["message_id"] == said["message_id"]
    assert made[0]["quote"]["position"] == 4
    reply_to = made[0]["message_id"]
    each = await _album(client, client.anna, ["photo", "photo"], reply_to=reply_to)
    assert ["reply_to_message" in one for one in each] == [True, True]
    once = await _album(client, client.anna, ["photo", "photo"], reply_to=reply_to, reply_once=True)
    assert ["reply_to_message" in one for one in once] == [True, False]


async def test_reactions_to_an_album(client: Client) -> None:
    """They stand under the first part that is left, whoever reacts to whichever part."""
    await client.raw("getUpdates", offset=-1, allowed_updates=["message_reaction"], limit=1)
    album = await _album(client, client.erik, ["photo"] * 3, chat_id=client.group)
    numbers = _numbers(album)
    thumb = {"type": "emoji", "emoji": "👍"}
    where = {"chat_id": client.group, "message_id": numbers[2]}
    await client.call("setMessageReaction", **where, reaction=[thumb])
    await client.does(client.eva, "react", **where, emoji="🔥")
    [told] = await client.news("message_reaction")
    assert told["message_id"] == numbers[0]
    shown = await client.shown(client.group, numbers[0])
    assert [one["actor_id"] for one in shown["reactions"]] == [client.bot, client.eva]
    await client.does(client.erik, "delete", chat_id=client.group, message_id=numbers[0])
    await client.call("setMessageReaction", **where, reaction=[thumb])
    assert (await client.shown(client.group, numbers[1]))["reactions"]
    assert not (await client.shown(client.group, numbers[2]))["reactions"]


async def test_editing_a_part(client: Client) -> None:
    """A part keeps its sort and its album, edited by a person or by the bot; a caption stays above."""
    parts = [{"kind": "photo", "caption": "een", "show_caption_above_media": True}, "photo"]
    album = await _album(client, client.anna, parts)
    await client.news("message")
    where = {"chat_id": client.bot, "message_id": album[0]["message_id"]}
    await client.does(client.anna, "edit", **where, caption="twee")
    await client.does(client.anna, "edit", **where, video={"caption": "drie"})
    first, second = await client.news("edited_message")
    assert (first["caption"], first["show_caption_above_media"]) == ("twee", True)
    assert second["media_group_id"] == album[0]["media_group_id"]
    assert "together" in await client.cannot(client.anna, "edit", **where, document=True)
    file = (await client.does(client.anna, "send", chat_id=client.bot, document=True))["message"]
    photo = {"type": "photo", "media": album[1]["photo"][-1]["file_id"]}
    made = await client.call("sendMediaGroup", chat_id=client.anna, media=[photo, photo])
    mine = {"chat_id": client.anna, "message_id": made[0]["message_id"]}
    document = {"type": "document", "media": file["document"]["file_id"]}
    error = await client.fails("editMessageMedia", **mine, media=document)
    assert error == "Bad Request: Can't use the media of the specified type in the album"
