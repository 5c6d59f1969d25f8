"""Groups: how groups and channels come to be, change their settings, and become supergroups."""

from typing import Any

from bot.emulator import ids, posting, shapes
from bot.emulator.errors import ActionError
from bot.emulator.membership import change
from bot.emulator.methods import chats
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Member

BOT_RIGHTS = {
    "can_manage_chat": True,
    "can_manage_topics": True,
    "can_delete_messages": True,
    "can_pin_messages": True,
}
_PLAIN_SETTINGS = (
    "has_visible_history",
    "message_auto_delete_time",
    "has_protected_content",
    "slow_mode_delay",
    "linked_chat_id",
    "description",
)


def create(platform: Platform, title: str, kind: str, settings: Json) -> Chat:
    """Make a `group`, `supergroup` or `channel`; nobody is in it yet."""
    if kind not in ("group", "supergroup", "channel"):
        raise ActionError("`type` must be group, supergroup or channel.")
    world = platform.world
    number = world.next_group
    world.next_group += 1
    chat_id = -number if kind == "group" else ids.supergroup_chat_id(number)
    # Message 1 of a supergroup is its creation; no topic ever has that id.
    chat = Chat(id=chat_id, type=kind, title=title, next_id=2, username=settings.get("username"))
    world.add_chat(chat)
    _apply(platform, chat, settings)
    platform.event("chat", chat, thread_id=None, change="created")
    platform.touch()
    return chat


def configure(platform: Platform, chat: Chat, settings: Json) -> Chat:
    """Change settings; `type: supergroup` upgrades a basic group. The chat they now belong to."""
    if settings.get("type") == "supergroup" and chat.type == "group":
        chat = _upgrade(platform, chat)
    title = settings.get("title")
    if isinstance(title, str) and title and title != chat.title:
        chats.set_title(platform, chat, _owner(chat), title)
    if settings.get("deleted"):
        chat.deleted = True
    _apply(platform, chat, settings)
    platform.event("chat", chat, thread_id=None, change="settings")
    platform.touch()
    return chat


def _owner(chat: Chat) -> int:
    """Who changes a setting when nobody is named: the owner, else any administrator."""
    for place in sorted(chat.members.values(), key=lambda place: place.status != "creator"):
        if place.is_admin:
            return place.user_id
    raise ActionError("The group has no administrator.")


def _apply(platform: Platform, chat: Chat, settings: Json) -> None:
    if "is_forum" in settings:
        if settings["is_forum"] and chat.type != "supergroup":
            raise ActionError("Only a supergroup has topics.")
        chat.is_forum = bool(settings["is_forum"])
    if "available_reactions" in settings:
        chat.available_reactions = _reactions(settings["available_reactions"])
    if isinstance(settings.get("permissions"), dict):
        given = settings["permissions"]
        chat.permissions |= {name: bool(given[name]) for name in given}
    for name in _PLAIN_SETTINGS:
        if name in settings:
            setattr(chat, name, settings[name])
    if isinstance(settings.get("username"), str):
        chat.username = settings["username"] or None
        platform.world.add_chat(chat)


def _reactions(given: Any) -> list[Json] | None:
    """None for all; emoji or `ReactionType` objects otherwise."""
    if given is None:
        return None
    if not isinstance(given, list):
        raise ActionError("`available_reactions` must be a list, or null for all.")
    return [
        {"type": "emoji", "emoji": item} if isinstance(item, str) else dict(item) for item in given
    ]


def _upgrade(platform: Platform, old: Chat) -> Chat:
    """A basic group becomes a supergroup, with another id."""
    owner = _owner(old)
    new = create(platform, old.title or "", "supergroup", {})
    new.members = dict(old.members)
    new.permissions = dict(old.permissions)
    posting.service(platform, old, owner, None, migrate_to_chat_id=new.id)
    old.migrated_to = new.id
    posting.service(platform, new, owner, None, migrate_from_chat_id=old.id)
    return new


def place(platform: Platform, chat: Chat, user_id: int, wish: Json) -> Member:
    """Put an account into a place of the group: `status`, rights, `is_anonymous`, `by` …"""
    if user_id not in platform.world.users:
        raise ActionError("There is no user with this id.", 404)
    status = wish.get("status", "member")
    if status not in ("creator", "administrator", "member", "restricted", "left", "kicked"):
        raise ActionError("`status` names no place in a group.")
    if chat.type == "private":
        raise ActionError("A private chat has no members.")
    before = chat.members.get(user_id)
    names = (*shapes.ADMIN_RIGHTS, *shapes.SUPERGROUP_RIGHTS, *shapes.PERMISSIONS)
    rights = {name: bool(wish[name]) for name in names if name in wish}
    if isinstance(wish.get("rights"), dict):
        rights |= {name: bool(value) for name, value in wish["rights"].items()}
    if status == "administrator":
        kept = before.rights if before is not None and before.is_admin else None
        if kept is None and not rights and user_id == platform.bot_id:
            kept = BOT_RIGHTS
        rights = {"can_manage_chat": True, **(kept or {}), **rights}
    member = Member(
        user_id,
        status,
        rights,
        is_anonymous=bool(wish.get("is_anonymous", before.is_anonymous if before else False)),
        custom_title=wish.get("custom_title", before.custom_title if before else None),
        until_date=int(wish.get("until_date") or 0),
        is_member=bool(wish.get("is_member", True)),
    )
    by = wish.get("by")
    actor = by if isinstance(by, int) else _actor(chat, user_id, status)
    change(platform, chat, member, actor)
    return member


def _actor(chat: Chat, user_id: int, status: str) -> int:
    if status == "left":
        return user_id
    try:
        return _owner(chat)
    except ActionError:
        return user_id
