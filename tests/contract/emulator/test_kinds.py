"""Kinds: what each kind of message shows to the bot, and what becomes of it in a copy."""

import json
from typing import Any

import pytest

from tests.contract.emulator.client import Client, Json

_QUIZ = {
    "question": "Q",
    "options": ["a", "b"],
    "type": "quiz",
    "correct_option_ids": [1],
}


async def _sends(client: Client, user: int, **wish: Any) -> Json:
    wish.setdefault("chat_id", client.bot)
    found: Json = (await client.does(user, "send", **wish))["message"]
    return found


async def _copied(client: Client, message: Json, **arguments: Any) -> Json:
    source = message["chat"]["id"]
    arguments.setdefault("chat_id", client.group)
    made = await client.call(
        "copyMessage", from_chat_id=source, message_id=message["message_id"], **arguments
    )
    return await client.shown(arguments["chat_id"], made["message_id"])


async def test_the_answer_of_a_quiz(client: Client) -> None:
    """The bot knows it of a quiz sent to it, not of one in a group or a forward, and of each that has ended."""
    private = await _sends(client, client.anna, poll=_QUIZ)
    [received] = await client.news("message")
    assert received["poll"]["correct_option_ids"] == [1]
    assert (await _copied(client, private))["poll"]["correct_option_ids"] == [1]
    in_group = await _sends(client, client.erik, poll=_QUIZ, chat_id=client.group)
    [received] = await client.news("message")
    assert not [name for name in received["poll"] if name.startswith("correct")]
    where = {"chat_id": client.anna, "from_chat_id": client.group}
    where["message_id"] = in_group["message_id"]
    assert await client.fails("copyMessage", **where) == (
        "Bad Request: the message can't be copied"
    )
    await client.does(
        client.erik, "close_poll", chat_id=client.group, message_id=in_group["message_id"]
    )
    [ended] = await client.news("poll")
    assert (ended["is_closed"], ended["correct_option_ids"]) == (True, [1])
    await client.call("copyMessage", **where)


async def test_formatting_survives(client: Client) -> None:
    """Custom emoji, dates, spoilers, both quotes and code arrive, and are the same in a copy."""
    text = "🙂 morgen geheim citaat lang x"
    entities: list[Json] = [
        {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5"},
        {"type": "date_time", "offset": 3, "length": 6, "unix_time": 1_800_000_000},
        {"type": "spoiler", "offset": 10, "length": 6},
        {"type": "blockquote", "offset": 17, "length": 6},
        {"type": "expandable_blockquote", "offset": 24, "length": 4},
        {"type": "pre", "offset": 29, "length": 1, "language": "py"},
    ]
    sent = await _sends(client, client.anna, text=text, entities=entities)
    [received] = await client.news("message")
    assert received["entities"] == entities
    assert (await _copied(client, sent))["entities"] == entities


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        ("HTML", '<tg-time unix="1800000000" format="wDT">dan</tg-time>'),
        ("MarkdownV2", "![dan](tg://time?unix=1800000000&format=wDT)"),
    ],
)
async def test_dates_in_texts_of_the_bot(client: Client, mode: str, text: str) -> None:
    """HTML and MarkdownV2 have a mark for a moment."""
    sent = await client.call("sendMessage", chat_id=client.anna, text=text, parse_mode=mode)
    [entity] = sent["entities"]
    assert entity == {
        "type": "date_time",
        "offset": 0,
        "length": 3,
        "unix_time": 1_800_000_000,
        "date_time_format": "wDT",
    }


async def test_a_live_photo(client: Client) -> None:
    """A live photo shows its picture beside it, can be sent again, and stands in albums with photos."""
    sent = await _sends(client, client.anna, live_photo={"caption": "c"})
    [received] = await client.news("message")
    assert received["photo"] == received["live_photo"]["photo"]
    shown = await _copied(client, sent)
    file_id, photo = sent["live_photo"]["file_id"], sent["photo"][-1]["file_id"]
    assert shown["live_photo"] == sent["live_photo"]
    again = await client.call(
        "sendLivePhoto", chat_id=client.anna, live_photo=file_id, photo=photo, has_spoiler=True
    )
    assert again["has_media_spoiler"] is True
    error = await client.fails("sendLivePhoto", chat_id=client.anna, live_photo=file_id)
    assert error == "Bad Request: there is no photo in the request"
    parts = [
        {"type": "live_photo", "media": file_id, "photo": photo},
        {"type": "photo", "media": photo},
    ]
    media = json.dumps(parts)
    assert len(await client.call("sendMediaGroup", chat_id=client.anna, media=media)) == 2


async def test_long_captions(client: Client) -> None:
    """A premium account's caption goes into a plain copy; sent anew, or by others, it is too long."""
    long = "é" * 4_096
    refusal = await client.cannot(
        client.anna, "send", chat_id=client.bot, photo={"caption": "é" * 1_025}
    )
    assert "1024" in refusal
    await client.control(f"users/{client.anna}", "PATCH", is_premium=True)
    sent = await _sends(client, client.anna, photo={"caption": long})
    assert "4096" in await client.cannot(
        client.anna, "send", chat_id=client.bot, photo={"caption": f"{long}é"}
    )
    assert (await _copied(client, sent))["caption"] == long
    where = {"chat_id": client.anna, "from_chat_id": client.anna}
    where["message_id"] = sent["message_id"]
    reply = {"message_id": sent["message_id"]}
    error = await client.fails("copyMessage", **where, reply_parameters=reply)
    assert error == "Bad Request: MEDIA_CAPTION_TOO_LONG"
    error = await client.fails("copyMessage", **where, caption=long)
    assert error == "Bad Request: message caption is too long"
    shown = await _copied(client, sent, caption="kort", reply_parameters=reply, chat_id=client.anna)
    assert shown["caption"] == "kort"


async def test_captions_above_and_spoilers(client: Client) -> None:
    """Both stay in a copy; a new caption stands above only if that is asked for, and never under music."""
    photo = {"caption": "boven", "show_caption_above_media": True, "spoiler": True}
    sent = await _sends(client, client.anna, photo=photo)
    shown = await _copied(client, sent)
    assert (shown["show_caption_above_media"], shown["has_media_spoiler"]) == (True, True)
    shown = await _copied(client, sent, caption="anders")
    assert "show_caption_above_media" not in shown
    assert shown["has_media_spoiler"] is True
    shown = await _copied(client, sent, caption="anders", show_caption_above_media=True)
    assert shown["show_caption_above_media"] is True
    music = await _sends(client, client.anna, audio={"caption": "onder"})
    shown = await _copied(client, music, caption="anders", show_caption_above_media=True)
    assert "show_caption_above_media" not in shown


async def test_effects_of_copies(client: Client) -> None:
    """The effect of a message does not survive its copy; a copy into a private chat can have its own."""
    sent = await _sends(client, client.anna, text="x", effect="5")
    shown = await _copied(client, sent, chat_id=client.anna)
    assert "effect_id" not in shown
    shown = await _copied(client, sent, chat_id=client.anna, message_effect_id="6")
    assert shown["effect_id"] == "6"
    error = await client.fails(
        "copyMessage",
        chat_id=client.group,
        from_chat_id=client.anna,
        message_id=sent["message_id"],
        message_effect_id="6",
    )
    assert error == "Bad Request: can't use message effects in the chat"


async def test_a_checklist_is_ticked(client: Client) -> None:
    """Ticking is a service message, not an edit; the copy has no ticks; bots make none without a business account."""
    sent = await _sends(client, client.anna, checklist={"title": "T", "tasks": ["a", "b"]})
    await client.news("message")
    where = {"chat_id": client.bot, "message_id": sent["message_id"]}
    await client.does(client.anna, "tick", **where, done=[2])
    [told] = await client.news("message")
    assert told["checklist_tasks_done"]["marked_as_done_task_ids"] == [2]
    shown = await client.shown(client.anna, sent["message_id"])
    assert shown["checklist"]["tasks"][1]["completed_by_user"]["id"] == client.anna
    copied = await _copied(client, sent)
    assert copied["checklist"]["tasks"] == [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}]
    await client.does(client.anna, "edit", **where, checklist={"title": "T", "tasks": ["c"]})
    [edited] = await client.news("edited_message")
    assert edited["checklist"]["tasks"] == [{"id": 1, "text": "c"}]
    assert "no such task" in await client.cannot(client.anna, "tick", **where, done=[9])
    error = await client.fails("editMessageChecklist", chat_id=client.anna)
    assert error == "Bad Request: business connection not found"


async def test_protected_content(client: Client) -> None:
    """The bot copies it, nobody forwards it, and what is sent to a protected chat is protected."""
    await client.control(f"groups/{client.group}", "PATCH", has_protected_content=True)
    said = await client.writes(client.erik, "x", chat_id=client.group)
    where = {"chat_id": client.anna, "from_chat_id": client.group}
    await client.call("copyMessage", **where, message_id=said["message_id"])
    error = await client.fails("forwardMessage", **where, message_id=said["message_id"])
    assert error == "Bad Request: message has protected content and can't be forwarded"
    error = await client.fails("forwardMessages", **where, message_ids=[said["message_id"]])
    assert error == "Bad Request: messages can't be forwarded"
    named = {"chat_id": client.group, "message_id": said["message_id"]}
    refusal = await client.cannot(client.erik, "send", chat_id=client.bot, forward_of=named)
    assert refusal == "This message cannot be forwarded."
    hers = await client.writes(client.anna, "y")
    assert (await _copied(client, hers))["has_protected_content"] is True


async def test_buttons_of_another_bot(client: Client) -> None:
    """A message sent by means of a bot has buttons, which change by an edit and are not in a copy."""
    link = {"inline_keyboard": [[{"text": "Lees", "url": "https://example.org/"}]]}
    sent = await _sends(client, client.anna, text="x", reply_markup=link, via_bot=client.bot)
    [received] = await client.news("message")
    assert (received["reply_markup"], received["via_bot"]["id"]) == (link, client.bot)
    where = {"chat_id": client.bot, "message_id": sent["message_id"]}
    await client.does(client.anna, "edit", **where, reply_markup=None)
    [edited] = await client.news("edited_message")
    assert ("reply_markup" in edited, edited["text"]) == (False, "x")
    assert "reply_markup" not in await _copied(client, sent)
    keys = {"keyboard": [["a"]]}
    refusal = await client.cannot(client.anna, "send", **where, text="x", reply_markup=keys)
    assert refusal == "A person's message has inline buttons only."
