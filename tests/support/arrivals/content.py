"""Content: what of two messages has to be the same, field by field, for one to be the copy of the other."""

from copy import deepcopy
from typing import Final

from bot.emulator.actors import Message
from tests.support.arrivals.sorts import Json

_AROUND: Final = frozenset(
    {
        # where, when and by whom
        "message_id", "message_thread_id", "is_topic_message", "date", "edit_date", "chat", "from",
        "sender_chat", "author_signature", "sender_boost_count", "sender_tag", "via_bot",
        # what it belongs to
        "reply_to_message", "external_reply", "quote", "media_group_id", "effect_id",
        "has_protected_content",
        # where it comes from: of that nothing may be shown
        "forward_origin", "forward_date", "forward_from", "forward_sender_name",
        "forward_from_chat", "forward_from_message_id", "forward_signature",
        # what a client shows beside it
        "kind", "service", "deleted", "pinned", "reactions", "reply_keyboard",
    }
)  # fmt: skip
_ORIGIN: Final = "forward_origin"
_OF_THIS_POLL: Final = (
    "id",
    "total_voter_count",
    "is_closed",
    "correct_option_id",
    "correct_option_ids",
)


def content_of(message: Message) -> Json:
    """Return what a message says and shows; of a poll without its votes, of a live location that it is one."""
    found = {key: deepcopy(value) for key, value in message.raw.items() if key not in _AROUND}
    if poll := found.get("poll"):
        for name in _OF_THIS_POLL:
            poll.pop(name, None)
        for option in poll["options"]:
            option.pop("voter_count", None)
    if "live_period" in found.get("location", ()):
        found["location"]["live_period"] = "some"
    return found


def differences(sent: Message, copy: Message) -> frozenset[str]:
    """Return the names of the fields in which a copy is not what was sent; that it tells where it came from is one."""
    first, second = content_of(sent), content_of(copy)
    found = {key for key in first.keys() | second.keys() if first.get(key) != second.get(key)}
    return frozenset(found | ({_ORIGIN} if _ORIGIN in copy.raw else set()))


def goes_on(sent: Message, first: Message, rest: list[Message]) -> bool:
    """Tell whether a copy has the beginning of a caption, and texts that answer it the rest: nothing is cut."""
    if differences(sent, first) - {"caption", "caption_entities"}:
        return False
    parts = [first.text, *(one.text for one in rest if one.reply_to == first.id)]
    return len(parts) > 1 and "".join("".join(parts).split()) == "".join(sent.text.split())
