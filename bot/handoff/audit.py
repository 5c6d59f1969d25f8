"""Audit: who did what to which case when, as decisions tell it. Never what was said."""

from enum import StrEnum

from msgspec import Struct

from bot.handoff.ids import CaseCode, ExpertId


class Role(StrEnum):
    """Who did something."""

    PERSON = "person"
    """The professional whose case it is."""
    EXPERT = "expert"
    SYSTEM = "system"
    """The helpline itself: a timer, a start."""
    OPERATOR = "operator"
    """Somebody at the command line of the helpline's machine."""


class Deed(StrEnum):
    """What was done. A deed that is written is never renamed."""

    PLACED = "placed"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    """An answer was sent to her."""
    CHANGED = "changed"
    """An answer that was sent was changed."""
    TAKEN_BACK = "taken-back"
    """A message that was sent was taken back."""
    CLOSED = "closed"
    REOPENED = "reopened"
    TRANSFERRED = "transferred"
    ALARMED = "alarmed"
    """A danger sign was seen, or she said that there is danger."""
    BLOCKED = "blocked"
    """She was shut out by the experts."""
    UNBLOCKED = "unblocked"
    INVITED = "invited"
    """An invitation was made."""
    INVITE_REVOKED = "invite-revoked"
    INVITE_USED = "invite-used"
    APPROVED = "approved"
    REFUSED = "refused"
    """Her request to be let in was turned down."""
    EXPORTED = "exported"
    """All there is about somebody was handed out."""
    DELETED = "deleted"
    """A case, or all there is about somebody, was erased."""
    READ = "read"
    """A stored record was looked at from outside the conversation."""
    SETTINGS = "settings"
    """The helpline began with settings that differ from the last ones."""
    KEYS = "keys"
    """Keys were made, rotated or dropped."""
    ACCEPTED = "accepted"
    """The audit was found to be another than it was, and is taken as it is from here on."""


class AuditLine(Struct, frozen=True):
    """One line of the audit, as the core says it."""

    deed: Deed
    at: float
    """Epoch seconds."""
    by: Role
    expert: ExpertId | None = None
    """Which expert; only with that role."""
    code: CaseCode | None = None
    about: str = ""
    """A number, a digest, or the id of something in the content. Nothing personal, and nothing that was said."""
