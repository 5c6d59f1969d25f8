"""The key file: made once, closed to others, and never replaced by accident."""

import os
import stat
import threading
from pathlib import Path

import pytest

from bot.store.keyfile import NAME, KeyFileError, MasterKey, load_key


def test_it_is_made_once(tmp_path: Path) -> None:
    """The first start makes a key of 32 random bytes for its owner alone; later ones read the same."""
    first = load_key(tmp_path, sealed=False)
    assert first.made
    assert len(first.key) == 32
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    for sealed in (False, True):
        assert load_key(tmp_path, sealed=sealed) == MasterKey(first.key, made=False)


def test_two_makers_agree(tmp_path: Path) -> None:
    """Two starts at the same moment end with one and the same key."""
    found: list[MasterKey] = []
    barrier = threading.Barrier(8)

    def start() -> None:
        barrier.wait()
        found.append(load_key(tmp_path, sealed=False))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({one.key for one in found}) == 1
    assert load_key(tmp_path, sealed=True).key == found[0].key


def test_a_missing_key_of_a_full_store_is_refused(tmp_path: Path) -> None:
    """When the store holds records no new key is made; the sentence asks for the copy."""
    with pytest.raises(KeyFileError, match="Zet de kopie"):
        load_key(tmp_path, sealed=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    """A key file open to others is refused with the command that closes it."""
    load_key(tmp_path, sealed=False)
    (tmp_path / NAME).chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        load_key(tmp_path, sealed=True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"helpline-key-1 \n",
        b"helpline-key-1 AAAA\n",
        b"helpline-key-2 " + b"A" * 43 + b"=\n",
        b"helpline-key-1 " + b"A" * 43 + b"!\n",
        b"\x00\xff" * 50,
        b"helpline-key-1 " + b"A" * 100_000,
    ],
)
def test_a_malformed_key_is_refused(tmp_path: Path, content: bytes) -> None:
    """Anything but a whole key file is refused, and stays as it is."""
    path = tmp_path / NAME
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match="beschadigd"):
        load_key(tmp_path, sealed=False)
    assert path.read_bytes() == content


def test_a_directory_or_a_missing_folder(tmp_path: Path) -> None:
    """A directory in the key's place is refused; a data directory that is not there yet is made, closed."""
    (tmp_path / "a" / NAME).mkdir(parents=True)
    with pytest.raises(KeyFileError):
        load_key(tmp_path / "a", sealed=False)
    assert load_key(tmp_path / "b", sealed=False).made
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o700


def test_no_error_shows_the_key(tmp_path: Path) -> None:
    """Neither a refusal nor a representation holds the key."""
    made = load_key(tmp_path, sealed=False)
    written = (tmp_path / NAME).read_text().split()[1]
    (tmp_path / NAME).chmod(0o644)
    with pytest.raises(KeyFileError) as caught:
        load_key(tmp_path, sealed=False)
    shown = f"{caught.value} {made!r} {made}"
    assert written not in shown
    assert repr(made.key) not in shown
    assert os.fspath(tmp_path) in shown
