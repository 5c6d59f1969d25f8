"""Orders: which texts of experts are commands to the bot itself, so that none of them ever leaves."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from bot.handoff.events import Incoming


class Word(StrEnum):
    """The commands."""

    SUGGEST = "suggest"
    """Show answers from the FAQ that may fit."""
    LEARN = "learn"
    """Make an answer a draft for the FAQ."""
    FLAG = "flag"
    """Say that an answer or a number is wrong."""
    BLOCK = "block"
    """End what somebody asks of humans."""
    UNBLOCK = "unblock"
    """Undo that."""
    TAKE_BACK = "take_back"
    """Take an answer back."""
    PIN = "pin"
    """Pin a message in her chat."""
    UNPIN = "unpin"
    WHO_AM_I = "who_am_i"
    """Tell what the other side sees of who asks."""
    RIGHTS = "rights"
    """See or erase what is known of who asks, which is done elsewhere."""
    HELP = "help"
    """Say how all this works."""


_WORDS: Final = {
    "/faq": Word.SUGGEST,
    "/leer": Word.LEARN,
    "/learn": Word.LEARN,
    "/fout": Word.FLAG,
    "/flag": Word.FLAG,
    "/blokkeer": Word.BLOCK,
    "/block": Word.BLOCK,
    "/deblokkeer": Word.UNBLOCK,
    "/unblock": Word.UNBLOCK,
    "/del": Word.TAKE_BACK,
    "/verwijder": Word.TAKE_BACK,
    "/terughalen": Word.TAKE_BACK,
    "/pin": Word.PIN,
    "/vastzetten": Word.PIN,
    "/unpin": Word.UNPIN,
    "/losmaken": Word.UNPIN,
    "/wiebenik": Word.WHO_AM_I,
    "/whoami": Word.WHO_AM_I,
    "/mijngegevens": Word.RIGHTS,
    "/mydata": Word.RIGHTS,
    "/vergeetmij": Word.RIGHTS,
    "/forget": Word.RIGHTS,
    "/help": Word.HELP,
    "/hulp": Word.HELP,
    "/start": Word.HELP,
}
_CLOSING: Final = ("/sluit", "/close")
_BEGINNING: Final = 64
"""Signs in which a command or a mark stands: an answer is long, and is looked at on its way to her."""
_COMMAND: Final = re.compile(r"/[^\W\d_]")


class Order(Struct, frozen=True):
    """A command, and the words behind it."""

    word: Word
    words: str


def order_of(message: Incoming) -> Order | None:
    """Return the command that a text or caption begins with, if it is one of these."""
    first, *rest = message.text.split(maxsplit=1) or [""]
    word = _WORDS.get(seen(first).split("@", 1)[0])
    return None if word is None else Order(word, "".join(rest).strip())


def is_command(text: str) -> bool:
    """Tell whether a text looks like a command, known or mistyped: a slash, and a letter right behind it."""
    return _COMMAND.match(seen(text)) is not None


def is_closing(text: str) -> bool:
    """Tell whether a text is the command that closes the case."""
    return (text.split(maxsplit=1) or [""])[0].split("@", 1)[0].lower() in _CLOSING


def seen(text: str) -> str:
    """Return what one sees a text begin with, in lower case: some signs, without the invisible ones and blanks before."""
    start = next((at for at, sign in enumerate(text) if not _is_hidden(sign)), len(text))
    plain = unicodedata.normalize("NFKC", text[start : start + _BEGINNING]).lower()
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")


def _is_hidden(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) == "Cf"
