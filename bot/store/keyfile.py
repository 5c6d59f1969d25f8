"""The key file: holds the key ring, beside the data and never in the store. The environment can hold it instead.

Only its owner may read it. Whoever has it can read the store; without it nobody can, its owner included.
"""

import os
import stat
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from typing_extensions import override

from bot.store.key_ring import BrokenRingError, KeyRing
from bot.store.whole_file import place_file, replace_file

NAME: Final = "helpline.key"
_LONGEST: Final = 20_000
"""Bytes; a key file is shorter, and a wrong file is not read whole."""


class KeyFileError(Exception):
    """The keys can't be used; the sentence (Dutch) says what to do. It never holds a key."""


class LoadedKeys(NamedTuple):
    """The key ring, and whether it was made just now (then say that a copy must be kept)."""

    ring: KeyRing
    made: bool

    @override
    def __repr__(self) -> str:
        return f"<LoadedKeys made={self.made}>"


def load_keys(path: Path, *, sealed: bool, today: date) -> LoadedKeys:
    """Read a key file; make it, with keys of `today`, when there is none yet. The ring notices when the file changes.

    `sealed` tells that the store holds sealed records already (`holds_sealed`): then a missing file is an error,
    for a new key could not open them.

    Raises:
        KeyFileError: when the file is missing though `sealed`, readable by others, malformed or out of reach.
    """
    try:
        if path.exists():
            return LoadedKeys(_watched(path), made=False)
        if sealed:
            raise KeyFileError(
                f"Het sleutelbestand {path} ontbreekt, terwijl de opslag gegevens bevat die ermee zijn "
                "versleuteld. Zet de kopie van het sleutelbestand terug en start opnieuw."
            )
        made = place_file(path, KeyRing.fresh(today).text().encode())
        return LoadedKeys(_watched(path), made=made)
    except OSError as error:
        raise _unreachable(path, error) from None


def ring_of_text(text: str) -> KeyRing:
    """Return the ring that the environment holds.

    Raises:
        KeyFileError: when it is none.
    """
    try:
        return KeyRing.parsed(text)
    except BrokenRingError:
        raise KeyFileError(
            "In HELPLINE_STORE__KEYS staan geen sleutels. Zet daar de hele inhoud van het sleutelbestand in."
        ) from None


def save_keys(path: Path, ring: KeyRing) -> None:
    """Write a ring in the place of the one that is there, all of it or nothing.

    Raises:
        KeyFileError: when it can't be written.
    """
    try:
        replace_file(path, ring.text().encode())
    except OSError as error:
        raise _unreachable(path, error) from None


def _watched(path: Path) -> KeyRing:
    """Read a file; its ring reads it again when it changed."""
    seen = _signature(path)
    ring = _read(path)

    def look() -> KeyRing | None:
        nonlocal seen
        try:
            now = _signature(path)
            if now == seen:
                return None
            found = _read(path)
        except (OSError, KeyFileError):
            return None  # what was read stays good; the next start says what is wrong with the file
        seen = now
        return found

    ring.comes_from(look)
    return ring


def _signature(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _read(path: Path) -> KeyRing:
    handle = os.open(path, os.O_RDONLY)
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        content = file.read(_LONGEST + 1)
    if not stat.S_ISREG(mode):
        raise KeyFileError(
            f"{path} is geen gewoon bestand; daar hoort het sleutelbestand te staan."
        )
    if mode & 0o077:
        raise KeyFileError(
            f"Het sleutelbestand {path} is ook voor anderen te lezen. Sluit het af met: chmod 600 {path}"
        )
    try:
        return KeyRing.parsed(content.decode() if len(content) <= _LONGEST else "")
    except (BrokenRingError, UnicodeDecodeError):
        raise KeyFileError(
            f"Het sleutelbestand {path} is beschadigd of is geen sleutelbestand. Zet de kopie ervan terug."
        ) from None


def _unreachable(path: Path, error: OSError) -> KeyFileError:
    return KeyFileError(
        f"Het sleutelbestand {path} is niet te lezen of te maken ({error.strerror}). "
        "Controleer van wie de map is en of er ruimte is."
    )
