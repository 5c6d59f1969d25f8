"""Unreadable: why something sealed can't be opened."""

from bot.ports import DamagedError


class SealError(DamagedError):
    """A sealed value can't be opened: another key, another place, a newer version, or damage. Never says what."""


class ErasedError(SealError):
    """What was sealed is gone for good: its key was erased."""
