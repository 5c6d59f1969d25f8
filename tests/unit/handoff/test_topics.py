"""Topics: late, twice, gone, closed, and what is made good."""

from __future__ import annotations

import pytest

from bot.handoff.effects import CloseTopic, DeleteTopic, OpenTopic, Relay, ReopenTopic, Say
from bot.handoff.events import (
    TopicAppeared,
    TopicClosed,
    TopicDelayed,
    TopicGone,
    TopicOpened,
    TopicReopened,
    TopicShut,
)
from bot.handoff.ids import CaseCode, MessageId, ThreadId
from bot.handoff.message_map import EntryKind
from tests.support.people import Player


def waiting(*, adopts: bool = True) -> Player:
    """Return somebody with a case, with or without its topic."""
    anna = Player()
    anna.adopts = adopts
    anna.places()
    return anna


def code_of(anna: Player) -> CaseCode:
    """Return the code of her case."""
    assert anna.person.case is not None
    return anna.person.case.code


def test_she_hears_once_that_it_takes_longer() -> None:
    """When the topic can't be made she is told, once, and nothing is lost."""
    anna = waiting(adopts=False)
    before = anna.said
    for _ in range(3):
        anna.happens(TopicDelayed(code_of(anna)))
    assert anna.said == before + 1
    assert "zijn bewaard" in anna.chat.last.text


@pytest.mark.parametrize("event", [TopicAppeared, TopicOpened])
def test_adopted_by_its_code(event: type[TopicAppeared | TopicOpened]) -> None:
    """The topic is known from the answer to the call, or from the update that tells of it."""
    anna = waiting(adopts=False)
    code = code_of(anna)
    anna.happens(
        TopicOpened(code, ThreadId(9)) if event is TopicOpened else TopicAppeared(ThreadId(9), code)
    )
    assert anna.person.case is not None
    assert anna.person.case.topic == ThreadId(9)
    assert anna.deleted == []


def test_a_late_orphan_is_deleted() -> None:
    """A second topic of the same case is deleted; the news of the first one, heard twice, changes nothing."""
    anna = waiting()
    assert anna.person.case is not None
    anna.happens(TopicAppeared(ThreadId(99), code_of(anna)))
    assert anna.deleted == [ThreadId(99)]
    topic = anna.person.case.topic
    assert topic is not None
    anna.happens(TopicAppeared(topic, code_of(anna)), known=True)
    assert anna.deleted == [ThreadId(99)]


def test_the_topic_of_an_older_case_is_left_alone() -> None:
    """Late news of the topic of a case that is over does not delete it."""
    anna = waiting()
    old, topic = code_of(anna), anna.person.case.topic  # type: ignore[union-attr]  # she has one
    assert topic is not None
    anna.expert_presses("Sluit")
    anna.places()
    anna.happens(TopicAppeared(topic, old), known=True)
    assert anna.deleted == []


def test_a_case_that_ended_before_its_topic() -> None:
    """When the topic comes after the case is over and a new one is placed, it is adopted: her messages go there."""
    anna = waiting(adopts=False)
    old = code_of(anna)
    anna.writes("/klaar")
    anna.places()
    assert code_of(anna) != old
    anna.happens(TopicOpened(old, ThreadId(8)))
    assert anna.deleted == []
    assert anna.decision is not None
    assert anna.decision.topics == ((old, ThreadId(8)),)
    anna.happens(TopicAppeared(ThreadId(9), old))
    assert anna.deleted == [ThreadId(9)]


def test_a_deleted_topic_is_made_again() -> None:
    """Card and the last messages of her chat, in order, before what waits; it says that notes are gone."""
    anna = waiting()
    anna.expert("een notitie")
    thread = anna.person.case.topic  # type: ignore[union-attr]  # she has one
    assert thread is not None
    history = ((MessageId(101), EntryKind.HERS), (MessageId(104), EntryKind.ANSWER))
    anna._sources.update({MessageId(101): "hallo", MessageId(104): "antwoord"})
    anna.happens(TopicGone(code_of(anna), thread, history))
    assert anna.decision is not None
    assert anna.decision.front
    kinds = [type(one) for one in anna.decision.effects]
    assert kinds == [OpenTopic, Say, Relay, Relay]
    copies = [one for one in anna.decision.effects if isinstance(one, Relay)]
    assert all(one.again for one in copies)
    assert [one.mark for one in copies] == ["", "👌"]
    assert "notities zijn weg" in anna.topic.messages[anna.card].text
    anna.expert("nieuwe notitie")
    assert "Stuur naar de vrager" in anna.topic.last.buttons


def test_a_topic_that_nothing_makes() -> None:
    """A case without a topic gets one, with its card, before what waits; nothing is said of notes that are gone."""
    anna = waiting(adopts=False)
    anna.happens(TopicGone(code_of(anna), None))
    assert anna.decision is not None
    assert anna.decision.front
    assert [type(one) for one in anna.decision.effects] == [OpenTopic, Say]
    assert "notities zijn weg" not in str(anna.decision.effects)


def test_gone_twice() -> None:
    """News of a deletion that is made good already only puts what waits behind."""
    anna = waiting()
    anna.happens(TopicGone(code_of(anna), ThreadId(3)))
    assert anna.lines == []
    assert anna.decision is not None
    assert anna.decision.front


def test_what_was_on_its_way_to_a_topic_that_stays_deleted() -> None:
    """She is told of a message of hers that a topic does not take any more; nothing is dropped in silence."""
    anna = waiting()
    anna.writes("/klaar")
    anna.waits(7200)
    thread = anna.person.case.topic  # type: ignore[union-attr]  # she has one
    assert thread is not None
    anna.happens(TopicGone(code_of(anna), thread, about=MessageId(101)))
    assert "kon niet worden doorgestuurd" in anna.chat.last.text


@pytest.mark.parametrize(("seconds", "again"), [(60, True), (7200, False)])
def test_gone_after_closing(seconds: float, again: bool) -> None:
    """The topic of a case closed long ago stays deleted; after one closed just now messages may be on their way."""
    anna = waiting()
    anna.writes("/klaar")
    anna.waits(seconds)
    thread = anna.person.case.topic  # type: ignore[union-attr]  # she has one
    assert thread is not None
    anna.happens(TopicGone(code_of(anna), thread))
    assert anna.decision is not None
    assert anna.decision.front is again
    assert any(isinstance(one, OpenTopic) for one in anna.decision.effects) is again
    assert any(isinstance(one, CloseTopic) for one in anna.decision.effects) is again


def test_a_closed_door_is_opened() -> None:
    """A call that finds the topic closed opens it, and goes on behind that; also for an older case."""
    anna = waiting()
    for code in (code_of(anna), CaseCode("AAAA-BBBB")):
        anna.happens(TopicShut(code))
        assert anna.decision is not None
        assert anna.decision.front
        effect = anna.decision.effects[0]
        assert isinstance(effect, ReopenTopic)
        assert effect.to.code == code


def test_by_hand() -> None:
    """Closing and reopening by hand change no case; the topic hears what that means."""
    anna = waiting()
    code, thread = code_of(anna), anna.person.case.topic  # type: ignore[union-attr]  # she has one
    assert thread is not None
    anna.happens(TopicClosed(thread), code=code)
    assert "de zaak is nog open" in anna.topic.last.text
    anna.happens(TopicClosed(thread), code=code)
    anna.happens(TopicReopened(thread), code=code)
    assert sum("de zaak is nog open" in one for one in anna.topic.by("bot")) == 1
    anna.expert_presses("Sluit")
    anna.happens(TopicReopened(thread), code=code)
    assert "de zaak is gesloten" in anna.topic.last.text
    assert anna.topic.last.buttons == ["Heropen de zaak"]


def test_of_another_thread() -> None:
    """What happens to a thread that is not her topic says nothing."""
    anna = waiting()
    for event in (TopicClosed(ThreadId(3)), TopicReopened(ThreadId(3))):
        assert anna.happens(event, code=code_of(anna)) == []
    anna.happens(TopicDelayed(CaseCode("AAAA-BBBB")))
    assert anna.lines == []
    anna.happens(TopicOpened(CaseCode("AAAA-BBBB"), ThreadId(5)))
    assert isinstance(anna.decision.effects[0], DeleteTopic)  # type: ignore[union-attr]  # just decided
