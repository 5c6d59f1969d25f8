"""The lock on a file: one holder, and gone with it."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.lock import FileLock


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    """A lock that is held can't be taken; once let go it can."""
    mine, yours = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert mine.take()
    assert mine.take()
    assert not yours.take()
    assert not yours.is_free()
    mine.release()
    assert yours.is_free()
    assert yours.take()
    yours.release()


def test_a_child_goes_on_holding_it(tmp_path: Path) -> None:
    """A child that inherits the lock holds it after its parent let go, until it ends."""
    lock = FileLock(tmp_path / "lock")
    assert lock.take()
    wait = "import sys; sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", wait], stdin=subprocess.PIPE, pass_fds=(lock.handle,)
    ) as child:
        lock.release()
        assert not lock.is_free()
        child.kill()
    assert lock.is_free()


def test_only_a_held_lock_is_inherited(tmp_path: Path) -> None:
    """There is nothing to inherit of a lock that is not held."""
    with pytest.raises(ValueError, match="not held"):
        _ = FileLock(tmp_path / "lock").handle
