"""The socket's path: short enough, ours alone, and found again."""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import socket_path
from bot.store.socket_path import SocketPathError


@pytest.fixture
def long_directory(tmp_path: Path) -> Path:
    """Return a directory whose path is too long for a socket."""
    made = tmp_path / ("x" * 120)
    made.mkdir()
    return made


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the directory for temporary files of this test; a short one, wherever tests keep theirs."""
    with tempfile.TemporaryDirectory(prefix="t", dir="/tmp") as made:
        monkeypatch.setattr(tempfile, "tempdir", made)
        yield Path(made)


def test_a_short_directory_holds_its_own_socket(tmp_path: Path) -> None:
    """Where the path is short enough the socket stands with the data, and that is remembered."""
    assert socket_path.remembered(tmp_path) is None
    assert socket_path.choose(tmp_path) == tmp_path / socket_path.NAME
    assert socket_path.remembered(tmp_path) == tmp_path / socket_path.NAME


def test_a_long_one_goes_elsewhere(long_directory: Path, temporary: Path) -> None:
    """A path too long is replaced by a short one in a closed directory of ours, the same each time."""
    chosen = socket_path.choose(long_directory)
    assert len(os.fsencode(chosen)) <= socket_path.LONGEST
    assert chosen.is_relative_to(temporary)
    assert stat.S_IMODE(chosen.parent.stat().st_mode) == 0o700
    assert socket_path.choose(long_directory) == chosen
    assert socket_path.remembered(long_directory) == chosen


def test_two_data_directories_do_not_meet(tmp_path: Path, temporary: Path) -> None:
    """Different data directories have different sockets."""
    first, second = tmp_path / ("x" * 120), tmp_path / ("x" * 119 + "y")
    for directory in (first, second):
        directory.mkdir()
    assert socket_path.choose(first) != socket_path.choose(second)


@pytest.mark.parametrize("trap", ["open", "link"])
def test_a_trap_is_refused(long_directory: Path, temporary: Path, trap: str) -> None:
    """A directory in that place which others can enter, or a link to elsewhere, is refused in a sentence."""
    place = socket_path.choose(long_directory).parent
    if trap == "open":
        place.chmod(0o755)
    else:
        place.rmdir()
        (temporary / "elsewhere").mkdir(mode=0o700)
        place.symlink_to(temporary / "elsewhere")
    with pytest.raises(SocketPathError, match="niet alleen van ons"):
        socket_path.choose(long_directory)
