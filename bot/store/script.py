"""Script: a piece of Lua that the server runs as one step, and the name under which it knows it."""

import hashlib
from importlib.resources import files
from typing import Final, NamedTuple


class Script(NamedTuple):
    """A script and its name for EVALSHA, the SHA-1 of its text."""

    text: str
    sha: str


def _read(name: str) -> Script:
    text = files("bot.store").joinpath(f"scripts/{name}.lua").read_text("utf-8")
    return Script(text, hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest())


WRITE: Final = _read("write")
"""Carries out a `Write`."""
FINISH: Final = _read("finish")
"""Lets delivered effects leave."""
KEEP: Final = _read("keep")
"""Keeps what a merged message holds."""
SWAP: Final = _read("swap")
"""Puts values in the place of others that say the same."""
REBUILD: Final = _read("rebuild")
"""The same in the entries of a stream."""
