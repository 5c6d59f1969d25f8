"""Who am I: what each side is told of how the other sees it."""

from __future__ import annotations

from msgspec.structs import replace

from bot.handoff.desk import AccessMode
from tests.support.desks import ALWAYS
from tests.support.people import Player


def test_before_there_is_anything() -> None:
    """Before a case there is nothing to see, also for who has not agreed to anything."""
    anna = Player()
    anna.writes("/wiebenik")
    assert "zien de deskundigen niets van jou" in anna.chat.last.text


def test_her_card_and_nothing_but() -> None:
    """She reads the card as it stands in the topic, also after it was taken up and closed; not how experts answer."""
    anna = Player()
    anna.places()
    for change in ("", "Ik pak dit op", "Sluit"):
        if change:
            anna.expert_presses(change)
        anna.writes("/whoami")
        shown = anna.chat.last.text
        of_her, how_to_answer = anna.topic.messages[anna.card].text.rsplit("\n\n", 1)
        assert of_her in shown
        assert how_to_answer not in shown
        assert anna.person.case is not None
        assert anna.person.case.title in shown


def test_a_request_is_seen_too() -> None:
    """While a coordinator is asked about her, she reads that a request with her answers can be seen."""
    anna = Player(replace(ALWAYS, access=AccessMode.APPROVE))
    anna.places()
    anna.writes("/wiebenik")
    assert f"aanvraag met code {anna.person.admission.request}" in anna.chat.last.text


def test_experts_by_letter() -> None:
    """Each expert reads his own letter; who has not spoken yet the one he would get; she reads nothing of it."""
    anna = Player()
    anna.places()
    anna.expert("Dag", anna.card, by="bo")
    said = anna.said
    anna.expert("/wiebenik", by="bo")
    assert "Deskundige A" in anna.topic.last.text
    anna.expert("/whoami", by="cas")
    assert "heet je daar Deskundige B" in anna.topic.last.text
    assert anna.said == said


def test_in_the_topic_of_an_older_case() -> None:
    """There no letter is told: those of her newest case are others."""
    anna = Player()
    anna.places()
    assert anna.person.case is not None
    older = anna.person.case.code
    anna.expert("Dag", anna.card, by="bo")
    anna.expert_presses("Sluit")
    anna.writes("/menu")
    anna.places()
    anna.expert("/wiebenik", by="bo", code=older)
    told = anna.topics[older].last.text
    assert "met een letter erachter" in told
    assert "Deskundige A" not in told
