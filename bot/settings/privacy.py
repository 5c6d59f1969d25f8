"""Settings of privacy: how long what is kept, and how long a message waits before it shows who somebody is."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class RetentionSettings(_Section):
    """How long what is kept; each term with its reason is in `bot.declared.terms`."""

    message_map_days: Annotated[int, Field(ge=1, le=365)] = 30
    """Days after closing until a case is erased: the message map, the topic, and all that leads to a person."""
    case_record_months: Annotated[int, Field(ge=1, le=120)] = 24
    """Months for which it is kept what a case was about, without anything that leads to a person."""
    audit_months: Annotated[int, Field(ge=1, le=120)] = 12
    """Months for which it is kept who did what."""
    warn_days: Annotated[int, Field(ge=0, le=30)] = 3
    """Days before a case is erased on which both sides hear of it; 0: nobody does."""
    block_days: Annotated[int, Field(ge=0, le=3650)] = 365
    """Days for which it is remembered that somebody is blocked, when all else is erased; 0: it is erased, too."""


class PrivacySettings(_Section):
    """What is kept of people, how long, and what leaves a chat."""

    hold_seconds: Annotated[int, Field(ge=20, le=900)] = 120
    """Seconds in which somebody can say what becomes of a message that may show who somebody is."""
    retention: RetentionSettings = RetentionSettings()
