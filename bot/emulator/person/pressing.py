"""Pressing of buttons by a person, and inline queries: what waits for the bot's answer."""

import itertools
import time
from typing import Any

from bot.emulator import ids, posting, shapes, updates
from bot.emulator.entities import formatted
from bot.emulator.errors import ActionError, ApiError
from bot.emulator.person import place, sending
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import Callback, Chat, Json, Message, User

# How long the official clients and servers keep a pressed button open is not documented; the
# update itself lives for so long.
_ANSWERABLE_SECONDS = updates.CALLBACK_LIFE
_WAIT_SECONDS = 10.0


async def press(platform: Platform, user: User, wish: Wish) -> Json:
    """Press a button: by its text (`button`), its `data`, or `row` and `col`.

    Without `message_id` it is the newest message with such a button. Callback buttons wait up to
    `timeout` seconds for the bot's answer; `answered` says whether it came. With `message_id` and
    `data` the button may be one that the message showed before. Buttons of a reply keyboard send
    what they say.
    """
    chat = place.writable(platform, user, wish)
    stored, button = _find(chat, wish)
    if stored.markup is not None and "keyboard" in stored.markup:
        return _type(platform, user, chat, stored, button)
    for action in ("url", "copy_text", "switch_inline_query", "switch_inline_query_current_chat"):
        if action in button:
            return {"button": button, action: button[action]}
    if "callback_data" not in button:
        raise ActionError("The stand-in cannot press such a button.")
    query_id = ids.query_id()
    waiting = Callback(user.id, chat.id, stored.id, platform.clock.now() + _ANSWERABLE_SECONDS)
    platform.world.callbacks[query_id] = waiting
    _forget_old(platform)
    query: Json = {
        "id": query_id,
        "from": shapes.user(user),
        "message": _message(platform, chat, stored),
        "chat_instance": ids.chat_instance(chat.id),
        "data": button["callback_data"],
    }
    platform.event(
        "press",
        chat,
        thread_id=stored.thread_id,
        message_id=stored.id,
        user_id=user.id,
        callback_query_id=query_id,
    )
    updates.callback_query(platform, query)
    platform.touch()
    await _wait(platform, wish, lambda: waiting.answer is not None)
    result: Json = {"callback_query_id": query_id, "answered": waiting.answer is not None}
    return result | (waiting.answer or {"text": "", "show_alert": False})


def _message(platform: Platform, chat: Chat, stored: Message) -> Json:
    """The message of a callback; a deleted one is inaccessible."""
    if stored.deleted:
        shown = shapes.chat(platform.world, chat)
        return {"chat": shown, "message_id": stored.id, "date": 0}
    return posting.shape(platform, stored)


def _forget_old(platform: Platform) -> None:
    """Presses are kept until they expire; the oldest come first."""
    callbacks, now = platform.world.callbacks, platform.clock.now()
    for number in list(itertools.islice(callbacks, 2)):
        if callbacks[number].expires < now:
            del callbacks[number]


def _find(chat: Chat, wish: Wish) -> tuple[Message, Json]:
    number = wish.optional_integer("message_id")
    if number is not None:
        named = chat.messages.get(number)
        if named is None:
            raise ActionError("There is no such message.", 404)
        button = _button(named, wish)
        if button is None and wish.has("data"):
            # Her phone still shows the buttons of before: "the message that originated the query can contain no
            # callback buttons with this data" (Bot API, CallbackQuery).
            button = {"callback_data": wish.text("data")}
        if button is None:
            raise ActionError("There is no such button under the message.", 404)
        return named, button
    for stored in reversed(chat.messages.values()):
        if not stored.deleted and (button := _button(stored, wish)) is not None:
            return stored, button
    raise ActionError("There is no such button in the chat.", 404)


def _button(stored: Message, wish: Wish) -> Json | None:
    markup = stored.markup or {}
    rows: list[list[Json]] = markup.get("inline_keyboard") or markup.get("keyboard") or []
    row, col = wish.optional_integer("row"), wish.optional_integer("col")
    if row is not None:
        inside = 0 <= row < len(rows) and 0 <= (col or 0) < len(rows[row])
        return rows[row][col or 0] if inside else None
    for button in (button for line in rows for button in line):
        if wish.has("data"):
            if button.get("callback_data") == wish.text("data"):
                return button
        elif button["text"] == wish.text("button"):
            return button
    return None


def _type(platform: Platform, user: User, chat: Chat, stored: Message, button: Json) -> Json:
    fields: Json = {"chat_id": chat.id, "thread_id": stored.thread_id}
    if chat.type == "private":
        fields["chat_id"] = platform.bot_id
    if button.get("request_contact"):
        fields |= {"contact": {"own": True}, "reply_to": stored.id}
    elif button.get("request_location"):
        fields |= {"location": {}, "reply_to": stored.id}
    else:
        fields["text"] = button["text"]
    return sending.send(platform, user, Wish(fields))


async def inline_query(platform: Platform, user: User, wish: Wish) -> Json:
    """Type `query` behind the bot's name; waits up to `timeout` seconds for results."""
    if not platform.world.bot.inline:
        raise ActionError("Inline mode is off; switch it on for the bot first.")
    query_id = ids.query_id()
    kept: Json = {
        "expires": platform.clock.now() + updates.INLINE_LIFE,
        "query": wish.text("query"),
    }
    platform.world.inline[query_id] = kept
    query: Json = {
        "id": query_id,
        "from": shapes.user(user),
        "query": wish.text("query"),
        "offset": wish.text("offset"),
    }
    if wish.has("chat_type"):
        query["chat_type"] = wish.text("chat_type")
    updates.inline_query(platform, query)
    await _wait(platform, wish, lambda: "results" in kept)
    return {
        "inline_query_id": query_id,
        "answered": "results" in kept,
        "results": kept.get("results", []),
    }


def choose(platform: Platform, user: User, wish: Wish) -> Json:
    """Send the result `result_id` of `inline_query_id` into `chat_id`."""
    kept = platform.world.inline.get(wish.text("inline_query_id"), {})
    results = kept.get("results", [])
    found = next((one for one in results if str(one.get("id")) == wish.text("result_id")), None)
    if found is None:
        raise ActionError("There is no such result.", 404)
    given = found.get("input_message_content") or {}
    try:
        text, entities = formatted(
            str(given.get("message_text", "")),
            str(given.get("parse_mode", "")),
            given.get("entities"),
            platform.known,
        )
    except ApiError as error:
        raise ActionError(error.description) from None
    if platform.world.bot.inline_feedback:
        chosen = {"result_id": wish.text("result_id"), "query": kept["query"]}
        updates.chosen_inline_result(platform, {"from": shapes.user(user), **chosen})
    fields: Json = {
        "chat_id": wish.integer("chat_id"),
        "thread_id": wish.optional_integer("thread_id"),
        "text": text,
        "entities": entities or None,
        "via_bot": platform.bot_id,
        "reply_markup": found.get("reply_markup"),
    }
    return sending.send(platform, user, Wish(fields))


async def _wait(platform: Platform, wish: Wish, done: Any) -> None:
    end = time.monotonic() + wish.number("timeout", _WAIT_SECONDS)
    while not done() and (left := end - time.monotonic()) > 0:
        await platform.answered.wait(left)


ACTIONS = {"press": press, "inline_query": inline_query, "choose": choose}
