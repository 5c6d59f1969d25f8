"""Reactions of the bot: one a message, a standard emoji, and only what the chat allows."""

from typing import Final

from bot.emulator import access
from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Message

STANDARD: Final = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)


def allowed(chat: Chat, stored: Message, reaction: Json) -> bool:
    """Whether this reaction may be put under this message by the bot."""
    if stored.service:
        return False
    if reaction.get("type") == "emoji":
        emoji = reaction.get("emoji")
        if not isinstance(emoji, str) or emoji not in STANDARD:
            return False
        if chat.available_reactions is None:
            return True
        return any(one.get("emoji") == emoji for one in chat.available_reactions)
    if reaction.get("type") != "custom_emoji":
        return False
    present = any(reaction in reactions for reactions in stored.reactions.values())
    return present or reaction in (chat.available_reactions or [])


def target(platform: Platform, chat: Chat, stored: Message) -> Message:
    """Where a reaction to a message stands: under the first part that is left of its album (setMessageReaction)."""
    album = stored.media_group_id
    if album is None:
        return stored
    room = platform.world.chats[chat.id]
    return next(
        each for each in room.messages.values() if each.media_group_id == album and not each.deleted
    )


def change(platform: Platform, stored: Message, actor_id: int, reactions: list[Json]) -> bool:
    """Set the reactions of one actor and tell everybody; False when they were so already."""
    if stored.reactions.get(actor_id, []) == reactions:
        return False
    if reactions:
        stored.reactions = {**stored.reactions, actor_id: reactions}
    else:
        stored.reactions = {
            actor: kept for actor, kept in stored.reactions.items() if actor != actor_id
        }
    stored.changed = platform.event(
        "reaction",
        platform.world.chats[stored.chat_id],
        thread_id=stored.thread_id,
        message_id=stored.id,
        actor_id=actor_id,
        reaction=reactions,
    )
    platform.touch()
    return True


def set_message_reaction(platform: Platform, arguments: Arguments) -> bool:
    """setMessageReaction; no list takes the reaction away."""
    error = "can't parse reaction types JSON object"
    given = arguments.json("reaction", error)
    wishes = [] if given is None else given
    if not isinstance(wishes, list) or not all(isinstance(item, dict) for item in wishes):
        raise bad(error)
    chat = access.chat(platform, arguments)
    stored = access.message(platform, chat, arguments.integer("message_id"), "react")
    stored = target(platform, chat, stored)
    if len(wishes) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if not all(allowed(chat, stored, wish) for wish in wishes):
        raise bad("REACTION_INVALID")
    kept = [
        {key: wish[key] for key in ("type", "emoji", "custom_emoji_id") if key in wish}
        for wish in wishes
    ]
    change(platform, stored, platform.bot_id, kept)
    return True


METHODS = {"setMessageReaction": set_message_reaction}
