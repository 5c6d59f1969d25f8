"""Kinds: the sets of kinds of messages that rules ask by."""

from typing import Final

from bot.handoff.events import Incoming, Kind

ASKED_FIRST: Final = frozenset({Kind.CONTACT, Kind.LOCATION, Kind.LIVE_LOCATION, Kind.VENUE})
"""What shows who or where somebody is: it leaves only after "send?"."""

POLLS: Final = frozenset({Kind.POLL, Kind.QUIZ})
"""What asks something and gives options: it goes as a copy, and as a text only where a copy can't be or shows too much."""

NOT_READ: Final = frozenset(Kind) - ASKED_FIRST - POLLS - {Kind.TEXT, Kind.DICE, Kind.CHECKLIST}
"""What the bot can't look at for danger signs."""

WITHOUT_CAPTION: Final = POLLS | {Kind.TEXT, Kind.DICE, Kind.CHECKLIST}
"""What is a text, or goes as one when a copy would not be the same. The words of all else are a caption."""

UNCHANGING: Final = frozenset(
    {
        Kind.STICKER,
        Kind.VIDEO_NOTE,
        Kind.POLL,
        Kind.QUIZ,
        Kind.DICE,
        Kind.STORY,
        Kind.GAME,
        Kind.GIVEAWAY,
    }
)
"""What nobody can change but for the buttons of another bot under it, which no copy has."""

HOLDS_WORDS: Final = frozenset(
    {Kind.POLL, Kind.QUIZ, Kind.CHECKLIST, Kind.PAID, Kind.GAME, Kind.GIVEAWAY, Kind.OTHER}
)
"""What may hold texts that are neither the text nor the caption of the message, and that go along with a copy."""

MAY_STAY: Final = HOLDS_WORDS | {Kind.STORY, Kind.STICKER}
"""What Telegram may not let a bot copy: then its sender is told what it was."""

_TOLD_IN_WORDS: Final = {
    Kind.QUIZ: "kinds.in_words_quiz",
    Kind.CHECKLIST: "kinds.in_words_checklist",
}


def in_words(message: Incoming) -> str | None:
    """Return the key of what its sender is told of a message that goes on as a text; None when that needs no word."""
    return _TOLD_IN_WORDS.get(message.kind) if message.veiled else None
