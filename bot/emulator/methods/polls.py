"""Polls of the bot: sent, voted in, stopped."""

from typing import Any

from bot.emulator import ids, keyboards, posting, updates
from bot.emulator.arguments import Arguments
from bot.emulator.entities import formatted
from bot.emulator.errors import bad
from bot.emulator.methods.editing import own_message
from bot.emulator.methods.messages import send
from bot.emulator.platform import Platform
from bot.emulator.world import Json, Message


def make(platform: Platform, question: str, options: list[str], **wishes: Any) -> Json:
    """A new `Poll`; `wishes` are its optional fields."""
    poll: Json = {
        "id": ids.query_id(),
        "question": question,
        "options": [
            {
                "text": text,
                "voter_count": 0,
                "persistent_id": str(platform.world.number()),
            }
            for text in options
        ],
        "total_voter_count": 0,
        "is_closed": bool(wishes.get("is_closed")),
        "is_anonymous": bool(wishes.get("is_anonymous", True)),
        "type": str(wishes.get("type") or "regular"),
        "allows_multiple_answers": bool(wishes.get("allows_multiple_answers")),
        "allows_revoting": bool(wishes.get("allows_revoting", True)),
        "members_only": False,
    }
    for name in ("correct_option_ids", "explanation", "open_period", "close_date"):
        if wishes.get(name):
            poll[name] = wishes[name]
    return poll


def without_answer(platform: Platform, poll: Json) -> Json:
    """An open quiz as the bot sees it that was not sent to its private chat, or was forwarded there.

    The right answer is "available only for polls in quiz mode which are closed or were sent (not forwarded) by the bot
    or to the private chat with the bot" (Bot API, Poll).
    """
    if poll["is_closed"] or "correct_option_ids" not in poll:
        return poll
    platform.world.answers[poll["id"]] = poll["correct_option_ids"]
    return {key: poll[key] for key in poll if key != "correct_option_ids"}


def closed(platform: Platform, poll: Json) -> Json:
    """A poll after its end; that of a quiz shows the right answer."""
    correct = platform.world.answers.pop(poll["id"], None)
    shown = {**poll, "is_closed": True}
    if correct:
        shown["correct_option_ids"] = correct
    return shown


def send_poll(platform: Platform, arguments: Arguments) -> Json:
    """sendPoll: 2 to 12 options."""
    question, _ = formatted(
        arguments.long_text("question"), arguments.text("question_parse_mode"), None, platform.known
    )
    if not question:
        raise bad("poll question must be non-empty")
    if len(question) > 300:
        raise bad("poll question length must not exceed 300")
    options = [_option(platform, item) for item in _options(arguments)]
    kind = arguments.text("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad("unsupported poll type specified")
    correct: list[int] = []
    if kind == "quiz":
        correct = _correct(arguments, len(options))
    anonymous = "is_anonymous" not in arguments.values or arguments.boolean("is_anonymous")
    poll = make(
        platform,
        question,
        options,
        type=kind,
        is_anonymous=anonymous,
        is_closed=arguments.boolean("is_closed"),
        allows_multiple_answers=arguments.boolean("allows_multiple_answers"),
        correct_option_ids=correct,
        explanation=arguments.text("explanation"),
        open_period=arguments.integer("open_period"),
        close_date=arguments.integer("close_date"),
    )
    shape = send(platform, arguments, "poll", {"poll": poll})
    platform.world.polls[poll["id"]] = (shape["chat"]["id"], shape["message_id"])
    return shape


def _options(arguments: Arguments) -> list[Any]:
    error = "can't parse options JSON object"
    given = arguments.json("options", error)
    if not isinstance(given, list):
        raise bad(error)
    if not given:
        raise bad("poll must have at least 1 option")
    if len(given) > 12:
        raise bad("poll can't have more than 12 options")
    return given


def _option(platform: Platform, item: Any) -> str:
    given = item.get("text", "") if isinstance(item, dict) else item
    mode = str(item.get("text_parse_mode", "")) if isinstance(item, dict) else ""
    if not isinstance(given, str):
        raise bad("can't parse options JSON object")
    text, _ = formatted(given, mode, None, platform.known)
    if not text:
        raise bad("poll options must be non-empty")
    if len(text) > 100:
        raise bad("poll options length must not exceed 100")
    return text


def _correct(arguments: Arguments, count: int) -> list[int]:
    if arguments.has("correct_option_ids"):
        found = arguments.integers("correct_option_ids", "can't parse correct options JSON object")
    else:
        found = [arguments.integer("correct_option_id", -1)]
    if not found or any(not 0 <= number < count for number in found):
        raise bad("wrong correct option ID specified")
    return found


def stop_poll(platform: Platform, arguments: Arguments) -> Json:
    """stopPoll → Poll."""
    markup = keyboards.read(arguments)
    stored = own_message(platform, arguments)
    poll = stored.content.get("poll")
    if poll is None:
        raise bad("message with poll to stop not found")
    if poll["is_closed"]:
        raise bad("poll has already been closed")
    stored.content = {"poll": closed(platform, poll)}
    stored.markup = markup
    posting.changed(platform, stored)
    updates.poll(platform, stored.content["poll"])
    shape: Json = stored.content["poll"]
    return shape


def vote(platform: Platform, stored: Message, user_id: int, user: Json, chosen: list[int]) -> None:
    """Count a person's vote (an empty list takes it back) and tell the bot if it is its poll."""
    poll = stored.content["poll"]
    votes = platform.world.votes.setdefault(poll["id"], {})
    if chosen:
        votes[user_id] = chosen
    else:
        votes.pop(user_id, None)
    options = [
        {**option, "voter_count": sum(number in picks for picks in votes.values())}
        for number, option in enumerate(poll["options"])
    ]
    stored.content = {"poll": {**poll, "options": options, "total_voter_count": len(votes)}}
    stored.changed = platform.event(
        "poll",
        platform.world.chats[stored.chat_id],
        thread_id=stored.thread_id,
        message_id=stored.id,
        message=platform.shown(stored),
    )
    if stored.from_id == platform.bot_id:
        updates.poll(platform, stored.content["poll"])
        if not poll["is_anonymous"]:
            names = [options[number]["persistent_id"] for number in chosen]
            answer = {"poll_id": poll["id"], "user": user, "option_ids": chosen}
            updates.poll_answer(platform, answer | {"option_persistent_ids": names})
    platform.touch()


METHODS = {"sendPoll": send_poll, "stopPoll": stop_poll}
