"""Content of a message: what the rules need to know of it, without the types of Telegram."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
from telegram import Poll

from bot.handlers import veil
from bot.handlers.album import media_of
from bot.handlers.brief import BriefMessage, BriefTarget
from bot.handlers.in_words import inside, words_of
from bot.handlers.live import is_moving, position_of
from bot.handoff.events import Incoming, Kind
from bot.handoff.ids import MessageId, find_code
from bot.handoff.kinds import HOLDS_WORDS
from bot.handoff.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Message, TextQuote

    from bot.handoff.ids import UserId

# In this order: an animation is shown with a document beside it, a venue with a location, a live photo with a photo.
_KINDS: Final = (
    ("text", Kind.TEXT),
    ("contact", Kind.CONTACT),
    ("venue", Kind.VENUE),
    ("location", Kind.LOCATION),
    ("voice", Kind.VOICE),
    ("audio", Kind.AUDIO),
    ("video_note", Kind.VIDEO_NOTE),
    ("photo", Kind.PHOTO),
    ("live_photo", Kind.PHOTO),
    ("video", Kind.VIDEO),
    ("animation", Kind.ANIMATION),
    ("sticker", Kind.STICKER),
    ("document", Kind.DOCUMENT),
    ("poll", Kind.POLL),
    ("dice", Kind.DICE),
    ("story", Kind.STORY),
    ("checklist", Kind.CHECKLIST),
    ("paid_media", Kind.PAID),
    ("game", Kind.GAME),
    ("giveaway", Kind.GIVEAWAY),
    ("giveaway_winners", Kind.GIVEAWAY),
)

# LinkPreviewOptions of the Bot API.
_CHOSEN: Final = (
    "is_disabled",
    "url",
    "prefer_small_media",
    "prefer_large_media",
    "show_above_text",
)


def kind_of(message: Message | BriefMessage | BriefTarget) -> Kind:
    """Return what a message holds. What this version of the Bot API can't name is OTHER."""
    if isinstance(message, BriefMessage | BriefTarget):
        return Kind.TEXT if message.text else Kind.OTHER
    kind = next((kind for name, kind in _KINDS if getattr(message, name)), Kind.OTHER)
    if kind is Kind.LOCATION and is_moving(message):
        return Kind.LIVE_LOCATION
    if message.poll is not None and message.poll.type == Poll.QUIZ:
        return Kind.QUIZ
    return kind


def ticked(message: Message) -> Message | None:
    """Return the checklist in which somebody ticked or added tasks, as it is now; Telegram tells that beside it."""
    told = message.checklist_tasks_done or message.checklist_tasks_added
    return None if told is None else told.checklist_message


def incoming(message: Message | BriefMessage, bot: UserId | None = None) -> Incoming:
    """Return a message as the rules see it; with `bot`, also what it answers of the bot's own."""
    reply_to = _reply_to(message)
    own = None if reply_to is None else _own(message.reply_to_message, bot)
    # Of other messages it matters only that they are answered, so their texts go no further.
    answered = reply_to is not None and (own is not None or _is_command(message))
    if isinstance(message, BriefMessage):
        return Incoming(
            id=MessageId(message.message_id),
            kind=Kind.TEXT,
            text=message.text,
            entities=_json([one.to_dict() for one in message.entities]),
            preview=_preview(message),
            reply_to=reply_to,
            reply_own=own is not None,
            reply_code=None if own is None else find_code(own.text or ""),
            reply_text=_text(message.reply_to_message) if answered else "",
            sent_at=float(message.date),
        )
    quote = None if reply_to is None else message.quote
    kind = kind_of(message)
    words = words_of(message)
    text = words.text if words is not None else message.text or message.caption or ""
    found = (
        [one.to_dict() for one in message.entities or message.caption_entities]
        if words is None
        else words.entities
    )
    shown = [one for one in found if not veil.is_telling(one)]
    return Incoming(
        id=MessageId(message.message_id),
        kind=kind,
        text=text,
        entities=_json(shown),
        veiled=len(shown) < len(found) or words is not None,
        unveilable=words is None and kind in HOLDS_WORDS and veil.is_hidden_in(message),
        reply_to=reply_to,
        reply_own=own is not None,
        reply_code=None if own is None else find_code(own.text or ""),
        reply_text=_text(message.reply_to_message) if answered else "",
        quoted=quote.text if answered and quote is not None else "",
        quote_at=None if quote is None else quote.position,
        quote=None if quote is None else _quote(quote),
        elsewhere=message.external_reply is not None,
        album=message.media_group_id or "",
        media=media_of(message),
        preview=_preview(message),
        live=position_of(message),
        size=_size(message),
        card=_card(message),
        inside=inside(message),
        own_card=_is_own_card(message),
        sent_at=message.date.timestamp(),
    )


def _quote(quote: TextQuote) -> Quote:
    entities = _json([one.to_dict() for one in quote.entities or ()])
    return Quote(str(quote.text), entities, quote.position)


def _json(entities: Sequence[dict[str, Any]]) -> str:
    return msgspec.json.encode(entities).decode() if entities else "[]"


def _reply_to(message: Message | BriefMessage) -> MessageId | None:
    """The message it explicitly answers.

    In a topic Telegram shows every message that answers nothing as a reply to the service message
    that opened the topic. An answer to a message of another chat or topic comes as
    `external_reply`, and the topic's own message may stand beside it.
    """
    target = message.reply_to_message
    if target is None:
        return None
    if not isinstance(message, BriefMessage) and message.external_reply is not None:
        return None
    if target.forum_topic_created is not None or target.message_id == message.message_thread_id:
        return None
    return MessageId(target.message_id)


def _own(target: Message | BriefTarget | None, bot: UserId | None) -> Message | BriefTarget | None:
    """The answered message, if the bot wrote it; not what Telegram says of the bot's doings."""
    if target is None or target.from_user is None or target.from_user.id != bot:
        return None
    return None if kind_of(target) is Kind.OTHER else target


def _preview(message: Message | BriefMessage) -> str:
    """How links in it are shown, as its sender chose; empty when nothing was chosen."""
    chosen = message.link_preview_options
    if chosen is None:
        return ""
    given = {name: value for name in _CHOSEN if (value := getattr(chosen, name, None))}
    return msgspec.json.encode(given).decode() if given else ""


def _is_command(message: Message | BriefMessage) -> bool:
    """Tell whether a text or caption begins as commands do."""
    return _text(message).startswith("/")


def _text(message: Message | BriefMessage | BriefTarget | None) -> str:
    if message is None:
        return ""
    if isinstance(message, BriefMessage | BriefTarget):
        return message.text
    return message.text or message.caption or ""


def _size(message: Message) -> int:
    """Return the bytes of the file in a message, of several sizes the largest; 0 without one."""
    held = message.effective_attachment
    sizes = held if isinstance(held, tuple | list) else (held,)
    return max((getattr(one, "file_size", None) or 0 for one in sizes), default=0)


def _is_own_card(message: Message) -> bool:
    """Tell whether a contact card is that of who sends it."""
    contact, sender = message.contact, message.from_user
    if contact is None or sender is None:
        return False
    if contact.user_id is not None:
        return contact.user_id == sender.id
    # A card that is not known to be of an account: by its name, so that no changed number gets through.
    names = (contact.first_name, contact.last_name or "")
    return names == (sender.first_name, sender.last_name or "")


def _card(message: Message) -> str:
    contact = message.contact
    if contact is None:
        return ""
    name = " ".join(part for part in (contact.first_name, contact.last_name) if part)
    return ", ".join(part for part in (name, contact.phone_number) if part)
