"""Kinds: the sets of kinds of messages that rules ask by."""

from typing import Final

from bot.handoff.events import Kind

ASKED_FIRST: Final = frozenset({Kind.CONTACT, Kind.LOCATION, Kind.LIVE_LOCATION, Kind.VENUE})
"""What shows who or where somebody is: it leaves only after "send?"."""

NOT_READ: Final = frozenset(Kind) - ASKED_FIRST - {Kind.TEXT, Kind.DICE}
"""What the bot can't look at for danger signs."""

HOLDS_WORDS: Final = frozenset(
    {Kind.POLL, Kind.QUIZ, Kind.CHECKLIST, Kind.PAID, Kind.GAME, Kind.GIVEAWAY, Kind.OTHER}
)
"""What may hold texts that are neither the text nor the caption of the message, and that go along with a copy."""
