"""Shapes: updates as Telegram sends them, written out by hand from the Bot API's documentation."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

BOT = 1234567
HER = 5001
EXPERT = 6001
GROUP = -1002000000001
OTHER_GROUP = -1002000000002
TOPIC = 40
DATE = 1_700_000_000

ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL_ACCOUNT = {
    "id": 136817688,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}
PRIVATE_CHAT: Json = {"id": HER, "first_name": "P", "type": "private"}
GROUP_CHAT: Json = {"id": GROUP, "title": "Experts", "type": "supergroup", "is_forum": True}
_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
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
_PERMISSIONS = (
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
BOT_USER: Json = {"id": BOT, "is_bot": True, "first_name": "Bot", "username": "a_bot"}


def user(number: int = HER, **more: object) -> Json:
    """A user; `more` adds or replaces fields."""
    return {"id": number, "is_bot": False, "first_name": "P", "language_code": "nl"} | more


def private(**fields: object) -> Json:
    """An update with a private message."""
    body: Json = {"message_id": 7, "from": user(), "chat": PRIVATE_CHAT, "date": DATE}
    return {"update_id": 1, "message": body | fields}


def topic_root(thread: int = TOPIC, name: str = "🟢 vraag · K7QM-2XHD") -> Json:
    """The service message that opened a topic, as it stands in `reply_to_message`."""
    return {
        "message_id": thread,
        "from": BOT_USER,
        "chat": GROUP_CHAT,
        "date": DATE,
        "message_thread_id": thread,
        "is_topic_message": True,
        "forum_topic_created": {"name": name, "icon_color": 7322096},
    }


def in_topic(thread: int = TOPIC, **fields: object) -> Json:
    """An update with a message in a topic; without a reply of its own it implicitly answers the root."""
    body: Json = {
        "message_id": 77,
        "from": user(EXPERT),
        "chat": GROUP_CHAT,
        "date": DATE,
        "message_thread_id": thread,
        "is_topic_message": True,
        "reply_to_message": topic_root(thread),
    }
    return {"update_id": 1, "message": body | fields}


def in_general(**fields: object) -> Json:
    """An update with a message in General."""
    body: Json = {"message_id": 77, "from": user(EXPERT), "chat": GROUP_CHAT, "date": DATE}
    return {"update_id": 1, "message": body | fields}


def edited(update: Json) -> Json:
    """The same message, changed."""
    return {"update_id": 2, "edited_message": update["message"] | {"edit_date": DATE + 5}}


def press(message: Json | None, sender: Json, **fields: object) -> Json:
    """An update with a pressed button."""
    query: Json = {"id": "99", "from": sender, "chat_instance": "1", "data": "go:1"}
    if message is not None:
        query["message"] = message
    query |= fields
    return {"update_id": 1, "callback_query": {k: v for k, v in query.items() if v is not None}}


def typed(words: str, sender: Json, **fields: object) -> Json:
    """An update with words behind the bot's name, in whatever chat."""
    query: Json = {"id": "77", "from": sender, "query": words, "offset": "", **fields}
    return {"update_id": 1, "inline_query": query}


def member(chat: Json, old: str, new: str, sender: Json | None = None) -> Json:
    """An update with a change of the bot's own membership."""
    return {"update_id": 1, "my_chat_member": _places(chat, BOT_USER, old, new, sender)}


def reaction(chat: Json, who: Json, *signs: Json) -> Json:
    """An update with the reactions somebody has set to a message now."""
    body: Json = {"chat": chat, "message_id": 7, "date": DATE, "user": who}
    return {
        "update_id": 1,
        "message_reaction": body | {"old_reaction": [], "new_reaction": [*signs]},
    }


def moved(chat: Json, old: str = "left", new: str = "member") -> Json:
    """An update with a change of an expert's membership."""
    return {"update_id": 1, "chat_member": _places(chat, user(EXPERT), old, new, None)}


def _places(chat: Json, whose: Json, old: str, new: str, sender: Json | None) -> Json:
    def side(status: str) -> Json:
        """A place in a chat; `restricted in` and `restricted out` tell whether somebody restricted is in it."""
        more: Json = {}
        if status == "kicked":
            more = {"until_date": 0}
        if status == "administrator":
            more = dict.fromkeys(_RIGHTS, False)
        if status.startswith("restricted"):
            more = dict.fromkeys(_PERMISSIONS, True)
            more |= {"is_member": status.endswith("in"), "until_date": 0}
        return {"user": whose, "status": status.split(maxsplit=1)[0]} | more

    return {
        "chat": chat,
        "from": sender or user(),
        "date": DATE,
        "old_chat_member": side(old),
        "new_chat_member": side(new),
    }
