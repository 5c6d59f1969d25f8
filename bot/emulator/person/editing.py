"""Editing and deleting by a person, and live locations that move."""

from typing import Any

from bot.emulator import posting, shapes, updates
from bot.emulator.errors import ActionError
from bot.emulator.media import ALBUM_SORTS, CAPTION_ABOVE, CAPTION_FIELDS, WITH_CAPTION
from bot.emulator.methods import polls
from bot.emulator.methods.deleting import FIXED
from bot.emulator.methods.location import is_live
from bot.emulator.person import content, place
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Message, User, topic_of

_EDITABLE_SECONDS = 48 * 3600
_LASTING = ("latitude", "longitude", "horizontal_accuracy")


def _own(platform: Platform, user: User, wish: Wish) -> Message:
    chat = place.room(platform, user, wish)
    stored = place.message(platform, chat, wish)
    if stored.author_id != user.id or stored.service:
        raise ActionError("This is not a message of this person.", 403)
    return stored


def edit(platform: Platform, user: User, wish: Wish) -> Json:
    """Change the text, the caption, the media or (as the bot it was sent by would) the buttons of one's own message."""
    stored = _own(platform, user, wish)
    if stored.forward_origin is not None:
        raise ActionError("A forwarded message cannot be edited.")
    if platform.clock.now() > stored.date + _EDITABLE_SECONDS:
        raise ActionError("A person can edit a message for 48 hours.")
    markup = content.keyboard(wish) if "reply_markup" in wish.fields else stored.markup
    kind, held = stored.kind, stored.content
    if set(wish.fields) - {"chat_id", "message_id", "reply_markup"}:
        kind, held = _edited(platform, user, stored, wish)
    if (held, markup) == (stored.content, stored.markup):
        raise ActionError("Nothing changed.")
    stored.kind, stored.content, stored.markup = kind, held, markup
    posting.changed(platform, stored)
    return {"message": platform.shown(stored)}


def _edited(platform: Platform, user: User, stored: Message, wish: Wish) -> tuple[str, Json]:
    """Kind and content after the edit."""
    held = dict(stored.content)
    asked = content.kind_of(wish)
    if asked != "text":
        _check_exchange(stored, asked)
        return content.of(platform, user, wish)
    if stored.kind == "text":
        preview = held.get("link_preview_options")
        held = content.text(platform, wish)
        if preview is not None:
            held.setdefault("link_preview_options", preview)
        return "text", held
    if stored.kind not in WITH_CAPTION:
        raise ActionError("There is nothing in this message to edit.")
    above = held.get("show_caption_above_media", False)
    if "show_caption_above_media" in wish.fields:
        above = wish.flag("show_caption_above_media")
    held = {key: held[key] for key in held if key not in CAPTION_FIELDS}
    held |= content.caption(platform, user, wish)
    if above and "caption" in held and stored.kind in CAPTION_ABOVE:
        held["show_caption_above_media"] = True
    return stored.kind, held


def _check_exchange(stored: Message, asked: str) -> None:
    """Which content may take the place of which, as in a client; a list stays a list."""
    if stored.kind == asked == "checklist":
        return
    if asked not in content.EXCHANGEABLE or stored.kind not in content.EXCHANGEABLE | {"text"}:
        raise ActionError("A client cannot put that in the place of this.")
    if stored.media_group_id is not None and ALBUM_SORTS.get(asked) != ALBUM_SORTS[stored.kind]:
        raise ActionError("Such parts cannot stand together in an album.")


def tick(platform: Platform, user: User, wish: Wish) -> Json:
    """Tick tasks of a checklist: `done` and `undone` are lists of task ids. A service message says so."""
    chat = place.writable(platform, user, wish)
    stored = place.message(platform, chat, wish)
    if stored.kind != "checklist":
        raise ActionError("This is no checklist.")
    listed = stored.content["checklist"]
    if stored.author_id != user.id and not listed.get("others_can_mark_tasks_as_done"):
        raise ActionError("Only who made this checklist ticks its tasks.", 403)
    done, undone = wish.list("done"), wish.list("undone")
    if not {*map(str, done), *map(str, undone)} <= {str(task["id"]) for task in listed["tasks"]}:
        raise ActionError("There is no such task.", 404)
    tasks = [_ticked(platform, user, task, done, undone) for task in listed["tasks"]]
    stored.content = {"checklist": {**listed, "tasks": tasks}}
    posting.touched(platform, stored)
    told: Json = {"checklist_message": shapes.message(platform.world, stored, nested=True)}
    if done:
        told["marked_as_done_task_ids"] = [int(number) for number in done]
    if undone:
        told["marked_as_not_done_task_ids"] = [int(number) for number in undone]
    topic = topic_of(chat, stored.thread_id)
    posting.service(platform, chat, user.id, topic, checklist_tasks_done=told)
    return {"message": platform.shown(stored)}


def _ticked(platform: Platform, user: User, task: Json, done: list[Any], undone: list[Any]) -> Json:
    if task["id"] in done:
        by = shapes.user(user)
        return {**task, "completed_by_user": by, "completion_date": platform.clock.second()}
    if task["id"] in undone:
        return {key: task[key] for key in task if not key.startswith("complet")}
    return task


def close_poll(platform: Platform, user: User, wish: Wish) -> Json:
    """End one's own poll; a quiz shows its right answer from then on.

    It is no edit: "Bots receive only updates about manually stopped polls and polls, which are sent by the bot" (Bot
    API, Update).
    """
    stored = _own(platform, user, wish)
    poll = stored.content.get("poll")
    if poll is None or poll["is_closed"]:
        raise ActionError("This is no open poll.")
    stored.content = {"poll": polls.closed(platform, poll)}
    posting.touched(platform, stored)
    updates.poll(platform, stored.content["poll"])
    return {"message": platform.shown(stored)}


def live_location(platform: Platform, user: User, wish: Wish) -> Json:
    """Move a live location to `latitude`, `longitude`, or `stop` it."""
    stored = _own(platform, user, wish)
    before = stored.content.get("location", {})
    if not is_live(platform, stored):
        raise ActionError("This is no live location, or it has ended.")
    if wish.flag("stop"):
        after = {key: before[key] for key in _LASTING if key in before}
    else:
        after = {
            **before,
            "latitude": wish.number("latitude"),
            "longitude": wish.number("longitude"),
        }
        for name in ("heading", "live_period", "proximity_alert_radius"):
            if wish.has(name):
                after[name] = wish.integer(name)
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
    "tick": tick,
    "close_poll": close_poll,
    "delete": delete,
    "delete_chat": delete_chat,
}
