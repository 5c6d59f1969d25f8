"""Edits, deletions, reactions and pins, by the bot and by people."""

from typing import Any

import pytest

from tests.contract.emulator.client import Client

_KEYS = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}


async def _sent(client: Client, **fields: Any) -> dict[str, Any]:
    made = await client.call("sendMessage", chat_id=client.anna, text="een", **fields)
    return {"chat_id": client.anna, "message_id": made["message_id"]}


async def test_the_bot_edits_its_texts(client: Client) -> None:
    """An edit changes text and keyboard, has no time limit, and is no update."""
    where = await _sent(client, reply_markup=_KEYS)
    await client.control("clock", advance=40 * 86400)
    edited = await client.call("editMessageText", **where, text="<b>twee</b>", parse_mode="HTML")
    assert (edited["text"], "reply_markup" in edited) == ("twee", False)
    assert edited["edit_date"] >= edited["date"] + 40 * 86400
    edited = await client.call("editMessageReplyMarkup", **where, reply_markup=_KEYS)
    assert edited["reply_markup"] == _KEYS
    assert await client.updates() == []


async def test_edits_that_are_refused(client: Client) -> None:
    """Unchanged, unknown, foreign and unfitting messages refuse with the server's words."""
    where = await _sent(client)
    expected = (
        "Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message"
    )
    assert await client.fails("editMessageText", **where, text="een") == expected
    assert await client.fails("editMessageReplyMarkup", **where) == expected
    said = await client.writes(client.anna, "van haar")
    cases = {
        999: "message to edit not found",
        0: "message identifier is not specified",
        said["message_id"]: "message can't be edited",
    }
    for number, error in cases.items():
        refusal = await client.fails(
            "editMessageText", chat_id=client.anna, message_id=number, text="x"
        )
        assert refusal == f"Bad Request: {error}"
    refusal = await client.fails("editMessageCaption", **where, caption="x")
    assert refusal == "Bad Request: there is no caption in the message to edit"


async def test_captions_and_media_are_edited(client: Client) -> None:
    """A caption is replaced and removed, a photo becomes a document."""
    photo = (await client.does(client.anna, "send", chat_id=client.bot, photo=True))["message"]
    document = (await client.does(client.anna, "send", chat_id=client.bot, document=True))[
        "message"
    ]
    file_id = photo["photo"][-1]["file_id"]
    sent = await client.call("sendPhoto", chat_id=client.anna, photo=file_id, caption="een")
    where = {"chat_id": client.anna, "message_id": sent["message_id"]}
    edited = await client.call(
        "editMessageCaption", **where, caption="*twee*", parse_mode="Markdown"
    )
    assert edited["caption"] == "twee"
    assert "caption" not in await client.call("editMessageCaption", **where)
    media = {"type": "document", "media": document["document"]["file_id"]}
    edited = await client.call("editMessageMedia", **where, media=media)
    assert edited["document"] == document["document"]
    assert "photo" not in edited
    refusal = await client.fails("editMessageText", **where, text="x")
    assert refusal == "Bad Request: there is no text in the message to edit"


async def test_people_edit(client: Client) -> None:
    """An edit by a person is an edited_message; without a change there is none."""
    said = await client.writes(client.anna, "een")
    await client.news("message")
    where = {"chat_id": client.bot, "message_id": said["message_id"]}
    await client.does(client.anna, "edit", **where, text="twee")
    [edited] = await client.news("edited_message")
    assert (edited["text"], edited["message_id"]) == ("twee", said["message_id"])
    assert "edit_date" in edited
    assert await client.cannot(client.anna, "edit", **where, text="twee") == "Nothing changed."
    photo = await client.does(client.anna, "send", chat_id=client.bot, photo={"caption": "a"})
    where["message_id"] = photo["message"]["message_id"]
    await client.does(client.anna, "edit", **where, caption="b")
    await client.does(client.anna, "edit", **where, document={"caption": "b"})
    first, second = (await client.updates())[1:]
    assert first["edited_message"]["caption"] == "b"
    assert "document" in second["edited_message"]


async def test_a_moving_live_location_is_an_edit(client: Client) -> None:
    """Each move of a live location, and its end, comes as an edited_message."""
    place = {"latitude": 1.0, "longitude": 2.0, "live_period": 900}
    said = (await client.does(client.anna, "send", chat_id=client.bot, location=place))["message"]
    await client.news("message")
    where = {"chat_id": client.bot, "message_id": said["message_id"]}
    await client.does(client.anna, "live_location", **where, latitude=1.1, longitude=2.0)
    await client.does(client.anna, "live_location", **where, stop=True)
    moved, stopped = await client.news("edited_message")
    assert moved["location"]["live_period"] == 900
    assert "live_period" not in stopped["location"]


async def test_deleting_within_48_hours(client: Client) -> None:
    """In private both sides' messages can be deleted for 48 hours, then no more."""
    own = await _sent(client)
    hers = await client.writes(client.anna, "x")
    late = await _sent(client)
    await client.call("deleteMessage", **own)
    await client.call("deleteMessage", chat_id=client.anna, message_id=hers["message_id"])
    assert await client.fails("deleteMessage", **own) == "Bad Request: message to delete not found"
    await client.control("clock", advance=48 * 3600 + 1)
    error = "Bad Request: message can't be deleted for everyone"
    assert await client.fails("deleteMessage", **late) == error
    assert (await client.shown(client.anna, own["message_id"]))["deleted"] is True


async def test_deleting_in_groups(client: Client) -> None:
    """Others' messages need the right; a topic's creation message never goes."""
    thread = await client.topic()
    said = await client.writes(client.erik, "x", chat_id=client.group, thread_id=thread)
    own = await client.call("sendMessage", chat_id=client.group, text="x")
    refused = "Bad Request: message can't be deleted"
    error = await client.fails("deleteMessage", chat_id=client.group, message_id=thread)
    assert error == refused
    await client.control(
        f"groups/{client.group}/members",
        bot=True,
        status="administrator",
        can_delete_messages=False,
    )
    error = await client.fails("deleteMessage", chat_id=client.group, message_id=said["message_id"])
    assert error == refused
    await client.call("deleteMessage", chat_id=client.group, message_id=own["message_id"])
    await client.control(
        f"groups/{client.group}/members", bot=True, status="administrator", can_delete_messages=True
    )
    await client.call("deleteMessages", chat_id=client.group, message_ids=[said["message_id"], 800])
    assert (await client.shown(client.group, said["message_id"]))["deleted"] is True


async def test_people_delete(client: Client) -> None:
    """A deletion is no update; whoever replies to the message finds it gone."""
    said = await client.writes(client.anna, "x")
    await client.news("message")
    await client.does(client.anna, "delete", chat_id=client.bot, message_id=said["message_id"])
    assert await client.updates() == []
    error = await client.fails(
        "copyMessage",
        chat_id=client.group,
        from_chat_id=client.anna,
        message_id=said["message_id"],
    )
    assert error == "Bad Request: message to copy not found"
    await client.writes(client.anna, "y")
    await client.does(client.anna, "delete_chat")
    shown = (await client.control(f"chats/{client.anna}/messages", "GET"))["messages"]
    assert all(one["deleted"] for one in shown)


async def test_reactions_of_the_bot(client: Client) -> None:
    """One standard emoji a message, only what the group allows, and none to take it away."""
    said = await client.writes(client.erik, "x", chat_id=client.group)
    where = {"chat_id": client.group, "message_id": said["message_id"]}

    def one(emoji: str) -> list[dict[str, str]]:
        return [{"type": "emoji", "emoji": emoji}]

    await client.call("setMessageReaction", **where, reaction=one("👌"))
    await client.call("setMessageReaction", **where, reaction=one("✍"))
    shown = await client.shown(client.group, said["message_id"])
    assert shown["reactions"] == [{"actor_id": client.bot, "reaction": one("✍")[0]}]
    await client.call("setMessageReaction", **where)
    assert (await client.shown(client.group, said["message_id"]))["reactions"] == []
    assert await client.fails("setMessageReaction", **where, reaction=one("✅")) == (
        "Bad Request: REACTION_INVALID"
    )
    assert await client.fails("setMessageReaction", **where, reaction=one("👌") + one("👍")) == (
        "Bad Request: REACTIONS_TOO_MANY"
    )
    await client.control(f"groups/{client.group}", "PATCH", available_reactions=["👍"])
    chat = await client.call("getChat", chat_id=client.group)
    assert chat["available_reactions"] == one("👍")
    assert await client.fails("setMessageReaction", **where, reaction=one("👌")) == (
        "Bad Request: REACTION_INVALID"
    )
    await client.control(f"groups/{client.group}", "PATCH", available_reactions=None)
    assert "available_reactions" not in await client.call("getChat", chat_id=client.group)
    error = await client.fails("setMessageReaction", chat_id=client.group, message_id=999)
    assert error == "Bad Request: message to react not found"


async def test_reactions_of_people(client: Client) -> None:
    """A reaction reaches a bot that asked for it, from persons and from anonymous administrators."""
    sent = await client.call("sendMessage", chat_id=client.group, text="x")
    where = {"chat_id": client.group, "message_id": sent["message_id"]}
    await client.does(client.erik, "react", **where, emoji=["👍"])
    assert await client.updates() == []
    await client.raw("getUpdates", offset=-1, allowed_updates=["message_reaction"], limit=1)
    await client.does(client.erik, "react", **where, emoji=[])
    await client.control(
        f"groups/{client.group}/members",
        user_id=client.eva,
        status="creator",
        is_anonymous=True,
    )
    await client.does(client.eva, "react", **where, emoji="🔥")
    first, second = await client.news("message_reaction")
    assert (first["user"]["id"], first["new_reaction"]) == (client.erik, [])
    assert first["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert second["actor_chat"]["id"] == client.group
    assert "user" not in second


async def test_pins(client: Client) -> None:
    """A pin is a service message in its topic that comes back; the chat shows the newest."""
    thread = await client.topic()
    sent = await client.call(
        "sendMessage", chat_id=client.group, message_thread_id=thread, text="x"
    )
    await client.updates()
    where = {"chat_id": client.group, "message_id": sent["message_id"]}
    await client.call("pinChatMessage", **where)
    await client.call("pinChatMessage", **where)
    [pinned] = await client.news("message")
    assert pinned["pinned_message"]["message_id"] == sent["message_id"]
    assert pinned["message_thread_id"] == thread
    chat = await client.call("getChat", chat_id=client.group)
    assert chat["pinned_message"]["message_id"] == sent["message_id"]
    await client.call("unpinAllForumTopicMessages", chat_id=client.group, message_thread_id=thread)
    assert "pinned_message" not in await client.call("getChat", chat_id=client.group)
    await client.does(client.eva, "pin", **where)
    await client.call("unpinChatMessage", **where)
    await client.call("unpinAllChatMessages", chat_id=client.group)
    error = await client.fails("unpinChatMessage", chat_id=client.group, message_id=999)
    assert error == "Bad Request: message to unpin not found"
    error = await client.fails("pinChatMessage", chat_id=client.group, message_id=999)
    assert error == "Bad Request: message to pin not found"
    await client.control(
        f"groups/{client.group}/members", bot=True, status="administrator", can_pin_messages=False
    )
    error = await client.fails("pinChatMessage", **where)
    assert error == "Bad Request: not enough rights to manage pinned messages in the chat"


async def test_a_pin_in_private(client: Client) -> None:
    """The bot pins in a private chat without any right, and hears of it."""
    where = await _sent(client)
    await client.call("pinChatMessage", **where)
    [pinned] = await client.news("message")
    assert pinned["chat"]["id"] == client.anna
    assert (await client.shown(client.anna, where["message_id"]))["pinned"] is True


@pytest.mark.parametrize("anonymous", [True, False])
async def test_polls(client: Client, anonymous: bool) -> None:
    """Votes are counted; a poll that is not anonymous tells who voted; a stopped one ends."""
    sent = await client.call(
        "sendPoll",
        chat_id=client.anna,
        question="Q",
        options=[{"text": "a"}, {"text": "b"}],
        is_anonymous=anonymous,
    )
    where = {"chat_id": client.bot, "message_id": sent["message_id"]}
    await client.does(client.anna, "vote", **where, options=[1])
    kinds = [next(key for key in one if key != "update_id") for one in await client.updates()]
    assert kinds == (["poll"] if anonymous else ["poll", "poll_answer"])
    stopped = await client.call("stopPoll", chat_id=client.anna, message_id=sent["message_id"])
    assert (stopped["is_closed"], stopped["options"][1]["voter_count"]) == (True, 1)
    assert await client.cannot(client.anna, "vote", **where, options=[0]) == "This poll is closed."


async def test_dice_stay_for_a_day(client: Client) -> None:
    """In private a roll can be deleted after 24 hours only, in a group at once."""
    sent = await client.call("sendDice", chat_id=client.anna)
    hers = (await client.does(client.anna, "send", chat_id=client.bot, dice="🎰"))["message"]
    in_group = await client.call("sendDice", chat_id=client.group, emoji="🎯")
    await client.call("deleteMessage", chat_id=client.group, message_id=in_group["message_id"])
    error = "Bad Request: message can't be deleted for everyone"
    for number in (sent["message_id"], hers["message_id"]):
        where = {"chat_id": client.anna, "message_id": number}
        assert await client.fails("deleteMessage", **where) == error
    await client.control("clock", advance=24 * 3600 + 1)
    numbers = [sent["message_id"], hers["message_id"]]
    await client.call("deleteMessages", chat_id=client.anna, message_ids=numbers)


async def test_what_people_cannot_exchange(client: Client) -> None:
    """A text becomes a photo; stickers, places and voice messages neither become nor take another's place."""
    said = await client.writes(client.anna, "x")
    await client.news("message")
    where = {"chat_id": client.bot, "message_id": said["message_id"]}
    await client.does(client.anna, "edit", **where, photo={"caption": "y"})
    [edited] = await client.news("edited_message")
    assert ("text" in edited, edited["caption"]) == (False, "y")
    refusal = "A client cannot put that in the place of this."
    for kind in ("sticker", "voice", "location", "poll"):
        assert await client.cannot(client.anna, "edit", **where, kind=kind) == refusal
    voice = (await client.does(client.anna, "send", chat_id=client.bot, voice=True))["message"]
    where["message_id"] = voice["message_id"]
    assert await client.cannot(client.anna, "edit", **where, photo=True) == refusal
    await client.does(client.anna, "edit", **where, caption="z")


async def test_who_may_react(client: Client) -> None:
    """A member without the permission cannot; a paid star is told in groups and is not for bots."""
    await client.raw("getUpdates", offset=-1, allowed_updates=["message_reaction"], limit=1)
    sent = await client.call("sendMessage", chat_id=client.group, text="x")
    where = {"chat_id": client.group, "message_id": sent["message_id"]}
    await client.does(client.erik, "react", **where, reaction=[{"type": "paid"}])
    [told] = await client.news("message_reaction")
    assert told["new_reaction"] == [{"type": "paid"}]
    error = await client.fails("setMessageReaction", **where, reaction=[{"type": "paid"}])
    assert error == "Bad Request: REACTION_INVALID"
    permissions = {"can_send_messages": True, "can_react_to_messages": False}
    await client.control(f"groups/{client.group}", "PATCH", permissions=permissions)
    refusal = await client.cannot(client.erik, "react", **where, emoji="👍")
    assert refusal == "This person may not react here."
