"""Kept: content as it was read and found good, so that a start need not read and check the same files again.

What is kept is JSON, and read by the same models as the files: what does not fit them, or was made by another version
of the code that reads, is made anew. It is no copy of the truth: the folder is.
"""

from __future__ import annotations

import hashlib
from functools import cache as once
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pydantic
from pydantic import BaseModel, ConfigDict, ValidationError

import bot.faq
from bot.content.files import digest_of, files_in, write_whole
from bot.faq.book import LooseGolden, Theme, VocabularyFile
from bot.faq.contact import Contact
from bot.faq.content import Content
from bot.faq.entry import Entry
from bot.faq.examples import DangerExamples
from bot.faq.signs import DangerFile

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_KEPT: Final = 4
"""Versions; who tries an edit and takes it back finds the former one."""


class _Kept(BaseModel):
    """`Content`, as it stands in JSON."""

    model_config = ConfigDict(frozen=True)

    entries: tuple[Entry, ...]
    themes: tuple[Theme, ...]
    contacts: tuple[Contact, ...]
    sources: dict[str, str]
    danger: DangerFile
    vocabulary: VocabularyFile
    form: str
    golden: tuple[LooseGolden, ...]
    version: str
    examples: DangerExamples | None
    elsewhere: tuple[str, ...]


def read_content(directory: Path, cache: Path | None = None) -> Content:
    """Read and check a content folder, or take what is kept of exactly these files.

    Raises:
        ContentError: with every mistake in it, by file and line.
    """
    files = files_in(directory) if cache is not None else None
    if cache is not None and files is not None and (found := _read(_place(cache, files))):
        return found
    # Not at the top: a start that finds its content kept needs no reader of YAML.
    from bot.faq.loader import load_content

    return load_content(directory)


def keep_content(content: Content, files: Mapping[str, bytes], cache: Path) -> None:
    """Keep what was read from these files. Raises OSError."""
    kept = _place(cache, files)
    if kept.exists():
        return
    write(content, kept)
    if read(kept) != content:
        # A model that does not come back from JSON as it was: better read the files again.
        kept.unlink()
        return
    older = sorted(cache.glob("content-*.json"), key=lambda one: one.stat().st_mtime)
    for one in older[:-_MOST_KEPT]:
        one.unlink(missing_ok=True)


def write(content: Content, path: Path) -> None:
    """Write content into a file. Raises OSError."""
    write_whole(path, _plain(content))


def read(path: Path) -> Content:
    """Read what was written. Raises OSError, ValidationError."""
    return _content(_Kept.model_validate_json(path.read_bytes()))


def _read(kept: Path) -> Content | None:
    try:
        return read(kept)
    except (OSError, ValidationError):
        return None


def _content(kept: _Kept) -> Content:
    return Content(
        entries=MappingProxyType({entry.id: entry for entry in kept.entries}),
        themes=kept.themes,
        contacts=MappingProxyType({contact.id: contact for contact in kept.contacts}),
        sources=MappingProxyType(kept.sources),
        danger=kept.danger,
        screens=MappingProxyType({screen.id: screen for screen in kept.danger.screens}),
        vocabulary=kept.vocabulary,
        form_json=kept.form.encode(),
        golden=kept.golden,
        version=kept.version,
        examples=kept.examples,
        elsewhere=kept.elsewhere,
    )


def _plain(content: Content) -> bytes:
    kept = _Kept.model_construct(
        entries=tuple(content.entries.values()),
        themes=content.themes,
        contacts=tuple(content.contacts.values()),
        sources=dict(content.sources),
        danger=content.danger,
        vocabulary=content.vocabulary,
        form=content.form_json.decode(),
        golden=content.golden,
        version=content.version,
        examples=content.examples,
        elsewhere=content.elsewhere,
    )
    return kept.model_dump_json(by_alias=True).encode()


def _place(cache: Path, files: Mapping[str, bytes]) -> Path:
    key = hashlib.sha256(f"{code()} {digest_of(files)}".encode()).hexdigest()[:24]
    return cache / f"content-{key}.json"


@once
def code() -> str:
    """Return what reads, checks and learns, as a hash: another version of it may find something else in the same files."""
    digest = hashlib.sha256(pydantic.VERSION.encode())
    for path in sorted(Path(bot.faq.__path__[0]).rglob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
