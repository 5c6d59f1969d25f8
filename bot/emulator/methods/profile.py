"""The bot's own profile: who it is, its names and descriptions per language, logging out."""

from collections.abc import Callable

from bot.emulator import access, shapes
from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad
from bot.emulator.platform import Platform
from bot.emulator.world import Json


def get_me(platform: Platform, _arguments: Arguments) -> Json:
    """getMe."""
    bot = platform.world.bot
    shape = shapes.user(platform.world.users[bot.id])
    shape |= {
        "can_join_groups": True,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": bot.inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
    }
    return shape


def _names(platform: Platform, field: str) -> dict[str, str]:
    bot = platform.world.bot
    return {
        "name": bot.names,
        "description": bot.descriptions,
        "short_description": bot.short_descriptions,
    }[field]


def _setter(field: str, longest: int) -> Callable[[Platform, Arguments], bool]:
    def set_text(platform: Platform, arguments: Arguments) -> bool:
        text = arguments.text(field)
        if len(text) > longest:
            raise bad(f"{field.replace('_', ' ')} is too long")
        language = arguments.text("language_code").strip().lower()
        kept = _names(platform, field)
        if text:
            kept[language] = text
        else:
            kept.pop(language, None)
        if field == "name" and not language and text:
            platform.world.users[platform.bot_id].first_name = text
        platform.touch()
        return True

    return set_text


def _getter(field: str) -> Callable[[Platform, Arguments], Json]:
    def get_text(platform: Platform, arguments: Arguments) -> Json:
        kept = _names(platform, field)
        usual = platform.world.users[platform.bot_id].first_name if field == "name" else ""
        language = arguments.text("language_code").strip().lower()
        return {field: kept.get(language, kept.get("", usual))}

    return get_text


def set_admin_rights(platform: Platform, arguments: Arguments) -> bool:
    """setMyDefaultAdministratorRights."""
    rights = arguments.json("rights", "can't parse chat administrator rights JSON object")
    place = "channels" if arguments.boolean("for_channels") else "groups"
    platform.world.bot.admin_rights[place] = rights if isinstance(rights, dict) else {}
    platform.touch()
    return True


def get_admin_rights(platform: Platform, arguments: Arguments) -> Json:
    """getMyDefaultAdministratorRights."""
    place = "channels" if arguments.boolean("for_channels") else "groups"
    kept = platform.world.bot.admin_rights.get(place, {})
    names = ("is_anonymous", *shapes.ADMIN_RIGHTS)
    extra = ("can_post_messages", "can_edit_messages")
    if place == "groups":
        extra = shapes.SUPERGROUP_RIGHTS
    return {name: bool(kept.get(name)) for name in (*names, *extra)}


def get_photos(platform: Platform, arguments: Arguments) -> Json:
    """getUserProfilePhotos: nobody here has one."""
    access.user(platform, arguments)
    return {"total_count": 0, "photos": []}


def done(_platform: Platform, _arguments: Arguments) -> bool:
    """logOut and close: there is nothing to let go of."""
    return True


METHODS = {
    "getMe": get_me,
    "setMyName": _setter("name", 64),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description", 512),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description", 120),
    "getMyShortDescription": _getter("short_description"),
    "setMyDefaultAdministratorRights": set_admin_rights,
    "getMyDefaultAdministratorRights": get_admin_rights,
    "getUserProfilePhotos": get_photos,
    "logOut": done,
    "close": done,
}
