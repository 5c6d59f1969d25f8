"""Files: the knowledge base as a folder, for any web server or for a memory stick; it needs nothing of ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.web.knowledge.index import index
from bot.web.knowledge.site import SCRIPT, STYLE, static_bytes, static_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.web.knowledge.site import Site

MARK: Final = ".kennisbank"
"""Lies in each folder that was written here, and holds the names of its files: only those are ever replaced or taken away."""


class ForeignFolderError(Exception):
    """The folder holds something that did not come from here."""


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Go through all files: the path below the folder, and what is in it."""
    for here in site.places():
        body = site.page(here.path)
        if body is not None:
            yield site.path(here), body
    for name, script in index(site):
        yield name, script.encode()
    for name in (STYLE, SCRIPT):
        yield static_name(name), static_bytes(name)


def write(site: Site, folder: Path) -> int:
    """Write all files, take away those of an earlier time that are no more, and return how many there are.

    Raises:
        ForeignFolderError: nothing was written.
        OSError: as writing raises it.
    """
    mark = folder / MARK
    earlier = set(mark.read_text(encoding="utf-8").split("\n")) if mark.is_file() else set()
    if folder.exists() and not earlier and any(folder.iterdir()):
        raise ForeignFolderError
    written = dict(files(site))
    folder.mkdir(parents=True, exist_ok=True)
    # Named before it is written: what a broken-off export leaves is known to be ours.
    mark.write_text("\n".join(sorted({*earlier, *written} - {""})), encoding="utf-8")
    for name, body in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(body)
        part.replace(path)
    for name in earlier - set(written) - {""}:
        if _inside(folder, name):
            (folder / name).unlink(missing_ok=True)
    mark.write_text("\n".join(sorted(written)), encoding="utf-8")
    return len(written)


def _inside(folder: Path, name: str) -> bool:
    return (folder / name).resolve().is_relative_to(folder.resolve())
