"""Canary: what must never be found where it does not belong: names, texts, ids of people and tokens.

Everybody on the stand-in gets a last name and a username that stand nowhere else. When a helpline has stopped, all of
what it left behind is searched: what it logged, with every traceback; what it told its operator; and the files of its
store, whose log of writes holds every value that was ever written, as it was written.
"""

import logging
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from typing_extensions import override

from bot.emulator.actors import Stage
from bot.emulator.server import Emulator
from bot.emulator.world import Message, World

_PUBLIC = (Path(__file__).parents[2] / "faq" / "intake.yaml").read_text()
"""The questions before a case, whose answers somebody may type as they stand there; the store keeps the form."""
SHORTEST_TEXT = 12
"""Signs of a text, or the id of a file, that stands nowhere by chance. Shorter ones are words that anybody writes."""
_TYPED = frozenset({"text", "caption"})
_SPOKEN = _TYPED | {
    "question", "explanation", "title", "performer", "file_name", "address",
    "first_name", "last_name", "phone_number", "vcard",
}  # fmt: skip
"""Fields of a message in which somebody's words may stand (Bot API, Message)."""
_FORMAT = logging.Formatter("%(name)s %(message)s")
_CONTENT = frozenset({"content", "cache", "drafts"})
"""Folders of content: it is for everybody, and a draft is for who keeps it."""


class MarkedStage(Stage):
    """A stage on which everybody can be recognised, wherever a trace is left."""

    @override
    async def _account(self, name: str, account: dict[str, Any]) -> dict[str, Any]:
        marked = {"last_name": _name(), "username": _name().lower(), **account}
        return await super()._account(name, marked)


def mark_everybody(emulator: Emulator) -> None:
    """Give those who are there from the beginning a name that stands nowhere else."""
    for user in emulator.platform.world.users.values():
        if not user.is_bot:
            user.last_name = _name()


def _name() -> str:
    return f"Kanarie{secrets.token_hex(4)}"


class Ears(logging.Handler):
    """Hears all that is logged, as a file would hold it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(_FORMAT)
        self.lines: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(("bot", "aiohttp", "telegram", "redis", "asyncio")):
            self.lines.append(self.format(record))


@contextmanager
def listening() -> Iterator[Ears]:
    """Hear what is logged meanwhile."""
    ears, root = Ears(), logging.getLogger()
    root.addHandler(ears)
    try:
        yield ears
    finally:
        root.removeHandler(ears)


def secrets_of(emulator: Emulator) -> Mapping[str, str]:
    """Return what must be found nowhere, each with the kind of thing that it is."""
    world: World = emulator.platform.world
    found = {emulator.token: "the token"}
    for user in world.users.values():
        if user.is_bot:
            continue
        found[str(user.id)] = "the id of somebody"
        if user.last_name:
            found[user.last_name] = "a name"
        if user.username:
            found[user.username] = "a username"
    for chat in world.chats.values():
        for message in chat.messages.values():
            if message.from_id in world.users and not world.users[message.from_id].is_bot:
                found.update(dict.fromkeys(_texts(message), "a text"))
                found.update(dict.fromkeys(_files(message), "the id of a file"))
    return found


def leaks(secret: Mapping[str, str], said: Iterable[str], data_dir: Path) -> list[str]:
    """Return where something was found, and of which kind; never what."""
    found = []
    for line in said:
        found += [f"{kind} in what was said" for one, kind in secret.items() if one in line]
    for file in _kept(data_dir):
        held = file.read_bytes()
        found += [
            f"{kind} in {file.relative_to(data_dir)}"
            for one, kind in secret.items()
            if one.encode() in held
        ]
    return found


def _kept(data_dir: Path) -> list[Path]:
    """The files in a data directory but for those of content, which a thread may still be writing."""
    found = []
    for top, folders, names in os.walk(data_dir):
        if Path(top) == data_dir:
            folders[:] = [one for one in folders if one not in _CONTENT]
        found += [Path(top) / name for name in names]
    return sorted(one for one in found if one.is_file())


def _texts(message: Message) -> Iterator[str]:
    """Give what somebody typed: also in a poll, a list, a card or the name of a file, and what is quoted."""
    for name, typed in _words([message.content, message.quote]):
        if name == "file_id" or len(typed) < SHORTEST_TEXT:
            continue
        if name in _TYPED and typed.startswith("/"):
            continue
        if typed.lower() not in _PUBLIC.lower():
            yield typed


def _files(message: Message) -> Iterator[str]:
    found = (word for name, word in _words(message.content) if name == "file_id")
    return (one for one in found if len(one) >= SHORTEST_TEXT)


def _words(content: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Give all that a message holds which is a text, with the name of its field."""
    match content:
        case str() if name in _SPOKEN or name == "file_id":
            yield name, content
        case dict():
            for field, inner in content.items():
                yield from _words(inner, field)
        case list() | tuple():
            for inner in content:
                yield from _words(inner, name)
        case _:
            pass
