"""Texts that wait for the group's budget: merged into one message, and still each in its place."""

from __future__ import annotations

from bot.handoff.effects import Amend, Relay
from bot.handoff.events import Kind, TopicGone
from bot.handoff.ids import MessageId, ThreadId
from bot.handoff.message_map import EntryKind
from tests.support.people import Player, waiting

FIRST, SECOND, THIRD = "Hij is veranderd", "Hij zegt vreemde dingen", "Wat kan ik doen"


def merged() -> tuple[Player, list[MessageId], MessageId]:
    """Return somebody whose three texts came as one message, with those texts and that message."""
    anna = waiting()
    anna.spent = True
    texts = [anna.writes(FIRST), anna.writes(SECOND), anna.writes(THIRD)]
    anna.flows()
    return anna, texts, anna.in_topic(texts[0])


def test_a_text_travels_with_its_words() -> None:
    """What may be merged is a text of hers, with entities and local time; other kinds are copied by their id."""
    anna = waiting()
    anna.writes(FIRST)
    assert anna.decision is not None
    (relay,) = (one for one in anna.decision.effects if isinstance(one, Relay))
    assert (relay.text, relay.entities, relay.clock) == (FIRST, "[]", "10:00")
    anna.writes("foto van de muur", Kind.PHOTO)
    (picture,) = (one for one in anna.decision.effects if isinstance(one, Relay))
    assert (picture.text, picture.clock) == ("", "")


def test_texts_that_wait_arrive_as_one() -> None:
    """Three texts arrive in one message, in order, under their times; a picture keeps its place between."""
    anna, _, _ = merged()
    one = f"10:00\n{FIRST}\n\n10:00\n{SECOND}\n\n10:00\n{THIRD}"
    assert anna.topic.by("her") == [one]
    anna.spent = True
    for text, kind in (
        ("a", Kind.TEXT),
        ("b", Kind.TEXT),
        ("foto", Kind.PHOTO),
        ("c", Kind.TEXT),
    ):
        anna.writes(text, kind)
    anna.flows()
    assert anna.topic.by("her")[1:] == ["10:00\na\n\n10:00\nb", "foto", "c"]


def test_a_reply_to_it_is_an_answer_to_what_was_quoted() -> None:
    """A reply to the merged message leaves; it points at the part that was quoted, or else at the last."""
    anna, texts, message = merged()
    anna.expert("Sinds wanneer?", message, quote_at=len(f"10:00\n{FIRST[:3]}"))
    assert anna.chat.last.reply_to == texts[0]
    anna.expert("Welke dan?", message, quote_at=len(f"10:00\n{FIRST}\n\n10:00\n"))
    assert anna.chat.last.reply_to == texts[1]
    anna.expert("Praat met hem", message)
    assert anna.chat.last.reply_to == texts[2]
    anna.expert("/a Met hem", message, quote_at=0)
    assert anna.chat.last.reply_to == texts[0]
    assert anna.chat.by("expert")[-1] == "Met hem"


def test_her_reply_to_a_part_points_at_the_merged_message() -> None:
    """She answers a message of her own that was merged: in the topic that is the merged one."""
    anna, texts, message = merged()
    more = anna.writes("Dit bedoel ik", reply_to=texts[1])
    assert anna.topic.messages[anna.in_topic(more)].reply_to == message


def test_a_reply_starts_a_message_of_its_own() -> None:
    """A text that answers something is the first of a merged message, which answers that too."""
    anna, texts, message = merged()
    anna.spent = True
    anna.writes("los")
    anna.writes("dit bedoel ik", reply_to=texts[1])
    anna.writes("en dit")
    anna.flows()
    assert anna.topic.by("her")[1:] == ["los", "10:00\ndit bedoel ik\n\n10:00\nen dit"]
    assert anna.topic.last.reply_to == message


def test_a_change_of_a_part_takes_its_place() -> None:
    """For two days a change shows in the merged message, and a reply to what moved still finds its part."""
    anna, texts, message = merged()
    anna.edits(texts[0], "Hij is sinds kort veranderd")
    one = f"10:00\nHij is sinds kort veranderd\n\n10:00\n{SECOND}\n\n10:00\n{THIRD}"
    assert anna.topic.by("her") == [one]
    anna.expert("Welke?", message, quote_at=one.index(SECOND))
    assert anna.chat.last.reply_to == texts[1]


def test_a_late_change_is_a_marked_correction() -> None:
    """After two days a change is a message of its own that says which text it corrects; it can be answered too."""
    anna, texts, message = merged()
    anna.forgets_texts()
    anna.edits(texts[1], "Hij zegt niets meer")
    assert anna.topic.last.text == "✏ Verbetering van 10:00: Hij zegt niets meer"
    assert anna.topic.last.reply_to == message
    anna.expert("Dank", anna.topic.last.id)
    assert anna.chat.last.reply_to == texts[1]
    assert anna.in_topic(texts[1]) == message
    anna.edits(texts[1], "Hij zegt weer iets")
    assert anna.topic.last.text == "✏ Verbetering van 10:00: Hij zegt weer iets"
    assert anna.topic.last.reply_to == message


def test_a_change_of_a_text_that_waits_itself() -> None:
    """A change of a text that still waits is in the merged message from the start."""
    anna = waiting()
    anna.spent = True
    first = anna.writes(FIRST)
    anna.writes(SECOND)
    anna.edits(first, "Hij is anders")
    anna.writes(THIRD)
    anna.flows()
    assert anna.topic.by("her") == [f"10:00\nHij is anders\n\n10:00\n{SECOND}\n\n10:00\n{THIRD}"]


def test_danger_in_a_part_is_marked_at_the_merged_message() -> None:
    """The mark of a danger sign answers the merged message in which the sign stands."""
    anna = waiting()
    anna.spent = True
    first = anna.writes("Ik moet iets zeggen")
    anna.writes("Een leerling zegt dat hij een wapen bij zich heeft")
    anna.flows()
    marks = [one for one in anna.topic.messages.values() if "herkend in dit bericht" in one.text]
    assert [one.reply_to for one in marks] == [anna.in_topic(first)]


def test_a_rebuilt_topic_shows_each_part_by_itself() -> None:
    """A topic that is made again gets copies of the parts, one by one, as of all she wrote."""
    anna, texts, _ = merged()
    assert anna.person.case is not None
    assert anna.person.case.topic is not None
    history = tuple((one, EntryKind.MERGED) for one in texts)
    thread = ThreadId(anna.person.case.topic)
    anna.happens(TopicGone(anna.person.case.code, thread, history))
    assert anna.topic.by("her") == [FIRST, SECOND, THIRD]
    anna.edits(texts[0], "Hij is anders")
    assert anna.topic.by("her") == ["Hij is anders", SECOND, THIRD]
    anna.expert("Ja", anna.in_topic(texts[1]))
    assert anna.chat.last.reply_to == texts[1]


def test_a_change_carries_its_heading() -> None:
    """Every change says in the experts' language which text it corrects, should it have to stand alone."""
    anna, texts, _ = merged()
    anna.edits(texts[0], "x")
    assert anna.decision is not None
    (amend,) = (one for one in anna.decision.effects if isinstance(one, Amend))
    assert amend.heading == "✏ Verbetering van 10:00:"
