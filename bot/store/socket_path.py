"""The path of the store's Unix socket: short enough for the system, and where only we can reach it."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path
from typing import Final

LONGEST: Final = 100
"""Bytes: a Unix socket's address holds 108 on Linux and 104 on macOS (unix(7)), its closing zero included."""
NAME: Final = "valkey.sock"
_NOTE: Final = "socket-path"


class SocketPathError(Exception):
    """No safe place for the socket; the sentence (Dutch) says what to do."""


def choose(store_dir: Path) -> Path:
    """Return where a new server of this directory listens: within it, or when that is too long in a directory of
    ours under the system's directory for temporary files. The choice is written down for `remembered`.

    Raises:
        SocketPathError: when that other directory belongs to somebody else.
        OSError: when it can't be made.
    """
    path = store_dir / NAME
    if len(os.fsencode(path)) > LONGEST:
        path = _short_directory(store_dir) / NAME
    (store_dir / _NOTE).write_text(f"{path}\n", encoding="utf-8")
    return path


def remembered(store_dir: Path) -> Path | None:
    """Return where the server that was started last listens; None when there was none."""
    try:
        noted = (store_dir / _NOTE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return Path(noted) if noted else None


def _short_directory(store_dir: Path) -> Path:
    mark = hashlib.sha256(os.fsencode(store_dir)).hexdigest()[:12]
    name = f"helpline-{os.getuid()}-{mark}"
    for root in (tempfile.gettempdir(), "/tmp"):  # noqa: S108 - made with mode 0700, checked to be ours
        directory = Path(root) / name
        if len(os.fsencode(directory / NAME)) <= LONGEST:
            break
    else:
        raise SocketPathError(
            "De map voor tijdelijke bestanden heeft een te lange naam; zet TMPDIR op een kortere."
        )
    directory.mkdir(mode=0o700, exist_ok=True)
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise SocketPathError(
            f"{directory} bestaat al en is niet alleen van ons. Haal die map weg, of kies voor store.data_dir "
            "een kortere naam."
        )
    return directory
