"""Kinds of messages: what older versions stored, and the sets that rules ask by."""

import msgspec
import pytest

from bot.handoff.events import Kind
from bot.handoff.ids import MessageId
from bot.handoff.kinds import ASKED_FIRST, HOLDS_WORDS, NOT_READ, WITHOUT_CAPTION
from bot.handoff.unsent import Unsent


@pytest.mark.parametrize(
    ("stored", "kind"),
    [
        ("text", Kind.TEXT),
        ("contact", Kind.CONTACT),
        ("location", Kind.LOCATION),
        ("voice", Kind.VOICE),
        ("picture", Kind.PHOTO),
        ("document", Kind.DOCUMENT),
        ("other", Kind.OTHER),
    ],
)
def test_what_was_stored_with_fewer_kinds_still_opens(stored: str, kind: Kind) -> None:
    """Each name of the first seven kinds is read as one of those of now."""
    old = msgspec.msgpack.encode({"message": 7, "kind": stored})
    assert msgspec.msgpack.decode(old, type=Unsent) == Unsent(MessageId(7), kind)


def test_what_is_no_kind_is_refused() -> None:
    """A name that never was one of a kind is no message of another kind."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode({"message": 7, "kind": "?"}), type=Unsent)


def test_what_has_a_text_of_its_own_is_read_for_danger() -> None:
    """Only a text is read whole; a card or a place has no words that could be, and is asked about first."""
    assert Kind.TEXT not in NOT_READ
    assert not ASKED_FIRST & NOT_READ
    assert HOLDS_WORDS - WITHOUT_CAPTION <= NOT_READ
