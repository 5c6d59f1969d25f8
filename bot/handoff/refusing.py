"""Refusing: what the content policy lets nobody send. Its sender hears so in one sentence, before anything leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from bot.handoff.buttons import way_out
from bot.handoff.effects import Here
from bot.handoff.events import Kind
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.handoff.policy import Refusal, sort_of
from bot.text import text

if TYPE_CHECKING:
    from bot.handoff.events import Incoming
    from bot.handoff.policy import Way
    from bot.handoff.turn import Turn
    from bot.text import Html

_MEGABYTE: Final = 1024 * 1024

_INSTEAD: Final = {
    "audio": "sounds",
    "voice": "sounds",
    "location": "place",
    "contact": "place",
    "sticker": "other",
    "poll": "other",
    "dice": "other",
    "checklist": "other",
    "other": "other",
}
"""What to do instead, by what was refused; for all else it is to write what is to be seen."""

_UNSORTED: Final = {Kind.GAME: "sort.game", Kind.GIVEAWAY: "sort.giveaway"}
"""What no setting names, and no bot can pass on."""

# --- hers -------------------------------------------------------------------------------------


def of_hers(turn: Turn, message: Incoming) -> Refusal | None:
    """Return why a message of hers does not go to the experts, None when it may."""
    return turn.desk.policy.refuses_hers(message.kind, message.size)


def refuse(
    turn: Turn, message: Incoming, why: Refusal, *, danger: bool, edit: bool = False
) -> Incoming | None:
    """Say to her that a message does not go; of an album once, and of each part whose words go in danger.

    Those words are returned.
    """
    words = in_words(message) if danger and message.text else None
    if words is not None or not message.album or message.album != turn.person.refused_album:
        key = "policy.refused_edit" if edit else "policy.refused"
        html = turn.words(
            "policy.refused_danger" if words else key, why=_why_of_hers(turn, message, why)
        )
        turn.say(html, way_out(turn), reply_to=Here(message.id))
    if message.album != turn.person.refused_album:
        turn.change(refused_album=message.album)
    if words is None and not edit:
        # It stands in her chat, and goes with all else when she asks for that.
        turn.link(Link(Side.PERSON, message.id, Entry(EntryKind.ALONE)))
    turn.count("refused")
    return words


def in_words(message: Incoming) -> Incoming:
    """Return the words of a message alone: they go as a text, and what they stand under does not."""
    return replace(message, kind=Kind.TEXT, veiled=True, album="", media="", size=0)


def _why_of_hers(turn: Turn, message: Incoming, why: Refusal) -> Html:
    return _why(turn.language, message, why, turn.desk.policy.to_experts, "policy.why_kind")


# --- the experts' -----------------------------------------------------------------------------


def of_expert(turn: Turn, message: Incoming) -> Refusal | None:
    """Return why a message of an expert does not go to her, None when it may."""
    return turn.desk.policy.to_person.refuses(message.kind, message.size)


def refuse_expert(turn: Turn, message: Incoming, why: Refusal, *, edit: bool = False) -> None:
    """Say to an expert that a message does not go; of an album once, each part is marked."""
    turn.react(message.id, turn.desk.reactions.failed)
    if message.album and turn.case.refused_album == message.album:
        return  # it was said of an earlier part
    turn.change_case(refused_album=message.album)
    words = _why(turn.desk.language, message, why, turn.desk.policy.to_person, "topic.policy_kind")
    key = "topic.policy_edit" if edit else "topic.policy"
    turn.tell_topic(turn.desk_words(key, why=words), reply_to=Here(message.id))
    turn.count("refused")


# --- both -------------------------------------------------------------------------------------


def _why(language: str, message: Incoming, why: Refusal, way: Way, key: str) -> Html:
    """Return why something does not go, and what to do instead."""
    match why:
        case Refusal.KIND:
            sort = sort_of(message.kind)
            instead = text(language, f"policy.instead_{_INSTEAD.get(sort, 'shows')}")
            return text(language, key, what=text(language, f"sort.{sort}"), instead=instead)
        case Refusal.SIZE:
            return text(language, "policy.why_size", most=f"{(way.largest or 0) // _MEGABYTE} MB")
        case Refusal.FILE:
            return text(language, "policy.why_file")


# --- what Telegram lets no bot copy -----------------------------------------------------------


def uncopyable(kind: Kind, key: str, language: str) -> Html:
    """Return what the sender of a message is told that no bot can pass on: what it was, in words."""
    what = text(language, _UNSORTED.get(kind) or f"sort.{sort_of(kind)}")
    return text(language, key, what=what)
