"""Facts: how the helpline is at one moment, as the wiring finds it, and what follows from it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

SILENT_AFTER: Final = 120.0
"""Seconds. Telegram answers each minute at least, and trouble is noted sooner: this is only a net below it."""
LATE_AFTER: Final = 120.0
"""Seconds for which an effect may wait without anybody being told: Telegram's own limits make waits of a minute."""


class Role(StrEnum):
    """What this process does now."""

    STARTING = "starting"
    SETUP = "waiting for a group"
    OWNER = "owner"
    STANDBY = "standby"
    STOPPING = "stopping"


class Trouble(Struct, frozen=True):
    """What is wrong, in a sentence without anything personal, and for how many seconds."""

    why: str
    seconds: float


class Facts(Struct, frozen=True):
    """How this process is. Durations in seconds; None is unknown, or no matter of this process."""

    role: Role = Role.STARTING
    epoch: int | None = None
    """Which owner this one is, of all there were; only of an owner."""
    store: Trouble | None = None
    replicas_behind: bool = False
    telegram: Trouble | None = None
    heard: float | None = None
    """Since Telegram last answered or brought something."""
    pending: int | None = None
    """Updates that wait at Telegram."""
    waiting: int | None = None
    """Effects that wait to be carried out."""
    urgencies: dict[str, int] | None = None
    """How many of them of each class of urgency."""
    operations: int | None = None
    """What Telegram counts in the expert group's minute now."""
    oldest: float | None = None
    """For how long the first of them has waited."""
    dead_letters: int | None = None
    content: str | None = None
    """Which version of the content is live."""
    content_learned: bool = False
    """All was learned from it; until then only what is worded as in the content is found."""
    content_wrong: str = ""
    """What is wrong with a newer one, in a sentence."""
    group_wrong: str = ""
    """What is wrong with the expert group, in a sentence."""


class Verdict(Struct, frozen=True):
    """Whether this process can do its work, and what is wrong or should be looked at."""

    ready: bool
    problems: tuple[str, ...]


def judge(facts: Facts) -> Verdict:
    """Return what follows from the facts.

    Not ready is who can't take updates in or can't reach Telegram: whoever sends him work, or waits for him to
    come up, should know. What waits too long is a problem for a human, but no reason to send the work elsewhere.
    """
    wrong: list[str] = []
    if facts.role in {Role.STARTING, Role.SETUP, Role.STOPPING}:
        wrong.append(f"The process is {facts.role.value}.")
    if facts.store is not None:
        wrong.append(facts.store.why)
    if facts.role is Role.OWNER:
        if facts.telegram is not None:
            wrong.append(facts.telegram.why)
        elif facts.heard is None:
            wrong.append("Telegram was not heard yet.")
        elif facts.heard > SILENT_AFTER:
            wrong.append("Telegram was not heard for a long time.")
    look = []
    if facts.replicas_behind:
        look.append("The replicas of the store are behind.")
    if facts.oldest is not None and facts.oldest > LATE_AFTER:
        look.append("Something waits to be sent for a long time.")
    if facts.dead_letters:
        look.append("Updates were set aside; see `helpline deadletter list`.")
    if facts.content_wrong:
        look.append(facts.content_wrong)
    if facts.group_wrong:
        look.append(facts.group_wrong)
    return Verdict(not wrong, (*wrong, *look))
