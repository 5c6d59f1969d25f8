"""Files: where one can be fetched, and the stickers of custom emoji."""

from bot.emulator import files
from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad
from bot.emulator.methods.topics import ICON_EMOJI, icon_sticker
from bot.emulator.platform import Platform
from bot.emulator.world import Json


def get_file(platform: Platform, arguments: Arguments) -> Json:
    """getFile: up to 20 MB."""
    file_id = arguments.text("file_id").strip()
    if not file_id:
        raise bad("file_id not specified")
    kept = platform.world.files.get(file_id)
    if kept is None:
        raise bad("invalid file_id")
    if kept.size > files.DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return files.ids_of(kept) | {"file_path": kept.path}


def get_custom_emoji(_platform: Platform, arguments: Arguments) -> list[Json]:
    """getCustomEmojiStickers: those of topic icons are known."""
    error = "can't parse custom emoji identifiers JSON object"
    given = arguments.json("custom_emoji_ids", error)
    if not isinstance(given, list):
        raise bad(error)
    by_number = {number: emoji for emoji, number in ICON_EMOJI.items()}
    return [
        icon_sticker(number, by_number[number]) for number in map(str, given) if number in by_number
    ]


METHODS = {"getFile": get_file, "getCustomEmojiStickers": get_custom_emoji}
