"""Room: what the helpline keeps of its content in the data directory: the last good version, and what was fetched."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from bot.content.files import write_folder, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_KEPT: Final = 2
"""Versions of each kind: another process may still read the one before."""


class Room:
    """A place on disk. Nothing in it is personal, and all of it can be made anew but the last good version.

    Several processes may share it: every change is one rename.
    """

    def __init__(self, data_dir: Path, cache: Path | None = None) -> None:
        """Nothing is made before something is kept. `cache` can be shared by many; else it is in the data directory."""
        self.cache: Final = cache if cache is not None else data_dir / "cache"
        """What was made of content, by what it was made of."""
        self.repository: Final = data_dir / "content" / "git"
        self._place: Final = data_dir / "content"

    def good(self) -> Path | None:
        """Return the folder of the last version that was found good; None when there is none."""
        return self._named("good")

    def keep_good(self, version: str, files: Mapping[str, bytes]) -> None:
        """Keep a version that was found good. Raises OSError."""
        self._keep("good", version, files)

    def fetched(self) -> tuple[str, Path] | None:
        """Return the commit that was fetched last, and its folder; None when nothing was."""
        folder = self._named("fetched")
        return None if folder is None else (folder.name.split("-")[1], folder)

    def holds(self, commit: str, path: str) -> Path | None:
        """Return the folder of what was fetched last, when it is what this commit holds in its folder `path`."""
        folder = self._named("fetched")
        return folder if folder is not None and folder.name == _fetched(commit, path) else None

    def keep_fetched(self, commit: str, path: str, files: Mapping[str, bytes]) -> Path:
        """Keep what a commit holds in its folder `path`, good or not; return our folder. Raises OSError."""
        return self._keep("fetched", _fetched(commit, path).removeprefix("fetched-"), files)

    def _named(self, kind: str) -> Path | None:
        try:
            name = (self._place / kind).read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        folder = self._place / name
        return folder if name.startswith(f"{kind}-") and folder.is_dir() else None

    def _keep(self, kind: str, version: str, files: Mapping[str, bytes]) -> Path:
        folder = self._place / f"{kind}-{version}"
        if self._named(kind) == folder:
            return folder
        write_folder(folder, files)
        write_whole(self._place / kind, folder.name.encode())
        found = (one for one in self._place.glob(f"{kind}-*") if one != folder and one.is_dir())
        older = sorted(found, key=lambda one: one.stat().st_mtime)
        for one in older[: -(_KEPT - 1)]:
            shutil.rmtree(one, ignore_errors=True)
        return folder


def _fetched(commit: str, path: str) -> str:
    """A name for what a commit holds in a folder."""
    return "-".join(("fetched", commit, *path.split("/")))
