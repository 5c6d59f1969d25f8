"""The watch: every message of hers is looked at for danger before anything else, in every stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from bot.faq.content import EMERGENCY_CONTACT, EMERGENCY_SCREEN
from bot.faq.danger import Level
from bot.faq.guess import by_both
from bot.faq.reply import screen_text
from bot.handoff import admission
from bot.handoff.audit import Deed, Role
from bot.handoff.buttons import danger_rows
from bot.handoff.duty import duty_line, reads_now
from bot.handoff.effects import Counterpart, Priority, SendContact
from bot.handoff.kinds import NOT_READ
from bot.handoff.person import Urgency
from bot.text import Html, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.faq.danger import Sign
    from bot.faq.signs import Screen
    from bot.handoff.events import Incoming
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn

FULL_AGAIN_AFTER: Final = 30 * 60
"""Seconds in which a full screen of the same level is not repeated in an open case."""

ASKED_AGAIN_AFTER: Final = 30 * 60
"""Seconds in which she is not asked again whether there is danger only because the bot knows no answer."""

LONGEST: Final = 4096
"""Signs in one message (Bot API, sendMessage)."""

URGENCY = {Level.RED: Urgency.RED, Level.AMBER: Urgency.AMBER}


def look(turn: Turn, text: str) -> Sign | None:
    """Look at a message of hers, alone and together with those of the last few seconds.

    What those showed already was answered then, and is no sign in this one.
    """
    if not text:
        return None
    watch, context = turn.knowledge.watch, turn.context
    reading = context.reading if context.reading is not None else watch.read(text)
    sign = watch.danger(reading, context.recent)
    if turn.open or turn.knowledge.likeness is None or _certain(turn, text, sign):
        return sign
    weighed = weigh(turn, text)
    return weighed if is_danger(weighed) else None


def _certain(turn: Turn, text: str, sign: Sign | None) -> bool:
    """Tell whether what a message is like changes nothing: a plain sign, or hers who was shown a screen lately."""
    if sign is None:
        return lately(turn, turn.person.danger.red_at, turn.person.danger.amber_at)
    alone = turn.knowledge.watch.look(text)
    return alone is None or alone.level < sign.level or not alone.doubtful


def lately(turn: Turn, *times: float, within: float = FULL_AGAIN_AFTER) -> bool:
    """Tell whether one of these times (epoch seconds) is less than `within` seconds ago.

    A time to come is of a clock that was ahead: it must not keep a screen away until it has come.
    """
    return any(0 <= turn.now - at < within for at in times)


def weigh(turn: Turn, text: str, most: Level = Level.AMBER) -> Sign | None:
    """Return the sign in a text by the patterns and by what it is like (that up to `most`).

    Likeness takes long, so it is asked only while no case is open: then nothing is relayed.
    """
    sign, likeness = turn.knowledge.watch.look(text), turn.knowledge.likeness
    if turn.open or likeness is None:
        return sign
    return by_both(sign, likeness.look(text), most)


def together(turn: Turn, texts: Sequence[str]) -> Sign | None:
    """Return the sign that several texts show only together (at most as much of them as one message holds)."""
    joined = turn.knowledge.watch.look(" ".join(texts)[:LONGEST])
    apart = max((_level(turn.knowledge.watch.look(one)) for one in texts), default=0)
    return joined if _level(joined) > apart else None


def _level(sign: Sign | None) -> int:
    return 0 if sign is None else int(sign.level)


def is_unread(turn: Turn, message: Incoming) -> bool:
    """Tell whether a message holds what the bot can't read: no text, or one in another language."""
    return message.kind in NOT_READ or is_foreign(turn, message.text)


def is_foreign(turn: Turn, text: str) -> bool:
    """Tell whether a text is in words of a language that the bot can't read."""
    in_words = any(sign.isalpha() for sign in text)
    return in_words and not turn.knowledge.talk.readable(text)


def is_danger(sign: Sign | None) -> bool:
    """Tell whether a sign calls for a danger screen."""
    return sign is not None and sign.level >= Level.AMBER


def show(turn: Turn, sign: Sign) -> None:
    """Answer a red or amber sign of hers: the screen, the urgency, and in an open case the mark comes after."""
    turn.raise_urgency(URGENCY[sign.level])
    admission.alarm(turn)
    turn.count(f"danger.{sign.level.name.lower()}")
    turn.audit(Deed.ALARMED, Role.SYSTEM, about=sign.level.name.lower())
    screen = turn.knowledge.content.screen(red=sign.level is Level.RED, category=sign.category)
    memory = turn.person.danger
    shown_at = memory.red_at if sign.level is Level.RED else memory.amber_at
    if turn.open and lately(turn, shown_at):
        short = _first(turn, plain(screen.short.get(turn.language)))
        turn.say(short, danger_rows(turn), priority=Priority.DANGER)
        return
    _remember(turn, sign.level)
    say_screen(turn, screen)


def button_pressed(turn: Turn) -> None:
    """She says that there is danger now: the numbers at once, and whatever follows is urgent."""
    turn.raise_urgency(Urgency.RED)
    admission.alarm(turn)
    turn.count("danger.button")
    turn.audit(Deed.ALARMED, Role.PERSON, about="button")
    _remember(turn, Level.RED)
    say_screen(turn, turn.knowledge.content.screen(red=True))


def _remember(turn: Turn, level: Level) -> None:
    """Keep which full screen was shown last, and when each level was; never the text."""
    memory = msgspec.structs.replace(turn.person.danger, level=int(level), at=turn.now)
    if level is Level.RED:
        memory = msgspec.structs.replace(memory, red_at=turn.now)
    else:
        memory = msgspec.structs.replace(memory, amber_at=turn.now)
    turn.change(danger=memory)


def ask(turn: Turn) -> None:
    """Note that she is asked whether there is danger now: the next "yes" or "no" is about that."""
    turn.change(danger_asked_at=turn.now)


def note_asked(turn: Turn) -> None:
    """Note that she was asked with no screen of danger before it, or said that there is none."""
    turn.change(danger_last_asked_at=turn.now)


def asked_lately(turn: Turn) -> bool:
    """Tell whether she was asked that in this part of the conversation: then only a sign is reason to ask again."""
    return lately(turn, turn.person.danger_last_asked_at, within=ASKED_AGAIN_AFTER)


def asked(turn: Turn) -> float:
    """Return when she was last asked that; only what she does next is an answer to it."""
    asked_at = turn.person.danger_asked_at
    if asked_at:
        turn.change(danger_asked_at=0.0)
    return asked_at


def say_screen(turn: Turn, screen: Screen) -> None:
    """Say a full danger screen."""
    if not turn.open:
        ask(turn)
    turn.say(screen_html(turn, screen), danger_rows(turn), priority=Priority.DANGER)


def screen_html(turn: Turn, screen: Screen) -> Html:
    """Return a danger screen, with whether a human is there now."""
    said = plain(screen_text(turn.knowledge.content, screen, turn.language, turn.flags))
    html = _first(turn, said)
    if turn.open and turn.case.urgency >= Urgency.RED:
        html = Html(f"{html}\n\n{turn.words('unsent.all_at_once')}")
    if turn.open and reads_now(turn):
        return html
    return Html(f"{html}\n\n{duty_line(turn)}")


def _first(turn: Turn, html: Html) -> Html:
    """Return a screen with the number in its first line: all that a locked phone may show, and it tells of nothing."""
    return Html(f"{turn.words('neutral.danger')}\n\n{html}")


def mark_topic(turn: Turn, sign: Sign, message: MessageId) -> None:
    """Mark a danger sign in the topic, as a reply to the message it was seen in."""
    key = "topic.danger_red" if sign.level is Level.RED else "topic.danger_amber"
    _mark(turn, key, sign.category, message)


def suspected(turn: Turn, message: MessageId, category: str) -> None:
    """Mark for the experts what is only like danger, in an open case and after it went on; she is shown nothing.

    Once in a while: who reads the case knows then. The same goes for what was shown to her as danger lately.
    """
    memory = turn.person.danger
    if not turn.open:
        return
    if lately(turn, memory.red_at, memory.amber_at, turn.case.suspected_at):
        return
    turn.change_case(suspected_at=turn.now)
    turn.count("danger.guess")
    turn.audit(Deed.ALARMED, Role.SYSTEM, about="guess")
    _mark(turn, "topic.danger_guess", category, message)


def _mark(turn: Turn, key: str, category: str, message: MessageId) -> None:
    kind = next(
        (
            one.name.get(turn.desk.language)
            for one in turn.knowledge.content.danger.categories
            if one.id == category
        ),
        "",
    )
    turn.tell_topic(
        turn.desk_words(key, kind=kind), reply_to=Counterpart(message), priority=Priority.DANGER
    )


def emergency(turn: Turn) -> None:
    """Show the emergency screen: the number in the text and as a card, what to say, how to delete all this."""
    content = turn.knowledge.content
    number = content.contacts[EMERGENCY_CONTACT]
    html = plain(screen_text(content, content.screens[EMERGENCY_SCREEN], turn.language, turn.flags))
    if not reads_now(turn):
        html = Html(f"{html}\n\n{duty_line(turn)}")
    # The last row of a danger screen is the way here.
    turn.say(html, danger_rows(turn)[:-1], priority=Priority.DANGER)
    turn.do(SendContact(turn.her, number.dial or "112", number.name.get(turn.language)))
    turn.count("emergency")
