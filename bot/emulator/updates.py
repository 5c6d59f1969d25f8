"""Updates: which happenings reach the bot, of which type, for how long, in which webhook queue."""

from bot.emulator.platform import Platform
from bot.emulator.world import CHANNEL_BOT, GROUP_ANONYMOUS_BOT, Chat, Json, Message

DAY = 86_400
CALLBACK_LIFE = 150
INLINE_LIFE = 30
_PLATFORM_BOTS = (GROUP_ANONYMOUS_BOT, CHANNEL_BOT)

# The bot's own messages are not delivered to it, these service messages excepted.
_OWN_SERVICE = frozenset(
    [
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "pinned_message",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "left_chat_member",
    ]
)


def message(platform: Platform, stored: Message, shape: Json) -> None:
    """A new message, if the bot may see it."""
    chat = platform.world.chats[stored.chat_id]
    if reaches_bot(platform, chat, stored):
        kind = "channel_post" if chat.type == "channel" else "message"
        _remember_sender(platform, stored)
        _push(platform, kind, shape, stored.date + DAY, chat.id)


def edited(platform: Platform, stored: Message, shape: Json) -> None:
    """An edit by somebody else of a message that the bot may see."""
    chat = platform.world.chats[stored.chat_id]
    if stored.from_id != platform.bot_id and reaches_bot(platform, chat, stored):
        kind = "edited_channel_post" if chat.type == "channel" else "edited_message"
        _push(platform, kind, shape, (stored.edit_date or stored.date) + DAY, chat.id)


def callback_query(platform: Platform, query: Json) -> None:
    """A pressed button."""
    life = platform.clock.second() + CALLBACK_LIFE
    _push(platform, "callback_query", query, life, query["from"]["id"] + (3 << 33))


def inline_query(platform: Platform, query: Json) -> None:
    """Words typed behind the bot's name in any chat."""
    life = platform.clock.second() + INLINE_LIFE
    _push(platform, "inline_query", query, life, query["from"]["id"] + (1 << 33))


def chosen_inline_result(platform: Platform, result: Json) -> None:
    """A person sent one of the bot's inline results."""
    life = platform.clock.second() + 600
    _push(platform, "chosen_inline_result", result, life, result["from"]["id"] + (2 << 33))


def member(platform: Platform, chat: Chat, change: Json) -> None:
    """A `ChatMemberUpdated`: of the bot itself always, of others when it is administrator."""
    changed_user = change["new_chat_member"]["user"]["id"]
    life = change["date"] + DAY
    if changed_user == platform.bot_id:
        _push(platform, "my_chat_member", change, life, chat.id + (5 << 33))
        return
    place = platform.bot_member(chat)
    if place is not None and place.is_admin:
        _push(platform, "chat_member", change, life, change["from"]["id"] + (6 << 33))


def reaction(platform: Platform, chat: Chat, change: Json) -> None:
    """A changed reaction of a person; in groups only an administrator bot hears of it."""
    if chat.type != "private":
        place = platform.bot_member(chat)
        if place is None or not place.is_admin:
            return
    elif chat.blocked:
        return
    _push(platform, "message_reaction", change, change["date"] + DAY, chat.id + (8 << 33))


def poll(platform: Platform, shape: Json) -> None:
    """The state of a poll that the bot sent, after a vote or its end."""
    lane = int(shape["id"])
    _push(platform, "poll", shape, platform.clock.second() + DAY, lane)


def poll_answer(platform: Platform, answer: Json) -> None:
    """A vote in a poll that is not anonymous and that the bot sent."""
    lane = int(answer["poll_id"])
    _push(platform, "poll_answer", answer, platform.clock.second() + DAY, lane)


def reaches_bot(platform: Platform, chat: Chat, stored: Message) -> bool:
    """Membership, privacy mode and the rule that bots do not see bots."""
    own = stored.from_id == platform.bot_id
    if own and not (stored.service and stored.kind in _OWN_SERVICE):
        return False
    if chat.type == "private":
        return not chat.blocked
    place = platform.bot_member(chat)
    if place is None or not place.present:
        return False
    if own or stored.service:
        return True
    sender = platform.world.users.get(stored.from_id or 0)
    if sender is not None and sender.is_bot and sender.id not in _PLATFORM_BOTS:
        return False
    if place.is_admin or not platform.world.bot.privacy:
        return True
    replied = platform.world.message(chat, stored.reply_to)
    if replied is not None and replied.from_id == platform.bot_id:
        return True
    return _is_command_for_bot(platform, stored)


def _is_command_for_bot(platform: Platform, stored: Message) -> bool:
    text: str = stored.content.get("text") or stored.content.get("caption") or ""
    if not text.startswith("/"):
        return False
    _, _, addressee = text.split(maxsplit=1)[0].partition("@")
    name = platform.world.users[platform.bot_id].username or ""
    return not addressee or addressee.lower() == name.lower()


def _remember_sender(platform: Platform, stored: Message) -> None:
    if stored.from_id is not None:
        platform.world.bot.known_users[stored.from_id] = True


def _push(platform: Platform, kind: str, payload: Json, expires: float, lane: int) -> None:
    platform.queue.push(kind, payload, expires, lane, platform.clock.now())
