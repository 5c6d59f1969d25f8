"""The relay: what she sends in an open case goes to its topic, in order, and stays true to her edits."""

from __future__ import annotations

import pytest

from bot.handoff.effects import Amend, Pass, Relay
from bot.handoff.events import Kind, TopicClosed, Undelivered, Why
from bot.handoff.ids import MessageId, ThreadId
from bot.handoff.person import Stage
from tests.support.people import Player


def waiting(language: str = "nl") -> Player:
    """Return somebody with an open case."""
    anna = Player(language=language)
    anna.places()
    return anna


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.PHOTO, Kind.VOICE, Kind.DOCUMENT, Kind.OTHER])
def test_everything_is_copied(kind: Kind) -> None:
    """Whatever she sends appears in the topic, in order."""
    anna = waiting()
    anna.writes("een", kind)
    anna.writes("twee", kind)
    assert anna.topic.by("her") == ["een", "twee"]


def test_no_answer_from_the_faq() -> None:
    """While the case is open a question is relayed and not answered by the bot; buttons still open the FAQ."""
    anna = waiting()
    before = anna.said
    anna.writes("Een leerling doet de Hitlergroet in de klas")
    anna.waits(10)
    assert anna.said == before
    anna.presses("Lees intussen")
    assert anna.chat.last.text == "Kies een thema:"


def test_replies_point_at_the_right_message() -> None:
    """A reply of hers to an answer points, in the topic, at that answer; a reply to her own message at its copy."""
    anna = waiting()
    question = anna.writes("Mag dat?")
    answer = anna.expert("Ja, dat mag", anna.in_topic(question))
    thanks = anna.writes("Dank", reply_to=anna.in_chat(answer))
    more = anna.writes("En dit?", reply_to=question)
    assert anna.topic.messages[anna.in_topic(thanks)].reply_to == answer
    assert anna.topic.messages[anna.in_topic(more)].reply_to == anna.in_topic(question)


def test_edits_follow() -> None:
    """A change of a text, and of a caption, reaches the copy."""
    anna = waiting()
    text = anna.writes("Hij is 15")
    picture = anna.writes("foto van de muur", Kind.PHOTO)
    anna.edits(text, "Hij is 16")
    anna.edits(picture, "foto van de deur", Kind.PHOTO)
    assert anna.topic.by("her") == ["Hij is 16", "foto van de deur"]


def test_an_edit_of_what_was_never_relayed() -> None:
    """A change of a message from before the case changes nothing in the topic."""
    anna = waiting()
    anna.edits(MessageId(3), "iets anders")
    assert anna.lines == []


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.LOCATION])
def test_who_and_where_are_asked_about(kind: Kind) -> None:
    """A contact card or location leaves only after "send?", a card as plain text."""
    anna = waiting()
    message = anna.writes("", kind, card="Een naam, een nummer")
    assert anna.topic.by("her") == []
    assert anna.chat.last.reply_to == message
    anna.presses("Stuur toch")
    sent = anna.topic.by("her")
    assert sent == (
        ["Contactkaart: Een naam, een nummer"] if kind is Kind.CONTACT else ["location"]
    )
    assert "Doorgestuurd" in anna.chat.last.text
    assert "werkt niet meer" in anna.sends_press(f"held:{message}:y")
    assert len(anna.topic.by("her")) == 1


def test_not_sent_after_all() -> None:
    """What she does not send is gone."""
    anna = waiting()
    message = anna.writes("", Kind.LOCATION)
    anna.presses("Niet sturen")
    assert "Niet gestuurd" in anna.chat.last.text
    anna.sends_press(f"held:{message}:y")
    assert anna.topic.by("her") == []


def test_a_live_location_does_not_follow_her() -> None:
    """She said "send" to one place: the updates of a live location stay with her."""
    anna = waiting()
    message = anna.writes("", Kind.LOCATION)
    anna.presses("Stuur toch")
    anna.edits(message, "", Kind.LOCATION)
    assert anna.lines == []


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.LOCATION])
def test_nothing_of_that_after_closing(kind: Kind) -> None:
    """After closing a card or location is not kept either, so that a reopened case does not bring it along."""
    anna = waiting()
    anna.expert_presses("Sluit")
    anna.writes("", kind, card="Een naam, een nummer")
    assert "stuur ik niet door" in anna.chat.last.text
    anna.writes("Nog een vraag")
    anna.presses("Dezelfde vraag")
    assert anna.topic.by("her") == ["Nog een vraag"]


def test_a_topic_closed_by_hand_opens_again() -> None:
    """Closing a topic by hand closes no case: her next message opens it."""
    anna = waiting()
    assert anna.person.case is not None
    code, thread = anna.person.case.code, anna.person.case.topic
    assert thread is not None
    anna.happens(TopicClosed(ThreadId(thread)), code=code)
    assert "nog open" in anna.topic.last.text
    assert anna.person.stage is Stage.WAITING
    anna.writes("Ik heb nog iets")
    assert anna.closed[code] is False
    assert anna.topic.by("her") == ["Ik heb nog iets"]


@pytest.mark.parametrize(
    ("edit", "words"), [(False, "Zeg het met gewone tekst"), (True, "de oude tekst")]
)
def test_failures_on_her_side_are_words(edit: bool, words: str) -> None:
    """What could not be passed on is said in words, as a reply to the message."""
    anna = waiting()
    message = anna.writes("Dit komt niet aan")
    anna.happens(Undelivered(to_person=False, about=message, why=Why.UNCOPYABLE, edit=edit))
    assert words in anna.chat.last.text
    assert anna.chat.last.reply_to == message


def test_her_messages_are_never_decorated() -> None:
    """The bot sets no reaction on her messages, nor on their copies."""
    anna = waiting()
    anna.writes("Een vraag")
    anna.expert("Een antwoord", anna.card)
    assert not [one for one in anna.chat.messages.values() if one.reaction]
    assert not [one for one in anna.topic.messages.values() if one.by == "her" and one.reaction]


def test_what_goes_over_are_ids() -> None:
    """Messages are copied by id, from her own chat; only a card as words and a change hold text."""
    anna = waiting()
    message = anna.writes("Een geheim")
    assert anna.decision is not None
    relays = [one for one in anna.decision.effects if isinstance(one, Relay)]
    assert [(one.source, one.source_chat) for one in relays] == [(message, anna.person.chat)]
    assert not [one for one in anna.decision.effects if isinstance(one, Pass | Amend)]
