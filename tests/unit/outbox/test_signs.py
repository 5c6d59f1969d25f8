"""Signs: what says that something waits never comes after its end, and only who saw it waiting is told of that."""

from __future__ import annotations

from bot.handoff.effects import Amend, React, Relay, ToPerson, ToTopic
from bot.handoff.ids import CaseCode, ChatId, EffectId, MessageId, PersonId
from bot.outbox.signs import Signs
from bot.ports import Envelope

ANNA = PersonId("anna")
HER = ToPerson(ANNA, ChatId(5))
WAY = EffectId("1")
RELAY = Envelope(WAY, Relay(ToTopic(CaseCode("AAAA-2222")), MessageId(9), HER.chat), ANNA)
SIGN = React(HER, MessageId(9), "👀", during=WAY)
THERE = (React(HER, MessageId(9), "👌"),)


def test_a_sign_is_needless_from_when_the_end_is_recorded() -> None:
    """While the outcome is recorded, and after, it is not said any more that something waits."""
    lanes = {WAY}
    signs = Signs("👌", lanes.__contains__)
    assert not signs.needless(SIGN)
    assert not signs.needless(THERE[0])
    signs.ends([WAY])
    assert signs.needless(SIGN)
    lanes.clear()
    signs.ended([WAY])
    assert signs.needless(SIGN)


def test_delivered_is_said_once_where_a_wait_was_shown() -> None:
    """Nothing is said of what was not shown to wait, or was given up; else once, also by who takes over."""
    signs = Signs("👌", lambda _: True)
    assert signs.receipts([RELAY, None]) == ()
    signs.shows(Envelope(EffectId("2"), SIGN, ANNA))
    assert signs.receipts([RELAY]) == THERE
    assert signs.receipts([RELAY]) == ()
    signs.recall([RELAY, Envelope(EffectId("3"), Amend(HER, MessageId(4), "x"), ANNA)])
    assert signs.receipts([RELAY]) == THERE
    signs.recall([RELAY])
    signs.forget(RELAY)
    assert signs.receipts([RELAY]) == ()
