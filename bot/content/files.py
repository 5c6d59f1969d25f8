"""Files: what stands in a content folder at one moment, and how a folder or file is written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_KINDS: Final = (".yaml", ".yml")
MOST_FILES: Final = 1000
MOST_BYTES: Final = 32 * 1024 * 1024
"""More in one folder is not content."""

Signature = tuple[tuple[str, int, int, int], ...]
"""Of each file its name, when it was changed (ns), its size and its number on the disk."""


def is_content(parts: Sequence[str]) -> bool:
    """Tell whether a file is a content file, by its names inside the folder: "nl", "melden.yaml".

    None leads out of the folder, whatever an archive says.
    """
    return (
        1 <= len(parts) <= 2
        and parts[-1].endswith(_KINDS)
        and not any(one.startswith((".", "/")) for one in parts)
    )


def files_in(directory: Path) -> Mapping[str, bytes] | None:
    """Return the content files in a folder by name ("nl/melden.yaml"); None when that can't be told.

    It can't while a file can't be read or is gone when its turn comes, or when there is too much to be content.
    """
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    try:
        for name, path in _paths(directory):
            left -= path.stat().st_size
            if left < 0 or len(found) == MOST_FILES:
                return None
            found[name] = path.read_bytes()
    except OSError:
        return None
    return found


def signature(directory: Path) -> Signature:
    """Return what tells whether a folder was changed, without reading its files."""
    found = []
    for name, path in _paths(directory):
        with suppress(OSError):  # gone meanwhile
            known = path.stat()
            found.append((name, known.st_mtime_ns, known.st_size, known.st_ino))
    return tuple(found)


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return a hash of names and content."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever reads half of it; who may read and write it stays as it was. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        draft.write_bytes(content)
        with suppress(FileNotFoundError):
            shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of content files so that nobody ever finds half of it; one that is there stays. Raises OSError."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        draft.mkdir(mode=0o700)
        for name, content in files.items():
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            (draft / name).write_bytes(content)
        with suppress(FileExistsError):
            draft.rename(path)
    except OSError:
        if not path.exists():  # else another process was quicker
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _paths(directory: Path) -> Iterator[tuple[str, Path]]:
    """The content files of a folder and of the folders in it, by name."""
    top = os.fspath(directory)
    for place in ("", *_folders(directory)):
        try:
            names = sorted(os.listdir(os.path.join(top, place)))  # noqa: PTH118, PTH208  asked each second by who polls
        except OSError:
            continue
        for name in names:
            if name.endswith(_KINDS) and not name.startswith("."):
                yield (f"{place}/{name}" if place else name), directory / place / name


def _folders(directory: Path) -> list[str]:
    try:
        with os.scandir(directory) as found:
            return sorted(
                one.name for one in found if not one.name.startswith(".") and one.is_dir()
            )
    except OSError:
        return []
