"""Shapes: users, chats, messages and members as the Bot API shows them to the bot."""

from typing import Final

from bot.emulator.world import (
    CHANNEL_BOT,
    GROUP_ANONYMOUS_BOT,
    SERVICE_ACCOUNT,
    Chat,
    Json,
    Member,
    Message,
    User,
    World,
)

ADMIN_RIGHTS: Final = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
SUPERGROUP_RIGHTS: Final = ("can_pin_messages", "can_manage_topics")
PERMISSIONS: Final = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
# What ordinary members of a new group may not do.
_NOT_FOR_MEMBERS: Final = frozenset(
    {"can_edit_tag", "can_change_info", "can_pin_messages", "can_manage_topics"}
)
_ACCOUNTS: Final[dict[int, Json]] = {
    GROUP_ANONYMOUS_BOT: {
        "id": GROUP_ANONYMOUS_BOT,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    },
    CHANNEL_BOT: {
        "id": CHANNEL_BOT,
        "is_bot": True,
        "first_name": "Channel",
        "username": "Channel_Bot",
    },
    SERVICE_ACCOUNT: {"id": SERVICE_ACCOUNT, "is_bot": False, "first_name": "Telegram"},
}


def user(account: User) -> Json:
    """`User` as seen in messages."""
    shape: Json = {"id": account.id, "is_bot": account.is_bot, "first_name": account.first_name}
    if account.deleted:
        return shape | {"first_name": ""}
    if account.last_name:
        shape["last_name"] = account.last_name
    if account.username:
        shape["username"] = account.username
    if account.language_code:
        shape["language_code"] = account.language_code
    if account.is_premium:
        shape["is_premium"] = True
    return shape


def user_by_id(world: World, user_id: int) -> Json:
    """`User` of an account, the platform's own ones included."""
    account = world.users.get(user_id)
    return user(account) if account is not None else _ACCOUNTS[user_id]


def chat(world: World, room: Chat) -> Json:
    """`Chat` as seen in messages."""
    if room.type == "private":
        account = world.users[room.id]
        shape: Json = {"id": room.id, "first_name": account.first_name}
        if account.last_name:
            shape["last_name"] = account.last_name
        if account.username:
            shape["username"] = account.username
        shape["type"] = "private"
        return shape
    shape = {"id": room.id, "title": room.title or ""}
    if room.username:
        shape["username"] = room.username
    shape["type"] = room.type
    if room.is_forum:
        shape["is_forum"] = True
    return shape


def message(world: World, stored: Message, *, nested: bool = False) -> Json:
    """`Message`; the message it replies to is shown without a further reply."""
    room = world.chats[stored.chat_id]
    shape: Json = {"message_id": stored.id}
    if stored.from_id is not None:
        shape["from"] = user_by_id(world, stored.from_id)
    if stored.sender_chat_id is not None:
        shape["sender_chat"] = chat(world, world.chats[stored.sender_chat_id])
    shape["chat"] = chat(world, room)
    shape["date"] = stored.date
    if stored.thread_id is not None:
        shape["message_thread_id"] = stored.thread_id
        shape["is_topic_message"] = True
    elif stored.reply_root is not None:
        shape["message_thread_id"] = stored.reply_root
    if stored.edit_date is not None:
        shape["edit_date"] = stored.edit_date
    if stored.forward_origin is not None:
        shape["forward_origin"] = stored.forward_origin
        shape.update(_old_forward_fields(stored.forward_origin))
    if not nested:
        target = stored.reply_to
        if target is None and stored.external_reply is None and stored.thread_id != stored.id:
            target = stored.thread_id
        replied = world.message(room, target)
        if replied is not None:
            shape["reply_to_message"] = message(world, replied, nested=True)
    if stored.external_reply is not None:
        shape["external_reply"] = stored.external_reply
    if stored.quote is not None:
        shape["quote"] = stored.quote
    if stored.media_group_id is not None:
        shape["media_group_id"] = stored.media_group_id
    if stored.protected:
        shape["has_protected_content"] = True
    if stored.extra is not None:
        shape.update(stored.extra)
    shape.update(stored.content)
    if stored.markup is not None and "inline_keyboard" in stored.markup:
        shape["reply_markup"] = stored.markup
    return shape


def _old_forward_fields(origin: Json) -> Json:
    """The fields of before `forward_origin`, which the server still sends beside it."""
    shape: Json = {"forward_date": origin["date"]}
    match origin["type"]:
        case "user":
            shape["forward_from"] = origin["sender_user"]
        case "hidden_user":
            shape["forward_sender_name"] = origin["sender_user_name"]
        case "chat":
            shape["forward_from_chat"] = origin["sender_chat"]
        case _:
            shape["forward_from_chat"] = origin["chat"]
            shape["forward_from_message_id"] = origin["message_id"]
    if "author_signature" in origin:
        shape["forward_signature"] = origin["author_signature"]
    return shape


def member(world: World, room: Chat, place: Member | None, user_id: int) -> Json:
    """`ChatMember` of any status; somebody who never came in has left."""
    account = user_by_id(world, user_id)
    if place is None:
        return {"user": account, "status": "left"}
    shape: Json = {"user": account, "status": place.status}
    match place.status:
        case "creator":
            shape["is_anonymous"] = place.is_anonymous
        case "administrator":
            shape["can_be_edited"] = False
            for right in ADMIN_RIGHTS:
                shape[right] = place.rights.get(right, right == "can_manage_chat")
            if room.type == "supergroup":
                for right in SUPERGROUP_RIGHTS:
                    shape[right] = place.rights.get(right, False)
            elif room.type == "group":
                shape["can_pin_messages"] = place.rights.get("can_pin_messages", False)
            elif room.type == "channel":
                for right in ("can_post_messages", "can_edit_messages"):
                    shape[right] = place.rights.get(right, True)
            shape["is_anonymous"] = place.is_anonymous
        case "restricted":
            shape["is_member"] = place.is_member
            shape["until_date"] = place.until_date
            for permission in PERMISSIONS:
                shape[permission] = place.rights.get(permission, False)
        case "kicked":
            shape["until_date"] = place.until_date
        case _:
            pass
    if place.custom_title and place.is_admin:
        shape["custom_title"] = place.custom_title
    return shape


def permission(room: Chat, name: str) -> bool:
    """What ordinary members of a group may do."""
    return room.permissions.get(name, name not in _NOT_FOR_MEMBERS)


def full_chat(world: World, room: Chat) -> Json:
    """`ChatFullInfo`; `available_reactions` is absent when all are allowed."""
    shape = chat(world, room)
    shape["accent_color_id"] = abs(room.id) % 7
    shape["max_reaction_count"] = 11
    gifts = room.type in ("private", "channel")
    shape["accepted_gift_types"] = {
        "unlimited_gifts": gifts,
        "limited_gifts": gifts,
        "unique_gifts": gifts,
        "premium_subscription": room.type == "private",
        "gifts_from_channels": gifts,
    }
    if room.username:
        shape["active_usernames"] = [room.username]
    if room.description:
        shape["description"] = room.description
    pinned = [found for number in room.pinned if (found := world.message(room, number))]
    if pinned:
        shape["pinned_message"] = message(world, pinned[-1])
    if room.message_auto_delete_time:
        shape["message_auto_delete_time"] = room.message_auto_delete_time
    if room.has_protected_content:
        shape["has_protected_content"] = True
    if room.type == "private":
        return shape
    if room.available_reactions is not None:
        shape["available_reactions"] = room.available_reactions
    for link in room.invite_links.values():
        if link["is_primary"] and not link["is_revoked"]:
            shape["invite_link"] = link["invite_link"]
    if room.linked_chat_id is not None:
        shape["linked_chat_id"] = room.linked_chat_id
    if room.type in ("group", "supergroup"):
        shape["permissions"] = {name: permission(room, name) for name in PERMISSIONS}
    if room.type == "supergroup":
        if room.has_visible_history:
            shape["has_visible_history"] = True
        if room.slow_mode_delay:
            shape["slow_mode_delay"] = room.slow_mode_delay
        shape["join_to_send_messages"] = True
    return shape
