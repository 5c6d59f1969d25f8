"""Flag: an expert's word that an answer or a contact is wrong, until a maintainer has looked at it."""

from __future__ import annotations

from msgspec import Struct

from bot.handoff.ids import ExpertId


class Flag(Struct, frozen=True):
    """That an entry or a contact is being checked."""

    id: str
    """Of the entry or contact."""
    digest: str
    """What it said when it was flagged (`bot.faq.checking.digest`): once that changes, somebody has looked."""
    at: float
    """Epoch seconds."""
    by: ExpertId


class Lift(Struct, frozen=True):
    """That an entry or a contact is no longer being checked."""

    id: str


FlagChange = Flag | Lift
