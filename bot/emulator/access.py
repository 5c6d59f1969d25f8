"""Access: which chat, topic and message a call of the bot is about, and whether it may."""

from bot.emulator import posting, quotes, shapes
from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad, forbidden
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Message, Topic, User, topic_of

# The server knows a topic for so long after it was deleted, and then asks a server that does not.
_TOPIC_CACHE_SECONDS = 60


def chat(
    platform: Platform, arguments: Arguments, name: str = "chat_id", *, write: bool = True
) -> Chat:
    """The chat that an argument names, as the bot may reach it; ApiError otherwise.

    `write` is for calls that put something in: a person who blocked the bot refuses those.
    """
    given = arguments.text(name).strip()
    if not given:
        raise bad(f"{name} is empty")
    world = platform.world
    if given.startswith("@"):
        # People are never addressed by their username.
        chat_id = min(0, world.usernames.get(given[1:].lower(), 0))
    else:
        try:
            chat_id = int(given)
        except ValueError:
            raise bad("chat not found") from None
    found = world.chats.get(chat_id)
    if found is None:
        account = world.users.get(chat_id)
        if account is not None and account.is_bot and write and chat_id != platform.bot_id:
            raise forbidden("bot can't send messages to bots")
        if chat_id in world.bot.known_users and write:
            raise forbidden("bot can't initiate conversation with a user")
        raise bad("chat not found")
    if found.type == "private":
        if write and world.users[chat_id].deleted:
            raise forbidden("user is deactivated")
        if write and found.blocked:
            raise forbidden("bot was blocked by the user")
    else:
        _check_membership(platform, found)
    return found


def _check_membership(platform: Platform, found: Chat) -> None:
    kind = {"group": "group", "supergroup": "supergroup", "channel": "channel"}[found.type]
    if found.migrated_to is not None:
        raise bad(
            "group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": found.migrated_to},
        )
    if found.deleted:
        raise forbidden("the group chat was deleted")
    place = platform.bot_member(found)
    if place is None:
        if found.username:
            raise forbidden(f"bot is not a member of the {kind} chat")
        raise bad("chat not found")
    if place.status == "kicked":
        raise forbidden(f"bot was kicked from the {kind} chat")
    if not place.present:
        raise forbidden(f"bot is not a member of the {kind} chat")


def topic(platform: Platform, found: Chat, arguments: Arguments) -> Topic | None:
    """The topic of `message_thread_id`; None for General, and in chats without topics."""
    thread_id = arguments.integer("message_thread_id")
    if thread_id == 0:
        return None
    if found.type == "private":
        raise bad("message thread not found")
    if not found.is_forum:
        return None
    named = found.topics.get(thread_id)
    if named is None:
        raise bad("message thread not found")
    if named.deleted:
        if platform.clock.now() - named.deleted_at <= _TOPIC_CACHE_SECONDS:
            raise bad("TOPIC_DELETED")
        raise bad("message thread not found")
    return named


def check_sending(platform: Platform, found: Chat, into: Topic | None, kind: str) -> None:
    """Rights to send this kind of message there; ApiError otherwise."""
    if found.type == "private":
        return
    place = platform.bot_member(found)
    if place is not None and place.is_admin:
        return
    if found.type == "channel":
        raise bad("need administrator rights in the channel chat")
    closed = into.closed if into is not None else found.is_forum and found.general_closed
    if closed:
        raise bad("TOPIC_CLOSED")
    permission, plural = _NEEDED.get(kind, ("can_send_messages", "text messages"))
    allowed = shapes.permission(found, permission)
    if place is not None and place.status == "restricted":
        allowed = allowed and place.rights.get(permission, False)
    if not allowed:
        raise bad(f"not enough rights to send {plural} to the chat")


_NEEDED = {
    "photo": ("can_send_photos", "photos"),
    "video": ("can_send_videos", "videos"),
    "animation": ("can_send_other_messages", "animations"),
    "audio": ("can_send_audios", "music"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "video_note": ("can_send_video_notes", "video notes"),
    "document": ("can_send_documents", "documents"),
    "sticker": ("can_send_other_messages", "stickers"),
    "poll": ("can_send_polls", "polls"),
    "contact": ("can_send_messages", "contacts"),
    "location": ("can_send_messages", "locations"),
    "venue": ("can_send_messages", "venues"),
    "dice": ("can_send_other_messages", "dice"),
}


def has_right(platform: Platform, found: Chat, right: str) -> bool:
    """Whether the bot holds an administrator right, or ordinary members may do it too."""
    if found.type == "private":
        return True
    place = platform.bot_member(found)
    if place is None or not place.present:
        return False
    if place.status == "creator":
        return True
    if place.status == "administrator" and place.rights.get(right, False):
        return True
    if right not in ("can_pin_messages", "can_manage_topics", "can_change_info"):
        return False
    if place.status == "restricted" and not place.rights.get(right, False):
        return False
    return found.permissions.get(right, False)


def reply(
    platform: Platform, arguments: Arguments, found: Chat, into: Topic | None
) -> tuple[Topic | None, Json]:
    """Where a message goes and how it replies: the topic, and fields for `posting.post`.

    A reply that names no topic goes to the topic of the message it replies to.
    """
    parameters = reply_parameters(arguments)
    message_id = parameters.get("message_id", 0)
    if not message_id:
        return into, {}
    other = parameters.get("chat_id")
    source = found
    if other not in (None, ""):
        source = chat(platform, Arguments({"chat_id": str(other)}), write=False)
    replied = platform.world.message(source, message_id)
    if replied is None:
        if parameters.get("allow_sending_without_reply") and source is found:
            return into, {}
        raise bad("message to be replied not found")
    if into is None and not arguments.integer("message_thread_id"):
        into = posting.topic_for(found, replied)
    fields = posting.reply_fields(platform, found, replied, into)
    if parameters.get("quote"):
        fields["quote"] = quotes.wished(platform, replied, parameters)
    return into, fields


def reply_parameters(arguments: Arguments) -> Json:
    """`reply_parameters`, or the older `reply_to_message_id` in its shape."""
    error = "can't parse reply parameters JSON object"
    found = arguments.json("reply_parameters", error)
    if found is None:
        message_id = arguments.integer("reply_to_message_id")
        if message_id <= 0:
            return {}
        keep = arguments.boolean("allow_sending_without_reply")
        return {"message_id": message_id, "allow_sending_without_reply": keep}
    if not isinstance(found, dict):
        raise bad(error)
    number = found.get("message_id")
    if isinstance(number, str) and number.isdigit():
        found["message_id"] = int(number)
    elif not isinstance(number, int):
        raise bad("can't parse reply parameters: Can't find field \"message_id\"")
    return found


def message(
    platform: Platform, found: Chat, message_id: int, action: str, *, service: bool = True
) -> Message:
    """A living message of the chat; ApiError "message to `action` not found" otherwise."""
    if message_id <= 0:
        raise bad("message identifier is not specified")
    stored = platform.world.message(found, message_id)
    if stored is None or (stored.service and not service):
        raise bad(f"message to {action} not found")
    return stored


def user(platform: Platform, arguments: Arguments, name: str = "user_id") -> User:
    """The account that an argument names; ApiError when there is none that the bot knows."""
    user_id = arguments.integer(name)
    if user_id <= 0:
        raise bad("invalid user_id specified")
    account = platform.world.users.get(user_id)
    if account is None:
        raise bad("user not found")
    return account


def living_topic(found: Chat, arguments: Arguments) -> Topic:
    """The topic that a topic method is about; a gone one is TOPIC_ID_INVALID."""
    thread_id = arguments.integer("message_thread_id")
    if thread_id <= 0:
        raise bad("invalid forum topic identifier specified")
    named = topic_of(found, thread_id)
    if named is None:
        raise bad("TOPIC_ID_INVALID")
    return named


def check_forum(found: Chat) -> None:
    """Refuse topic methods outside a forum."""
    if found.type != "supergroup":
        raise bad("the chat is not a supergroup forum")
    if not found.is_forum:
        raise bad("the chat is not a forum")
