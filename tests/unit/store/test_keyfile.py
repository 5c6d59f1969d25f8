"""The key file: made once, closed to others, and never replaced by accident."""

import base64
import os
import stat
import threading
from datetime import date
from pathlib import Path

import pytest

from bot.store.key_ring import KeyRing
from bot.store.keyfile import NAME, KeyFileError, LoadedKeys, load_keys, ring_of_text, save_keys

TODAY = date(2026, 11, 22)


def _load(folder: Path, *, sealed: bool) -> LoadedKeys:
    return load_keys(folder / NAME, sealed=sealed, today=TODAY)


def test_it_is_made_once(tmp_path: Path) -> None:
    """The first start makes a ring of random keys for its owner alone; later ones read the same."""
    first = _load(tmp_path, sealed=False)
    assert first.made
    assert (len(first.ring.sealing), len(first.ring.lookups)) == (1, 1)
    assert first.ring.newest.made == TODAY
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    for sealed in (False, True):
        again = _load(tmp_path, sealed=sealed)
        assert not again.made
        assert again.ring.text() == first.ring.text()


def test_two_makers_agree(tmp_path: Path) -> None:
    """Two starts at the same moment end with one and the same key."""
    found: list[LoadedKeys] = []
    barrier = threading.Barrier(8)

    def start() -> None:
        barrier.wait()
        found.append(_load(tmp_path, sealed=False))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({one.ring.text() for one in found}) == 1
    assert sum(one.made for one in found) == 1
    assert _load(tmp_path, sealed=True).ring.text() == found[0].ring.text()


def test_a_missing_key_of_a_full_store_is_refused(tmp_path: Path) -> None:
    """When the store holds records no new key is made; the sentence asks for the copy."""
    with pytest.raises(KeyFileError, match="Zet de kopie"):
        _load(tmp_path, sealed=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    """A key file open to others is refused with the command that closes it."""
    _load(tmp_path, sealed=False)
    (tmp_path / NAME).chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        _load(tmp_path, sealed=True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"helpline-key-1 \n",
        b"helpline-key-1 AAAA\n",
        b"helpline-keys-2\n",
        b"helpline-keys-2\nseal 2026-11-22 " + b"A" * 43 + b"=\n",
        b"helpline-keys-2\nlookup 2026-11-22 " + b"A" * 128 + b"\n",
        b"helpline-keys-2\nseal someday " + b"A" * 43 + b"=\nlookup " + b"A" * 128 + b"\n",
        b"helpline-keys-2\nother " + b"A" * 43 + b"=\n",
        b"helpline-keys-2\n" + b"seal " * 5,
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
        _load(tmp_path, sealed=False)
    assert path.read_bytes() == content


def test_a_directory_or_a_missing_folder(tmp_path: Path) -> None:
    """A directory in the key's place is refused; a data directory that is not there yet is made, closed."""
    (tmp_path / "a" / NAME).mkdir(parents=True)
    with pytest.raises(KeyFileError):
        _load(tmp_path / "a", sealed=False)
    assert _load(tmp_path / "b", sealed=False).made
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o700


def test_no_error_shows_a_key(tmp_path: Path) -> None:
    """Neither a refusal nor a representation holds a key."""
    made = _load(tmp_path, sealed=False)
    lines = (tmp_path / NAME).read_text().splitlines()
    written = [line.split()[-1] for line in lines[1:]]
    (tmp_path / NAME).chmod(0o644)
    with pytest.raises(KeyFileError) as caught:
        _load(tmp_path, sealed=False)
    ring = made.ring
    shown = f"{caught.value} {made!r} {made} {ring!r} {ring.newest!r} {ring.lookup!r}"
    assert len(written) == 2
    for one in written:
        assert one not in shown
        assert repr(base64.b64decode(one)) not in shown
    assert os.fspath(tmp_path) in shown


def test_the_first_form_is_still_read(tmp_path: Path) -> None:
    """A file with one key, as earlier releases made it, opens and recognises what it did; saved, it still does."""
    master = bytes(range(32))
    path = tmp_path / NAME
    path.write_text(f"helpline-key-1 {base64.b64encode(master).decode()}\n")
    path.chmod(0o600)
    ring = _load(tmp_path, sealed=True).ring
    save_keys(path, ring)
    again = _load(tmp_path, sealed=True).ring
    for one in (ring, again):
        assert one.newest.id.hex() == "f256"
        assert one.person(1) == "nuwzstpvpsibkzxspyaflqqkmz"
        assert one.expert(1) == "yvotb5zn44cbs4vhln2akmjavo"
    assert again.lookup.secret("webhook") == ring.lookup.secret("webhook")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_ring_notices_that_its_file_changed(tmp_path: Path) -> None:
    """A key that is added to the file is known without a restart, and a damaged file takes nothing away."""
    ring = _load(tmp_path, sealed=False).ring
    old = ring.newest
    assert not ring.refresh()
    save_keys(tmp_path / NAME, ring.with_sealing(TODAY))
    newer = _load(tmp_path, sealed=True).ring.newest
    found = ring.by_id(newer.id)
    assert found is not None
    assert (found.id, ring.newest.id) == (newer.id, newer.id)
    assert ring.by_id(old.id) is not None
    (tmp_path / NAME).write_bytes(b"gone")
    assert not ring.refresh()
    assert ring.newest.id == newer.id


def test_the_environment_can_hold_the_ring() -> None:
    """The text of a key file works without the file, with its lines divided in any way; anything else is refused."""
    ring = KeyRing.fresh(TODAY)
    for text in (ring.text(), ring.text().replace("\n", ";"), f"  {ring.text()}  "):
        assert ring_of_text(text).text() == ring.text()
    with pytest.raises(KeyFileError, match="HELPLINE_STORE__KEYS"):
        ring_of_text("helpline-keys-2;seal x")
