"""Shelf: holds the knowledge of now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.content import ready
from bot.intake.form import form_from_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.valkey_store import ValkeyStore


class Shelf:
    """Holds the knowledge of now."""

    def __init__(self, directory: Path) -> None:
        """Load the content folder.

        Raises:
            ContentError: with every mistake in it, by file and line.
        """
        self.knowledge = ready.make_ready(directory)

    async def remember(self, store: ValkeyStore) -> None:
        """Keep this version of the intake form for those who start with it, and fetch older ones.

        Raises:
            StoreAwayError: when the store is away.
        """
        form = self.knowledge.form
        content = self.knowledge.content
        await store.save_form(form.version_id, content.form_json.decode())
        older = {version: form_from_json(json) for version, json in (await store.forms()).items()}
        self.knowledge = replace(self.knowledge, forms=older)
