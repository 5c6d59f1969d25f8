"""Flag: an expert's word that an answer or a contact is wrong, until a maintainer has looked at it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from bot.declared import Sort, parts
from bot.handoff.ids import ExpertId


class Flag(Struct, frozen=True):
    """That an entry or a contact is being checked."""

    id: Annotated[str, parts.FLAG.holds("which answer or contact", sort=Sort.PUBLIC)]
    """Of the entry or contact."""
    digest: Annotated[str, parts.FLAG.holds("a digest of what it said", sort=Sort.PUBLIC)]
    """What it said when it was flagged (`bot.faq.checking.digest`): once that changes, somebody has looked."""
    at: Annotated[float, parts.FLAG.holds("when it was flagged")]
    """Epoch seconds."""
    by: Annotated[ExpertId, parts.FLAG.holds("who flagged it, as a keyed hash")]


class Lift(Struct, frozen=True):
    """That an entry or a contact is no longer being checked."""

    id: str
    flag: Flag | None = None
    """The flag that is meant: one that was set anew meanwhile stays. None for whichever there is."""


FlagChange = Flag | Lift
