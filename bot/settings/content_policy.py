"""Settings of the content policy: which messages may go to the other side, and what somebody is asked before they do."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Sort = Literal[
    "all",
    "photo",
    "video",
    "animation",
    "audio",
    "voice",
    "video_note",
    "document",
    "sticker",
    "location",
    "contact",
    "poll",
    "dice",
    "story",
    "checklist",
    "paid",
    "other",
]
"""Sorts of messages besides a text, which may always go. `other`: what the helpline has no name for."""

LARGEST_MB = 4000
"""The largest file that Telegram takes, of somebody who pays for it; of others half of that. In MB of 1024 × 1024 bytes."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class ToExpertsSettings(_Section):
    """What may go from who asks to the experts."""

    allow: frozenset[Sort] = frozenset({"all"})
    largest_mb: Annotated[int, Field(ge=1, le=LARGEST_MB)] = LARGEST_MB
    """MB of 1024 × 1024 bytes."""
    protect: bool = True
    """What arrives can't be forwarded, saved or copied there (Bot API, `protect_content`)."""


class ToPersonSettings(_Section):
    """What may go from the experts to who asks."""

    allow: frozenset[Sort] = frozenset({"all"})
    largest_mb: Annotated[int, Field(ge=1, le=LARGEST_MB)] = LARGEST_MB
    """MB of 1024 × 1024 bytes."""
    protect: bool = False
    """What arrives can't be forwarded, saved or copied there (Bot API, `protect_content`)."""


class ContentPolicySettings(_Section):
    """The content policy, held to before anything leaves."""

    ask_first: bool = True
    """Pictures, videos and files of who asks leave only after the question whether they may."""
    ask_minutes: Annotated[int, Field(ge=1, le=60)] = 10
    """Minutes for which that question stays open; after them nothing was sent."""
    files: Literal["allow", "warn", "refuse"] = "warn"
    """Files of who asks, which can hold names and places: they go, go after a warning, or don't go."""
    to_experts: ToExpertsSettings = ToExpertsSettings()
    to_person: ToPersonSettings = ToPersonSettings()
