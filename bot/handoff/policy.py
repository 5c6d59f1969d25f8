"""Policy: what may go to the other side, and what is asked first. Configuration as the core sees it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from bot.handoff.events import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL: Final = "all"
"""The name by which the settings mean every kind."""


SORTS: Final[dict[str, frozenset[Kind]]] = {
    "photo": frozenset({Kind.PHOTO}),
    "video": frozenset({Kind.VIDEO}),
    "animation": frozenset({Kind.ANIMATION}),
    "audio": frozenset({Kind.AUDIO}),
    "voice": frozenset({Kind.VOICE}),
    "video_note": frozenset({Kind.VIDEO_NOTE}),
    "document": frozenset({Kind.DOCUMENT}),
    "sticker": frozenset({Kind.STICKER}),
    "location": frozenset({Kind.LOCATION, Kind.LIVE_LOCATION, Kind.VENUE}),
    "contact": frozenset({Kind.CONTACT}),
    "poll": frozenset({Kind.POLL, Kind.QUIZ}),
    "dice": frozenset({Kind.DICE}),
    "story": frozenset({Kind.STORY}),
    "checklist": frozenset({Kind.CHECKLIST}),
    "paid": frozenset({Kind.PAID}),
    "other": frozenset({Kind.GAME, Kind.GIVEAWAY, Kind.OTHER}),
}
"""Which kinds a setting means by a name. A text has none: it always may go."""

SHOWS: Final = frozenset(
    {
        Kind.PHOTO,
        Kind.VIDEO,
        Kind.ANIMATION,
        Kind.VIDEO_NOTE,
        Kind.DOCUMENT,
        Kind.STORY,
    }
)
"""What can show somebody. A sticker or an emoji was drawn for everybody; a voice shows no picture."""


def sort_of(kind: Kind) -> str:
    """Return by which name the settings and the texts know a kind."""
    return next((name for name, kinds in SORTS.items() if kind in kinds), "other")


def kinds_of(names: Iterable[str]) -> frozenset[Kind] | None:
    """Return the kinds that these names of a setting mean; None, for all of them, when `all` is among them."""
    named = set(names)
    if ALL in named:
        return None
    return frozenset(kind for name in named for kind in SORTS[name])


class Files(StrEnum):
    """What becomes of files of hers, which can hold names and places."""

    ALLOW = "allow"
    WARN = "warn"
    REFUSE = "refuse"


class Concern(StrEnum):
    """What she is asked about before a message leaves."""

    SCENE = "scene"
    """What may be seen in it: a child that can be recognised, nudity, violence."""
    FILE = "file"
    """What may be hidden in it: names and places."""


class Refusal(StrEnum):
    """Why a message does not go."""

    KIND = "kind"
    SIZE = "size"
    FILE = "file"


class Way(Struct, frozen=True):
    """What may go in one direction."""

    kinds: frozenset[Kind] | None = None
    """None: all. A text always may."""
    largest: int | None = None
    """Bytes of a file; None: what Telegram takes."""

    def refuses(self, kind: Kind, size: int) -> Refusal | None:
        """Return why a message does not go this way, None when it does; `size` in bytes, 0 when it is not known."""
        if self.kinds is not None and kind is not Kind.TEXT and kind not in self.kinds:
            return Refusal.KIND
        if self.largest is not None and size > self.largest:
            return Refusal.SIZE
        return None


class Policy(Struct, frozen=True):
    """The content policy. Without configuration everything goes that a bot can pass on, and nothing is asked."""

    to_experts: Way = Way()
    to_person: Way = Way()
    files: Files = Files.ALLOW
    ask_first: bool = False
    """Whether she is asked what may be seen in pictures, videos and files."""
    ask_for: float = 10 * 60
    """Seconds for which a question is open; after them nothing was sent."""

    def concerns(self, kind: Kind) -> frozenset[Concern]:
        """Return what she is asked about before a message of this kind leaves."""
        found = set()
        if self.ask_first and kind in SHOWS:
            found.add(Concern.SCENE)
        if self.files is Files.WARN and kind is Kind.DOCUMENT:
            found.add(Concern.FILE)
        return frozenset(found)

    def refuses_hers(self, kind: Kind, size: int) -> Refusal | None:
        """Return why a message of hers does not go, None when it does; `size` in bytes."""
        if kind is Kind.PAID:
            # No bot can copy it (Bot API, copyMessage): to ask about it first would be for nothing, and a caption be lost.
            return Refusal.KIND
        if self.files is Files.REFUSE and kind is Kind.DOCUMENT:
            return Refusal.FILE
        return self.to_experts.refuses(kind, size)
