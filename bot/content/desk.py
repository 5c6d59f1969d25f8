"""Desk: how the settings of a service become what the core knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.declared import Retention
from bot.handoff.desk import AccessMode, Desk, Reactions
from bot.handoff.policy import Files, Policy, Way, kinds_of

if TYPE_CHECKING:
    from bot.settings import ContentPolicySettings, Settings

_MEGABYTE = 1024 * 1024


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
        policy=_policy_of(settings.policy),
        retention=Retention(**settings.privacy.retention.model_dump()),
        messages_per_minute=settings.access.messages_per_minute,
    )


def _policy_of(settings: ContentPolicySettings) -> Policy:
    to_experts, to_person = settings.to_experts, settings.to_person
    return Policy(
        to_experts=Way(kinds_of(to_experts.allow), to_experts.largest_mb * _MEGABYTE),
        to_person=Way(kinds_of(to_person.allow), to_person.largest_mb * _MEGABYTE),
        files=Files(settings.files),
        ask_first=settings.ask_first,
        ask_for=settings.ask_minutes * 60,
    )
