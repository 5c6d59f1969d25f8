"""Store: what the commands about answers read from the store, beside a helpline that runs or without one."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli.practice import practising
from bot.cli.refusals import REFUSALS, sentences
from bot.content import Room
from bot.faq.loader import load_content
from bot.faq.problem import ContentError
from bot.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.faq.content import Content
    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore

T = TypeVar("T")


def real(settings: Settings) -> Settings:
    """Return the settings of the helpline as it runs: without a token it practises, with data of its own."""
    return settings if settings.telegram.token.get_secret_value() else practising(settings)


def with_store(settings: Settings, work: Callable[[ValkeyStore], Awaitable[T]]) -> T | None:
    """Return what `work` makes of the store; None after saying why the store can't be opened."""

    async def run() -> T:
        async with AsyncExitStack() as stack:
            return await work(await open_store(stack, settings, announce=_say, beside=True))

    try:
        return asyncio.run(run())
    except REFUSALS as error:
        for sentence in sentences(error):
            click.echo(f"✗ {sentence}", err=True)
        return None


def _say(line: str) -> None:
    """Not among what is printed: that may be read by a program."""
    click.echo(line, err=True)


def live_folder(settings: Settings) -> Path:
    """Return the folder with what is live: what was fetched last where content comes from git, else the one of the settings.

    `settings` are those of the helpline as it runs (`real`).
    """
    if settings.content.git.url.get_secret_value():
        fetched = Room(settings.store.data_dir).fetched()
        if fetched is not None:
            return fetched[1]
    return settings.content.dir


def content_of(settings: Settings) -> Content | None:
    """Return the content, for the names in it; None when it has mistakes."""
    try:
        return load_content(live_folder(settings))
    except ContentError:
        return None
