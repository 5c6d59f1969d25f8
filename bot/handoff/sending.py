"""Sending: one message of hers goes on to its topic, as she wrote it or with other words in some places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import albums, live
from bot.handoff.buttons import way_out
from bot.handoff.choices import went_masked
from bot.handoff.effects import Amend, Counterpart, Here, Pass, Priority, Relay, ReopenTopic
from bot.handoff.events import Kind
from bot.handoff.kinds import MAY_STAY, POLLS, WITHOUT_CAPTION
from bot.handoff.masking import Masked, mask
from bot.handoff.merged import LONGEST
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.identifiers import MASKS
from bot.identifiers import Kind as Found
from bot.text import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handoff.turn import Turn
    from bot.handoff.unsent import Spot, Unsent

LONGEST_CAPTION: Final = 1024
"""Signs in a caption (Bot API, copyMessage)."""


def send(
    turn: Turn,
    message: Unsent,
    masks: Sequence[Spot] = (),
    priority: Priority = Priority.MESSAGE,
) -> None:
    """Send a message of hers, with other words in place of `masks`; a copy only if nothing was taken out of it."""
    text = masked(turn, message.kind, message.text, message.entities, masks)
    rewritten = bool(masks) or message.veiled
    if message.edit:
        _amend(turn, message, text, rewritten=rewritten)
    elif message.kind is Kind.CONTACT:
        open_again(turn)
        card = bare(turn.desk.language, "card_as_text", card=message.text)
        reply = _reply_to(message)
        chat = turn.person.chat
        turn.do(Pass(turn.topic, message.message, card, reply_to=reply, source_chat=chat))
    else:
        open_again(turn)
        turn.do(_relay(turn, message, text, priority, rewritten=rewritten))
        if masks and message.kind in POLLS:
            _say_poll_is_text(turn, message, priority)
    if not message.edit:
        turn.link(Link(Side.PERSON, message.message, Entry(EntryKind.HERS)))
    known = turn.case.choices
    hides = rewritten or message.kind is Kind.CONTACT
    if hides or message.message in known.messages:
        turn.change_case(choices=went_masked(known, message.message, masked=hides))


def masked(turn: Turn, kind: Kind, text: str, entities: str, masks: Sequence[Spot]) -> Masked:
    """Return a text (a caption, unless the message is a text) with words of her language in place of `masks`."""
    if not masks:
        return Masked(text, entities)
    longest = LONGEST if kind in WITHOUT_CAPTION else LONGEST_CAPTION
    words = MASKS[turn.language]
    return mask(text, entities, masks, lambda kind: words[Found(kind)], longest)


def open_again(turn: Turn) -> None:
    """Reopen a topic that was closed by hand: that closes no case."""
    if turn.case.topic_closed:
        turn.change_case(topic_closed=False)
        turn.do(ReopenTopic(turn.topic))


def _relay(
    turn: Turn, message: Unsent, text: Masked, priority: Priority, *, rewritten: bool
) -> Relay:
    """Return the effect that takes a message to the topic. A text goes along, to be merged when it has to wait."""
    caption = message.kind not in WITHOUT_CAPTION
    worded = rewritten or bool(message.album) or not (caption or message.kind in POLLS)
    return Relay(
        turn.topic,
        message.message,
        source_chat=turn.person.chat,
        reply_to=_reply_to(message),
        text=text.text if worded else "",
        entities=text.entities if worded else "[]",
        clock=turn.desk.clock(message.at) if not caption else "",
        rewritten=rewritten,
        caption=caption and worded,
        album=message.album,
        media=message.media,
        named=message.kind if message.kind in MAY_STAY else "",
        live=live.going(message.live, turn.now),
        joins=albums.join(turn, Side.PERSON, message.album, message.message),
        priority=priority,
    )


def _say_poll_is_text(turn: Turn, message: Unsent, priority: Priority) -> None:
    """Say on both sides that a poll with something hidden went as a text: a copy would show what is hidden."""
    turn.tell_topic(
        turn.desk_words("topic.poll_in_words"),
        reply_to=Counterpart(message.message),
        priority=priority,
    )
    if not message.veiled:  # else it was said when she sent it
        turn.say(turn.words("kinds.in_words_poll"), way_out(turn), reply_to=Here(message.message))


def _amend(turn: Turn, message: Unsent, text: Masked, *, rewritten: bool) -> None:
    turn.do(
        Amend(
            turn.topic,
            message.message,
            text.text,
            source_chat=turn.person.chat,
            entities=text.entities,
            caption=message.kind not in WITHOUT_CAPTION,
            rewritten=rewritten,
            media=message.media,
            # The link that is shown may be one that is hidden in the text.
            preview="" if rewritten else message.preview,
            heading=bare(turn.desk.language, "topic.correction", at=turn.desk.clock(message.at)),
        )
    )


def _reply_to(message: Unsent) -> Counterpart | None:
    return Counterpart(message.reply_to, message.quote) if message.reply_to else None
