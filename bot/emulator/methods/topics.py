"""Forum topics: made, renamed, closed, opened, deleted by the bot."""

from collections.abc import Callable
from typing import Final

from bot.emulator import access, posting
from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Topic

ICON_COLOURS: Final = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
ICON_EMOJI: Final = {
    "💬": "5417915203100613993",
    "❗️": "5379748062124056162",
    "✅": "5237699328843200968",
}
_MAX_NAME = 128


def create(
    platform: Platform, chat: Chat, actor_id: int, name: str, colour: int, emoji: str | None
) -> Topic:
    """Make a topic with its service message; long names are cut."""
    topic = Topic(
        id=0,
        name=name[:_MAX_NAME],
        icon_color=colour,
        creator_id=actor_id,
        icon_custom_emoji_id=emoji,
    )
    content: Json = {"name": topic.name, "icon_color": colour}
    if emoji:
        content["icon_custom_emoji_id"] = emoji
    # The id of a topic is that of its first message, so it is known before the message is.
    topic.id = chat.next_id
    chat.topics[topic.id] = topic
    platform.event("topic", chat, thread_id=topic.id, change="created", topic=view(topic))
    posting.service(platform, chat, actor_id, topic, forum_topic_created=content)
    return topic


def edit(platform: Platform, chat: Chat, topic: Topic, actor_id: int, change: Json) -> None:
    """Rename a topic or change its icon; `change` is a `ForumTopicEdited`."""
    topic.name = change.get("name", topic.name)
    if "icon_custom_emoji_id" in change:
        topic.icon_custom_emoji_id = change["icon_custom_emoji_id"] or None
    platform.event("topic", chat, thread_id=topic.id, change="edited", topic=view(topic))
    posting.service(platform, chat, actor_id, topic, forum_topic_edited=change)


def set_closed(
    platform: Platform, chat: Chat, topic: Topic, actor_id: int, *, closed: bool
) -> None:
    """Close or reopen a topic."""
    topic.closed = closed
    change = "closed" if closed else "reopened"
    platform.event("topic", chat, thread_id=topic.id, change=change, topic=view(topic))
    posting.service(platform, chat, actor_id, topic, **{f"forum_topic_{change}": {}})


def delete(platform: Platform, chat: Chat, topic: Topic, actor_id: int) -> None:
    """Delete a topic and everything in it; no update tells of it."""
    topic.deleted = True
    topic.deleted_at = platform.clock.now()
    messages = [chat.messages[number] for number in topic.message_ids]
    posting.remove(platform, chat, [one for one in messages if not one.deleted], actor_id)
    topic.message_ids = []
    platform.event("topic", chat, thread_id=topic.id, change="deleted", topic=view(topic))


def set_general(platform: Platform, chat: Chat, actor_id: int, change: str) -> None:
    """Close, reopen, hide or unhide General; `change` is the past participle of it."""
    chat.general_closed = change in ("closed", "hidden") or (
        chat.general_closed and change == "unhidden"
    )
    if change in ("hidden", "unhidden"):
        chat.general_hidden = change == "hidden"
    elif change == "reopened":
        chat.general_hidden = False
    name = f"general_forum_topic_{change}" if "hid" in change else f"forum_topic_{change}"
    platform.event("topic", chat, thread_id=None, change=change, topic=general_view(chat))
    posting.service(platform, chat, actor_id, None, **{name: {}})


def view(topic: Topic) -> Json:
    """A topic as the control interface gives it."""
    return {
        "id": topic.id,
        "name": topic.name,
        "icon_color": topic.icon_color,
        "icon_custom_emoji_id": topic.icon_custom_emoji_id,
        "closed": topic.closed,
        "deleted": topic.deleted,
    }


def general_view(chat: Chat) -> Json:
    """General in the same shape; its id is None."""
    return {
        "id": None,
        "name": chat.general_name,
        "icon_color": ICON_COLOURS[0],
        "icon_custom_emoji_id": None,
        "closed": chat.general_closed,
        "deleted": False,
        "hidden": chat.general_hidden,
    }


def _forum(platform: Platform, arguments: Arguments) -> Chat:
    chat = access.chat(platform, arguments)
    access.check_forum(chat)
    return chat


def create_forum_topic(platform: Platform, arguments: Arguments) -> Json:
    """createForumTopic → ForumTopic."""
    chat = _forum(platform, arguments)
    if not access.has_right(platform, chat, "can_manage_topics"):
        raise bad("not enough rights to create a topic")
    name = " ".join(arguments.text("name").split())
    if not name:
        raise bad("name must be non-empty")
    colour = arguments.integer("icon_color", ICON_COLOURS[0])
    if not 0 <= colour <= 0xFFFFFF:
        raise bad("invalid icon color specified")
    emoji = arguments.text("icon_custom_emoji_id") or None
    topic = create(platform, chat, platform.bot_id, name, colour, emoji)
    shape: Json = {"message_thread_id": topic.id, "name": topic.name, "icon_color": colour}
    if emoji:
        shape["icon_custom_emoji_id"] = emoji
    return shape


def _editable(platform: Platform, arguments: Arguments, what: str) -> tuple[Chat, Topic]:
    chat = _forum(platform, arguments)
    topic = access.living_topic(chat, arguments)
    own = topic.creator_id == platform.bot_id
    if not own and not access.has_right(platform, chat, "can_manage_topics"):
        raise bad(f"not enough rights to {what}")
    return chat, topic


def edit_forum_topic(platform: Platform, arguments: Arguments) -> bool:
    """editForumTopic; an empty name or an absent icon keeps what is there."""
    chat, topic = _editable(platform, arguments, "edit the topic")
    change: Json = {}
    name = " ".join(arguments.text("name").split())[:_MAX_NAME]
    if name and name != topic.name:
        change["name"] = name
    if "icon_custom_emoji_id" in arguments.values:
        emoji = arguments.text("icon_custom_emoji_id")
        if emoji != (topic.icon_custom_emoji_id or ""):
            change["icon_custom_emoji_id"] = emoji
    if not change:
        raise bad("TOPIC_NOT_MODIFIED")
    edit(platform, chat, topic, platform.bot_id, change)
    return True


def _toggler(*, closed: bool) -> Callable[[Platform, Arguments], bool]:
    def toggle(platform: Platform, arguments: Arguments) -> bool:
        chat, topic = _editable(platform, arguments, "close or open the topic")
        if topic.closed == closed:
            raise bad("TOPIC_NOT_MODIFIED")
        set_closed(platform, chat, topic, platform.bot_id, closed=closed)
        return True

    return toggle


def delete_forum_topic(platform: Platform, arguments: Arguments) -> bool:
    """deleteForumTopic."""
    chat = _forum(platform, arguments)
    topic = access.living_topic(chat, arguments)
    own = topic.creator_id == platform.bot_id
    if not own and not access.has_right(platform, chat, "can_delete_messages"):
        raise bad("not enough rights to delete the topic")
    delete(platform, chat, topic, platform.bot_id)
    return True


def _general(platform: Platform, arguments: Arguments) -> Chat:
    chat = _forum(platform, arguments)
    if not access.has_right(platform, chat, "can_manage_topics"):
        raise bad("not enough rights to edit the topic")
    return chat


def edit_general(platform: Platform, arguments: Arguments) -> bool:
    """editGeneralForumTopic."""
    chat = _general(platform, arguments)
    name = " ".join(arguments.text("name").split())[:_MAX_NAME]
    if not name:
        raise bad("name must be non-empty")
    if name == chat.general_name:
        raise bad("TOPIC_NOT_MODIFIED")
    chat.general_name = name
    platform.event("topic", chat, thread_id=None, change="edited", topic=general_view(chat))
    posting.service(platform, chat, platform.bot_id, None, forum_topic_edited={"name": name})
    return True


def _general_setter(change: str) -> Callable[[Platform, Arguments], bool]:
    def set_state(platform: Platform, arguments: Arguments) -> bool:
        chat = _general(platform, arguments)
        before = chat.general_hidden if "hid" in change else chat.general_closed
        if before == (change in ("closed", "hidden")):
            raise bad("TOPIC_NOT_MODIFIED")
        set_general(platform, chat, platform.bot_id, change)
        return True

    return set_state


def get_icon_stickers(_platform: Platform, _arguments: Arguments) -> list[Json]:
    """getForumTopicIconStickers."""
    return [icon_sticker(number, emoji) for emoji, number in ICON_EMOJI.items()]


def icon_sticker(number: str, emoji: str) -> Json:
    """The sticker of a custom emoji."""
    return {
        "file_id": f"StIcon{number}",
        "file_unique_id": f"AqIcon{number}",
        "type": "custom_emoji",
        "width": 100,
        "height": 100,
        "is_animated": False,
        "is_video": False,
        "emoji": emoji,
        "set_name": "Topics",
        "custom_emoji_id": number,
        "file_size": 4_096,
    }


METHODS = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": _toggler(closed=True),
    "reopenForumTopic": _toggler(closed=False),
    "deleteForumTopic": delete_forum_topic,
    "editGeneralForumTopic": edit_general,
    "closeGeneralForumTopic": _general_setter("closed"),
    "reopenGeneralForumTopic": _general_setter("reopened"),
    "hideGeneralForumTopic": _general_setter("hidden"),
    "unhideGeneralForumTopic": _general_setter("unhidden"),
    "getForumTopicIconStickers": get_icon_stickers,
}
