"""Shelf: holds the knowledge of now, and how the content is."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.content import ready
from bot.content.condition import Condition
from bot.faq.changes import changes
from bot.faq.problem import ContentError
from bot.intake.form import form_from_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.content.room import Room
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
        try:
            self.knowledge = ready.make_ready(directory, cache)
            self.condition = Condition(version=self.knowledge.content.version, commit=commit)
        except ContentError as error:
            good = room.good() if room is not None else None
            if good is None:
                raise
            try:
                self.knowledge = ready.make_ready(good, cache)
            except ContentError:
                raise error from None
            version = self.knowledge.content.version
            self.condition = Condition(version=version, problems=error.problems)
        self._changed = asyncio.Event()

    async def remember(self, store: ValkeyStore) -> None:
        """Keep this version of the intake form for those who start with it, and fetch older ones.

        Raises:
            StoreAwayError: when the store is away.
        """
        self.knowledge = await remembered(self.knowledge, store)

    def put(self, knowledge: Knowledge, commit: str = "") -> None:
        """Let a new version be live: the next decision is made with it."""
        found = changes(self.knowledge.content, knowledge.content)
        # What was learned of danger before serves until the new examples are learned.
        self.knowledge = replace(knowledge, likeness=self.knowledge.likeness)
        self.tell(Condition(version=knowledge.content.version, commit=commit, changes=found))

    def better(self, knowledge: Knowledge) -> bool:
        """Put knowledge of the same version in its place; False when another version is live by now."""
        if knowledge.content is not self.knowledge.content:
            return False
        self.knowledge = replace(knowledge, forms=self.knowledge.forms)
        return True

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


async def remembered(knowledge: Knowledge, store: ValkeyStore) -> Knowledge:
    """Keep the intake form for those who start with it; return the knowledge with all forms that are kept.

    Raises:
        StoreAwayError: when the store is away.
    """
    form = knowledge.form
    await store.save_form(form.version_id, knowledge.content.form_json.decode())
    older = {version: form_from_json(json) for version, json in (await store.forms()).items()}
    return replace(knowledge, forms=older)
