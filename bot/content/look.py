"""Look: what a folder holds at one moment: content, or mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.content import kept
from bot.content.files import files_in
from bot.faq.problem import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.faq.content import Content
    from bot.faq.problem import Problem

_TRIES = 3


class Look(NamedTuple):
    """Content and the files it was read from, or mistakes."""

    content: Content | None
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, bytes] | None = None
    """None when they were changed again and again while they were read."""


def look_at(directory: Path, cache: Path | None = None) -> Look:
    """Read a folder whole: should somebody save meanwhile, it is read again."""
    found = Look(None)
    for _ in range(_TRIES):
        files = files_in(directory)
        try:
            found = Look(kept.read_content(directory, cache), (), files)
        except ContentError as error:
            found = Look(None, error.problems, files)
        if files is not None and files_in(directory) == files:
            return found
    return found._replace(files=None)
