"""Ids: how the stand-in makes up identifiers that look like Telegram's."""

import base64
import secrets

from bot.emulator.world import World

_UPDATE_FLOOR = 2_000_001
_UPDATE_CEILING = 2**30


def first_update_id() -> int:
    """Where the counter of update ids starts: anywhere, as after a quiet week at Telegram."""
    return _UPDATE_FLOOR + secrets.randbelow(_UPDATE_CEILING - _UPDATE_FLOOR)


def query_id() -> str:
    """The id of a callback or inline query."""
    return str(secrets.randbelow(2**63 - 2**60) + 2**60)


def media_group_id(world: World) -> str:
    """The id that the parts of one album share."""
    return str(13_000_000_000_000_000 + world.number())


def file_ids(world: World, kind: str) -> tuple[str, str]:
    """`file_id` and `file_unique_id` of a new file."""
    unique = f"{kind}:{world.number()}:{secrets.token_hex(4)}".encode()
    return (
        "St" + base64.urlsafe_b64encode(unique + secrets.token_bytes(12)).decode().rstrip("="),
        "Aq" + base64.urlsafe_b64encode(unique[-12:]).decode().rstrip("="),
    )


def supergroup_chat_id(number: int) -> int:
    """The chat id of the supergroup or channel with this number."""
    return -1_000_000_000_000 - number


def chat_instance(chat_id: int) -> str:
    """What `CallbackQuery.chat_instance` holds for a chat."""
    return str((chat_id * 2_654_435_761) % 2**62)
