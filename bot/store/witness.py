"""The witness: a small file beside the store, and never in it, that remembers how far the audit was signed.

Who has the store alone can put it back to an older state in which all signatures are right. The witness knows better.
When the store contradicts it, it keeps what it knew, and says so until somebody accepts that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.store.whole_file import replace_file

if TYPE_CHECKING:
    from bot.store.signed_audit import Sealed

NAME: Final = "audit-witness"
_MARK: Final = "helpline-audit-1"
_CONTRADICTED: Final = "contradicted"
_PARTS: Final = 3


class Witnessed(NamedTuple):
    """How far the audit went when it was last seen."""

    number: int
    seal: bytes
    contradicted: bool = False
    """The store had another audit since."""


class Witness:
    """The file in one data directory."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / NAME

    def read(self) -> Witnessed | None:
        """Return what was seen; None when there is no such file, or none that can be read."""
        try:
            words = self._path.read_text("ascii").split()
            if len(words) < _PARTS or words[0] != _MARK:
                return None
            return Witnessed(int(words[1]), bytes.fromhex(words[2]), _CONTRADICTED in words[3:])
        except (OSError, ValueError):
            return None

    def write(self, seen: Sealed) -> None:
        """Remember how far the audit goes. Raises OSError."""
        self._put(f"{_MARK} {seen.number} {seen.seal.hex()}\n")

    def contradict(self, known: Witnessed) -> None:
        """Keep what was known, and that the store says otherwise. Raises OSError."""
        self._put(f"{_MARK} {known.number} {known.seal.hex()} {_CONTRADICTED}\n")

    def _put(self, line: str) -> None:
        replace_file(self._path, line.encode())
