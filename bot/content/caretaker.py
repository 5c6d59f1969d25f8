"""Caretaker: keeps the content current while the helpline runs: sees edits or fetches them, checks, and puts them live.

All of it happens beside the work: reading and making ready in threads, fetching in git, and the new version comes by
one assignment between two decisions. A version with a mistake changes nothing but the condition of the shelf.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.content import kept, ready
from bot.content.aside import aside
from bot.content.edits import edits
from bot.content.files import digest_of, files_in
from bot.content.learner import Learner
from bot.content.look import Look, look_at
from bot.content.repository import FetchError, Repository
from bot.content.shelf import remembered
from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.content.room import Room
    from bot.content.shelf import Shelf
    from bot.faq.content import Content
    from bot.faq.problem import Problem
    from bot.handoff.knowledge import Knowledge
    from bot.settings import ContentSettings
    from bot.store.valkey_store import ValkeyStore

GRACE: Final = 1.0
"""Seconds after which a mistake that was just made is looked at once more: an editor may be in the middle of saving."""
AWAY_PAUSE: Final = 2.0
BEGIN_AFTER: Final = 0.5
"""Seconds after the start: who wrote meanwhile is answered first."""
AGAIN_AFTER: Final = 10.0
SHOWN: Final = 20
"""Mistakes that are logged; the first ones often cause the rest."""

log = logging.getLogger(__name__)


class Caretaker:
    """One per process. Its task raises nothing of its own; cancelling it loses nothing."""

    def __init__(
        self,
        shelf: Shelf,
        store: ValkeyStore,
        settings: ContentSettings,
        room: Room,
        *,
        meaning: bool,
    ) -> None:
        """`meaning`: questions are understood by their meaning too, where the encoder is installed."""
        self._shelf = shelf
        self._store = store
        self._settings = settings
        self._room = room
        self._kept = ""
        """What was found good last, as a digest of its files."""
        self._learner = Learner(shelf, room.cache, meaning=meaning)

    async def run(self, begun: asyncio.Event) -> None:
        """Take care for ever, from when the helpline is ready."""
        await begun.wait()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._learner.run(), name="learner")
            tasks.create_task(self._care(), name="content")

    async def _care(self) -> None:
        first = self._shelf.first
        if first.content is not None:
            await self._keep(first.content, first.files)
        self._shelf.first = Look(None)  # its files are no longer needed
        await asyncio.sleep(BEGIN_AFTER)
        while True:
            try:
                await self._follow()
            except Exception as error:  # noqa: BLE001  a mistake must not end it in silence
                log.error("Nobody looks after the content for a moment (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            else:
                return  # nobody wants edits to be seen
            await asyncio.sleep(AGAIN_AFTER)

    async def _follow(self) -> None:
        git = self._settings.git
        if git.url.get_secret_value():
            await self._fetch(Repository(git, self._room), git.every_minutes * 60)
            return
        if self._settings.watch == "off":
            await self._look(self._settings.dir)
            return
        polling = self._settings.watch == "polling"
        async with aclosing(edits(self._settings.dir, polling=polling)) as changed:
            async for _ in changed:
                await self._look(self._settings.dir)

    async def _fetch(self, repository: Repository, every: float) -> None:
        done = ""
        while True:
            try:
                commit, folder = await repository.fetch()
            except FetchError as error:
                if self._shelf.condition.trouble is not error.trouble:
                    log.error("The content can't be fetched (%s); what is here stays live.", error)  # noqa: TRY400  a traceback says no more
                self._shelf.tell(replace(self._shelf.condition, trouble=error.trouble))
            else:
                self._shelf.tell(replace(self._shelf.condition, trouble=None))
                if commit != done:
                    await self._look(folder, commit)
                    done = commit
            await asyncio.sleep(every)

    async def _look(self, directory: Path, commit: str = "") -> None:
        """Look at a folder, and let what it holds be live, whole or not at all."""
        try:
            if not self._learner.problems and await aside(
                partial(self._is_kept, directory), "content"
            ):
                self._shelf.tell(replace(self._shelf.condition, commit=commit))
                return
            look = await self._read(directory)
            if look.problems and not commit:
                await asyncio.sleep(GRACE)
                look = await self._read(directory)
            if look.content is None:
                self._refuse(look.problems)
            else:
                await self._accept(look.content, commit)
                await self._keep(look.content, look.files)
        except Exception as error:  # noqa: BLE001  whatever is written in the folder, the helpline goes on
            log.error("New content could not be made ready (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts

    def _is_kept(self, directory: Path) -> bool:
        """Whether a folder holds the very files that were kept last: then there is nothing to read."""
        files = files_in(directory)
        return files is not None and digest_of(files) == self._kept

    async def _read(self, directory: Path) -> Look:
        return await aside(partial(look_at, directory, self._room.cache), "content")

    async def _accept(self, content: Content, commit: str) -> None:
        known, self._learner.commit = self._learner.problems, commit
        if content.version == self._shelf.knowledge.content.version:
            if known:
                log.info("The content is sound again; version %s stays live.", content.version)
            self._learner.problems = ()
            self._shelf.tell(replace(self._shelf.condition, commit=commit, problems=()))
            return
        knowledge = await aside(partial(ready.knowledge_of, content, self._room.cache), "content")
        self._shelf.put(await self._remembered(knowledge))
        log.info("Content %s is live.", content.version)
        self._learner.problems = ()
        self._learner.put()

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        if problems != self._learner.problems:
            version = self._shelf.knowledge.content.version
            log.error("The content has mistakes; version %s stays live.", version)
            for problem in problems[:SHOWN]:
                log.error("%s", problem)
            if (more := len(problems) - SHOWN) > 0:
                log.error("… and %d more.", more)
        self._learner.problems = problems
        self._shelf.tell(replace(self._shelf.condition, problems=problems))

    async def _remembered(self, knowledge: Knowledge) -> Knowledge:
        """Keep the form before anybody starts with it; wait while the store is away."""
        while True:
            try:
                return await remembered(knowledge, self._store)
            except StoreAwayError:
                await asyncio.sleep(AWAY_PAUSE)

    async def _keep(self, content: Content, files: Mapping[str, bytes] | None) -> None:
        """Keep a good version, for the next start, and for one that finds a broken folder."""
        if files is None:
            return

        self._kept = digest_of(files)

        def keep() -> None:
            self._room.keep_good(content.version, files)
            kept.keep_content(content, files, self._room.cache)

        try:
            await aside(keep, "content")
        except OSError as error:
            log.warning("The good content can't be kept (%s).", type(error).__name__)
