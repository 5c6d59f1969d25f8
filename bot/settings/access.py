"""Settings of access: who may have a question placed for an expert, and what the experts' group must be like."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class AccessSettings(BaseModel):
    """Who gets through to a human. Nothing of it stands before danger screens, phone numbers, the FAQ or an open case."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    mode: Literal["open", "invite", "approve"] = "open"
    """`invite`: with a link of `helpline invite`; `approve`: when a coordinator says yes."""
    messages_per_minute: Annotated[int, Field(ge=0, le=1000)] = 30
    """Messages of one person in a minute after which hers go behind those of others; 0: any number."""
    visible_history: bool = False
    """The experts' group may show new members what was written before."""
