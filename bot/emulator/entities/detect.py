"""Detected entities: commands, mentions, hashtags, addresses and numbers that Telegram marks."""

import re

from bot.emulator.entities.units import utf16_length
from bot.emulator.world import Json

_DOMAINS = (
    "nl|be|de|fr|uk|eu|com|org|net|edu|gov|int|info|io|me|app|dev|ai|amsterdam|frl|online|site|"
    "tv|us|ch|at|dk|se|no|fi|pl|es|it|pt|ru|cc|co|biz|name|nu|gl|ly|gg|to|xyz|shop|test"
)
# Each with a character without which there is nothing to look for.
_PATTERNS = (
    (
        "email",
        "@",
        re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}(?![\w@])", re.IGNORECASE),
    ),
    (
        "url",
        ".",
        re.compile(
            r"(?<![\w@.])(?:(?:https?|ftp)://(?:[\w-]+\.)+[^\W\d_][\w-]+|"
            rf"(?:[\w-]+\.)+(?:{_DOMAINS})(?![\w-]))"
            r"(?::\d{1,5})?(?:[/?#][^\s<>\"]*)?(?<![.,:;!?')\]])",
            re.IGNORECASE,
        ),
    ),
    (
        "bot_command",
        "/",
        re.compile(r"(?<![\w/<>@.])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>@])"),
    ),
    ("mention", "@", re.compile(r"(?<![\w/@.+])@[A-Za-z]\w{2,31}(?!\w)", re.ASCII)),
    ("hashtag", "#", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}")),
    ("cashtag", "$", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
    ("phone_number", "+", re.compile(r"(?<![\w+])\+\d(?:[ ()-]{0,2}\d){6,14}(?!\w)")),
)
# Inside these nothing is detected.
_CLOSED = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})


def add(text: str, entities: list[Json]) -> list[Json]:
    """The entities and those found in the text that do not touch a closed one."""
    if not any(mark in text for _, mark, _ in _PATTERNS):
        return entities
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in _CLOSED
    ]
    found = list(entities)
    ascii_only = text.isascii()
    for kind, mark, pattern in _PATTERNS:
        if mark not in text:
            continue
        for match in pattern.finditer(text):
            first = match.start() if ascii_only else utf16_length(text[: match.start()])
            length = utf16_length(match[0])
            if all(first >= end or first + length <= begin for begin, end in taken):
                found.append({"type": kind, "offset": first, "length": length})
                taken.append((first, first + length))
    return found
