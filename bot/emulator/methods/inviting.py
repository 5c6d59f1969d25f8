"""Invite links of groups."""

import secrets

from bot.emulator import access, shapes
from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json


def _inviting(platform: Platform, arguments: Arguments) -> Chat:
    chat = access.chat(platform, arguments)
    if chat.type == "private":
        raise bad("can't manage invite links in a private chat")
    if not access.has_right(platform, chat, "can_invite_users"):
        raise bad("not enough rights to manage chat invite link")
    return chat


def _new(platform: Platform, chat: Chat, arguments: Arguments, *, primary: bool) -> Json:
    address = f"https://t.me/+{secrets.token_urlsafe(12)}"
    link: Json = {
        "invite_link": address,
        "creator": shapes.user_by_id(platform.world, platform.bot_id),
        "creates_join_request": arguments.boolean("creates_join_request"),
        "is_primary": primary,
        "is_revoked": False,
    }
    _fill(link, arguments)
    chat.invite_links[address] = link
    platform.touch()
    return link


def _fill(link: Json, arguments: Arguments) -> None:
    if arguments.has("name"):
        link["name"] = arguments.text("name")[:32]
    for field in ("expire_date", "member_limit"):
        if arguments.integer(field):
            link[field] = arguments.integer(field)


def export(platform: Platform, arguments: Arguments) -> str:
    """exportChatInviteLink: a new primary link; the old one ends."""
    chat = _inviting(platform, arguments)
    for link in chat.invite_links.values():
        link["is_revoked"] = link["is_revoked"] or link["is_primary"]
    address: str = _new(platform, chat, Arguments({}), primary=True)["invite_link"]
    return address


def create(platform: Platform, arguments: Arguments) -> Json:
    """createChatInviteLink."""
    chat = _inviting(platform, arguments)
    return _new(platform, chat, arguments, primary=False)


def _existing(chat: Chat, arguments: Arguments) -> Json:
    link = chat.invite_links.get(arguments.text("invite_link"))
    if link is None:
        raise bad("INVITE_HASH_EXPIRED")
    return link


def edit(platform: Platform, arguments: Arguments) -> Json:
    """editChatInviteLink."""
    link = _existing(_inviting(platform, arguments), arguments)
    _fill(link, arguments)
    platform.touch()
    return link


def revoke(platform: Platform, arguments: Arguments) -> Json:
    """revokeChatInviteLink."""
    link = _existing(_inviting(platform, arguments), arguments)
    link["is_revoked"] = True
    platform.touch()
    return link


METHODS = {
    "exportChatInviteLink": export,
    "createChatInviteLink": create,
    "editChatInviteLink": edit,
    "revokeChatInviteLink": revoke,
}
