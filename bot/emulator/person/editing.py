"""Editing and deleting by a person, and live locations that move."""

from bot.emulator import posting
from bot.emulator.errors import ActionError
from bot.emulator.media import CAPTION_FIELDS, WITH_CAPTION
from bot.emulator.methods.deleting import FIXED
from bot.emulator.person import content, place
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Message, User

_EDITABLE_SECONDS = 48 * 3600


def _own(platform: Platform, user: User, wish: Wish) -> Message:
    chat = place.room(platform, user, wish)
    stored = place.message(platform, chat, wish)
    if stored.author_id != user.id or stored.service:
        raise ActionError("This is not a message of this person.", 403)
    return stored


def edit(platform: Platform, user: User, wish: Wish) -> Json:
    """Change the text, the caption or the media of one's own message."""
    stored = _own(platform, user, wish)
    if stored.forward_origin is not None:
        raise ActionError("A forwarded message cannot be edited.")
    if platform.clock.now() > stored.date + _EDITABLE_SECONDS:
        raise ActionError("A person can edit a message for 48 hours.")
    kind, held = stored.kind, dict(stored.content)
    asked = content.kind_of(wish)
    if asked != "text":
        kind, held = content.of(platform, user, wish)
    elif stored.kind == "text":
        preview = held.get("link_preview_options")
        held = content.text(platform, wish)
        if preview is not None:
            held.setdefault("link_preview_options", preview)
    elif stored.kind in WITH_CAPTION:
        held = {key: held[key] for key in held if key not in CAPTION_FIELDS}
        held |= content.caption(platform, wish)
    else:
        raise ActionError("There is nothing in this message to edit.")
    if held == stored.content:
        raise ActionError("Nothing changed.")
    stored.kind, stored.content = kind, held
    posting.changed(platform, stored)
    return {"message": platform.shown(stored)}


def live_location(platform: Platform, user: User, wish: Wish) -> Json:
    """Move a live location to `latitude`, `longitude`, or `stop` it."""
    stored = _own(platform, user, wish)
    before = stored.content.get("location", {})
    if "live_period" not in before:
        raise ActionError("This is no live location.")
    if wish.flag("stop"):
        after = {key: before[key] for key in ("latitude", "longitude")}
    else:
        after = {
            **before,
            "latitude": wish.number("latitude"),
            "longitude": wish.number("longitude"),
        }
        if wish.has("heading"):
            after["heading"] = wish.integer("heading")
    stored.content = {**stored.content, "location": after}
    posting.changed(platform, stored)
    return {"message": platform.shown(stored)}


def delete(platform: Platform, user: User, wish: Wish) -> Json:
    """Delete `message_id` or `message_ids` for everyone."""
    chat = place.room(platform, user, wish)
    numbers = wish.list("message_ids") or [wish.integer("message_id")]
    found = [place.message(platform, chat, Wish({"message_id": number})) for number in numbers]
    for stored in found:
        _check_deleting(chat, user, stored)
    posting.remove(platform, chat, found, user.id)
    return {"deleted": [stored.id for stored in found]}


def _check_deleting(chat: Chat, user: User, stored: Message) -> None:
    if chat.type == "private":
        return
    if stored.kind in FIXED:
        raise ActionError("This message goes only with its topic.")
    if stored.author_id != user.id and not place.may(chat, user, "can_delete_messages"):
        raise ActionError("This person may not delete messages of others.", 403)


def delete_chat(platform: Platform, user: User, _wish: Wish) -> Json:
    """Delete the whole private chat with the bot, for both sides."""
    chat = platform.private_chat(user.id)
    found = [stored for stored in chat.messages.values() if not stored.deleted]
    posting.remove(platform, chat, found, user.id)
    return {"deleted": [stored.id for stored in found]}


ACTIONS = {
    "edit": edit,
    "live_location": live_location,
    "delete": delete,
    "delete_chat": delete_chat,
}
