"""Desk: how the settings of a service become what the core knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.declared import Retention
from bot.handoff.desk import AccessMode, Desk, Reactions

if TYPE_CHECKING:
    from bot.settings import Settings


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
        access=AccessMode(settings.access.mode),
        hold_for=float(settings.privacy.hold_seconds),
        retention=Retention(**settings.privacy.retention.model_dump()),
        messages_per_minute=settings.access.messages_per_minute,
    )
