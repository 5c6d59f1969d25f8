"""Answers of the bot to pressed buttons and to inline queries."""

from bot.emulator.arguments import Arguments
from bot.emulator.errors import QUERY_TOO_OLD, bad
from bot.emulator.platform import Platform
from bot.emulator.world import Json


def answer_callback_query(platform: Platform, arguments: Arguments) -> bool:
    """answerCallbackQuery: once, and in time."""
    text = arguments.text("text")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    query_id = arguments.text("callback_query_id")
    waiting = platform.world.callbacks.get(query_id)
    late = waiting is None or platform.clock.now() > waiting.expires
    if waiting is None or late or waiting.answer is not None:
        raise bad(QUERY_TOO_OLD)
    waiting.answer = {"text": text, "show_alert": arguments.boolean("show_alert")}
    if arguments.has("url"):
        waiting.answer["url"] = arguments.text("url")
    chat = platform.world.chats[waiting.chat_id]
    stored = chat.messages.get(waiting.message_id)
    platform.event(
        "callback_answer",
        chat,
        thread_id=stored.thread_id if stored is not None else None,
        message_id=waiting.message_id,
        user_id=waiting.user_id,
        callback_query_id=query_id,
        **waiting.answer,
    )
    platform.answered.ring()
    platform.touch()
    return True


def answer_inline_query(platform: Platform, arguments: Arguments) -> bool:
    """answerInlineQuery."""
    error = "can't parse inline query results JSON object"
    results = arguments.json("results", error)
    if not isinstance(results, list) or not all(isinstance(item, dict) for item in results):
        raise bad(error)
    if len(results) > 50:
        raise bad("RESULTS_TOO_MUCH")
    names = [str(item.get("id", "")) for item in results]
    if len(set(names)) != len(names):
        raise bad("RESULT_ID_DUPLICATE")
    query: Json | None = platform.world.inline.get(arguments.text("inline_query_id"))
    if query is None or platform.clock.now() > query["expires"] or "results" in query:
        raise bad(QUERY_TOO_OLD)
    query["results"] = results
    query["next_offset"] = arguments.text("next_offset")
    platform.answered.ring()
    return True


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
