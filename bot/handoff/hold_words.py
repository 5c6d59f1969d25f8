"""Hold words: what she reads of messages that wait for her word, and the buttons with which she gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import buttons
from bot.handoff.buttons import button, row, way_out
from bot.handoff.choices import NAMES, Fate
from bot.handoff.effects import Edit, Here, Named, Priority, Say
from bot.identifiers import MASKS, Kind
from bot.text import Html, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.handoff.effects import Keyboard
    from bot.handoff.turn import Turn
    from bot.handoff.unsent import Passage, Unsent

WORDS_AT_MOST: Final = 5
"""Passages that are quoted in a question; of more she sees that there are more."""
BEHIND: Final = "behind"
"""The name of the word that a message waits behind another."""
BEHIND_UNREAD: Final = "behind_unread"
"""The name of the word that one waits that the bot can't read."""
SAME_LINE_FOR: Final = 30 * 60
"""Seconds after which the line in the topic is put there anew: by then it stands far up."""
_NEARLY: Final = 10
"""Seconds that are missing from a whole number of minutes, without anybody saying so."""
LONGEST_WORD: Final = 40
"""Signs of a passage that are quoted."""


def name(slot: int) -> str:
    """Return the name of a question. There are few, so that they are used again and again."""
    return f"unsent:{slot}"


def topic_name(turn: Turn) -> str:
    """Return the name of the line in the topic that says that something waits."""
    return f"unsent:{turn.case.code}"


def is_topic_name(name: str) -> bool:
    """Tell whether a name is that of the line in a topic, and not of a question in her chat."""
    kind, _, rest = name.partition(":")
    return kind == "unsent" and not rest.isdecimal()


def ask(turn: Turn, key: str, message: Unsent, passages: Sequence[Passage]) -> None:
    """Ask what becomes of passages, under the message that holds them, or the first of several."""
    turn.say(
        _question(turn, key, message, passages),
        _choices(turn, message),
        name=name(message.slot),
        reply_to=Here(message.asked or message.message),
    )


def ask_again(turn: Turn, key: str, message: Unsent, passages: Sequence[Passage]) -> Edit:
    """Return a new text for a question that stands there already."""
    html = _question(turn, key, message, passages)
    return _edit(turn, message.slot, html, _choices(turn, message))


def moved_down(turn: Turn, slot: int) -> Edit:
    """Return what takes the place of a question that is put once more below."""
    return Edit(turn.her, Named(name(slot)), turn.words("unsent.below"), way_out(turn))


def behind_gone(turn: Turn) -> Edit:
    """Return what takes the place of the word that a message waits behind another."""
    said = turn.words("unsent.behind_sent")
    return Edit(turn.her, Named(BEHIND), said, way_out(turn))


def behind_unread_gone(turn: Turn) -> Edit:
    """Return what takes the place of the word that one waits that the bot can't read."""
    said = turn.words("unsent.behind_unread_sent")
    return Edit(turn.her, Named(BEHIND_UNREAD), said, way_out(turn))


def close(
    turn: Turn, slot: int, key: str, passages: Sequence[Passage], rows: Keyboard = ()
) -> Edit:
    """Return what takes the place of a question: what became of it."""
    return _edit(turn, slot, said(turn, key, passages), (*rows, *way_out(turn)))


def said(turn: Turn, key: str, passages: Sequence[Passage]) -> Html:
    """Return a text about passages."""
    return turn.words(key, mask=masks(turn, passages), words=quoted(passages))


def rows_after(turn: Turn, fate: Fate, passages: Iterable[Passage]) -> Keyboard:
    """Return the offer to do the same with all names, where it was about names and is not so already."""
    if not any(one.kind in NAMES for one in passages) or turn.case.choices.names is fate:
        return ()
    key = "button.names_show" if fate is Fate.SHOW else "button.names_mask"
    return (row(button(turn, key, buttons.NAMES, fate.value, turn.case.code)),)


def rows_back(turn: Turn, chosen: str) -> Keyboard:
    """Return the way back from that; none from being asked again."""
    if chosen == buttons.ASK:
        return way_out(turn)
    again = button(turn, "button.names_ask", buttons.NAMES, buttons.ASK, turn.case.code)
    return (row(again), *way_out(turn))


def topic_line(turn: Turn, *, waits: bool) -> Say | Edit:
    """Return the line in the topic that something waits, or what takes its place: one line, as long as it is near."""
    target = Named(topic_name(turn))
    if not waits:
        return Edit(turn.topic, target, turn.desk_words("topic.unsent_over"))
    said = turn.desk_words("topic.unsent")
    if 0 <= turn.now - turn.case.waits_told_at < SAME_LINE_FOR:
        return Edit(turn.topic, target, said, priority=Priority.STATE)
    turn.change_case(waits_told_at=turn.now)
    return Say(
        turn.topic, said, name=target.name, entry="bot", silent=True, priority=Priority.STATE
    )


def masks(turn: Turn, passages: Iterable[Passage]) -> Html:
    """Return what stands in place of these passages: "[naam] en [telefoonnummer]"."""
    words = MASKS[turn.language]
    return _listed(turn, [plain(words[Kind(kind)]) for kind in _kinds(passages)])


def quoted(passages: Iterable[Passage]) -> Html:
    """Return the passages as she wrote them, each once."""
    found = list(dict.fromkeys(" ".join(one.words.split()) for one in passages))
    shown = [
        one if len(one) <= LONGEST_WORD else f"{one[: LONGEST_WORD - 1]}…"
        for one in found[:WORDS_AT_MOST]
    ]
    return plain(", ".join([*shown, "…"] if len(found) > WORDS_AT_MOST else shown))


def span(turn: Turn, seconds: float) -> Html:
    """Return a number of seconds as people say it: of several minutes nobody counts the seconds.

    What is asked anew halfway is asked a moment after that, so a few seconds less are whole minutes, too.
    """
    whole = max(round(seconds), 1)
    if whole >= 2 * 60:
        whole = (whole + _NEARLY) // 60 * 60
    if whole % 60:
        return turn.words("for.seconds", count=whole)
    return turn.words("for.minute" if whole == 60 else "for.minutes", count=whole // 60)


def _question(turn: Turn, key: str, message: Unsent, passages: Sequence[Passage]) -> Html:
    return turn.words(
        key,
        what=_listed(turn, [turn.words(f"found.{kind}") for kind in _kinds(passages)]),
        words=quoted(passages),
        mask=masks(turn, passages),
        time=span(turn, message.until - turn.now),
    )


def _choices(turn: Turn, message: Unsent) -> Keyboard:
    asked = message.asked or message.message
    show = button(turn, "button.unsent_show", buttons.UNSENT, asked, buttons.SHOW)
    mask = button(turn, "button.unsent_mask", buttons.UNSENT, asked, buttons.MASK)
    if message.changing:
        return (row(show, mask), *way_out(turn))
    change = button(turn, "button.unsent_change", buttons.UNSENT, asked, buttons.REWRITE)
    return (row(show, mask, change), *way_out(turn))


def _edit(turn: Turn, slot: int, html: Html, rows: Keyboard) -> Edit:
    return Edit(turn.her, Named(name(slot)), html, rows, priority=Priority.MESSAGE)


def _listed(turn: Turn, words: Sequence[Html]) -> Html:
    """Return words as people enumerate them."""
    if len(words) < 2:
        return Html("".join(words))
    return turn.words("found.and", first=Html(", ".join(words[:-1])), last=words[-1])


def _kinds(passages: Iterable[Passage]) -> list[str]:
    return list(dict.fromkeys(one.kind for one in passages))
