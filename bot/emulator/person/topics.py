"""Topics and pins by a person."""

from bot.emulator.errors import ActionError
from bot.emulator.methods import pins, topics
from bot.emulator.person import place
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Topic, User


def _forum(platform: Platform, user: User, wish: Wish) -> Chat:
    chat = place.room(platform, user, wish)
    if not chat.is_forum:
        raise ActionError("This chat has no topics.")
    return chat


def _changeable(platform: Platform, user: User, wish: Wish) -> tuple[Chat, Topic]:
    chat = _forum(platform, user, wish)
    topic = place.topic(chat, wish)
    if topic is None:
        raise ActionError("`thread_id` must name a topic.")
    if topic.creator_id != user.id and not place.may(chat, user, "can_manage_topics"):
        raise ActionError("This person may not manage topics.", 403)
    return chat, topic


def create(platform: Platform, user: User, wish: Wish) -> Json:
    """Make a topic called `name`."""
    chat = _forum(platform, user, wish)
    if not place.may(chat, user, "can_manage_topics"):
        raise ActionError("This person may not manage topics.", 403)
    name = wish.text("name").strip()
    if not name:
        raise ActionError("`name` is missing.")
    colour = wish.optional_integer("icon_color") or topics.ICON_COLOURS[0]
    emoji = wish.text("icon_custom_emoji_id") or None
    topic = topics.create(platform, chat, user.id, name, colour, emoji)
    return {"topic": topics.view(topic)}


def rename(platform: Platform, user: User, wish: Wish) -> Json:
    """Give a topic another `name` or icon."""
    chat, topic = _changeable(platform, user, wish)
    change: Json = {}
    if wish.text("name") and wish.text("name") != topic.name:
        change["name"] = wish.text("name")
    if wish.has("icon_custom_emoji_id"):
        change["icon_custom_emoji_id"] = wish.text("icon_custom_emoji_id")
    if not change:
        raise ActionError("Nothing changed.")
    topics.edit(platform, chat, topic, user.id, change)
    return {"topic": topics.view(topic)}


def _set_closed(platform: Platform, user: User, wish: Wish, *, closed: bool) -> Json:
    chat = _forum(platform, user, wish)
    if place.topic(chat, wish) is None:
        if not place.may(chat, user, "can_manage_topics"):
            raise ActionError("This person may not manage topics.", 403)
        if chat.general_closed != closed:
            change = "closed" if closed else "reopened"
            topics.set_general(platform, chat, user.id, change)
        return {"topic": topics.general_view(chat)}
    chat, topic = _changeable(platform, user, wish)
    if topic.closed != closed:
        topics.set_closed(platform, chat, topic, user.id, closed=closed)
    return {"topic": topics.view(topic)}


def close(platform: Platform, user: User, wish: Wish) -> Json:
    """Close a topic (General without `thread_id`)."""
    return _set_closed(platform, user, wish, closed=True)


def reopen(platform: Platform, user: User, wish: Wish) -> Json:
    """Open a closed topic again."""
    return _set_closed(platform, user, wish, closed=False)


def delete(platform: Platform, user: User, wish: Wish) -> Json:
    """Delete a topic and everything in it."""
    chat = _forum(platform, user, wish)
    topic = place.topic(chat, wish)
    if topic is None:
        raise ActionError("General cannot be deleted.")
    if not place.may(chat, user, "can_delete_messages"):
        raise ActionError("This person may not delete topics.", 403)
    topics.delete(platform, chat, topic, user.id)
    return {"topic": topics.view(topic)}


def pin(platform: Platform, user: User, wish: Wish) -> Json:
    """Pin a message."""
    chat = place.room(platform, user, wish)
    if not place.may(chat, user, "can_pin_messages"):
        raise ActionError("This person may not pin messages.", 403)
    stored = place.message(platform, chat, wish)
    pins.pin(platform, chat, stored, user.id)
    return {"message": platform.shown(stored)}


def unpin(platform: Platform, user: User, wish: Wish) -> Json:
    """Take a pin away."""
    chat = place.room(platform, user, wish)
    if not place.may(chat, user, "can_pin_messages"):
        raise ActionError("This person may not pin messages.", 403)
    stored = place.message(platform, chat, wish)
    if stored.id in chat.pinned:
        pins.unpin(platform, chat, stored, user.id)
    return {"message": platform.shown(stored)}


ACTIONS = {
    "create_topic": create,
    "rename_topic": rename,
    "close_topic": close,
    "reopen_topic": reopen,
    "delete_topic": delete,
    "pin": pin,
    "unpin": unpin,
}
