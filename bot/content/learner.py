"""Learner: learns from each version of the content that is live, beside the work, and tells of it then."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.content import ready
from bot.content.aside import aside
from bot.content.learning import learn_apart
from bot.faq.encoder import load_encoder
from bot.identifiers import warm

if TYPE_CHECKING:
    from pathlib import Path

    from bot.content.shelf import Shelf
    from bot.faq.encoder import Encoder
    from bot.faq.problem import Problem

AGAIN_AFTER: Final = 300.0
"""Real seconds after which what could not be learned is tried again: memory may have been short for a moment."""

log = logging.getLogger(__name__)


class Learner:
    """One per process. Its task raises nothing of its own; cancelling it loses nothing."""

    def __init__(self, shelf: Shelf, cache: Path, *, meaning: bool) -> None:
        """`meaning`: questions are understood by their meaning too, where the encoder is installed."""
        self._shelf = shelf
        self._cache = cache
        self._meaning = meaning
        self._put = asyncio.Event()
        self._failed = False
        self.commit = ""
        """Where the version that is live comes from."""
        self.problems: tuple[Problem, ...] = ()
        """What is wrong with a newer one."""

    def put(self) -> None:
        """Note that another version is live."""
        self._put.set()

    async def run(self) -> None:
        """Learn for ever: what names look like, then by words, which is soon done, then all."""
        await aside(warm, "identifiers")
        if self._meaning:
            await self._learn(None)
        encoder = await self._encoder()
        while True:
            self._put.clear()
            knowledge = self._shelf.knowledge
            taken = await self._learn(encoder)
            self._shelf.all_learned = taken and not self._failed
            if taken and self._shelf.condition.version != knowledge.content.version:
                known = replace(self._shelf.condition, commit=self.commit, problems=self.problems)
                self._shelf.announce(known)
            with suppress(TimeoutError):
                async with asyncio.timeout(AGAIN_AFTER if self._failed else None):
                    await self._put.wait()

    async def _learn(self, encoder: Encoder | None) -> bool:
        """Take over what can be learned from the version of now; False when another one is live by then."""
        knowledge = self._shelf.knowledge
        self._failed = False
        try:
            with suppress(OSError):  # no cache: then it is learned here, beside the work
                await learn_apart(knowledge.content, self._cache, meaning=encoder is not None)
            learn = partial(ready.learned, knowledge, encoder, self._cache)
            taken = self._shelf.learned(await aside(learn, "learner"))
        except Exception as error:  # noqa: BLE001  there is a matcher without it
            log.error("Nothing could be learned from the content (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            self._failed = True
            return True
        if taken:
            log.info("Learned from content %s.", knowledge.content.version)
        return taken

    async def _encoder(self) -> Encoder | None:
        if not self._meaning:
            return None
        try:
            encoder = await aside(partial(load_encoder, self._cache), "encoder")
        except Exception as error:  # noqa: BLE001  whatever is wrong with it, there is a matcher without it
            log.error("Questions go by words alone: no encoder (%s).", type(error).__name__)  # noqa: TRY400  a traceback says no more
            return None
        if encoder is None:
            log.info("Questions go by words alone: the extra `embeddings` is not installed.")
        return encoder
