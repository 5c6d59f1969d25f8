"""The content as it runs: loaded from its folder, made ready for decisions, and older forms kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.faq.danger import DangerRules
from bot.faq.loader import load_content
from bot.faq.matcher import RapidfuzzMatcher
from bot.faq.talk import Talk
from bot.handoff.desk import Desk, Reactions
from bot.handoff.knowledge import Knowledge
from bot.intake.form import form_from_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore


class Shelf:
    """Holds the knowledge of now."""

    def __init__(self, directory: Path) -> None:
        """Load the content folder.

        Raises:
            ContentError: with every mistake in it, by file and line.
        """
        self.knowledge = make_ready(directory)

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


def make_ready(directory: Path) -> Knowledge:
    """Return the knowledge of a content folder; the costly part of a start (half a second of CPU).

    Raises:
        ContentError: with every mistake in it, by file and line.
    """
    content = load_content(directory)
    return Knowledge(
        content=content,
        finder=RapidfuzzMatcher(content),
        watch=DangerRules.compile(content),
        talk=Talk(content),
        form=form_from_json(content.form_json),
    )


def desk_of(settings: Settings) -> Desk:
    """Return the desk as the core sees it."""
    service = settings.service
    return Desk(
        name=service.name,
        language=settings.language,
        timezone=service.timezone,
        always=service.always,
        hours=service.windows,
        closed_days=service.closed_days,
        answer_within=service.answer_within_minutes * 60,
        role_nl=service.role_name_nl,
        role_en=service.role_name_en,
        reactions=Reactions(
            delivered=settings.reactions.delivered,
            note=settings.reactions.note,
            failed=settings.reactions.failed,
            waiting=settings.reactions.waiting,
        ),
    )
