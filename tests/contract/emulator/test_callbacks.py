"""Pressed buttons and inline queries, and the answers to them."""

import asyncio
from typing import Any

from tests.contract.emulator.client import Client, soon, until

_KEYS = {
    "inline_keyboard": [
        [{"text": "ja", "callback_data": "yes"}, {"text": "nee", "callback_data": "no"}],
        [{"text": "site", "url": "https://example.org"}],
    ]
}
_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def _has_news(client: Client) -> bool:
    return await client.pending() > 0


async def _pressed(client: Client, **button: Any) -> tuple[asyncio.Task[Any], dict[str, Any]]:
    """A press that is under way, and the query that the bot got."""
    pressing = asyncio.create_task(
        client.does(client.anna, "press", chat_id=client.bot, timeout=5, **button)
    )
    await until(lambda: _has_news(client))
    [query] = await client.news("callback_query")
    return pressing, query


async def test_a_press_waits_for_the_answer(client: Client) -> None:
    """The query carries message, keyboard and data; the person sees the bot's answer."""
    sent = await client.call("sendMessage", chat_id=client.anna, text="?", reply_markup=_KEYS)
    pressing, query = await _pressed(client, button="nee")
    assert (query["data"], query["from"]["id"]) == ("no", client.anna)
    assert query["message"] == sent
    await client.call(
        "answerCallbackQuery", callback_query_id=query["id"], text="Goed", show_alert=True
    )
    answer = await soon(pressing)
    assert (answer["answered"], answer["text"], answer["show_alert"]) == (True, "Goed", True)


async def test_buttons_are_found_by_data_and_place(client: Client) -> None:
    """A button is pressed by its data or its place; link buttons only open their link."""
    sent = await client.call("sendMessage", chat_id=client.anna, text="?", reply_markup=_KEYS)
    for button in ({"data": "no"}, {"row": 0, "col": 1, "message_id": sent["message_id"]}):
        pressing, query = await _pressed(client, **button)
        assert query["data"] == "no"
        await client.call("answerCallbackQuery", callback_query_id=query["id"])
        await soon(pressing)
    link = await client.does(client.anna, "press", chat_id=client.bot, button="site")
    assert link["url"] == "https://example.org/"
    refusal = await client.cannot(client.anna, "press", chat_id=client.bot, button="weg")
    assert "no such button" in refusal


async def test_a_button_of_before_can_still_be_pressed(client: Client) -> None:
    """Her phone may show buttons that the message has lost: the query carries their data all the same."""
    sent = await client.call("sendMessage", chat_id=client.anna, text="?", reply_markup=_KEYS)
    await client.call("editMessageReplyMarkup", chat_id=client.anna, message_id=sent["message_id"])
    pressing, query = await _pressed(client, message_id=sent["message_id"], data="yes")
    assert (query["data"], query["message"].get("reply_markup")) == ("yes", None)
    await client.call("answerCallbackQuery", callback_query_id=query["id"])
    assert (await soon(pressing))["answered"] is True


async def test_answers_come_once_and_in_time(client: Client) -> None:
    """A second, a late and an unknown answer are refused; an unanswered press says so."""
    await client.call("sendMessage", chat_id=client.anna, text="?", reply_markup=_KEYS)
    pressing, query = await _pressed(client, button="ja")
    await client.call("answerCallbackQuery", callback_query_id=query["id"])
    await soon(pressing)
    again = await client.fails("answerCallbackQuery", callback_query_id=query["id"])
    assert again == _TOO_OLD
    assert await client.fails("answerCallbackQuery", callback_query_id="5") == _TOO_OLD
    silent = await client.does(client.anna, "press", chat_id=client.bot, button="ja", timeout=0.01)
    assert silent["answered"] is False
    await client.control("clock", advance=200)
    late = silent["callback_query_id"]
    assert await client.fails("answerCallbackQuery", callback_query_id=late) == _TOO_OLD
    error = await client.fails("answerCallbackQuery", callback_query_id=late, text="a" * 201)
    assert error == "Bad Request: MESSAGE_TOO_LONG"


async def test_an_unfetched_press_is_forgotten(client: Client) -> None:
    """A callback query stays in the queue for 150 seconds only."""
    await client.call("sendMessage", chat_id=client.anna, text="?", reply_markup=_KEYS)
    await client.does(client.anna, "press", chat_id=client.bot, button="ja", timeout=0.01)
    await client.control("clock", advance=151)
    assert (await client.control("queue", "GET"))["pending"] == 0


async def test_a_press_on_a_deleted_message(client: Client) -> None:
    """A press that arrives after the deletion carries an inaccessible message."""
    sent = await client.call("sendMessage", chat_id=client.anna, text="?", reply_markup=_KEYS)
    where = {"chat_id": client.anna, "message_id": sent["message_id"]}
    await client.call("deleteMessage", **where)
    await client.does(
        client.anna,
        "press",
        chat_id=client.bot,
        message_id=sent["message_id"],
        button="ja",
        timeout=0.01,
    )
    [query] = await client.news("callback_query")
    assert (query["message"]["date"], query["message"]["message_id"]) == (0, sent["message_id"])


async def test_reply_keyboards_send_what_they_say(client: Client) -> None:
    """A key of a reply keyboard sends its text, or the person's own contact."""
    keyboard = {"keyboard": [[{"text": "Ja"}, {"text": "Nummer", "request_contact": True}]]}
    sent = await client.call("sendMessage", chat_id=client.anna, text="?", reply_markup=keyboard)
    assert "reply_markup" not in sent
    shown = await client.shown(client.anna, sent["message_id"])
    assert shown["reply_keyboard"] == keyboard
    await client.does(client.anna, "press", chat_id=client.bot, button="Ja")
    await client.does(client.anna, "press", chat_id=client.bot, button="Nummer")
    text, contact = await client.news("message")
    assert text["text"] == "Ja"
    assert contact["contact"]["user_id"] == client.anna
    error = await client.fails(
        "editMessageText", chat_id=client.anna, message_id=sent["message_id"], text="x"
    )
    assert error == "Bad Request: message can't be edited"


async def test_inline_queries(client: Client) -> None:
    """With inline mode on a query reaches the bot, and a chosen result is sent via it."""
    refusal = await client.cannot(client.anna, "inline_query", query="x")
    assert "Inline mode is off" in refusal
    await client.control("bot", "PATCH", inline_mode=True, inline_feedback=True)
    asking = asyncio.create_task(client.does(client.anna, "inline_query", query="wat", timeout=5))
    await until(lambda: _has_news(client))
    [query] = await client.news("inline_query")
    result = {
        "type": "article",
        "id": "1",
        "title": "T",
        "input_message_content": {"message_text": "<b>dit</b>", "parse_mode": "HTML"},
    }
    await client.call("answerInlineQuery", inline_query_id=query["id"], results=[result])
    answer = await soon(asking)
    assert answer["results"] == [result]
    await client.does(
        client.eva,
        "choose",
        inline_query_id=query["id"],
        result_id="1",
        chat_id=client.group,
    )
    chosen, update = await client.updates()
    assert chosen["chosen_inline_result"]["result_id"] == "1"
    sent = update["message"]
    assert (sent["text"], sent["via_bot"]["id"]) == ("dit", client.bot)
