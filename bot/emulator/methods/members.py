"""Members: banned, restricted, promoted, and the bot's own leaving."""

from bot.emulator import access, membership, shapes
from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Member


def _group(platform: Platform, arguments: Arguments, right: str) -> Chat:
    chat = access.chat(platform, arguments)
    if chat.type == "private":
        raise bad("can't restrict members in private chats")
    place = platform.bot_member(chat)
    if place is None or not (place.status == "creator" or place.rights.get(right)):
        raise bad("not enough rights to restrict/unrestrict chat member")
    return chat


def _subject(platform: Platform, arguments: Arguments, chat: Chat) -> Member | None:
    account = access.user(platform, arguments)
    if account.id == platform.bot_id:
        raise bad("can't restrict self")
    place = chat.members.get(account.id)
    if place is not None and place.status == "creator":
        raise bad("can't remove chat owner")
    if place is not None and place.is_admin:
        raise bad("user is an administrator of the chat")
    return place


def ban(platform: Platform, arguments: Arguments) -> bool:
    """banChatMember."""
    chat = _group(platform, arguments, "can_restrict_members")
    _subject(platform, arguments, chat)
    place = Member(
        arguments.integer("user_id"), "kicked", until_date=arguments.integer("until_date")
    )
    membership.change(platform, chat, place, platform.bot_id)
    return True


def unban(platform: Platform, arguments: Arguments) -> bool:
    """unbanChatMember; without `only_if_banned` it removes a member too."""
    chat = _group(platform, arguments, "can_restrict_members")
    place = _subject(platform, arguments, chat)
    banned = place is not None and place.status == "kicked"
    if banned or not arguments.boolean("only_if_banned"):
        left = Member(arguments.integer("user_id"), "left")
        membership.change(platform, chat, left, platform.bot_id)
    return True


def restrict(platform: Platform, arguments: Arguments) -> bool:
    """restrictChatMember."""
    error = "can't parse permissions JSON object"
    given = arguments.json("permissions", error)
    if not isinstance(given, dict):
        raise bad(error)
    chat = _group(platform, arguments, "can_restrict_members")
    if chat.type != "supergroup":
        raise bad("method is available only for supergroups")
    before = _subject(platform, arguments, chat)
    rights = {name: bool(given.get(name)) for name in shapes.PERMISSIONS}
    number = arguments.integer("user_id")
    free = all(rights[name] for name in shapes.PERMISSIONS if name.startswith("can_send"))
    place = Member(number, "member")
    if not free:
        place = Member(
            number,
            "restricted",
            rights=rights,
            until_date=arguments.integer("until_date"),
            is_member=before is not None and before.present,
        )
    membership.change(platform, chat, place, platform.bot_id)
    return True


def promote(platform: Platform, arguments: Arguments) -> bool:
    """promoteChatMember; without any right it takes all of them away."""
    chat = access.chat(platform, arguments)
    own = platform.bot_member(chat)
    if own is None or not (own.status == "creator" or own.rights.get("can_promote_members")):
        raise bad("not enough rights")
    account = access.user(platform, arguments)
    place = chat.members.get(account.id)
    if place is None or not place.present:
        raise bad("USER_NOT_PARTICIPANT")
    if place.status == "creator":
        raise bad("can't remove chat owner")
    names = (*shapes.ADMIN_RIGHTS, *shapes.SUPERGROUP_RIGHTS)
    rights = {name: True for name in names if arguments.boolean(name)}
    anonymous = arguments.boolean("is_anonymous")
    status = "administrator" if rights or anonymous else "member"
    promoted = Member(
        account.id, status, rights, is_anonymous=anonymous, custom_title=place.custom_title
    )
    membership.change(platform, chat, promoted, platform.bot_id)
    return True


def set_custom_title(platform: Platform, arguments: Arguments) -> bool:
    """setChatAdministratorCustomTitle."""
    chat = access.chat(platform, arguments)
    account = access.user(platform, arguments)
    place = chat.members.get(account.id)
    if place is None or not place.is_admin:
        raise bad("user is not an administrator")
    place.custom_title = arguments.text("custom_title")[:16] or None
    platform.touch()
    return True


def leave(platform: Platform, arguments: Arguments) -> bool:
    """leaveChat."""
    chat = access.chat(platform, arguments)
    if chat.type == "private":
        raise bad("chat not found")
    gone = Member(platform.bot_id, "left")
    membership.change(platform, chat, gone, platform.bot_id)
    return True


METHODS = {
    "banChatMember": ban,
    "kickChatMember": ban,
    "unbanChatMember": unban,
    "restrictChatMember": restrict,
    "promoteChatMember": promote,
    "setChatAdministratorCustomTitle": set_custom_title,
    "leaveChat": leave,
}
