"""Unsent: a message of hers that has not gone to the experts yet, and what in it shows who somebody is."""

from typing import Annotated, NamedTuple

from msgspec import Struct

from bot.declared import parts
from bot.handoff.events import Incoming, Kind
from bot.handoff.ids import MessageId
from bot.handoff.quote import Quote


class Spot(Struct, frozen=True, array_like=True):
    """A passage that may show who somebody is; `start` and `end` in code points of the text."""

    kind: Annotated[str, parts.TYPED.holds("what kind of passage it is")]
    start: Annotated[int, parts.TYPED.holds("where it begins")]
    end: Annotated[int, parts.TYPED.holds("where it ends")]


class Passage(NamedTuple):
    """What was found in a text: its kind, and the words themselves."""

    kind: str
    words: str


class Unsent(Struct, frozen=True, omit_defaults=True):
    """A message of hers on its way. It is stored, sealed, only while it waits for her word or behind one that does."""

    message: Annotated[MessageId, parts.MAP.holds("the number of her message")]
    kind: Annotated[Kind, parts.TYPED.holds("what kind of message it is")] = Kind.OTHER
    text: Annotated[str, parts.TYPED.holds("the text itself")] = ""
    """Text or caption; left out where nobody will need it."""
    entities: Annotated[str, parts.TYPED.holds("how the text looks")] = "[]"
    """Telegram's own JSON; offsets in UTF-16 units."""
    reply_to: Annotated[MessageId | None, parts.MAP.holds("the message it answers")] = None
    quote: Quote | None = None
    """What it quotes of that message."""
    at: Annotated[float, parts.PLACE.holds("when she wrote it")] = 0.0
    """Epoch seconds."""
    edit: Annotated[bool, parts.PLACE.holds("whether it changes an earlier message")] = False
    spots: tuple[Spot, ...] = ()
    asked: Annotated[MessageId | None, parts.MAP.holds("the message she was asked under")] = None
    """Several messages may be asked about at once."""
    slot: Annotated[int, parts.PLACE.holds("which open question is about it")] = 0
    until: Annotated[float, parts.PLACE.holds("until when she can choose")] = 0.0
    """Epoch seconds; 0 when nothing is asked any more."""
    reminded: Annotated[bool, parts.PLACE.holds("whether she was reminded")] = False
    changing: Annotated[bool, parts.PLACE.holds("whether she wants to change it")] = False
    """What she sends next takes its place."""
    veiled: Annotated[bool, parts.PLACE.holds("whether links in it were taken out")] = False
    """Links to somebody's account were taken out of it: it goes as it is here, never as a copy."""
    album: Annotated[str, parts.MAP.holds("Telegram's number of an album")] = ""
    """Of which album it is a part."""
    media: Annotated[str, parts.TYPED.holds("which file it is, as Telegram names it")] = ""
    """Of a part of an album: what Telegram needs to send it again in one."""
    preview: Annotated[str, parts.TYPED.holds("how links in it are shown")] = ""
    """As she chose (LinkPreviewOptions, as JSON)."""
    live: Annotated[str, parts.TYPED.holds("where a place that moves on is now")] = ""
    """Of a live location (`live.Position`, as JSON)."""
    hide: Annotated[bool, parts.PLACE.holds("whether the time to choose is over")] = False
    """What she said nothing about is masked."""

    def passage(self, spot: Spot) -> Passage:
        """Return what stands at a spot."""
        return Passage(spot.kind, self.text[spot.start : spot.end])

    @property
    def is_asked(self) -> bool:
        """Whether a question about it is open."""
        return self.until > 0


def unsent_of(message: Incoming, spots: tuple[Spot, ...], *, edit: bool = False) -> Unsent:
    """Return a message as it goes on. A caption with nothing in it goes with its medium, so it is left out.

    Not that of a part of an album: Telegram may need it when all parts are sent as one.
    """
    worded = message.kind is Kind.TEXT or edit or bool(spots or message.album) or message.veiled
    return Unsent(
        message.id,
        message.kind,
        text=message.text if worded else "",
        entities=message.entities if worded else "[]",
        reply_to=message.reply_to,
        quote=message.quote,
        at=message.sent_at,
        edit=edit,
        spots=spots,
        veiled=message.veiled,
        album=message.album,
        media=message.media,
        preview=message.preview,
        live=message.live,
    )
