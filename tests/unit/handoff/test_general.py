"""General: help, answers that are for nobody, and buttons without a case."""

from __future__ import annotations

import pytest

from bot.handoff import general
from bot.handoff.desk import Desk
from bot.handoff.effects import Edit, Here, Say, ToGeneral, ToThread
from bot.handoff.events import (
    Author,
    AuthorKind,
    ExpertEdited,
    ExpertPressed,
    ExpertWrote,
    Incoming,
    Kind,
)
from bot.handoff.flag import Flag, Lift
from bot.handoff.flagging import Books
from bot.handoff.ids import ExpertId, MessageId, ThreadId
from tests.support.desks import ALWAYS, ENGLISH, MONDAY, knowledge

BO = Author(ExpertId("bo"))


def said(text: str, thread: ThreadId | None = None) -> list[str]:
    """Return what the bot answers to a text in General, or in a topic that is no case."""
    event = ExpertWrote(thread, BO, Incoming(MessageId(3), Kind.TEXT, text))
    effects = general.answer(event, ALWAYS)
    return [one.html for one in effects if isinstance(one, Say)]


@pytest.mark.parametrize("text", ["/help", "/start", "/hulp", "/help@hulplijn_bot"])
def test_help(text: str) -> None:
    """Help is given in General, and in a topic that is no case."""
    assert "Elke zaak is een onderwerp" in said(text)[0]
    assert said(text, ThreadId(3)) == said(text)


@pytest.mark.parametrize(
    ("kind", "told"),
    [(AuthorKind.ANONYMOUS, "anonieme beheerder"), (AuthorKind.CHANNEL, "namens een kanaal")],
)
def test_nobody_flags_nothing(kind: AuthorKind, told: str) -> None:
    """Who hides behind the group or a channel hears why a flag is not taken; other commands belong in a case."""
    hidden = Author(ExpertId(""), kind)
    for text, said_to_it in (("/fout ess", told), ("/faq", "in het onderwerp van een zaak")):
        event = ExpertWrote(None, hidden, Incoming(MessageId(3), Kind.TEXT, text))
        (reply,) = general.answer(event, ALWAYS)
        assert isinstance(reply, Say)
        assert said_to_it in reply.html


@pytest.mark.parametrize("thread", [None, ThreadId(3)])
def test_colleagues_are_left_alone(thread: ThreadId | None) -> None:
    """What colleagues say to each other is not answered."""
    assert said("Wie is er morgen?", thread) == []


@pytest.mark.parametrize("text", ["/help", "/faq ouders", "/a Dat mag"])
def test_a_corrected_command_is_answered(text: str) -> None:
    """A command that was mistyped and then corrected is answered like one that was typed well at once."""
    edited = ExpertEdited(None, BO, Incoming(MessageId(3), Kind.TEXT, text))
    (reply,) = general.answer(edited, ALWAYS)
    assert isinstance(reply, Say)
    assert [reply.html] == said(text)


@pytest.mark.parametrize("text", ["/a Dat mag", "/a"])
def test_an_answer_to_nobody(text: str) -> None:
    """An answer in General goes to nobody, and says so."""
    assert "hier is geen zaak" in said(text)[0]


def test_a_button_of_no_case() -> None:
    """A button that belongs to no case says that it no longer works."""
    event = ExpertPressed(None, BO, "take", MessageId(3), "callback")
    assert "werkt niet meer" in general.stale(event, ALWAYS).text
    assert "no longer works" in general.stale(event, ENGLISH).text


@pytest.mark.parametrize("desk", [ALWAYS, ENGLISH])
def test_a_dead_letter_is_told_without_its_reason(desk: Desk) -> None:
    """Experts can do nothing with the name of an error: the notice says what they can do, and who sees the reason."""
    for count in (1, 2):
        html = general.dead_letters(count, desk).html
        assert "helpline deadletter list" in html
        assert "{" not in html
    assert "2 " in general.dead_letters(2, desk).html


# --- what is being checked --------------------------------------------------------------------


def books(**flags: Flag) -> Books:
    """What there is to flag, and what is flagged."""
    return Books(knowledge(), ALWAYS, flags, MONDAY)


def flagged(text: str, reply: str = "", quoted: str = "", **flags: Flag) -> general.Notice:
    """What follows from a text in General, which may answer another, or a passage of it."""
    message = Incoming(MessageId(3), Kind.TEXT, text, reply_text=reply, quoted=quoted)
    notice = general.flag(ExpertWrote(None, BO, message), books(**flags))
    assert notice is not None
    return notice


def pressed(data: str, by: Author = BO, **flags: Flag) -> general.Notice:
    """What follows from a button in General."""
    event = ExpertPressed(None, by, data, MessageId(9), "callback")
    notice = general.flag(event, books(**flags))
    assert notice is not None
    return notice


def test_a_flag_from_general() -> None:
    """In General a contact is flagged by its id, or by the number in a message that is answered."""
    for notice in (flagged("/fout ess"), flagged("/flag", "Bel 070 333 4558")):
        (change,) = notice.flags
        assert (change.id, notice.toast) == ("ess", None)
        (said,) = notice.effects
        assert isinstance(said, Say)
        assert "dit wordt nagekeken" in said.html


def test_a_flag_on_a_passage() -> None:
    """A quoted number flags its contact alone; where the passage names nothing, the whole message counts."""
    both = "Bel 070 333 4558 of 0800 2000 bij zorgen"
    assert flagged("/fout", both).flags == ()
    assert [one.id for one in flagged("/fout", both, "070 333 4558").flags] == ["ess"]
    whole = flagged("/fout", "Bel 070 333 4558 bij zorgen", "bij zorgen")
    assert [one.id for one in whole.flags] == ["ess"]


def test_a_flag_from_a_topic_of_no_case() -> None:
    """In a topic that somebody made by hand a flag is set and taken back like in General, which hears of it."""
    thread = ThreadId(3)
    message = Incoming(MessageId(4), Kind.TEXT, "/fout ess")
    for event in (ExpertWrote(thread, BO, message), ExpertEdited(thread, BO, message)):
        notice = general.flag(event, books())
        assert notice is not None
        reply, line = notice.effects
        assert isinstance(reply, Say)
        assert (reply.to, reply.reply_to) == (ToThread(thread), Here(MessageId(4)))
        assert "dit wordt nagekeken" in reply.html
        assert isinstance(line, Say)
        assert (line.to, "Wordt nagekeken" in line.html) == (ToGeneral(), True)
    (flag,) = notice.flags
    assert isinstance(flag, Flag)
    press = ExpertPressed(thread, BO, "unflag:ess", MessageId(9), "callback")
    back = general.flag(press, books(ess=flag))
    assert back is not None
    assert [one.to for one in back.effects] == [ToThread(thread), ToGeneral()]
    assert back.flags == (Lift("ess"),)


def test_a_button_in_general() -> None:
    """A choice flags, its author takes it back (after a second press too), and a stale one only says so."""
    choosing = flagged("/fout veilig thuis")
    assert choosing.flags == ()
    set_it = pressed("flag:veilig_thuis")
    (flag,) = set_it.flags
    assert isinstance(flag, Flag)
    assert set_it.toast is not None
    assert [type(one) for one in set_it.effects] == [Edit]
    again = pressed("flag:veilig_thuis", veilig_thuis=flag)
    (shown,) = again.effects
    assert isinstance(shown, Edit)
    assert [button.data for row in shown.keyboard for button in row] == ["unflag:veilig_thuis"]
    assert again.flags == ()
    back = pressed("unflag:veilig_thuis", veilig_thuis=flag)
    assert back.flags == (Lift("veilig_thuis"),)
    other = pressed("unflag:veilig_thuis", Author(ExpertId("cas")), veilig_thuis=flag)
    assert (other.flags, other.effects) == ((), ())
    assert pressed("unflag:veilig_thuis").flags == ()
    assert pressed("flag:noodnummer_112").flags == ()


def test_what_is_no_flag_goes_its_own_way() -> None:
    """Other texts and buttons, and who hides behind the group flag nothing."""
    message = Incoming(MessageId(3), Kind.TEXT, "/fout ess")
    hidden = Author(ExpertId(""), AuthorKind.ANONYMOUS)
    for event in (
        ExpertWrote(None, hidden, message),
        ExpertWrote(None, BO, Incoming(MessageId(3), Kind.TEXT, "fout ess")),
        ExpertPressed(None, BO, "take", MessageId(9), "callback"),
    ):
        assert general.flag(event, books()) is None


@pytest.mark.parametrize("text", ["/faq ouders", "/leer Hoe?"])
def test_what_works_in_a_topic_only(text: str) -> None:
    """Commands about a case say in General where they work."""
    assert "in het onderwerp van een zaak" in said(text)[0]
