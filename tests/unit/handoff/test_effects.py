"""Effects: data only; the place decides the lane."""

from __future__ import annotations

import msgspec

from bot.handoff.decision import Decision
from bot.handoff.effects import (
    CloseTopic,
    Counterpart,
    DeleteTopic,
    Effect,
    Relay,
    Say,
    ToGeneral,
    ToPerson,
    ToTopic,
    lane,
)
from bot.handoff.ids import CaseCode, ChatId, MessageId, PersonId, ThreadId
from bot.handoff.person import Person
from tests.support.people import Player

HER = ToPerson(PersonId("anna"), ChatId(5))
TOPIC = ToTopic(CaseCode("AAAA-BBBB"))


def test_lanes() -> None:
    """One lane per private chat, per topic, and for General; a topic that goes holds nothing up."""
    assert lane(Say(HER, "x")) == "p:anna"
    assert lane(CloseTopic(TOPIC)) == "t:AAAA-BBBB"
    assert lane(DeleteTopic(ToGeneral(), ThreadId(3))) == "d:3"


def test_effects_come_back_from_the_store() -> None:
    """What is stored of an effect is the whole of it."""
    effect = Relay(TOPIC, MessageId(3), source_chat=ChatId(5), reply_to=Counterpart(MessageId(2)))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(effect), type=Effect) == effect


def test_a_person_comes_back_from_the_store() -> None:
    """After a long conversation what is stored of a person is the whole of her."""
    anna = Player()
    anna.places()
    anna.expert("Hallo", anna.card)
    anna.expert_presses("Sluit")
    anna.writes("Nog iets")
    stored = msgspec.msgpack.encode(anna.person)
    assert msgspec.msgpack.decode(stored, type=Person) == anna.person
    assert isinstance(anna.decision, Decision)
    assert b"Hallo" not in stored
