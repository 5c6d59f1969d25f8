"""Consent: to which version of the start text she agreed, whether that is the one of now, and how she is asked anew.

Only the way to a human waits for it. Danger screens, numbers, the FAQ and an open case never do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import buttons
from bot.handoff.buttons import button, row
from bot.handoff.effects import Priority
from bot.handoff.person import Consent, Stage, Urgency

if TYPE_CHECKING:
    from bot.handoff.effects import Keyboard
    from bot.handoff.person import Person
    from bot.handoff.turn import Turn

VERSION: Final = "2026-12"
"""Version of what she agrees to. Raise it whenever the meaning of that changes: everybody is asked again, once, and told
in a line what is new (`consent.changed`). A test holds it together with `DIGEST`."""

DIGEST: Final = "a65e63b6a94de734"
"""A digest of the texts of this version in both languages; the test that tells it says what to decide when it differs."""

SAID: Final = ("start.screen", "start.more", "privacy.kept", "button.agree", "button.decline")
"""The texts that she agrees to."""


def agreed(person: Person) -> bool:
    """Tell whether she agreed to the text of now."""
    return person.consent is not None and person.consent.version == VERSION


def suffices(turn: Turn) -> bool:
    """Tell whether she may go on to a human: she agreed, or she did so to an older text and there may be danger now."""
    person = turn.person
    return agreed(person) or (person.consent is not None and person.urgent > Urgency.NORMAL)


def give(turn: Turn) -> None:
    """Keep that she agrees to the text of now."""
    turn.change(consent=Consent(VERSION, turn.now, turn.language), declined="")
    turn.count("consent")


def withdraw(turn: Turn) -> None:
    """Keep that she does not agree, or no longer."""
    turn.change(consent=None, declined=VERSION, wants_human=False)
    turn.count("declined")


def ask(turn: Turn) -> None:
    """Ask for what the way to a human needs; once she agrees, it goes on."""
    turn.change(wants_human=True)
    if turn.person.consent is None:
        turn.say(turn.words("consent.needed"), rows(turn))
    else:
        turn.change(renewal=VERSION)
        turn.say(
            turn.words("consent.renew_first", changed=turn.words("consent.changed")), rows(turn)
        )


def renew(turn: Turn) -> None:
    """Ask again, once, when the text has changed since she agreed: after what she did was answered, and never beside danger."""
    person = turn.person
    if person.consent is None or VERSION in (person.consent.version, person.renewal):
        return
    if person.blocked or person.pending or turn.is_at(Stage.NEW, Stage.INTAKE, Stage.CLOSED):
        return
    if any(one.priority is Priority.DANGER for one in turn.effects):
        return
    turn.change(renewal=VERSION)
    key = "consent.renew_open" if turn.open else "consent.renew"
    said = turn.words(key, changed=turn.words("consent.changed"))
    turn.say(said, rows(turn), silent=True)


def rows(turn: Turn) -> Keyboard:
    """Return the buttons for a choice: yes, no, and more to read; 112 is never further than that."""
    return (
        row(
            button(turn, "button.agree", buttons.AGREE),
            button(turn, "button.decline", buttons.DECLINE),
        ),
        row(
            button(turn, "button.more", buttons.MORE),
            button(turn, "button.112", buttons.EMERGENCY),
        ),
    )
