"""Accounts: a person blocks or unblocks the bot, joins or leaves a group, deletes the account."""

from bot.emulator import membership
from bot.emulator.errors import ActionError
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import Json, Member, User


def block(platform: Platform, user: User, _wish: Wish) -> Json:
    """Block (stop) the bot."""
    chat = platform.private_chat(user.id)
    if not chat.blocked:
        membership.restrict_bot_chat(platform, chat, blocked=True)
    return {"blocked": True}


def unblock(platform: Platform, user: User, _wish: Wish) -> Json:
    """Let the bot write again."""
    chat = platform.private_chat(user.id)
    if chat.blocked:
        membership.restrict_bot_chat(platform, chat, blocked=False)
    return {"blocked": False}


def join(platform: Platform, user: User, wish: Wish) -> Json:
    """Come into a group, also by `invite_link`."""
    chat = platform.chat(wish.integer("chat_id"))
    place = chat.members.get(user.id)
    if place is not None and place.status == "kicked":
        raise ActionError("This person was removed from the group.", 403)
    link = chat.invite_links.get(wish.text("invite_link"))
    if wish.has("invite_link") and (link is None or link["is_revoked"]):
        raise ActionError("The link is not valid.")
    if place is None or not place.present:
        fresh = Member(user.id, "member")
        membership.change(platform, chat, fresh, user.id, invite_link=link)
    return {"status": "member"}


def leave(platform: Platform, user: User, wish: Wish) -> Json:
    """Leave a group."""
    chat = platform.chat(wish.integer("chat_id"))
    place = chat.members.get(user.id)
    if place is None or not place.present:
        raise ActionError("This person is not in the group.", 403)
    membership.change(platform, chat, Member(user.id, "left"), user.id)
    return {"status": "left"}


def delete_account(platform: Platform, user: User, _wish: Wish) -> Json:
    """Delete the Telegram account."""
    user.deleted = True
    if user.username:
        platform.world.usernames.pop(user.username.lower(), None)
    chat = platform.world.chats.get(user.id)
    if chat is not None:
        platform.event("account_deleted", chat, thread_id=None, user_id=user.id)
    platform.touch()
    return {"deleted": True}


ACTIONS = {
    "block": block,
    "unblock": unblock,
    "join": join,
    "leave": leave,
    "delete_account": delete_account,
}
