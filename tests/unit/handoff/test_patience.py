"""Patience: people are told honestly that messages wait, once in a spell, and no more."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.handoff.effects import Edit, Named, Priority, Say, ToGeneral
from bot.handoff.events import AnswerStalled, MessagesMoved, MessagesStalled, TopicDelayed
from bot.handoff.ids import CaseCode, EffectId, MessageId
from bot.handoff.patience import SPELL
from bot.handoff.queue_line import QueueLine, look
from bot.text import Html
from tests.support.desks import ALWAYS, ENGLISH
from tests.support.people import Player

OTHER = CaseCode("ZZZZ-2222")


def waiting(language: str = "nl") -> tuple[Player, CaseCode]:
    """Return somebody with an open case, and its code."""
    anna = Player(language=language)
    anna.places()
    assert anna.person.case is not None
    return anna, anna.person.case.code


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "niets opnieuw te sturen"), ("en", "not have to send anything")]
)
def test_she_is_told_that_her_messages_wait(language: str, words: str) -> None:
    """She reads that all is kept and goes by itself, with 112 under it, in her language."""
    anna, code = waiting(language)
    anna.happens(MessagesStalled(code))
    assert words in anna.chat.last.text
    assert anna.chat.last.buttons == ["🚨 112"]


def test_once_in_a_spell() -> None:
    """Told once while messages wait, also after a restart; told again in the next spell."""
    anna, code = waiting()
    anna.happens(MessagesStalled(code))
    before = anna.said
    anna.waits(120)
    anna.happens(MessagesStalled(code))
    assert anna.said == before
    anna.happens(MessagesMoved(code))
    assert anna.lines == []
    anna.happens(MessagesStalled(code))
    assert anna.said == before + 1


def test_a_spell_without_an_end() -> None:
    """When nobody ever said that a spell was over, she is told again after a while."""
    anna, code = waiting()
    anna.happens(MessagesStalled(code))
    anna.waits(SPELL)
    before = anna.said
    anna.happens(MessagesStalled(code))
    assert anna.said == before + 1


def test_who_was_told_already_or_can_not_be_told() -> None:
    """Nothing is said of another case, of a topic that is known to be late, to a closed case or a closed door."""
    anna, code = waiting()
    assert anna.happens(MessagesStalled(OTHER)) == []
    anna.happens(MessagesMoved(OTHER))
    anna.person = replace(anna.person, blocked=True)
    assert anna.happens(MessagesStalled(code)) == []
    anna.person = replace(anna.person, blocked=False)
    anna.presses("Ik ben geholpen")
    assert anna.happens(MessagesStalled(code)) == []
    late = Player()
    late.adopts = False
    late.places()
    assert late.person.case is not None
    late.happens(TopicDelayed(late.person.case.code))
    assert late.happens(MessagesStalled(late.person.case.code)) == []


def test_nobody_without_a_case_is_told() -> None:
    """Without a case there is nothing to wait for."""
    assert Player().happens(MessagesStalled(OTHER)) == []
    assert Player().happens(AnswerStalled(MessageId(4), EffectId("1"))) == []


def test_an_expert_sees_that_an_answer_waits() -> None:
    """A reaction shows under the answer that it is not there yet; no message is spent on it."""
    anna, _ = waiting()
    answer = anna.expert("Hallo", anna.card)
    assert anna.happens(AnswerStalled(answer, EffectId("1"))) == ["topic: 👀"]
    assert anna.reaction(answer) == "👀"


# --- the line in General ----------------------------------------------------------------------


def test_the_line_appears_when_it_matters() -> None:
    """Below a minute nothing is said; from then on one silent line tells how many and since when."""
    quiet = QueueLine(False)
    assert look(quiet, waiting=30, oldest=59, now=0, desk=ALWAYS) == (quiet, ())
    line, effects = look(quiet, waiting=14, oldest=121, now=1000, desk=ALWAYS)
    assert line == QueueLine(True, 1000)
    html = Html(
        "⏳ Er wachten 14 berichten van vragers op Telegram, het oudste al 2 min. "
        "Ze komen vanzelf, in volgorde."
    )
    said = Say(ToGeneral(), html, name="queue", silent=True, priority=Priority.MESSAGE)
    assert effects == (said,)


def test_it_changes_once_a_minute_at_most() -> None:
    """The line is brought up to date by a change, in turn with the messages, and seldom."""
    line = QueueLine(True, 1000)
    assert look(line, waiting=20, oldest=130, now=1059, desk=ALWAYS) == (line, ())
    later, (edit,) = look(line, waiting=1, oldest=180, now=1060, desk=ENGLISH)
    assert later == QueueLine(True, 1060)
    assert isinstance(edit, Edit)
    assert edit.target == Named("queue")
    assert edit.priority is Priority.MESSAGE
    assert edit.html is not None
    assert edit.html.startswith("⏳ A message of a professional waits for Telegram, for 3 min")


def test_it_says_when_it_is_over() -> None:
    """The end is said once, at once; a short rest of a queue does not make the line flutter."""
    line = QueueLine(True, 1000)
    assert look(line, waiting=3, oldest=30, now=1010, desk=ALWAYS) == (line, ())
    over, (edit,) = look(line, waiting=0, oldest=0, now=1010, desk=ALWAYS)
    assert over == QueueLine(False, 1010)
    assert isinstance(edit, Edit)
    assert edit.priority is Priority.DECORATION
    assert edit.html is not None
    assert edit.html.startswith("✅")
    assert look(over, waiting=0, oldest=0, now=1015, desk=ALWAYS) == (over, ())


def test_a_line_of_before_a_start_is_not_left_standing() -> None:
    """After a start nothing is known: a line that may say that messages wait is set right, once, also before a new one."""
    line, (edit,) = look(QueueLine(), waiting=0, oldest=0, now=5, desk=ALWAYS)
    assert isinstance(edit, Edit)
    assert line.shown is False
    line, (again, said) = look(QueueLine(), waiting=2, oldest=90, now=5, desk=ALWAYS)
    assert isinstance(again, Edit)
    assert again.html == edit.html
    assert again.priority is Priority.MESSAGE, "a decoration would hold up the new line"
    assert isinstance(said, Say)
