"""A lock on a file: held by a process as long as it lives, and gone with it, however it ends (flock)."""

import fcntl
import os
from pathlib import Path
from typing import Final


class FileLock:
    """A lock that a process holds by an open file, and hands to a child that inherits that file."""

    def __init__(self, path: Path) -> None:
        self._path: Final = path
        self._handle: int | None = None

    def take(self) -> bool:
        """Take the lock; return False when another process holds it. Raises OSError when the file can't be made."""
        if self._handle is not None:
            return True
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def is_free(self) -> bool:
        """Tell whether nobody else holds the lock."""
        if not self.take():
            return False
        self.release()
        return True

    def release(self) -> None:
        """Let go. A child that inherited the open file goes on holding the lock."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    @property
    def handle(self) -> int:
        """The open file that carries the lock, to be inherited. Raises ValueError when the lock is not held."""
        if self._handle is None:
            raise ValueError("the lock is not held")
        return self._handle
