"""Opening: the content that a start begins with."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.content.shelf import Shelf
from bot.faq.problem import ContentError

if TYPE_CHECKING:
    from bot.content.room import Room
    from bot.settings import ContentSettings

log = logging.getLogger(__name__)


async def open_shelf(settings: ContentSettings, room: Room) -> Shelf:
    """Return the shelf: what was fetched last, else the folder, else the last good version.

    Only where there is none of them is the first fetch waited for.

    Raises:
        ContentError: with every mistake in it, by file and line; and nothing else can take its place.
    """
    if not settings.git.url.get_secret_value():
        return Shelf(settings.dir, room)
    if (fetched := room.fetched()) is not None:
        commit, folder = fetched
        return Shelf(folder, room, commit)
    try:
        return Shelf(settings.dir, room)
    except ContentError:
        # Not at the top: only a start that fetches needs it.
        from bot.content.repository import FetchError, Repository

        try:
            commit, folder = await Repository(settings.git, room).fetch()
        except FetchError as error:
            log.error("The content can't be fetched (%s).", error)  # noqa: TRY400  a traceback says no more
        else:
            return await asyncio.to_thread(Shelf, folder, room, commit)
        raise
