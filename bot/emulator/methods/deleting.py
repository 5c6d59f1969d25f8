"""Deleting of messages by the bot, within 48 hours."""

from bot.emulator import access, posting
from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Message

_DELETABLE_SECONDS = 48 * 3600
# So that nobody rolls until he wins: "A dice message in a private chat can only be deleted if it was sent more than 24
# hours ago" (Bot API, deleteMessage).
_DICE_SECONDS = 24 * 3600
# Those that only deleteForumTopic, or nothing, takes away.
FIXED = frozenset({"forum_topic_created", "supergroup_chat_created", "channel_chat_created"})


def _refusal(platform: Platform, chat: Chat, stored: Message) -> str | None:
    """Why the bot may not delete a message, None when it may."""
    age = platform.clock.now() - stored.date
    old = age > _DELETABLE_SECONDS
    if chat.type == "private":
        fixed = old or (stored.kind == "dice" and age < _DICE_SECONDS)
        return "message can't be deleted for everyone" if fixed else None
    if stored.kind in FIXED:
        return "message can't be deleted"
    own = stored.from_id == platform.bot_id
    if not own and not access.has_right(platform, chat, "can_delete_messages"):
        return "message can't be deleted"
    return "message can't be deleted for everyone" if old else None


def delete_message(platform: Platform, arguments: Arguments) -> bool:
    """deleteMessage."""
    chat = access.chat(platform, arguments, write=False)
    stored = access.message(platform, chat, arguments.integer("message_id"), "delete")
    refusal = _refusal(platform, chat, stored)
    if refusal is not None:
        raise bad(refusal)
    posting.remove(platform, chat, [stored], platform.bot_id)
    return True


def delete_messages(platform: Platform, arguments: Arguments) -> bool:
    """deleteMessages: unknown ids are left out, one that may not be deleted refuses all."""
    numbers = arguments.integers("message_ids", "can't parse message identifiers JSON object")
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad("too many message identifiers specified")
    chat = access.chat(platform, arguments, write=False)
    found = [
        stored for number in numbers if (stored := platform.world.message(chat, number)) is not None
    ]
    for stored in found:
        refusal = _refusal(platform, chat, stored)
        if refusal is not None:
            raise bad(refusal)
    posting.remove(platform, chat, found, platform.bot_id)
    return True


METHODS = {"deleteMessage": delete_message, "deleteMessages": delete_messages}
