"""Quote: the passage of a message that an answer names, which is shown above it on the other side too."""

from typing import Annotated

from msgspec import Struct

from bot.declared import parts


class Quote(Struct, frozen=True, omit_defaults=True):
    """A passage as Telegram takes it (Bot API, ReplyParameters): it has to stand in the message in just this form."""

    text: Annotated[str, parts.OUTBOX.holds("the words that an answer quotes")]
    entities: Annotated[str, parts.OUTBOX.holds("the formatting of those words")] = "[]"
    """Telegram's own JSON; offsets in UTF-16 units, counted from the passage."""
    at: Annotated[int, parts.ROUTE.holds("where those words stand")] = 0
    """UTF-16 units; when they stand in the message more than once, the nearest are meant."""
