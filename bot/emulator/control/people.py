"""People and groups: made, placed, configured; actions of persons; the bot's settings."""

import inspect

from aiohttp import web

from bot.emulator import groups, shapes
from bot.emulator.control.common import answer, body, path_number, platform
from bot.emulator.errors import ActionError
from bot.emulator.person import ACTIONS
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, User


def group_view(on: Platform, chat: Chat) -> Json:
    """A group with its settings and members."""
    world = on.world
    return shapes.chat(world, chat) | {
        "is_forum": chat.is_forum,
        "available_reactions": chat.available_reactions,
        "permissions": {name: shapes.permission(chat, name) for name in shapes.PERMISSIONS},
        "slow_mode_delay": chat.slow_mode_delay,
        "deleted": chat.deleted,
        "migrated_to": chat.migrated_to,
        "members": [
            shapes.member(world, chat, place, place.user_id) for place in chat.members.values()
        ],
    }


def user_view(on: Platform, user: User) -> Json:
    """A person, and how the private chat with the bot stands."""
    chat = on.world.chats.get(user.id)
    return shapes.user(user) | {
        "deleted": user.deleted,
        "chat_with_bot": chat is not None,
        "blocked_bot": chat is not None and chat.blocked,
    }


def bot_view(on: Platform) -> Json:
    """The bot and its settings at the platform."""
    bot = on.world.bot
    return shapes.user(on.world.users[bot.id]) | {
        "privacy_mode": bot.privacy,
        "inline_mode": bot.inline,
        "inline_feedback": bot.inline_feedback,
        "commands": bot.commands,
        "menu_buttons": bot.menu_buttons,
        "descriptions": bot.descriptions,
        "short_descriptions": bot.short_descriptions,
    }


async def add_user(request: web.Request) -> web.Response:
    """POST /control/users."""
    on, wish = platform(request), Wish(await body(request))
    name = wish.text("first_name").strip()
    if not name:
        raise ActionError("`first_name` is missing.")
    number = wish.optional_integer("id") or on.world.next_user
    if number in on.world.users:
        raise ActionError("There is a user with this id.", 409)
    on.world.next_user = max(on.world.next_user, number) + 1
    user = User(
        id=number,
        first_name=name,
        is_bot=wish.flag("is_bot"),
        last_name=wish.text("last_name") or None,
        username=wish.text("username") or None,
        language_code=wish.text("language_code") or None,
        is_premium=wish.flag("is_premium"),
    )
    on.world.add_user(user)
    on.touch()
    return answer(user_view(on, user))


async def change_user(request: web.Request) -> web.Response:
    """PATCH /control/users/{id}."""
    on, wish = platform(request), Wish(await body(request))
    user = on.user(path_number(request))
    user.first_name = wish.text("first_name") or user.first_name
    for name in ("last_name", "username", "language_code"):
        if name in wish.fields:
            setattr(user, name, wish.text(name) or None)
    if wish.has("is_premium"):
        user.is_premium = wish.flag("is_premium")
    on.world.add_user(user)
    on.touch()
    return answer(user_view(on, user))


async def change_bot(request: web.Request) -> web.Response:
    """PATCH /control/bot: `privacy_mode`, `inline_mode`, `inline_feedback`."""
    on, fields = platform(request), await body(request)
    on.world.bot.privacy = bool(fields.get("privacy_mode", on.world.bot.privacy))
    on.world.bot.inline = bool(fields.get("inline_mode", on.world.bot.inline))
    feedback = fields.get("inline_feedback", on.world.bot.inline_feedback)
    on.world.bot.inline_feedback = bool(feedback)
    on.touch()
    return answer(bot_view(on))


async def add_group(request: web.Request) -> web.Response:
    """POST /control/groups."""
    on, fields = platform(request), await body(request)
    owner = Wish(fields).optional_integer("owner_id")
    if owner is not None:
        on.user(owner)
    chat = groups.create(on, groups.settings(fields))
    if owner is not None:
        groups.place(on, chat, owner, Wish({"status": "creator"}))
    return answer(group_view(on, chat))


async def change_group(request: web.Request) -> web.Response:
    """PATCH /control/groups/{id}."""
    on, fields = platform(request), await body(request)
    chat = groups.configure(on, on.chat(path_number(request)), groups.settings(fields))
    return answer(group_view(on, chat))


async def set_member(request: web.Request) -> web.Response:
    """POST /control/groups/{id}/members."""
    on, wish = platform(request), Wish(await body(request))
    chat = on.chat(path_number(request))
    user_id = on.bot_id if wish.flag("bot") else wish.integer("user_id")
    member = groups.place(on, chat, user_id, wish)
    return answer(shapes.member(on.world, chat, member, user_id))


async def act(request: web.Request) -> web.Response:
    """POST /control/as/{id}/{action}."""
    on = platform(request)
    user = on.user(path_number(request))
    action = ACTIONS.get(request.match_info["action"])
    if action is None:
        raise ActionError("There is no such action.", 404)
    result = action(on, user, Wish(await body(request)))
    if inspect.isawaitable(result):
        result = await result
    return answer(result)


ROUTES = [
    web.post("/control/users", add_user),
    web.patch("/control/users/{id}", change_user),
    web.patch("/control/bot", change_bot),
    web.post("/control/groups", add_group),
    web.patch("/control/groups/{id}", change_group),
    web.post("/control/groups/{id}/members", set_member),
    web.post("/control/as/{id}/{action}", act),
]
