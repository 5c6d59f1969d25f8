"""Notes stay, visibly so, and one that may have been meant as an answer can be sent."""

from __future__ import annotations

import pytest

from bot.handoff.events import Kind
from bot.handoff.ids import MessageId
from bot.handoff.notes import is_internal
from tests.support.people import talking, waiting

SENT, NOTE, FAILED = "👌", "✍", "😢"


def test_notes_stay() -> None:
    """What is no reply, a reply to a colleague, to his answer, to the bot or to a note stays, and visibly so."""
    anna = talking()
    hers = anna.writes("Dank")
    answer = anna.expert("Graag gedaan", anna.in_topic(hers), by="bo")
    before = anna.chat.by("expert")
    colleague = anna.expert("wat denken jullie?", by="cas")
    anna.expert("en nog iets", by="bo")
    line = anna.topic.button("Stuur naar de vrager")[0]
    for reply_to in (None, colleague, answer, line, MessageId(4)):
        note = anna.expert("Goed gezegd!", reply_to, by="cas")
        assert anna.reaction(note) == NOTE
    assert anna.chat.by("expert") == before


def test_a_note_while_she_waits_can_be_sent() -> None:
    """While she waits each note gets the one line, which is edited and not repeated; its author can send it."""
    anna = waiting()
    anna.expert("eerste notitie")
    second = anna.expert("tweede notitie")
    lines = [one for one in anna.topic.messages.values() if "niet verstuurd" in one.text]
    assert len(lines) == 1
    assert "Alleen wie het schreef" in anna.expert_presses("Stuur naar de vrager", by="cas")
    offer = anna.topic.button("Stuur naar de vrager")[1]
    anna.expert_presses("Stuur naar de vrager")
    assert anna.chat.by("expert") == ["tweede notitie"]
    assert anna.reaction(second) == SENT
    assert "al verstuurd" in anna.expert_sends_press(offer)
    assert anna.chat.by("expert") == ["tweede notitie"]


def test_the_line_only_when_it_may_have_been_an_answer() -> None:
    """In a conversation the line comes for whoever answered less than two minutes ago, and for nobody else."""
    anna = talking()
    anna.expert("collega's, wat vinden jullie?", by="cas")
    assert not anna.topic.shows("niet verstuurd")
    anna.waits(60)
    anna.expert("dat klopt")
    assert anna.topic.shows("niet verstuurd")
    anna.waits(180)
    anna.expert("en nu overleg")
    assert anna.topic.button("Stuur naar de vrager")[1] != f"note:{anna.topic.last.id}"


def test_a_reply_to_a_copy_that_was_not_recorded_can_be_sent() -> None:
    """What answers a copy nobody knows of stays, whoever wrote it, and is offered to be sent."""
    anna = talking()
    anna.waits(10 * 60)
    anna.expert("Over je vraag", MessageId(900), by="cas", unrecorded="Mag dat?")
    assert anna.chat.by("expert") == ["Hallo"]
    anna.expert_presses("Stuur naar de vrager", by="cas")
    assert anna.chat.by("expert") == ["Hallo", "Over je vraag"]


def test_a_card_in_a_note_is_not_offered() -> None:
    """A contact card or location that is a note stays a note."""
    anna = waiting()
    anna.expert(kind=Kind.CONTACT, card="Een naam, een nummer")
    assert not anna.topic.shows("niet verstuurd")


def test_an_edited_note_stays_a_note() -> None:
    """A change of a note, or by somebody else, goes nowhere."""
    anna = waiting()
    note = anna.expert("notitie")
    answer = anna.expert("Dat mag", anna.card)
    anna.expert_edits(note, "notitie, beter")
    anna.expert_edits(answer, "Dat mag niet", by="cas")
    assert anna.chat.by("expert") == ["Dat mag"]


@pytest.mark.parametrize(
    "text", ["internet: kijk hier", "http://x", "internationaal", "een // midden", ""]
)
def test_not_internal(text: str) -> None:
    """Words that only look like the mark are no mark."""
    assert not is_internal(text)
