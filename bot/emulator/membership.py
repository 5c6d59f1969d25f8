"""Membership: how people and bots come into groups, leave, and get or lose rights."""

from bot.emulator import posting, shapes, updates
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Member


def change(
    platform: Platform,
    chat: Chat,
    place: Member,
    actor_id: int,
    *,
    announced: bool = True,
    invite_link: Json | None = None,
) -> None:
    """Give `place.user_id` this place in the chat.

    The bot hears of it (`my_chat_member` for itself, `chat_member` for others), and the group
    sees who came or left, unless `announced` is False.
    """
    world = platform.world
    before = chat.members.get(place.user_id)
    was_in = before is not None and before.present
    update: Json = {
        "chat": shapes.chat(world, chat),
        "from": shapes.user_by_id(world, actor_id),
        "date": platform.clock.second(),
        "old_chat_member": shapes.member(world, chat, before, place.user_id),
        "new_chat_member": shapes.member(world, chat, place, place.user_id),
    }
    if invite_link is not None:
        update["invite_link"] = invite_link
    leaves = was_in and not place.present
    speaks = announced and chat.type in ("group", "supergroup")
    account = shapes.user_by_id(world, place.user_id)
    is_bot_itself = place.user_id == platform.bot_id
    if leaves and speaks and not is_bot_itself:
        posting.service(platform, chat, actor_id, None, left_chat_member=account)
    chat.members[place.user_id] = place
    if update["old_chat_member"] != update["new_chat_member"]:
        platform.event("member", chat, thread_id=None, user_id=place.user_id, change=update)
        updates.member(platform, chat, update)
    if place.present and not was_in and speaks:
        posting.service(platform, chat, actor_id, None, new_chat_members=[account])
    platform.touch()


def restrict_bot_chat(platform: Platform, chat: Chat, *, blocked: bool) -> None:
    """A person blocks or unblocks the bot in their private chat."""
    world = platform.world
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    before, after = Member(platform.bot_id, old), Member(platform.bot_id, new)
    chat.blocked = blocked
    update: Json = {
        "chat": shapes.chat(world, chat),
        "from": shapes.user_by_id(world, chat.id),
        "date": platform.clock.second(),
        "old_chat_member": shapes.member(world, chat, before, platform.bot_id),
        "new_chat_member": shapes.member(world, chat, after, platform.bot_id),
    }
    platform.event("member", chat, thread_id=None, user_id=platform.bot_id, change=update)
    updates.member(platform, chat, update)
    platform.touch()
