"""A whole file: written so that a crash leaves all of it or nothing, and that only its owner may read it."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def place_file(path: Path, content: bytes) -> bool:
    """Write a file that only its owner may read, whole or not at all; False when there is one already.

    Raises:
        OSError: when it can't be written.
    """
    return _place(path, content, os.link)


def replace_file(path: Path, content: bytes) -> None:
    """Write such a file in the place of the one that is there. Raises OSError."""
    _place(path, content, os.replace)


def _place(path: Path, content: bytes, put: Callable[[Path, Path], None]) -> bool:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A link fails where the file exists by now; a rename replaces it.
        put(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return True
