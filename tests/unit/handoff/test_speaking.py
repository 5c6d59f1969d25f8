"""An expert speaks under a role name, and the first words take the case up."""

from __future__ import annotations

from bot.handoff.person import Stage
from tests.support.people import waiting


def test_she_hears_who_takes_it_up() -> None:
    """The first answer takes the case up, under a role name; a second expert gets a name of their own."""
    anna = waiting()
    anna.expert("Hallo", anna.card, by="bo")
    assert anna.person.stage is Stage.CONVERSATION
    assert anna.chat.shows("Deskundige A heeft je vraag opgepakt")
    anna.expert("Ik ook", anna.card, by="cas")
    anna.expert("En weer ik", anna.card, by="bo")
    said = [one.text for one in anna.chat.messages.values() if one.text.startswith("👤 Deskundige")]
    assert said[1:] == ["👤 Deskundige B:", "👤 Deskundige A:"]
    assert not anna.chat.shows("cas")


def test_claiming() -> None:
    """Claiming tells her, and is done once."""
    anna = waiting()
    assert "hoort dat je er bent" in anna.expert_presses("Ik pak dit op")
    assert "heeft je vraag opgepakt" in anna.chat.last.text
    assert anna.person.stage is Stage.CONVERSATION
    assert "al opgepakt" in anna.expert_sends_press("take", by="cas")
    assert "Deskundige A" in anna.topic.messages[anna.card].text
