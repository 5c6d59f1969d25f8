"""Groups: how groups and channels come to be, change their settings, and become supergroups."""

from typing import Literal

import msgspec

from bot.emulator import ids, posting, shapes
from bot.emulator.errors import ActionError
from bot.emulator.membership import change
from bot.emulator.methods import chats
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Member

BOT_RIGHTS = {
    "can_manage_chat": True,
    "can_manage_topics": True,
    "can_delete_messages": True,
    "can_pin_messages": True,
}
_STATUSES = ("creator", "administrator", "member", "restricted", "left", "kicked")


class Settings(msgspec.Struct):
    """What can be set of a group; what is not given stays as it is."""

    title: str | None = None
    type: Literal["group", "supergroup", "channel"] | None = None
    username: str | None = None
    is_forum: bool | None = None
    available_reactions: list[str | Json] | msgspec.UnsetType | None = msgspec.UNSET
    permissions: dict[str, bool] = {}
    description: str | None = None
    slow_mode_delay: int | None = None
    message_auto_delete_time: int | None = None
    has_visible_history: bool | None = None
    has_protected_content: bool | None = None
    linked_chat_id: int | None = None
    deleted: bool = False


_PLAIN_SETTINGS = (
    "description",
    "slow_mode_delay",
    "message_auto_delete_time",
    "has_visible_history",
    "has_protected_content",
    "linked_chat_id",
)


def settings(fields: Json) -> Settings:
    """Settings from JSON; ActionError when they have a wrong type."""
    try:
        return msgspec.convert(fields, Settings)
    except msgspec.ValidationError as error:
        raise ActionError(f"{error}.") from None


def create(platform: Platform, wish: Settings) -> Chat:
    """Make a group (a supergroup, unless told otherwise) or channel; nobody is in it yet."""
    if not wish.title:
        raise ActionError("`title` is missing.")
    world = platform.world
    number = world.next_group
    world.next_group += 1
    kind = wish.type or "supergroup"
    chat_id = -number if kind == "group" else ids.supergroup_chat_id(number)
    # Message 1 of a supergroup is its creation; no topic ever has that id.
    chat = world.add_chat(Chat(id=chat_id, type=kind, title=wish.title, next_id=2))
    _apply(platform, chat, wish)
    platform.event("chat", chat, thread_id=None, change="created")
    platform.touch()
    return chat


def configure(platform: Platform, chat: Chat, wish: Settings) -> Chat:
    """Change settings; `type: supergroup` upgrades a basic group. The chat they now belong to."""
    if wish.type == "supergroup" and chat.type == "group":
        chat = _upgrade(platform, chat)
    if wish.title and wish.title != chat.title:
        chats.set_title(platform, chat, _owner(chat), wish.title)
    chat.deleted = chat.deleted or wish.deleted
    _apply(platform, chat, wish)
    platform.event("chat", chat, thread_id=None, change="settings")
    platform.touch()
    return chat


def _owner(chat: Chat) -> int:
    """Who changes a setting when nobody is named: the owner, else any administrator."""
    for place in sorted(chat.members.values(), key=lambda place: place.status != "creator"):
        if place.is_admin:
            return place.user_id
    raise ActionError("The group has no administrator.")


def _apply(platform: Platform, chat: Chat, wish: Settings) -> None:
    if wish.is_forum is not None:
        if wish.is_forum and chat.type != "supergroup":
            raise ActionError("Only a supergroup has topics.")
        chat.is_forum = wish.is_forum
    if wish.available_reactions is None:
        chat.available_reactions = None
    elif wish.available_reactions is not msgspec.UNSET:
        chat.available_reactions = [
            {"type": "emoji", "emoji": one} if isinstance(one, str) else one
            for one in wish.available_reactions
        ]
    chat.permissions = {**chat.permissions, **wish.permissions}
    timer = chat.message_auto_delete_time
    for name in _PLAIN_SETTINGS:
        if getattr(wish, name) is not None:
            setattr(chat, name, getattr(wish, name))
    if chat.message_auto_delete_time != timer and any(
        one.is_admin for one in chat.members.values()
    ):
        changed = {"message_auto_delete_time": chat.message_auto_delete_time}
        posting.service(
            platform, chat, _owner(chat), None, message_auto_delete_timer_changed=changed
        )
    if wish.username is not None:
        chat.username = wish.username or None
        platform.world.add_chat(chat)


def _upgrade(platform: Platform, old: Chat) -> Chat:
    """A basic group becomes a supergroup, with another id."""
    owner = _owner(old)
    new = create(platform, Settings(title=old.title))
    new.members = dict(old.members)
    new.permissions = dict(old.permissions)
    posting.service(platform, old, owner, None, migrate_to_chat_id=new.id)
    old.migrated_to = new.id
    posting.service(platform, new, owner, None, migrate_from_chat_id=old.id)
    return new


def place(platform: Platform, chat: Chat, user_id: int, wish: Wish) -> Member:
    """Put an account into a place of the group: `status`, rights, `is_anonymous`, `by` …"""
    if user_id not in platform.world.users:
        raise ActionError("There is no user with this id.", 404)
    status = wish.text("status", "member")
    if status not in _STATUSES:
        raise ActionError("`status` names no place in a group.")
    if chat.type == "private":
        raise ActionError("A private chat has no members.")
    before = chat.members.get(user_id)
    names = (*shapes.ADMIN_RIGHTS, *shapes.SUPERGROUP_RIGHTS, *shapes.PERMISSIONS)
    given = {**wish.object("rights").fields, **wish.fields}
    rights = {name: bool(given[name]) for name in names if name in given}
    if status == "administrator":
        kept = before.rights if before is not None and before.is_admin else None
        if kept is None and not rights and user_id == platform.bot_id:
            kept = BOT_RIGHTS
        rights = {"can_manage_chat": True, **(kept or {}), **rights}
    member = Member(user_id, status, rights, until_date=wish.optional_integer("until_date") or 0)
    if before is not None:
        member.is_anonymous, member.custom_title = before.is_anonymous, before.custom_title
    if wish.has("is_anonymous"):
        member.is_anonymous = wish.flag("is_anonymous")
    if wish.has("custom_title"):
        member.custom_title = wish.text("custom_title") or None
    if wish.has("is_member"):
        member.is_member = wish.flag("is_member")
    actor = wish.optional_integer("by")
    if actor is not None and actor not in platform.world.users:
        raise ActionError("`by` names nobody.", 404)
    change(platform, chat, member, actor or _actor(chat, user_id, status))
    return member


def _actor(chat: Chat, user_id: int, status: str) -> int:
    if status == "left":
        return user_id
    try:
        return _owner(chat)
    except ActionError:
        return user_id
