"""Knowledge: the content as the bot uses it, for the commands that try it out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.cli.faq._encoder import encoder_of
from bot.cli.faq._store import live_folder, real
from bot.content import Room, learned, make_ready
from bot.faq.problem import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.handoff.knowledge import Knowledge
    from bot.settings import Settings


def knowledge_or_exit(settings: Settings, directory: Path | None, *, words: bool) -> Knowledge:
    """Return the knowledge of a content folder (None: what is live), or say what is wrong and exit with 2.

    By words alone with `words`, or where the settings or the installation say so.
    """
    try:
        with Console(stderr=True).status("De antwoorden worden klaargezet …"):
            return prepared(settings, directory or live_folder(real(settings)), words=words)
    except ContentError as error:
        for problem in error.problems:
            click.echo(f"✗ {problem}", err=True)
        sys.exit(2)


def prepared(settings: Settings, directory: Path, *, words: bool) -> Knowledge:
    """Return the knowledge of a content folder. Raises ContentError."""
    cache = cache_of(settings, os.environ)
    knowledge = make_ready(directory, cache)
    by_words = words or settings.matcher.mode == "lexical"
    return learned(knowledge, None if by_words else encoder_of(cache), cache)


def cache_of(settings: Settings, environ: Mapping[str, str]) -> Path:
    """Return the folder for what is costly to learn: that of the helpline, or without one that of the user.

    Trying things out makes no data directory, and need not learn anew each time either.
    """
    data_dir, given = settings.store.data_dir, settings.content.cache
    if given is not None or data_dir.is_dir():
        return Room(data_dir, given).cache
    # Where that is: XDG Base Directory Specification.
    named = environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if Path(named).is_absolute() else Path.home() / ".cache") / "helpline"
