"""Shelf: holds the knowledge of now, and how the content is."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.content import ready
from bot.content.condition import Condition
from bot.content.look import look_at
from bot.faq.changes import changes
from bot.faq.problem import ContentError
from bot.intake.form import form_from_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.content.room import Room
    from bot.faq.content import Content
    from bot.faq.problem import Problem
    from bot.handoff.knowledge import Knowledge
    from bot.store.valkey_store import ValkeyStore

log = logging.getLogger(__name__)


class Shelf:
    """Holds the knowledge of now. Who decides takes it once for each decision; a new one comes by one assignment."""

    def __init__(self, directory: Path, room: Room | None = None, commit: str = "") -> None:
        """Load the content folder; when there are mistakes in it, the last good version from the room.

        Raises:
            ContentError: with every mistake in it, by file and line; and there is no good version.
        """
        cache = room.cache if room is not None else None
        self.first = look_at(directory, cache)
        """What a start found."""
        content, version_of = self.first.content, commit
        if content is None:
            content, version_of = _good(room, self.first.problems), ""
            log.error("The content has mistakes: the last good version is live.")
        self.knowledge = ready.knowledge_of(content, cache)
        self.condition = Condition(
            version=content.version, commit=version_of, problems=self.first.problems
        )
        self.all_learned = False
        """All was learned from the version of now; until then only words are found that stand in the content."""
        self._announced = self.knowledge.content
        self._changed = asyncio.Event()

    async def remember(self, store: ValkeyStore) -> None:
        """Keep this version of the intake form for those who start with it, and fetch older ones.

        Raises:
            StoreAwayError: when the store is away.
        """
        self.knowledge = await remembered(self.knowledge, store)

    def put(self, knowledge: Knowledge) -> None:
        """Let a new version be live: the next decision is made with it.

        What was learned from the one before serves until this one has been learned from.
        """
        self.all_learned = False
        self.knowledge = replace(
            knowledge, finder=self.knowledge.finder, likeness=self.knowledge.likeness
        )

    def learned(self, knowledge: Knowledge) -> bool:
        """Take over what was learned; False when that was from a version that is no longer live."""
        if knowledge.content is not self.knowledge.content:
            return False
        self.knowledge = replace(
            self.knowledge, finder=knowledge.finder, likeness=knowledge.likeness
        )
        return True

    def announce(self, condition: Condition) -> None:
        """Tell that the version of now is live, and what is new in it since the one that was told before."""
        content = self.knowledge.content
        found = changes(self._announced, content)
        self._announced = content
        self.tell(replace(condition, version=content.version, changes=found))

    def tell(self, condition: Condition) -> None:
        """Note how the content is, and wake who waits for that."""
        if condition != self.condition:
            self.condition = condition
            self._changed.set()
            self._changed = asyncio.Event()

    async def changed(self, seen: Condition | None) -> Condition:
        """Wait until the content is otherwise than `seen`; how it is then."""
        while self.condition == seen:
            await self._changed.wait()
        return self.condition


def _good(room: Room | None, problems: tuple[Problem, ...]) -> Content:
    """The last good version, or ContentError with these problems when there is none."""
    folder = room.good() if room is not None else None
    found = look_at(folder, room.cache).content if room is not None and folder is not None else None
    if found is None:
        raise ContentError(problems)
    return found


async def remembered(knowledge: Knowledge, store: ValkeyStore) -> Knowledge:
    """Keep the intake form for those who start with it; return the knowledge with all forms that are kept.

    Raises:
        StoreAwayError: when the store is away.
    """
    form = knowledge.form
    await store.save_form(form.version_id, knowledge.content.form_json.decode())
    older = {version: form_from_json(json) for version, json in (await store.forms()).items()}
    return replace(knowledge, forms=older)
