"""Chats: what a bot may read of them, and change in groups."""

from bot.emulator import access, posting, shapes
from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Member


def get_chat(platform: Platform, arguments: Arguments) -> Json:
    """getChat → ChatFullInfo."""
    return shapes.full_chat(platform.world, access.chat(platform, arguments, write=False))


def get_member(platform: Platform, arguments: Arguments) -> Json:
    """getChatMember."""
    chat = access.chat(platform, arguments, write=False)
    account = access.user(platform, arguments)
    if chat.type == "private":
        return shapes.member(platform.world, chat, Member(account.id, "member"), account.id)
    return shapes.member(platform.world, chat, chat.members.get(account.id), account.id)


def get_administrators(platform: Platform, arguments: Arguments) -> list[Json]:
    """getChatAdministrators: bots only when asked for, the bot itself always."""
    chat = access.chat(platform, arguments, write=False)
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    bots = arguments.boolean("return_bots")
    world = platform.world
    return [
        shapes.member(world, chat, place, place.user_id)
        for place in chat.members.values()
        if place.is_admin
        and (bots or place.user_id == platform.bot_id or not world.users[place.user_id].is_bot)
    ]


def count_members(platform: Platform, arguments: Arguments) -> int:
    """getChatMemberCount."""
    chat = access.chat(platform, arguments, write=False)
    if chat.type == "private":
        return 2
    return sum(place.present for place in chat.members.values())


def set_title(platform: Platform, chat: Chat, actor_id: int, title: str) -> None:
    """Rename a group and say so in it."""
    chat.title = title
    platform.event("chat", chat, thread_id=None, change="title")
    posting.service(platform, chat, actor_id, None, new_chat_title=title)


def _changeable(platform: Platform, arguments: Arguments, right: str) -> Chat:
    chat = access.chat(platform, arguments)
    if chat.type == "private":
        raise bad("can't change a private chat")
    if not access.has_right(platform, chat, right):
        raise bad("not enough rights")
    return chat


def set_chat_title(platform: Platform, arguments: Arguments) -> bool:
    """setChatTitle."""
    chat = _changeable(platform, arguments, "can_change_info")
    title = arguments.text("title").strip()[:128]
    if not title:
        raise bad("title can't be empty")
    if title != chat.title:
        set_title(platform, chat, platform.bot_id, title)
    return True


def set_chat_description(platform: Platform, arguments: Arguments) -> bool:
    """setChatDescription."""
    chat = _changeable(platform, arguments, "can_change_info")
    description = arguments.text("description").strip()[:255]
    if description == (chat.description or ""):
        raise bad("chat description is not modified")
    chat.description = description or None
    platform.event("chat", chat, thread_id=None, change="description")
    platform.touch()
    return True


def set_chat_permissions(platform: Platform, arguments: Arguments) -> bool:
    """setChatPermissions."""
    error = "can't parse permissions JSON object"
    given = arguments.json("permissions", error)
    if not isinstance(given, dict):
        raise bad(error)
    chat = _changeable(platform, arguments, "can_restrict_members")
    chat.permissions = {name: bool(given.get(name)) for name in shapes.PERMISSIONS}
    platform.event("chat", chat, thread_id=None, change="permissions")
    platform.touch()
    return True


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": count_members,
    "getChatMembersCount": count_members,
    "setChatTitle": set_chat_title,
    "setChatDescription": set_chat_description,
    "setChatPermissions": set_chat_permissions,
}
